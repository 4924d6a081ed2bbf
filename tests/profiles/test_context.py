"""Recorded crime as context: figures equal to a separate count, and refusals in their place."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from frankpledge.analysis.api import NotComparable, NothingHeld, UnknownArea, add, open_store
from frankpledge.profiles import context, words
from frankpledge.profiles.blocks import Block, Content, Status, frozen, thawed
from frankpledge.profiles.sections.account import NOT_HERE
from tests.analysis import estshire
from tests.profiles.conftest import (
    DISTRICT,
    FORCE,
    NEXT_DISTRICT,
    NOW_FIRST,
    NOW_LAST,
    THEN_FIRST,
    THEN_LAST,
    County,
)


@pytest.fixture(scope="module")
def district(county: County) -> Content:
    return built(county.home, DISTRICT)


@pytest.fixture(scope="module")
def whole(county: County) -> Content:
    return built(county.home, FORCE)


def built(home: Path, area: str, **changes: str) -> Content:
    asked = {
        "first": NOW_FIRST,
        "last": NOW_LAST,
        "compare_first": THEN_FIRST,
        "compare_last": THEN_LAST,
        **changes,
    }
    return context.build(open_store(home), area=area, **asked)


def block(content: Content, block_id: str) -> Block:
    return next(each for each in content.blocks if each.id == block_id)


def opened(path: Path):
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def counted_again(county: County, first: str, last: str) -> Counter[str]:
    """The district's rows by type, straight from the files with the standard library."""
    homes: dict[str, str] = {}
    for path in (county.files / "lookups").rglob("*.csv"):
        with opened(path) as text:
            for row in csv.DictReader(text):
                for column in ("LSOA21CD", "LSOA11CD"):
                    home = row.get("LAD24CD") or row.get("LAD22CD")
                    if row.get(column) and home:
                        homes[row[column]] = home
    counts: Counter[str] = Counter()
    for path in sorted((county.files / "crime").rglob("*.csv*")):
        with opened(path) as text:
            for row in csv.DictReader(text):
                if first <= row["Month"] <= last and homes.get(row["LSOA code"]) == DISTRICT:
                    counts[row["Crime type"]] += 1
    return counts


def test_every_count_equals_one_made_from_the_files_with_another_tool(
    county: County, district: Content
) -> None:
    counts = counted_again(county, NOW_FIRST, NOW_LAST)

    assert sum(counts.values()) > 1000
    told = {
        figure.label: figure.value
        for figure in district.figures
        if figure.id.startswith("count.") and figure.label != words.ALL_CRIME
    }
    assert told == counts


def test_the_total_of_crimes_leaves_out_anti_social_behaviour(
    county: County, district: Content
) -> None:
    counts = counted_again(county, NOW_FIRST, NOW_LAST)
    total = district.figure("count.all-recorded-crime")

    assert total is not None
    assert total.value == sum(counts.values()) - counts[words.ASB]


def test_a_change_compares_the_two_counts(county: County, district: Content) -> None:
    before = counted_again(county, THEN_FIRST, THEN_LAST)["Drugs"]
    after = counted_again(county, NOW_FIRST, NOW_LAST)["Drugs"]
    figure = district.figure("change.drugs")

    assert figure is not None
    # Equal months of two years have equal days, so the plain ratio is the change.
    assert figure.value == pytest.approx(100 * (after / before - 1))
    assert figure.interval is not None
    assert figure.interval.low < figure.value < (figure.interval.high or 0)
    assert any(
        finding.text.startswith(f"Recorded drug offences rose from {before}")
        for finding in district.findings
    )


def test_every_figure_says_where_it_comes_from_and_how_it_was_made(
    district: Content, whole: Content
) -> None:
    for figure in (*district.figures, *whole.figures):
        assert figure.source, figure.id
        assert figure.origin == "synthetic", figure.id
        assert figure.method or figure.reason, figure.id
        assert figure.n is not None or figure.reason, figure.id
        if figure.id.startswith(("count.", "rate.", "change.", "trend.")) and not figure.reason:
            assert figure.interval is not None, figure.id
            assert figure.caveats, figure.id


def test_figures_have_ids_of_their_own_that_findings_can_name(district: Content) -> None:
    ids = [figure.id for figure in district.figures]

    assert len(ids) == len(set(ids))
    assert district.findings
    assert {each for finding in district.findings for each in finding.figures} <= set(ids)


def test_drugs_are_said_to_measure_police_activity_wherever_they_stand(district: Content) -> None:
    for figure in district.figures:
        if ".drugs" in figure.id and figure.caveats:
            assert any("the police looked for" in text for text in figure.caveats), figure.id
    for finding in district.findings:
        if finding.text.startswith("Recorded drug offences"):
            assert "how much the police looked" in finding.text


def test_the_gap_between_the_periods_is_said(district: Content) -> None:
    assert any(
        "October 2024 to March 2025" in text and "cannot be said when" in text
        for text in block(district, "change").caveats
    )
    assert any("October 2024 to March 2025" in text for text in block(district, "trend").lead)


def test_what_recorded_crime_cannot_show_is_said(district: Content) -> None:
    assert block(district, "limits").lead == NOT_HERE
    assert "county lines" in NOT_HERE[0]


def test_the_account_of_rows_adds_up_to_the_files(county: County, whole: Content) -> None:
    rows = 0
    for path in sorted((county.files / "crime").rglob("*.csv*")):
        with opened(path) as text:
            rows += sum(NOW_FIRST <= row["Month"] <= NOW_LAST for row in csv.DictReader(text))
    told = [whole.figure(f"rows-{name}.now") for name in ("kept", "unplaced", "outside")]

    # The importer rejects a few rows with impossible codes, and says so when they are taken in.
    assert 0 <= rows - sum(figure.value or 0 for figure in told if figure) <= 10
    assert block(whole, "account").tables[0].rows[-1][0] == "April to September 2025"


def test_a_second_build_gives_the_same_figures_and_drawings(
    county: County, district: Content
) -> None:
    again = built(county.home, DISTRICT)

    assert again == district
    assert again.figures_digest == district.figures_digest


def test_a_profile_kept_as_text_comes_back_whole(district: Content) -> None:
    assert thawed(frozen(district)) == district


def test_text_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="build it again"):
        thawed('{"format": 999}')


@pytest.mark.parametrize("block_id", ["change", "standing", "trend"])
def test_charts_keep_their_words(district: Content, block_id: str) -> None:
    (chart,) = block(district, block_id).charts

    assert chart.svg.count("<text") > 10
    assert ">Drugs<" in chart.svg
    assert chart.alt
    assert chart.table.rows


def test_the_map_of_a_district_shows_every_small_area_with_its_figure(district: Content) -> None:
    (drawn,) = block(district, "map").maps

    assert not drawn.tiles
    assert drawn.svg.count("<path") == len(drawn.outlines) >= 17
    assert all(outline.value is not None for outline in drawn.outlines)
    assert len(drawn.table.rows) == 21


def test_the_map_of_a_force_shows_districts_by_name(whole: Content) -> None:
    (drawn,) = block(whole, "map").maps

    assert {outline.name for outline in drawn.outlines} >= {"Wantsum", "Brindlemere"}
    assert ">Wantsum</text>" in drawn.svg


def test_a_district_is_compared_with_the_others_and_not_ranked(district: Content) -> None:
    standing = block(district, "standing")
    names = [row[0] for row in standing.charts[0].table.rows]

    assert names == sorted(names)
    for _, _, below, unclear, above in standing.tables[0].rows:
        assert int(below) + int(unclear) + int(above) == len(names) - 1


def test_too_few_small_areas_are_refused_in_place_and_still_listed(county: County) -> None:
    small = built(county.home, NEXT_DISTRICT)
    places = block(small, "places")

    assert any("at least 20" in reason for reason in places.refusals)
    assert places.tables[0].rows[0][0] == "Brindlemere 001A"
    assert "at least 20" in block(small, "deprivation").refusals[0]


def test_deprivation_and_similar_areas_are_given_in_the_demonstration(district: Content) -> None:
    deprived, similar = block(district, "deprivation"), block(district, "similar")

    assert not deprived.refusals
    assert "21 small areas" in deprived.lead[0]
    assert [len(row) for row in deprived.tables[0].rows] == [7] * 6
    assert not similar.refusals
    assert similar.tables[0].caption == "The 5 most similar of 12 areas"


def test_a_period_with_a_gap_gives_counts_and_refuses_rates(county: County) -> None:
    gapped = built(
        county.home, DISTRICT, first="2024-09", last="2025-04", compare_first="", compare_last=""
    )
    count, rate = gapped.figure("count.drugs"), gapped.figure("rate.drugs")

    assert gapped.period.missing == (
        "2024-10", "2024-11", "2024-12", "2025-01", "2025-02", "2025-03",
    )  # fmt: skip
    assert count is not None
    assert count.status is Status.OBSERVED
    assert any("missing, not zero" in text for text in count.caveats)
    assert rate is not None
    assert rate.value is None
    assert rate.status is Status.NOT_SUPPLIED
    assert "October 2024 to March 2025 are not held" in rate.reason
    for block_id in ("counts", "standing", "map"):
        assert any("not held" in text for text in block(gapped, block_id).refusals), block_id


def test_a_comparison_that_is_not_held_is_refused_in_its_place(county: County) -> None:
    content = built(county.home, DISTRICT, compare_first="2020-01", compare_last="2020-06")

    assert content.figure("count.drugs") is not None
    assert content.figure("change.drugs") is None
    assert block(content, "change").refusals[0].startswith("No change is given: No month")
    assert content.compared is not None
    assert len(content.compared.missing) == 6


def test_periods_of_different_length_are_not_compared(county: County) -> None:
    content = built(county.home, DISTRICT, compare_last="2024-08")

    assert content.figure("change.drugs") is None
    assert "differ in length" in " ".join(block(content, "change").refusals)


def test_no_comparison_is_made_where_none_is_asked_for(county: County) -> None:
    content = built(county.home, DISTRICT, compare_first="", compare_last="")

    assert content.compared is None
    assert block(content, "change").refusals
    assert not any("rose" in finding.text for finding in content.findings)


@pytest.mark.parametrize(
    ("changes", "refusal", "words_of_it"),
    [
        (
            {"first": "2019-01", "last": "2019-02", "compare_first": "", "compare_last": ""},
            NothingHeld,
            "No month",
        ),
        ({"compare_first": "2025-01", "compare_last": "2025-06"}, NotComparable, "overlap"),
        ({"compare_first": "2026-01", "compare_last": "2026-06"}, NotComparable, "swap"),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(
    county: County, changes: dict[str, str], refusal: type[Exception], words_of_it: str
) -> None:
    with pytest.raises(refusal, match=words_of_it):
        built(county.home, DISTRICT, **changes)


def test_an_unknown_area_is_refused(county: County) -> None:
    with pytest.raises(UnknownArea):
        built(county.home, "E07999999")


def test_without_outlines_districts_stand_as_tiles(tmp_path: Path) -> None:
    rows = [
        estshire.row(month="2025-01", lsoa=lsoa)
        for lsoa in (estshire.UNCHANGED, estshire.MERGED)
        for _ in range(30)
    ]
    add(
        tmp_path / "home",
        [
            estshire.lookups(tmp_path),
            estshire.residents(tmp_path),
            estshire.month_file(tmp_path, rows),
        ],
        today=estshire.TODAY,
    )
    month = {"first": "2025-01", "last": "2025-01", "compare_first": "", "compare_last": ""}

    whole = built(tmp_path / "home", estshire.FORCE_CODE, **month)
    (drawn,) = block(whole, "map").maps
    assert drawn.tiles
    assert "stands as a square" in block(whole, "map").refusals[0]
    assert whole.origin == "open data"

    one = built(tmp_path / "home", estshire.NORTHMARSH, **month)
    assert "Add the boundaries of small areas" in block(one, "map").refusals[0]
    assert one.figure("rate.drugs") is not None
    # A month is too short for a trend, and two districts are too few to be compared.
    assert "at least 12" in block(one, "trend").refusals[0]
    assert "at least 3" in block(one, "standing").refusals[0]

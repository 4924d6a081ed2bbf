"""Every district at once: the same figures as each by itself, the same again, and what refuses."""

import io
import json
import random
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from frankpledge.analysis.api import (
    MixedOrigins,
    NotComparable,
    NothingHeld,
    Period,
    changes,
    measures,
    open_store,
    overview,
    trend_of,
)
from frankpledge.profiles.study import as_told, workbook
from frankpledge.profiles.study_commands import study
from tests.analysis import estshire
from tests.makers import NOW

MONTHS = Period(first="2024-01", last="2025-12").months
PLACES = {
    estshire.UNCHANGED: estshire.NORTHMARSH,
    estshire.ALSO_UNCHANGED: estshire.NORTHMARSH,
    estshire.SPLIT: estshire.SOUTHMARSH,
    estshire.MERGED_PARTS[0]: estshire.SOUTHMARSH,
}
DISTRICTS = (estshire.NORTHMARSH, estshire.SOUTHMARSH)
WHOLE = {"first": MONTHS[0], "last": MONTHS[-1]}


def rows(month: str, *, thin: bool = False) -> list[str]:
    """A month of drugs and burglary, scattered over forty squares and more."""
    dice = random.Random(month)
    return [
        estshire.row(
            month=month,
            lsoa=dice.choice(sorted(PLACES)),
            kind=dice.choice(["Burglary", "Drugs"]),
            point=(f"{0.9 + dice.random() / 10:.6f}", f"{51.2 + dice.random() / 10:.6f}"),
        )
        for _ in range(20 if thin else 220 + dice.randrange(60))
    ]


def taken_in(folder: Path, *, months: tuple[str, ...] = MONTHS, thin: str = "") -> Path:
    """A store of those months."""
    home = folder / "home"
    streets = [
        estshire.month_file(folder, rows(month, thin=month == thin), f"{month}.csv")
        for month in months
    ]
    estshire.take_in(home, estshire.lookups(folder), estshire.residents(folder), *streets)
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return taken_in(tmp_path_factory.mktemp("study"))


def asked(home: Path, *words: str) -> Result:
    """Runs `frankpledge data study` over the store."""
    return CliRunner().invoke(
        study,
        ["--from", MONTHS[0], "--to", MONTHS[-1], *words],
        env={"FRANKPLEDGE_HOME": str(home)},
    )


def test_each_district_has_the_figures_that_it_has_by_itself(home: Path) -> None:
    store = open_store(home)
    found = overview(store, **WHOLE)
    assert found.districts == DISTRICTS
    assert found.changes is not None
    assert found.slopes is not None
    last = {"first": "2025-01", "last": "2025-12"}
    for at, district in enumerate(DISTRICTS):
        alone = {each.type: each for each in measures(store, area=district, **last)}
        moved = {
            each.type: each
            for each in changes(
                store,
                area=district,
                **last,
                compare_first="2024-01",
                compare_last="2024-12",
            )
        }
        for of, kind in enumerate(found.types):
            rate, change = alone[kind].rate, moved[kind].figure
            assert rate is not None
            assert change is not None
            trend = trend_of(store, area=district, **WHOLE, kind=kind)
            assert found.counts[at, of, -12:].sum() == alone[kind].count.value
            assert found.rates[at, of] == pytest.approx(rate.value)
            assert found.changes[at, of] == pytest.approx(change.value)
            assert found.slopes[at, of] == pytest.approx(trend.figure.value)


def test_an_area_is_studied_by_its_own_districts_alone(home: Path) -> None:
    store = open_store(home)
    whole = overview(store, **WHOLE, area=estshire.FORCE_CODE)
    part = overview(store, **WHOLE, area=estshire.SOUTHMARSH)
    assert whole.districts == DISTRICTS
    assert part.districts == (estshire.SOUTHMARSH,)
    assert part.heat is not None
    assert part.heat.counts.sum() == part.counts.sum()


def test_the_same_files_give_the_same_figures_and_are_named(home: Path, tmp_path: Path) -> None:
    first = json.loads(asked(home, "--json").stdout)
    again = json.loads(asked(taken_in(tmp_path), "--json").stdout)
    assert first == again
    assert {each["kind"] for each in first["inputs"]} == {"street", "lookup", "residents"}
    assert all(len(each["digest"]) == 64 for each in first["inputs"])
    assert len(first["rows"]) == 4
    assert first["squares"]["with_any"] > 100
    assert first["refusals"] == []


def test_the_workbook_says_the_same_as_the_command(home: Path) -> None:
    store = open_store(home)
    told = as_told(store, overview(store, **WHOLE, area=""), "")
    book = openpyxl.load_workbook(io.BytesIO(workbook(told, made_at=NOW)))
    header, *rows = book["Districts"].iter_rows(values_only=True)

    assert [dict(zip(header, row, strict=True)) for row in rows] == told["rows"]
    assert len(list(book["Files"].iter_rows())) == 1 + len(told["inputs"])
    assert all(sheet.sheet_state == "visible" for sheet in book)


def test_a_corrected_month_gives_other_digests(home: Path, tmp_path: Path) -> None:
    other = taken_in(tmp_path)
    corrected = estshire.month_file(tmp_path, rows(MONTHS[-1])[1:], "corrected.csv")
    estshire.take_in(other, corrected)
    first, second = (json.loads(asked(each, "--json").stdout) for each in (home, other))
    assert first["inputs_digest"] != second["inputs_digest"]
    assert first["figures_digest"] != second["figures_digest"]


def test_the_table_says_every_figure_and_what_to_know(home: Path) -> None:
    said = asked(home, "--area", estshire.FORCE_CODE)
    assert said.exit_code == 0
    assert said.stdout.startswith("Estshire, 2024-01 to 2025-12 (open data)\n")
    assert "Northmarsh  Burglary" in said.stdout
    assert "without intervals or tests" in said.stdout
    assert "the same files give the same figures (digest " in said.stdout


def test_one_year_has_rates_and_says_why_it_has_no_change(home: Path) -> None:
    said = CliRunner().invoke(
        study,
        ["--from", "2025-01", "--to", "2025-12"],
        env={"FRANKPLEDGE_HOME": str(home)},
    )
    assert said.exit_code == 0
    assert "Not given: 2025-01 to 2025-12 is 12 months; change and slope compare" in said.stdout


def test_counts_without_points_give_all_but_hotspots(tmp_path: Path) -> None:
    counts = "force,month,lsoa_code,lsoa_name,crime_type,n\n" + "".join(
        f"estshire,{month},{place},,Drugs,{2 + at}\n"
        for month in MONTHS[:12]
        for at, place in enumerate((estshire.UNCHANGED, estshire.ALSO_UNCHANGED))
    )
    home = tmp_path / "home"
    estshire.take_in(
        home, estshire.lookups(tmp_path), estshire.write(tmp_path, "counts.csv", counts)
    )
    found = overview(open_store(home), first="2024-01", last="2024-12")
    assert found.heat is None
    assert found.counts.sum() == 12 * 5
    assert found.refusals[0].startswith("Only counts are held for estshire, without points")


def test_what_cannot_be_compared_is_refused_in_one_sentence(home: Path, tmp_path: Path) -> None:
    gap = taken_in(tmp_path / "gap", months=(*MONTHS[:4], *MONTHS[5:]))
    thin = taken_in(tmp_path / "thin", thin="2025-06")
    with pytest.raises(NotComparable, match=r"Estshire Police lacks 2024-05 of 2024-01 to 2025-12"):
        overview(open_store(gap), **WHOLE)
    with pytest.raises(NotComparable, match="2025-06 holds under half of the rows"):
        overview(open_store(thin), **WHOLE)
    with pytest.raises(NotComparable, match="is 3 months; a study gives rates of a year"):
        overview(open_store(home), first="2025-01", last="2025-03")
    with pytest.raises(NothingHeld, match="No street crime is held for Westham"):
        overview(open_store(home), **WHOLE, area=estshire.WESTHAM)
    with pytest.raises(NothingHeld, match="No street crime is held; add"):
        overview(open_store(tmp_path / "empty"), **WHOLE)


def test_synthetic_and_published_are_not_studied_together(tmp_path: Path) -> None:
    home = taken_in(tmp_path)
    other = [
        estshire.month_file(
            tmp_path,
            [estshire.row(month=month, lsoa=estshire.ACROSS_THE_BORDER, force="Westshire Police")],
            f"west-{month}.csv",
        )
        for month in MONTHS
    ]
    estshire.take_in(home, *other, synthetic=True)
    with pytest.raises(MixedOrigins, match="not studied together"):
        overview(open_store(home), **WHOLE)


def test_refusals_and_wrong_use_have_their_own_status(home: Path) -> None:
    unknown = asked(home, "--area", "E07000000")
    assert (unknown.exit_code, unknown.stderr.count("\n")) == (1, 1)
    wrong = CliRunner().invoke(study, ["--from", "2025", "--to", "2025-12"])
    assert (wrong.exit_code, wrong.stdout) == (2, "")

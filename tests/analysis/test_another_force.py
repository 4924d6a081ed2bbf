"""A force that nobody named in code: from counts alone, from synthetic rows, and beside others."""

import random
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from frankpledge.analysis.api import (
    ConflictingFiles,
    NotComparable,
    UnusableFile,
    beside_similar,
    changes,
    gradient_of,
    harm_of,
    hotspots_of,
    measures,
    near_repeats_of,
    open_store,
    profile_figures,
)
from frankpledge.analysis.fitness import Event, harm, near_repeats
from frankpledge.analysis.indices import WEIGHTS, score, transformed
from frankpledge.analysis.similar import nearest
from tests.analysis import estshire

FORCES, DISTRICTS, PLACES = 2, 6, 30
FORCE = "E23900011"
DISTRICT = "E07900100"
COUNTS_HEADER = "force,month,lsoa_code,lsoa_name,crime_type,n"
RANKS = (
    "LSOA code (2021),LSOA name (2021),Income Rank (where 1 is most deprived),"
    "Employment Rank (where 1 is most deprived),"
    '"Education, Skills and Training Rank (where 1 is most deprived)",'
    "Health Deprivation and Disability Rank (where 1 is most deprived),"
    "Crime Rank (where 1 is most deprived),"
    "Barriers to Housing and Services Rank (where 1 is most deprived),"
    "Living Environment Rank (where 1 is most deprived)"
)


def places() -> list[tuple[str, str, str, int]]:
    """Small area, its district, its force, and its place in the order of deprivation."""
    return [
        (f"E0199{d:02d}{at:02d}", f"E079001{d:02d}", f"E239000{11 + d % FORCES}", d * PLACES + at)
        for d in range(FORCES * DISTRICTS)
        for at in range(PLACES)
    ]


def reference(folder: Path) -> Path:
    """Lookup, residents and ranks of two forces of six districts each."""
    kept = folder / "reference"
    estshire.write(
        kept,
        "lookup.csv",
        "LSOA21CD,LSOA21NM,LAD24CD,LAD24NM,PFA24CD,PFA24NM\n"
        + "".join(
            f"{code},Place {code},{district},District {district[-2:]},{force},"
            f"Far {'North' if force == FORCE else 'South'}\n"
            for code, district, force, _ in places()
        ),
    )
    estshire.write(
        kept,
        "residents.csv",
        "LSOA21CD,total_residents\n" + "".join(f"{code},1500\n" for code, *_ in places()),
    )
    estshire.write(
        kept,
        "ranks.csv",
        f"{RANKS}\n"
        + "".join(
            f"{code},Place {code}," + ",".join([str(1 + order * 90)] * 7) + "\n"
            for code, _, _, order in places()
        ),
    )
    return kept


def counts(folder: Path, *, months: tuple[str, ...] = ("2025-01",)) -> Path:
    """Counts of both forces; the more deprived half of each district has five times as many."""
    text = f"{COUNTS_HEADER}\n"
    for month in months:
        for code, _, force, order in places():
            called = "far-north" if force == FORCE else "far-south"
            n = 5 if order % PLACES < PLACES // 2 else 1
            text += f"{called},{month},{code},,Drugs,{n}\n"
        text += f"far-north,{month},,,Drugs,7\n"
    return estshire.write(folder, "counts.csv", text)


def parquet(path: Path) -> Path:
    packed = path.with_suffix(".parquet")
    duckdb.connect().execute(
        f"COPY (SELECT * REPLACE (n::INTEGER AS n) FROM read_csv('{path}', all_varchar=true)) "
        f"TO '{packed}' (FORMAT parquet)"
    )
    return packed


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    estshire.take_in(made, reference(tmp_path), counts(tmp_path))
    return made


def test_counts_alone_give_the_figures_of_a_force(home: Path) -> None:
    store = open_store(home)
    figures = profile_figures(
        store, area=FORCE, first="2025-01", last="2025-01", by=["district", "type"]
    )

    assert [row.count for row in figures.rows] == [90] * DISTRICTS
    assert figures.unplaced == {"Drugs": 7}
    assert {source.kind for source in figures.evidence.sources} >= {"counts", "deprivation"}
    (drugs,) = measures(store, area=FORCE, first="2025-01", last="2025-01")
    assert drugs.count.value == 540
    assert drugs.rate is not None
    assert drugs.rate.value == pytest.approx(1000 * 540 / (DISTRICTS * PLACES * 1500))


def test_parquet_and_csv_say_the_same(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "packed"
    added = estshire.take_in(other, reference(tmp_path), parquet(counts(tmp_path / "again")))
    asked = {"area": FORCE, "first": "2025-01", "last": "2025-01", "by": ["lsoa", "type"]}

    assert [each.kind for each in added.reference].count("counts") == 1
    assert added.account.read == 0, "counts are not street rows"
    ours, theirs = (profile_figures(open_store(each), **asked).rows for each in (home, other))
    assert ours == theirs


def test_a_synthetic_street_file_of_the_same_force_needs_no_code(tmp_path: Path) -> None:
    home = tmp_path / "home"
    row = estshire.row(lsoa="E01990000", force="Far North Constabulary")
    street = estshire.month_file(tmp_path, [row] * 3)
    estshire.take_in(home, reference(tmp_path), street, synthetic=True)

    (drugs,) = measures(open_store(home), area=FORCE, first="2025-01", last="2025-01")
    assert (drugs.count.value, drugs.count.evidence.origin) == (3, "synthetic")


def test_street_rows_stand_before_counts_whichever_came_first(tmp_path: Path) -> None:
    street = estshire.month_file(
        tmp_path, [estshire.row(lsoa="E01990000", force="Far North Police")] * 4
    )
    for name, order in (
        ("first", [[street], [counts(tmp_path)]]),
        ("last", [[counts(tmp_path)], [street]]),
        ("together", [[street, counts(tmp_path)]]),
    ):
        home = tmp_path / name
        estshire.take_in(home, reference(tmp_path))
        told = [estshire.take_in(home, *paths) for paths in order]
        (drugs,) = measures(open_store(home), area=FORCE, first="2025-01", last="2025-01")
        assert drugs.count.value == 4, name
        (other,) = measures(open_store(home), area="E23900012", first="2025-01", last="2025-01")
        assert other.count.value == 540
        left_out = [(each.force, each.month) for added in told for each in added.left_out]
        assert left_out == ([] if name == "last" else [("far-north", "2025-01")])
    assert [each.force for each in told[0].replaced] == []


def test_two_files_that_count_one_month_differently_are_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    other = estshire.write(
        tmp_path, "b.csv", f"{COUNTS_HEADER}\nfar-north,2025-01,E01990000,,Drugs,3\n"
    )
    with pytest.raises(ConflictingFiles, match="are both about far-north in 2025-01 and differ"):
        estshire.take_in(home, counts(tmp_path), other)
    assert not open_store(home).ledger.parts


BAD = {
    "a count of nought": ("far,2025-01,E01990000,,Drugs,0", "“0” is not a count of 1 or more"),
    "a count in words": ("far,2025-01,E01990000,,Drugs,many", "“many” is not a count of 1 or more"),
    "a huge count": ("far,2025-01,E01990000,,Drugs,99999999", "is not a count of 1 or more"),
    "no force": (",2025-01,E01990000,,Drugs,1", "force is empty"),
    "no type": ("far,2025-01,E01990000,,,1", "crime type is empty"),
    "a month that is none": ("far,2025-13,E01990000,,Drugs,1", "“2025-13” is not a month"),
    "a month to come": ("far,2031-01,E01990000,,Drugs,1", "month 2031-01 lies in the future"),
    "a name for a code": ("far,2025-01,Place 1,,Drugs,1", "“Place 1” is not an area code"),
    "the same twice": ("far,2025-01,E01990001,,Drugs,2", "came before"),
}


@pytest.mark.parametrize("called", sorted(BAD))
def test_one_bad_count_refuses_the_file_and_takes_nothing(tmp_path: Path, called: str) -> None:
    line, problem = BAD[called]
    text = f"{COUNTS_HEADER}\nfar,2025-01,E01990001,,Drugs,1\n{line}\n"
    path = estshire.write(tmp_path, "counts.csv", text)
    home = tmp_path / "home"

    for file in (path, parquet(path)) if called not in ("a count in words",) else (path,):
        with pytest.raises(UnusableFile) as refused:
            estshire.take_in(home, file)
        assert f"{file.name}, line 3: " in str(refused.value)
        assert problem in str(refused.value)
        assert str(refused.value).endswith(
            "make the file of counts again from the months that it adds up."
        )
    assert not open_store(home).ledger.parts


def test_broken_and_empty_files_of_counts_are_sentences(tmp_path: Path) -> None:
    whole = parquet(counts(tmp_path)).read_bytes()
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(whole[: len(whole) // 2])
    empty = estshire.write(tmp_path, "empty.csv", f"{COUNTS_HEADER}\n")
    short = estshire.write(tmp_path, "short.csv", f"{COUNTS_HEADER}\nfar,2025-01\n")
    for path, problem in (
        (cut, "cannot be read as Parquet"),
        (empty, "has a header and no rows"),
        (short, "cannot be read as a table of counts"),
    ):
        with pytest.raises(UnusableFile, match=problem):
            estshire.take_in(tmp_path / "home", path)
    strange = tmp_path / "strange.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS a) TO '{strange}' (FORMAT parquet)")
    assert [each.file for each in estshire.take_in(tmp_path / "home", strange).unrecognised] == [
        str(strange)
    ]


# --- deprivation ---------------------------------------------------------------------------


def test_a_domain_is_stretched_from_nought_to_a_hundred() -> None:
    assert transformed(1, 33_755) == pytest.approx(100)
    assert 0 < transformed(33_755, 33_755) < 0.01
    alike = dict.fromkeys(WEIGHTS, 3_376)
    assert score(alike, 33_755) == pytest.approx(transformed(3_376, 33_755))


def test_rates_go_with_deprivation_and_the_crime_domain_takes_no_part(home: Path) -> None:
    asked = {"area": DISTRICT, "first": "2025-01", "last": "2025-01", "kind": "Drugs"}
    made = gradient_of(open_store(home), **asked)

    assert [each.count for each in made.fifths] == [30, 30, 18, 6, 6]
    assert made.ratio.value == pytest.approx(5.0)
    assert made.ratio.interval is not None
    assert made.ratio.interval.low > 1
    assert "deprivation-without-crime" in {caveat.code for caveat in made.ratio.caveats}


def test_ranks_of_the_old_map_are_joined_through_the_lookup(tmp_path: Path) -> None:
    home = tmp_path / "home"
    old = (*((code, 1) for code in (estshire.UNCHANGED, estshire.ALSO_UNCHANGED)),)
    old += ((estshire.SPLIT, 500), *((code, 9_000) for code in estshire.MERGED_PARTS))
    header = RANKS.replace("2021", "2011")
    text = f"{header}\n" + "".join(
        f"{code},Old," + ",".join([str(rank)] * 7) + "\n" for code, rank in old
    )
    ranks = estshire.write(tmp_path, "old.csv", text)
    estshire.take_in(home, estshire.lookups(tmp_path), estshire.residents(tmp_path), ranks)
    store = open_store(home)
    rows = store.read(
        "SELECT code, deprivation FROM read_parquet(?) WHERE deprivation IS NOT NULL",
        [str(store.path / store.ledger.geography / "units.parquet")],
    )

    def alike(rank: int) -> float:
        return score(dict.fromkeys(WEIGHTS, rank), 32_844)

    assert dict(rows) == pytest.approx(
        {
            estshire.UNCHANGED: alike(1),
            estshire.ALSO_UNCHANGED: alike(1),
            estshire.SPLIT: alike(500),
            estshire.MERGED: alike(9_000),
        }
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("E01990000,Place E01990000,1,", "E01990000,Place E01990000,0,"), "line 2: the income"),
        (("E01990001,Place E01990001,91,", "E01990001,Place E01990001,x,"), "line 3: the income"),
        (("Health Deprivation and Disability Rank", "Health Score"), "has no rank of health"),
    ],
    ids=["a rank of nought", "a rank in words", "a domain missing"],
)
def test_ranks_that_are_not_whole_are_refused(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    path = reference(tmp_path) / "ranks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(UnusableFile, match=problem):
        estshire.take_in(tmp_path / "home", path)


def test_without_ranks_or_with_a_gap_it_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    kept = reference(tmp_path)
    estshire.take_in(home, kept / "lookup.csv", kept / "residents.csv", counts(tmp_path))
    asked = {"area": DISTRICT, "first": "2025-01", "last": "2025-01", "kind": "Drugs"}
    with pytest.raises(NotComparable, match="No ranks of deprivation are held for District 00"):
        gradient_of(open_store(home), **asked)
    with pytest.raises(NotComparable, match="lacks 2025-02"):
        gradient_of(open_store(home), **{**asked, "last": "2025-02"})
    with pytest.raises(NotComparable, match="no residents or no ranks"):
        beside_similar(
            open_store(home), area=DISTRICT, first="2025-01", last="2025-01", kinds=["Drugs"]
        )


# --- similar areas -------------------------------------------------------------------------


def test_similar_districts_are_chosen_openly_across_forces(home: Path) -> None:
    made = beside_similar(
        open_store(home), area="E07900105", first="2025-01", last="2025-01", kinds=["Drugs"]
    )

    assert made.candidates == 11
    assert [each.name for each in made.peers[:2]] == ["District 06", "District 04"]
    distances = [each.distance for each in made.peers]
    assert distances == sorted(distances)
    assert made.rates["Drugs"]["E07900105"].value == pytest.approx(1000 * 90 / 45_000)
    assert "Euclid" in made.method
    assert "11 areas" in made.method


def test_too_few_areas_are_not_compared(home: Path) -> None:
    with pytest.raises(NotComparable, match="Only 1 other areas can be compared"):
        beside_similar(open_store(home), area=FORCE, first="2025-01", last="2025-01", kinds=[])


def test_a_trait_that_is_the_same_everywhere_counts_for_nothing() -> None:
    traits = {f"p{at:02d}": (1.0, float(at)) for at in range(12)}
    assert [code for code, _ in nearest(traits, "p00", chosen=2)] == ["p01", "p02"]


# --- methods that must not be used ---------------------------------------------------------


def test_published_rows_carry_no_near_repeats_and_no_harm(home: Path, tmp_path: Path) -> None:
    asked = {"area": FORCE, "first": "2025-01", "last": "2025-01"}
    store = open_store(home)
    with pytest.raises(NotComparable, match="only counts or nothing"):
        near_repeats_of(store, kind="Drugs", **asked)
    with pytest.raises(NotComparable, match="“Drugs” is a published category"):
        harm_of(store, **asked)
    with pytest.raises(NotComparable, match="The outline of District 00, District 02"):
        hotspots_of(store, kind="Drugs", **asked)
    street = estshire.month_file(
        tmp_path, [estshire.row(lsoa="E01990000", force="Far North Police")] * 60
    )
    estshire.take_in(home, street)
    with pytest.raises(NotComparable, match="60 of 60 events have a month and no day"):
        near_repeats_of(open_store(home), kind="Drugs", **asked)


def events(*, snapped: bool) -> list[Event]:
    """A hundred events, each with another some metres off three days later."""
    dice, first = random.Random(5), date(2025, 1, 1)
    made = []
    for _ in range(100):
        x, y, day = dice.uniform(0, 20_000), dice.uniform(0, 20_000), dice.randrange(360)
        for step in (0, 1):
            made.append(
                Event(
                    east=0.0 if snapped else x + step * dice.uniform(0, 60),
                    north=0.0 if snapped else y,
                    day=first + timedelta(days=day + 3 * step),
                )
            )
    return made


def test_near_repeats_are_found_where_there_are_any_and_refused_on_snapped_points() -> None:
    found = near_repeats(events(snapped=False))
    assert found.ratio > 2
    assert found.p_value <= 0.01
    with pytest.raises(NotComparable, match="stand on 1 points"):
        near_repeats(events(snapped=True))
    with pytest.raises(NotComparable, match="Only 10 events"):
        near_repeats(events(snapped=False)[:10])


def test_harm_needs_a_weight_for_every_offence() -> None:
    assert harm(
        {"Robbery of personal property": 3}, {"Robbery of personal property": 365}
    ).value == (1095)
    with pytest.raises(NotComparable, match="“Arson” has no weight"):
        harm({"Arson": 1}, {})


def test_a_half_month_stops_a_comparison_and_is_said_beside_every_count(tmp_path: Path) -> None:
    home = tmp_path / "home"
    estshire.take_in(home, estshire.lookups(tmp_path))
    for at in range(1, 9):
        rows = [estshire.row(month=f"2025-{at:02d}")] * (100 if at == 8 else 300)
        estshire.take_in(home, estshire.month_file(tmp_path / str(at), rows))
    store = open_store(home)

    with pytest.raises(NotComparable, match="2025-08 holds under half of the rows"):
        changes(
            store,
            area=estshire.NORTHMARSH,
            first="2025-05",
            last="2025-08",
            compare_first="2025-01",
            compare_last="2025-04",
        )
    (drugs,) = measures(store, area=estshire.NORTHMARSH, first="2025-08", last="2025-08")
    assert "doubtful-months" in {caveat.code for caveat in drugs.count.caveats}
    (sound,) = measures(store, area=estshire.NORTHMARSH, first="2025-07", last="2025-07")
    assert "doubtful-months" not in {caveat.code for caveat in sound.count.caveats}

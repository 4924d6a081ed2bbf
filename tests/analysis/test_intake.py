"""Taking in files: every row is accounted for, and nothing depends on the order."""

import gzip
import zipfile
from itertools import permutations
from pathlib import Path

import pytest

from frankpledge.analysis import intake
from frankpledge.analysis.api import (
    ConflictingFiles,
    MixedOrigins,
    holdings,
    open_store,
    profile_figures,
    recount,
)
from tests.analysis import estshire
from tests.analysis.estshire import take_in

ROWS = [
    estshire.row(),
    estshire.row(kind="Burglary"),
    estshire.row(lsoa=estshire.SPLIT),
    estshire.row(lsoa=""),
    estshire.row(lsoa=estshire.ACROSS_THE_BORDER),
    estshire.row(lsoa="E01999999"),
]


def counted(home: Path, area: str = estshire.FORCE_CODE) -> dict[tuple[str | None, ...], int]:
    """The district and type counts of January 2025."""
    figures = profile_figures(
        open_store(home), area=area, first="2025-01", last="2025-01", by=["district", "type"]
    )
    return {(row.district, row.type): row.count for row in figures.rows}


def everything_held(home: Path) -> dict[str, bytes]:
    """Every file of the store that counts, by its content."""
    store = open_store(home)
    return {path: (store.path / path).read_bytes() for path in sorted(store.ledger.paths())}


def test_every_row_is_kept_or_unplaced_or_outside_or_rejected(tmp_path: Path) -> None:
    broken = [*ROWS, "one,field,too,few", estshire.row(month="2025-13")]
    added = take_in(
        tmp_path / "home", estshire.lookups(tmp_path), estshire.month_file(tmp_path, broken)
    )
    account = added.account
    assert account.read == len(broken)
    assert (account.kept, account.unplaced, account.outside, account.rejected) == (3, 1, 2, 2)
    assert [(each.line, each.reason) for each in added.rejected] == [
        (8, "4 fields where 12 are expected"),
        (9, "“2025-13” is not a month from 2010-12 on"),
    ]


def test_rows_that_equal_one_another_are_all_kept(tmp_path: Path) -> None:
    same = [estshire.row(kind="Anti-social behaviour", crime="")] * 7
    take_in(tmp_path / "home", estshire.lookups(tmp_path), estshire.month_file(tmp_path, same))
    assert counted(tmp_path / "home") == {(estshire.NORTHMARSH, "Anti-social behaviour"): 7}


def test_the_order_of_files_and_calls_changes_nothing(tmp_path: Path) -> None:
    files = [
        estshire.month_file(tmp_path, ROWS),
        estshire.lookups(tmp_path),
        estshire.residents(tmp_path),
    ]
    answers = []
    for number, order in enumerate(permutations(files)):
        home = tmp_path / f"home-{number}"
        for path in order:
            take_in(home, path)
        store = open_store(home)
        (part,) = store.ledger.parts.values()
        figures = profile_figures(
            store,
            area=estshire.FORCE_CODE,
            first="2025-01",
            last="2025-01",
            by=["district", "type", "lsoa"],
        )
        answers.append((part.account, figures.rows, figures.unplaced, figures.outside))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0].outside == 2


def three_months(folder: Path) -> list[list[Path]]:
    """Each month's files of two forces, and of rows that lie over the border."""
    return [
        [
            estshire.month_file(
                folder,
                [row.replace("2025-01", month) for row in ROWS] * number,
                f"{month}-estshire.csv",
            ),
            estshire.month_file(
                folder,
                [
                    estshire.row(
                        month=month, force="Westshire Police", lsoa=estshire.ACROSS_THE_BORDER
                    ),
                    estshire.row(month=month, force="Westshire Police"),
                ],
                f"{month}-westshire.csv",
            ),
        ]
        for number, month in enumerate(("2025-01", "2025-02", "2025-03"), start=1)
    ]


def every_figure(home: Path) -> str:
    """What is told of both forces, in every grouping, and that the sums are those of the rows."""
    store = open_store(home)
    assert recount(store).differing == ()
    told = [
        profile_figures(store, area=area, first="2025-01", last="2025-03", by=by)
        for area in (estshire.FORCE_CODE, estshire.WESTHAM)
        for by in (["district", "type", "month"], ["lsoa", "type", "month"])
    ]
    return repr([(each.rows, each.unplaced, each.outside, each.caveats) for each in told])


def test_a_month_added_later_gives_the_figures_that_all_months_at_once_give(
    tmp_path: Path,
) -> None:
    months = three_months(tmp_path)
    lookups, residents = estshire.lookups(tmp_path), estshire.residents(tmp_path)
    at_once, month_by_month, force_by_force = (tmp_path / name for name in ("one", "two", "three"))
    take_in(at_once, lookups, residents, *(file for month in months for file in month))
    take_in(month_by_month, lookups, residents)
    for month in months:
        take_in(month_by_month, *month)
    for file in (*(month[1] for month in months), *(month[0] for month in months)):
        take_in(force_by_force, file)
    take_in(force_by_force, lookups, residents)
    assert every_figure(at_once) == every_figure(month_by_month) == every_figure(force_by_force)


def test_files_that_are_read_apart_give_the_figures_of_files_read_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        estshire.lookups(tmp_path),
        *(file for each in three_months(tmp_path) for file in each),
    ]
    together = take_in(tmp_path / "together", *files)
    monkeypatch.setattr(intake, "BATCH_BYTES", 1)
    apart = take_in(tmp_path / "apart", *files)
    assert apart.account == together.account
    assert every_figure(tmp_path / "apart") == every_figure(tmp_path / "together")


def test_a_spoilt_file_takes_nothing_from_the_sound_ones_beside_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    sound, spoilt, torn = three_months(tmp_path)
    for file, line in ((spoilt[0], estshire.row(month="2025-02", kind="")), (torn[0], "a,b")):
        file.write_text(f"{file.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    added = take_in(home, estshire.lookups(tmp_path), *sound, *spoilt, *torn)
    assert {(Path(each.file).name, each.line) for each in added.rejected} == {
        ("2025-02-estshire.csv", 14),
        ("2025-03-estshire.csv", 20),
    }
    read = {part.key: part.account.read for part in open_store(home).ledger.parts.values()}
    assert read == {
        "estshire/2025-01": 6,
        "estshire/2025-02": 13,
        "estshire/2025-03": 19,
        **{f"westshire/2025-0{number}": 2 for number in (1, 2, 3)},
    }
    assert recount(open_store(home)).differing == ()
    figures = profile_figures(
        open_store(home), area=estshire.NORTHMARSH, first="2025-01", last="2025-03", by=["month"]
    )
    assert [row.count for row in figures.rows] == [2, 4, 6]


def test_rows_added_before_the_lookups_wait_and_are_placed_when_they_arrive(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    first = take_in(home, estshire.month_file(tmp_path, ROWS))
    assert (first.account.kept, first.account.awaiting) == (5, 5)
    second = take_in(home, estshire.lookups(tmp_path))
    assert second.account.read == 0
    assert second.placed_again == len(ROWS)
    assert counted(home)[estshire.SOUTHMARSH, "Drugs"] == 1


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    files = [estshire.lookups(tmp_path), estshire.month_file(tmp_path, ROWS)]
    take_in(home, *files)
    before = everything_held(home)
    again = take_in(home, *files)
    assert len(again.skipped) == again.files == 4
    assert again.account.read == 0
    assert everything_held(home) == before


def test_the_same_content_is_one_file_whether_plain_or_packed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    plain = estshire.month_file(tmp_path, ROWS)
    packed = tmp_path / "street.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as members:
        members.write(plain, "2025-01/2025-01-estshire-street.csv")
    assert take_in(home, plain).account.read == len(ROWS)
    assert len(take_in(home, packed, archive).skipped) == 2


def test_an_archive_of_several_months_is_taken_in_whole(tmp_path: Path) -> None:
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as members:
        for month in ("2025-01", "2025-02"):
            members.writestr(
                f"{month}/{month}-estshire-street.csv",
                estshire.street([estshire.row(month=month)] * 3),
            )
        members.writestr(
            "2025-01/2025-01-estshire-outcomes.csv",
            "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
            "LSOA name,Outcome type\n",
        )
    added = take_in(tmp_path / "home", archive)
    assert added.account.read == 6
    assert [Path(each.file).name for each in added.unrecognised] == [
        "2025-01-estshire-outcomes.csv"
    ]
    (force,) = holdings(open_store(tmp_path / "home")).forces
    assert force.months == ("2025-01", "2025-02")


def test_a_corrected_month_replaces_the_old_one_and_says_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), estshire.month_file(tmp_path, ROWS))
    corrected = estshire.month_file(tmp_path, [*ROWS, estshire.row()], "corrected.csv")
    (replaced,) = take_in(home, corrected).replaced
    assert (replaced.force, replaced.month) == (estshire.FORCE, "2025-01")
    assert (replaced.rows_before, replaced.rows_after) == (6, 7)
    assert counted(home)[estshire.NORTHMARSH, "Drugs"] == 2


def test_a_correction_leaves_other_months_and_forces_as_they_were(tmp_path: Path) -> None:
    home = tmp_path / "home"
    other_month = estshire.month_file(tmp_path, [estshire.row(month="2025-02")] * 4, "2.csv")
    other_force = estshire.month_file(
        tmp_path,
        [estshire.row(force="Westshire Police", lsoa=estshire.ACROSS_THE_BORDER)] * 5,
        "3.csv",
    )
    first = estshire.month_file(tmp_path, ROWS)
    take_in(home, estshire.lookups(tmp_path), first, other_month, other_force)
    take_in(home, estshire.month_file(tmp_path, ROWS[:1], "corrected.csv"))
    figures = profile_figures(
        open_store(home), area=estshire.WESTHAM, first="2025-01", last="2025-02", by=["month"]
    )
    assert [(row.month, row.count) for row in figures.rows] == [("2025-01", 5)]
    figures = profile_figures(
        open_store(home), area=estshire.NORTHMARSH, first="2025-01", last="2025-02", by=["month"]
    )
    assert [(row.month, row.count) for row in figures.rows] == [("2025-01", 1), ("2025-02", 4)]


def test_two_differing_files_for_one_force_and_month_in_one_call_are_refused(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    one = estshire.month_file(tmp_path, ROWS, "one.csv")
    other = estshire.month_file(tmp_path, ROWS[:2], "other.csv")
    with pytest.raises(ConflictingFiles, match=r"one\.csv and .*other\.csv are both about"):
        take_in(home, one, other)
    assert not open_store(home).ledger.parts


def test_a_file_that_is_held_and_one_that_differs_from_it_are_refused_together(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    held = estshire.month_file(tmp_path, ROWS, "held.csv")
    take_in(home, held)
    with pytest.raises(ConflictingFiles):
        take_in(home, held, estshire.month_file(tmp_path, ROWS[:2], "other.csv"))


def test_one_bad_file_among_good_ones_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path))
    before = everything_held(home)
    empty = estshire.write(tmp_path, "empty.csv", "")
    with pytest.raises(Exception, match=r"empty\.csv: the file is empty"):
        take_in(home, estshire.month_file(tmp_path, ROWS), estshire.residents(tmp_path), empty)
    assert everything_held(home) == before


def test_a_newer_vintage_of_a_lookup_is_believed_whichever_came_first(tmp_path: Path) -> None:
    lookups = estshire.lookups(tmp_path)
    # The older one says that the area lies in Southmarsh; since then it has been moved.
    newer = estshire.write(
        tmp_path, "newer.csv", f"lsoa21_code,ltla24_code\n{estshire.UNCHANGED},{estshire.WESTHAM}\n"
    )
    accounts = []
    for number, order in enumerate(permutations([lookups, newer])):
        home = tmp_path / f"home-{number}"
        take_in(home, estshire.month_file(tmp_path, ROWS))
        for path in order:
            take_in(home, path)
        (part,) = open_store(home).ledger.parts.values()
        accounts.append(part.account)
    assert accounts[0] == accounts[1]
    assert accounts[0].outside == 4


def test_two_lookups_that_differ_in_one_call_are_refused(tmp_path: Path) -> None:
    files = [
        estshire.write(tmp_path, f"{home}.csv", f"LSOA21CD,LAD24CD\n{estshire.UNCHANGED},{home}\n")
        for home in (estshire.NORTHMARSH, estshire.SOUTHMARSH)
    ]
    with pytest.raises(ConflictingFiles, match="give only the one that is right"):
        take_in(tmp_path / "home", *files)


def test_a_corrected_lookup_added_later_is_believed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), estshire.month_file(tmp_path, ROWS))
    text = (tmp_path / "lookups" / "partnerships.csv").read_text(encoding="utf-8")
    moved = text.replace(
        f"{estshire.NORTHMARSH},Northmarsh,{estshire.FORCE_CODE},Estshire",
        f"{estshire.NORTHMARSH},Northmarsh,E23900002,Westshire",
    )
    take_in(home, estshire.write(tmp_path, "moved.csv", moved))
    assert counted(home) == {(estshire.SOUTHMARSH, "Drugs"): 1}


def test_files_beside_the_mark_are_synthetic_and_others_are_not(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made_up = tmp_path / "made-up"
    estshire.write(made_up, "synthetic.json", "{}")
    estshire.month_file(made_up, ROWS)
    published = [estshire.row(force="Westshire Police", month="2025-02")]
    take_in(home, made_up, estshire.month_file(tmp_path, published))
    origins = {force.force: force.origin for force in holdings(open_store(home)).forces}
    assert origins == {estshire.FORCE: "synthetic", "Westshire Police": "open data"}


def test_no_figure_mixes_synthetic_rows_with_published_ones(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path))
    take_in(home, estshire.month_file(tmp_path, ROWS), synthetic=True)
    with pytest.raises(MixedOrigins, match="synthetic"):
        counted(home)


def test_a_wholly_synthetic_answer_says_that_it_is(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), estshire.month_file(tmp_path, ROWS), synthetic=True)
    figures = profile_figures(
        open_store(home), area=estshire.NORTHMARSH, first="2025-01", last="2025-01", by=["type"]
    )
    assert figures.evidence.origin == "synthetic"
    assert figures.caveats[0].code == "synthetic"


def test_synthetic_rows_may_not_replace_a_published_month(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.month_file(tmp_path, ROWS))
    with pytest.raises(MixedOrigins, match="is held as open data"):
        take_in(home, estshire.month_file(tmp_path, ROWS[:1], "x.csv"), synthetic=True)


def test_the_same_content_cannot_be_both_published_and_synthetic(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = estshire.month_file(tmp_path, ROWS)
    take_in(home, file)
    with pytest.raises(MixedOrigins):
        take_in(home, file, synthetic=True)


def test_a_force_without_an_area_is_counted_in_no_district(tmp_path: Path) -> None:
    home = tmp_path / "home"
    railway = [estshire.row(force="Estshire Railway Police")] * 3
    added = take_in(
        home,
        estshire.lookups(tmp_path),
        estshire.month_file(tmp_path, ROWS),
        estshire.month_file(tmp_path, railway, "railway.csv"),
    )
    assert added.account.awaiting == 3
    assert counted(home, estshire.NORTHMARSH) == {
        (estshire.NORTHMARSH, "Burglary"): 1,
        (estshire.NORTHMARSH, "Drugs"): 1,
    }


def test_points_are_kept_to_the_millionth_of_a_degree(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.month_file(tmp_path, [estshire.row(point=("-1.100001", "51.999999"))]))
    store = open_store(home)
    (part,) = store.ledger.parts.values()
    assert store.read(
        "SELECT lon_e6, lat_e6 FROM read_parquet(?)", [str(store.path / part.path)]
    ) == [(-1100001, 51999999)]


def test_nothing_is_left_behind_by_what_was_replaced(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for number in range(4):
        rows = ROWS[: number + 1]
        take_in(home, estshire.month_file(tmp_path, rows, f"{number}.csv"))
    # One generation is kept for those who are still reading; the one before it is gone.
    assert len(list((home / "store" / "parts").rglob("*.parquet"))) == 2
    assert not (home / "store" / "tmp").exists()

"""Returns as files: every mistake by row and column, and nought apart from what was not given."""

from __future__ import annotations

import io

import openpyxl
import pytest

from frankpledge.profiles import indicators, leading
from frankpledge.profiles.catalogue import Reach, sections, templates
from frankpledge.profiles.indicators import UnusableReturn, read_return
from tests.makers import NOW
from tests.profiles.conftest import DISTRICT, NEXT_DISTRICT

AREAS = {DISTRICT: "Wantsum", NEXT_DISTRICT: "Brindlemere"}


def return_of(*lines: str) -> bytes:
    header = "area,period,indicator,numerator,denominator,source,value_status"
    return "\n".join([header, *lines]).encode()


def test_every_mistake_is_named_by_row_and_column() -> None:
    read = read_return(
        "r.csv",
        return_of(
            "E00000000,2025,deliberate_fires,3,,IRS",
            f"{DISTRICT},sometime,deliberate_fires,,,IRS",
            f"{DISTRICT},2025,dragons,-1,,",
            f"{DISTRICT},2025,absence,9,3,MIS",
            f"{DISTRICT},2025,absence,1,3,MIS",
            f"{DISTRICT},2025,absence,2,3,MIS",
        ),
        areas=AREAS,
    )

    assert {(each.row, each.column) for each in read.mistakes} == {
        (2, "area"), (3, "period"), (3, "numerator"), (4, "indicator"), (4, "numerator"),
        (4, "source"), (5, "denominator"), (7, "indicator"),
    }  # fmt: skip


def test_nought_and_the_three_ways_of_nothing_are_kept_apart() -> None:
    read = read_return(
        "r.csv",
        return_of(
            f"{DISTRICT},2025,absence,0,100,MIS",
            f"{DISTRICT},2024,absence,<5,,MIS",
            f"{DISTRICT},2023,absence,,,MIS,not_supplied",
            f"{DISTRICT},2022,absence,n/a,,MIS",
            f'{DISTRICT},2021,absence,"1,204",,MIS',
        ),
        areas=AREAS,
    )

    assert not read.mistakes
    assert [(each.numerator, each.status.value) for each in read.rows] == [
        (0, "zero"),
        (None, "suppressed"),
        (None, "not_supplied"),
        (None, "not_applicable"),
        (1204, "observed"),
    ]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"", "empty"),
        (b"area,period\nx,y", "no column indicator"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"PK\x03\x04 not a workbook", "cannot be opened"),
        (b"a\0b", "no CSV"),
        (b"x" * 2_000_001, "larger than 2 MB"),
        (b'area,"period\n', "can be read"),
    ],
    ids=["empty", "columns", "encoding", "workbook", "nought bytes", "large", "quotes"],
)
def test_what_is_no_return_is_refused_with_a_sentence(held: bytes, said: str) -> None:
    with pytest.raises(UnusableReturn, match=said):
        read_return("r.csv", held, areas=AREAS)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (f"{DISTRICT},2025,deliberate_fires,4,,IRS,suppressed", "value_status"),
        (f"{DISTRICT},2025,deliberate_fires,4,,IRS,withheld by us", "value_status"),
        (f"{DISTRICT},2025,deliberate_fires,1,234,5000,IRS,observed", "after the last"),
        (f"{DISTRICT},2024/99,deliberate_fires,4,,IRS", "period"),
        (f"{DISTRICT},0025,deliberate_fires,4,,IRS", "period"),
    ],
    ids=["withheld number", "another status", "comma too many", "years apart", "long ago"],
)
def test_a_row_that_contradicts_itself_is_not_taken_in(line: str, column: str) -> None:
    read = read_return("r.csv", return_of(line), areas=AREAS)

    assert not read.rows
    assert [each.column for each in read.mistakes] == [column]


def test_a_school_year_is_a_period() -> None:
    read = read_return(
        "r.csv",
        return_of(f"{DISTRICT},2024/25,absence,4,,MIS", f"{DISTRICT},1999/00,absence,4,,MIS"),
        areas=AREAS,
    )

    assert [each.period for each in read.rows] == ["2024/25", "1999/00"]


def test_a_column_that_stands_twice_is_refused() -> None:
    held = return_of(f"{DISTRICT},2025,absence,4,,MIS").replace(b"value_status", b"numerator")

    with pytest.raises(UnusableReturn, match="column numerator twice"):
        read_return("r.csv", held, areas=AREAS)


def test_the_template_can_be_filled_in_and_sent_back() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(indicators.template(AREAS, asked="Fires", made_at=NOW))
    )
    book["Return"].append([DISTRICT, 2025, "deliberate_fires", 7, None, "IRS"])
    out = io.BytesIO()
    book.save(out)
    read = read_return("r.xlsx", out.getvalue(), areas=AREAS)

    assert [(each.period, each.numerator) for each in read.rows] == [("2025", 7)]


def test_every_section_is_held_in_files_and_every_version_is_built_up() -> None:
    assert {each.code for each in sections()} >= {f"P{number:02}" for number in range(1, 18)}
    assert "A2" not in {each.code for each in sections()}
    assert all(kind in leading._WRITTEN for each in sections() for kind in each.holds)
    assert len(templates()) >= 20
    assert Reach.PUBLIC.goes_to(Reach.PARTNER)
    assert not Reach.PARTNER.goes_to(Reach.PUBLIC)

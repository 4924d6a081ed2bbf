"""Knows how a partner's return is read: one row an area, a period and an indicator. Pure.

One form for everything that partners count: exclusions, drug deaths, referrals, fly-tipping, fires.
A number that was not given is never taken for nought; the row says which it is.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from frankpledge.kernel import DomainError, whole_number
from frankpledge.papers.api import Field, Sheet, as_xlsx
from frankpledge.profiles.blocks import Status
from frankpledge.profiles.catalogue import Indicator, indicators

LARGEST = 2_000_000
LARGEST_OPENED = 40_000_000
MOST_ROWS = 5_000
MOST_MISTAKES = 50
COLUMNS = ("area", "period", "indicator", "numerator", "denominator", "source", "value_status")
NEEDED = COLUMNS[:6]
PERIOD = re.compile(r"((?:19|20)\d{2})(?:-(?:0[1-9]|1[0-2])|-Q[1-4]|/(\d{2}))?")
WITHHELD_BY_THEM = {"*", "c", "<5", "[c]", "suppressed", "withheld"}
NOT_GIVEN = {"", "-", "..", "[x]", "not supplied", "not_supplied"}
NOT_THERE = {"n/a", "na", "[z]", "not applicable", "not_applicable"}


class UnusableReturn(DomainError):
    """A file that is no return at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """One row as it is kept."""

    area_code: str
    area_name: str
    period: str
    indicator: str
    numerator: int | None
    denominator: int | None
    status: Status
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong, where: the row as a spreadsheet counts it, and the column."""

    row: int
    column: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a file holds. Nothing is taken in while there is a mistake."""

    rows: tuple[ReturnedRow, ...]
    mistakes: tuple[Mistake, ...]


def template(areas: Mapping[str, str], *, asked: str, made_at: datetime) -> bytes:
    """An empty return to fill in, with a dictionary that says what each column means."""
    known = ", ".join(f"{each.code} ({each.title})" for each in indicators().values())
    places = ", ".join(f"{code} ({name})" for code, name in areas.items())
    meanings = {
        "area": f"The area's code: {places}",
        "period": "A year (2025), a quarter (2025-Q1), a month (2025-01) or a school or money "
        "year (2024/25)",
        "indicator": f"One of: {known}",
        "numerator": "How many, in whole numbers. 0 if you counted and found none",
        "denominator": "Out of how many, if that has a meaning; otherwise empty",
        "source": "The system or publication that it comes from",
        "value_status": "Only if there is no number: suppressed, not_supplied or not_applicable",
    }
    fields = tuple(Field(name=name, meaning=meanings[name]) for name in COLUMNS)
    return as_xlsx(
        [Sheet(name="Return", about="One row an area, period, indicator.", fields=fields, rows=())],
        title="Return for a local profile",
        notes=[f"Asked for: {asked}", "Counts only. Name nobody."],
        made_at=made_at,
    )


def read_return(name: str, held: bytes, *, areas: Mapping[str, str]) -> Read:
    """The rows of a CSV or XLSX file, with every mistake by row and column.

    Raises `UnusableReturn` with a sentence for what is no such file, or far too large.
    """
    if len(held) > LARGEST:
        raise UnusableReturn("The file is larger than 2 MB: a return is small.", argument="file")
    table = _workbook(held) if held[:2] == b"PK" else _csv(held, name)
    if not table:
        raise UnusableReturn("The file is empty.", argument="file")
    header = [str(cell).strip().lower() for cell in table[0]]
    absent = [each for each in NEEDED if each not in header]
    if absent:
        raise UnusableReturn(
            f"The first row has no column {absent[0]}. It needs {', '.join(NEEDED)}: use the "
            "template.",
            argument="file",
        )
    twice = [each for each in COLUMNS if header.count(each) > 1]
    if twice:
        raise UnusableReturn(f"The first row has the column {twice[0]} twice.", argument="file")
    if len(table) > MOST_ROWS + 1:
        raise UnusableReturn(f"The file has more than {MOST_ROWS:,} rows.", argument="file")
    return _read(header, table[1:], areas)


def _csv(held: bytes, name: str) -> list[list[str]]:
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableReturn(
            f"{name} is no CSV in UTF-8 and no XLSX. Save it as one of them.", argument="file"
        ) from None
    if "\0" in text:
        raise UnusableReturn(f"{name} is no CSV and no XLSX.", argument="file")
    try:
        return list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error:
        raise UnusableReturn(f"{name} is no CSV that can be read.", argument="file") from None


def _workbook(held: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(held)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_OPENED:
                raise UnusableReturn("The workbook is far larger inside than out.", argument="file")
        book = load_workbook(io.BytesIO(held))
        wanted = "Return" if "Return" in book.sheet_names else book.sheet_names[0]
        rows = book.get_sheet_by_name(wanted).to_python(nrows=MOST_ROWS + 2)
    except (CalamineError, zipfile.BadZipFile, IndexError):
        raise UnusableReturn("The workbook cannot be opened.", argument="file") from None
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read(header: Sequence[str], table: Sequence[Sequence[str]], areas: Mapping[str, str]) -> Read:
    rows: list[ReturnedRow] = []
    mistakes: list[Mistake] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, cells in enumerate(table, start=2):
        given = {name: str(cell).strip() for name, cell in zip(header, cells, strict=False)}
        if not any(given.values()):
            continue
        row, wrong = _row(given, areas)
        if any(
            str(cell).strip()
            for at, cell in enumerate(cells)
            if at >= len(header) or not header[at]
        ):
            # One comma too many moves every number after it into another column.
            row, wrong = None, [("after the last", "has a cell that the first row does not name")]
        if row is not None and not wrong:
            same = (row.area_code, row.period, row.indicator)
            if same in seen:
                wrong = [("indicator", f"the same area, period and indicator as row {seen[same]}")]
            seen[same] = number
            rows.append(row)
        mistakes.extend(Mistake(row=number, column=column, problem=said) for column, said in wrong)
    if not rows and not mistakes:
        mistakes.append(Mistake(row=2, column="area", problem="there are no rows"))
    return Read(rows=tuple(rows), mistakes=tuple(mistakes[:MOST_MISTAKES]))


def _row(
    given: Mapping[str, str], areas: Mapping[str, str]
) -> tuple[ReturnedRow | None, list[tuple[str, str]]]:
    wrong: list[tuple[str, str]] = []
    area = given.get("area", "")
    if area not in areas:
        wrong.append(("area", f"“{area[:40]}” is no area of this profile: use its code"))
    period = given.get("period", "")
    if not _is_period(period):
        wrong.append(
            ("period", f"“{period[:20]}” is no period: write 2025, 2025-Q1, 2025-01 or 2024/25")
        )
    code = given.get("indicator", "").lower()
    if code not in indicators():
        wrong.append(("indicator", f"“{code[:40]}” is not in the dictionary"))
    source = given.get("source", "")
    if not source:
        wrong.append(("source", "say where the number comes from"))
    numerator, status = _counted(given, wrong)
    denominator = _whole(given.get("denominator", ""), "denominator", wrong)
    if numerator is not None and denominator is not None and numerator > denominator:
        wrong.append(("denominator", "is smaller than the numerator"))
    if wrong or status is None:
        return None, wrong
    return (
        ReturnedRow(
            area_code=area,
            area_name=areas[area],
            period=period,
            indicator=code,
            numerator=numerator,
            denominator=denominator,
            status=status,
            source=source[:200],
        ),
        wrong,
    )


def _is_period(text: str) -> bool:
    found = PERIOD.fullmatch(text)
    return found is not None and (found[2] is None or int(found[2]) == (int(found[1]) + 1) % 100)


_WHY_NONE = {
    **dict.fromkeys(WITHHELD_BY_THEM, Status.SUPPRESSED),
    **dict.fromkeys(NOT_GIVEN, Status.NOT_SUPPLIED),
    **dict.fromkeys(NOT_THERE, Status.NOT_APPLICABLE),
}


def _counted(
    given: Mapping[str, str], wrong: list[tuple[str, str]]
) -> tuple[int | None, Status | None]:
    text, why = given.get("numerator", "").lower(), given.get("value_status", "").lower()
    if why and why not in _WHY_NONE and why not in (Status.OBSERVED, Status.ZERO):
        wrong.append(
            ("value_status", "is suppressed, not_supplied or not_applicable, or left empty")
        )
        return None, None
    if why in _WHY_NONE and why and text and text not in _WHY_NONE:
        # Taking the number would give away what the row itself says is withheld.
        wrong.append(("value_status", "says that there is no number, and the row has one"))
        return None, None
    said = text or why
    if said in _WHY_NONE and said:
        return None, _WHY_NONE[said]
    if not text:
        wrong.append(
            ("numerator", "is empty: write 0 for none, or say in value_status why there is none")
        )
        return None, None
    counted = _whole(text, "numerator", wrong)
    if counted is None:
        return None, None
    return counted, Status.OBSERVED if counted else Status.ZERO


def _whole(text: str, column: str, wrong: list[tuple[str, str]]) -> int | None:
    plain = text.replace(",", "")
    if not plain:
        return None
    number = whole_number(plain)
    if number is None:
        wrong.append((column, f"“{text[:20]}” is no whole number"))
    return number


def indicator(code: str) -> Indicator:
    """The indicator with this code; one that is no longer listed keeps its code as its name."""
    return indicators().get(code) or Indicator(code=code, title=code, counts="people", unit="")

"""Reading a sheet of counts: what each row says, or which cell is wrong and why. All or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from frankpledge.groups.models.register import TIERS
from frankpledge.groups.sorts import SORT_WORDS, Sort
from frankpledge.kernel import whole_number

COLUMNS = ("district", "type", "threat", "tier", "groups")
LARGEST = 1_000_000
MOST_ROWS = 5_000
MOST_GROUPS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a sheet: how many groups of one sort, threat and tier in one district."""

    district: str
    sort: Sort
    threat: str
    tier: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, at which row (the headings are row 1) and under which heading."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a sheet says, or what is wrong with it. With any fault there are no lines."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def read_sheet(
    content: bytes,
    *,
    districts: Mapping[str, str],
    threats: Mapping[str, str],
) -> Sheet:
    """Read CSV or XLSX. *districts* and *threats* give codes by name; codes are taken too."""
    if len(content) > LARGEST:
        return _wrong(1, "", "The file is larger than 1 MB")
    try:
        table = _table(content)
    except (CalamineError, UnicodeDecodeError, csv.Error, ValueError):
        return _wrong(1, "", "This is not a CSV or XLSX file that can be read")
    if not table:
        return _wrong(1, "", "The file is empty")
    headings = [cell.strip().casefold() for cell in table[0]]
    missing = [name for name in COLUMNS if name not in headings]
    if missing:
        return _wrong(1, ", ".join(missing), "There is no column with this heading")
    if len(table) > MOST_ROWS + 1:
        return _wrong(1, "", f"The file has more than {MOST_ROWS:,} rows")
    places = {name: headings.index(name) for name in COLUMNS}
    return _read_rows(
        [
            (number, {name: _at(row, place) for name, place in places.items()})
            for number, row in enumerate(table[1:], start=2)
            if any(cell.strip() for cell in row)
        ],
        districts={name.casefold(): code for name, code in districts.items()}
        | {code.casefold(): code for code in districts.values()},
        threats={name.casefold(): code for name, code in threats.items()}
        | {code.casefold(): code for code in threats.values()},
    )


def _read_rows(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    *,
    districts: Mapping[str, str],
    threats: Mapping[str, str],
) -> Sheet:
    sorts = {words.casefold(): sort for sort, words in SORT_WORDS.items()} | {
        sort.value: sort for sort in Sort
    }
    lines: list[Line] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for number, row in rows:
        found = [
            *(_unknown(number, row, "district", districts, "This is not a district of the area")),
            *(_unknown(number, row, "type", sorts, "This is not a sort of mapped group")),
            *(_unknown(number, row, "threat", threats, "This threat is not on the list that day")),
        ]
        if row["tier"].upper() not in TIERS:
            found.append(Fault(row=number, column="tier", words="A tier is T1, T2, T3 or T4"))
        count = _whole(row["groups"])
        if count is None:
            words = f"Enter a whole number from 0 to {MOST_GROUPS:,}"
            found.append(Fault(row=number, column="groups", words=words))
        faults += found
        if found or count is None:
            continue
        line = Line(
            district=districts[row["district"].casefold()],
            sort=sorts[row["type"].casefold()],
            threat=threats[row["threat"].casefold()],
            tier=row["tier"].upper(),
            count=count,
        )
        key = (line.district, line.sort.value, line.threat, line.tier)
        if key in seen:
            words = f"Row {seen[key]} says the same of this district, type, threat and tier"
            faults.append(Fault(row=number, column="district", words=words))
        seen.setdefault(key, number)
        lines.append(line)
    if not lines and not faults:
        return _wrong(2, "", "There are no rows under the headings")
    return Sheet(lines=() if faults else tuple(lines), faults=tuple(faults))


def _unknown(
    number: int, row: Mapping[str, str], column: str, known: Mapping[str, object], words: str
) -> list[Fault]:
    if row[column].casefold() in known:
        return []
    return [Fault(row=number, column=column, words=words)]


def _whole(text: str) -> int | None:
    return whole_number(text.strip().removesuffix(".0"), most=MOST_GROUPS)


def _wrong(row: int, column: str, words: str) -> Sheet:
    return Sheet(lines=(), faults=(Fault(row=row, column=column, words=words),))


def _at(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _table(content: bytes) -> list[list[str]]:
    if content[:4] == b"PK\x03\x04":
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        return [[str(cell) for cell in row] for row in cells]
    if b"\x00" in content:
        raise ValueError("not text")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))


def as_csv(lines: Sequence[Line]) -> str:
    """The lines as a sheet that reads back as the same lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow((line.district, line.sort.value, line.threat, line.tier, line.count))
    return out.getvalue()

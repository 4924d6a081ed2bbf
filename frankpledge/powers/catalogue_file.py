"""The catalogue as one file that a lawyer takes away, marks and brings back: CSV or a workbook.

Every column of `powers.csv`, with what is derived beside it. Cells that a spreadsheet would take
for a formula are given a leading apostrophe, which is taken off again when the file comes back, so
that a file that was not touched changes nothing.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frankpledge.kernel import DomainError, whole_number
from frankpledge.powers.catalogue import AVAILABLE, SHIPPED, Status, Target, holders
from frankpledge.problems.api import reference_rows

LAW = (
    "id", "name", "holder", "legislation", "section", "year", "jurisdiction", "summary", "test",
    "evidence", "four_p", "soc_types", "consult", "limits", "confidence",
)  # fmt: skip
DERIVED = ("targets", "least_age", "most_age")
COLUMNS = (*LAW, *DERIVED)
MOST_BYTES, MOST_UNPACKED, MOST_ROWS, LONGEST_CELL = 400_000, 50_000_000, 2_000, 4_000
OLDEST = 120
_CODE = re.compile(r"PW\d{3}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
FOUR_P = frozenset({"Pursue", "Prevent", "Protect", "Prepare"})

Line = Mapping[str, str]


class UnreadableFile(DomainError):
    """What was sent is no file that this can read, or is too large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one cell: the line of the file, its column, and how to mend it."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that a file would change, of one power."""

    power: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a file says: its lines if all of them can be taken in, and else what is wrong."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def lines_now() -> tuple[Line, ...]:
    """The catalogue as it stands, by code, each power with what is derived of it."""
    derived = {row["power"]: row for row in reference_rows("power_targets.csv", shipped=SHIPPED)}
    rows = reference_rows("powers.csv", shipped=SHIPPED)
    return tuple(
        {
            **{name: row.get(name, "") for name in LAW},
            **{name: derived[row["id"]].get(name, "") for name in DERIVED},
        }
        for row in sorted(rows, key=lambda each: each["id"])
    )


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def unguarded(text: str) -> str:
    """The cell as it was before it was guarded."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*_FORMULA, "'")) else text


def as_csv(lines: Iterable[Line]) -> str:
    """The lines as CSV, guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(line[name]) for name in COLUMNS] for line in lines)
    return out.getvalue()


def as_workbook(lines: Iterable[Line]) -> bytes:
    """The lines as a workbook with one sheet, every cell a guarded text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("powers")
    sheet.append(list(COLUMNS))
    for line in lines:
        sheet.append([guarded(line[name]) for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, *, name: str) -> Read:
    """What a file says. Raises `UnreadableFile` for what is none, or too large.

    All or nothing: with one fault there are no lines. Powers that the file leaves out stay as they
    are; a power cannot be taken away by leaving its line out.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile("The file must be smaller than 400 KB", argument="file")
    rows = _workbook_rows(content) if name.lower().endswith(".xlsx") else _csv_rows(content)
    return check(rows)


def _csv_rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableFile(
            "Save the file as CSV in UTF-8, or as XLSX", argument="file"
        ) from fault
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]


def _workbook_rows(content: bytes) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise UnreadableFile("The workbook holds too much", argument="file")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except UnreadableFile:
        raise
    except Exception as fault:
        raise UnreadableFile("This is no workbook that can be read", argument="file") from fault


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def check(rows: Sequence[Sequence[str]]) -> Read:
    """The lines of a table with a header, or what is wrong with them, by line and column."""
    if not rows:
        raise UnreadableFile("The file is empty", argument="file")
    header = [name.strip().lower() for name in rows[0]]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise UnreadableFile(
            "The first line must name these columns: " + ", ".join(missing), argument="file"
        )
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(f"The file must have at most {MOST_ROWS} lines", argument="file")
    places = {name: header.index(name) for name in COLUMNS}
    lines: list[Line] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    tokens = frozenset(holders())
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        line = {
            name: unguarded(row[place].strip()) if place < len(row) else ""
            for name, place in places.items()
        }
        faults += _faults_of(line, number, tokens)
        if line["id"] in seen:
            reason = f"{line['id']} is on line {seen[line['id']]} too"
            faults.append(Fault(line=number, column="id", reason=reason))
        seen.setdefault(line["id"], number)
        lines.append(line)
    return Read(lines=() if faults else tuple(lines), faults=tuple(faults))


def _faults_of(line: Line, number: int, tokens: frozenset[str]) -> list[Fault]:
    def fault(column: str, reason: str) -> Fault:
        return Fault(line=number, column=column, reason=reason)

    found = [
        fault(name, f"Shorten this to {LONGEST_CELL} characters")
        for name in COLUMNS
        if len(line[name]) > LONGEST_CELL
    ]
    if not _CODE.fullmatch(line["id"]):
        found.append(fault("id", "Enter PW and three digits"))
    found += [fault(name, "Enter something") for name in ("name", "test") if not line[name]]
    found += [
        fault("holder", f"“{token}” is no holder that is known")
        for token in parts(line["holder"]) or ["(nothing)"]
        if token not in tokens
    ]
    found += [
        fault("four_p", f"“{part}” is none of the four Ps")
        for part in parts(line["four_p"])
        if part not in FOUR_P
    ]
    status = next(iter(parts(line["limits"])), "")
    if status.removeprefix("status:") not in list(Status) or not status.startswith("status:"):
        known = ", ".join(each.value for each in Status)
        found.append(fault("limits", f"Begin with status: and one of {known}"))
    targets = parts(line["targets"])
    found += [
        fault("targets", f"“{target}” is nothing that a power is used on")
        for target in targets or ["(nothing)"]
        if target not in list(Target)
    ]
    ages = {}
    for name in ("least_age", "most_age"):
        age = whole_number(line[name], most=OLDEST)
        if age is not None:
            ages[name] = age
        elif line[name]:
            found.append(fault(name, "Enter an age in years, or nothing"))
    if len(ages) == 2 and ages["least_age"] > ages["most_age"]:
        found.append(fault("most_age", "The most must not be below the least"))
    return found


def parts(text: str) -> list[str]:
    """What stands between upright strokes."""
    return [part.strip() for part in text.split("|") if part.strip()]


def changes(before: Iterable[Line], after: Iterable[Line]) -> tuple[Change, ...]:
    """What lines would change, power by power and column by column. A new power changes all."""
    standing = {line["id"]: line for line in before}
    return tuple(
        Change(
            power=line["id"],
            column=name,
            before=standing.get(line["id"], {}).get(name, ""),
            after=line[name],
        )
        for line in sorted(after, key=lambda each: each["id"])
        for name in COLUMNS
        if name != "id" and standing.get(line["id"], {}).get(name, "") != line[name]
    )


def merged(before: Iterable[Line], after: Iterable[Line]) -> tuple[Line, ...]:
    """The catalogue with lines put in the place of those with the same code, by code."""
    both = {line["id"]: line for line in before} | {line["id"]: line for line in after}
    return tuple(both[code] for code in sorted(both))


def makes_available(change: Change) -> bool:
    """Whether a change makes a power available that was not: to be looked at twice."""
    if change.column != "limits":
        return False
    before, after = (
        next(iter(parts(text)), "").removeprefix("status:")
        for text in (change.before, change.after)
    )
    return after in AVAILABLE and before not in AVAILABLE

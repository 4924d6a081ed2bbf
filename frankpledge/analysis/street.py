"""Knows what a row of a street crime file must be, and takes files into tables row by row."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from frankpledge.analysis import months
from frankpledge.analysis.containers import Spooled
from frankpledge.analysis.headers import STREET_COLUMNS, StreetTable, fields_of
from frankpledge.analysis.refusals import UnusableFile
from frankpledge.analysis.tables import literal

# A few rows of another month are slips; more than these mean that months were joined.
STRAY_ROWS = 5
STRAY_SHARE = 0.01
REJECTIONS_SHOWN = 1000

TAKEN = """
    file INTEGER, crime_id BLOB, month VARCHAR, reported_by VARCHAR, falls_within VARCHAR,
    lon_e6 INTEGER, lat_e6 INTEGER, location VARCHAR, lsoa VARCHAR, lsoa_name VARCHAR,
    type VARCHAR, outcome VARCHAR, context VARCHAR, n INTEGER, amiss BOOLEAN
"""


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """A row that is not a row of street crime, and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class StreetFile:
    """A street crime file that has been spooled and is to be read."""

    number: int
    name: str
    table: StreetTable
    spooled: Spooled
    synthetic: bool

    @property
    def rows(self) -> int:
        """Lines below the header."""
        return self.spooled.lines - 1

    @property
    def is_plain(self) -> bool:
        """Whether no line can have more fields than the header.

        The engine overlooks an empty field too many, and reads a stray quote as it likes; it
        does refuse a line with too few.
        """
        separators = (len(self.table.order) - 1) * self.spooled.lines
        return not self.spooled.quoted and self.spooled.commas == separators


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What one file proved to hold, once its good rows stand in the table ``taken``."""

    file: StreetFile
    month: str
    force: str
    rows_read: int
    rejected: tuple[Rejection, ...]
    rows_rejected: int


def take(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[StreetFile],
    *,
    this_month: str,
    scratch: Path,
) -> list[Taken]:
    """Puts the rows of all files into the table ``taken``.

    A file whose every row is sound is read by the engine; any other is read again line by line,
    so that each rejected row is named with its line. Raises ``UnusableFile`` for a file that
    is not about one month, or about a month that has not been.
    """
    connection.execute(f"CREATE OR REPLACE TABLE taken ({TAKEN})")
    outcomes: dict[int, Taken] = {}
    for order in sorted({file.table.order for file in files}):
        together = [file for file in files if file.table.order == order and file.is_plain]
        if not together:
            continue
        for group in _read_quickly(connection, together, order):
            outcomes.update(_keep_sound(connection, group, this_month))
    for file in files:
        if file.number not in outcomes:
            outcomes[file.number] = _read_slowly(connection, file, this_month, scratch)
    return [outcomes[file.number] for file in files]


def _read_quickly(
    connection: duckdb.DuckDBPyConnection, files: list[StreetFile], order: tuple[str, ...]
) -> Iterator[list[StreetFile]]:
    """Loads files together, or one by one if the engine balks at any."""
    try:
        _load(connection, files, order)
    except duckdb.Error:
        if len(files) > 1:
            for file in files:
                yield from _read_quickly(connection, [file], order)
        return
    yield files


_NUMBER = r"^-?[0-9]{1,3}(\.[0-9]+)?$"
_LON = "try_cast(longitude AS DOUBLE)"
_LAT = "try_cast(latitude AS DOUBLE)"
_AMISS = f"""falls_within IS NULL OR type IS NULL OR month IS NULL
    OR NOT ((longitude IS NULL AND latitude IS NULL) OR coalesce(
        regexp_matches(longitude, '{_NUMBER}') AND regexp_matches(latitude, '{_NUMBER}')
        AND abs({_LON}) <= 180 AND abs({_LAT}) <= 90, false))"""


def _load(
    connection: duckdb.DuckDBPyConnection, files: list[StreetFile], order: tuple[str, ...]
) -> None:
    """Adds every row to ``taken``, and whether it is amiss."""
    columns = ", ".join(f"'{column}': 'VARCHAR'" for column in order)
    # Joined, as it is for each row that the engine would look a path up in a map.
    numbers = ", ".join(f"({literal(str(file.spooled.path))}, {file.number})" for file in files)
    connection.execute(
        f"""INSERT INTO taken SELECT numbers.file,
        CASE WHEN strlen("crime id") = 64 AND NOT regexp_matches("crime id", '[^0-9a-f]')
             THEN unhex("crime id")
             WHEN trim("crime id") = '' THEN NULL ELSE encode("crime id") END AS crime_id,
        month, trim("reported by") AS reported_by,
        nullif(trim("falls within"), '') AS falls_within,
        round({_LON} * 1e6)::INTEGER AS lon_e6, round({_LAT} * 1e6)::INTEGER AS lat_e6,
        location, nullif(trim("lsoa code"), '') AS lsoa, "lsoa name" AS lsoa_name,
        nullif(trim("crime type"), '') AS type, "last outcome category" AS outcome, context,
        1 AS n, {_AMISS} AS amiss
        FROM read_csv(?, header=true, auto_detect=false, delim=',', quote='"', escape='"',
        strict_mode=true, filename=true, columns={{{columns}}})
        JOIN (VALUES {numbers}) numbers(path, file) ON filename = path""",
        [[str(file.spooled.path) for file in files]],
    )


def _keep_sound(
    connection: duckdb.DuckDBPyConnection, files: list[StreetFile], this_month: str
) -> dict[int, Taken]:
    """Takes from ``taken`` again each of the files in which any row is amiss; the others."""
    facts = connection.execute(
        """SELECT file, count(*), min(month), max(month), mode(falls_within),
        count(*) FILTER (amiss) FROM taken GROUP BY file"""
    ).fetchall()
    by_number = {file.number: file for file in files}
    sound: dict[int, Taken] = {}
    for number, rows, first, last, force, amiss in facts:
        if (file := by_number.get(number)) is None:
            continue
        whole = rows == file.rows and amiss == 0 and first == last
        if whole and months.is_month(first) and first <= this_month:
            sound[number] = Taken(
                file=file, month=first, force=force, rows_read=rows, rejected=(), rows_rejected=0
            )
    if spoilt := sorted(by_number.keys() - sound):
        listed = ", ".join(str(number) for number in spoilt)
        connection.execute(f"DELETE FROM taken WHERE file IN ({listed})")
    return sound


def _read_slowly(
    connection: duckdb.DuckDBPyConnection, file: StreetFile, this_month: str, scratch: Path
) -> Taken:
    """Reads line by line; good rows go on to the engine, bad ones are named."""
    position = {column: at for at, column in enumerate(file.table.order)}
    counted_months: Counter[str] = Counter()
    first_of_month: dict[str, int] = {}
    forces: Counter[str] = Counter()
    for line, row in _lines_of(file):
        if isinstance(row, str) or _amiss(row, position, this_month) is not None:
            continue
        month = row[position["month"]].strip()
        counted_months[month] += 1
        first_of_month.setdefault(month, line)
        forces[row[position["falls within"]].strip()] += 1
    month = _one_month(file, counted_months, first_of_month, this_month, position)
    read = rejected = 0
    shown: list[Rejection] = []
    clean = scratch / f"clean-{file.number}.csv"
    with clean.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow(file.table.order)
        for line, row in _lines_of(file):
            read += 1
            reason = row if isinstance(row, str) else _amiss(row, position, this_month)
            if reason is None and row[position["month"]].strip() != month:
                reason = f"Month is {row[position['month']].strip()} in a file for {month}"
            if reason is None:
                writer.writerow([field.strip() for field in row])
                continue
            rejected += 1
            if len(shown) < REJECTIONS_SHOWN:
                shown.append(Rejection(file=file.name, line=line, reason=reason))
    again = replace(file, spooled=replace(file.spooled, path=clean))
    _load(connection, [again], file.table.order)
    return Taken(
        file=file,
        month=month,
        force=forces.most_common(1)[0][0],
        rows_read=read,
        rejected=tuple(shown),
        rows_rejected=rejected,
    )


def _lines_of(file: StreetFile) -> Iterator[tuple[int, list[str] | str]]:
    """Each line below the header as its fields, or as the reason why it has none.

    The format has no field with a line break, so a stray quote spoils one line and no more.
    """
    with file.spooled.path.open(encoding="utf-8-sig", newline="\n") as text:
        next(text)
        for number, line in enumerate(text, start=2):
            if not line.strip():
                continue
            fields = fields_of(line)
            if len(fields) != len(file.table.order):
                yield number, f"{len(fields)} fields where {len(STREET_COLUMNS)} are expected"
            else:
                yield number, fields


def _amiss(row: list[str], position: dict[str, int], this_month: str) -> str | None:
    month = row[position["month"]].strip()
    if not months.is_month(month):
        return f"“{month[:20]}” is not a month from {months.EARLIEST} on"
    if month > this_month:
        return f"Month {month} lies in the future"
    if not row[position["falls within"]].strip():
        return "Falls within is empty"
    if not row[position["crime type"]].strip():
        return "Crime type is empty"
    return _misplaced(row[position["longitude"]].strip(), row[position["latitude"]].strip())


def _misplaced(longitude: str, latitude: str) -> str | None:
    if not longitude and not latitude:
        return None
    for called, text, limit in (("Longitude", longitude, 180), ("Latitude", latitude, 90)):
        if not re.fullmatch(_NUMBER, text) or abs(float(text)) > limit:
            return f"{called} “{text[:20]}” is not a number of degrees"
    return None


def _one_month(
    file: StreetFile,
    counted: Counter[str],
    first_of_month: dict[str, int],
    this_month: str,
    position: dict[str, int],
) -> str:
    if not counted:
        _refuse_rowless(file, this_month, position)
    (month, _), *others = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    strays = sum(count for _, count in others)
    if strays > max(STRAY_ROWS, STRAY_SHARE * counted.total()):
        raise UnusableFile(
            file.name,
            first_of_month[others[0][0]],
            f"the file holds rows of {month} and of {others[0][0]}",
            "give one file for each month, as data.police.uk publishes them",
        )
    return month


def _refuse_rowless(file: StreetFile, this_month: str, position: dict[str, int]) -> None:
    for line, row in _lines_of(file):
        reason = row if isinstance(row, str) else _amiss(row, position, this_month)
        raise UnusableFile(
            file.name,
            line,
            f"no row of the file can be taken in, the first because {reason}",
            "check the file, or download it again",
        )
    raise UnusableFile(
        file.name, 1, "the file has a header and no rows", "download the month again"
    )

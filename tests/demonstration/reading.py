"""Reading the CSV files of a folder for tests."""

import csv
from datetime import date
from pathlib import Path


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column; a row that is too long or short fails the test."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(None not in row and None not in row.values() for row in rows), path
    return rows


def holds_on(row: dict[str, str], day: date, first: str = "from", after: str = "to") -> bool:
    """Whether a dated row is true on *day*: an empty date is an open end."""
    return (not row[first] or date.fromisoformat(row[first]) <= day) and (
        not row[after] or day < date.fromisoformat(row[after])
    )

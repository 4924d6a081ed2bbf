"""Reading the lists that this module works by: an area's own file first, else the one shipped."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

SHIPPED = Path(__file__).parent / "reference"


def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of a list. A file of the same name in the data folder's `reference` replaces it."""
    own = Path(settings.FRANKPLEDGE_HOME) / "reference" / name
    path = own if own.is_file() else SHIPPED / name
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _changed: int) -> tuple[Mapping[str, str], ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            {key: (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(file)
        )


def words_in(name: str) -> list[tuple[str, str]]:
    """The codes of a list with their words, in its order."""
    return [(row["code"], row["words"]) for row in rows(name)]


def word_for(name: str, code: str) -> str:
    """The words of one code, or nothing for a code that is not on the list."""
    return dict(words_in(name)).get(code, "")

"""Reading a list that a module works by: an area's own file first, else the one shipped."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

SHIPPED = Path(__file__).parent / "reference"


def rows(name: str, *, shipped: Path = SHIPPED) -> tuple[Mapping[str, str], ...]:
    """The lines of a list. A file of the same name in the data folder's `reference` replaces it."""
    return _read(*version(name, shipped=shipped))


def version(name: str, *, shipped: Path = SHIPPED) -> tuple[Path, int]:
    """Which file a list is read from, and as it was changed when: what is made of the same version
    may be kept."""
    own = Path(settings.FRANKPLEDGE_HOME) / "reference" / name
    path = own if own.is_file() else shipped / name
    return path, path.stat().st_mtime_ns


@cache
def _read(path: Path, _changed: int) -> tuple[Mapping[str, str], ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            {key: (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(file)
        )

"""Taking a reviewed catalogue in: what would change is shown first, and all of it goes in or none.

What is taken in takes the place of the shipped files in this installation's data folder. A row
that changed has a new version, so that its review ends and it waits for a lawyer again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from frankpledge.access.api import Actor, record, require
from frankpledge.kernel import DomainError
from frankpledge.powers.catalogue import powers
from frankpledge.powers.catalogue_file import (
    DERIVED,
    LAW,
    MOST_BYTES,
    Change,
    Line,
    Read,
    as_csv,
    as_workbook,
    changes,
    lines_now,
    merged,
    read,
)
from frankpledge.powers.models import CatalogueChange
from frankpledge.powers.policies import Act, may_export_catalogue, may_import_catalogue

SHOWN_CHANGES = 200
MOST_READ = MOST_BYTES + 1
"""How much of a file is read: one byte more than it may have, so that too much is noticed."""


class NotTakenIn(DomainError):
    """Nothing was taken in: something is wrong, nothing changes, or the catalogue has moved on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would change, before anything is. What confirms it takes both words along."""

    read: Read
    changes: tuple[Change, ...]
    content: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A line of the change log."""

    power: str
    column: str
    before: str
    after: str
    at: datetime
    by: str


def token_now() -> str:
    """A word for the catalogue as it stands: another as soon as any row is another."""
    return hashlib.sha256("".join(each.version for each in powers()).encode()).hexdigest()[:16]


@transaction.atomic
def export_catalogue(*, kind: str, by: Actor, at: datetime) -> bytes:
    """The catalogue as it stands, as "csv" or "xlsx". Raises `NotPermitted`."""
    require(may_export_catalogue(by))
    record(Act.EXPORT_CATALOGUE, None, by=by, at=at, fields=[kind])
    lines = lines_now()
    return as_workbook(lines) if kind == "xlsx" else as_csv(lines).encode("utf-8-sig")


@transaction.atomic
def preview_catalogue(*, content: bytes, name: str, by: Actor, at: datetime) -> Preview:
    """What a file would change, or what is wrong with it. Nothing is taken in.

    Raises `NotPermitted`, and `UnreadableFile` for what is no such file.
    """
    require(may_import_catalogue(by))
    found = read(content, name=name)
    record(Act.IMPORT_CATALOGUE, None, by=by, at=at, fields=["preview"])
    return Preview(
        read=found,
        changes=changes(lines_now(), found.lines),
        content=as_csv(found.lines),
        token=token_now(),
    )


@transaction.atomic
def import_catalogue(*, content: str, token: str, by: Actor, at: datetime) -> int:
    """Take in what was shown, if the catalogue is still what it was compared with.

    Gives how many values changed. Raises `NotPermitted`, and `NotTakenIn` with why nothing was.
    """
    require(may_import_catalogue(by))
    if token != token_now():
        raise NotTakenIn("The catalogue has changed since you looked: send the file once more")
    found = read(content.encode(), name="catalogue.csv")
    if found.faults:
        first = found.faults[0]
        raise NotTakenIn(f"Line {first.line}, {first.column}: {first.reason}")
    before = lines_now()
    made = changes(before, found.lines)
    if not made:
        raise NotTakenIn("Nothing in it is different from the catalogue as it stands")
    CatalogueChange.objects.bulk_create(
        CatalogueChange(
            power=each.power,
            column=each.column,
            before=each.before,
            after=each.after,
            at=at,
            taken_in_by_id=by.person_id,
        )
        for each in made
    )
    codes = sorted({each.power for each in made})
    record(Act.IMPORT_CATALOGUE, None, by=by, at=at, fields=codes)
    _write(merged(before, found.lines))
    return len(made)


def change_log(*, limit: int = SHOWN_CHANGES) -> tuple[Changed, ...]:
    """What has been changed in the catalogue here, the newest first."""
    rows = CatalogueChange.objects.select_related("taken_in_by").order_by("-at", "power", "id")
    return tuple(
        Changed(
            power=row.power,
            column=row.column,
            before=row.before,
            after=row.after,
            at=row.at,
            by=row.taken_in_by.name,
        )
        for row in rows[:limit]
    )


def _write(lines: Sequence[Line]) -> None:
    """Put both files in place. What is derived goes first: it may hold more rows than the law."""
    folder = Path(settings.FRANKPLEDGE_HOME) / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    derived = ({"power": line["id"], **line, "provenance": "derived"} for line in lines)
    _replace(folder / "power_targets.csv", ("power", *DERIVED, "provenance"), derived)
    _replace(folder / "powers.csv", LAW, lines)


def _replace(path: Path, columns: Sequence[str], lines: Iterable[Line]) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lines)
    fresh = path.with_suffix(".new")
    fresh.write_text(out.getvalue(), encoding="utf-8", newline="")
    os.replace(fresh, path)

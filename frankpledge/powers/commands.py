"""The catalogue of powers on the command line: taken away, and brought back after a review."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from frankpledge.access.api import Actor


@click.group()
def export_group() -> None:
    """Take something away as a file."""


@click.group()
def import_group() -> None:
    """Take a file in: what would change is shown first, and all of it goes in or none."""


def _actor(person: str) -> tuple[Actor, datetime]:
    from frankpledge.access.api import NobodyCalled, actor_named, moment_now

    now = moment_now()
    try:
        return actor_named(person, at=now), now
    except NobodyCalled as nobody:
        raise click.UsageError(str(nobody)) from nobody


@export_group.command("powers")
@click.option("--as", "person", required=True, help="User name of whoever takes it away.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
def export_powers(*, person: str, out: Path) -> None:
    """Write the catalogue of powers to a .csv or .xlsx file.

    Example: frankpledge export powers --as bea.holroyd --out powers.xlsx
    """
    from frankpledge.powers.taking_in import export_catalogue

    kind = out.suffix.lower().lstrip(".")
    if kind not in ("csv", "xlsx"):
        raise click.UsageError(f"{out} must end in .csv or .xlsx.")
    by, now = _actor(person)
    out.write_bytes(export_catalogue(kind=kind, by=by, at=now))
    click.echo(f"Written: {out}")


@import_group.command("powers")
@click.option("--as", "person", required=True, help="User name of the lawyer who reviewed it.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and take nothing in.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_powers(*, person: str, dry_run: bool, as_json: bool, file: Path) -> None:
    """Take a reviewed catalogue of powers in. Exit status 1 where something is wrong with it.

    Example: frankpledge import powers reviewed.xlsx --as bea.holroyd --dry-run
    """
    from frankpledge.access.api import NotPermitted
    from frankpledge.kernel import DomainError
    from frankpledge.powers.taking_in import import_catalogue, preview_catalogue

    by, now = _actor(person)
    try:
        shown = preview_catalogue(content=file.read_bytes(), name=file.name, by=by, at=now)
        taken = 0
        if shown.changes and not dry_run:
            taken = import_catalogue(content=shown.content, token=shown.token, by=by, at=now)
    except (DomainError, NotPermitted) as refusal:
        raise click.ClickException(f"{file}: {refusal}") from refusal
    faults = [asdict(each) for each in shown.read.faults]
    changes = [asdict(each) for each in shown.changes]
    if as_json:
        click.echo(json.dumps({"faults": faults, "changes": changes, "taken_in": taken}))
    else:
        for each in shown.read.faults:
            click.echo(f"{file}, line {each.line}, {each.column}: {each.reason}", err=True)
        for change in shown.changes:
            click.echo(f"{change.power} {change.column}: {change.before!r} -> {change.after!r}")
        click.echo(f"Values that differ: {len(changes)}. Taken in: {taken}")
    sys.exit(1 if faults else 0)

"""The command that makes the demonstration."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import datetime

import click


@click.command()
@click.option(
    "--size",
    type=click.Choice(["district", "county", "region"]),
    default="district",
    show_default=True,
    help="How much there is: the story's district, a county like a real one, or three.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same world."
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
    help="Tell the story up to this moment only, such as 2026-04-13T09:00.",
)
@click.option("--again", is_flag=True, help="Make the demonstration that is here anew.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def demo(*, size: str, seed: int, until: datetime | None, again: bool, as_json: bool) -> None:
    """Make the demonstration: an invented county, its people, and six weeks in one district.

    Example: FRANKPLEDGE_DEMO=1 frankpledge demo --size district
    """
    from django.conf import settings
    from django.utils import timezone

    from frankpledge.demonstration.making import AlreadyMade, make

    if not settings.FRANKPLEDGE_DEMO:
        click.echo("Set FRANKPLEDGE_DEMO=1 first, so that it cannot be made by mistake.", err=True)
        sys.exit(1)
    if again:
        _clear_the_old_one()
    moment = timezone.make_aware(until) if until else None
    try:
        made = make(
            size=size,
            seed=seed,
            until=moment,
            say=lambda text: None if as_json else click.echo(f"{text}…"),
        )
    except AlreadyMade as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "size": size,
                    "seed": seed,
                    "story_at": made.story_at.isoformat(),
                    "crime_rows": made.crime_rows,
                    "people": made.people,
                    "events": made.events,
                }
            )
        )
    else:
        click.echo(
            f"Made: {made.people} people, {made.crime_rows:,} rows of crime, "
            f"told up to {timezone.localtime(made.story_at):%A %d %B %Y, %H:%M}."
        )


def _clear_the_old_one() -> None:
    """Remove what an earlier run made, if it was a demonstration on SQLite; otherwise refuse."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from frankpledge.access.api import WrongNature, agree_with_settings

    if connection.vendor != "sqlite":
        click.echo("--again is for SQLite: make an empty database instead.", err=True)
        sys.exit(1)
    call_command("migrate", verbosity=0, interactive=False)
    try:
        agree_with_settings()
    except WrongNature as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    connection.close()
    database = str(settings.DATABASES["default"]["NAME"])
    for suffix in ("", "-wal", "-shm"):
        path = settings.FRANKPLEDGE_HOME / f"{database}{suffix}"
        path.unlink(missing_ok=True)
    # Nothing that these keys sealed outlives what is removed.
    settings.SOURCE_PUBLIC_KEY.unlink(missing_ok=True)
    (settings.CUSTODY_FOLDER / "source.key").unlink(missing_ok=True)
    for folder in ("demonstration", "store", "checkpoints"):
        shutil.rmtree(settings.FRANKPLEDGE_HOME / folder, ignore_errors=True)

"""Making sure that there is a demonstration to serve: once, and again if it was cut short.

`make run` calls it; in real use there is nothing to prepare, and it does nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frankpledge.config.cli import main, set_up_django


def prepare() -> int:
    """Make the demonstration if this data folder should have one and has none."""
    set_up_django()
    from django.conf import settings
    from django.core.management import call_command

    from frankpledge.access.api import Installation
    from frankpledge.config.nature import WrongNature, agree_with_settings

    if not settings.FRANKPLEDGE_DEMO:
        return 0
    unfinished: Path = settings.FRANKPLEDGE_HOME / ".making-the-demonstration"
    if unfinished.exists() and not clear_away(settings.DATABASES["default"]):
        click.echo(
            "Making the demonstration was cut short, and it is not in a file of ours: empty the "
            f"database that DATABASE_URL names, remove {unfinished}, and try again.",
            err=True,
        )
        return 1
    call_command("migrate", verbosity=0, interactive=False)
    if Installation.objects.exists() and not unfinished.exists():
        try:
            agree_with_settings()
        except WrongNature as fault:
            click.echo(str(fault), err=True)
            return 1
        return 0
    click.echo("Making the demonstration, which is done once", err=True)
    unfinished.touch()
    outcome = main(["demo", "--size", "district"], standalone_mode=False)
    unfinished.unlink()
    return outcome if isinstance(outcome, int) else 0


def clear_away(database: dict[str, object]) -> bool:
    """Remove what an interrupted making left, if it is an SQLite file in our own folder."""
    if not str(database["ENGINE"]).endswith("sqlite3"):
        return False
    path = Path(str(database["NAME"]))
    for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        part.unlink(missing_ok=True)
    return True


if __name__ == "__main__":
    sys.exit(prepare())

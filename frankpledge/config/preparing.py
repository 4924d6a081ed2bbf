"""Making sure that there is a demonstration to serve: once, and again if it was cut short.

`make run` calls it; in real use there is nothing to prepare, and it does nothing. A file in the
data folder says that what was made there is whole, so that the next start need not ask.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frankpledge.config.cli import main, set_up_django


def prepare() -> int:
    """Make the demonstration if this data folder should have one and has none that is whole."""
    set_up_django()
    from django.conf import settings
    from django.core.management import call_command

    from frankpledge.access.api import Installation, WrongNature, agree_with_settings

    if not settings.FRANKPLEDGE_DEMO:
        return 0
    whole: Path = settings.FRANKPLEDGE_HOME / ".demonstration"
    unfinished: Path = settings.FRANKPLEDGE_HOME / ".demonstration-unfinished"
    call_command("migrate", verbosity=0, interactive=False)
    try:
        agree_with_settings()
    except WrongNature as fault:
        click.echo(str(fault), err=True)
        return 1
    cut_short = unfinished.exists()
    if Installation.objects.exists() and not cut_short:
        whole.touch()
        return 0
    click.echo("Making the demonstration, which is done once", err=True)
    unfinished.touch()
    main(["demo", "--size", "district", *(["--again"] if cut_short else [])], standalone_mode=False)
    unfinished.rename(whole)
    return 0


if __name__ == "__main__":
    sys.exit(prepare())

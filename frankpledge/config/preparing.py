"""Getting a data folder ready to serve: made if it is empty, brought up to date if it is not."""

from __future__ import annotations

import sys

import click


@click.command()
def prepare() -> None:
    """Make the demonstration if there is none yet, or bring what there is up to date.

    Example: FRANKPLEDGE_DEMO=1 frankpledge prepare
    """
    from django.conf import settings
    from django.core.management import call_command

    from frankpledge.access.api import Installation, WrongNature, agree_with_settings

    call_command("migrate", verbosity=0, interactive=False)
    if Installation.objects.exists():
        try:
            agree_with_settings()
        except WrongNature as fault:
            click.echo(str(fault), err=True)
            sys.exit(1)
        return
    if not settings.FRANKPLEDGE_DEMO:
        click.echo(
            "There is no partnership here yet. Make one with: "
            "frankpledge install --areas frankpledge/reference/areas/kent",
            err=True,
        )
        sys.exit(1)
    from frankpledge.demonstration.making import make

    make(size="district", seed=1, until=None, say=lambda text: click.echo(f"{text}…"))

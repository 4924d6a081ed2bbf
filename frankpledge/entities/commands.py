"""The command of entities: matching what waits, once or for as long as the site runs."""

from __future__ import annotations

import time

import click

PAUSE_SECONDS = 2.0


@click.command()
@click.option("--watch", is_flag=True, help="Go on until stopped.")
@click.option("--index-again", is_flag=True, help="Make the index again, after a new secret.")
def match(*, watch: bool, index_again: bool) -> None:
    """Match what was submitted with what is held, and tell the owners.

    Example: frankpledge match --watch
    """
    from django.db import close_old_connections

    from frankpledge.access.api import moment_now
    from frankpledge.entities import indexing
    from frankpledge.entities.matching import match_waiting

    if index_again:
        click.echo(f"{indexing.index_again()} mentions in the index")
    while True:
        done = match_waiting(at=moment_now())
        if not watch:
            click.echo(f"{done} matched")
            return
        close_old_connections()
        time.sleep(PAUSE_SECONDS)

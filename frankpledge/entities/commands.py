"""The command of entities: matching what waits, once or for as long as the site runs."""

from __future__ import annotations

import logging
import time

import click

PAUSE_SECONDS = 2.0

log = logging.getLogger("frankpledge.entities")


@click.command()
@click.option("--watch", is_flag=True, help="Go on until stopped.")
@click.option("--index-again", is_flag=True, help="Make the index again, after a new secret.")
def match(*, watch: bool, index_again: bool) -> None:
    """Match what was submitted with what is held, and tell the owners.

    Example: frankpledge match --watch
    """
    from django.db import DatabaseError, close_old_connections

    from frankpledge.access.api import moment_now
    from frankpledge.entities import indexing
    from frankpledge.entities.matching import match_waiting

    if index_again:
        click.echo(f"{indexing.index_again()} mentions in the index")
    while True:
        try:
            done = match_waiting(at=moment_now())
        except DatabaseError:
            if not watch:
                raise
            log.exception("matching waits: the database cannot be used")
        else:
            if not watch:
                click.echo(f"{done} matched")
                return
        close_old_connections()
        time.sleep(PAUSE_SECONDS)

"""The command of long work: doing what waits, once or for as long as the site runs."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType

import click

PAUSE_SECONDS = 1.0
CLEARED_EVERY_SECONDS = 3_600.0

log = logging.getLogger("frankpledge.work")


@click.command()
@click.option("--watch", is_flag=True, help="Go on until stopped.")
def work(*, watch: bool) -> None:
    """Do the long work that somebody asked for on a page, as them.

    Example: frankpledge work --watch
    """
    from django.db import DatabaseError, close_old_connections

    from frankpledge.access.api import moment_now
    from frankpledge.work.carrying_on import carry_on_one, clear_away, give_up_the_hopeless

    signal.signal(signal.SIGTERM, _as_an_interrupt)
    done, cleared = 0, float("-inf")
    try:
        while True:
            try:
                give_up_the_hopeless(at=moment_now())
                if time.monotonic() - cleared > CLEARED_EVERY_SECONDS:
                    clear_away(at=moment_now())
                    cleared = time.monotonic()
                while carry_on_one(at=moment_now()):
                    done += 1
            except DatabaseError:
                if not watch:
                    raise
                log.exception("long work waits: the database cannot be used")
            if not watch:
                click.echo(f"{done} done")
                return
            close_old_connections()
            time.sleep(PAUSE_SECONDS)
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


def _as_an_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt

"""Commands of pages: sending digests to whoever wants them."""

from __future__ import annotations

import click


@click.group("digest")
def digest_group() -> None:
    """The digest without content, by e-mail."""


@digest_group.command()
def send() -> None:
    """Send today's digest to everybody who chose the day. Run it every morning.

    Example: frankpledge digest send
    """
    from frankpledge.access.api import moment_now
    from frankpledge.pages.digest import send_digests

    done = send_digests(at=moment_now())
    click.echo(f"{done.people} people were sent how much awaits them.")
    if done.undelivered:
        click.echo(f"{done.undelivered} could not be sent, and are tried again.", err=True)

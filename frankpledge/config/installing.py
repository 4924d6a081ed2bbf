"""Making a real, empty partnership: areas from files, and the first administrator."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.option(
    "--areas",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Folder of area files, such as frankpledge/reference/areas/kent.",
)
@click.option(
    "--partnership",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of agency, agreement, people and post files.",
)
@click.option("--password-for", "username", help="User name whose password is asked for now.")
def install(*, areas: Path, partnership: Path | None, username: str | None) -> None:
    """Make a real partnership from files. No password has a default: each is typed in.

    Example: frankpledge install --areas frankpledge/reference/areas/kent
    """
    from django.core.exceptions import ValidationError
    from django.core.management import call_command
    from django.utils import timezone

    from frankpledge.access.api import (
        Nature,
        UnusableFolder,
        WrongNature,
        agree_with_settings,
        load_areas,
        load_partnership,
        note_nature,
    )

    call_command("migrate", verbosity=0, interactive=False)
    try:
        agree_with_settings()
        note_nature(Nature.REAL, at=timezone.now())
        loaded = load_areas(areas)
        if partnership:
            loaded.update(load_partnership(partnership))
    except (UnusableFolder, WrongNature) as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    click.echo("Loaded " + ", ".join(f"{count} {what}" for what, count in loaded.items()) + ".")
    if username:
        try:
            _set_password(username)
        except ValidationError as fault:
            click.echo(" ".join(fault.messages), err=True)
            sys.exit(1)


def _set_password(username: str) -> None:
    from django.contrib.auth.password_validation import validate_password

    from frankpledge.access.api import Person

    person = Person.objects.filter(username=username).first()
    if person is None:
        click.echo(f"Nobody signs in as {username}: name somebody in people.csv.", err=True)
        sys.exit(1)
    password = click.prompt("New password", hide_input=True, confirmation_prompt=True)
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    click.echo(f"{person.name} can sign in.")

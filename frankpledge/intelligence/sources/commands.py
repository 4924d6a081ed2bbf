"""What the keeper of the source key runs where the key is: opening one box that was asked for."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click


@click.group()
def source() -> None:
    """Who told us: sealed boxes, opened one at a time by two people and the keeper of the key."""


@source.command(name="open")
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The private key; the one in custody if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
@click.argument("code")
def open_box(*, key: Path | None, as_json: bool, code: str) -> None:
    """Open the one box that CODE was given for, once, and show what is in it here.

    The asker brings the code that the site showed them. A second person must have agreed in the
    last 24 hours. The box is shown once; every try is in the record.

    Example: frankpledge source open 4F7K-2M9X-PQ3R-7HNC --key /media/key/source.key
    """
    from django.conf import settings

    from frankpledge.access.api import NotPermitted, moment_now
    from frankpledge.intelligence.sources.custody import open_source
    from frankpledge.intelligence.sources.sealing import PRIVATE_NAME
    from frankpledge.kernel import DomainError

    key_file = key or Path(settings.CUSTODY_FOLDER) / PRIVATE_NAME
    try:
        found = open_source(code=code, key_file=key_file, at=moment_now())
    except NotPermitted as refusal:
        click.echo(refusal.reason, err=True)
        sys.exit(1)
    except DomainError as problem:
        click.echo(f"{problem}.", err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    for name, value in asdict(found).items():
        click.echo(f"{name.replace('_', ' '):12} {value or '–'}")


@source.command()
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The private key; the one in custody if not given.",
)
@click.option("--really", is_flag=True, help="Do it. Without this, only say how many would go.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def clear(*, key: Path | None, really: bool, as_json: bool) -> None:
    """Let go of the boxes of whatever was told and has itself been let go of.

    Run it where the key is, once a month: nothing but the key can tell which boxes these are.

    Example: frankpledge source clear --key /media/key/source.key --really
    """
    from django.conf import settings

    from frankpledge.access.api import moment_now
    from frankpledge.intelligence.sources.custody import NoPrivateKey, clear_boxes
    from frankpledge.intelligence.sources.sealing import PRIVATE_NAME

    key_file = key or Path(settings.CUSTODY_FOLDER) / PRIVATE_NAME
    try:
        cleared = clear_boxes(key_file=key_file, at=moment_now(), really=really)
    except NoPrivateKey as problem:
        click.echo(f"{problem}.", err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps({"boxes": cleared, "done": really}))
        return
    click.echo(f"Boxes {'let go of' if really else 'that would be let go of'}: {cleared}.")


@click.group()
def product() -> None:
    """What partners may read."""


@product.command()
@click.option("--as", "person", required=True, help="User name of an officer of the unit.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
@click.argument("reference")
def prove(*, person: str, as_json: bool, reference: str) -> None:
    """Look everywhere for what was removed from a product. 0 none found, 1 some found.

    Example: frankpledge product prove K7FQ-2M9X --as imogen.tarrant
    """
    from frankpledge.access.api import (
        NobodyCalled,
        NotFound,
        NotPermitted,
        actor_named,
        moment_now,
    )
    from frankpledge.intelligence.models import Product
    from frankpledge.intelligence.sharing.absence import prove as look

    at = moment_now()
    try:
        actor = actor_named(person, at=at)
    except NobodyCalled as nobody:
        raise click.UsageError(str(nobody)) from nobody
    row = Product.open_to(actor).filter(reference=reference).first()
    try:
        if row is None:
            raise NotFound
        proof = look(product_id=row.uid, by=actor, at=at)
    except NotFound as problem:
        raise click.UsageError(f"{person} finds no product {reference}.") from problem
    except NotPermitted as refusal:
        click.echo(refusal.reason, err=True)
        sys.exit(1)
    if as_json:
        click.echo(
            json.dumps(
                {"phrases": proof.phrases, "places": proof.places, "found": list(proof.found)}
            )
        )
    elif proof.holds:
        click.echo(
            f"{proof.phrases} things that were removed were looked for in {proof.places} places: "
            "0 found."
        )
    else:
        click.echo("Found in: " + "; ".join(proof.found) + ".")
    sys.exit(0 if proof.holds else 1)

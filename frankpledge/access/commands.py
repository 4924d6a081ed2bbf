"""Commands of access: the policy, the record, and areas from files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from uuid import UUID

import click


@click.group()
def policy() -> None:
    """The one rule of who may see and do what."""


@policy.command()
def table() -> None:
    """Print what each role may do, as JSON.

    Example: frankpledge policy table
    """
    from frankpledge.access.vocabulary import policy_table

    click.echo(json.dumps(policy_table(), indent=1))


@policy.command()
def decide() -> None:
    """Decide cases, one JSON a line on standard input, by the rule that the site uses.

    Example: frankpledge policy decide < cases.jsonl
    """
    from frankpledge.access.cases import decide_case

    broken = False
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as fault:
            broken = True
            click.echo(json.dumps({"error": f"this line is not JSON: {fault}"}))
            continue
        verdict = decide_case(case)
        click.echo(json.dumps({"allow": verdict.allow, "clause": verdict.clause}))
    if broken:
        sys.exit(2)


@policy.command()
@click.option("--as", "person", required=True, help="User name of whoever looks.")
@click.option("--action", required=True, help="What they would do, such as read.")
@click.option("--purpose", help="Why; their usual purpose if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
@click.argument("kind")
@click.argument("ref")
def explain(
    *, person: str, action: str, purpose: str | None, as_json: bool, kind: str, ref: str
) -> None:
    """Say why somebody may or may not do something to one record, clause by clause.

    Example: frankpledge policy explain --as asha.penrose --action read problem 6f9a…
    """
    from frankpledge.access.explaining import UnknownName, explanation

    try:
        lines = explanation(
            username=person, action=action, purpose=purpose, kind=kind, uid=_uid(ref)
        )
    except UnknownName as unknown:
        raise click.UsageError(str(unknown)) from unknown
    if as_json:
        click.echo(json.dumps([line.as_dict() for line in lines]))
    else:
        for line in lines:
            click.echo(f"{'passes' if line.passes else 'DENIES':7} {line.clause:11} {line.meaning}")
    sys.exit(0 if all(line.passes for line in lines) else 1)


def _uid(ref: str) -> UUID:
    try:
        return UUID(ref)
    except ValueError as fault:
        raise click.UsageError(
            f"{ref} is no record's identity: copy it from the address."
        ) from fault


@click.group()
def audit() -> None:
    """The record of who looked, changed and was refused."""


@audit.command()
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A signed checkpoint kept elsewhere; those kept here are always used.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def verify(*, checkpoint: tuple[Path, ...], as_json: bool) -> None:
    """Prove that nothing recorded was altered. 0 whole, 1 tampered with, 2 cannot tell.

    Example: frankpledge audit verify --checkpoint /media/witness/checkpoint-000000004000.txt
    """
    from frankpledge.access.keeping import verify_the_record
    from frankpledge.access.sealing import UnreadableCheckpoint

    try:
        proof = verify_the_record(list(checkpoint))
    except UnreadableCheckpoint as fault:
        click.echo(f"Cannot tell: {fault}", err=True)
        sys.exit(2)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "whole": not proof.fault,
                    "events": proof.events,
                    "unsealed": proof.unsealed,
                    "checkpoints": proof.checkpoints,
                    "root": proof.root,
                    "fault": proof.fault,
                }
            )
        )
    elif proof.fault:
        click.echo(f"Tampered with: {proof.fault}.")
    else:
        click.echo(
            f"Whole: {proof.events} events, {proof.unsealed} waiting to be sealed, "
            f"compared with {proof.checkpoints} checkpoints."
        )
    sys.exit(1 if proof.fault else 0)


@audit.command()
@click.option(
    "--watch", is_flag=True, help="Keep on until stopped, as `serve` does beside the site."
)
def seal(*, watch: bool) -> None:
    """Chain events that wait, and sign where the chain stands.

    Example: frankpledge audit seal
    """
    from frankpledge.access.keeping import keep, keep_once

    if watch:
        keep()
    else:
        sealed = keep_once()
        click.echo(f"Sealed {sealed} events and signed a checkpoint.")


@click.group()
def area() -> None:
    """Areas and the bodies that cover them."""


@area.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def load(*, folder: Path, as_json: bool) -> None:
    """Load areas and bodies from a folder of CSV files.

    Example: frankpledge area load frankpledge/reference/areas/kent
    """
    from django.db import OperationalError, ProgrammingError

    from frankpledge.access.loading import UnusableFolder, load_areas

    try:
        loaded = load_areas(folder)
    except UnusableFolder as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    except (OperationalError, ProgrammingError):
        click.echo(
            "There is no partnership here yet: make one with frankpledge install --areas "
            f"{folder}, which loads the areas too.",
            err=True,
        )
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(loaded))
    else:
        click.echo("Loaded " + ", ".join(f"{count} {what}" for what, count in loaded.items()) + ".")

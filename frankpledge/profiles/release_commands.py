"""The command that writes a released version to files, or lists what stands in its way."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import click

from frankpledge.profiles.build_commands import build
from frankpledge.profiles.commands import NO, WRONG_USE, profile_group, saying_no, stop


@profile_group.command("release")
@click.option("--profile", "profile", required=True, metavar="ID", help="The profile's identity.")
@click.option(
    "--audience",
    required=True,
    type=click.Choice(["partner", "public"]),
    help="Whom the version is for.",
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder for the files.",
)
@click.option("--as", "person", default="", help="User name of whoever releases; its author.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def release(*, profile: str, audience: str, out: Path, person: str, as_json: bool) -> None:
    """Release a version and write it as .docx, .pdf, .html, .xlsx, .geojson and one page.

    It refuses, and lists everything that is unanswered, uncleared or disclosive; the public version
    also until a chief officer has signed it on the site. The same rule decides as on the site, for
    whoever built the profile or is named with --as, and it is recorded.

    Example: frankpledge profile release --profile 6f9a… --audience partner --out wantsum/
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.config.settings")
    django.setup()
    from frankpledge.profiles.outputs import write

    if out.exists() and not out.is_dir():
        stop(f"{out} is a file; give a folder for the files.", WRONG_USE)
    files, reasons = _released(_identity(profile), audience, person)
    if reasons:
        if as_json:
            click.echo(json.dumps({"released": False, "reasons": reasons}, ensure_ascii=False))
        stop("Not released: " + " ".join(reasons), NO)
    written = write(files, out)
    if as_json:
        told = {"released": True, "written": [str(path) for path in written]}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for path in written:
        click.echo(f"Written: {path}")


def _identity(profile: str) -> UUID:
    try:
        return UUID(profile)
    except ValueError:
        stop(f"{profile} is no profile's identity: copy it from its address.", WRONG_USE)
        raise


def _released(uid: UUID, audience: str, person: str) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The files, or why there are none."""
    from frankpledge.access.api import (
        NobodyCalled,
        NotFound,
        NotPermitted,
        actor_for,
        actor_named,
        moment_now,
    )
    from frankpledge.profiles.models import Profile
    from frankpledge.profiles.releasing import InTheWay, released_files

    at = moment_now()
    try:
        author = None if person else Profile.drafted_by_whom(uid)
        if not person and author is None:
            raise NotFound
        with saying_no():
            by = actor_for(author, at=at) if author else actor_named(person, at=at)
            return released_files(profile_id=uid, audience=audience, by=by, at=at), ()
    except InTheWay as wrong:
        return {}, wrong.reasons
    except NobodyCalled as nobody:
        stop(str(nobody), WRONG_USE)
        raise
    except NotPermitted as refused:
        return {}, (str(refused),)
    except NotFound:
        stop(f"There is no profile {uid} here; copy its identity from its address.", NO)
        raise


__all__ = ["build", "profile_group", "release"]

"""Boards' papers, packs and minutes on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

if TYPE_CHECKING:
    from frankpledge.access.api import Actor
    from frankpledge.papers.api import Paper

KINDS = ("paper", "pack", "public-pack", "minutes")
COUNTY_TEAM = "county_team"


@click.group()
def paper_group() -> None:
    """Make what a meeting is given to read."""


@paper_group.command("make")
@click.option(
    "--meeting",
    required=True,
    metavar="REF",
    help="FORUM/YYYY-MM-DD, the day alone where one meeting is on it, or what its address has.",
)
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What is made.")
@click.option("--item", type=int, help="Which paper, by its number, where there are several.")
@click.option("--as", "person", help="User name of whoever takes it away.")
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A .docx, .pdf or .html file.",
)
def make(*, meeting: str, kind: str, item: int | None, person: str | None, out: Path) -> None:
    """Write a board's paper, a meeting's pack or its minutes to a file.

    It holds what that person may read, and that they took it is recorded. In a demonstration it
    is the county team's officer where nobody is named.

    Example: frankpledge paper make --meeting 2026-06-10 --kind pack --as gwen.sallis --out pack.pdf
    """
    from frankpledge.access.api import NotFound, NotPermitted
    from frankpledge.governance.boards.files import KINDS as SORTS, written
    from frankpledge.kernel import DomainError

    sort = out.suffix.lower().lstrip(".")
    if sort not in SORTS:
        raise click.UsageError(f"{out} must end in .docx, .pdf or .html.")
    by, at = _actor(person)
    try:
        made = _made(_meeting(meeting, by), kind, item, by, at)
        out.write_bytes(written(made, sort))
    except NotFound as missing:
        raise click.ClickException(
            f"There is no meeting {meeting} that {by.name} can open. Give FORUM/YYYY-MM-DD."
        ) from missing
    except (DomainError, NotPermitted) as refusal:
        raise click.ClickException(f"Meeting {meeting}: {refusal}") from refusal
    except OSError as broken:
        raise click.ClickException(f"{out} cannot be written: {broken.strerror}.") from broken
    click.echo(f"Written: {out}")


def _actor(username: str | None) -> tuple[Actor, datetime]:
    from frankpledge.access.api import NobodyCalled, Person, actor_named, moment_now
    from frankpledge.ui.api import is_demonstration

    if not username and is_demonstration():
        cast = Person.objects.filter(persona=COUNTY_TEAM)
        username = cast.values_list("username", flat=True).first()
    if not username:
        raise click.UsageError("Say who takes it away, with --as.")
    now = moment_now()
    try:
        return actor_named(username, at=now), now
    except NobodyCalled as nobody:
        raise click.UsageError(str(nobody)) from nobody


def _meeting(ref: str, by: Actor) -> UUID:
    """The one meeting that is called so. Raises `NotFound`, and `UsageError` where several are."""
    from django.utils.timezone import get_current_timezone

    from frankpledge.access.api import NotFound
    from frankpledge.governance.models import Meeting

    rows = Meeting.open_to(by).filter(called_off_at=None)
    forum, _, day = ref.rpartition("/")
    try:
        return UUID(ref)
    except ValueError:
        pass
    try:
        begins = datetime.combine(date.fromisoformat(day), time.min, get_current_timezone())
    except ValueError:
        raise NotFound from None
    rows = rows.filter(
        starts_at__gte=begins.astimezone(UTC),
        starts_at__lt=(begins + timedelta(days=1)).astimezone(UTC),
        **({"forum": forum} if forum else {}),
    )
    found = list(rows.order_by("forum", "starts_at").values_list("pk", "forum")[:20])
    if not found:
        raise NotFound
    if len(found) > 1:
        raise click.UsageError(
            f"Several meetings are on that day: {', '.join(code for _, code in found)}. "
            "Give FORUM/YYYY-MM-DD, or what the meeting’s address has."
        )
    return found[0][0]


def _made(meeting: UUID, kind: str, item: int | None, by: Actor, at: datetime) -> Paper:
    from frankpledge.governance.boards import layout, packs, reading
    from frankpledge.governance.minutes_out import export_minutes

    if kind == "minutes":
        return export_minutes(meeting_id=meeting, by=by, at=at)
    if kind != "paper":
        return packs.pack(meeting_id=meeting, for_public=kind == "public-pack", by=by, at=at)
    lines = [
        line
        for line in packs.agenda(meeting_id=meeting, by=by, at=at).papers
        if item is None or line.number == item
    ]
    if len(lines) != 1:
        numbers = ", ".join(str(line.number) for line in lines if line.number)
        raise click.UsageError(
            f"Say which paper with --item: {numbers}." if numbers else "There is no such paper."
        )
    facts = reading.page(paper_id=lines[0].uid, by=by, at=at)
    return layout.document(facts, made_at=facts.published_at or at)

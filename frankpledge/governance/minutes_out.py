"""Minutes taken away: as a paper, and as a schedule of whose each line is.

Both hold the items that whoever asks may see, and say nothing of any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref, fetch, record, require
from frankpledge.governance import policies
from frankpledge.governance.agenda import MinutedLine
from frankpledge.governance.boards.disclosure import ScheduleLine, as_csv
from frankpledge.governance.meetings import MeetingFacts, page
from frankpledge.governance.models import Meeting, Presence
from frankpledge.governance.policies import Act
from frankpledge.papers.api import Column, Grid, Heading, Paper, Part, Words


@transaction.atomic
def export_minutes(*, meeting_id: UUID, by: Actor, at: datetime) -> Paper:
    """The minutes as a paper, line by line with whose each is. Recorded."""
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING)
    facts = _taken(meeting, by, at)
    starts = localtime(facts.line.starts_at)
    return Paper(
        title=f"Minutes of {facts.line.forum}",
        above=f"{starts:%A} {starts.day} {starts:%B %Y}, {starts:%H:%M}",
        marking="OFFICIAL-SENSITIVE",
        handling="For the agencies at the meeting",
        author=by.agency_name,
        made_at=at,
        facts=(("Place", facts.line.place),) if facts.line.place else (),
        parts=tuple(_parts(facts)),
    )


@transaction.atomic
def schedule_minutes(*, meeting_id: UUID, by: Actor, at: datetime) -> str:
    """The lines as CSV, for whoever answers a request for information. Recorded."""
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING)
    facts, keeper = _taken(meeting, by, at), meeting.protection.owner_id
    return as_csv(
        ScheduleLine(
            entry=f"{item.number}.{number}",
            what=line.what,
            originator=line.originator,
            held_for="" if line.agency_id in (None, keeper) else line.originator,
            basis=line.basis,
            dated=line.said_on.isoformat(),
            words=_words(line),
        )
        for item in facts.items
        for number, line in enumerate(item.minutes, start=1)
    )


def _taken(meeting: Meeting, by: Actor, at: datetime) -> MeetingFacts:
    require(policies.may_export_minutes(by, meeting))
    facts = page(meeting_id=meeting.uid, by=by, at=at)
    items = [Ref(kind=Kind.AGENDA_ITEM, uid=item.uid) for item in facts.items]
    record(Act.EXPORT_MINUTES, [meeting, *items], by=by, at=at)
    return facts


def _parts(facts: MeetingFacts) -> Iterator[Part]:
    yield Heading(text="Who was there", level=1)
    noted = [member for member in facts.members if member.presence]
    if noted:
        yield Grid(
            caption="Members of the forum, as far as it was noted",
            columns=tuple(Column(text=text) for text in ("Member", "Agency", "Attendance")),
            rows=tuple(
                (member.name, member.agency, Presence(member.presence).label) for member in noted
            ),
        )
    else:
        yield Words(text="It was not noted who was there.")
    for item in facts.items:
        yield Heading(text=f"{item.number}. {item.problem.title}", level=1)
        if item.minuted_at is None:
            yield Words(text="The minutes of this item have not been taken.")
        elif not item.minutes:
            yield Words(text="Nothing was said or decided.")
        else:
            yield _grid(item.minutes)


def _grid(lines: tuple[MinutedLine, ...]) -> Grid:
    names = ("Line", "What", "Words", "Whose it is", "Fact or opinion", "Day")
    return Grid(
        caption="What was said, decided and agreed",
        columns=tuple(Column(text=name) for name in names),
        rows=tuple(
            (
                str(number),
                line.what,
                _words(line),
                line.originator,
                line.basis,
                f"{line.said_on.day} {line.said_on:%B %Y}",
            )
            for number, line in enumerate(lines, start=1)
        ),
    )


def _words(line: MinutedLine) -> str:
    if not line.owner:
        return line.text
    due = f", by {line.due_on.day} {line.due_on:%B %Y}" if line.due_on else ""
    return f"{line.text} ({line.owner}{due})"

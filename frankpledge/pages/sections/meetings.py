"""The next meeting and what is owed to it, as sections of somebody's morning."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind
from frankpledge.governance import api as governance
from frankpledge.pages.sections.shapes import Section, counted, day_words, section
from frankpledge.ui.api import Link, Task, Tone


def awaiting(by: Actor, at: datetime) -> list[Section]:
    """The next meeting that somebody may open: who has not updated, and what they owe it."""
    if Kind.MEETING not in by.kinds_for(Action.READ):
        return []
    meeting = governance.next_meeting(by, at)
    coming = [*_next(meeting, by, at), *_owed(meeting)] if meeting else []
    return [*coming, *_minutes(by, at)]


def new(by: Actor, at: datetime) -> list[Section]:
    """Meetings that somebody would have gone to and that do not take place."""
    if Kind.MEETING not in by.kinds_for(Action.READ):
        return []
    return section(
        "Meetings that were called off",
        [
            Task(
                title=_when(line),
                href=reverse("governance:meeting", args=[line.uid]),
                hint=line.called_off_because,
                status="Called off",
                tone=Tone.WARNING,
            )
            for line in governance.meetings_called_off(by, at)
        ],
    )


def _minutes(by: Actor, at: datetime) -> list[Section]:
    if Kind.MEETING not in by.kinds_for(Action.EDIT):
        return []
    return section(
        "Minutes that nobody has taken",
        [
            Task(
                title=_when(line),
                href=reverse("plans:tasking", args=[line.uid]),
                hint=f"Met {day_words(localtime(line.starts_at).date(), localtime(at).date())}",
                status="Late",
                tone=Tone.URGENT,
            )
            for line in governance.minutes_owed(by, at)
        ],
    )


def _when(line: governance.MeetingLine) -> str:
    starts = localtime(line.starts_at)
    return f"{line.forum}, {starts:%A} {starts.day} {starts:%B}"


def _next(meeting: governance.NextMeeting, by: Actor, at: datetime) -> list[Section]:
    starts = localtime(meeting.starts_at)
    here = reverse("governance:meeting", args=[meeting.uid])
    day = day_words(starts.date(), localtime(at).date())
    tasks = [
        Task(
            title=f"{meeting.forum}, {starts:%A} {starts.day} {starts:%B}, {starts:%H:%M}",
            href=here,
            hint=f"{meeting.place}. {counted(meeting.items, 'item')} on the agenda".lstrip(". "),
            status=day[0].upper() + day[1:],
            tone=Tone.WARNING if day in ("today", "tomorrow") else Tone.NEUTRAL,
        )
    ]
    if meeting.not_updated and Kind.MEETING in by.kinds_for(Action.EDIT):
        agencies = counted(len(meeting.not_updated), "agency", "agencies")
        tasks.append(
            Task(
                title=f"{agencies} not updated yet",
                href=here,
                hint=", ".join(meeting.not_updated),
                status="Chase",
                tone=Tone.WARNING,
            )
        )
    return section("Next meeting", tasks, more=Link(text="Open the meeting", href=here))


def _owed(meeting: governance.NextMeeting) -> list[Section]:
    return section(
        "Updates that your agency owes",
        [
            Task(
                title=item.problem.title,
                href=reverse("governance:item", args=[item.uid]),
                hint=item.problem.place,
                status="Update",
                tone=Tone.WARNING,
            )
            for item in meeting.owed
        ],
    )

"""What waits at the desk, what was shared, and answers to what somebody told, for the morning."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind, Ref
from frankpledge.entities import api as entities
from frankpledge.intelligence import api as intelligence
from frankpledge.pages.sections.shapes import Section, counted, day_words, section
from frankpledge.ui.api import Link, Task, Tone

WITHIN_A_DAY = timedelta(hours=24)
NEW_FOR = timedelta(days=7)


def awaiting(by: Actor, at: datetime) -> list[Section]:
    """What waits at the desk, for whoever works there: the oldest unread and its clock first."""
    summary = intelligence.desk_summary(by)
    if summary is None:
        return [*_like_what_is_held(by, at), *_spills(by, localtime(at).date())]
    here = reverse("intelligence:desk")
    tasks = [
        *_unread(summary, at, here),
        *_second_persons(summary, by),
        *_rest(summary, here),
    ]
    return [
        *section("At the desk", tasks, more=Link(text="Open the desk", href=here)),
        *_like_what_is_held(by, at),
        *_spills(by, localtime(at).date()),
    ]


def _like_what_is_held(by: Actor, at: datetime) -> list[Section]:
    """What came in that is like what the reader's agency holds, told to nobody else."""
    if not entities.may_read_notices(by):
        return []
    here = reverse("entities:notices")
    return section(
        "Like what you hold",
        [
            Task(title=notice.held_typed, href=here, hint="; ".join(notice.why), status="New")
            for notice in entities.notices_for(by=by, at=at)
        ],
        more=Link(text="All of them", href=here),
    )


def _spills(by: Actor, on: date) -> list[Section]:
    """What was set apart because it must not be held, for those named to deal with it."""
    if not intelligence.may_list_incidents(by):
        return []
    here = reverse("intelligence:incidents")
    return section(
        "What could not be held",
        [
            Task(
                title=f"{line.reference}: {line.grounds}",
                href=reverse("intelligence:incident", args=[line.uid]),
                hint=f"Found {day_words(line.found_on, on)}",
                status=line.stage,
                tone=Tone.URGENT if line.is_open else Tone.NEUTRAL,
            )
            for line in intelligence.spills_waiting(by=by, on=on)
        ],
        more=Link(text="All of them", href=here),
    )


def _unread(summary: intelligence.DeskSummary, at: datetime, here: str) -> list[Task]:
    if not summary.undecided or summary.triage_by is None:
        return []
    danger = counted(summary.with_danger, "holds words", "hold words") + " that mean danger"
    late = summary.triage_by < at
    soon = summary.triage_by - at <= WITHIN_A_DAY
    return [
        Task(
            title=f"{counted(summary.undecided, 'report')} that nobody has decided on",
            href=here,
            hint=danger if summary.with_danger else "Start with the oldest",
            status=_clock(summary.triage_by, at),
            tone=Tone.URGENT if late else Tone.WARNING if soon else Tone.NEUTRAL,
        )
    ]


def _second_persons(summary: intelligence.DeskSummary, by: Actor) -> list[Task]:
    """What somebody else did and *by* has to look at: products, answers and sealed boxes."""
    if Kind.PRODUCT not in by.kinds_for(Action.APPROVE):
        return []
    found = []
    if summary.to_approve:
        found.append(
            Task(
                title=f"{counted(summary.to_approve, 'product')} to approve",
                href=reverse("intelligence:desk"),
                hint="A second person decides whether partners may read it",
                status="Approve",
                tone=Tone.WARNING,
            )
        )
    found += [
        Task(
            title=f"Something specific to tell whoever told {each.reference}",
            href=reverse("intelligence:propose-result", args=[each.submission]),
            hint="A second person decides whether they may be told",
            status="Approve",
            tone=Tone.WARNING,
        )
        for each in intelligence.results_waiting(by)
    ]
    if boxes := intelligence.openings_to_decide(by):
        found.append(
            Task(
                title=f"{counted(boxes, 'request')} to open a sealed box",
                href=reverse("intelligence:sources"),
                hint="It stays closed unless a second person agrees",
                status="Decide",
                tone=Tone.URGENT,
            )
        )
    return found


def _rest(summary: intelligence.DeskSummary, here: str) -> list[Task]:
    found = []
    if summary.to_sanitise:
        found.append(Task(title=f"{counted(summary.to_sanitise, 'report')} to sanitise", href=here))
    if summary.answers_owed:
        late = summary.answers_late
        found.append(
            Task(
                title=f"{counted(summary.answers_owed, 'answer')} owed to those who told us",
                href=here,
                hint=f"{late} past the day" if late else "None is late",
                status="Late" if late else "",
                tone=Tone.URGENT if late else Tone.NEUTRAL,
            )
        )
    if summary.not_handed_over:
        found.append(
            Task(
                title=f"{counted(summary.not_handed_over, 'report')} without a force reference",
                href=here,
                hint="Hand it over, and type the reference back",
            )
        )
    return found


def _clock(until: datetime, at: datetime) -> str:
    """The clock that runs out first: how much is left of it, or how late it is."""
    minutes = int(abs(until - at).total_seconds() // 60)
    if minutes >= 48 * 60:
        length = counted(minutes // (24 * 60), "day")
    elif minutes >= 90:
        length = counted(minutes // 60, "hour")
    else:
        length = counted(minutes, "minute")
    return f"{length} left" if until >= at else f"{length} late"


def new(by: Actor, on: date) -> list[Section]:
    """Products shared and not opened yet, and answers to what somebody told."""
    kinds = by.kinds_for(Action.READ)
    found: list[Section] = []
    if Kind.PRODUCT in kinds:
        found += _shared(intelligence.products_shared_with(by), on)
    if Kind.RECEIPT in kinds and Kind.SUBMISSION in by.kinds_for(Action.CREATE):
        found += _answers(intelligence.answers_for(by, since=on - NEW_FOR), on)
    return found


def _shared(lines: list[intelligence.SharedProduct], on: date) -> list[Section]:
    unopened = [line for line in lines if line.is_new]
    return section(
        "Shared with you",
        [
            Task(
                title=f"{line.reference}: {line.place}",
                href=reverse("intelligence:product", args=[line.uid]),
                hint=f"Shared {day_words(localtime(line.shared_at).date(), on)}",
                status="New",
                tone=Tone.ACTIVE,
            )
            for line in unopened
        ],
        more=Link(text="All that is shared with you", href=reverse("intelligence:products")),
        about=[Ref(kind=Kind.PRODUCT, uid=line.uid) for line in unopened],
    )


def _answers(lines: list[intelligence.AnswerBack], on: date) -> list[Section]:
    here = reverse("intelligence:receipts")
    return section(
        "Answers to what you told us",
        [
            Task(
                title=f"Receipt {line.reference}",
                href=here,
                hint=f"Answered {day_words(line.answered_on, on)}",
                status="Answer",
                tone=Tone.ACTIVE,
            )
            for line in lines
        ],
        more=Link(text="Your receipts", href=here),
    )

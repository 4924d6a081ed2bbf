"""Referrals to decide, what became of one's own, who turns 18, and what a lead is told silently."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Actor
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.referrals import api as referrals
from frankpledge.ui.api import Link, Task, Tone

BACK_SINCE = timedelta(days=3)
"""Over a weekend, so that what was decided on Friday is read on Monday."""
MOST = 60


may_list, may_look = referrals.may_list_referrals, referrals.may_route
"""Whether a post opens the list of referrals, and the way to find a door, at all."""


def accepted_as_frozen(
    areas: Sequence[str], first_day: date, *, by: Actor, at: datetime
) -> tuple[int | None, int]:
    """How many were accepted in a quarter, as it was rounded and frozen, and in how many areas.

    None where no area's quarter was frozen: what is not counted is not nought.
    """
    found = []
    for area in areas:
        shown = referrals.quarter(area=area, first_day=first_day, by=by, at=at)
        if shown is not None:
            found.append(sum(line.rounded for line in shown.lines if line.code == "accepted"))
    return (sum(found) if found else None), len(found)


def awaiting(by: Actor, at: datetime) -> list[Section]:
    """What one's agency has to decide, what nobody has decided of its own, and who turns 18."""
    if not referrals.may_list_referrals(by):
        return []
    lines = referrals.awaiting(by=by, at=at, most=MOST)
    ours = [line for line in lines if line.is_for_us]
    others = [line for line in lines if not line.is_for_us]
    return [
        *_section("Referrals to decide", ours, at),
        *_section("Referrals nobody has accepted yet", others, at),
        *_section("Turning 18", referrals.crossing(by=by, at=at, most=MOST), at, birthday=True),
    ]


def new(by: Actor, at: datetime) -> list[Section]:
    """What became of one's referrals, and enforcement thought of where one has a referral."""
    if not referrals.may_list_referrals(by):
        return []
    told = referrals.decided_since(by=by, since=at - BACK_SINCE, at=at, most=MOST)
    became = _section("What became of referrals", told, at, new=True)
    return [*_shared(by, at), *_notices(by, at), *became]


def _shared(by: Actor, at: datetime) -> list[Section]:
    if not referrals.may_read_notices(by):
        return []
    on = localtime(at).date()
    return section(
        "Two agencies are concerned",
        [
            Task(
                title=f"{told.agency} is concerned about {told.about}",
                href=reverse("referrals:notices"),
                hint=f"Within 28 days of your {told.reference}. Ring their safeguarding lead.",
                status=day_words(localtime(told.at).date(), on).capitalize(),
                tone=Tone.URGENT,
            )
            for told in referrals.shared_concerns(by=by, at=at)
        ],
        more=Link(text="All that you are told silently", href=reverse("referrals:notices")),
    )


def _notices(by: Actor, at: datetime) -> list[Section]:
    if not referrals.may_read_notices(by):
        return []
    on = localtime(at).date()
    return section(
        "Enforcement thought of",
        [
            Task(
                title=f"{notice.what}: {notice.place}",
                href=reverse("referrals:notices"),
                hint=f"{notice.who}, {notice.agency}. You have {notice.reference} for this place. "
                "They have not been told.",
                status=day_words(localtime(notice.at).date(), on).capitalize(),
                tone=Tone.URGENT,
            )
            for notice in referrals.notices_for(by=by, at=at)
        ],
        more=Link(text="All that is thought of", href=reverse("referrals:notices")),
    )


def _section(
    title: str,
    lines: Sequence[referrals.ReferralLine],
    at: datetime,
    *,
    new: bool = False,
    birthday: bool = False,
) -> list[Section]:
    return section(
        title,
        [
            Task(
                title=f"{line.pathway}: {line.reference}",
                href=reverse("referrals:referral", args=[line.uid]),
                hint=_hint(line),
                status=_status(line, at, new=new, birthday=birthday),
                tone=Tone.URGENT if line.is_late else Tone.ACTIVE if new else Tone.WARNING,
            )
            for line in lines
        ],
        more=Link(text="All referrals", href=reverse("referrals:index")),
    )


def _hint(line: referrals.ReferralLine) -> str:
    if line.opened_itself:
        return f"Opened by itself, for {line.from_agency}. {line.area}"
    return (
        f"From {line.from_agency}{f' to {line.to_agency}' if line.to_agency else ''}. {line.area}"
    )


def _status(line: referrals.ReferralLine, at: datetime, *, new: bool, birthday: bool) -> str:
    on = localtime(at).date()
    if birthday and line.eighteen_on:
        return day_words(line.eighteen_on, on).capitalize()
    if new:
        return str(line.state.label)
    if line.due_at is None:
        return ""
    due = localtime(line.due_at)
    return "Late" if line.is_late else f"Due {day_words(due.date(), on)} at {due:%H:%M}"

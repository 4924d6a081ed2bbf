"""Noticing that one person tells much about one subject, without keeping who tells what.

Somebody who is drawn on again and again may become a covert source whom the law wants authorised.
So a supervisor is told from the third time in ninety days. The desk cannot know who it is, and
nothing that is kept says so: see docs/decisions/0020-noticing-a-source-without-knowing-who.md.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Decision, NotFound, record, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk.similar import particulars_in
from frankpledge.intelligence.giving.danger import normalised
from frankpledge.intelligence.hashing import key_for
from frankpledge.intelligence.models import PatternMark, PatternNotice, Unit
from frankpledge.intelligence.policies import Act, may_settle_pattern
from frankpledge.kernel import DomainError

TIMES = 3
WITHIN = timedelta(days=90)
MOST_SUBJECTS = 6
"""Of one report, so that telling much at once takes no longer."""


class NoSettlement(DomainError):
    """What was decided about a pattern is written down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """What a supervisor is told: the subject and the week. Never who, nor which reports."""

    id: int
    subject: str
    district: str
    week_of: date
    may_settle: Decision


def subjects_of(*, text: str, place: str, district: str, named: Iterable[str] = ()) -> list[str]:
    """What something is about, each written one way: the place, and what is named in it."""
    found = [f"{district} {normalised(place)}"] if normalised(place) else []
    found += sorted(particulars_in(text))
    found += sorted(filter(None, (normalised(each) for each in named)))
    return list(dict.fromkeys(found))


def note(
    *,
    sender: str,
    text: str,
    place: str,
    district: str,
    unit: Unit,
    at: datetime,
    named: Iterable[str] = (),
) -> bool:
    """Count one thing told by *sender* towards each of its subjects, and say whether any has
    reached the number at which a supervisor is told.

    *sender* is whatever tells one person from another, and is not kept. Nothing is counted for
    somebody of whom nothing is known.
    """
    if not sender:
        return False
    day = slots.day_and_slot(at)[0]
    subjects = subjects_of(text=text, place=place, district=district, named=named)[:MOST_SUBJECTS]
    mark_of = _marks_of(sender)
    days = [day - timedelta(days=back) for back in range(WITHIN.days)]
    # A day's second mark is made only after its first, so the first alone are asked for first.
    firsts = {mark_of(subject, each, 0): (subject, each) for subject in subjects for each in days}
    told_on = [firsts[mark] for mark in _kept_of(firsts)]
    more = {
        mark_of(subject, each, number): (subject, each)
        for subject, each in told_on
        for number in range(1, TIMES)
    }
    times = Counter([*told_on, *(more[mark] for mark in _kept_of(more))])
    fresh = []
    often = []
    for subject in subjects:
        # Beyond the number that matters, one more on the same day says nothing new.
        if times[subject, day] < TIMES:
            fresh.append(mark_of(subject, day, times[subject, day]))
        if sum(times[subject, each] for each in days) + 1 >= TIMES:
            often.append(subject)
    ends = ((day + WITHIN).replace(day=1) + timedelta(days=31)).replace(day=1)
    # Kept until a month ends, so that the day of it tells nothing of when a mark was made.
    PatternMark.objects.bulk_create(
        [PatternMark(mark=mark, forget_after=ends) for mark in sorted(fresh)]
    )
    if often:
        _tell(unit, subject=place or often[0], district=district, on=day)
    return bool(often)


def _marks_of(sender: str) -> Callable[[str, date, int], str]:
    """A function that gives the mark of one subject on one day, by how often it was told of."""
    key = key_for("pattern of telling")

    def mark(subject: str, day: date, number: int) -> str:
        about = f"{sender}|{subject}|{day.isoformat()}|{number}"
        return hmac.digest(key, about.encode(), "sha256").hex()

    return mark


def _kept_of(marks: Iterable[str]) -> list[str]:
    rows = PatternMark.objects.filter(mark__in=list(marks))
    return list(rows.values_list("mark", flat=True))


def _tell(unit: Unit, *, subject: str, district: str, on: date) -> None:
    """Make a notice for the supervisors, unless one about the subject waits for them already."""
    PatternNotice.objects.get_or_create(
        unit=unit,
        subject=subject[:200],
        district_id=district,
        settled_on=None,
        defaults={"week_of": on - timedelta(days=on.weekday())},
    )


def forget(*, at: datetime) -> int:
    """Let go of marks that no longer count for anything, and say how many they were."""
    day = slots.day_and_slot(at)[0]
    return PatternMark.objects.filter(forget_after__lt=day).delete()[0]


@transaction.atomic
def patterns(*, by: Actor, at: datetime) -> list[Pattern]:
    """What waits for a supervisor of the unit to look at; nothing for anybody else. Recorded."""
    rows = list(
        PatternNotice.objects.select_related("district")
        .filter(unit__agency_id=by.agency_id, settled_on=None)
        .order_by("week_of", "id")
    )
    found = [
        Pattern(
            id=row.id,
            subject=row.subject,
            district=row.district.name,
            week_of=row.week_of,
            may_settle=decision,
        )
        for row in rows
        if (decision := may_settle_pattern(by, is_own_unit=True))
    ]
    if found:
        record(Act.WORK_DESK, None, by=by, at=at, fields=["subject"])
    return found


@transaction.atomic
def settle(*, notice_id: int, settlement: str, by: Actor, at: datetime) -> None:
    """Write down what a supervisor decided about a pattern, after which it counts anew.

    Raises `NotPermitted`, `NoSettlement`, and `NotFound` for one that is not the unit's.
    """
    row = (
        PatternNotice.objects.select_related("unit")
        .filter(id=notice_id, unit__agency_id=by.agency_id)
        .first()
    )
    decision = may_settle_pattern(by, is_own_unit=row is not None)
    if row is None or not decision:
        raise NotFound
    require(decision)
    if not settlement.strip():
        raise NoSettlement("Enter what was decided", argument="settlement")
    if row.settled_on is None:
        row.settled_on = slots.day_and_slot(at)[0]
        row.settled_by_id = by.person_id
        row.settlement = settlement.strip()
        row.save(update_fields=["settled_on", "settled_by", "settlement"])
    record(Act.SETTLE_PATTERN, None, by=by, at=at, fields=["settlement"])


def sender_of(*, person_id: UUID | None, contact: str = "", caller: str = "") -> str:
    """Whatever tells one person from another: the account, else the contact, else the caller."""
    if person_id is not None:
        return f"person {person_id}"
    contact = normalised(contact).replace(" ", "")
    if contact:
        return f"contact {contact}"
    caller = normalised(caller)
    return f"caller {caller}" if caller else ""

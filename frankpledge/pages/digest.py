"""A digest without content, for somebody who signs in now and then: how much awaits, never what.

It counts what the morning would show to that person then, and nothing else; so whatever they may
not see changes no number of it. The e-mail has two numbers. The page, behind the sign-in, has one
for each section, beside what it was when they last looked.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Person, actor_for, record, require
from frankpledge.pages import policies
from frankpledge.pages.models import DigestCount, DigestDay, DigestTaken
from frankpledge.pages.morning import Gathered, gathered
from frankpledge.pages.policies import Act

log = logging.getLogger("frankpledge.digest")

KEPT_FOR = timedelta(days=35)
"""For how long a digest is kept, so that somebody who was away a month still has one to compare."""

SUBJECT = "Your digest from Frankpledge"
CHANNEL = "digest"
WEEKDAYS = (
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """One section of the morning: how many lines it has now, and had when somebody last looked."""

    section: str
    count: int
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestShown:
    """The digest as its page shows it. `since` is the earlier day on which they last had it."""

    lines: tuple[DigestLine, ...]
    since: date | None
    days: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestsSent:
    """What one round of sending came to."""

    people: int
    undelivered: int


@transaction.atomic
def read_digest(*, by: Actor, at: datetime) -> DigestShown:
    """What awaits *by*, counted, beside what did when they last had a digest. Recorded."""
    require(policies.may_read_digest(by))
    on = localtime(at).date()
    now = _counts(gathered(by=by, at=at))
    before = DigestTaken.objects.filter(person=by.person_id, on__lt=on).order_by("-on").first()
    was = (
        dict(
            DigestCount.objects.filter(taken=before).order_by("id").values_list("section", "count")
        )
        if before
        else {}
    )
    _keep(by.person_id, on, now)
    record(Act.READ_DIGEST, None, by=by, at=at)
    return DigestShown(
        lines=tuple(
            DigestLine(
                section=section,
                count=now.get(section, 0),
                before=was.get(section, 0) if before else None,
            )
            for section in dict.fromkeys([*now, *was])
        ),
        since=before.on if before else None,
        days=tuple(words for code, words in WEEKDAYS if int(code) in _days(by.person_id)),
        address=Person.objects.values_list("email", flat=True).get(id=by.person_id),
    )


@transaction.atomic
def choose_digest(*, days: Sequence[str], by: Actor, at: datetime) -> None:
    """Have the digest by e-mail on these days of the week, by their codes, and on no other.

    None at all ends it. Raises `NotPermitted`.
    """
    require(policies.may_choose_digest(by))
    wanted = {int(code) for code, _ in WEEKDAYS if code in days}
    DigestDay.objects.filter(person=by.person_id).exclude(weekday__in=wanted).delete()
    DigestDay.objects.bulk_create(
        DigestDay(person_id=by.person_id, weekday=weekday, chosen_at=at)
        for weekday in sorted(wanted - _days(by.person_id))
    )
    record(Act.CHOOSE_DIGEST, None, by=by, at=at, fields=["weekdays"])


def chosen_days(by: Actor) -> tuple[str, ...]:
    """The codes of the days on which *by* has the digest."""
    return tuple(str(day) for day in sorted(_days(by.person_id)))


def send_digests(*, at: datetime) -> DigestsSent:
    """Send the digest to everybody who wants it today and has not had it by e-mail today.

    Each is counted as that person, by the one rule, and recorded under their name with the channel
    `digest`. Whoever may no longer sign in is sent nothing.
    """
    on = localtime(at).date()
    waiting = (
        DigestDay.objects.filter(weekday=on.weekday())
        .exclude(person__in=_had(on))
        .exclude(person__email="")
        .order_by("person__username")
        .values_list("person_id", flat=True)
    )
    people = undelivered = 0
    for person_id in list(waiting):
        by = actor_for(person_id, at=at, channel=CHANNEL)
        if not policies.may_send_digest(by):
            continue
        try:
            send_digest(by=by, at=at)
            people += 1
        except (OSError, SMTPException) as problem:
            # The round goes on; what waits stands on their first page in any case.
            log.error("digest.undelivered kind=%s", type(problem).__name__)
            undelivered += 1
    return DigestsSent(people=people, undelivered=undelivered)


@transaction.atomic
def send_digest(*, by: Actor, at: datetime) -> None:
    """Send *by* their own digest. What could not be sent is not kept as sent."""
    require(policies.may_send_digest(by))
    on = localtime(at).date()
    found = gathered(by=by, at=at)
    taken = _keep(by.person_id, on, _counts(found))
    taken.sent_at = at
    taken.save(update_fields=["sent_at"])
    record(Act.SEND_DIGEST, None, by=by, at=at, recipients=[by.person_id])
    address = Person.objects.values_list("email", flat=True).get(id=by.person_id)
    send_mail(SUBJECT, words(found), None, [address])


def words(found: Gathered) -> str:
    """All that an e-mail says: two numbers, and how to see the rest."""
    awaiting = sum(section.count for section in found.awaiting)
    new = sum(section.count for section in found.new)
    address = settings.FRANKPLEDGE_ADDRESS
    return "\n".join(
        [
            f"{_things(awaiting)} {'awaits' if awaiting <= 1 else 'await'} you in Frankpledge, "
            f"and {new or 'none'} {'is' if new == 1 else 'are'} new.",
            "",
            "Sign in as you usually do to see what.",
            *([address] if address else []),
            "",
            "You chose the days on which this comes. Open Your digest to change or end it.",
            "",
        ]
    )


def _things(count: int) -> str:
    if count == 0:
        return "Nothing"
    return "1 thing" if count == 1 else f"{count} things"


def _counts(found: Gathered) -> dict[str, int]:
    counts: dict[str, int] = {}
    for section in (*found.awaiting, *found.new):
        counts[section.title] = counts.get(section.title, 0) + section.count
    return counts


def _keep(person_id: UUID, on: date, counts: Mapping[str, int]) -> DigestTaken:
    """Keep a day's numbers: the last of the day stay, and those that are too old go."""
    DigestTaken.objects.filter(person=person_id, on__lt=on - KEPT_FOR).delete()
    taken, _ = DigestTaken.objects.get_or_create(person_id=person_id, on=on)
    DigestCount.objects.filter(taken=taken).delete()
    DigestCount.objects.bulk_create(
        DigestCount(taken=taken, section=section, count=count) for section, count in counts.items()
    )
    return taken


def _days(person_id: UUID) -> set[int]:
    return set(DigestDay.objects.filter(person=person_id).values_list("weekday", flat=True))


def _had(on: date) -> list[UUID]:
    sent = DigestTaken.objects.filter(on=on, sent_at__isnull=False)
    return list(sent.values_list("person_id", flat=True))

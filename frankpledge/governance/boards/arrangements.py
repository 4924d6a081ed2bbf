"""What bodies have arranged, as dated records: who leads, what was agreed, what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from frankpledge.access.api import Actor, Body, NotFound, record, require
from frankpledge.governance import policies
from frankpledge.governance.forums.said import standings
from frankpledge.governance.models import Arrangement, ArrangementSort, ForumEntry
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError


class UnusableArrangement(DomainError):
    """It is said of a body that is not known, or ends before it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementLine:
    """One arrangement, from a day on and until another if it has ended."""

    number: int
    body: str
    sort: str
    sort_words: str
    words: str
    document: str
    from_on: date
    until_on: date | None
    said_by: str

    def stands_on(self, day: date) -> bool:
        """Whether it stands on a day: from its first day on, and before its last."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def arrangements(*, by: Actor, sort: str = "") -> tuple[ArrangementLine, ...]:
    """Arrangements, the latest first, of one sort or of all. They are as public as the boards."""
    require(policies.may_list_priorities(by))
    rows = Arrangement.objects.select_related("body", "said_by")
    rows = rows.filter(sort=sort) if sort else rows
    return tuple(
        ArrangementLine(
            number=row.pk,
            body=row.body.name,
            sort=row.sort,
            sort_words=ArrangementSort(row.sort).label,
            words=row.words,
            document=row.document,
            from_on=row.from_on,
            until_on=row.until_on,
            said_by=row.said_by.name,
        )
        for row in rows.order_by("-from_on", "-pk")
    )


def bodies(on: date) -> tuple[tuple[str, str], ...]:
    """Bodies that exist on a day, by code and name."""
    rows = Body.objects.filter(Q(valid_from=None) | Q(valid_from__lte=on))
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return tuple(rows.order_by("name").values_list("code", "name"))


@transaction.atomic
def say_arrangement(
    *, body: str, sort: str, words: str, document: str, from_on: date, by: Actor, at: datetime
) -> int:
    """Say what a body has arranged from a day on, and which document says so."""
    require(policies.may_say_arrangement(by))
    if not Body.objects.filter(code=body).exists():
        raise UnusableArrangement("Choose the body", argument="body")
    row = Arrangement.objects.create(
        body_id=body,
        sort=ArrangementSort(sort),
        words=words,
        document=document,
        from_on=from_on,
        said_at=at,
        said_by_id=by.person_id,
    )
    record(Act.SAY_ARRANGEMENT, None, by=by, at=at)
    return row.pk


@transaction.atomic
def end_arrangement(*, number: int, until_on: date, by: Actor, at: datetime) -> None:
    """Say on which day an arrangement no longer stands. Raises `NotFound`."""
    require(policies.may_end_arrangement(by))
    row = Arrangement.objects.filter(pk=number, until_on=None).first()
    if row is None:
        raise NotFound
    if until_on <= row.from_on:
        raise UnusableArrangement("It ends after it began", argument="until_on")
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    record(Act.END_ARRANGEMENT, None, by=by, at=at)


def forums_verified(by: Actor, on: date) -> tuple[int, int]:
    """How many forums on the map that *by* may open are verified, and how many there are."""
    uids = list(ForumEntry.open_to(by).values_list("pk", flat=True))
    found = standings(uids, on=on)
    return sum(not each.is_due(on) for each in found.values()), len(uids)

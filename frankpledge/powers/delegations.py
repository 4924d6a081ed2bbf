"""Which post of a council may use a power, whom that is today, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Holding, NotFound, Post, record, require
from frankpledge.kernel import DomainError
from frankpledge.powers.catalogue import power
from frankpledge.powers.models import Delegation
from frankpledge.powers.policies import Act, may_delegate, may_end_delegation


class ImpossibleDelegation(DomainError):
    """A delegation names a post of the same council, a number, and days in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who may use a power for an agency today: the post, whoever holds it, and their number."""

    number: int
    power: str
    agency: str
    agency_code: str
    post: str
    names: tuple[str, ...]
    telephone: str
    limits: str
    ends_on: date


def officers(codes: Iterable[str] | None = None, *, at: datetime) -> Mapping[str, list[Officer]]:
    """The officers named for each of these powers today, or for every power, by its code."""
    on = localtime(at).date()
    rows = Delegation.objects.filter(starts_on__lte=on, ends_on__gt=on)
    if codes is not None:
        rows = rows.filter(power__in=list(codes))
    rows = rows.select_related("agency", "post").order_by("agency__name", "post__title", "id")
    names: dict[object, list[str]] = {}
    held = Holding.objects.filter(
        post__in=rows.values("post"), starts_at__lte=at, ends_at__gt=at, person__ends_at__gt=at
    )
    for post, name in held.order_by("person__name").values_list("post_id", "person__name"):
        names.setdefault(post, []).append(name)
    found: dict[str, list[Officer]] = {}
    for row in rows:
        found.setdefault(row.power, []).append(_officer(row, tuple(names.get(row.post_id, ()))))
    return found


def posts_of(by: Actor) -> list[tuple[str, str]]:
    """The posts of the actor's own agency, to choose from."""
    rows = Post.of_people().filter(agency_id=by.agency_id).order_by("title", "id")
    return [(str(each.id), each.title) for each in rows]


@transaction.atomic
def delegate(
    *,
    code: str,
    post: str,
    telephone: str,
    ends_on: date,
    limits: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Name a post of the actor's own council that may use a power, from today until a day.

    Raises `NotPermitted`, `NotFound` for a code that is in no row, and `ImpossibleDelegation`.
    """
    require(may_delegate(by))
    if power(code) is None:
        raise NotFound
    named = Post.of_people().filter(id=post, agency_id=by.agency_id).first()
    if named is None:
        raise ImpossibleDelegation("Choose a post of your own council", argument="post")
    if not telephone.strip():
        raise ImpossibleDelegation("Enter how to reach them", argument="telephone")
    on = localtime(at).date()
    if ends_on <= on:
        raise ImpossibleDelegation("The last day must be after today", argument="ends_on")
    row = Delegation.objects.create(
        agency_id=by.agency_id,
        power=code,
        post=named,
        telephone=telephone.strip(),
        limits=limits.strip(),
        starts_on=on,
        ends_on=ends_on,
    )
    record(Act.DELEGATE, None, by=by, at=at, recipients=[by.agency_id], fields=[code])
    return row.id


@transaction.atomic
def end_delegation(*, number: int, by: Actor, at: datetime) -> str:
    """End a delegation of the actor's own council today, and give the power that it was of.

    Raises `NotPermitted` and `NotFound`.
    """
    row = Delegation.objects.filter(id=number).first()
    if row is None:
        raise NotFound
    require(may_end_delegation(by, agency=row.agency_id))
    on = localtime(at).date()
    if row.starts_on == on:
        row.delete()
    else:
        row.ends_on = min(row.ends_on, on)
        row.save(update_fields=["ends_on"])
    record(Act.END_DELEGATION, None, by=by, at=at, recipients=[by.agency_id], fields=[row.power])
    return row.power


def _officer(row: Delegation, names: tuple[str, ...]) -> Officer:
    return Officer(
        number=row.id,
        power=row.power,
        agency=row.agency.name,
        agency_code=row.agency.code,
        post=row.post.title,
        names=names,
        telephone=row.telephone,
        limits=row.limits,
        ends_on=row.ends_on,
    )

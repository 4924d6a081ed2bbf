"""Entries of the map: put there, kept true by whoever runs the forum, verified, and chased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Decision,
    Forum,
    Kind,
    Term,
    What,
    amend,
    fetch,
    protect,
    record,
    require,
    touched,
)
from frankpledge.governance import policies
from frankpledge.governance.forums.mapped import AGE_WORDS, SUBJECT_WORDS, TEST_WORDS
from frankpledge.governance.forums.reference import DERIVED, harm_words
from frankpledge.governance.forums.said import (
    EntryFacts,
    RouteCount,
    Standings,
    facts_of,
    standings,
    versions_on,
)
from frankpledge.governance.models import (
    CodeSort,
    EntryCode,
    EntryVersion,
    Exists,
    ForumEntry,
    HandOff,
    Level,
    Period,
    RouteFigures,
    Seat,
    Verification,
)
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError

VERIFIED_FOR = timedelta(days=182)
"""An entry is looked at again half a year after it was verified."""


class OnTheMapAlready(DomainError):
    """A forum stands on the map once."""


class UnusableEntry(DomainError):
    """An entry says what is possible, in codes that the map knows."""


class VerifiedTooEarly(DomainError):
    """What is said of a forum is said of a day that has come."""


class CountedAlready(DomainError):
    """A period is counted once, and its figures never come again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry as its page shows it on a day, and what the reader may do."""

    uid: UUID
    code: str
    facts: EntryFacts
    from_on: date
    owner: str
    standing: Standings
    to_check: tuple[str, ...]
    versions: tuple[tuple[date, str], ...]
    is_due: bool
    may_change: Decision
    may_verify: Decision
    may_give_figures: Decision
    may_estimate: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An entry that its keeper has to look at, and why."""

    uid: UUID
    name: str
    next_on: date | None
    to_check: tuple[str, ...]
    stopped: bool = field(default=False)


@transaction.atomic
def write_entry(
    *,
    facts: EntryFacts,
    code: str = "",
    forum: str = "",
    owner: str = "",
    from_on: date | None = None,
    share_with: Sequence[UUID] | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Put a forum on the map, for every agency of the partnership unless *share_with* says fewer.

    It is kept by *owner* (an agency's code), or by the actor's own. Raises `NotPermitted`,
    `OnTheMapAlready`, and `UnusableEntry`.
    """
    require(policies.may_write_entry(by))
    code = code or slugify(facts.name)[:60]
    chosen = Forum.objects.filter(code=forum).first() if forum else None
    keeper = Agency.objects.filter(code=owner).first() if owner else None
    if (forum and chosen is None) or (owner and keeper is None):
        raise UnusableEntry("Choose a forum and an agency that are here", argument="name")
    if _stands(code, forum, by):
        raise OnTheMapAlready("This forum is on the map already", argument="name")
    agencies = _everybody() if share_with is None else list(share_with)
    protection = protect(
        Kind.FORUM_ENTRY,
        owner=keeper.id if keeper else by.agency_id,
        by=by,
        at=at,
        agencies={*agencies, by.agency_id},
        forums=[forum] if forum else [],
    )
    row = ForumEntry(protection=protection, code=code, forum=chosen, written_at=at)
    row.agencies_told = len(agencies) if share_with is None else None
    row.save(force_insert=True)
    _write_version(row, facts, from_on=from_on or localtime(at).date(), by=by, at=at)
    record(Act.WRITE_ENTRY, row, by=by, at=at)
    return row.uid


@transaction.atomic
def change_entry(*, entry_id: UUID, facts: EntryFacts, by: Actor, at: datetime) -> None:
    """Say anew what is true of a forum from today on. What was said before stays for its days.

    Said twice on one day, the second takes the place of the first. Raises `NotPermitted` and
    `UnusableEntry`.
    """
    row = fetch(ForumEntry, entry_id, by=by, at=at, act=Act.READ_ENTRY, lock=True)
    require(policies.may_change_entry(by, row))
    on = localtime(at).date()
    newest = _version_on(row.uid, on)
    if newest is not None and newest.from_on == on:
        if Verification.objects.filter(version=newest).exists():
            raise UnusableEntry("It was verified today. Change it tomorrow", argument="name")
        newest.delete()
    _write_version(row, facts, from_on=on, by=by, at=at)
    _share_with_newcomers(row, by, at)
    touched(row)
    record(Act.CHANGE_ENTRY, row, by=by, at=at)


@transaction.atomic
def verify_entry(
    *,
    entry_id: UUID,
    exists: str,
    last_met_on: date | None = None,
    confirmed: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> date:
    """Say of the entry as it stands today that it is true, and give the day to look again.

    *confirmed* are fields that had been derived and are right. Raises `NotPermitted`, and
    `VerifiedTooEarly` for a meeting that is still to come.
    """
    row = fetch(ForumEntry, entry_id, by=by, at=at, act=Act.READ_ENTRY, lock=True)
    require(policies.may_verify_entry(by, row))
    on = localtime(at).date()
    if exists not in Exists.values:
        raise UnusableEntry("Choose whether it meets", argument="exists")
    if last_met_on is not None and last_met_on > on:
        raise VerifiedTooEarly(
            "The last meeting must be today or in the past", argument="last_met_on"
        )
    version = _version_on(row.uid, on)
    if version is None:
        raise UnusableEntry("Nothing is said of this forum yet", argument="exists")
    next_on = on + VERIFIED_FOR
    Verification.objects.create(
        entry=row,
        version=version,
        exists=exists,
        last_met_on=last_met_on,
        confirmed="|".join(sorted(set(confirmed) & set(DERIVED))),
        verified_on=on,
        next_on=next_on,
        verified_by_id=by.person_id,
    )
    touched(row)
    record(Act.VERIFY_ENTRY, row, by=by, at=at, fields=("verified_on",))
    return next_on


@transaction.atomic
def give_figures(
    *,
    entry_id: UUID,
    first_on: date,
    last_on: date,
    cases: int | None = None,
    exploited: int | None = None,
    left_at_18: int | None = None,
    left_at_18_to_adults: int | None = None,
    routes: Sequence[RouteCount] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Give what was counted in a period that is over. It is never given again, nor changed.

    Raises `NotPermitted`, `CountedAlready`, and `UnusableEntry` for numbers that cannot be.
    """
    row = fetch(ForumEntry, entry_id, by=by, at=at, act=Act.READ_ENTRY, lock=True)
    require(policies.may_give_figures(by, row))
    if not first_on < last_on < localtime(at).date():
        raise UnusableEntry("The period must be over", argument="last_on")
    if Period.objects.filter(entry=row, first_on__lte=last_on, last_on__gte=first_on).exists():
        raise CountedAlready("These days have been counted already", argument="first_on")
    for part, whole, argument in (
        (exploited, cases, "exploited"),
        (left_at_18_to_adults, left_at_18, "left_at_18_to_adults"),
    ):
        if part is not None and whole is not None and part > whole:
            raise UnusableEntry("This cannot be more than all of them", argument=argument)
    for route in routes:
        for name in ("in_time", "came_back"):
            part = getattr(route, name)
            if part is not None and part > (route.sent or 0):
                raise UnusableEntry(
                    "This cannot be more than were handed over", argument=f"{name}/{route.to}"
                )
    period = Period.objects.create(
        entry=row,
        first_on=first_on,
        last_on=last_on,
        cases=cases,
        exploited=exploited,
        left_at_18=left_at_18,
        left_at_18_to_adults=left_at_18_to_adults,
        given_at=at,
        given_by_id=by.person_id,
    )
    RouteFigures.objects.bulk_create(
        RouteFigures(
            period=period,
            to_code=route.to,
            sent=route.sent,
            in_time=route.in_time,
            came_back=route.came_back,
            days=route.days,
        )
        for route in routes
    )
    touched(row)
    record(Act.GIVE_FIGURES, row, by=by, at=at, fields=("period",))


def page(*, entry_id: UUID, by: Actor, at: datetime, on: date | None = None) -> EntryPage:
    """One entry as it stood on a day, today unless another is given. Raises `NotFound`."""
    row = fetch(ForumEntry, entry_id, by=by, at=at, act=Act.READ_ENTRY)
    today = localtime(at).date()
    versions = list(EntryVersion.objects.filter(entry=row).order_by("-from_on"))
    version = next((each for each in versions if each.from_on <= (on or today)), versions[-1])
    facts = facts_of([version])[version.pk]
    standing = standings([row.uid], on=on or today)[row.uid]
    return EntryPage(
        uid=row.uid,
        code=row.code,
        facts=facts,
        from_on=version.from_on,
        owner=row.protection.owner.name,
        standing=standing,
        to_check=_to_check([row.uid], {row.uid: facts})[row.uid],
        versions=tuple((each.from_on, each.name) for each in versions),
        is_due=standing.is_due(today),
        may_change=policies.may_change_entry(by, row),
        may_verify=policies.may_verify_entry(by, row),
        may_give_figures=policies.may_give_figures(by, row),
        may_estimate=policies.may_estimate_overlap(by, row),
    )


def due(*, by: Actor, on: date) -> tuple[Due, ...]:
    """Entries that *by* keeps and has to look at: unverified, overdue, or with derived values.

    What is overdue longest comes first, and what was never verified before that.
    """
    rows = list(ForumEntry.open_to(by, Action.EDIT).order_by("code"))
    uids = [row.uid for row in rows]
    versions = versions_on(uids, on)
    facts = facts_of(versions.values())
    known = {uid: facts[version.pk] for uid, version in versions.items()}
    standing = standings(uids, on=on)
    to_check = _to_check(uids, known)
    found = [
        Due(
            uid=uid,
            name=known[uid].name,
            next_on=standing[uid].next_on,
            to_check=to_check[uid],
            stopped=standing[uid].exists == Exists.NO,
        )
        for uid in uids
        if uid in known and (standing[uid].is_due(on) or to_check[uid])
    ]
    return tuple(sorted(found, key=lambda each: (each.next_on or date.min, each.name)))


def name_of(uid: UUID, by: Actor) -> str | None:
    """What the forum of an entry is called today, or None if the entry is not open to *by*."""
    if not ForumEntry.open_to(by).filter(pk=uid).exists():
        return None
    version = _version_on(uid, localtime(by.at).date())
    return version.name if version else None


def _to_check(
    uids: Iterable[UUID], facts: Mapping[UUID, EntryFacts]
) -> dict[UUID, tuple[str, ...]]:
    """Derived fields of each entry that nobody has confirmed since."""
    confirmed: dict[UUID, set[str]] = {}
    for uid, text in Verification.objects.filter(entry__in=list(uids)).values_list(
        "entry_id", "confirmed"
    ):
        confirmed.setdefault(uid, set()).update(text.split("|"))
    return {
        uid: tuple(name for name in known.derived if name not in confirmed.get(uid, ()))
        for uid, known in facts.items()
    }


def _version_on(uid: UUID, on: date) -> EntryVersion | None:
    return versions_on([uid], on).get(uid)


def _stands(code: str, forum: str, by: Actor) -> bool:
    """Whether the forum is on the map that *by* may see. One that is hidden is not in the way."""
    there = ForumEntry.visible_to(by)
    return there.filter(code=code).exists() or bool(forum and there.filter(forum=forum).exists())


def _everybody() -> list[UUID]:
    return list(Agency.objects.order_by("code").values_list("id", flat=True))


def _share_with_newcomers(row: ForumEntry, by: Actor, at: datetime) -> None:
    """Agencies that have joined since see a map that was shared with everybody."""
    everybody = _everybody()
    if row.agencies_told is None or row.agencies_told == len(everybody):
        return
    terms = [Term(what=What.AGENCY, value=str(each)) for each in everybody]
    amend(row, by=by, at=at, action=Action.EDIT, add=terms)
    row.agencies_told = len(everybody)
    row.save(update_fields=["agencies_told"])


def _write_version(
    row: ForumEntry, facts: EntryFacts, *, from_on: date, by: Actor, at: datetime
) -> None:
    _check(facts)
    version = EntryVersion.objects.create(
        entry=row,
        from_on=from_on,
        name=facts.name.strip(),
        purpose=facts.purpose.strip(),
        level=facts.level,
        is_statutory=facts.is_statutory,
        statute=facts.statute.strip(),
        chair=facts.chair.strip(),
        frequency=facts.frequency.strip(),
        meetings_a_year=facts.meetings_a_year,
        minutes_long=facts.minutes_long,
        minutes_to_prepare=facts.minutes_to_prepare,
        capacity=facts.capacity,
        threshold=facts.threshold.strip(),
        test=facts.test,
        legal_basis=facts.legal_basis.strip(),
        provenance=facts.provenance,
        written_by_id=by.person_id,
        written_at=at,
    )
    EntryCode.objects.bulk_create(
        EntryCode(version=version, sort=sort, value=value)
        for sort, values in (
            (CodeSort.SUBJECT, facts.subjects),
            (CodeSort.AGE, facts.ages),
            (CodeSort.HARM, facts.harms),
            (CodeSort.AREA, facts.areas),
            (CodeSort.DERIVED, facts.derived),
        )
        for value in sorted(set(values))
    )
    agencies = {
        each.code: each
        for each in Agency.objects.filter(code__in=[seat.agency for seat in facts.seats])
    }
    Seat.objects.bulk_create(
        Seat(
            version=version,
            agency=agencies.get(seat.agency),
            organisation=seat.organisation,
            post=seat.post,
            standing=seat.standing,
        )
        for seat in {(each.organisation, each.post): each for each in facts.seats}.values()
    )
    HandOff.objects.bulk_create(
        HandOff(version=version, to_code=to, to_name=name)
        for to, name in dict(facts.hands_to).items()
        if to != row.code
    )


def _check(facts: EntryFacts) -> None:
    """Raises `UnusableEntry` for what the map could not read."""
    if not facts.name.strip():
        raise UnusableEntry("Enter what the forum is called", argument="name")
    for argument, values, known in (
        ("level", (facts.level,), Level.values),
        ("test", (facts.test,), TEST_WORDS),
        ("subjects", facts.subjects, SUBJECT_WORDS),
        ("ages", facts.ages, AGE_WORDS),
        ("harms", facts.harms, harm_words()),
        ("derived", facts.derived, DERIVED),
    ):
        if any(value not in known for value in values):
            raise UnusableEntry("Choose from the list", argument=argument)

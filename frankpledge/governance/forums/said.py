"""What the versions of entries say on a day, and how each stands with whoever runs the forum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from frankpledge.governance.models import (
    CodeSort,
    EntryCode,
    EntryVersion,
    Exists,
    HandOff,
    Seat,
    Standing,
    Verification,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacts:
    """Who belongs to a forum: an agency of the partnership by its code, or words for another."""

    organisation: str
    agency: str = ""
    post: str = ""
    standing: str = Standing.REQUIRED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """All that an entry says of a forum. What nobody knows is None or empty, never nothing."""

    name: str
    purpose: str
    level: str
    is_statutory: bool | None = None
    statute: str = ""
    chair: str = ""
    frequency: str = ""
    meetings_a_year: int | None = None
    minutes_long: int | None = None
    minutes_to_prepare: int | None = None
    capacity: int | None = None
    threshold: str = ""
    test: str = "none"
    legal_basis: str = ""
    provenance: str = ""
    subjects: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    seats: tuple[SeatFacts, ...] = ()
    hands_to: tuple[tuple[str, str], ...] = ()
    """Codes and names of the forums that cases are handed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCount:
    """What became of cases handed to one forum in a period. Unknown is None."""

    to: str
    sent: int | None = None
    in_time: int | None = None
    came_back: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How an entry stands with whoever runs the forum."""

    exists: str
    last_met_on: date | None
    verified_on: date | None
    next_on: date | None
    verified_by: str

    @property
    def exists_words(self) -> str:
        """Whether it meets, in words."""
        return str(Exists(self.exists).label)

    def is_due(self, on: date) -> bool:
        """Whether it has to be looked at."""
        return self.next_on is None or self.next_on <= on


def versions_on(uids: Iterable[UUID], on: date) -> dict[UUID, EntryVersion]:
    """The version of each entry that held on a day, of those that had one."""
    rows = EntryVersion.objects.filter(entry__in=list(uids), from_on__lte=on).order_by("from_on")
    return {row.entry_id: row for row in rows}


def facts_of(versions: Iterable[EntryVersion]) -> dict[int, EntryFacts]:
    """What versions say, with their codes, seats and hand-offs, in as many questions as one."""
    listed = list(versions)
    pks = [version.pk for version in listed]
    codes: dict[int, dict[str, list[str]]] = {pk: {} for pk in pks}
    for pk, sort, value in EntryCode.objects.filter(version__in=pks).values_list(
        "version_id", "sort", "value"
    ):
        codes[pk].setdefault(sort, []).append(value)
    seats: dict[int, list[SeatFacts]] = {}
    for seat in Seat.objects.filter(version__in=pks).select_related("agency").order_by("id"):
        seats.setdefault(seat.version_id, []).append(
            SeatFacts(
                organisation=seat.agency.name if seat.agency else seat.organisation,
                agency=seat.agency.code if seat.agency else "",
                post=seat.post,
                standing=seat.standing,
            )
        )
    hands: dict[int, list[tuple[str, str]]] = {}
    for pk, to_code, to_name in (
        HandOff.objects.filter(version__in=pks)
        .order_by("id")
        .values_list("version_id", "to_code", "to_name")
    ):
        hands.setdefault(pk, []).append((to_code, to_name))
    return {
        version.pk: _facts(
            version, codes[version.pk], seats.get(version.pk, []), hands.get(version.pk, [])
        )
        for version in listed
    }


def _facts(
    version: EntryVersion,
    codes: Mapping[str, Sequence[str]],
    seats: Sequence[SeatFacts],
    hands: Sequence[tuple[str, str]],
) -> EntryFacts:
    def having(sort: CodeSort) -> tuple[str, ...]:
        return tuple(sorted(codes.get(sort, ())))

    return EntryFacts(
        name=version.name,
        purpose=version.purpose,
        level=version.level,
        is_statutory=version.is_statutory,
        statute=version.statute,
        chair=version.chair,
        frequency=version.frequency,
        meetings_a_year=version.meetings_a_year,
        minutes_long=version.minutes_long,
        minutes_to_prepare=version.minutes_to_prepare,
        capacity=version.capacity,
        threshold=version.threshold,
        test=version.test,
        legal_basis=version.legal_basis,
        provenance=version.provenance,
        subjects=having(CodeSort.SUBJECT),
        ages=having(CodeSort.AGE),
        harms=having(CodeSort.HARM),
        areas=having(CodeSort.AREA),
        derived=having(CodeSort.DERIVED),
        seats=tuple(seats),
        hands_to=tuple(hands),
    )


def standings(uids: Iterable[UUID], *, on: date) -> dict[UUID, Standings]:
    """How each entry stood on a day with whoever runs the forum."""
    listed = list(uids)
    rows = Verification.objects.filter(entry__in=listed, verified_on__lte=on)
    newest = {
        row.entry_id: row
        for row in rows.select_related("verified_by").order_by("verified_on", "id")
    }
    return {uid: _standing(newest.get(uid)) for uid in listed}


def _standing(row: Verification | None) -> Standings:
    if row is None:
        return Standings(
            exists=Exists.UNKNOWN, last_met_on=None, verified_on=None, next_on=None, verified_by=""
        )
    return Standings(
        exists=row.exists,
        last_met_on=row.last_met_on,
        verified_on=row.verified_on,
        next_on=row.next_on,
        verified_by=row.verified_by.name,
    )

"""Released profiles in the ledger: who was given one, who opened it, and by when it was taken back.

The release is kept by the module above that makes it. It says who may read it; this says who has.
These are parts of its acts, within its transactions: it decides first and records after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Actor, Kind, NotFound, Term, amend, protect, touched
from frankpledge.intelligence import slots
from frankpledge.intelligence.models import Basis, Dissemination, Ended, Reading
from frankpledge.intelligence.policies import stands
from frankpledge.intelligence.sharing.dissemination import EndsTooSoon, NobodyChosen
from frankpledge.intelligence.sharing.ledger import state_of
from frankpledge.intelligence.sharing.readers import governors_of, readers_in_agency
from frankpledge.intelligence.sharing.shares import terms_of
from frankpledge.intelligence.sharing.shown import Opened, opened_by, recipient_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTo:
    """One agency that was given a release, and what became of that."""

    recipient: str
    basis: str
    version: int
    shared_at: datetime
    expires_on: date | None
    meant_for: int
    opened: tuple[Opened, ...]
    acknowledged_at: datetime | None
    recalled_at: datetime | None
    state: str

    @property
    def opened_by_recall(self) -> tuple[str, ...]:
        """Who had opened it by the time that it was taken back."""
        return tuple(each.name for each in self.opened if each.before_recall)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenToUs:
    """How a release came to the reader's own agency."""

    basis: str
    shared_at: datetime
    expires_on: date | None
    acknowledged_at: datetime | None


def give_release(
    *,
    release: UUID,
    reference: str,
    version: int,
    districts: Iterable[str],
    agencies: Sequence[UUID],
    basis: str,
    expires_on: date | None,
    by: Actor,
    at: datetime,
) -> list[Term]:
    """Enter a release in the ledger, one line for each agency, and say who reads it until when.

    The caller puts these terms on the release, and decides and records the act. Raises
    `NobodyChosen` and `EndsTooSoon`.
    """
    if not agencies:
        raise NobodyChosen("Choose who receives it", argument="agencies")
    if expires_on is not None and expires_on <= slots.day_and_slot(at)[0]:
        raise EndsTooSoon("The last day must be in the future", argument="expires_on")
    inside = tuple(districts)
    terms: list[Term] = []
    for agency in dict.fromkeys(agencies):
        readers = {
            reader
            for district in inside or ("",)
            for reader in readers_in_agency(agency, district=district, at=at, kind=Kind.RELEASE)
        }
        row = Dissemination(
            release=release,
            agency_id=agency,
            version=version,
            basis=basis,
            shared_at=at,
            expires_on=expires_on,
            reference=reference,
            readers=sorted(str(each) for each in readers),
        )
        row.protection = protect(
            Kind.DISSEMINATION,
            owner=by.agency_id,
            by=by,
            at=at,
            agencies=governors_of(by.agency_id),
            terms=terms_of(row),
        )
        row.save(force_insert=True)
        terms += terms_of(row)
    return terms


def note_opened(*, release: UUID, by: Actor, at: datetime) -> None:
    """Note that somebody who has been let open a release has it open now."""
    for row in _standing(release, by, at):
        Reading.note(row, by.person_id, at=at)
        if row.opened_at is None:
            row.opened_at = at
            row.save(update_fields=["opened_at"])
            touched(row)


def given_to_us(*, release: UUID, by: Actor, at: datetime) -> GivenToUs | None:
    """The line by which a release stands with the reader's own agency; none where none does."""
    row = next(iter(_standing(release, by, at)), None)
    if row is None:
        return None
    return GivenToUs(
        basis=Basis(row.basis).label,
        shared_at=row.shared_at,
        expires_on=row.expires_on,
        acknowledged_at=row.acknowledged_at,
    )


def acknowledge_release(*, release: UUID, by: Actor, at: datetime) -> None:
    """Say, for the actor's agency, that a release has been read. Raises `NotFound` where none
    stands with it; the caller decides and records the act."""
    row = next(iter(_standing(release, by, at)), None)
    if row is None:
        raise NotFound
    Reading.note(row, by.person_id, at=at)
    row.opened_at = row.opened_at or at
    row.acknowledged_at = row.acknowledged_at or at
    row.save(update_fields=["opened_at", "acknowledged_at"])
    touched(row)


def end_release(*, release: UUID, because: str, by: Actor, at: datetime) -> list[UUID]:
    """End every line of a release at once, and say whose they were. The lines keep who had opened
    it by then; the caller decides, hides the words and records the act."""
    ended = []
    for row in Dissemination.of_release(release).filter(recalled_at=None):
        gone = terms_of(row)
        row.recalled_at, row.ended_because = at, Ended(because)
        row.save(update_fields=["recalled_at", "ended_because"])
        touched(row)
        amend(row, by=by, at=at, remove=gone)
        if row.agency_id is not None:
            ended.append(row.agency_id)
    return ended


def lines_of_release(*, release: UUID, by: Actor, at: datetime) -> tuple[GivenTo, ...]:
    """Lines about a release that *by* may read, with who opened it, by agency."""
    rows = list(
        Dissemination.open_to(by)
        .filter(release=release)
        .select_related("agency", "forum")
        .order_by("agency__name", "shared_at")
    )
    opened = opened_by(rows)
    on = slots.day_and_slot(at)[0]
    return tuple(
        GivenTo(
            recipient=recipient_of(row),
            basis=Basis(row.basis).label,
            version=row.version,
            shared_at=row.shared_at,
            expires_on=row.expires_on,
            meant_for=len(row.readers),
            opened=opened[row.uid],
            acknowledged_at=row.acknowledged_at,
            recalled_at=row.recalled_at,
            state=state_of(row, on=on),
        )
        for row in rows
    )


def recipients_of(release: UUID) -> tuple[str, ...]:
    """The names of the agencies that were given a release, which it says itself."""
    return tuple(sorted(row.agency.name for row in Dissemination.of_release(release) if row.agency))


def _standing(release: UUID, by: Actor, at: datetime) -> list[Dissemination]:
    on = slots.day_and_slot(at)[0]
    rows = Dissemination.of_release(release).filter(agency_id=by.agency_id)
    return [row for row in rows if stands(row, on=on)]

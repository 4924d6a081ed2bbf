"""The safeguarding gate: whom to ring before anything is enforced at a place, and nothing more.

The answer is the same whether or not anything is held at the place, and so are its time and its
questions to the database: nothing that is held is looked at before the answer or in it. What was
thought of is kept. A safeguarding lead sees it when *they* look, beside a referral of theirs for
the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from frankpledge.access.api import Actor, Kind, Ref, record, require
from frankpledge.kernel import DomainError
from frankpledge.referrals.duty import DutyContact, NoDutyContact, contact_on
from frankpledge.referrals.models import Referral, Thought
from frankpledge.referrals.policies import Act, may_note_gate, may_read_notices
from frankpledge.referrals.whereabouts import keys_of

__all__ = ["DutyContact", "NoDutyContact", "Notice", "duty_contact", "note_gate", "notices_for"]

MOST_SHOWN = 100


class NothingThoughtOf(DomainError):
    """What is thought of has a place and says what it is."""


def duty_contact(*, area: str, by: Actor, at: datetime) -> DutyContact:
    """Whom to ring in *area* before anything is enforced there, whatever is held there.

    Raises `NotPermitted`, and `NoDutyContact` where none is set.
    """
    require(may_note_gate(by))
    return contact_on(area, at)


@transaction.atomic
def note_gate(*, area: str, place: str, what: str, by: Actor, at: datetime) -> None:
    """Keep that enforcing *what* is thought of at *place*. Nothing is looked up, and nothing told.

    Raises `NotPermitted`, and `NothingThoughtOf` where it does not say where, or what.
    """
    require(may_note_gate(by))
    keys = keys_of(area=area, typed=place)
    if not keys.line:
        raise NothingThoughtOf("Enter the place", argument="place")
    if not what.strip():
        raise NothingThoughtOf("Enter what is thought of", argument="what")
    Thought.objects.create(
        area_id=area,
        place=place.strip(),
        what=what.strip(),
        line_key=keys.line,
        postcode_key=keys.postcode,
        thought_by_id=by.person_id,
        thought_at=at,
    )
    record(Act.NOTE_GATE, None, by=by, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Somebody thinks of enforcing something at a place for which a referral is held."""

    referral: UUID
    reference: str
    place: str
    what: str
    who: str
    agency: str
    at: datetime


def notices_for(*, by: Actor, at: datetime) -> tuple[Notice, ...]:
    """What is thought of at places of referrals that *by* may read, the newest first.

    Raises `NotPermitted`. Whoever thought of it learns nothing by it.
    """
    require(may_read_notices(by))
    held = Referral.open_to(by).filter(line_key=OuterRef("line_key"))
    alike = held.filter(Q(postcode_key=OuterRef("postcode_key")) | Q(postcode_key=""))
    thoughts = list(
        Thought.objects.filter(Q(postcode_key="") & Exists(held) | Exists(alike))
        .select_related("thought_by__agency")
        .order_by("-thought_at", "id")[:MOST_SHOWN]
    )
    rows = Referral.open_to(by).filter(line_key__in={each.line_key for each in thoughts})
    by_line: dict[str, list[Referral]] = {}
    for row in rows.only("reference", "line_key", "postcode_key").order_by("-sent_at", "pk"):
        by_line.setdefault(row.line_key, []).append(row)
    notices = tuple(
        _notice(thought, row)
        for thought in thoughts
        for row in by_line.get(thought.line_key, ())
        if not row.postcode_key
        or not thought.postcode_key
        or row.postcode_key == thought.postcode_key
    )
    refs = [Ref(kind=Kind.REFERRAL, uid=uid) for uid in sorted({n.referral for n in notices})]
    record(Act.READ_NOTICES, refs, by=by, at=at)
    return notices


def _notice(thought: Thought, row: Referral) -> Notice:
    return Notice(
        referral=row.uid,
        reference=row.reference,
        place=thought.place,
        what=thought.what,
        who=thought.thought_by.name,
        agency=thought.thought_by.agency.name,
        at=thought.thought_at,
    )

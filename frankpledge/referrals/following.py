"""What becomes of a referral: received, accepted, declined, passed on, opened again, closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Decision, fetch, record, require, touched
from frankpledge.kernel import DomainError
from frankpledge.referrals import catalogue, policies
from frankpledge.referrals.doors import DoorFacts, door_of
from frankpledge.referrals.lives import LEADS_TO, Move
from frankpledge.referrals.models import Form, Need, Referral, Standing
from frankpledge.referrals.policies import Act
from frankpledge.referrals.reference_files import rows, words_in
from frankpledge.referrals.routing import Pathway
from frankpledge.referrals.sending import NO_CONTENT, Content, add_step, due_at_door, keep
from frankpledge.referrals.whereabouts import PlaceKeys

NO_OTHER = "none"
NEXT_DUTY = "crime_and_disorder_115"
"""What a panel's hearing rests on where the person did not agree to it."""


class Undecided(DomainError):
    """A decision says why, and what could be tried instead."""


@transaction.atomic
def receive(*, referral_id: UUID, by: Actor, at: datetime) -> None:
    """Say that it has arrived. Its clock runs on. Raises `NotFound` and `NotPermitted`."""
    row = _taken(referral_id, policies.may_receive, by, at)
    _move(row, Move.RECEIVE, by, at)
    record(Act.RECEIVE, row, by=by, at=at)


@transaction.atomic
def accept(*, referral_id: UUID, their_reference: str = "", by: Actor, at: datetime) -> None:
    """Say that somebody has taken it on: only now is it complete, and its clock stops.

    Raises `NotFound` and `NotPermitted`.
    """
    row = _taken(referral_id, policies.may_accept, by, at)
    row.decided_at = at
    if their_reference.strip():
        row.their_reference = their_reference.strip()
    _move(row, Move.ACCEPT, by, at)
    record(Act.ACCEPT, row, by=by, at=at)


@transaction.atomic
def decline(
    *, referral_id: UUID, reason: str, other_pathway: str = "", by: Actor, at: datetime
) -> UUID | None:
    """Say no, with the reason and what could be tried instead.

    For an adult whom a test leaves outside, a second door opens by itself, and its referral is
    given back. Raises `NotFound`, `NotPermitted`, and `Undecided` where the reason is missing.
    """
    row = _taken(referral_id, policies.may_decline, by, at)
    known = {each["code"]: each for each in rows("decline_reasons.csv")}
    if reason not in known or known[reason]["pathways"] not in ("", row.pathway):
        raise Undecided("Choose why", argument="reason")
    second = _second_door(row, at) if known[reason]["second_door"] == "yes" else None
    if second is None and other_pathway != NO_OTHER and catalogue.pathway(other_pathway) is None:
        raise Undecided("Choose what could be tried instead", argument="other_pathway")
    row.decided_at = at
    other = second[0].code if second and not other_pathway else other_pathway
    _move(row, Move.DECLINE, by, at, reason=reason, other_pathway=other)
    record(Act.DECLINE, row, by=by, at=at)
    if second is None:
        return None
    return _next(row, *second, opened_itself=True, content=NO_CONTENT, by=by, at=at).uid


@transaction.atomic
def transfer(*, referral_id: UUID, to_pathway: str, reason: str, by: Actor, at: datetime) -> UUID:
    """Pass it on to another door, where it is complete only once that one accepts.

    What is known goes along where both doors are worked here. Raises `NotFound`, `NotPermitted`
    and `Undecided`.
    """
    row = _taken(referral_id, policies.may_transfer, by, at)
    door = catalogue.pathway(to_pathway)
    if door is None or door.is_emergency or door.code == row.pathway:
        raise Undecided("Choose another door", argument="to_pathway")
    if reason not in move_reasons("transfer"):
        raise Undecided("Choose why", argument="reason")
    where = door_of(door.code, row.area_id, at)
    if door.worked_here and where is None:
        raise Undecided("Nobody is named for this door in that district", argument="to_pathway")
    row.decided_at = row.decided_at or at
    _move(row, Move.TRANSFER, by, at, reason=reason, other_pathway=door.code)
    record(Act.TRANSFER, row, by=by, at=at)
    content = _content_of(row) if row.worked_here and door.worked_here else NO_CONTENT
    following = _next(row, door, where, opened_itself=False, content=content, by=by, at=at)
    if row.worked_here and door.worked_here:
        _carry(row, following)
    return following.uid


@transaction.atomic
def reopen(*, referral_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Open it again at the same door, with a new clock. Its earlier steps stay.

    Raises `NotFound`, `NotPermitted` and `Undecided`.
    """
    row = _taken(referral_id, policies.may_reopen, by, at)
    if reason not in move_reasons("reopen"):
        raise Undecided("Choose why", argument="reason")
    door = catalogue.pathways()[row.pathway]
    row.due_at = due_at_door(door, door_of(row.pathway, row.area_id, at), at)
    row.decided_at = None
    row.outcome = ""
    row.state, row.state_at = LEADS_TO[Move.REOPEN], at
    row.save()
    touched(row)
    add_step(row, "reopened", by=by, at=at, reason=reason, due_at=row.due_at)
    record(Act.REOPEN, row, by=by, at=at)


@transaction.atomic
def close(*, referral_id: UUID, outcome: str, by: Actor, at: datetime) -> None:
    """Say what came of it. Raises `NotFound`, `NotPermitted` and `Undecided`."""
    row = _taken(referral_id, policies.may_close, by, at)
    if outcome not in dict(words_in("outcomes.csv")):
        raise Undecided("Choose what came of it", argument="outcome")
    row.outcome = outcome
    _move(row, Move.CLOSE, by, at)
    record(Act.CLOSE, row, by=by, at=at)


def move_reasons(move: str) -> dict[str, str]:
    """Why a referral can be moved so, by code."""
    return {row["code"]: row["words"] for row in rows("move_reasons.csv") if row["move"] == move}


def decline_reasons(pathway: str) -> list[tuple[str, str]]:
    """Why that door can say no."""
    found = rows("decline_reasons.csv")
    return [(row["code"], row["words"]) for row in found if row["pathways"] in ("", pathway)]


def _taken(
    referral_id: UUID, may: Callable[[Actor, Referral], Decision], by: Actor, at: datetime
) -> Referral:
    row = fetch(Referral, referral_id, by=by, at=at, act=Act.READ_REFERRAL, lock=True)
    require(may(by, row))
    return row


def _move(
    row: Referral,
    move: Move,
    by: Actor,
    at: datetime,
    *,
    reason: str = "",
    other_pathway: str = "",
) -> None:
    row.state, row.state_at = LEADS_TO[move], at
    row.save()
    touched(row)
    add_step(row, row.state, by=by, at=at, reason=reason, other_pathway=other_pathway)


def _second_door(row: Referral, at: datetime) -> tuple[Pathway, DoorFacts] | None:
    """The door that opens by itself for an adult, if somebody is named for it."""
    if row.form != Form.ADULT:
        return None
    known = catalogue.pathways()
    for code in known[row.pathway].second_doors:
        where = door_of(code, row.area_id, at)
        if known[code].worked_here and where is not None:
            return known[code], where
    return None


def _next(
    row: Referral,
    door: Pathway,
    where: DoorFacts | None,
    *,
    opened_itself: bool,
    content: Content,
    by: Actor,
    at: datetime,
) -> Referral:
    """The referral that follows another at the next door, for whoever sent the first."""
    form = door.form if door.form in (Form.CHILD, Form.ADULT) else row.form
    agreed = row.agreement == "agreed"
    following = keep(
        door,
        form=form,
        area=row.area_id,
        agreement=row.agreement,
        duty="" if agreed else door.duty or row.duty or NEXT_DUTY,
        told=row.told,
        why_not_told=row.why_not_told,
        keys=PlaceKeys(line=row.line_key, postcode=row.postcode_key),
        content=content,
        eighteen_on=row.eighteen_on if form == Form.CHILD else None,
        where=where,
        sender=row.from_agency_id,
        follows=row,
        opened_itself=opened_itself,
        came_by=row.to_agency_id,
        by=by,
        at=at,
    )
    record(Act.REFER, following, by=by, at=at)
    return following


def _content_of(row: Referral) -> Content:
    return Content(
        name=row.name,
        place=row.place,
        concern=row.concern,
        wishes=row.wishes,
        safe_contact=row.safe_contact,
        capacity=row.capacity,
    )


def _carry(row: Referral, following: Referral) -> None:
    """Take needs that are not met, and how the person stands, along to the next door."""
    needs = Need.objects.filter(referral=row).exclude(outcome="met").values_list("need", flat=True)
    Need.objects.bulk_create(Need(referral=following, need=need) for need in needs)
    standings = Standing.objects.filter(referral=row, until=None)
    Standing.objects.bulk_create(
        Standing(
            referral=following,
            standing=each.standing,
            source=each.source,
            since=each.since,
            said_by_id=each.said_by_id,
            said_at=each.said_at,
        )
        for each in standings
    )

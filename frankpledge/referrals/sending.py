"""Sending somebody to a door: worked here from end to end, or tracked with no word of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    Kind,
    Tag,
    new_reference,
    protect,
    record,
    require,
    ticks,
)
from frankpledge.kernel import DomainError
from frankpledge.referrals import catalogue, clocks, first_responders
from frankpledge.referrals.doors import DoorFacts, door_of
from frankpledge.referrals.first_responders import Offer
from frankpledge.referrals.lives import ADULT_AT, eighteenth
from frankpledge.referrals.models import (
    Agreement,
    Concern,
    Exploitation,
    Form,
    Need,
    NrmAnswers,
    NrmExploitation,
    Referral,
    State,
    Step,
)
from frankpledge.referrals.policies import Act, may_refer
from frankpledge.referrals.reference_files import words_in
from frankpledge.referrals.routing import Pathway, may_refer as may_use
from frankpledge.referrals.whereabouts import PlaceKeys, keys_of, person_key

CAPACITY = (
    ("has", "They can decide for themselves"),
    ("doubted", "It is in doubt, and will be assessed"),
    ("lacks", "They cannot decide this, as was assessed"),
    ("coerced", "They can, but somebody else decides for them"),
)


OLDEST = 120


class NotAReferral(DomainError):
    """What was given cannot go to that door, or not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What whoever helps has to know. Kept for what is worked here, and for nothing else."""

    name: str = ""
    place: str = ""
    concern: str = ""
    wishes: str = ""
    safe_contact: str = ""
    capacity: str = ""


NO_CONTENT = Content()


@transaction.atomic
def refer(
    *,
    pathway: str,
    form: str,
    area: str,
    agreement: str,
    told: bool,
    duty: str = "",
    why_not_told: str = "",
    their_reference: str = "",
    place: str = "",
    person: str = "",
    born_on: date | None = None,
    content: Content = NO_CONTENT,
    needs: Iterable[str] = (),
    eighteen_on: date | None = None,
    offer: Offer | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Note that somebody was sent to a door, or send them to one that is worked here.

    *place* is compared at the safeguarding gate and with what other agencies are concerned about;
    so are *person*, a name, and their birthday. What is not written down to help is kept as keyed
    hashes. Raises `NotPermitted`, and `NotAReferral` with the answer at fault.
    """
    require(may_refer(by))
    door = catalogue.pathway(pathway)
    if door is None:
        raise NotAReferral("Choose the door", argument="pathway")
    _check_area(area)
    kind = Agency.objects.values_list("kind", flat=True).get(id=by.agency_id)
    _check_door(door, form, kind)
    duty = _check_agreement(door, agreement, duty)
    _check_told(told=told, why_not_told=why_not_told)
    where = door_of(pathway, area, at)
    _check_content(door, form, content, where, by)
    _check_birthday(form, eighteen_on, localtime(at).date())
    _check_person(pathway, form, person, born_on, localtime(at).date())
    wanted = _check_needs(door, needs)
    if pathway in first_responders.DOORS:
        _check_offer(pathway, form, agreement, kind, place or content.place, offer)
    row = keep(
        door,
        form=form,
        area=area,
        agreement=agreement,
        duty=duty,
        told=told,
        why_not_told="" if told else why_not_told,
        their_reference=their_reference.strip(),
        keys=keys_of(area=area, typed=place or content.place),
        content=content,
        eighteen_on=eighteen_on,
        where=where,
        sender=by.agency_id,
        by=by,
        at=at,
    )
    concern_of(
        row,
        person=person or content.name,
        eighteen_on=eighteen_on or (eighteenth(born_on) if born_on else None),
    )
    Need.objects.bulk_create(Need(referral=row, need=need) for need in wanted)
    if offer is not None and pathway in first_responders.DOORS:
        NrmAnswers.objects.create(
            referral=row,
            responder=kind,
            safeguarding_first=offer.safeguarding_first,
            informed=offer.informed,
            interpreter=offer.interpreter,
            seen_alone=offer.seen_alone,
            offer_again_on=offer.offer_again_on,
        )
        NrmExploitation.objects.bulk_create(
            NrmExploitation(referral=row, sort=sort) for sort in sorted(set(offer.exploitation))
        )
    record(Act.REFER, row, by=by, at=at)
    return row.uid


def keep(
    door: Pathway,
    *,
    form: str,
    area: str,
    agreement: str,
    duty: str,
    told: bool,
    why_not_told: str,
    keys: PlaceKeys,
    where: DoorFacts | None,
    sender: UUID,
    by: Actor,
    at: datetime,
    their_reference: str = "",
    content: Content = NO_CONTENT,
    eighteen_on: date | None = None,
    follows: Referral | None = None,
    opened_itself: bool = False,
    came_by: UUID | None = None,
) -> Referral:
    """The row, its protection, its clock and the first step of its life.

    Worked here, it belongs to whoever works it and is shared with whoever sent it and with the
    panel; tracked, it belongs to whoever sent it and is shared with whose door it is. *came_by* is
    the agency whose door it was at before.
    """
    worker = where.agency_id if where else None
    panel = where.forum if door.worked_here and where else ""
    owner = worker if door.worked_here and worker else sender
    protection = protect(
        Kind.REFERRAL,
        owner=owner,
        by=by,
        at=at,
        districts=[area],
        agencies={each for each in (sender, worker, came_by) if each and each != owner},
        forums=[panel] if panel else [],
        tags=[Tag.CHILD] if door.worked_here and form == Form.CHILD else [],
    )
    due_at = due_at_door(door, where, at)
    row = Referral(
        protection=protection,
        reference=new_reference(),
        pathway=door.code,
        pathway_version=door.version,
        worked_here=door.worked_here,
        form=form,
        area_id=area,
        line_key=keys.line,
        postcode_key=keys.postcode,
        from_agency_id=sender,
        to_agency_id=worker,
        sent_by_id=by.person_id,
        sent_at=at,
        state_at=at,
        their_reference=their_reference,
        due_at=due_at,
        agreement=agreement,
        duty=duty,
        told=told,
        why_not_told=why_not_told,
        capacity=content.capacity,
        eighteen_on=eighteen_on,
        follows=follows.uid if follows else None,
        came_by_id=came_by,
        panel=panel,
        opened_itself=opened_itself,
        name=content.name.strip(),
        place=content.place.strip(),
        concern=content.concern.strip(),
        wishes=content.wishes.strip(),
        safe_contact=content.safe_contact.strip(),
    )
    row.save(force_insert=True)
    add_step(row, State.SENT, by=by, at=at, due_at=due_at)
    return row


def concern_of(row: Referral, *, person: str, eighteen_on: date | None) -> None:
    """Keep that the sender was concerned about a place or a person. Nothing is looked up.

    A person who was known before stays known where nothing new is said of them.
    """
    key = person_key(name=person, eighteen_on=eighteen_on)
    if row.line_key or key:
        kept = {
            "agency_id": row.from_agency_id,
            "line_key": row.line_key,
            "postcode_key": row.postcode_key,
            "at": row.sent_at,
        }
        Concern.objects.update_or_create(
            referral=row, defaults=kept | ({"person_key": key} if key else {})
        )


def due_at_door(door: Pathway, where: DoorFacts | None, at: datetime) -> datetime | None:
    """By when a door decides on what reaches it at *at*."""
    return clocks.due(
        at,
        working_days=door.working_days,
        hours=door.hours,
        meets_on=where.next_meets_on if where else None,
    )


def add_step(
    row: Referral,
    state: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    other_pathway: str = "",
    due_at: datetime | None = None,
) -> None:
    """One more step of a referral's life."""
    Step.objects.create(
        referral=row,
        state=state,
        at=at,
        by_id=by.person_id,
        agency_id=by.agency_id,
        reason=reason,
        other_pathway=other_pathway,
        due_at=due_at,
    )


def _check_area(area: str) -> None:
    if not Area.objects.filter(code=area, kind__in=("district", "unitary")).exists():
        raise NotAReferral("Choose the district", argument="area")


def _check_door(door: Pathway, form: str, kind: str) -> None:
    if door.is_emergency:
        raise NotAReferral("Call 999. Nobody reads this at once", argument="pathway")
    if not may_use(door, kind):
        words = door.ask_instead or "Your agency reports what it saw, and need do no more"
        raise NotAReferral(words, argument="pathway")
    if form not in Form.values or (door.form in ("child", "adult") and form != door.form):
        whose = {"child": "a child", "adult": "an adult"}.get(door.form, "a person or a place")
        raise NotAReferral(f"This door is for {whose}", argument="form")


def _check_agreement(door: Pathway, agreement: str, duty: str) -> str:
    if agreement not in Agreement.values:
        raise NotAReferral("Choose what they said", argument="agreement")
    if agreement == Agreement.AGREED:
        return ""
    if door.code == first_responders.ADULT:
        words = "An adult has to agree. If they refuse, the duty to notify is left"
        raise NotAReferral(words, argument="agreement")
    if door.agreement == "needed":
        raise NotAReferral("This door needs their agreement", argument="agreement")
    duty = duty or (door.duty if door.agreement == "not_needed" else "")
    if duty not in dict(words_in("duties.csv")):
        raise NotAReferral("Choose the duty that stands in its place", argument="duty")
    return duty


def _check_told(*, told: bool, why_not_told: str) -> None:
    if not told and why_not_told not in dict(words_in("not_told_reasons.csv")):
        raise NotAReferral("Choose why they were not told", argument="why_not_told")


def _check_content(
    door: Pathway, form: str, content: Content, where: DoorFacts | None, by: Actor
) -> None:
    if not door.worked_here:
        if content != NO_CONTENT:
            raise NotAReferral("Write nothing of the case here: only which door, and when")
        return
    if where is None:
        raise NotAReferral("Nobody is named for this door in that district", argument="pathway")
    if not content.concern.strip():
        raise NotAReferral("Enter what worries you", argument="concern")
    if form == Form.ADULT and content.capacity not in dict(CAPACITY):
        raise NotAReferral("Choose whether they can decide for themselves", argument="capacity")
    if form == Form.CHILD and by.subject.tag_authority.get(Tag.CHILD, 0) <= ticks(by.at):
        raise NotAReferral(
            "A child’s case is written down by your safeguarding lead. Ask them", argument="form"
        )


def _check_birthday(form: str, eighteen_on: date | None, on: date) -> None:
    if eighteen_on is None:
        return
    if form != Form.CHILD:
        raise NotAReferral("Only a child turns 18", argument="eighteen_on")
    if eighteen_on <= on or eighteen_on.year > on.year + ADULT_AT:
        raise NotAReferral("A child turns 18 within 18 years from now", argument="eighteen_on")


def _check_person(pathway: str, form: str, person: str, born_on: date | None, on: date) -> None:
    if pathway == first_responders.NOTIFY and (person.strip() or born_on):
        raise NotAReferral("Leave the name out: this names nobody", argument="person")
    if born_on is None:
        return
    if form != Form.ADULT:
        raise NotAReferral("Enter when they turn 18 instead", argument="born_on")
    if eighteenth(born_on) > on or born_on.year < on.year - OLDEST:
        raise NotAReferral("An adult was born at least 18 years ago", argument="born_on")


def _check_needs(door: Pathway, needs: Iterable[str]) -> tuple[str, ...]:
    known = dict(words_in("needs.csv"))
    wanted = tuple(dict.fromkeys(needs))
    if wanted and not door.worked_here:
        raise NotAReferral("Write nothing of the case here: only which door, and when")
    if not set(wanted) <= set(known):
        raise NotAReferral("Choose needs from the list", argument="needs")
    return wanted


def _check_offer(
    pathway: str, form: str, agreement: str, kind: str, place: str, offer: Offer | None
) -> None:
    found = first_responders.objections(
        pathway,
        kind=kind,
        agrees=agreement == Agreement.AGREED,
        is_child=form == Form.CHILD,
        names_a_place=bool(place.strip()),
        offer=offer or Offer(),
    )
    if offer is not None and not set(offer.exploitation) <= set(Exploitation.values):
        raise NotAReferral("Choose from the list", argument="exploitation")
    if found:
        raise NotAReferral(found[0].words, argument=found[0].argument)

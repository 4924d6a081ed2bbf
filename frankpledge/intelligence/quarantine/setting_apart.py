"""Setting apart what must not be held: at once, out of everybody's sight but a few people's.

What is clearly marked is never kept, and only that it was refused is written down. What may be
what must not be held is kept where nobody finds it until somebody has decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    NO_END,
    Action,
    Actor,
    Agency,
    Decision,
    GuardedModel,
    Holding,
    Kind,
    LinkKind,
    NotFound,
    Person,
    PostRole,
    Ref,
    Role,
    Term,
    What,
    amend,
    fetch,
    links_of,
    make_service,
    new_reference,
    protect,
    record,
    ref_of,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.models import (
    Dissemination,
    Incident,
    IncidentStage,
    Product,
    Receipt,
    Report,
    Submission,
    Unit,
)
from frankpledge.intelligence.policies import Act, may_quarantine
from frankpledge.intelligence.quarantine.markings import Grounds, look_over
from frankpledge.intelligence.sharing.readers import governors_of
from frankpledge.intelligence.units import service_actor, unit_for
from frankpledge.kernel import DomainError

SAID_BY_A_PERSON = "said-by-a-person"
LEFT, RESTRICTED, MOVED = "left", "restricted", "moved"
"""How each record was hidden: not at all, being restricted already; by the rule; by its owner."""
_MADE_OF_IT = (LinkKind.EVALUATED_AS, LinkKind.SANITISED_AS)
_Ours = Submission | Report | Product


class AlreadySetApart(DomainError):
    """Somebody has set this apart already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settable:
    """What the page that sets something apart needs to know of it."""

    reference: str
    may_quarantine: Decision


def people_of(unit: Unit, *, at: datetime) -> list[UUID]:
    """Who deals with a spill: the unit's supervisors, and the information governance it answers to.

    They are named when it is found, and the rule lets in nobody else.
    """
    agencies = {
        Role.INTELLIGENCE_SUPERVISOR: [unit.agency_id],
        Role.INFORMATION_GOVERNANCE: governors_of(unit.agency_id),
    }
    found: list[UUID] = []
    for role, of in agencies.items():
        found.extend(
            Holding.objects.filter(
                post__in=PostRole.objects.filter(role=role).values("post_id"),
                post__agency_id__in=of,
                starts_at__lte=at,
                ends_at__gt=at,
                person__is_service=False,
                person__is_active=True,
            )
            .order_by("person_id")
            .values_list("person_id", flat=True)
        )
    return list(dict.fromkeys(found))


def custodian(unit: Unit, *, at: datetime) -> Actor:
    """The unit's service that sets things apart, made where there is none yet.

    It holds what a supervisor holds, and nobody can sign in as it.
    """
    known = custodian_of(unit)
    return service_actor(known or _make_custodian(unit.agency).id, at=at)


def custodian_of(unit: Unit) -> UUID | None:
    """Who sets things apart for a unit, or None where it has had nothing to set apart yet."""
    services = Person.objects.filter(username=_code(unit.agency), is_service=True)
    return services.values_list("id", flat=True).first()


def _code(agency: Agency) -> str:
    return f"{agency.code[:60]}-spills"


def _make_custodian(agency: Agency) -> Person:
    # From before anything: what arrives is set apart as of the half hour in which it came.
    return make_service(
        agency.id,
        code=_code(agency),
        title="Sets apart what must not be held",
        role=Role.INTELLIGENCE_SUPERVISOR,
    )


@transaction.atomic
def quarantine(*, ref: Ref, by: Actor, at: datetime, grounds: Grounds = Grounds.MARKED) -> str:
    """Set apart a submission, a report or a product, and all that was made of it, at once.

    Gives the incident's reference. Raises `NotFound`, `NotPermitted` and `AlreadySetApart`.
    """
    row = _fetched(ref, by=by, at=at)
    require(may_quarantine(by, row))
    if Incident.is_set_apart(row.uid):
        raise AlreadySetApart("Somebody has set this apart already")
    unit = _unit_of(row, at=at)
    service = custodian(unit, at=at)
    rows: list[_Ours] = [row, *_made_of(row, service, at=at)]
    people = people_of(unit, at=at)
    incident = begin(
        unit, people, row=row, grounds=grounds, rule=SAID_BY_A_PERSON, service=service, at=at
    )
    incident.found_by_id = by.person_id
    incident.set_apart = _close(rows, people, unit, service=service, at=at)
    incident.save(force_insert=True)
    record(Act.QUARANTINE, [incident.protection, *rows], by=by, at=at)
    return incident.reference


def may_be_set_apart(*, ref: Ref, by: Actor, at: datetime) -> Settable:
    """The page that asks what it holds. Looking is recorded. Raises `NotFound`."""
    row = _fetched(ref, by=by, at=at)
    return Settable(reference=row.reference, may_quarantine=may_quarantine(by, row))


def quarantine_if_doubtful(
    submission: Submission, *words: str, unit: Unit, at: datetime
) -> str | None:
    """Set apart what has just been told if its *words* may be what must not be held.

    Called by the act that keeps it, with the half hour and not the moment, so that nothing points
    at whoever told it, who learns nothing of it. Gives the incident's reference, if there is one.
    """
    finding = look_over(*words)
    if finding is None:
        return None
    service = custodian(unit, at=at)
    people = people_of(unit, at=at)
    incident = begin(
        unit,
        people,
        row=submission,
        grounds=finding.grounds,
        rule=finding.rule,
        service=service,
        at=at,
    )
    incident.set_apart = _close([submission], people, unit, service=service, at=at)
    incident.save(force_insert=True)
    record(Act.QUARANTINE, [incident.protection, submission], by=service, at=at)
    return incident.reference


def _fetched(ref: Ref, *, by: Actor, at: datetime) -> _Ours:
    if ref.kind == Kind.SUBMISSION:
        return fetch(Submission, ref.uid, by=by, at=at, act=Act.READ_SUBMISSION)
    if ref.kind == Kind.REPORT:
        return fetch(Report, ref.uid, by=by, at=at, act=Act.READ_REPORT)
    if ref.kind == Kind.PRODUCT:
        return fetch(Product, ref.uid, by=by, at=at, act=Act.READ_PRODUCT)
    raise NotFound


def find_as(service: Actor, ref: Ref) -> _Ours | None:
    """A record of ours as the service sees it, or None."""
    models: dict[Kind, type[_Ours]] = {
        Kind.SUBMISSION: Submission,
        Kind.REPORT: Report,
        Kind.PRODUCT: Product,
    }
    model = models.get(ref.kind)
    if model is None:
        return None
    return model.open_to(service).select_related("protection").filter(pk=ref.uid).first()


def _made_of(row: _Ours, service: Actor, *, at: datetime) -> list[_Ours]:
    """What was made of a record, and of that in turn."""
    found: dict[UUID, _Ours] = {}
    waiting = [row.uid]
    while waiting:
        uid = waiting.pop()
        for joined in links_of(uid, service):
            made = joined.later
            if joined.earlier.uid != uid or joined.relation not in _MADE_OF_IT or made.uid in found:
                continue
            if (other := find_as(service, made)) is not None:
                found[made.uid] = other
                waiting.append(made.uid)
    return list(found.values())


def _unit_of(row: _Ours, *, at: datetime) -> Unit:
    return unit_for(row.district_id, on=slots.day_and_slot(at)[0])


def begin(
    unit: Unit,
    people: list[UUID],
    *,
    row: _Ours | None,
    grounds: Grounds,
    rule: str,
    service: Actor,
    at: datetime,
) -> Incident:
    """An incident that is about to be kept, and whose protection lets in only its people."""
    day, slot = slots.day_and_slot(at)
    protection = protect(
        Incident.KIND,
        owner=unit.agency_id,
        by=service,
        at=at,
        named=[*people, service.person_id],
        restricted=True,
    )
    return Incident(
        protection=protection,
        reference=new_reference(),
        stage=IncidentStage.REFUSED if row is None else IncidentStage.QUARANTINED,
        grounds=grounds,
        rule=rule,
        found_on=day,
        slot=slot,
        about_kind=row.KIND if row else "",
        about=row.uid if row else None,
        about_reference=row.reference if row else "",
        held_since=_held_since(row, at),
        named=[str(each) for each in people],
    )


def _held_since(row: _Ours | None, at: datetime) -> date | None:
    """From which day on backups may hold it."""
    if row is None:
        return None
    if isinstance(row, Product):
        return row.released_on or slots.day_and_slot(at)[0]
    return row.received_on


def _close(
    rows: Iterable[_Ours], people: list[UUID], unit: Unit, *, service: Actor, at: datetime
) -> list[dict[str, object]]:
    """Hide each of *rows* from all but *people*; say what has to be undone to put it back.

    A receipt leaves the unit's sight with what it is for, and whoever holds it loses nothing.
    """
    noted: list[dict[str, object]] = []
    for row in rows:
        if row.protection.restricted:
            noted.append(_note(row, how=LEFT))
            continue
        if isinstance(row, Submission):
            noted.extend(_close_receipt(row, people, unit, service=service, at=at))
        lost = _named_readers(row, service) if isinstance(row, Product) else []
        _restrict(row, [*people, service.person_id], lost, service=service, at=at)
        noted.append(_note(row, how=RESTRICTED))
    return noted


def _note(row: GuardedModel, *, how: str) -> dict[str, object]:
    ref = ref_of(row)
    return {"kind": ref.kind.value, "uid": str(ref.uid), "how": how}


def _named_readers(product: Product, service: Actor) -> list[str]:
    """People to whom a product was shared by name; they lose it at once."""
    rows = Dissemination.open_to(service).filter(product=product)
    return sorted({str(each) for row in rows for each in row.readers})


def _restrict(
    row: GuardedModel, people: list[UUID], lost: list[str], *, service: Actor, at: datetime
) -> None:
    names = [str(each) for each in people]
    amend(
        row,
        by=service,
        at=at,
        action=Action.READ,
        add=[Term(what=What.NAMED, value=each, until=NO_END) for each in names],
        remove=[Term(what=What.NAMED, value=each) for each in lost if each not in names],
    )
    row.protection.restricted = True
    row.protection.save(update_fields=["restricted"])


def _close_receipt(
    submission: Submission, people: list[UUID], unit: Unit, *, service: Actor, at: datetime
) -> list[dict[str, object]]:
    """Let the unit's officers lose the receipt, and its holder and the unit's service keep it."""
    receipt = Receipt.open_to(service).filter(submission=submission).first()
    if receipt is None or receipt.protection.restricted:
        return []
    keepers = [*people, service.person_id, unit.service_id]
    if submission.protection.owner_id == unit.agency_id:
        # The unit took it down itself, so there is no agency that would miss it.
        _restrict(receipt, keepers, [], service=service, at=at)
        return [_note(receipt, how=RESTRICTED)]
    amend(
        receipt,
        by=service,
        at=at,
        action=Action.READ,
        owner=submission.protection.owner_id,
        add=[Term(what=What.NAMED, value=str(each), until=NO_END) for each in keepers],
        remove=[Term(what=What.AGENCY, value=str(unit.agency_id))],
    )
    return [_note(receipt, how=MOVED)]

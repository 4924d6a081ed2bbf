"""What becomes of what was set apart: put back, or deleted by two people; the incident stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    AuditEvent,
    AuditObject,
    Decision,
    GuardedModel,
    Kind,
    NotFound,
    Person,
    Ref,
    Term,
    What,
    amend,
    record,
    ref_of,
    require,
    touched,
)
from frankpledge.attachments import api as attachments
from frankpledge.entities import api as entities
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk.purging import Why, digest_of
from frankpledge.intelligence.models import (
    Incident,
    IncidentStage,
    Item,
    ItemGrade,
    Product,
    Receipt,
    Report,
    Submission,
    Tombstone,
    Unit,
)
from frankpledge.intelligence.models.quarantine import OPEN_STAGES
from frankpledge.intelligence.policies import (
    Act,
    may_ask_deletion,
    may_delete_spill,
    may_list_incidents,
    may_note_backups,
    may_read_incident,
    may_release,
)
from frankpledge.intelligence.quarantine.markings import NAMES, RULES, Grounds
from frankpledge.intelligence.quarantine.setting_apart import (
    LEFT,
    MOVED,
    SAID_BY_A_PERSON,
    custodian,
    find_as,
)
from frankpledge.kernel import DomainError
from frankpledge.search import api as search

REMOVED = "Removed because it could not be held here"
_LOOKS = (Act.READ_SUBMISSION, Act.READ_REPORT, Act.READ_PRODUCT)
_RULES = {rule.name: rule.why for rule in RULES}


class NothingNoted(DomainError):
    """Which backups hold it has to be said in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody who had opened it, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """One incident, in a list."""

    uid: UUID
    reference: str
    grounds: str
    stage: str
    found_on: date
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentShown:
    """What the page about an incident needs to know. None of the words that caused it."""

    uid: UUID
    reference: str
    grounds: str
    why: str
    stage: str
    is_open: bool
    found_on: date
    found_between: str
    found_by: str
    about: str
    about_href_kind: str
    about_uid: UUID | None
    set_apart: int
    held_since: date | None
    opened: tuple[Look, ...]
    backups: str
    backups_by: str
    backups_at: datetime | None
    asked_by: str
    asked_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    may_read_words: bool
    may_note_backups: Decision
    may_release: Decision
    may_ask_deletion: Decision
    may_delete_spill: Decision


@transaction.atomic
def incidents(*, by: Actor, at: datetime, limit: int = 100) -> list[IncidentLine]:
    """Incidents in which *by* is named: those that wait first, then the newest. Recorded."""
    require(may_list_incidents(by))
    rows = list(Incident.open_to(by).order_by("-found_on", "-slot", "protection_id")[:limit])
    record(Act.LIST_INCIDENTS, [row.protection for row in rows], by=by, at=at)
    lines = [
        IncidentLine(
            uid=row.uid,
            reference=row.reference,
            grounds=NAMES[Grounds(row.grounds)],
            stage=IncidentStage(row.stage).label,
            found_on=row.found_on,
            is_open=row.stage in OPEN_STAGES,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_open)


def spills_waiting(*, by: Actor, on: date) -> list[IncidentLine]:
    """What waits for *by* on a morning: spills that are open, and refusals of the last two days."""
    rows = Incident.open_to(by).order_by("found_on", "slot", "protection_id")
    return [
        IncidentLine(
            uid=row.uid,
            reference=row.reference,
            grounds=NAMES[Grounds(row.grounds)],
            stage=IncidentStage(row.stage).label,
            found_on=row.found_on,
            is_open=row.stage in OPEN_STAGES,
        )
        for row in rows
        if row.stage in OPEN_STAGES
        or (row.stage == IncidentStage.REFUSED and (on - row.found_on).days <= 2)
    ]


def _found(incident_id: UUID, by: Actor, *, lock: bool = False) -> Incident:
    rows = Incident.open_to(by)
    if lock:
        # The row alone: those joined to it may be empty.
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(pk=incident_id).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def incident_of(*, incident_id: UUID, by: Actor, at: datetime) -> IncidentShown:
    """Open an incident. Looking is recorded. Raises `NotFound`."""
    row = _found(incident_id, by)
    require(may_read_incident(by, row))
    record(Act.READ_INCIDENT, row.protection, by=by, at=at)
    about = Ref(kind=Kind(row.about_kind), uid=row.about) if row.about else None
    return IncidentShown(
        uid=row.uid,
        reference=row.reference,
        grounds=NAMES[Grounds(row.grounds)],
        why=_RULES.get(row.rule, "Somebody who read it said so."),
        stage=IncidentStage(row.stage).label,
        is_open=row.stage in OPEN_STAGES,
        found_on=row.found_on,
        found_between=slots.words(row.found_on, row.slot),
        found_by=_found_by(row),
        about=row.about_reference,
        about_href_kind=row.about_kind,
        about_uid=row.about,
        set_apart=len(row.set_apart),
        held_since=row.held_since,
        opened=opened_by(row),
        backups=row.backups,
        backups_by=row.backups_by.name if row.backups_by else "",
        backups_at=row.backups_at,
        asked_by=row.asked_by.name if row.asked_by else "",
        asked_at=row.asked_at,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        may_read_words=about is not None and find_as(by, about) is not None,
        may_note_backups=may_note_backups(by, row),
        may_release=may_release(by, row),
        may_ask_deletion=may_ask_deletion(by, row),
        may_delete_spill=may_delete_spill(by, row),
    )


def _found_by(row: Incident) -> str:
    if row.rule == SAID_BY_A_PERSON:
        return row.found_by.name if row.found_by else ""
    return "The site, when it was sent"


def opened_by(row: Incident) -> tuple[Look, ...]:
    """Who opened any of what was set apart, earliest first. From the record, which never changes.

    Whoever told it in confidence stands in the record by no name, and so not here either.
    """
    uids = [UUID(str(each["uid"])) for each in row.set_apart]
    events = AuditObject.objects.filter(object__in=uids).values_list("event_id", flat=True)
    looks = (
        AuditEvent.objects.filter(id__in=list(events), act__in=[str(act) for act in _LOOKS])
        .order_by("at", "id")
        .values_list("actor", "at")
    )
    first: dict[str, datetime] = {}
    for actor, at in looks:
        if not actor.startswith("v:"):
            first.setdefault(actor, at)
    names = dict(Person.objects.filter(id__in=first, is_service=False).values_list("id", "name"))
    return tuple(
        Look(name=names[UUID(actor)], at=at) for actor, at in first.items() if UUID(actor) in names
    )


@transaction.atomic
def note_backups(*, incident_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say which backups hold it and who keeps them. Raises `NotPermitted`, `NothingNoted`."""
    row = _found(incident_id, by, lock=True)
    require(may_note_backups(by, row))
    if not words.strip():
        raise NothingNoted("Enter which backups hold it", argument="words")
    row.backups, row.backups_by_id, row.backups_at = words.strip()[:500], by.person_id, at
    row.save(update_fields=["backups", "backups_by", "backups_at"])
    record(Act.NOTE_BACKUPS, row.protection, by=by, at=at, fields=["backups"])


@transaction.atomic
def release(*, incident_id: UUID, by: Actor, at: datetime) -> None:
    """Put back what may be held after all, as it was seen before. Raises `NotPermitted`."""
    row = _found(incident_id, by, lock=True)
    require(may_release(by, row))
    service = _service_of(row, at=at)
    for each in row.set_apart:
        _put_back(each, row, service=service, at=at)
    _decide(row, IncidentStage.RELEASED, by=by, at=at)
    record(Act.RELEASE, row.protection, by=by, at=at)


@transaction.atomic
def ask_deletion(*, incident_id: UUID, by: Actor, at: datetime) -> None:
    """Ask for what was set apart to be deleted, by somebody else. Raises `NotPermitted`."""
    row = _found(incident_id, by, lock=True)
    require(may_ask_deletion(by, row))
    row.stage, row.asked_by_id, row.asked_at = (
        IncidentStage.DELETION_ASKED,
        by.person_id,
        at,
    )
    row.save(update_fields=["stage", "asked_by", "asked_at"])
    record(Act.ASK_DELETION, row.protection, by=by, at=at)


@transaction.atomic
def delete_spill(*, incident_id: UUID, by: Actor, at: datetime) -> None:
    """Delete it, as the second person, with the files beside it. The incident stays without it.

    Raises `NotPermitted`.
    """
    row = _found(incident_id, by, lock=True)
    require(may_delete_spill(by, row))
    service = _service_of(row, at=at)
    # What was made of it first: a tombstone speaks of the report that was made of it.
    for each in reversed(row.set_apart):
        found = find_as(service, _ref(each))
        if found is not None:
            attachments.dispose_beside(found, by=service, at=at)
            _erase(found, row, service=service, at=at)
    _decide(row, IncidentStage.DELETED, by=by, at=at)
    record(Act.DELETE_SPILL, row.protection, by=by, at=at)


def _ref(noted: dict[str, object]) -> Ref:
    return Ref(kind=Kind(str(noted["kind"])), uid=UUID(str(noted["uid"])))


def _service_of(row: Incident, *, at: datetime) -> Actor:
    unit = Unit.objects.select_related("agency").get(agency_id=row.protection.owner_id)
    return custodian(unit, at=at)


def _decide(row: Incident, stage: IncidentStage, *, by: Actor, at: datetime) -> None:
    row.stage, row.decided_by_id, row.decided_at = stage, by.person_id, at
    row.save(update_fields=["stage", "decided_by", "decided_at"])
    row.protection.version += 1
    row.protection.save(update_fields=["version"])


def _put_back(
    noted: dict[str, object], incident: Incident, *, service: Actor, at: datetime
) -> None:
    ref = _ref(noted)
    found: GuardedModel | None
    if ref.kind == Kind.RECEIPT:
        receipts = Receipt.open_to(service).select_related("protection")
        found = receipts.filter(pk=ref.uid).first()
    else:
        found = find_as(service, ref)
    if found is None or noted["how"] == LEFT:
        return
    named = [Term(what=What.NAMED, value=str(each)) for each in _everybody(incident, service)]
    moved = noted["how"] == MOVED
    teller = Term(what=What.AGENCY, value=str(found.protection.owner_id))
    found.protection.restricted = False
    amend(
        found,
        by=service,
        at=at,
        action=Action.READ,
        owner=incident.protection.owner_id if moved else None,
        add=[teller] if moved else [],
        remove=named,
    )


def _everybody(incident: Incident, service: Actor) -> list[UUID]:
    unit = Unit.objects.get(agency_id=incident.protection.owner_id)
    return [*(UUID(each) for each in incident.named), service.person_id, unit.service_id]


def _erase(
    found: Submission | Report | Product, incident: Incident, *, service: Actor, at: datetime
) -> None:
    search.forget(found.uid)
    if isinstance(found, Submission):
        entities.forget(source=ref_of(found), by=service, at=at)
        Tombstone(
            submission=found.uid,
            why=Why.SPILL,
            reference=found.reference,
            received_on=found.received_on,
            purged_on=slots.day_and_slot(at)[0],
            digest=digest_of(found),
        ).save(force_insert=True)
        amend(found, by=service, at=at, action=Action.DISPOSE, state="disposed")
        found.delete()
        return
    if isinstance(found, Report):
        for grade in ItemGrade.of(found):
            grade.delete()
        for item in Item.of(found):
            item.delete()
        found.text = REMOVED if found.text else ""
        found.place, found.note = "", ""
        found.save(update_fields=["text", "place", "note"])
    else:
        found.text, found.place, found.limits = REMOVED, "", ""
        found.save(update_fields=["text", "place", "limits"])
    touched(found)
    amend(found, by=service, at=at, action=Action.DISPOSE, state="disposed")

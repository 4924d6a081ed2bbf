"""Letting go of what was told once the police have it, and stopping that while it must be kept.

The police record is the record of truth. What is kept here after that is a reference, the days, the
outcome and a hash: enough to show what happened, and nothing of what was said.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Link,
    LinkKind,
    Person,
    Role,
    Tag,
    Term,
    What,
    amend,
    fetch,
    held_among,
    lacking,
    make_service,
    record,
    ref_of,
    require,
)
from frankpledge.attachments import api as attachments
from frankpledge.entities import api as entities
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk import chis_pattern, outcomes
from frankpledge.intelligence.models import Hold, Outcome, Report, Submission, Tombstone, Unit
from frankpledge.intelligence.policies import Act, may_hold, may_lift_hold, may_purge
from frankpledge.intelligence.sources import track_records
from frankpledge.intelligence.sources.policies import LEAST_VETTING
from frankpledge.intelligence.units import service_actor
from frankpledge.kernel import DomainError
from frankpledge.search import api as search

READ_BY_TELLERS_FOR = timedelta(days=90)
"""How long the tellers' agency reads what it told. Nothing is let go of sooner, so that no list of
theirs shows which of it was let go of, or when. See docs/decisions/0026."""


class NoHoldReason(DomainError):
    """What is held is held for a reason that can be read later."""


class Why(StrEnum):
    """Why something was let go of."""

    KEPT_BY_THE_FORCE = "kept_by_the_force"
    CLOSED = "closed"
    SPILL = "spill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that was told and whose time is over."""

    submission: UUID
    report: UUID
    reference: str
    since: date
    is_held: bool


def due(*, by: Actor, at: datetime) -> list[Due]:
    """What *by* may let go of now, the oldest first, with what a legal hold keeps."""
    day = slots.day_and_slot(at)[0]
    reports = list(_over(Report.open_to(by, Action.DISPOSE), day))
    held = Hold.held(reports)
    links = Link.open_to(by).filter(
        relation=LinkKind.EVALUATED_AS, later_id__in=[report.uid for report in reports]
    )
    made_from = dict(links.values_list("later_id", "earlier_id"))
    open_now = dict(
        Submission.open_to(by, Action.DISPOSE)
        .filter(protection_id__in=made_from.values())
        .values_list("protection_id", "reference")
    )
    found = [
        Due(
            submission=told,
            report=report.uid,
            reference=open_now[told],
            since=_since(report),
            is_held=report.uid in held,
        )
        for report in reports
        if (told := made_from.get(report.uid)) in open_now
    ]
    return sorted(found, key=lambda each: (each.since, each.reference))


def _over(rows: QuerySet[Report], day: date) -> QuerySet[Report]:
    """Reports whose words were kept for as long as their outcome says."""
    wanted = Q(pk__in=[])
    for rule in outcomes.outcome_rules():
        if rule.purge_after_days is None:
            continue
        last = day - timedelta(days=rule.purge_after_days)
        if rule.outcome == Outcome.INTELLIGENCE:
            wanted |= Q(outcome=rule.outcome, transferred_on__lte=last)
        else:
            wanted |= Q(outcome=rule.outcome, decided_on__lte=last)
    return rows.filter(wanted).order_by("received_on", "slot", "protection_id")


def _since(report: Report) -> date:
    since = report.transferred_on or report.decided_on
    assert since is not None, "only what was handed over or closed is asked for"
    return since


def purge(*, by: Actor, at: datetime, really: bool = False) -> list[Due]:
    """Let go of what was told whose time is over, one by one; say what that was, or would be.

    Nothing is done unless *really*. What is held stays. The tellers' time to read what they told
    ends first, so that they see nothing go. Marks of telling that no longer count go
    too. Raises `NotPermitted`.
    """
    every = due(by=by, at=at)
    kept = held_among(each.submission for each in every)
    found = [each for each in every if not each.is_held and each.submission not in kept]
    if really:
        close_to_tellers(by=by, at=at)
        for each in found:
            bury(submission_id=each.submission, report_id=each.report, by=by, at=at)
        chis_pattern.forget(at=at)
    return found


@transaction.atomic
def close_to_tellers(*, by: Actor, at: datetime) -> int:
    """Keep what was told ninety days ago from the agency that told it, and say how much that was.

    Their time is counted from the day it came, whatever was made of it; their receipts stay. What
    belongs to the unit itself, and what is confidential, is not theirs to read anyway.
    """
    last = slots.day_and_slot(at)[0] - READ_BY_TELLERS_FOR
    rows = (
        lacking(Submission.open_to(by, Action.DISPOSE), What.EXCLUDED_AGENCY)
        .filter(received_on__lte=last)
        .exclude(protection__owner=by.agency_id)
        .select_related("protection")
    )
    count = 0
    for row in rows:
        theirs = Term(what=What.EXCLUDED_AGENCY, value=str(row.protection.owner_id))
        amend(row, by=by, at=at, action=Action.DISPOSE, add=[theirs])
        count += 1
    return count


@transaction.atomic
def bury(*, submission_id: UUID, report_id: UUID, by: Actor, at: datetime) -> None:
    """Let go of one submission with its files and what it names, and leave its tombstone.

    How it was graded stays in its source's track record. Its sealed box goes when the keeper of the
    key next clears boxes: nothing here can tell which it is. The database refuses it without the
    tombstone, before ninety days are over, and on a hold. Raises `NotPermitted` and `NotFound`.
    """
    submission = fetch(
        Submission,
        submission_id,
        by=by,
        at=at,
        act=Act.READ_SUBMISSION,
        action=Action.DISPOSE,
        lock=True,
    )
    report = fetch(Report, report_id, by=by, at=at, act=Act.READ_REPORT, lock=True)
    require(may_purge(by, submission, report, is_held=Hold.standing(report) is not None))
    track_records.carry_over(submission_id=submission.uid, by=by, at=at)
    is_intelligence = report.outcome == Outcome.INTELLIGENCE
    Tombstone(
        submission=submission.uid,
        report=report,
        why=Why.KEPT_BY_THE_FORCE if is_intelligence else Why.CLOSED,
        reference=submission.reference,
        received_on=submission.received_on,
        purged_on=slots.day_and_slot(at)[0],
        outcome=report.outcome,
        digest=digest_of(submission),
    ).save(force_insert=True)
    record(Act.PURGE, [submission, report], by=by, at=at)
    attachments.dispose_beside(submission, by=by, at=at)
    entities.forget(source=ref_of(submission), by=by, at=at)
    search.forget(submission.uid)
    amend(submission, by=by, at=at, action=Action.DISPOSE, state="disposed")
    submission.delete()


def digest_of(submission: Submission) -> str:
    """A hash of what was told, by which a copy in the force's system can be proven the same."""
    said = {
        "reference": submission.reference,
        "received_on": submission.received_on.isoformat(),
        "place": submission.place,
        "text": submission.text,
    }
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()


@transaction.atomic
def hold(*, report_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Keep what a report was made from, whatever its time, until the hold is lifted.

    Raises `NotPermitted` and `NoHoldReason`.
    """
    report = fetch(Report, report_id, by=by, at=at, act=Act.READ_REPORT, lock=True)
    require(may_hold(by, report, is_held=Hold.standing(report) is not None))
    if not reason.strip():
        raise NoHoldReason("Enter why it has to be kept", argument="reason")
    Hold(
        report=report,
        reason=reason.strip(),
        held_on=slots.day_and_slot(at)[0],
        held_by_id=by.person_id,
    ).save(force_insert=True)
    record(Act.HOLD, report, by=by, at=at, fields=["reason"])


@transaction.atomic
def lift_hold(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """Let the time of a report count again. Raises `NotPermitted`."""
    report = fetch(Report, report_id, by=by, at=at, act=Act.READ_REPORT, lock=True)
    standing = Hold.standing(report)
    require(may_lift_hold(by, report, is_held=standing is not None))
    assert standing is not None, "the policy asked"
    standing.lifted_on = slots.day_and_slot(at)[0]
    standing.lifted_by_id = by.person_id
    standing.save(update_fields=["lifted_on", "lifted_by"])
    record(Act.LIFT_HOLD, report, by=by, at=at)


def retention_actors(*, at: datetime) -> list[Actor]:
    """The service of each unit that lets go of what was told, made where there is none yet.

    It holds what a supervisor with the authority for sources holds: letting go is theirs, and so is
    keeping in a source's track record how it was graded. Nobody can sign in as it, and it
    is named for nothing that supervisors alone may see.
    """
    units = Unit.objects.select_related("agency").order_by("agency__code")
    return [
        service_actor(_retention_service(unit.agency, at=at).id, at=at, channel="command")
        for unit in units
    ]


def _retention_service(agency: Agency, *, at: datetime) -> Person:
    code = f"{agency.code[:60]}-retention"
    found = Person.objects.filter(username=code).first()
    if found is not None:
        return found
    return make_service(
        agency.id,
        code=code,
        title="Lets go of what was told",
        role=Role.INTELLIGENCE_SUPERVISOR,
        since=at,
        tags=(Tag.SOURCE,),
        vetting=LEAST_VETTING,
    )

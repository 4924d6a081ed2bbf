"""Deciding what something that was told is, with what each outcome asks for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from frankpledge.access.api import (
    Actor,
    Kind,
    LinkKind,
    Ref,
    fetch,
    find,
    link,
    new_reference,
    protect,
    record,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk import duplicates, human_receipt, outcomes, supervisors_only
from frankpledge.intelligence.desk.decided import (
    AlreadyDecided as AlreadyDecided,
    refuse_decided as refuse_decided,
)
from frankpledge.intelligence.desk.opened import (
    Opened as Opened,
    open_submission as open_submission,
)
from frankpledge.intelligence.desk.outcomes import Passed
from frankpledge.intelligence.desk.waiting import (
    Waiting as Waiting,
    queue as queue,
    undecided as undecided,
)
from frankpledge.intelligence.giving.submission import is_from, receipt_for
from frankpledge.intelligence.lifecycle import REPORT_NEXT, Stage
from frankpledge.intelligence.models import Outcome, Report, Submission
from frankpledge.intelligence.policies import Act, may_triage
from frankpledge.kernel import DomainError


class NotForTriage(DomainError):
    """Nothing of that name can be made of what was told."""


@transaction.atomic
def triage(
    *,
    submission_id: UUID,
    outcome: str,
    passed: Passed | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Decide what a submission is, with what that outcome asks for.

    Intelligence is kept to be graded; everything else is closed, and passed on outside this site.
    What is for supervisors leaves the queue. The receipt's answer is still owed. Raises
    `NotPermitted`, `AlreadyDecided`, `NotForTriage`, `NotSaid`, `NotThen` and `NoSupervisor`.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION, lock=True)
    receipt = receipt_for(submission, by)
    require(may_triage(by, submission, sent_by_them=is_from(receipt, by)))
    rule = outcomes.rule_for(outcome)
    if rule is None:
        raise NotForTriage("Choose what it is", argument="outcome")
    refuse_decided(submission, by)
    passed = _with_likeliest(outcome, passed or Passed(), submission, by)
    outcomes.refuse_unsaid(
        rule,
        passed,
        received_at=slots.beginning(submission.received_on, submission.slot),
        at=at,
    )
    report = _report_of(submission, rule, passed, by=by, at=at)
    link(submission, report, LinkKind.EVALUATED_AS, by=by, at=at, owner=by.agency_id)
    if passed.same_as is not None and outcome == Outcome.DUPLICATE:
        _join_duplicate(passed.same_as, submission, report, by=by, at=at)
    if receipt is not None:
        human_receipt.note_decided(receipt, by=by, at=at)
    record(Act.TRIAGE, [submission, report], by=by, at=at, fields=["outcome"])
    if rule.supervisors_only:
        supervisors_only.confine(submission, receipt, report, by=by, at=at)
    return report.uid


def _report_of(
    submission: Submission,
    rule: outcomes.OutcomeRule,
    passed: Passed,
    *,
    by: Actor,
    at: datetime,
) -> Report:
    """The report that says what was made of a submission, before anybody grades it."""
    named = supervisors_only.named_for(submission, by=by, at=at)
    if rule.supervisors_only:
        named = (by.person_id, *supervisors_only.supervisors_of(by.agency_id, at=at))
    stage = Stage.TRIAGED if rule.outcome == Outcome.INTELLIGENCE else Stage.CLOSED
    assert stage in REPORT_NEXT[None], "a report begins in one of these"
    day, slot = slots.day_and_slot(at)
    report = Report(
        protection=protect(
            Kind.REPORT,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[] if named else [submission.district_id],
            named=named,
            restricted=bool(named),
        ),
        reference=new_reference(),
        outcome=rule.outcome,
        stage=stage,
        place=submission.place if stage == Stage.TRIAGED else "",
        district_id=submission.district_id,
        week_of=submission.week_of if stage == Stage.TRIAGED else None,
        received_on=submission.received_on,
        slot=submission.slot,
        decided_on=day,
        decided_slot=slot,
        passed_to=passed.passed_to.strip(),
        passed_door=passed.passed_door.strip(),
        passed_reference=passed.passed_reference.strip(),
        passed_at=passed.passed_at,
        same_as=passed.same_as if rule.outcome == Outcome.DUPLICATE else None,
        note=passed.note.strip(),
    )
    report.save(force_insert=True)
    return report


def _with_likeliest(outcome: str, passed: Passed, submission: Submission, by: Actor) -> Passed:
    """For a duplicate of which nobody said of what: the one most alike, if anything is."""
    if outcome != Outcome.DUPLICATE or passed.same_as is not None:
        return passed
    likely = duplicates.alike(submission, by)
    return Passed(same_as=likely[0].uid, note=passed.note) if likely else passed


def _join_duplicate(
    same_as: UUID, submission: Submission, report: Report, *, by: Actor, at: datetime
) -> None:
    """Say that the report closes the same matter as another submission, which *by* may open."""
    other = find(Submission.open_to(by), same_as)
    if other.uid == submission.uid:
        raise outcomes.NotSaid("Choose another report than this one", argument="same_as")
    link(
        Ref(kind=Kind.SUBMISSION, uid=other.uid),
        report,
        LinkKind.SAME_MATTER,
        by=by,
        at=at,
        owner=by.agency_id,
    )


def confidential_among(by: Actor) -> QuerySet[Report]:
    """Reports that were taken out of the queue for supervisors, as far as *by* may read them."""
    return (
        Report.open_to(by)
        .filter(Q(outcome=Outcome.CONFIDENTIAL) | Q(outcome=Outcome.SOURCE_UNIT))
        .order_by("received_on", "slot", "protection_id")
    )

"""Opening one thing that was told: what the desk sees of it, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Agency, Decision, area_names_on, deny, fetch, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk import duplicates, human_receipt
from frankpledge.intelligence.desk.accreditation import OwnGiven, own_grade_of
from frankpledge.intelligence.desk.clocks import Reading
from frankpledge.intelligence.desk.decided import report_of
from frankpledge.intelligence.desk.duplicates import Alike
from frankpledge.intelligence.desk.settings import Grading, grading_of
from frankpledge.intelligence.desk.waiting import standing_of
from frankpledge.intelligence.giving import questions
from frankpledge.intelligence.giving.also_answered import CONTACT, also_answered, spell_of
from frankpledge.intelligence.giving.mentions import named_in
from frankpledge.intelligence.giving.questions import Asked
from frankpledge.intelligence.giving.submission import is_from, owner_of, receipt_for
from frankpledge.intelligence.giving.suggestion import suggested_grade
from frankpledge.intelligence.lifecycle import Stage
from frankpledge.intelligence.models import (
    ActionCode,
    CameBy,
    HowKnown,
    MentionKind,
    OwnGrade,
    Receipt,
    Risk,
    Route,
    SanitisationCode,
    Seen,
    Submission,
)
from frankpledge.intelligence.policies import (
    Act,
    may_ask_back,
    may_evaluate,
    may_read_submission,
    may_transfer,
    may_triage,
    may_work_desk,
)
from frankpledge.intelligence.sharing.provenance import provenance_of
from frankpledge.intelligence.sources.policies import may_read_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The grade that an accredited agency gave its own report. It stays, and it binds."""

    in_short: str
    given: OwnGiven
    action: str
    sanitisation: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A grade to begin from, and why. A person decides."""

    source: int
    intelligence: str
    code: str
    action: str
    sanitisation: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the page about a submission needs to know. Nothing says who sent it."""

    uid: UUID
    reference: str
    text: str
    place: str
    district: str
    district_code: str
    seen: str
    how_known: str
    how_known_code: str
    risk: str
    risk_code: str
    also: tuple[tuple[str, str], ...]
    days: str
    contact: str
    came_by: str
    received_on: date
    received_between: str
    provenance: str
    named: tuple[tuple[str, str], ...]
    danger: tuple[str, ...]
    queue: str
    why: tuple[str, ...]
    rules: tuple[str, ...]
    triage_by: datetime
    clock: Reading
    is_decided: bool
    is_to_be_graded: bool
    is_confidential: bool
    report: UUID | None
    is_own_words: bool
    alike: tuple[Alike, ...]
    asked: tuple[Asked, ...]
    theirs: Theirs | None
    suggested: Suggested
    graded_in: Grading
    may_triage: Decision
    may_evaluate: Decision
    may_transfer: Decision
    may_ask_back: Decision
    may_read_sources: Decision


@transaction.atomic
def open_submission(*, submission_id: UUID, by: Actor, at: datetime) -> Opened:
    """Open a submission. Looking is recorded, and the receipt says that it has been read once
    the desk has opened it."""
    row = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION)
    require(may_read_submission(by, row))
    desk = bool(may_work_desk(by))
    own = owner_of(row) == by.agency_id and not desk
    receipt = receipt_for(row, by)
    sent = is_from(receipt, by)
    if desk and receipt is not None:
        human_receipt.say_read(receipt, by=by, at=at)
    report = report_of(row, by) if desk else None
    asked = tuple(questions.asked_about(receipt)) if desk and receipt is not None else ()
    [standing] = standing_of([row], by, at=at)
    day = slots.day_and_slot(at)[0]
    suggested = suggested_grade(row)
    also = also_answered(row)
    return Opened(
        uid=row.uid,
        reference=row.reference,
        text=row.text,
        place=row.place,
        district=area_names_on([row.district_id], day).get(row.district_id, ""),
        district_code=row.district_id,
        seen=Seen(row.seen).label,
        how_known=HowKnown(row.how_known).label,
        how_known_code=row.how_known,
        risk=Risk(row.risk).label,
        risk_code=row.risk,
        also=also,
        days=spell_of(row),
        contact=dict(also)[CONTACT],
        came_by=CameBy(row.came_by).label,
        received_on=row.received_on,
        received_between=slots.words(row.received_on, row.slot),
        provenance=_provenance(row, by, own=own, at=at),
        named=tuple((MentionKind(each.kind).label, each.text) for each in named_in(row)),
        danger=standing.danger,
        queue=standing.routed.queue,
        why=(*standing.routed.why, standing.state),
        rules=standing.routed.rules,
        triage_by=standing.triage_by,
        clock=standing.clock,
        is_decided=report is not None,
        is_to_be_graded=report is not None and report.stage in (Stage.TRIAGED, Stage.TRANSFERRED),
        is_confidential=row.route == Route.CONFIDENTIAL,
        report=report.uid if report else None,
        is_own_words=own,
        alike=tuple(duplicates.alike(row, by)) if desk else (),
        asked=asked,
        theirs=_theirs(row) if desk else None,
        suggested=Suggested(
            source=suggested.source,
            intelligence=suggested.intelligence,
            code=suggested.code,
            action=suggested.action,
            sanitisation=suggested.sanitisation,
            why=suggested.why,
        ),
        graded_in=grading_of(_unit_code(by) if desk else ""),
        may_triage=may_triage(by, row, sent_by_them=sent),
        may_evaluate=may_evaluate(by, row, sent_by_them=sent),
        may_transfer=may_transfer(by, row, sent_by_them=sent),
        may_read_sources=may_read_sources(by),
        may_ask_back=_may_ask_back(by, row, receipt, asked, sent=sent, decided=report is not None),
    )


def _may_ask_back(
    by: Actor,
    row: Submission,
    receipt: Receipt | None,
    asked: tuple[Asked, ...],
    *,
    sent: bool,
    decided: bool,
) -> Decision:
    if receipt is None:
        return deny("There is no receipt at which to ask.")
    return may_ask_back(
        by,
        row,
        receipt,
        sent_by_them=sent,
        is_waiting=bool(asked) and asked[-1].replied_on is None,
        is_decided=decided,
    )


def _provenance(row: Submission, by: Actor, *, own: bool, at: datetime) -> str:
    if own:
        return "Your own agency"
    if row.route == Route.CONFIDENTIAL:
        return "Somebody, in confidence"
    if owner_of(row) == by.agency_id:
        return "Somebody who rang the unit"
    return provenance_of(row, at=at)


def _theirs(row: Submission) -> Theirs | None:
    given = own_grade_of(row)
    kept = OwnGrade.of(row)
    if given is None or kept is None:
        return None
    names = Agency.objects.filter(id__in=given.recipients).order_by("name")
    return Theirs(
        in_short=kept.in_short,
        given=given,
        action=ActionCode(given.action).label if given.action else "",
        sanitisation=SanitisationCode(given.sanitisation).label if given.sanitisation else "",
        recipients=tuple(names.values_list("name", flat=True)),
    )


def _unit_code(by: Actor) -> str:
    return str(Agency.objects.values_list("code", flat=True).get(id=by.agency_id))

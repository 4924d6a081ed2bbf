"""Telling a sender something specific: proposed by one, agreed by a supervisor, sanitised first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Decision,
    Link,
    LinkKind,
    NotFound,
    record,
    require,
)
from frankpledge.intelligence import reference_files, slots
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.answers.policies import (
    may_agree_result,
    may_propose_result,
    may_send_back_result,
)
from frankpledge.intelligence.giving.danger import words_found
from frankpledge.intelligence.models import (
    Answer,
    Grade,
    Level,
    OriginatorConsent,
    Receipt,
    Report,
    SanitisationCode,
    SpecificAnswer,
    SpecificStage,
)
from frankpledge.intelligence.policies import Act, may_work_desk
from frankpledge.intelligence.sharing import sanitisation
from frankpledge.kernel import DomainError

LONGEST = 1000


class WordsNeverUsed(DomainError):
    """The words tell what may not be told to anybody who sent something in."""


class NoReason(DomainError):
    """Whoever sends something back says why."""


class NothingToTell(DomainError):
    """A specific answer says something, in at most a thousand characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One specific answer that was proposed, and what became of it. For the unit alone."""

    words: str
    stage: str
    is_waiting: bool
    proposed_on: date
    decided_on: date | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the page about a specific answer needs to know."""

    submission: UUID
    reference: str
    said: tuple[feedback.Said, ...]
    proposed: tuple[Proposed, ...]
    consent_needed: bool
    consent: str
    contact_withdrawn_on: date | None
    may_propose_result: Decision
    may_agree_result: Decision | None
    may_send_back_result: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A specific answer that waits for a supervisor."""

    submission: UUID
    reference: str
    proposed_on: date


def never_used(text: str) -> list[str]:
    """What in *text* is never said to a sender, with why not, by this installation's list."""
    return [
        f"“{found}”: {row['why']}"
        for row in reference_files.rows("words_never_used.csv")
        for found in words_found(text, (row["pattern"],))
    ]


@transaction.atomic
def propose_result(*, submission_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Propose words about one result for whoever sent it. Nobody outside the unit sees them yet.

    Raises `NotPermitted`, `NothingToTell`, `WordsNeverUsed`, and `UnsafeText` for words that
    would tell who told it.
    """
    receipt = feedback.receipt_of(submission_id, by)
    grade = _grade(receipt, by)
    require(may_propose_result(by, receipt, grade, is_waiting=_waiting(receipt) is not None))
    _refuse_what_is_not_said(words)
    SpecificAnswer(
        receipt=receipt,
        words=words.strip(),
        stage=SpecificStage.PROPOSED,
        consent_needed=grade is not None and grade.sanitisation == SanitisationCode.CONSULT,
        proposed_by_id=by.person_id,
        proposed_on=slots.day_and_slot(at)[0],
    ).save(force_insert=True)
    record(Act.PROPOSE_RESULT, receipt, by=by, at=at, fields=["words"])


@transaction.atomic
def agree_result(*, submission_id: UUID, by: Actor, at: datetime) -> None:
    """Tell the sender what was proposed, beside all that they were told before.

    Raises `NotFound` where nothing waits, and `NotPermitted` for whoever proposed it, and while
    an originator who has to be asked has not agreed.
    """
    receipt, proposed = _waiting_for(submission_id, by)
    consent = _consent(receipt, by)
    require(may_agree_result(by, receipt, proposed, consent=consent))
    _refuse_what_is_not_said(proposed.words)
    _decide(proposed, SpecificStage.TOLD, consent=consent, by=by, at=at)
    earlier = Answer.of_each([receipt])[receipt.uid]
    feedback.say(
        receipt,
        Answer(level=Level.SPECIFIC, wording=feedback.SPECIFIC, words=proposed.words),
        earlier=len(earlier),
        by=by,
        at=at,
    )
    record(Act.AGREE_RESULT, receipt, by=by, at=at, fields=["answer"])


@transaction.atomic
def send_back_result(*, submission_id: UUID, because: str, by: Actor, at: datetime) -> None:
    """Refuse what was proposed, with a reason. The sender sees nothing of either.

    Raises `NotFound` where nothing waits, `NotPermitted` and `NoReason`.
    """
    receipt, proposed = _waiting_for(submission_id, by)
    require(may_send_back_result(by, receipt, proposed))
    if not because.strip():
        raise NoReason("Enter why it is sent back", argument="because")
    proposed.because = because.strip()
    _decide(proposed, SpecificStage.SENT_BACK, consent=None, by=by, at=at)
    record(Act.SEND_BACK_RESULT, receipt, by=by, at=at, fields=["stage"])


@transaction.atomic
def result(*, submission_id: UUID, by: Actor, at: datetime) -> Result:
    """Open what is proposed to be told of a submission. Looking is recorded."""
    receipt = feedback.receipt_of(submission_id, by)
    require(may_work_desk(by))
    record(Act.READ_RECEIPT, receipt, by=by, at=at)
    day, _ = slots.day_and_slot(at)
    grade = _grade(receipt, by)
    rows = SpecificAnswer.of(receipt)
    waiting = next((row for row in rows if row.stage == SpecificStage.PROPOSED), None)
    consent = _consent(receipt, by)
    return Result(
        submission=submission_id,
        reference=receipt.reference,
        said=feedback.said_of_each([receipt], on=day)[receipt.uid],
        proposed=tuple(_shown(row) for row in rows),
        consent_needed=grade is not None and grade.sanitisation == SanitisationCode.CONSULT,
        consent=_consent_words(consent=consent),
        contact_withdrawn_on=receipt.contact_withdrawn_on,
        may_propose_result=may_propose_result(by, receipt, grade, is_waiting=waiting is not None),
        may_agree_result=(
            may_agree_result(by, receipt, waiting, consent=consent) if waiting else None
        ),
        may_send_back_result=may_send_back_result(by, receipt, waiting) if waiting else None,
    )


def waiting(by: Actor) -> list[Waiting]:
    """Specific answers that wait for a supervisor of the actor's unit, oldest first."""
    if not may_work_desk(by):
        return []
    receipts = Receipt.open_to(by, Action.EDIT).values_list("pk", flat=True)
    return [
        Waiting(
            submission=row.receipt.submission_id,
            reference=row.receipt.reference,
            proposed_on=row.proposed_on,
        )
        for row in SpecificAnswer.waiting(receipts)
    ]


def _refuse_what_is_not_said(words: str) -> None:
    if not words.strip() or len(words) > LONGEST:
        raise NothingToTell(
            "Write what they will read, in at most 1,000 characters", argument="words"
        )
    if found := never_used(words):
        raise WordsNeverUsed("This is never said to a sender. " + " ".join(found), argument="words")
    if giveaways := sanitisation.giveaways(words):
        raise sanitisation.UnsafeText(giveaways, argument="words")


def _decide(
    proposed: SpecificAnswer,
    stage: SpecificStage,
    *,
    consent: bool | None,
    by: Actor,
    at: datetime,
) -> None:
    proposed.stage = stage
    proposed.consent_given = consent if proposed.consent_needed else None
    proposed.decided_by_id = by.person_id
    proposed.decided_on = slots.day_and_slot(at)[0]
    proposed.save(update_fields=["stage", "consent_given", "decided_by", "decided_on", "because"])


def _waiting(receipt: Receipt) -> SpecificAnswer | None:
    rows = SpecificAnswer.of(receipt)
    return next((row for row in rows if row.stage == SpecificStage.PROPOSED), None)


def _waiting_for(submission_id: UUID, by: Actor) -> tuple[Receipt, SpecificAnswer]:
    receipt = feedback.receipt_of(submission_id, by)
    proposed = _waiting(receipt)
    if proposed is None or not may_work_desk(by):
        raise NotFound
    return receipt, proposed


def _report(receipt: Receipt, by: Actor) -> Report | None:
    """The report that the desk made of it, as far as *by* may read it."""
    later = Link.open_to(by).filter(
        relation=LinkKind.EVALUATED_AS, earlier_id=receipt.submission_id
    )
    uid = later.values_list("later_id", flat=True).first()
    return Report.open_to(by).filter(pk=uid).first() if uid else None


def _grade(receipt: Receipt, by: Actor) -> Grade | None:
    report = _report(receipt, by)
    grades = Grade.of(report) if report else []
    return grades[0] if grades else None


def _consent(receipt: Receipt, by: Actor) -> bool | None:
    """What the originator said last, or None if nobody has asked."""
    report = _report(receipt, by)
    said = OriginatorConsent.standing(report) if report else None
    return said.agreed if said else None


def _consent_words(*, consent: bool | None) -> str:
    if consent is None:
        return "Nobody has recorded what the originator says"
    return "The originator agrees" if consent else "The originator does not agree"


def _shown(row: SpecificAnswer) -> Proposed:
    return Proposed(
        words=row.words,
        stage=SpecificStage(row.stage).label,
        is_waiting=row.stage == SpecificStage.PROPOSED,
        proposed_on=row.proposed_on,
        decided_on=row.decided_on,
        because=row.because,
    )

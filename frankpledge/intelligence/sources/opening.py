"""Asking for a sealed box to be opened, and a second person's answer. Nothing here can open one.

The key is not on this side: whoever keeps it runs a command with the code that only the asker was
shown, and what is in the box appears there, once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Decision,
    Kind,
    NotFound,
    Tag,
    fetch,
    new_reference,
    protect,
    record,
    require,
)
from frankpledge.intelligence.hashing import keyed
from frankpledge.intelligence.models import SourceOpening, Submission, Why
from frankpledge.intelligence.policies import (
    Act,
    may_ask_to_open_source,
    may_decide_opening,
    may_read_sources,
    may_withdraw_opening,
)
from frankpledge.intelligence.sources.policies import LEAST_VETTING
from frankpledge.kernel import DomainError

DECIDE_WITHIN = timedelta(days=3)
OPEN_WITHIN = timedelta(hours=24)
SHORTEST_REASON = 20
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class NoGoodReason(DomainError):
    """A box is opened for one of the reasons on the list, said in at least twenty characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the asker keeps: a reference to speak of, and the code without which nothing opens."""

    uid: UUID
    reference: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningShown:
    """One request, as the source unit sees it. It says what was asked and never who told it."""

    uid: UUID
    reference: str
    submission: UUID
    submission_reference: str
    why: str
    reason: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    state: str
    decided_by: str
    decided_at: datetime | None
    refused_because: str
    opened_at: datetime | None
    may_decide: Decision
    may_withdraw: Decision


@transaction.atomic
def ask(*, submission_id: UUID, why: str, reason: str, by: Actor, at: datetime) -> Asked:
    """Ask for the box of one submission to be opened. It stays closed until another agrees.

    The code is shown now and never again. Raises `NotPermitted`, `NotFound`, `NoGoodReason`.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SOURCES, lock=True)
    require(may_ask_to_open_source(by, submission, is_asked=is_asked(submission_id, by=by, at=at)))
    if why not in Why.values:
        raise NoGoodReason("Choose why the box has to be opened", argument="why")
    if len(reason.strip()) < SHORTEST_REASON:
        raise NoGoodReason(f"Say why in at least {SHORTEST_REASON} characters", argument="reason")
    code = _new_code()
    row = SourceOpening(
        protection=protect(
            Kind.SOURCE_IDENTITY,
            owner=by.agency_id,
            by=by,
            at=at,
            tags=[Tag.SOURCE],
            min_vetting=LEAST_VETTING,
        ),
        reference=new_reference(),
        submission_uid=submission.uid,
        submission_reference=submission.reference,
        why=why,
        reason=reason.strip(),
        purpose=by.purpose,
        code_hash=hash_of(code),
        asked_by_id=by.person_id,
        asked_at=at,
        expires_at=at + DECIDE_WITHIN,
    )
    row.save(force_insert=True)
    record(Act.ASK_TO_OPEN_SOURCE, [submission, row.protection], by=by, at=at, fields=["why"])
    return Asked(uid=row.protection_id, reference=row.reference, code=code)


def is_asked(submission_id: UUID, *, by: Actor, at: datetime) -> bool:
    """Whether *by* has asked for this box, and that still stands."""
    mine = SourceOpening.open_to(by).filter(submission_uid=submission_id, asked_by_id=by.person_id)
    return any(row.stands(at) for row in mine)


@transaction.atomic
def decide(*, opening_id: UUID, approve: bool, because: str = "", by: Actor, at: datetime) -> None:
    """Agree that a box is opened, or refuse, as somebody other than whoever asked.

    An agreement stands for a day. Raises `NotPermitted`, `NotFound`, and `NoGoodReason` for a
    refusal that does not say why.
    """
    row = _opened(opening_id, by)
    require(may_decide_opening(by, row))
    if not approve and not because.strip():
        raise NoGoodReason("Say why it is refused", argument="because")
    row.is_approved = approve
    row.decided_by_id = by.person_id
    row.decided_at = at
    row.refused_because = "" if approve else because.strip()
    if approve:
        row.expires_at = at + OPEN_WITHIN
    row.save(
        update_fields=["is_approved", "decided_by", "decided_at", "refused_because", "expires_at"]
    )
    record(Act.DECIDE_OPENING, row.protection, by=by, at=at, fields=["is_approved"])


@transaction.atomic
def withdraw(*, opening_id: UUID, by: Actor, at: datetime) -> None:
    """Take a request back: the box stays closed. Raises `NotPermitted` and `NotFound`."""
    row = _opened(opening_id, by)
    require(may_withdraw_opening(by, row))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record(Act.WITHDRAW_OPENING, row.protection, by=by, at=at, fields=["withdrawn_at"])


@transaction.atomic
def openings(*, by: Actor, at: datetime, limit: int = 50) -> list[OpeningShown]:
    """Every request, newest first. Raises `NotPermitted` for anybody but the source unit."""
    require(may_read_sources(by))
    rows = list(
        SourceOpening.open_to(by)
        .select_related("asked_by", "decided_by", "protection")
        .order_by("-asked_at", "protection_id")[:limit]
    )
    record(Act.READ_SOURCES, [row.protection for row in rows], by=by, at=at)
    return [_shown(row, by) for row in rows]


def openings_to_decide(by: Actor) -> int:
    """How many requests wait for *by* to agree or refuse: none for anybody but the source unit."""
    if not may_read_sources(by):
        return 0
    rows = SourceOpening.open_to(by).filter(is_approved=None).select_related("protection")
    return sum(bool(may_decide_opening(by, row)) for row in rows)


@transaction.atomic
def opening(*, opening_id: UUID, by: Actor, at: datetime) -> OpeningShown:
    """One request. Raises `NotFound` for anybody but the source unit."""
    row = _opened(opening_id, by)
    require(may_read_sources(by))
    record(Act.READ_SOURCES, row.protection, by=by, at=at)
    return _shown(row, by)


def state_of(row: SourceOpening, at: datetime) -> str:
    """How a request stands, in words."""
    if row.opened_at is not None:
        return "Opened"
    if row.withdrawn_at is not None:
        return "Withdrawn"
    if row.is_approved is False:
        return "Refused"
    if row.expires_at <= at:
        return "Run out"
    return "Approved: to be opened" if row.is_approved else "Waiting for a second person"


def hash_of(code: str) -> str:
    """What is kept of a code. Spaces, dashes and capitals make no difference."""
    return keyed("opening code", "".join(each for each in code.upper() if each.isalnum()))


def _new_code() -> str:
    drawn = int.from_bytes(os.urandom(16), "big")
    letters = []
    for _ in range(16):
        drawn, place = divmod(drawn, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[place])
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8, 12))


def _opened(opening_id: UUID, by: Actor) -> SourceOpening:
    row = (
        SourceOpening.open_to(by)
        .select_related("asked_by", "decided_by", "protection")
        .filter(pk=opening_id)
        .first()
    )
    if row is None:
        raise NotFound
    return row


def _shown(row: SourceOpening, by: Actor) -> OpeningShown:
    return OpeningShown(
        uid=row.protection_id,
        reference=row.reference,
        submission=row.submission_uid,
        submission_reference=row.submission_reference,
        why=Why(row.why).label,
        reason=row.reason,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        state=state_of(row, by.at),
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        refused_because=row.refused_because,
        opened_at=row.opened_at,
        may_decide=may_decide_opening(by, row),
        may_withdraw=may_withdraw_opening(by, row),
    )

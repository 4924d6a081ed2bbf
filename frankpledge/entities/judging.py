"""Judging whether two mentions are the same, and withdrawing a judgement. Nothing is rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from frankpledge.access.api import Actor, NotFound, fetch, record, require
from frankpledge.entities.models import Judgement, Mention, Verdict, Withdrawal
from frankpledge.entities.pairs import in_order, pair_of
from frankpledge.entities.policies import Act, may_judge, may_withdraw
from frankpledge.entities.resolution import Judged
from frankpledge.kernel import DomainError

LATER_ONE = "Judged again"


class NoReason(DomainError):
    """A judgement or its withdrawal says nothing of why."""


@transaction.atomic
def judge(
    *, left_id: UUID, right_id: UUID, verdict: str, reason: str, by: Actor, at: datetime
) -> None:
    """Say whether two mentions are the same. An earlier judgement of the two stands until now.

    Both are kept; neither mention changes. Raises `NotFound` where *by* may not see both mentions,
    `NotPermitted` where they may not judge, and `NoReason`.
    """
    left, right = _both(left_id, right_id, act=Act.JUDGE, by=by, at=at)
    require(may_judge(by, left, right))
    why = _given(reason)
    earlier = standing(left.uid, right.uid)
    if earlier is not None:
        _withdraw(earlier, reason=LATER_ONE, by=by, at=at)
    Judgement(
        left=left,
        right=right,
        pair=pair_of(left.uid, right.uid),
        verdict=Verdict(verdict),
        reason=why,
        judged_by_id=by.person_id,
        judged_at=at,
    ).save(force_insert=True)
    record(Act.JUDGE, [left, right], by=by, at=at)


@transaction.atomic
def withdraw(*, left_id: UUID, right_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Let the judgement of two mentions stand no longer. It is kept, with why it was withdrawn.

    Raises `NotFound` where *by* may not see both mentions, `NotPermitted` where none stands or
    another agency's does, and `NoReason`.
    """
    left, right = _both(left_id, right_id, act=Act.WITHDRAW, by=by, at=at)
    found = standing(left.uid, right.uid)
    require(may_withdraw(by, found))
    if found is not None:
        _withdraw(found, reason=_given(reason), by=by, at=at)
    record(Act.WITHDRAW, [left, right], by=by, at=at)


def _both(one: UUID, other: UUID, *, act: Act, by: Actor, at: datetime) -> tuple[Mention, Mention]:
    if one == other:
        raise NotFound
    first, second = in_order(one, other)
    # Held in one order, so that two people who judge one pair at once follow one another.
    left = fetch(Mention, first, by=by, at=at, act=act, lock=True)
    return left, fetch(Mention, second, by=by, at=at, act=act, lock=True)


def _given(reason: str) -> str:
    why = " ".join(reason.split())
    if not why:
        raise NoReason("Say why", argument="reason")
    return why


def _withdraw(found: Judgement, *, reason: str, by: Actor, at: datetime) -> None:
    Withdrawal(judgement=found, reason=reason, withdrawn_by_id=by.person_id, withdrawn_at=at).save(
        force_insert=True
    )


def standing(one: UUID, other: UUID) -> Judgement | None:
    """The judgement of two mentions that stands. Only for those who may see both of them."""
    return (
        Judgement.objects.filter(pair=pair_of(one, other), withdrawal=None)
        .select_related("judged_by__agency")
        .first()
    )


def judgements_around(mention: UUID, by: Actor) -> list[Judgement]:
    """Every judgement that could bear on a mention's cluster, both of whose ends *by* may read.

    The walk over judgements goes through what *by* may not see too, and is then thrown away but
    for what they may: a cluster that hangs together only through hidden mentions falls apart here,
    as it would if they had never been.
    """
    visible = Mention.open_to(by).filter(pk__in=_reached(mention)).values("pk")
    rows = Judgement.objects.filter(left__in=visible, right__in=visible)
    return list(
        rows.select_related("judged_by__agency", "withdrawal__withdrawn_by__agency").order_by(
            "judged_at", "id"
        )
    )


_WALK = """
WITH RECURSIVE reached(uid) AS (
    SELECT {first}
    UNION
    SELECT CASE WHEN j.left_id = r.uid THEN j.right_id ELSE j.left_id END
    FROM reached r JOIN entities_judgement j ON (j.left_id = r.uid OR j.right_id = r.uid)
    WHERE j.verdict = 'same'
)
SELECT uid FROM reached
"""


def _reached(mention: UUID) -> list[UUID]:
    """Mentions that were ever joined to one, however indirectly; one question whatever the length.

    Gives identities alone, to be asked for again through the rule.
    """
    native = connection.features.has_native_uuid_field
    with connection.cursor() as cursor:
        cursor.execute(
            _WALK.format(first="%s::uuid" if native else "%s"),
            [mention if native else mention.hex],
        )
        return [uid if isinstance(uid, UUID) else UUID(uid) for (uid,) in cursor.fetchall()]


def judged(rows: Iterable[Judgement]) -> list[Judged]:
    """Judgements as clusters are worked out from them."""
    return [
        Judged(
            left=row.left_id,
            right=row.right_id,
            verdict=Verdict(row.verdict),
            at=row.judged_at,
            withdrawn_at=_withdrawn(row),
        )
        for row in rows
    ]


def _withdrawn(row: Judgement) -> datetime | None:
    withdrawal: Withdrawal | None = getattr(row, "withdrawal", None)
    return withdrawal.withdrawn_at if withdrawal else None

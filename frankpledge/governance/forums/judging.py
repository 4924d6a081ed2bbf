"""Whether two forums that seem to be for the same repeat one another: for people to say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, NotFound, fetch, record, require
from frankpledge.governance import policies
from frankpledge.governance.models import ForumEntry, PurposeJudgement
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError


class NoReason(DomainError):
    """A judgement says why."""


@transaction.atomic
def judge_purpose(
    *, entry_id: UUID, other_id: UUID, are_the_same: bool, words: str, by: Actor, at: datetime
) -> None:
    """Say whether two forums repeat one another, and why. A later judgement stands before it.

    Raises `NotPermitted`, `NotFound` for a forum out of sight, and `NoReason`.
    """
    require(policies.may_judge_purpose(by))
    row = fetch(ForumEntry, entry_id, by=by, at=at, act=Act.READ_ENTRY)
    other = ForumEntry.open_to(by).filter(pk=other_id).exclude(pk=row.pk).first()
    if other is None:
        raise NotFound
    if not words.strip():
        raise NoReason("Say why", argument="words")
    PurposeJudgement.objects.create(
        one=row,
        other=other,
        are_the_same=are_the_same,
        words=words.strip(),
        judged_on=localtime(at).date(),
        judged_by_id=by.person_id,
    )
    record(Act.JUDGE_PURPOSE, [row, other], by=by, at=at)


def judgements(uids: Iterable[UUID]) -> dict[frozenset[UUID], str]:
    """The newest judgement of each two of these forums, in words."""
    listed = list(uids)
    rows = PurposeJudgement.objects.filter(Q(one__in=listed) & Q(other__in=listed))
    return {
        frozenset((row.one_id, row.other_id)): (
            f"{'They repeat' if row.are_the_same else 'Both are needed'}: {row.words}"
        )
        for row in rows.order_by("judged_on", "id")
    }

"""Working out which mentions are of one thing.

Mentions are never merged. People judge pairs, and clusters follow from the judgements that stand
at a moment, so that any judgement can be withdrawn and any day looked back to. A cluster is named
for its oldest mention: joined by others it keeps that name, and split it is found under it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frankpledge.entities.models import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One verdict on one pair, from when it stood and until when, if it was withdrawn."""

    left: UUID
    right: UUID
    verdict: Verdict
    at: datetime
    withdrawn_at: datetime | None = None

    def stands(self, at: datetime) -> bool:
        """Whether it stands at a moment: from its own on, until that of its withdrawal."""
        return self.at <= at and (self.withdrawn_at is None or self.withdrawn_at > at)


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """How old a mention is. The identity decides between two of one moment."""

    noted_at: datetime
    uid: UUID


def clusters(judgements: Iterable[Judged], *, at: datetime) -> set[frozenset[UUID]]:
    """Mentions that are the same at a moment, directly or through one another."""
    cluster_of: dict[UUID, set[UUID]] = {}
    for judged in judgements:
        if not judged.stands(at):
            continue
        left = cluster_of.setdefault(judged.left, {judged.left})
        right = cluster_of.setdefault(judged.right, {judged.right})
        if judged.verdict == Verdict.SAME and left is not right:
            left |= right
            cluster_of.update(dict.fromkeys(right, left))
    return {frozenset(members) for members in cluster_of.values()}


def cluster_of(mention: UUID, judgements: Iterable[Judged], *, at: datetime) -> frozenset[UUID]:
    """The cluster that a mention is in at a moment: itself alone where nobody said otherwise."""
    found = (members for members in clusters(judgements, at=at) if mention in members)
    return next(found, frozenset({mention}))


def name_of(members: Iterable[UUID], noted: Mapping[UUID, datetime]) -> UUID:
    """The name of a cluster: its oldest mention's identity."""
    return min(Age(noted[uid], uid) for uid in members).uid


def contradictions(judgements: Iterable[Judged], *, at: datetime) -> set[frozenset[UUID]]:
    """Pairs that were judged different, though other judgements join them."""
    standing = [judged for judged in judgements if judged.stands(at)]
    together = clusters(standing, at=at)
    return {
        frozenset({judged.left, judged.right})
        for judged in standing
        if judged.verdict == Verdict.DIFFERENT
        and any({judged.left, judged.right} <= members for members in together)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """At a moment the cluster of a mention gained or lost others, and was named so from then."""

    at: datetime
    name: UUID
    joined: frozenset[UUID]
    left: frozenset[UUID]


def history(
    mention: UUID, judgements: Iterable[Judged], noted: Mapping[UUID, datetime]
) -> list[Change]:
    """What became of the cluster of a mention, oldest first."""
    every = list(judgements)
    moments = {judged.at for judged in every}
    moments |= {judged.withdrawn_at for judged in every if judged.withdrawn_at is not None}
    changes = []
    before = frozenset({mention})
    for moment in sorted(moments):
        members = cluster_of(mention, every, at=moment)
        if members != before:
            changes.append(
                Change(
                    at=moment,
                    name=name_of(members, noted),
                    joined=members - before,
                    left=before - members,
                )
            )
        before = members
    return changes

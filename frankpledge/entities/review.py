"""Pairs worth a look, each with why it scored so, for people to judge side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from frankpledge.access.api import Actor, Decision, NotFound, fetch, record, require
from frankpledge.entities.identifiers import What
from frankpledge.entities.judging import standing
from frankpledge.entities.likeness import (
    Strength,
    explained,
    form_of,
    likeness,
    sentences,
    strength_of,
)
from frankpledge.entities.models import Identifier, Judgement, Match, Mention, Sort, Verdict
from frankpledge.entities.pairs import in_order, pair_of
from frankpledge.entities.policies import Act, may_judge, may_review, may_withdraw
from frankpledge.entities.subjects import Ruling, ruling
from frankpledge.entities.taking_in import MentionFacts, facts_of

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A pair as the queue lists it."""

    left: UUID
    right: UUID
    sort: Sort
    left_typed: str
    right_typed: str
    strength: Strength
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two mentions side by side, how alike they are and why, and what was judged of them."""

    left: MentionFacts
    right: MentionFacts
    strength: Strength
    why: tuple[tuple[str, float], ...]
    rulings: tuple[Ruling, ...]
    following: tuple[UUID, UUID] | None
    may_judge: Decision
    may_withdraw: Decision


def queue(*, by: Actor, at: datetime) -> tuple[PairLine, ...]:
    """Pairs that nobody has decided on, both of whose mentions *by* may read, the likest first.

    A pair that somebody could not tell is still shown to others. Raises `NotPermitted`.
    """
    require(may_review(by))
    rows = list(_undecided(by)[:MOST_SHOWN])
    record(Act.REVIEW, {end for row in rows for end in (row.held, row.submitted)}, by=by, at=at)
    return tuple(_line(row) for row in rows)


def _undecided(by: Actor) -> QuerySet[Match]:
    visible = Mention.open_to(by).values("pk")
    decided = Judgement.objects.filter(pair=OuterRef("pair"), withdrawal=None).filter(
        Q(verdict__in=[Verdict.SAME, Verdict.DIFFERENT]) | Q(judged_by=by.person_id)
    )
    return (
        Match.objects.filter(held__in=visible, submitted__in=visible)
        .filter(~Exists(decided))
        .select_related("held", "submitted")
        .order_by("-points", "pair")
    )


def _line(row: Match) -> PairLine:
    left, right = sorted((row.held, row.submitted), key=lambda mention: mention.uid.hex)
    return PairLine(
        left=left.uid,
        right=right.uid,
        sort=Sort(row.held.sort),
        left_typed=left.typed,
        right_typed=right.typed,
        strength=strength_of(row.points),
        why=sentences(row.why),
    )


def pair(*, left_id: UUID, right_id: UUID, by: Actor, at: datetime) -> Pair:
    """Two mentions side by side. Raises `NotFound` unless *by* may see both."""
    require(may_review(by))
    if left_id == right_id:
        raise NotFound
    ends = [
        fetch(Mention, uid, by=by, at=at, act=Act.REVIEW) for uid in in_order(left_id, right_id)
    ]
    left, right = facts_of(_with_sources(ends, by))
    alike = likeness(*_forms(ends))
    rulings = (
        Judgement.objects.filter(pair=pair_of(left_id, right_id))
        .select_related("judged_by__agency", "withdrawal")
        .order_by("-judged_at", "-id")
    )
    return Pair(
        left=left,
        right=right,
        strength=strength_of(alike.points),
        why=explained(alike.signs),
        rulings=tuple(ruling(row, at=at) for row in rulings),
        following=_following(left.uid, right.uid, by),
        may_judge=may_judge(by, *ends),
        may_withdraw=may_withdraw(by, standing(left.uid, right.uid)),
    )


def _with_sources(ends: list[Mention], by: Actor) -> list[Mention]:
    """The same two, asked for with what they hang below, in the same order."""
    rows = Mention.open_to(by).filter(pk__in=[end.uid for end in ends])
    found = {row.uid: row for row in rows.select_related("protection__parent")}
    return [found[end.uid] for end in ends]


def _forms(ends: list[Mention]) -> list[dict[str, list[str]]]:
    values: dict[UUID, list[tuple[What, str]]] = {end.uid: [] for end in ends}
    for identifier in Identifier.objects.filter(mention__in=list(values)).order_by("what", "value"):
        values[identifier.mention_id].append((What(identifier.what), identifier.value))
    return [form_of(values[end.uid]) for end in ends]


def _following(left: UUID, right: UUID, by: Actor) -> tuple[UUID, UUID] | None:
    """The next pair of the queue after this one, for whoever skips it; the first after the last."""
    pairs = list(_undecided(by).values_list("pair", flat=True)[:MOST_SHOWN])
    here = pair_of(left, right)
    after = pairs[pairs.index(here) + 1 :] if here in pairs else pairs
    following = next((each for each in [*after, *pairs] if each != here), None)
    return (UUID(following[:32]), UUID(following[32:])) if following else None

"""What an analyst wrote down before anybody acts on an articulation point or a bridge.

Taking out a broker may raise violence. That it was thought about is kept with who thought it, and
stands beside the point or the tie for whoever sees it in the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from frankpledge.access.api import (
    Action,
    Actor,
    Kind,
    NotFound,
    Protection,
    agencies_with,
    protect,
    record,
    require,
    within_scope,
)
from frankpledge.groups import policies
from frankpledge.groups.charting import Asked, graph_of
from frankpledge.groups.models import CutNote
from frankpledge.groups.policies import Act
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError
from frankpledge.networks import api as networks

LONGEST = 1_000
Ends = tuple[UUID, ...]
"""The node, or the two ends of a tie in the order of their identities."""


class NotNoted(DomainError):
    """Nothing was written, or it is about what is no articulation point and no bridge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What was written of one articulation point or bridge, by whom and when."""

    text: str
    may_raise: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One articulation point or bridge as its page shows it, with all that was written of it."""

    ends: Ends
    title: str
    is_bridge: bool
    notes: tuple[Noted, ...]


def notes_on(by: Actor) -> Mapping[Ends, tuple[Noted, ...]]:
    """All that *by* may read of what was written, the latest first, by what it is about."""
    rows = (
        CutNote.objects.filter(
            within_scope("protection_id", Kind.COMMENT, Action.READ, by),
            within_scope("left_id", None, Action.READ, by),
        )
        .filter(Q(right=None) | within_scope("right_id", None, Action.READ, by))
        .select_related("written_by")
        .order_by("-written_at", "pk")
    )
    found: dict[Ends, list[Noted]] = {}
    for row in rows:
        ends = (row.left_id,) if row.right_id is None else (row.left_id, row.right_id)
        found.setdefault(ends, []).append(
            Noted(
                text=row.text,
                may_raise=row.may_raise,
                by=row.written_by.name,
                at=row.written_at,
            )
        )
    return {ends: tuple(notes) for ends, notes in found.items()}


def cut(*, references: Sequence[str], asked: Asked, by: Actor) -> Cut:
    """One articulation point or bridge of the network that was *asked* for. Recorded.

    *references* are those of the node, or of both ends of the tie. Raises `NotPermitted`, and
    `NotFound` for what is none, or is not *by*'s to see.
    """
    require(policies.may_note_cut(by, areas_on=areas_on(by.at)))
    seen = asked.seen(by)
    graph = graph_of(seen)
    known = {frozenset({graph.ids[at]}) for at in networks.articulation_points(graph)}
    known |= {frozenset({graph.ids[a], graph.ids[b]}) for a, b in networks.bridges(graph)}
    if frozenset(references) not in known:
        raise NotFound
    node = {each.reference: each for each in seen.nodes}
    ends = in_order(*(node[each].uid for each in references))
    return Cut(
        ends=ends,
        title=" and ".join(sorted(node[each].label for each in references)),
        is_bridge=len(ends) > 1,
        notes=notes_on(by).get(ends, ()),
    )


def in_order(*ends: UUID) -> Ends:
    """The ends as they are kept: each tie one way round."""
    return tuple(sorted(ends, key=str))


@transaction.atomic
def note_cut(
    *,
    references: Sequence[str],
    asked: Asked,
    text: str,
    may_raise: bool | None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write down whether taking out a node or a tie may raise violence, and why.

    It is read by the agencies that have both ends, and is never rewritten. Raises `NotNoted`,
    `NotPermitted` and, for what is no articulation point or bridge, `NotFound`.
    """
    about = cut(references=references, asked=asked, by=by)
    if not text.strip():
        raise NotNoted("Write down why", argument="text")
    if len(text) > LONGEST:
        raise NotNoted(f"Write at most {LONGEST} characters", argument="text")
    if may_raise is None:
        raise NotNoted("Choose whether it may raise violence", argument="may_raise")
    readers = frozenset.intersection(*(agencies_with(end, by) for end in about.ends))
    restricted = Protection.objects.filter(uid__in=about.ends, restricted=True).exists()
    protection = protect(
        Kind.COMMENT,
        owner=by.agency_id,
        by=by,
        at=at,
        agencies=[] if restricted else sorted(readers, key=str),
        named=[by.person_id] if restricted else [],
        restricted=restricted,
    )
    left, *right = about.ends
    CutNote.objects.create(
        protection=protection,
        left_id=left,
        right_id=right[0] if right else None,
        text=text.strip(),
        may_raise=may_raise,
        written_at=at,
        written_by_id=by.person_id,
    )
    record(Act.NOTE_CUT, protection, by=by, at=at)
    return protection.uid

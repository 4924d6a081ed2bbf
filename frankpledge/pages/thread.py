"""The golden thread: walking links both ways from a record, as far as somebody may see.

The thread is made of links, and of what hangs below a record, as a re-visit does below its problem.
A link is seen only by somebody who may know of both its ends, so a hidden part cannot be told from
one that was never there; and upstream of sanitisation only the intelligence unit walks, whatever
links there may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Kind,
    NotFound,
    Protection,
    Ref,
    links_of_each,
    record,
    require,
    within_scope,
)
from frankpledge.pages import captions, policies
from frankpledge.pages.policies import Act
from frankpledge.pages.stages import ABOVE_THE_VALVE, STAGES, Stage, walks_above_the_valve

GATHERINGS = frozenset({Kind.MEETING, Kind.PROFILE, Kind.PAPER, Kind.PLAN, Kind.EVENT})
"""What brings many matters together. The thread of one of them touches it and goes no further."""

LONGEST = 120
"""How many records are shown at most. What is nearest to the start is found first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One record on the thread, as it may be called by whoever looks."""

    kind: Kind
    uid: UUID
    caption: str
    href: str
    is_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One stage with the parts of it that are seen."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The thread as one person may see it from one record."""

    start: Part
    stages: tuple[Shown, ...]
    words: str
    is_cut: bool


@transaction.atomic
def walk(*, kind: Kind, uid: UUID, by: Actor, at: datetime) -> Thread:
    """Everything that a record is joined to, as far as *by* may see. Recorded.

    Raises `NotFound` for a record that *by* may not know of, and `NotPermitted` for one that may
    be known of but not read.
    """
    seen = Protection.objects.filter(within_scope("uid", kind, Action.DISCOVER, by))
    start = seen.filter(uid=uid, kind=kind).first()
    if start is None:
        raise NotFound
    require(policies.may_walk_thread(by, start))
    first = Ref(kind=kind, uid=uid)
    met, is_cut = _reached(first, by)
    parts = [part for ref in met if (part := _part(ref, first, by))]
    begun = next((part for part in parts if part.is_start), None)
    if begun is None:
        raise NotFound
    shown = [Protection(uid=part.uid, kind=part.kind, version=0) for part in parts]
    record(Act.WALK_THREAD, shown, by=by, at=at)
    return Thread(
        start=begun,
        stages=tuple(
            Shown(title=stage.title, parts=found)
            for stage in STAGES
            if (found := _in_stage(stage, parts))
        ),
        words=captions.FIXED_WORDS if _stops_here(kind, by) else "",
        is_cut=is_cut,
    )


def _stops_here(kind: Kind, by: Actor) -> bool:
    return kind in ABOVE_THE_VALVE and not walks_above_the_valve(by)


def _reached(start: Ref, by: Actor) -> tuple[list[Ref], bool]:
    """Every record that links lead to, nearest first, and whether there were too many."""
    met = {start.uid: start}
    if _stops_here(start.kind, by):
        return [start], False
    edge = [start]
    while edge and len(met) < LONGEST:
        walked = [ref for ref in edge if ref == start or ref.kind not in GATHERINGS]
        found = sorted(
            {end for end in _ends(walked, by) if end.uid not in met},
            key=lambda end: (end.kind, end.uid),
        )
        edge = found[: LONGEST - len(met)]
        met |= {end.uid: end for end in edge}
    return list(met.values()), len(met) >= LONGEST


def _ends(edge: Iterable[Ref], by: Actor) -> Iterable[Ref]:
    """What these records are joined to: one question for links, one for what hangs below them."""
    barred = frozenset() if walks_above_the_valve(by) else ABOVE_THE_VALVE
    uids = [ref.uid for ref in edge]
    for links in links_of_each(uids, by).values():
        for joined in links:
            if not barred & {joined.earlier.kind, joined.later.kind}:
                yield from (joined.earlier, joined.later)
    known = Protection.objects.filter(within_scope("uid", None, Action.DISCOVER, by))
    below = known.filter(parent__in=uids)
    above = known.filter(uid__in=Protection.objects.filter(uid__in=uids).values("parent"))
    for uid, kind in (below | above).values_list("uid", "kind"):
        if kind not in barred:
            yield Ref(kind=Kind(kind), uid=uid)


def _part(ref: Ref, start: Ref, by: Actor) -> Part | None:
    caption = captions.caption_of(ref, by)
    if caption is None:
        return None
    return Part(
        kind=ref.kind,
        uid=ref.uid,
        caption=caption,
        href=captions.url_of(ref, by) or "",
        is_start=ref == start,
    )


def _in_stage(stage: Stage, parts: Iterable[Part]) -> tuple[Part, ...]:
    found = [part for part in parts if part.kind in stage.kinds]
    return tuple(sorted(found, key=lambda part: _order(stage, part)))


def _order(stage: Stage, part: Part) -> tuple[int, list[str], UUID]:
    """By kind, then by caption, in which a visit after 6 days comes before one after 28."""
    words = [f"{int(word):09}" if word.isdecimal() else word for word in part.caption.split()]
    return stage.kinds.index(part.kind), words, part.uid

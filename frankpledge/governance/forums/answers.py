"""A question asked of the map as somebody may see it: on a day, in an area, and beside another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Actor, NotFound
from frankpledge.governance.forums import forum_map, judging, routes, shared_cases
from frankpledge.governance.forums.forum_map import Mapped
from frankpledge.governance.forums.mapped import within
from frankpledge.governance.forums.overlap_safety import either_way
from frankpledge.governance.forums.questions import (
    Answer,
    Asked,
    Compared,
    Question,
    compare,
    question,
)
from frankpledge.governance.forums.reference import harm_words
from frankpledge.governance.models.shared_cases import BANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: a day and an area (all of them where it is empty)."""

    on: date | None = None
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with its answer, and how it differs from another day or area if one is given."""

    question: Question
    mapped: Mapped
    answer: Answer
    compared: tuple[Compared, ...] | None
    other: Answer | None


def answer(
    number: int, *, side: Side, other: Side | None = None, by: Actor, at: datetime
) -> Answered:
    """Ask one of the fourteen of the map on a side, and lay another side beside it.

    Raises `NotPermitted`, and `NotFound` for a number that is no question's.
    """
    found = question(number)
    if found is None:
        raise NotFound
    mapped, asked = _asked(side, by, at)
    given = found.answer(asked)
    if other is None:
        return Answered(question=found, mapped=mapped, answer=given, compared=None, other=None)
    _, asked_there = _asked(other, by, at)
    there = found.answer(asked_there)
    return Answered(
        question=found, mapped=mapped, answer=given, compared=compare(given, there), other=there
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What breaks if one forum stops, with the names of all that is spoken of."""

    uid: UUID
    name: str
    breaks: routes.Breaks
    names: Mapping[str, str]
    gaps: tuple[tuple[str, str, str, int], ...]
    """Harm, age and level that lose their last forum, and in how many areas."""
    areas: int


def what_breaks(*, entry_id: UUID, by: Actor, at: datetime) -> Stopped:
    """What breaks if the forum of an entry stops, on the map as *by* may see it today.

    Raises `NotPermitted` and `NotFound`.
    """
    mapped, asked = _asked(Side(), by, at)
    code = next((code for code, uid in mapped.uids.items() if uid == entry_id), None)
    if code is None:
        raise NotFound
    breaks = routes.what_breaks(mapped.forums, code, harms=asked.harms, areas=asked.areas)
    lost: dict[tuple[str, str, str], int] = {}
    for cell in breaks.gaps:
        key = (cell.harm, cell.age, cell.level)
        lost[key] = lost.get(key, 0) + 1
    return Stopped(
        uid=entry_id,
        name=mapped.names[code],
        breaks=breaks,
        names=mapped.names,
        gaps=tuple((*key, count) for key, count in sorted(lost.items())),
        areas=len(asked.areas),
    )


def _asked(side: Side, by: Actor, at: datetime) -> tuple[Mapped, Asked]:
    mapped = forum_map.mapped(by=by, at=at, on=side.on)
    areas = dict(mapped.areas)
    if side.area:
        if side.area not in areas:
            raise NotFound
        areas = {side.area: areas[side.area]}
        mapped = replace(mapped, forums=within(mapped.forums, areas))
    codes = {uid: code for code, uid in mapped.uids.items()}
    names = dict(BANDS)
    judged = judging.judgements(codes)
    return mapped, Asked(
        forums=mapped.forums,
        harms=harm_words(),
        areas=areas,
        estimates={
            (codes[one], codes[other]): names[band]
            for (one, other), band in shared_cases.estimates(codes).items()
        },
        counts={
            either_way(codes[one], codes[other]): words
            for (one, other), words in shared_cases.counted(codes).items()
        },
        judged={
            pair: words
            for both, words in judged.items()
            for one, other in [sorted(codes[uid] for uid in both)]
            for pair in [(one, other)]
        },
    )

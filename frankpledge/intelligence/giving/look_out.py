"""What tellers are asked to look out for, brought by the module above that issues it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frankpledge.access.api import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class LookOut:
    """An OFFICIAL alert: what it is about, the signs, and what to tell."""

    title: str
    signs: tuple[str, ...]
    report: str


class Source(Protocol):
    """Given who tells, or the card that they hold, and when: what they may read of it."""

    def __call__(self, *, by: Actor, at: datetime) -> Sequence[LookOut]: ...


_sources: list[Source] = []


def bring_look_outs(source: Source) -> None:
    """From now on whoever tells is shown what *source* gives. Given twice, it counts once."""
    if source not in _sources:
        _sources.append(source)


def look_outs_for(*, by: Actor, at: datetime) -> list[LookOut]:
    """What *by* is asked to look out for now. Looking is recorded by whoever gives it."""
    return [each for source in _sources for each in source(by=by, at=at)]

"""What modules above say on a problem's page: parts that they give, and this module only shows.

This module may not know of those above it, so one of them hands over a source of parts, once, when
the site starts:

    class AskingConfig(AppConfig):
        def ready(self) -> None:
            provide_beside("asking", parts_about)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frankpledge.access.api import Actor
from frankpledge.ui.api import Link, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading, a table under it, what stands beneath, and where more of it can be done."""

    title: str
    table: Table
    empty: str
    words: str = ""
    link: Link | None = None


Source = Callable[[UUID, Actor, datetime], Sequence[Part]]

_sources: dict[str, Source] = {}


def provide_beside(name: str, source: Source) -> None:
    """From now on a problem's page shows what *source* gives. One source a name."""
    _sources[name] = source


def parts_for(problem_id: UUID, by: Actor, at: datetime) -> tuple[Part, ...]:
    """What every source says about a problem, as far as *by* may see it, in the order of names."""
    return tuple(part for name in sorted(_sources) for part in _sources[name](problem_id, by, at))

"""Counts that modules above this one bring to the measures: what was asked and how late it was,
what was disrupted and by whom, which returns came.

A module that knows such counts hands over a source once, when the site starts:

    class AskingConfig(AppConfig):
        def ready(self) -> None:
            intelligence.bring_counts(requests.on_time)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from frankpledge.access.api import Actor

CODES = frozenset({"M9", "M10", "M13", "M18", "M19"})


class NotBroughtFromAbove(ValueError):
    """A source gave a count for a measure that is worked out here.

    Only those of `CODES` are brought. If you are seeing this, the code of the count is wrong.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """So many out of so many, for a month: of requests from police to partners, answered in time.

    `part` names the row in words for readers, so that police and partners stand beside each other:
    "Police asked partners", "Partners asked police".
    """

    code: str
    part: str
    some: int
    of: int


Source = Callable[[Actor, date, date], Sequence[Brought]]
"""Given who counts, the first day of a month and the first day of the next."""

_sources: list[Source] = []


def bring_counts(source: Source) -> None:
    """From now on the measures hold what *source* gives. Given twice, it counts once."""
    if source not in _sources:
        _sources.append(source)


def brought_for(by: Actor, first: date, before: date) -> list[Brought]:
    """What every source gives for a month. Raises `NotBroughtFromAbove`."""
    found = [each for source in _sources for each in source(by, first, before)]
    if any(each.code not in CODES for each in found):
        raise NotBroughtFromAbove(f"only {', '.join(sorted(CODES))} come from above")
    return found

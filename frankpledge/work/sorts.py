"""What kinds of long work there are, as the modules that do it say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frankpledge.access.api import Actor, Decision

Given = Mapping[str, object]
"""What the work is about, as it is kept: ids, codes and days, and never anybody's words."""


class Going(Protocol):
    """What work tells of itself while it is done, and where it keeps how far it has come."""

    def step(self, done: int, whole: int) -> None:
        """Say that *done* of *whole* steps are done. Raises `Left` where it is to be left."""

    def keep(self, content: bytes) -> None:
        """Keep what is needed to carry on from here, in place of what was kept before."""

    def kept(self) -> bytes | None:
        """What was kept last, perhaps by a worker that was killed since."""


class Left(Exception):
    """The work was called off, or another worker has it: nothing of it may be handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file that came of it, under the name that it is handed over by."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of it: files, and what is to be kept in the database, which is done last.

    `keep` is called in the very transaction that says that the work is done, so that it is done
    once or not at all. It gives a sentence for the reader.
    """

    files: Sequence[Made] = ()
    keep: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """One kind of long work.

    `title` says what it is without a word of what it is about. `may` is asked when it is asked
    for, when it is done and when its result is opened. `perform` does it as somebody and gives
    what came of it, having changed nothing; done again it gives the same. `back` is where its page
    leads when it is over. What is not `handed_over` is for the module's own pages alone.
    """

    code: str
    title: str
    may: Callable[[Actor, Given, datetime], Decision]
    perform: Callable[[Given, Actor, datetime, Going], Result]
    back: Callable[[Given], str]
    handed_over: bool = True


_sorts: dict[str, Sort] = {}


def offer(sort: Sort) -> None:
    """Offer a kind of long work. Said once, when the site starts."""
    _sorts[sort.code] = sort


def sort_of(code: str) -> Sort | None:
    """The kind of this code, or None where no module offers it any more."""
    return _sorts.get(code)

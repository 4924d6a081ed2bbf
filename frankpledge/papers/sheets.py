"""Knows what a paper is made of: a frozen list of headings, words, tables and pictures. Pure.

Whoever writes a paper says what stands in it, once; each writer says how that looks in its own kind
of file. Nothing here is markup, so nothing that somebody typed can become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from frankpledge.kernel import DomainError

DEEPEST = 4
CONTENTS_DEPTH = 2
"""How deep the headings are that a list of contents names."""


class CannotBeWritten(DomainError):
    """A paper that no reader could use: without a title, or with a picture that says nothing."""


MARGIN, WIDEST, ACROSS = 4, 40, 105
"""In letters of a table: what stands empty beside a cell, the widest column, and the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading. Level 1 is a section of the paper; the title stands above it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph. `strong` words stand before it, such as a number or a label."""

    text: str
    strong: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Short items, numbered or not."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What must be read before the rest, set apart."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; figures stand to the right."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its first cell names a row, its header is repeated on each page it runs on to."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG. `alt` says what it shows to somebody who cannot see it; `grid` has the same
    facts and is printed after it. `narrow` is the same drawn for a phone, which paper never needs.
    """

    title: str
    alt: str
    svg: str
    grid: Grid | None = None
    narrow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """What follows begins on a page of its own."""


Part = Heading | Words | Listed | Notice | Grid | Picture | NewPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole document. `marking` and `handling` stand on every page; `made_at` is when it says
    that it was made, so that the same paper is the same file.

    `before` stands above the title, which `label` begins: a board paper's header has its subject
    among other lines.
    """

    title: str
    marking: str
    made_at: datetime
    author: str
    parts: tuple[Part, ...]
    above: str = ""
    below: tuple[str, ...] = ()
    handling: str = ""
    contents: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    label: str = ""


NO_SIGNS = "\ufffe\uffff"
"""Numbers that stand for no sign, which a document in XML may not hold."""

INVENTED = "SYNTHETIC DATA: everything here is invented"
"""What stands on every page of a document of the demonstration."""


def invented(paper: Paper) -> Paper:
    """A demonstration’s paper: beside its marking each page says that nothing in it is real."""
    return replace(paper, marking=f"{paper.marking} – {INVENTED}")


Value = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a sheet, and what it means to somebody who meets it for the first time."""

    name: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: one header row, then one row for each thing."""

    name: str
    about: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]


def checked(paper: Paper) -> Paper:
    """The paper with headings that skip no level, as readers by ear need them.

    Raises `CannotBeWritten` where the title, a picture's words, or a cell of a table is missing.
    """
    if not paper.title.strip():
        raise CannotBeWritten("A paper needs a title.", argument="title")
    for part in paper.parts:
        if isinstance(part, Picture):
            if not part.alt.strip():
                raise CannotBeWritten(f"The picture “{part.title}” says nothing in words.")
            if part.grid is not None:
                _whole(part.grid)
        elif isinstance(part, Grid):
            _whole(part)
    return replace(paper, parts=tuple(_stepped(paper.parts)))


def widths_of(grid: Grid) -> tuple[float, ...]:
    """How much of the page each column gets, as weights.

    No word is broken where the page is wide enough for the longest of each column; what is left
    goes to the columns whose cells would otherwise wrap.
    """
    needed, wished = [], []
    for at, column in enumerate(grid.columns):
        cells = [row[at] for row in grid.rows]
        words = [word for cell in [column.text, *cells] for word in cell.split()]
        needed.append(max((len(word) for word in words), default=1) + MARGIN)
        longest = max((len(cell) for cell in cells), default=0) + MARGIN
        wished.append(max(needed[-1], min(longest, WIDEST)))
    left, wanted = ACROSS - sum(needed), sum(wished) - sum(needed)
    share = min(max(left, 0) / wanted, 1) if wanted else 0
    return tuple(need + (wish - need) * share for need, wish in zip(needed, wished, strict=True))


def _whole(grid: Grid) -> None:
    wide = len(grid.columns)
    if not wide or any(len(row) != wide for row in grid.rows):
        raise CannotBeWritten(f"The table “{grid.caption}” has rows that do not fit its columns.")


def _stepped(parts: Iterable[Part]) -> Iterator[Part]:
    deepest = 0
    for part in parts:
        if isinstance(part, Heading):
            deepest = max(1, min(part.level, deepest + 1, DEEPEST))
            yield Heading(text=part.text, level=deepest)
        else:
            yield part


def readable(text: str) -> str:
    """Words without what no document may hold: control signs, and lone halves of characters."""
    if text.isprintable():
        return text
    kept = "".join(
        each for each in text if each in "\t\n" or (ord(each) >= 32 and each not in NO_SIGNS)
    )
    return kept.encode("utf-8", "ignore").decode("utf-8")

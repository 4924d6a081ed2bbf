"""Knows how a paper becomes a PDF that is also read aloud: tagged, titled, to PDF/UA-1."""

from __future__ import annotations

import json
import re
from datetime import UTC
from string import printable

from frankpledge.papers.pictures import width_of
from frankpledge.papers.sheets import (
    CONTENTS_DEPTH,
    Grid,
    Heading,
    Listed,
    NewPage,
    Notice,
    Paper,
    Part,
    Picture,
    Words,
    checked,
    readable,
    widths_of,
)
from frankpledge.papers.typesetter import LAYOUTS, compiler

LAYOUT = LAYOUTS / "layout.typ"
UNKNOWN = "?"
"""What stands for a sign that no font of the machine can draw."""
PATIENCE = 8
_NO_SIGN = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
_PLAINEST = re.compile("[^\t -~\u00a1-\u017f\u2010-\u2026\u2212\u20ac]")


def as_pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1. The compiler refuses what the standard forbids.

    What people typed reaches the layout as values, never as its language, so nothing in it can run.
    A sign that no font here can draw becomes a question mark, as the standard forbids a gap.
    Raises `CannotBeWritten`.
    """
    written = json.dumps(_plain(checked(paper)), ensure_ascii=False)
    for _ in range(PATIENCE):
        try:
            return _compiled(written)
        except _Undrawable as found:
            written = found.without(written)
    return _compiled(_PLAINEST.sub(UNKNOWN, written))


class _Undrawable(Exception):
    """No font of this machine has a sign for some of the words, and the standard wants one."""

    def __init__(self, signs: str) -> None:
        super().__init__(signs)
        self.signs = signs

    def without(self, written: str) -> str:
        known = set(self.signs) - set(printable)
        if not known:
            return _PLAINEST.sub(UNKNOWN, written)
        return re.sub(f"[{re.escape(''.join(sorted(known)))}]", UNKNOWN, written)


def _compiled(written: str) -> bytes:
    import typst

    try:
        made = compiler().compile(
            input=str(LAYOUT),
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"paper": written},
        )
    except typst.TypstError as refused:
        found = _NO_SIGN.search(str(refused))
        if found is None:
            raise
        raise _Undrawable(found[1]) from refused
    assert isinstance(made, bytes)
    return made


def _plain(paper: Paper) -> dict[str, object]:
    made = paper.made_at.astimezone(UTC)
    return {
        "title": readable(paper.title),
        "marking": readable(paper.marking),
        "author": readable(paper.author),
        "above": readable(paper.above),
        "below": [readable(line) for line in paper.below],
        "handling": readable(paper.handling),
        "contents": CONTENTS_DEPTH if paper.contents else 0,
        "before": [[readable(name), readable(value)] for name, value in paper.before],
        "label": readable(paper.label),
        "facts": [[readable(name), readable(value)] for name, value in paper.facts],
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "parts": [_part(part) for part in paper.parts],
    }


def _part(part: Part) -> dict[str, object]:
    if isinstance(part, Heading):
        return {"kind": "heading", "text": readable(part.text), "level": part.level}
    if isinstance(part, Words):
        return {
            "kind": "words",
            "text": readable(part.text),
            "strong": readable(part.strong),
            "small": part.small,
        }
    if isinstance(part, Listed):
        items = [readable(item) for item in part.items]
        return {"kind": "numbered" if part.numbered else "listed", "items": items}
    if isinstance(part, Notice):
        return {"kind": "notice", "text": readable(part.text)}
    if isinstance(part, Grid):
        return _grid(part)
    if isinstance(part, Picture):
        return {
            "kind": "picture",
            "title": readable(part.title),
            "alt": readable(part.alt),
            "svg": part.svg,
            "wide": width_of(part.svg),
            "grid": _grid(part.grid) if part.grid else None,
        }
    assert isinstance(part, NewPage)
    return {"kind": "new-page"}


def _grid(grid: Grid) -> dict[str, object]:
    return {
        "kind": "grid",
        "caption": readable(grid.caption),
        "head": [readable(column.text) for column in grid.columns],
        "numeric": [column.numeric for column in grid.columns],
        "wide": widths_of(grid),
        "rows": [[readable(cell) for cell in row] for row in grid.rows],
    }

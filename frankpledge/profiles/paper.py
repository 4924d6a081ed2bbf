"""Knows how a profile becomes a file that stands by itself: JSON to work with, HTML to read.

The HTML fetches nothing, runs nothing and prints; every chart and map is also there as a table.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frankpledge.papers.api import Paper
from frankpledge.profiles import outlines, words
from frankpledge.profiles.blocks import FORMAT, Block, Content, Figure, Map
from frankpledge.profiles.notes import Notes, notes_of, rests_on

TEMPLATES = Path(__file__).parent / "paper"
MARKING = "OFFICIAL"
WORKING_MARKING = "OFFICIAL-SENSITIVE"
"""While it is written and consulted on a profile holds more than published figures."""
CONTEXT = (
    "Recorded crime is context. It is not a profile of serious and organised crime: most of what "
    "organised crime does is never recorded as a crime, and what is recorded depends on what "
    "people report and what the police look for."
)
"""What stands above every profile that rests on recorded crime alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One block with its headline figures found."""

    block: Block
    headline: tuple[Figure, ...]


def as_json(content: Content) -> str:
    """The profile to work with: figures, tables and findings. Drawings are in the HTML."""
    plain = asdict(content)
    for block in plain["blocks"]:
        for chart in block["charts"]:
            del chart["svg"], chart["narrow"]
        for each in block["maps"]:
            del each["svg"]
            for outline in each["outlines"]:
                del outline["polygons"]
    return json.dumps(
        {
            "format": FORMAT,
            "marking": MARKING,
            "status": "draft",
            "about": CONTEXT,
            "inputs_digest": content.inputs_digest,
            "figures_digest": content.figures_digest,
            **plain,
        },
        ensure_ascii=False,
        indent=1,
    )


def as_html(content: Content) -> str:
    """The profile to read on a screen or on paper."""
    return _environment().get_template("profile.html").render(**_facts(content))


def as_page(paper: Paper, content: Content) -> str:
    """A released version to read on a screen or on paper, in one file that fetches nothing."""
    return (
        _environment()
        .get_template("version.html")
        .render(paper=paper, content=content, origin=_origin(content))
    )


def _origin(content: Content) -> str:
    return "Synthetic" if content.origin == "synthetic" else "Open data"


def shown(content: Content) -> tuple[Shown, ...]:
    """The blocks in order, each with its headline figures."""
    by_id = {figure.id: figure for figure in content.figures}
    return tuple(
        Shown(
            block=block,
            headline=tuple(by_id[each] for each in block.headline if each in by_id),
        )
        for block in content.blocks
    )


def _facts(content: Content) -> Mapping[str, object]:
    notes: Notes = notes_of(content.figures)
    return {
        "content": content,
        "shown": shown(content),
        "marking": MARKING,
        "about": CONTEXT,
        "notes": notes,
        "by_id": {figure.id: figure for figure in content.figures},
        "origin": _origin(content),
        "files": _files(content),
    }


def _files(content: Content) -> tuple[tuple[str, str, str], ...]:
    return tuple((each.name, each.kind, each.digest[:16]) for each in content.inputs)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = _address
    environment.filters["legend"] = _legend
    environment.filters["number"] = words.number
    environment.filters["rests_on"] = rests_on
    environment.filters["kind"] = lambda part: type(part).__name__.lower()
    environment.filters["marked"] = lambda grid: {
        "caption": grid.caption,
        "columns": grid.columns,
        "rows": grid.rows,
        "marked": (),
    }
    return environment


def _address(svg: str) -> str:
    """The drawing as an address that an image can have, so that nothing in it can run."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _legend(drawn: Map) -> Iterable[tuple[str, str]]:
    return outlines.legend([outline.value for outline in drawn.outlines], drawn.breaks)

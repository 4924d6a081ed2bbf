"""Knows what is settled in files: a profile's sections, what partners are asked for, indicators.

An area's own file of the same name may replace any of them. Pure.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILES = Path(__file__).parent / "reference"


class Reach(StrEnum):
    """How far a part of a profile may go. A wider version is made of what is cleared for it."""

    FULL = "full"
    PARTNER = "partner"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        """How a reader is told."""
        return {
            Reach.FULL: "Only the agency that writes it",
            Reach.PARTNER: "Partners",
            Reach.PUBLIC: "Anybody",
        }[self]

    def goes_to(self, version: Reach) -> bool:
        """Whether what has this reach stands in that version."""
        order = list(Reach)
        return order.index(self) >= order.index(version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a profile: what it holds, in which products, and the least that it is for."""

    code: str
    title: str
    holds: tuple[str, ...]
    reach: Reach
    required: bool
    inherits: bool
    product_types: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What one kind of body is asked for."""

    code: str
    holder: str
    ask: str
    threats: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A count that partners return, of people or of events."""

    code: str
    title: str
    counts: str
    unit: str


@cache
def sections() -> tuple[Section, ...]:
    """Sections in the order in which they stand: what leads comes first."""
    return tuple(
        Section(
            code=row["code"],
            title=row["title"],
            holds=tuple(row["holds"].split("|")),
            reach=Reach(row["reach"]),
            required=row["required"] == "yes",
            inherits=row["inherits"] == "yes",
            product_types=tuple(row["product_types"].split("|")),
            words=row["words"],
        )
        for row in _rows("sections.csv")
    )


def sections_of(product_type: str) -> tuple[Section, ...]:
    """The sections of one type of product."""
    return tuple(each for each in sections() if product_type in each.product_types)


@cache
def templates() -> tuple[Template, ...]:
    """What each kind of body is asked for."""
    return tuple(Template(**row) for row in _rows("data_requests.csv"))


@cache
def indicators() -> dict[str, Indicator]:
    """Indicators by their codes."""
    return {row["code"]: Indicator(**row) for row in _rows("returned_indicators.csv")}


def section(code: str) -> Section | None:
    """The section with this code."""
    return next((each for each in sections() if each.code == code), None)


def template(code: str) -> Template | None:
    """The request with this code."""
    return next((each for each in templates() if each.code == code), None)


def _rows(name: str) -> list[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))

"""Pathways and signs as rows of the reference files: what they say, and what was derived of them.

A pathway is a door that somebody can be sent to. `pathways.csv` and `indicators.csv` are given;
what they lack stands in files marked `derived`, which an owner looks over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frankpledge.referrals import routing
from frankpledge.referrals.reference_files import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one of the files comes from, and when somebody looks it over again."""

    file: str
    is_derived: bool
    version: str
    taken_on: date
    review_on: date
    owner: str
    words: str


def pathways() -> Mapping[str, routing.Pathway]:
    """Every pathway by its code."""
    terms = {row["pathway"]: row for row in rows("pathway_terms.csv")}
    return {row["id"]: _pathway(row, terms[row["id"]]) for row in rows("pathways.csv")}


def pathway(code: str) -> routing.Pathway | None:
    """The pathway with this code."""
    return pathways().get(code)


def signs() -> Mapping[str, routing.Sign]:
    """Every sign by its code."""
    terms = {row["indicator"]: row for row in rows("indicator_terms.csv")}
    return {
        row["id"]: routing.Sign(
            code=row["id"],
            harm=row["harm_type"],
            words=row["indicator"],
            seen_by=frozenset(_parts(row["seen_by"])),
            strength=int(row["weight_hint"]),
            sort=routing.Sort(terms[row["id"]]["sort"]),
            also=_parts(terms[row["id"]]["also"]),
        )
        for row in rows("indicators.csv")
    }


def circumstances() -> Mapping[str, routing.Circumstance]:
    """Every question that leads to a door by itself, by its code."""
    return {
        row["code"]: routing.Circumstance(
            code=row["code"],
            question=row["question"],
            form=row["form"],
            pathways=_parts(row["pathways"]),
        )
        for row in rows("circumstances.csv")
    }


def book() -> routing.Book:
    """All that the router works by."""
    return routing.Book(
        pathways=pathways(),
        signs=signs(),
        circumstances=circumstances(),
        harms={
            (row["harm"], row["form"]): _parts(row["pathways"]) for row in rows("harm_routes.csv")
        },
    )


def sources() -> tuple[Source, ...]:
    """Where each file comes from; what is derived waits for its owner."""
    return tuple(
        Source(
            file=row["file"],
            is_derived=row["status"] == "derived",
            version=row["version"],
            taken_on=date.fromisoformat(row["taken_on"]),
            review_on=date.fromisoformat(row["review_on"]),
            owner=row["owner"],
            words=row["source"],
        )
        for row in rows("provenance.csv")
    )


def _pathway(row: Mapping[str, str], terms: Mapping[str, str]) -> routing.Pathway:
    written = json.dumps([dict(row), dict(terms)], sort_keys=True, ensure_ascii=True)
    return routing.Pathway(
        code=row["id"],
        name=row["name"],
        who=row["who_can_refer"],
        threshold=row["threshold"],
        route=row["route"],
        timescale=row["timescale"],
        fields=_parts(row["form_fields"]),
        outputs=_parts(row["outputs"]),
        provenance=row["confidence"],
        order=int(terms["order"]),
        form=terms["form"],
        least_age=int(terms["least_age"]) if terms["least_age"] else None,
        most_age=int(terms["most_age"]) if terms["most_age"] else None,
        worked_here=terms["worked_here"] == "yes",
        agreement=terms["agreement"],
        duty=terms["duty"],
        referrers=frozenset(_parts(terms["referrers"])),
        ask_instead=terms["ask_instead"],
        working_days=int(terms["working_days"]) if terms["working_days"] else None,
        hours=int(terms["hours"]) if terms["hours"] else None,
        second_doors=_parts(terms["second_door"]),
        version=hashlib.sha256(written.encode()).hexdigest()[:12],
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


ON_A_CARD = 8
"""How many signs the first part of somebody's list holds, the strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one kind of worker is likely to see: a few signs first, and then the rest."""

    code: str
    words: str
    first: tuple[routing.Sign, ...]
    rest: tuple[routing.Sign, ...]


def workforces() -> list[tuple[str, str]]:
    """The kinds of worker that have a list of their own."""
    return [(row["code"], row["words"]) for row in rows("workforces.csv")]


def card(code: str) -> Card | None:
    """The list of one kind of worker."""
    row = next((each for each in rows("workforces.csv") if each["code"] == code), None)
    if row is None:
        return None
    eyes = {*_parts(row["seen_by"]), "any"}
    seen = [sign for sign in signs().values() if sign.seen_by & eyes]
    ordered = tuple(sorted(seen, key=lambda sign: (-sign.strength, sign.code)))
    return Card(code=code, words=row["words"], first=ordered[:ON_A_CARD], rest=ordered[ON_A_CARD:])

"""The forums that the field knows, as reference rows: what is written of each, and what is derived.

`forums.csv` is as it was researched. What it lacks stands row by row in `forum_facts.csv` and
`member_names.csv`, marked derived, for whoever runs the forum to check. An area's own file of the
same name replaces any of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frankpledge.governance.forums.mapped import Level, MappedForum, Member, Route
from frankpledge.problems.api import reference_rows

SHIPPED = Path(__file__).parent.parent / "reference"
DERIVED = ("level", "subjects", "ages", "harms", "test", "areas", "hours", "members")
"""What the researched file does not say in codes, and was worked out."""
_SCOPES: Mapping[str, frozenset[str]] = {
    "district": frozenset({"two_tier"}),
    "county": frozenset({"two_tier"}),
    "unitary": frozenset({"unitary"}),
    "police_area": frozenset({"two_tier", "unitary"}),
    "region": frozenset({"two_tier", "unitary"}),
    "national": frozenset(),
    "": frozenset(),
}
"""Which sort of council's area a scope takes in. National bodies work everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """A kind of harm that forums may be for."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One forum of the reference, with the words that its entry begins with."""

    mapped: MappedForum
    purpose: str
    chair: str
    frequency: str
    threshold: str
    information: str
    provenance: str
    review_on: date
    version: str


def harms() -> tuple[Harm, ...]:
    """The harms of the map, in their order."""
    return tuple(
        Harm(code=row["code"], name=row["name"])
        for row in reference_rows("harms.csv", shipped=SHIPPED)
    )


def harm_words() -> Mapping[str, str]:
    """What each harm is called, by its code."""
    return {each.code: each.name for each in harms()}


def known_forums() -> tuple[Known, ...]:
    """Every forum of the reference, by its code. `version` changes with any of its words."""
    facts = {row["forum"]: row for row in reference_rows("forum_facts.csv", shipped=SHIPPED)}
    rows = reference_rows("forums.csv", shipped=SHIPPED)
    names = {row["id"]: row["name"] for row in rows}
    organisations = {
        row["written"]: row for row in reference_rows("member_names.csv", shipped=SHIPPED)
    }
    return tuple(_known(row, facts[row["id"]], names, organisations) for row in rows)


def mapped_forums() -> tuple[MappedForum, ...]:
    """The forums of the reference as the fourteen questions take them."""
    return tuple(each.mapped for each in known_forums())


def _known(
    row: Mapping[str, str],
    facts: Mapping[str, str],
    names: Mapping[str, str],
    organisations: Mapping[str, Mapping[str, str]],
) -> Known:
    written = json.dumps([dict(row), dict(facts)], sort_keys=True, ensure_ascii=True)
    return Known(
        mapped=MappedForum(
            code=row["id"],
            name=row["name"],
            level=Level(facts["level"]),
            is_statutory=_stands_in_law(row["statutory"]),
            statute=row["statute"],
            subjects=frozenset(_parts(facts["subjects"])),
            ages=frozenset(_parts(facts["ages"])),
            harms=frozenset(_parts(facts["harms"])),
            test=facts["test"],
            areas=frozenset().union(*(_SCOPES[scope] for scope in _parts(facts["areas"]))),
            members=_members(row["core_members"], organisations),
            routes=tuple(Route(to=to, name=names.get(to, to)) for to in _parts(row["refers_to"])),
            meetings_a_year=int(facts["meetings_a_year"]),
            hours=float(facts["hours"]),
            preparation=float(facts["preparation_hours"]),
            capacity=int(facts["capacity"]) if facts["capacity"] else None,
        ),
        purpose=row["purpose"],
        chair=row["chair"],
        frequency=row["frequency"],
        threshold=row["threshold"],
        information=row["information_shared"],
        provenance=row["confidence"],
        review_on=date.fromisoformat(facts["review_on"]),
        version=hashlib.sha256(written.encode()).hexdigest()[:12],
    )


def _members(text: str, organisations: Mapping[str, Mapping[str, str]]) -> tuple[Member, ...]:
    """Each organisation once, however many ways the file names it; nobody in particular is none."""
    found: dict[str, Member] = {}
    for written in _parts(text):
        row = organisations[written]
        if row["organisation"]:
            found[row["organisation"]] = Member(
                organisation=row["organisation"],
                name=row["name"],
                reach=_SCOPES[row["reach"]],
            )
    return tuple(found.values())


def _stands_in_law(words: str) -> bool | None:
    """Yes, no, or neither plainly (partly, by policy, in a pilot)."""
    first = words.split()[0]
    return {"yes": True, "no": False}.get(first)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())

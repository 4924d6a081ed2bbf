"""What could be used here, today, by whom: candidates at one place, with review and officers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, record, require
from frankpledge.kernel import DomainError
from frankpledge.powers.bodies import bodies_in
from frankpledge.powers.candidates import EVERY_KIND, Candidate, Case, Held, candidates
from frankpledge.powers.catalogue import Power, Target, holders, power, powers, threats
from frankpledge.powers.delegations import Officer, officers
from frankpledge.powers.policies import Act, may_look_up
from frankpledge.powers.reviews import Standing, standing_of, standings
from frankpledge.powers.sheets import Sheet, Step, sheet, steps_of
from frankpledge.problems import api as problems

TARGETS_OF_PLACES: Mapping[str, frozenset[Target]] = {
    "address": frozenset({Target.PREMISES, Target.PERSON}),
    "shop": frozenset({Target.BUSINESS, Target.PREMISES, Target.LICENCE}),
    "street": frozenset({Target.LAND, Target.PERSON}),
    "park": frozenset({Target.LAND, Target.PERSON}),
    "station": frozenset({Target.LAND, Target.VEHICLE, Target.PERSON}),
}
"""What a problem at each kind of place is taken to be about, until somebody says otherwise."""


class NoSuchPlace(DomainError):
    """Powers are looked up for one district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One power at one place: who holds it there, how it stands, and whom to ring."""

    power: Power
    held: tuple[Held, ...]
    standing: Standing
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHolder:
    """What one holder could use."""

    name: str
    words: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What could be used, by holder, and what could be but for its law."""

    area: str
    groups: tuple[ByHolder, ...]
    not_available: tuple[Entry, ...]
    usable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHere:
    """A play sheet at one place."""

    sheet: Sheet
    steps: tuple[Step, ...]
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a problem already says of the case, to begin from."""

    area: str
    targets: tuple[str, ...]
    place: str


def districts(by: Actor) -> list[tuple[str, str]]:
    """The districts to choose from, by name: those that *by* works in first of all."""
    rows = Area.objects.filter(kind__in=("district", "unitary")).order_by("name")
    found = [(each.code, each.name) for each in rows]
    return sorted(found, key=lambda each: (each[0] not in by.districts, each[1]))


def asked_by(problem_id: UUID, by: Actor) -> Asked | None:
    """What to begin from at a problem, or None where *by* may not open it."""
    line = problems.among([problem_id], by).get(problem_id)
    if line is None:
        return None
    known = TARGETS_OF_PLACES.get(_place_kind(line), frozenset())
    return Asked(
        area=line.area_code,
        targets=tuple(target for target in Target if target in known),
        place=line.place,
    )


@transaction.atomic
def look_up(
    *,
    area: str,
    targets: Iterable[str],
    harm: Iterable[str],
    age: int | None = None,
    by: Actor,
    at: datetime,
) -> Answer:
    """What could be used in *area* today, by whom. That it was asked is recorded, and not by whom
    the answer was read. Raises `NotPermitted`, and `NoSuchPlace` for what is no district."""
    require(may_look_up(by))
    place = Area.objects.filter(code=area, kind__in=("district", "unitary")).first()
    if place is None:
        raise NoSuchPlace("Choose the district", argument="area")
    case = Case(
        targets=frozenset(Target(each) for each in targets),
        threats=frozenset(harm) & frozenset(threats()),
        age=age,
    )
    found = candidates(powers(), case, holders=holders(), bodies=bodies_in(area, at=at))
    known = standings(on=localtime(at).date())
    named = officers(at=at)
    entries = [_entry(each, known, named) for each in found.usable]
    record(Act.LOOK_UP, [], by=by, at=at, fields=["powers"])
    return Answer(
        area=place.name,
        groups=_by_holder(entries),
        not_available=tuple(_entry(each, known, named) for each in found.not_available),
        usable=len(entries),
    )


def power_here(code: str, *, by: Actor, at: datetime) -> Entry | None:
    """One power with how it stands and every officer named for it. Raises `NotPermitted`."""
    require(may_look_up(by))
    found = power(code)
    if found is None:
        return None
    return Entry(
        power=found,
        held=(),
        standing=standing_of(found, on=localtime(at).date()),
        officers=tuple(officers([code], at=at).get(code, ())),
    )


def sheet_here(code: str, *, area: str, by: Actor, at: datetime) -> SheetHere | None:
    """A play sheet with who holds each step's powers in *area*. Raises `NotPermitted`."""
    require(may_look_up(by))
    found = sheet(code)
    if found is None:
        return None
    bodies = bodies_in(area, at=at) if area else ()
    return SheetHere(
        sheet=found,
        steps=steps_of(code, bodies=bodies, officers=officers(at=at)),
        area=dict(districts(by)).get(area, ""),
    )


def _place_kind(line: problems.ProblemLine) -> str:
    words = {str(kind.label): str(kind.value) for kind in problems.PlaceKind}
    return words.get(line.place_kind, line.place_kind)


def _entry(
    each: Candidate, known: Mapping[str, Standing], named: Mapping[str, list[Officer]]
) -> Entry:
    here = {body.code for held in each.held for body in held.bodies}
    return Entry(
        power=each.power,
        held=each.held,
        standing=known[each.power.code],
        officers=tuple(
            officer for officer in named.get(each.power.code, ()) if officer.agency_code in here
        ),
    )


def _by_holder(entries: Sequence[Entry]) -> tuple[ByHolder, ...]:
    groups: dict[str, tuple[Held, list[Entry]]] = {}
    for entry in entries:
        asked_for = any(not held.holder.is_court for held in entry.held)
        for held in entry.held:
            if not (held.holder.is_court and asked_for):
                groups.setdefault(held.holder.name, (held, []))[1].append(entry)
    return tuple(
        ByHolder(name=name, words=_who(held), entries=tuple(found))
        for name, (held, found) in sorted(groups.items())
    )


def _who(held: Held) -> str:
    """Who that is here, in words."""
    if held.holder.is_court:
        return "The court orders it of itself, on conviction. Ask the prosecutor."
    if EVERY_KIND in held.holder.kinds:
        return "Any of them may."
    return "; ".join(body.name for body in held.bodies) or "Not an agency of this partnership."

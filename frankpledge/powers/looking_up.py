"""What could be used here, today, by whom: candidates at one place, with review and officers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, Decision, record, require
from frankpledge.kernel import DomainError
from frankpledge.powers.bodies import bodies_in
from frankpledge.powers.candidates import EVERY_KIND, Candidate, Case, Held, candidates
from frankpledge.powers.catalogue import Power, Target, holders, power, powers, threats
from frankpledge.powers.clocks import LegalClock, legal_clock
from frankpledge.powers.consultees import ToConsult, clashes, to_consult
from frankpledge.powers.delegations import Officer, officers
from frankpledge.powers.policies import Act, may_list_uses, may_look_up
from frankpledge.powers.reading import evidence_noted, uses_of
from frankpledge.powers.reviews import Standing, standing_of, standings
from frankpledge.powers.sheets import (
    Letter,
    Service,
    Sheet,
    Step,
    checklist_of,
    help_beside,
    letters_of,
    sheet,
    steps_of,
)
from frankpledge.powers.starting import starts_at
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
    evidence: tuple[EvidenceThere, ...] = ()
    consultees: tuple[ToConsult, ...] = ()
    clashes: tuple[str, ...] = ()
    start: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceThere:
    """Something that would show a power's test, and what uses for the problem say of it."""

    words: str
    is_held: bool | None
    where: str

    @property
    def state(self) -> str:
        """How it stands, in words. Not looked for is not missing."""
        if self.is_held is None:
            return "not looked for yet"
        return f"held: {self.where}" if self.is_held else "missing"


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
    services: tuple[Service, ...]
    usable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHere:
    """A play sheet at one place."""

    sheet: Sheet
    steps: tuple[Step, ...]
    area: str
    checklist: tuple[str, ...]
    letters: tuple[Letter, ...]
    clocks: tuple[tuple[str, LegalClock], ...]


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
    problem_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Answer:
    """What could be used in *area* today, by whom. That it was asked is recorded, and not by whom
    the answer was read.

    With a problem, each candidate says what uses for it hold and miss, where powers meet what is
    in use there already, and whether *by* may start a use of it. Raises `NotPermitted`, and
    `NoSuchPlace` for what is no district.
    """
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
    entries = _with_what_is_there(entries, problem_id, by=by, at=at)
    record(Act.LOOK_UP, [], by=by, at=at, fields=["powers"])
    return Answer(
        area=place.name,
        groups=_by_holder(entries),
        not_available=tuple(_entry(each, known, named) for each in found.not_available),
        services=help_beside({entry.power.code for entry in entries}),
        usable=len(entries),
    )


def _with_what_is_there(
    entries: Sequence[Entry], problem_id: UUID | None, *, by: Actor, at: datetime
) -> list[Entry]:
    """The entries with what is held and missing, whom to consult, and what meets what."""
    problem = problems.among([problem_id], by).get(problem_id) if problem_id else None
    uses = list(uses_of(problem.uid, by)) if problem and may_list_uses(by) else []
    in_use = {row.power for row in uses if not row.is_over}
    held = evidence_noted(uses)
    start = starts_at(problem, by=by, at=at) if problem else None
    beside = {entry.power.code for entry in entries} if problem is None else in_use
    names = {each.code: each.name for each in powers()}
    return [
        replace(
            entry,
            evidence=tuple(
                EvidenceThere(words=words, is_held=is_held, where=where)
                for words in entry.power.evidence
                for is_held, where in [held.get(words, (None, ""))]
            ),
            consultees=to_consult(entry.power.code),
            clashes=tuple(
                f"{names[each.other]}: {each.words}"
                for each in clashes(entry.power.code, beside - {entry.power.code})
            ),
            start=start(entry.power, entry.standing) if start else None,
        )
        for entry in entries
    ]


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
    steps = steps_of(code, bodies=bodies, officers=officers(at=at))
    return SheetHere(
        sheet=found,
        steps=steps,
        area=dict(districts(by)).get(area, ""),
        checklist=checklist_of(code),
        letters=letters_of(code),
        clocks=_clocks_of(steps),
    )


def _clocks_of(steps: Sequence[Step]) -> tuple[tuple[str, LegalClock], ...]:
    """The clocks that the law sets for the powers of a sheet, each once, with its power's name."""
    used = {each.power.code: each.power.name for step in steps for each in step.used}
    return tuple((name, clock) for code, name in used.items() if (clock := legal_clock(code)))


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

"""A county with people who run events, come to them and clear case studies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from frankpledge.access.api import Agency, Person, Role
from frankpledge.access.places import Area, AreaPart
from frankpledge.learning import cases, events
from tests.makers import NOW, as_actor, make_agency, make_area, make_person

BEGINS = NOW + timedelta(days=1)
DURING = BEGINS + timedelta(hours=1)
AFTERWARDS = BEGINS + timedelta(days=92)
WORDS = {
    "objective": "That people who live alone are safe in their homes.",
    "scanning": "A landlord noticed strangers in spring.",
    "analysis": "The door did not lock and nobody called.",
    "response": "Housing and fire visited together within a week.",
    "assessment": "Nobody had come back after a month.",
    "lessons": "Ring adult care first.",
}


@dataclass
class County:
    """Two districts in a county, and who is there."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    gwen: Person = None
    asha: Person = None
    bea: Person = None
    sam: Person = None
    femi: Person = None
    analyst: Person = None


def make_county() -> County:
    """The county team, a district's council with two people, fire, trading standards and police."""
    make_area("C1", name="Fallowshire", kind="county")
    for code, name in (("D1", "Wantsum"), ("D2", "Marlsea")):
        make_area(code, name=name)
        AreaPart.objects.create(whole=Area.objects.get(code="C1"), part_id=code)
    here = County()
    for code in ("county", "council", "fire", "trading", "police"):
        here.agencies[code] = make_agency(code)
    here.gwen = make_person(here.agencies["county"], Role.COUNTY_TEAM, districts=["C1"])
    here.asha = make_person(here.agencies["council"], Role.CSM, districts=["D1"])
    here.bea = make_person(here.agencies["council"], Role.COUNCIL_LAWYER, districts=["D1"])
    here.sam = make_person(here.agencies["fire"], Role.PRACTITIONER, districts=["D1"])
    here.femi = make_person(here.agencies["trading"], Role.PRACTITIONER, districts=["D1", "D2"])
    here.analyst = make_person(here.agencies["police"], Role.ANALYST, force_wide=True)
    return here


def plan(here: County, *, asked: tuple[str, ...] = ("council", "fire"), at: datetime = NOW) -> UUID:
    """A workshop of the county team, to which agencies are asked."""
    gwen = as_actor(here.gwen, at=at)
    made = events.make_event(
        title="What organised crime looks like from here",
        sort="workshop",
        area="C1",
        venue="Training centre",
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=3),
        aims="Say what to look for, and whom to tell",
        by=gwen,
        at=at,
    )
    if asked:
        agencies = [here.agencies[code].id for code in asked]
        events.invite(event_id=made, agencies=agencies, by=gwen, at=at)
    return made


def write(here: County, *, with_fire: bool = True, **changed: str) -> UUID:
    """A case study by Asha, whole, with the fire service or without."""
    asha = as_actor(here.asha)
    made = cases.write_case(
        title="A home that was taken over",
        area="D1",
        objective=WORDS["objective"],
        involvement="4",
        agencies=[here.agencies["fire"].id] if with_fire else [],
        threats=["cuckooing"],
        places=["address"],
        by=asha,
        at=NOW,
    )
    cases.change_case(
        case_id=made,
        title="A home that was taken over",
        claimed="E1",
        words={**WORDS, **changed},
        shown={"document": "Minutes of the panel"},
        by=asha,
        at=NOW,
    )
    return made

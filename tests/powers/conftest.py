"""Two tiers and a unitary beside them, with a lawyer in one council."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from frankpledge.access.api import Agency, Person, Role
from frankpledge.access.models import AreaPart
from tests.makers import NOW, make_agency, make_area, make_person

HERE, UNITARY = "D1", "U1"


@dataclass(frozen=True, kw_only=True)
class County:
    """Who is there: a district in a county, and a unitary beside it."""

    council: Agency
    unitary: Agency
    lawyer: Person
    other_lawyer: Person
    csm: Person
    tom: Person
    teller: Person
    newcomer: Person
    administrator: Person


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    make_area(HERE, name="Wantsum")
    make_area("C1", name="Fallowshire", kind="county")
    make_area(UNITARY, name="Marlsea", kind="unitary")
    AreaPart.objects.create(whole_id="C1", part_id=HERE)
    council, unitary = make_agency("council"), make_agency("unitary", kind="unitary")
    lawyer = make_person(council, Role.COUNCIL_LAWYER, districts=[HERE], name="Bea Holroyd")
    for code, kind, area in (
        ("county", "county_council", "C1"),
        ("standards", "trading_standards", "C1"),
        ("homes", "housing", HERE),
    ):
        make_person(make_agency(code, kind=kind), Role.PRACTITIONER, districts=[area])
    police = make_agency("police", kind="police")
    make_person(police, Role.PRACTITIONER, force_wide=True)
    return County(
        council=council,
        unitary=unitary,
        lawyer=lawyer,
        other_lawyer=make_person(unitary, Role.COUNCIL_LAWYER, districts=[UNITARY]),
        csm=make_person(council, Role.CSM, districts=[HERE], name="Asha Penrose"),
        tom=make_person(council, Role.PRACTITIONER, districts=[HERE], name="Tom Arkwright"),
        teller=make_person(council, Role.CONTRIBUTOR, districts=[HERE]),
        newcomer=make_person(council, Role.NO_GRANTS, districts=[HERE]),
        administrator=make_person(council, Role.ADMINISTRATOR, districts=[HERE]),
    )


def browse(person: Person) -> Client:
    """A browser in which *person* has signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def case(county: County):
    """The county with a problem in it, whom to ring, and a unit that answers."""
    from tests.powers.use_makers import make_case

    return make_case(county)

"""A county with doors: a council, adult care, children's services, a school, and licensing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from frankpledge.access.api import Agency, Person, Role
from frankpledge.referrals import api as referrals
from tests.makers import NOW, as_actor, make_agency, make_area, make_person

HERE, ELSEWHERE = "D1", "D2"


@dataclass(frozen=True, kw_only=True)
class County:
    """Who is there."""

    council: Agency
    care: Agency
    school: Agency
    asha: Person
    joan: Person
    children: Person
    priya: Person
    licensing: Person
    dev: Person
    newcomer: Person
    administrator: Person
    gwen: Person


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    make_area(HERE, name="Wantsum")
    make_area(ELSEWHERE, name="Elsewhere")
    council, school = make_agency("council"), make_agency("school", kind="school")
    care = make_agency("care", kind="adult_care")
    children = make_agency("children", kind="children_services")
    tags = ("child", "victim", "medical")
    made = County(
        council=council,
        care=care,
        school=school,
        asha=make_person(
            council, Role.CSM, districts=[HERE], forums=["panel"], name="Asha Penrose"
        ),
        joan=make_person(
            care,
            Role.SAFEGUARDING_LEAD,
            districts=[HERE],
            tags=tags,
            forums=["panel"],
            name="Joan Lisle",
        ),
        children=make_person(
            children, Role.SAFEGUARDING_LEAD, districts=[HERE, ELSEWHERE], tags=tags
        ),
        priya=make_person(
            school, Role.SAFEGUARDING_LEAD, districts=[HERE], tags=tags, name="Priya Vance"
        ),
        licensing=make_person(make_agency("licensing"), Role.PRACTITIONER, districts=[HERE]),
        dev=make_person(make_agency("homes", kind="housing"), Role.CONTRIBUTOR, districts=[HERE]),
        newcomer=make_person(council, Role.NO_GRANTS, districts=[HERE]),
        administrator=make_person(council, Role.ADMINISTRATOR, districts=[HERE]),
        gwen=make_person(
            make_agency("county", kind="county_council"), Role.COUNTY_TEAM, districts=[HERE]
        ),
    )
    referrals.set_duty(
        area=HERE,
        name="Joan Lisle",
        post="Adult care duty manager",
        telephone="01632 960301",
        hours="Monday to Friday, 8.30am to 5pm",
        out_of_hours="01632 960302",
        by=as_actor(made.joan),
        at=NOW,
    )
    return made


def browse(person: Person) -> Client:
    """A browser in which *person* has signed in."""
    client = Client()
    client.force_login(person)
    return client

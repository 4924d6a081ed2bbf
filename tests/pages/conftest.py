"""A partnership of two agencies for pages that speak for several modules."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from frankpledge.access.api import Agency, Person, Purpose, Role
from tests.makers import make_agency, make_area, make_person

DISTRICT = "E07999101"


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who is there: each with one post, all in one district unless said otherwise."""

    police: Agency
    council: Agency
    housing: Agency
    everything: Person
    officer: Person
    coordinator: Person
    csm: Person
    tenancy: Person
    worker: Person
    newcomer: Person
    administrator: Person
    auditor: Person


@pytest.fixture
def cast(db) -> Cast:
    make_area(DISTRICT, name="Wantsum")
    police = make_agency("police", kind="police")
    council = make_agency("council")
    housing = make_agency("housing", kind="housing")
    there = {"districts": [DISTRICT]}
    enforcing = {"force_wide": True, "purpose": Purpose.LAW_ENFORCEMENT, "vetting": 4}
    return Cast(
        police=police,
        council=council,
        housing=housing,
        everything=make_person(
            police,
            Role.INTELLIGENCE_SUPERVISOR,
            Role.CSM,
            Role.ANALYST,
            Role.COUNTY_TEAM,
            Role.OCG_COORDINATOR,
            **enforcing,
        ),
        officer=make_person(police, Role.INTELLIGENCE_OFFICER, **enforcing),
        coordinator=make_person(police, Role.OCG_COORDINATOR, **enforcing),
        csm=make_person(council, Role.CSM, name="Asha Penrose", **there),
        tenancy=make_person(housing, Role.PRACTITIONER, **there),
        worker=make_person(housing, Role.CONTRIBUTOR, **there),
        newcomer=make_person(council, Role.NO_GRANTS, **there),
        administrator=make_person(police, Role.ADMINISTRATOR, purpose=Purpose.ADMINISTRATION),
        auditor=make_person(
            make_agency("inspectorate", kind="inspectorate"),
            Role.AUDITOR,
            force_wide=True,
            purpose=Purpose.OVERSIGHT,
        ),
    )

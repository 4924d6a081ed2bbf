"""A district in an invented force whose register has been switched on by its officer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frankpledge.access.api import Purpose, Role
from frankpledge.access.models import AreaPart
from frankpledge.groups import api as groups
from tests.groups.makers import DISTRICT, ELSEWHERE, FORCE, Cast
from tests.makers import NOW, as_actor, make_agency, make_area, make_person


@pytest.fixture
def off(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Everybody, with the register off."""
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    make_area(FORCE, name="Fallowshire", kind="force")
    for code, name in ((DISTRICT, "Wantsum"), (ELSEWHERE, "Brindlemere")):
        make_area(code, name=name)
        AreaPart.objects.create(whole_id=FORCE, part_id=code)
    unit, police = make_agency("unit", kind="police"), make_agency("police", kind="police")
    council, other = make_agency("council"), make_agency("other")
    force = {"force_wide": True, "purpose": Purpose.LAW_ENFORCEMENT, "vetting": 4}
    here = {"districts": [DISTRICT]}
    return Cast(
        unit=unit,
        police=police,
        council=council,
        coordinator=make_person(unit, Role.OCG_COORDINATOR, name="Ruth Calloway", **force),
        second_coordinator=make_person(unit, Role.OCG_COORDINATOR, **force),
        officer=make_person(unit, Role.INTELLIGENCE_OFFICER, **force),
        supervisor=make_person(unit, Role.INTELLIGENCE_SUPERVISOR, name="Martin Quill", **force),
        second_supervisor=make_person(unit, Role.INTELLIGENCE_SUPERVISOR, **force),
        analyst=make_person(police, Role.ANALYST, force_wide=True),
        governance=make_person(
            police, Role.INFORMATION_GOVERNANCE, force_wide=True, purpose=Purpose.OVERSIGHT
        ),
        lead=make_person(police, Role.LEAD_OFFICER, purpose=Purpose.LAW_ENFORCEMENT, **here),
        partner_lead=make_person(council, Role.PRACTITIONER, Role.LEAD_OFFICER, **here),
        csm=make_person(council, Role.CSM, name="Asha Penrose", **here),
        practitioner=make_person(other, Role.PRACTITIONER, **here),
        neighbour=make_person(other, Role.CSM, districts=[ELSEWHERE]),
        board=make_person(other, Role.BOARD_MEMBER, force_wide=True, purpose=Purpose.OVERSIGHT),
        newcomer=make_person(council, Role.NO_GRANTS, **here),
        administrator=make_person(council, Role.ADMINISTRATOR, **here),
    )


@pytest.fixture
def cast(off: Cast) -> Cast:
    """Everybody, with the register on."""
    before = NOW - timedelta(days=400)
    groups.switch_on(
        area=FORCE,
        officer="Prisca Holm",
        assessment="DPIA-7",
        by=as_actor(off.governance, at=before),
        at=before,
    )
    return off

"""A small partnership: a council, police, housing and care in one district, and its neighbour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client

from frankpledge.access.api import Agency, Body, Forum, Person, Role
from frankpledge.access.models import BodyArea
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor, make_agency, make_area, make_person

HERE, ELSEWHERE = "D1", "D2"
TASKING = "wantsum-tasking"


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """Who is there: each with one post."""

    council: Agency
    police: Agency
    housing: Agency
    care: Agency
    neighbours: Agency
    asha: Person
    """The Community Safety Manager, who sits on tasking."""
    deputy: Person
    """Her deputy, who sits there too."""
    colleague: Person
    """A practitioner of the council, who does not."""
    constable: Person
    """A practitioner of the police, who sits on tasking."""
    manager: Person
    """A practitioner of the housing association, who sits on tasking."""
    carer: Person
    """A practitioner of adult care, who does not."""
    neighbour: Person
    """The next district's Community Safety Manager."""
    newcomer: Person
    """Somebody at the council who has been granted nothing."""


def make_partnership() -> Partnership:
    """The partnership, with a tasking forum on a body that covers the district."""
    make_area(HERE, name="Wantsum")
    make_area(ELSEWHERE, name="Next door")
    body = Body.objects.create(code="B1", kind="csp", name="Wantsum Safe")
    BodyArea.objects.create(body=body, area_id=HERE)
    Forum.objects.create(code=TASKING, name="Wantsum tasking", body=body)
    council, police = make_agency("council"), make_agency("police", kind="police")
    housing, care = make_agency("housing", kind="housing"), make_agency("care", kind="adult_care")
    neighbours = make_agency("neighbours")
    here, sits = {"districts": [HERE]}, {"districts": [HERE], "forums": [TASKING]}
    return Partnership(
        council=council,
        police=police,
        housing=housing,
        care=care,
        neighbours=neighbours,
        asha=make_person(council, Role.CSM, name="Asha Penrose", **sits),
        deputy=make_person(council, Role.CSM, name="Lee Marl", **sits),
        colleague=make_person(council, Role.PRACTITIONER, name="Tom Arkwright", **here),
        constable=make_person(police, Role.PRACTITIONER, name="Pat Oakes", **sits),
        manager=make_person(housing, Role.PRACTITIONER, name="Nell Farrow", **sits),
        carer=make_person(care, Role.PRACTITIONER, name="Joan Lisle", **here),
        neighbour=make_person(neighbours, Role.CSM, name="Max Ives", districts=[ELSEWHERE]),
        newcomer=make_person(council, Role.NO_GRANTS, name="Kit New", **here),
    )


def open_problem(
    by: Person,
    *,
    title: str = "Tern Court",
    agencies: Sequence[Agency] = (),
    forum: str = TASKING,
    at: datetime = NOW,
) -> UUID:
    """A problem at an address, heard of at tasking unless told otherwise."""
    return problems.open_problem(
        title=title,
        place=f"6 {title}",
        place_kind="address",
        area=HERE,
        forum=forum,
        agencies=[agency.id for agency in agencies],
        by=as_actor(by, at=at),
        at=at,
    )


def signed_in(person: Person) -> Client:
    """A browser in which *person* has signed in."""
    client = Client()
    client.force_login(person)
    return client


def seen(client: Client, path: str) -> tuple[int, bytes]:
    """What a page answers, without the token that differs each time it is drawn."""
    response = client.get(path)
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)
    return response.status_code, body


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The edge's moment is the usual one, so that two answers can be compared byte by byte."""
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    return NOW

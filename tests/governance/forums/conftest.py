"""A county with a few forums on its map, and the people who keep, read or may not read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

import pytest

from frankpledge.access.api import Agency, Body, Forum, Person, Role
from frankpledge.access.models import BodyArea
from frankpledge.governance.forums import entries
from frankpledge.governance.forums.said import EntryFacts, SeatFacts
from tests.makers import NOW, as_actor, make_agency, make_area, make_person
from tests.problems.partnership import stopped_clock

__all__ = ["stopped_clock"]

HERE, ELSEWHERE = "D1", "D2"


@dataclass(frozen=True, kw_only=True)
class County:
    """Who is there: each with one post."""

    county: Agency
    council: Agency
    police: Agency
    neighbours: Agency
    gwen: Person
    """The county team, which keeps the county's forums."""
    asha: Person
    """A Community Safety Manager, who keeps her district's."""
    sam: Person
    """A practitioner, who reads."""
    helena: Person
    """A board member, who reads."""
    ivor: Person
    """An information governance lead, who opens runs."""
    joan: Person
    """A safeguarding lead, who has no use for the map."""
    max: Person
    """The next district's Community Safety Manager."""
    made: dict[str, UUID] = field(default_factory=dict)


@pytest.fixture
def county(db: None, stopped_clock: datetime) -> County:
    make_area(HERE, name="Wantsum")
    make_area(ELSEWHERE, name="Brindlemere")
    body = Body.objects.create(code="B1", kind="csp", name="Wantsum Safe")
    BodyArea.objects.create(body=body, area_id=HERE)
    Forum.objects.create(code="wantsum-panel", name="Wantsum panel", body=body)
    whole, council = make_agency("county", kind="county_council"), make_agency("council")
    police, neighbours = make_agency("police", kind="police"), make_agency("neighbours")
    here = {"districts": [HERE]}
    return County(
        county=whole,
        council=council,
        police=police,
        neighbours=neighbours,
        gwen=make_person(whole, Role.COUNTY_TEAM, name="Gwen Sallis", force_wide=True),
        asha=make_person(council, Role.CSM, name="Asha Penrose", forums=["wantsum-panel"], **here),
        sam=make_person(police, Role.PRACTITIONER, name="Sam Whitlock", **here),
        helena=make_person(police, Role.BOARD_MEMBER, name="Helena Marsh", force_wide=True),
        ivor=make_person(police, Role.INFORMATION_GOVERNANCE, name="Ivor Lund", force_wide=True),
        joan=make_person(whole, Role.SAFEGUARDING_LEAD, name="Joan Lisle", **here),
        max=make_person(neighbours, Role.CSM, name="Max Ives", districts=[ELSEWHERE]),
    )


PANEL = EntryFacts(
    name="Wantsum panel",
    purpose="Agrees a plan for each adult at risk",
    level="case",
    is_statutory=False,
    meetings_a_year=12,
    minutes_long=120,
    minutes_to_prepare=120,
    capacity=10,
    threshold="High risk, and no lead agency",
    test="high_risk",
    subjects=("adult",),
    ages=("adult",),
    harms=("cuckooing",),
    areas=(HERE,),
    derived=("hours", "test"),
    seats=(
        SeatFacts(organisation="council", agency="council", post="Community Safety Manager"),
        SeatFacts(organisation="police", agency="police"),
        SeatFacts(organisation="Second Tide Outreach", standing="invited"),
    ),
    hands_to=(("adults-board", "Adults board"),),
)
BOARD = replace(
    PANEL,
    name="Adults board",
    level="strategic",
    is_statutory=True,
    statute="Care Act 2014 s.43",
    test="none",
    subjects=("theme",),
    areas=(HERE, ELSEWHERE),
    derived=(),
    hands_to=(),
)

Write = Callable[..., UUID]


@pytest.fixture
def write(county: County) -> Write:
    """Put a forum on the map."""

    def written(
        facts: EntryFacts = PANEL,
        *,
        by: Person | None = None,
        at: datetime = NOW,
        from_on: date | None = None,
        **options: object,
    ) -> UUID:
        return entries.write_entry(
            facts=facts,
            by=as_actor(by or county.asha, at=at),
            at=at,
            from_on=from_on,
            **options,  # type: ignore[arg-type]
        )

    return written

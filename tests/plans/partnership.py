"""A county with districts, partnerships and people, for tests of plans and returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import NO_END, Agency, Forum, ForumMember, Person, Role
from frankpledge.access.places import Area, AreaPart, Body, BodyArea
from frankpledge.plans.returns import asking, making
from tests.makers import as_actor, make_agency, make_area, make_person

COUNTY = "C1"
ASKED = datetime.fromisoformat("2026-04-01T09:00:00+00:00")
LAST = "2025-26-q4"
DUE = date(2026, 4, 30)


@dataclass
class Here:
    """A county team, and the manager and chair of each partnership."""

    county: Agency
    police: Agency
    gwen: Person
    councils: dict[str, Agency] = field(default_factory=dict)
    managers: dict[str, Person] = field(default_factory=dict)
    chairs: dict[str, Person] = field(default_factory=dict)


def make_body(code: str, *areas: str, begins: date | None = None, ends: date | None = None) -> Body:
    """A partnership that covers districts between two days."""
    body = Body.objects.create(
        code=code, kind="csp", name=code.upper(), valid_from=begins, valid_to=ends
    )
    for area in areas:
        BodyArea.objects.create(body=body, area_id=area, valid_from=begins, valid_to=ends)
    return body


def make_county(districts: int = 3, *, bodies: bool = True) -> Here:
    """A county of so many districts, each with a partnership of its own, and one beside it."""
    make_area(COUNTY, name="Fallowshire", kind="county")
    police = make_agency("police", kind="police")
    county = make_agency("county", kind="county_council")
    codes = [f"D{number}" for number in range(1, districts + 1)]
    for code in codes:
        make_area(code)
        AreaPart.objects.create(whole=Area.objects.get(code=COUNTY), part_id=code)
    make_area("U1", kind="unitary")
    here = Here(
        county=county,
        police=police,
        gwen=make_person(county, Role.COUNTY_TEAM, districts=[COUNTY], name="Gwen"),
    )
    for code in [*codes, "U1"]:
        if bodies:
            make_body(f"csp-{code.lower()}", code)
            forum = Forum.objects.create(
                code=f"{code.lower()}-csp", name=code, body_id=f"csp-{code.lower()}"
            )
        here.councils[code] = make_agency(f"council-{code.lower()}")
        here.managers[code] = make_person(here.councils[code], Role.CSM, districts=[code])
        here.chairs[code] = make_person(police, Role.LEAD_OFFICER, districts=[code])
        if bodies:
            ForumMember.objects.create(forum=forum, person=here.chairs[code], until=NO_END)
    return here


def ask(here: Here, *, quarter: str = LAST, invited: str = "", at: datetime = ASKED) -> int:
    """A quarter's returns, asked for by the county team."""
    return asking.request_returns(
        quarter=quarter,
        due_on=DUE,
        area=COUNTY,
        invited=invited,
        by=as_actor(here.gwen, at=at),
        at=at,
    )


def begin(here: Here, round_id: int, code: str, *, at: datetime = ASKED) -> UUID:
    """A partnership's return, begun."""
    return making.begin_return(
        round_id=round_id,
        body=f"csp-{code.lower()}",
        by=as_actor(here.managers[code], at=at),
        at=at,
    )


def fill(here: Here, made: UUID, code: str, at: datetime = ASKED, **numbers: int | None) -> None:
    """Give every figure of a return a number, nought where none is given; None is not known."""
    by = as_actor(here.managers[code], at=at)
    for block in making.page(return_id=made, by=by, at=at).blocks:
        making.fill_block(
            return_id=made,
            block=block.letter,
            numbers={
                line.measure.code: numbers.get(
                    line.measure.code, 0 if line.number is None else line.number
                )
                for line in block.figures
            },
            reasons={line.measure.code: "Nobody counted it" for line in block.figures},
            not_comparable={},
            words="",
            by=by,
            at=at,
        )


def sign(here: Here, made: UUID, code: str, *, at: datetime = ASKED) -> None:
    """A return is handed to its chair, and signed."""
    making.hand_return(
        return_id=made,
        chair=here.chairs[code].id,
        by=as_actor(here.managers[code], at=at),
        at=at,
    )
    making.sign_return(return_id=made, by=as_actor(here.chairs[code], at=at), at=at)


def returned(
    here: Here, round_id: int, code: str, *, at: datetime = ASKED, **numbers: int | None
) -> UUID:
    """A partnership's return, filled in and signed."""
    made = begin(here, round_id, code, at=at)
    fill(here, made, code, at, **numbers)
    sign(here, made, code, at=at)
    return made


def check(here: Here, made: UUID, *states: str, note: str = "", at: datetime = ASKED) -> None:
    """What the county team makes of a return."""
    for state in states:
        making.check_return(
            return_id=made, state=state, note=note, by=as_actor(here.gwen, at=at), at=at
        )

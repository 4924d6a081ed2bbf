"""A register that is switched on, with two groups, their people, and somebody who is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.test import Client
from django.utils.timezone import localtime

from frankpledge.access.api import Agency, Person, Role
from frankpledge.groups import api as groups
from tests.makers import NOW, as_actor, make_agency, make_area, make_person

HERE = "D1"
_pointers = count(1001)


@dataclass(kw_only=True)
class Register:
    """Who works on it, and what is in it."""

    police: Agency
    coordinator: Person
    analyst: Person
    lead: Person
    partner: Person
    governance: Person
    groups: dict[str, UUID] = field(default_factory=dict)

    def group(self, name: str, *, at: datetime = NOW, restricted: bool = False) -> UUID:
        """A group put forward by the coordinator."""
        by = as_actor(self.coordinator, at=at)
        self.groups[name] = groups.put_forward(
            sort="organised_group",
            area=HERE,
            main_threat=groups.threats_on(localtime(at).date())[0].code,
            card="Sells from shops. Ask the coordinator first.",
            restricted=restricted,
            by=by,
            at=at,
        )
        return self.groups[name]

    def person(
        self,
        group: str,
        *,
        pointer: str = "",
        grade: str = "2B",
        since: date = date(2026, 4, 1),
        category: str = "suspect",
        restricted: bool = False,
        at: datetime = NOW,
    ) -> UUID:
        """Somebody linked with a group by the coordinator, over 18; a victim as one of it."""
        by = as_actor(self.coordinator, at=at)
        return groups.link_person(
            group_id=self.groups[group],
            system="Force records",
            pointer=pointer or f"N{next(_pointers)}",
            relation="exploited" if category == "victim" else "member",
            category=category,
            age="25_49",
            ethnicity="unknown",
            area=HERE,
            noticed_on=since,
            source_grade=grade[0],
            intelligence_grade=grade[1],
            source=f"IR-{next(_pointers)}",
            from_on=since,
            restricted=restricted,
            by=by,
            at=at,
        )

    def works_with(self, one: str, other: str, *, since: date = date(2026, 4, 1)) -> UUID:
        """A tie between two groups."""
        return groups.link_group(
            group_id=self.groups[one],
            other=str(self.groups[other]),
            relation="works_with",
            source_grade="1",
            intelligence_grade="B",
            source=f"IR-{next(_pointers)}",
            from_on=since,
            by=as_actor(self.coordinator),
            at=NOW,
        )


def make_register() -> Register:
    """A police force with a coordinator, a council beside it, and the register switched on."""
    make_area(HERE, name="Wantsum")
    police, council = make_agency("police", kind="police"), make_agency("council")
    register = Register(
        police=police,
        coordinator=make_person(
            police, Role.OCG_COORDINATOR, districts=[HERE], name="Ruth Calloway"
        ),
        analyst=make_person(police, Role.ANALYST, districts=[HERE]),
        lead=make_person(police, Role.LEAD_OFFICER, districts=[HERE]),
        partner=make_person(council, Role.CSM, districts=[HERE], name="Asha Penrose"),
        governance=make_person(police, Role.INFORMATION_GOVERNANCE, districts=[HERE]),
    )
    groups.switch_on(
        area=HERE,
        officer="Nadia Orme",
        assessment="DPIA-2026-004",
        by=as_actor(register.governance),
        at=NOW,
    )
    return register


def browse(person: Person) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client

"""Makes groups for tests by the acts that the site offers, as far as a test wants them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.test import Client

from frankpledge.access.api import Actor, Agency, Person
from frankpledge.groups import api as groups
from tests.makers import NOW, as_actor

DISTRICT, ELSEWHERE, FORCE = "E07999101", "E07999102", "E23999001"
TODAY = NOW.date()

WORST = {
    "severity1": "5", "scope1": "national", "frequency1": "continuous",
    "severity2": "4", "scope2": "local", "frequency2": "continuous",
    "severity3": "3", "scope3": "cross_border", "frequency3": "intermittent",
}  # fmt: skip
ATTRIBUTES: Mapping[str, str] = WORST | {
    f"IC{place:02}": answer
    for place, answer in enumerate("2231 3U22 21U2".replace(" ", ""), 1)
    if answer != "U"
}
HARM = {
    "PHY": "4",
    "PSY": "4",
    "FIN": "2",
    "COM": "2",
    "ENV": "1",
    "VUL": "1",
    "VOL": "4",
    "TRD": "2",
}


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who is there."""

    unit: Agency
    police: Agency
    council: Agency
    coordinator: Person
    second_coordinator: Person
    officer: Person
    supervisor: Person
    second_supervisor: Person
    analyst: Person
    governance: Person
    lead: Person
    partner_lead: Person
    csm: Person
    practitioner: Person
    neighbour: Person
    board: Person
    newcomer: Person
    administrator: Person

    def actor(self, name: str, at: datetime = NOW) -> Actor:
        return as_actor(getattr(self, name), at=at)


def put_forward(
    cast: Cast, *, as_: str = "coordinator", at: datetime = NOW, **given: object
) -> UUID:
    """A group that passes the statute's test, unless told otherwise."""
    wanted = {
        "sort": "organised_group",
        "area": DISTRICT,
        "main_threat": "DRG",
        "card": "Sells from behind a shop.",
        "people_known": 4,
        "is_serious": True,
        "acts_together": True,
        "is_current": True,
        "reports": 3,
        "last_intelligence_on": at.date(),
        "score_owner": str(cast.police.id),
    } | given
    return groups.put_forward(by=cast.actor(as_, at), at=at, **wanted)  # type: ignore[arg-type]


def move(
    cast: Cast, group: UUID, to: str, *, as_: str = "coordinator", at: datetime = NOW, **given
):
    groups.move_group(group_id=group, to=to, by=cast.actor(as_, at), at=at, **given)


def assess(cast: Cast, group: UUID, *, as_: str = "analyst", at: datetime = NOW) -> None:
    for scheme, answers in (("attributes", ATTRIBUTES), ("harm", HARM)):
        groups.assess(group_id=group, scheme=scheme, answers=answers, by=cast.actor(as_, at), at=at)


def active(
    cast: Cast, *, lead: str = "lead", tier: str = "T3", at: datetime = NOW, **given
) -> UUID:
    """A group that has been put forward, looked into, assessed and made active."""
    group = put_forward(cast, at=at, **given)
    move(cast, group, "scoping", at=at)
    assess(cast, group, at=at)
    move(cast, group, "assessed", as_="analyst", at=at)
    by = cast.actor("coordinator", at)
    groups.decide_tier(group_id=group, tier=tier, why="Tasking agreed", by=by, at=at)
    groups.name_lead(group_id=group, lead=str(getattr(cast, lead).id), by=by, at=at)
    move(cast, group, "active", at=at, plan_due_on=at.date() + timedelta(days=14))
    return group


def link(
    cast: Cast, group: UUID, pointer: str = "NOM/1001", *, at: datetime = NOW, **given
) -> UUID:
    """Somebody grown up who is suspected of belonging to it."""
    wanted = {
        "system": "Force system",
        "pointer": pointer,
        "relation": "member",
        "category": "suspect",
        "age": "25_49",
        "ethnicity": "unknown",
        "area": DISTRICT,
        "noticed_on": at.date() - timedelta(days=3),
        "source_grade": 2,
        "intelligence_grade": "B",
        "source": "INT/2026/77",
        "from_on": at.date() - timedelta(days=30),
    } | given
    if wanted["category"] in ("victim", "witness") and "relation" not in given:
        wanted["relation"] = "exploited"
    return groups.link_person(
        group_id=group,
        by=cast.actor("coordinator", at),
        at=at,
        **wanted,  # type: ignore[arg-type]
    )


def browse(person: Person) -> Client:
    """A browser in which *person* has signed in."""
    client = Client()
    client.force_login(person)
    return client


def day(text: str) -> date:
    return date.fromisoformat(text)

"""What the story is told on: its people as actors, its clock, and what it has made so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    Holding,
    Person,
    PostArea,
    PostRole,
    Purpose,
    Role,
    actor_for,
)
from frankpledge.governance import api as governance
from frankpledge.problems import api as problems

LONDON = ZoneInfo("Europe/London")


def moment(day: str, clock: str) -> datetime:
    """A moment of the story, such as `moment("2026-04-14", "16:40")`, in the clocks' own time."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=LONDON)


STORY_BEGINS = moment("2026-04-13", "09:00")
STORY_ENDS = moment("2026-05-22", "17:00")


@dataclass(slots=True, kw_only=True)
class Stage:
    """The people, and the records that scenes have made, by the names that later scenes use."""

    random: Random
    made: dict[str, UUID] = field(default_factory=dict)

    def actor(self, username: str, at: datetime, purpose: Purpose | None = None) -> Actor:
        """Somebody of the story, as they come in from the edge at *at*."""
        person = Person.objects.only("id").get(username=username)
        return actor_for(person.id, at=at, purpose=purpose, channel="web")

    def person(self, username: str) -> UUID:
        """The identity of somebody of the story."""
        return Person.objects.only("id").get(username=username).id

    def agency(self, code: str) -> UUID:
        """The identity of an agency of the story."""
        return Agency.objects.only("id").get(code=code).id

    def area(self, name: str) -> str:
        """The code of an area of the story by its name now."""
        return Area.objects.filter(kind__in=("district", "unitary")).get(name=name).code

    def ask_of(self, problem: str, agency: str, by: Actor) -> UUID:
        """The ask to an agency at a problem that a scene has made."""
        asked = problems.asks_at(self.made[problem], by, by.at.date())
        return next(line.uid for line in asked if line.agency_id == self.agency(agency))

    def item_of(self, problem: str, meeting: str, by: Actor) -> UUID:
        """The item about a problem on a meeting's agenda, both of which scenes have made."""
        items = governance.items_about(self.made[problem], by, by.at.date())
        return next(item.uid for item in items if item.meeting_id == self.made[meeting])

    def holder(self, role: Role, district: str, agency: str = "") -> str | None:
        """The user name of somebody at work who holds a role in a district, if anybody does.

        Of one *agency*, by its code, where that is given.
        """
        in_district = PostArea.objects.filter(area_id=district).values("post_id")
        with_role = PostRole.objects.filter(role=role, post_id__in=in_district).values("post_id")
        holding = Holding.objects.filter(post_id__in=with_role).values("person_id")
        people = Person.objects.filter(is_service=False, is_active=True, id__in=holding)
        if agency:
            people = people.filter(agency__code=agency)
        return people.order_by("username").values_list("username", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Something that somebody does at a moment, by the act that the site offers for it."""

    at: datetime
    what: str
    play: Callable[[Stage, datetime], None]


def days_later(at: datetime, days: int) -> datetime:
    """The same clock time some days later (the hour does not move when the clocks change)."""
    local = at.astimezone(LONDON)
    return (local + timedelta(days=days)).replace(fold=0)

"""The intelligence tests' county, with problems in it and people who ask and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from frankpledge.access.api import Actor, Person, Role
from frankpledge.asking import (
    alerts,
    answering,
    before_acting,
    contacts,
    requesting,
    requirements,
)
from frankpledge.problems import api as problems
from tests.intelligence.makers import County, make_agency, make_county, make_person

NOON = datetime.fromisoformat("2026-04-16T12:40+01:00")
"""Thursday of the story: what is asked now is answered at the 15:30 release."""
AT_SLOT = datetime.fromisoformat("2026-04-16T15:30+01:00")
THURSDAY = date(2026, 4, 16)
CHECKED = tuple(code for code, _ in answering.checklist())
WORDING = "If in the course of your normal work you notice new locks on a home, please tell us."


@dataclass
class Asking:
    """The county at noon on Thursday, and short ways of doing things there."""

    county: County
    now: datetime = NOON

    def actor(self, name: str, at: datetime | None = None) -> Actor:
        return self.county.actor(name, at=at or self.now)

    def agency(self, code: str) -> UUID:
        return self.county.agency(code)

    def problem(self, by: str = "asha") -> UUID:
        return problems.open_problem(
            title="Tern Court",
            place="6 Tern Court",
            place_kind="address",
            area="D1",
            by=self.actor(by),
            at=self.now,
        )

    def ask_before(self, by: str = "asha", at: datetime | None = None, **changed: object) -> UUID:
        facts: dict[str, object] = {
            "place": "6 Tern Court",
            "area": "D1",
            "planned": "A tenancy visit",
            "goers": "Two: a housing officer and a fire safety officer",
            "first_day": THURSDAY + timedelta(days=1),
            "last_day": THURSDAY + timedelta(days=1),
        } | changed
        at = at or self.now
        return before_acting.ask_before(by=self.actor(by, at), at=at, **facts)  # type: ignore[arg-type]

    def answer(
        self,
        uid: UUID,
        verdict: str = "defer",
        *,
        by: str = "imogen",
        at: datetime | None = None,
        **changed: object,
    ) -> None:
        facts: dict[str, object] = {"safety": "pairs", "checked": CHECKED} | changed
        if verdict == "defer":
            facts.setdefault("defer_to", date(2026, 4, 20))
        at = at or self.now + timedelta(minutes=20)
        answering.answer_before(
            request_id=uid,
            verdict=verdict,
            by=self.actor(by, at),
            at=at,
            **facts,  # type: ignore[arg-type]
        )

    def seen(
        self, uid: UUID, by: str = "asha", at: datetime = AT_SLOT
    ) -> before_acting.BeforeFacts:
        return before_acting.page(request_id=uid, by=self.actor(by, at), at=at)

    def contact(self, name: str) -> int:
        return contacts.name_contact(
            person_id=self.county.people[name], by=self.actor("martin"), at=self.now
        )

    def draft(self, by: str = "asha", to: str = "fallow-fire", **changed: object) -> UUID:
        facts: dict[str, object] = {
            "wanted": "Whether there was a fire at 6 Tern Court this year",
            "purpose": "To plan a safe visit",
            "gateway": "cda115",
            "necessity": "The visit cannot be planned without it",
            "proportionality": "Only one address and one year",
            "urgency": "priority",
        } | changed
        return requesting.draft_request(
            to=self.agency(to),
            by=self.actor(by),
            at=self.now,
            **facts,  # type: ignore[arg-type]
        )

    def sent(self, by: str = "asha", to: str = "fallow-fire", **changed: object) -> UUID:
        """A request that its agency's point of contact has authorised and that was sent."""
        uid = self.draft(by, to, **changed)
        requesting.authorise(request_id=uid, by=self.actor("avis"), at=self.now)
        requesting.send(request_id=uid, by=self.actor(by), at=self.now)
        return uid

    def requirement(self, by: str = "imogen", **changed: object) -> UUID:
        facts: dict[str, object] = {
            "level": "tactical",
            "theme": "Homes taken over",
            "question": "Where are homes being taken over in the district?",
            "partner_wording": WORDING,
            "indicators": ["New locks", "Many callers at night"],
            "agencies": [self.agency("saltmarsh-homes")],
            "valid_from": THURSDAY,
            "valid_to": THURSDAY + timedelta(days=60),
            "police_wording": "SECRETIVE: the group that calls itself the Harriers",
        } | changed
        return requirements.draft_requirement(by=self.actor(by), at=self.now, **facts)  # type: ignore[arg-type]

    def issued(self, **changed: object) -> UUID:
        uid = self.requirement(**changed)
        requirements.approve_requirement(requirement_id=uid, by=self.actor("martin"), at=self.now)
        requirements.issue_requirement(requirement_id=uid, by=self.actor("imogen"), at=self.now)
        return uid

    def alert(self, by: str = "imogen", **changed: object) -> UUID:
        facts: dict[str, object] = {
            "title": "Homes taken over",
            "signs": ["New locks", "The tenant is not seen"],
            "report": "Tell us with the form, the same day.",
            "marking": "official",
            "districts": ["D1"],
            "expires_on": date(2026, 5, 15),
        } | changed
        return alerts.issue_alert(by=self.actor(by), at=self.now, **facts)  # type: ignore[arg-type]

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(id=self.county.people[name]))
        return client


@pytest.fixture
def asking(db: None) -> Asking:
    county = make_county(NOON)
    make_person(county, "avis", "wantsum-council", Role.CSM, areas=["D1"])
    make_person(county, "faye", "fallow-fire", Role.PRACTITIONER, areas=["D1"])
    make_agency(county, "fallow-police", "Fallow Police", kind="police")
    make_person(county, "pat", "fallow-police", Role.PRACTITIONER, areas=["D1"])
    found = Asking(county=county)
    for name in ("avis", "sam", "nia"):
        found.contact(name)
    return found


@pytest.fixture
def stopped_at(monkeypatch: pytest.MonkeyPatch):
    """Lets a test say what time the edge reads, so that pages can be compared byte by byte."""

    def stop(at: datetime) -> None:
        monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: at)

    return stop

"""Disruptions: claimed once for all who took part, judged by another, and asked about again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access.api import NotFound, NotPermitted, Person, Role
from frankpledge.plans import disruptions
from frankpledge.plans.actions import ReasonNeeded, UnknownChoice
from frankpledge.plans.disruptions import HappensLater
from frankpledge.plans.models import Disruption
from tests.makers import NOW, as_actor, later, make_agency, make_person
from tests.plans.partnership import Here, make_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Here:
    return make_county(2)


@pytest.fixture
def ruth(here: Here) -> Person:
    unit = make_agency("unit", kind="police")
    return make_person(unit, Role.OCG_COORDINATOR, force_wide=True, name="Ruth")


@pytest.fixture
def femi(here: Here) -> Person:
    trading = make_agency("trading", kind="trading_standards")
    return make_person(trading, Role.PRACTITIONER, districts=["D1", "D2"], name="Femi")


def claim(
    femi: Person, *, level: str = "moderate", with_police: Here | None = None, area: str = "D1"
) -> UUID:
    return disruptions.claim_disruption(
        title="Harbour Vapes: stock seized",
        happened_on=date(2026, 4, 14),
        area=area,
        four_p="pursue",
        level=level,
        what="Stock that could not be traced was seized",
        contributors=[with_police.police.id, with_police.councils["D1"].id] if with_police else [],
        by=as_actor(femi),
        at=NOW,
    )


def moderate(made: UUID, by: Person, level: str = "minor", reason: str = "It may be short") -> None:
    disruptions.moderate_disruption(
        disruption_id=made, level=level, reason=reason, by=as_actor(by), at=NOW
    )


def page(made: UUID, by: Person) -> disruptions.DisruptionFacts:
    return disruptions.page(disruption_id=made, by=as_actor(by), at=NOW)


def test_one_event_has_many_contributors_who_see_it_and_one_line(
    here: Here, ruth: Person, femi: Person
) -> None:
    made = claim(femi, with_police=here)

    for person in (femi, here.chairs["D1"], here.managers["D1"], ruth):
        (line,) = disruptions.listed(by=as_actor(person), at=NOW)
        assert line.uid == made
        assert len(line.contributors) == 3
    assert not line.is_partner_only
    assert disruptions.listed(by=as_actor(here.managers["D2"]), at=NOW) == ()
    with pytest.raises(NotFound):
        page(made, here.managers["D2"])


def test_partners_without_the_police_claim_theirs_and_it_counts_as_any(
    here: Here, ruth: Person
) -> None:
    made = claim(here.managers["D1"])
    moderate(made, ruth, "moderate", "")
    counted = disruptions.counted(
        ["D1"], date(2026, 4, 1), date(2026, 4, 30), by=as_actor(here.managers["D1"]), at=NOW
    )

    assert counted["all"] == counted["partners"] == counted["moderate"] == (made,)
    (line,) = disruptions.listed(by=as_actor(here.managers["D1"]), at=NOW, partner_only="on")
    assert line.is_partner_only


def test_whoever_claims_does_not_moderate(here: Here, ruth: Person) -> None:
    made = claim(ruth)
    colleague = make_person(ruth.agency, Role.OCG_COORDINATOR, force_wide=True)

    for claimant in (ruth, colleague):
        with pytest.raises(NotPermitted, match="Whoever claims a disruption"):
            moderate(made, claimant)
    with pytest.raises(IntegrityError, match="not_moderated_by_its_claimant"), transaction.atomic():
        Disruption._rows.update(
            verdict="agreed", level="minor", moderated_by=ruth.id, moderated_at=NOW
        )


def test_only_the_coordinator_moderates_and_only_once(
    here: Here, ruth: Person, femi: Person
) -> None:
    made = claim(femi, with_police=here)
    for person in (here.chairs["D1"], here.managers["D1"]):
        with pytest.raises(NotPermitted):
            moderate(made, person)
    assert [line.uid for line in disruptions.waiting(as_actor(ruth))] == [made]
    moderate(made, ruth)
    assert disruptions.waiting(as_actor(ruth)) == ()
    with pytest.raises(NotPermitted, match="moderated already"):
        moderate(made, ruth)


def test_another_level_and_none_say_why(here: Here, ruth: Person, femi: Person) -> None:
    made = claim(femi)
    for level in ("minor", ""):
        with pytest.raises(ReasonNeeded):
            moderate(made, ruth, level, "")
    moderate(made, ruth, "minor")
    facts = page(made, femi)
    assert (facts.line.level, facts.line.state) == ("Minor", "Agreed at another level")
    rejected = claim(femi)
    moderate(rejected, ruth, "", "Nothing changed")
    assert page(rejected, femi).line.state == "Not agreed"
    assert page(rejected, femi).review_on is None


def test_a_major_one_counts_when_a_second_person_has_agreed(
    here: Here, ruth: Person, femi: Person
) -> None:
    made = claim(femi, level="major", with_police=here)
    moderate(made, ruth, "major", "")
    manager = as_actor(here.managers["D1"])
    span = (["D1"], date(2026, 4, 1), date(2026, 4, 30))
    assert disruptions.counted(*span, by=manager, at=NOW)["all"] == ()
    for person in (ruth, femi, here.managers["D1"]):
        with pytest.raises(NotPermitted):
            disruptions.second_disruption(disruption_id=made, by=as_actor(person), at=NOW)
    disruptions.second_disruption(disruption_id=made, by=as_actor(here.chairs["D1"]), at=NOW)
    assert disruptions.counted(*span, by=manager, at=NOW)["major"] == (made,)


def test_after_six_months_it_is_asked_whether_it_lasted(
    here: Here, ruth: Person, femi: Person
) -> None:
    made = claim(femi)
    with pytest.raises(NotPermitted, match="nothing to look at again"):
        disruptions.review_disruption(disruption_id=made, lasted="not", by=as_actor(femi), at=NOW)
    moderate(made, ruth)
    with pytest.raises(NotPermitted, match="has not come"):
        disruptions.review_disruption(disruption_id=made, lasted="not", by=as_actor(femi), at=NOW)
    then = later(days=190)
    actor = as_actor(femi, at=then)
    assert [line.uid for line in disruptions.to_look_at_again(actor, then.date())] == [made]
    disruptions.review_disruption(
        disruption_id=made, lasted="not", note="Another opened", by=actor, at=then
    )
    facts = page(made, femi)
    assert (facts.lasted, facts.line.level) == ("No", "Minor")


def test_an_agency_is_added_to_the_event_instead_of_a_second_claim(
    here: Here, ruth: Person, femi: Person
) -> None:
    made = claim(femi)
    with pytest.raises(NotFound):
        page(made, here.chairs["D1"])
    disruptions.join_disruption(
        disruption_id=made, agency=here.police.id, by=as_actor(femi), at=NOW
    )
    assert len(page(made, here.chairs["D1"]).parts) == 2
    with pytest.raises(UnknownChoice):
        disruptions.join_disruption(
            disruption_id=made, agency=here.police.id, by=as_actor(femi), at=NOW
        )
    again = claim(here.chairs["D1"])
    assert [line.uid for line in page(again, here.chairs["D1"]).alike] == [made]


def test_what_has_not_happened_is_not_claimed_and_some_posts_claim_nothing(here: Here) -> None:
    manager = as_actor(here.managers["D1"])
    with pytest.raises(HappensLater):
        disruptions.claim_disruption(
            title="x",
            happened_on=date(2026, 4, 16),
            area="D1",
            four_p="prevent",
            level="minor",
            what="x",
            by=manager,
            at=NOW,
        )
    client = Client()
    client.force_login(make_person(here.councils["D1"], Role.CONTRIBUTOR, districts=["D1"]))
    assert client.get("/plans/disruptions/claim/").status_code == 403


def test_the_pages_of_a_disruption_take_what_is_typed(
    here: Here, ruth: Person, femi: Person
) -> None:
    client, moderator = Client(), Client()
    client.force_login(femi)
    moderator.force_login(ruth)
    typed = {
        "title": "Flat recovered",
        "happened_on_day": "14",
        "happened_on_month": "4",
        "happened_on_year": "2026",
        "area": "D1",
        "what": "The landlord took it back",
        "four_p": "protect",
        "level": "minor",
    }
    assert client.post("/plans/disruptions/claim/", {**typed, "what": ""}).status_code == 422
    sent = client.post("/plans/disruptions/claim/", typed)
    assert sent.status_code == 302
    address = sent.headers["Location"]
    assert "Partners without the police" in client.get("/plans/disruptions/").content.decode()
    assert moderator.get(f"{address}moderate/").status_code == 200
    assert moderator.post(f"{address}moderate/", {"level": "none"}).status_code == 422
    assert moderator.post(f"{address}moderate/", {"level": "minor"}).status_code == 302
    assert "Agreed" in client.get(address).content.decode()

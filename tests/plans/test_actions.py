"""Actions: who may add them and say how far they are, what follows, what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import (
    Actor,
    Agency,
    Conflict,
    Kind,
    NotFound,
    NotPermitted,
    Person,
    Ref,
    Role,
    protect,
)
from frankpledge.plans import actions
from frankpledge.plans.actions import DueInThePast, ReasonNeeded, UnknownChoice
from frankpledge.plans.models import NEXT, PlannedAction, Status
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor, later, make_agency, make_area, make_person

pytestmark = pytest.mark.django_db

SOON = date(2026, 4, 30)
TODAY = NOW.date()


@dataclass(frozen=True)
class Town:
    """A council and a police force in one district, and a council in the next."""

    council: Agency
    police: Agency
    manager: Person
    inspector: Person
    neighbour: Person
    nobody: Person
    problem: UUID


@pytest.fixture
def town() -> Town:
    make_area("D1")
    council, police, other = make_agency("council"), make_agency("police"), make_agency("other")
    manager = make_person(council, Role.CSM, districts=["D1"])
    problem = problems.open_problem(
        title="Dealing on the steps",
        place="Harbour Steps",
        place_kind="street",
        area="D1",
        agencies=[police.id],
        by=as_actor(manager),
        at=NOW,
    )
    return Town(
        council=council,
        police=police,
        manager=manager,
        inspector=make_person(police, Role.LEAD_OFFICER, districts=["D1"]),
        neighbour=make_person(other, Role.CSM, districts=["D2"]),
        nobody=make_person(council, Role.NO_GRANTS, districts=["D1"]),
        problem=problem,
    )


def origin(town: Town) -> Ref:
    return Ref(kind=Kind.PROBLEM, uid=town.problem)


def add(
    town: Town,
    by: Actor,
    agency: Agency,
    *,
    due_on: date = SOON,
    arises_from: Ref | None = None,
) -> UUID:
    return actions.add_action(
        verb="Light",
        text="the steps",
        four_p="protect",
        due_on=due_on,
        owner_agency=agency.id,
        arises_from=[arises_from or origin(town)],
        by=by,
        at=NOW,
    )


def test_an_action_for_ones_own_agency_is_agreed_at_once(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.council)

    assert PlannedAction._rows.get(pk=made).status == Status.AGREED


def test_an_action_for_another_agency_is_a_proposal_that_it_sees_and_may_decline(
    town: Town,
) -> None:
    made = add(town, as_actor(town.manager), town.police)
    inspector = as_actor(town.inspector)

    assert [line.uid for line in actions.proposed_to(inspector, TODAY)] == [made]
    actions.progress_action(
        action_id=made, status="declined", note="The council's to do", by=inspector, at=NOW
    )
    assert PlannedAction._rows.get(pk=made).status == Status.DECLINED


def test_declining_without_a_reason_is_refused_and_nothing_is_lost(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.police)

    with pytest.raises(ReasonNeeded) as refused:
        actions.progress_action(
            action_id=made, status="declined", by=as_actor(town.inspector), at=NOW
        )
    assert refused.value.argument == "note"
    assert PlannedAction._rows.get(pk=made).status == Status.PROPOSED


def test_the_agency_that_asked_cannot_say_that_it_is_done(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.police)
    actions.progress_action(action_id=made, status="agreed", by=as_actor(town.inspector), at=NOW)

    with pytest.raises(NotPermitted, match="Only the agency that owns this action"):
        actions.progress_action(action_id=made, status="done", by=as_actor(town.manager), at=NOW)


def test_the_agency_that_asked_may_drop_what_it_asked_for(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.police)
    actions.progress_action(
        action_id=made, status="dropped", note="Done by others", by=as_actor(town.manager), at=NOW
    )

    assert PlannedAction._rows.get(pk=made).status == Status.DROPPED


@pytest.mark.parametrize("start", list(Status))
@pytest.mark.parametrize("end", list(Status))
def test_only_the_states_that_may_follow_do(town: Town, start: Status, end: Status) -> None:
    made = add(town, as_actor(town.manager), town.council)
    PlannedAction._rows.filter(pk=made).update(status=start)

    def move() -> None:
        actions.progress_action(
            action_id=made, status=end, note="Why", by=as_actor(town.manager), at=NOW
        )

    if end in NEXT[start]:
        move()
        assert PlannedAction._rows.get(pk=made).status == end
    else:
        with pytest.raises(NotPermitted, match="cannot become"):
            move()


def test_somebody_in_another_district_finds_no_such_action(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.council)
    neighbour = as_actor(town.neighbour)

    assert actions.listed(by=neighbour, at=NOW).lines == ()
    with pytest.raises(NotFound):
        actions.page(action_id=made, by=neighbour, at=NOW)


def test_whoever_has_declared_a_conflict_with_the_problem_finds_none_of_its_actions(
    town: Town,
) -> None:
    made = add(town, as_actor(town.manager), town.council)
    Conflict.objects.create(
        person=town.manager, nominal=problems.nominal_of(town.problem), declared_at=NOW
    )

    assert actions.listed(by=as_actor(town.manager), at=NOW).lines == ()
    with pytest.raises(NotFound):
        actions.page(action_id=made, by=as_actor(town.manager), at=NOW)


def test_a_conflict_with_whom_a_finding_concerns_hides_what_arises_from_it(town: Town) -> None:
    analyst = make_person(town.council, Role.ANALYST, districts=["D1"])
    finding = protect(
        Kind.FINDING,
        owner=town.council.id,
        by=as_actor(analyst),
        at=NOW,
        districts=["D1"],
        nominals=["somebody that the finding concerns"],
    )
    made = add(
        town,
        as_actor(town.manager),
        town.council,
        arises_from=Ref(kind=Kind.FINDING, uid=finding.uid),
    )
    assert [line.uid for line in actions.listed(by=as_actor(town.manager), at=NOW).lines] == [made]
    Conflict.objects.create(
        person=town.manager, nominal="somebody that the finding concerns", declared_at=NOW
    )

    assert actions.listed(by=as_actor(town.manager), at=NOW).lines == ()


def test_a_day_that_has_passed_is_refused_at_its_field(town: Town) -> None:
    with pytest.raises(DueInThePast) as refused:
        add(town, as_actor(town.manager), town.council, due_on=date(2026, 4, 14))
    assert refused.value.argument == "due_on"


def test_an_origin_out_of_sight_is_no_origin(town: Town) -> None:
    with pytest.raises((NotFound, UnknownChoice)):
        add(town, as_actor(town.neighbour), town.council)
    assert not PlannedAction._rows.exists()


def test_an_action_past_its_day_is_late_until_it_is_done(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.council)
    after = later(days=20)

    late = actions.late_actions(as_actor(town.manager, at=after), after.date())
    assert [line.uid for line in late] == [made]
    actions.progress_action(
        action_id=made, status="done", by=as_actor(town.manager, at=after), at=after
    )
    assert actions.late_actions(as_actor(town.manager, at=after), after.date()) == ()


def test_strands_under_which_nothing_stands_are_named(town: Town) -> None:
    add(town, as_actor(town.manager), town.council)
    lines = actions.listed(by=as_actor(town.manager), at=NOW).lines

    assert actions.without_actions(lines) == ("Pursue", "Prevent", "Prepare")


def test_an_action_is_found_from_what_it_arose_from(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.police)

    for person in (town.manager, town.inspector):
        found = actions.actions_from(origin(town), as_actor(person), TODAY)
        assert [line.uid for line in found] == [made]


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_pages_show_what_may_be_seen_and_take_what_is_typed(town: Town) -> None:
    client = client_of(town.manager)
    address = f"/plans/add/?from=problem:{town.problem}"
    assert client.get(address).status_code == 200
    typed = {
        "verb": "Visit",
        "text": "the shop",
        "owner_agency": str(town.council.id),
        "four_p": "protect",
        "due_on_day": "1",
        "due_on_month": "12",
        "due_on_year": "2099",
    }
    wrong = client.post(address, {**typed, "verb": ""})
    assert wrong.status_code == 422
    assert "Begin with what is to be done" in wrong.content.decode()
    right = client.post(address, typed)
    assert right.status_code == 302
    page = client.get(right.headers["Location"])
    assert "Visit the shop" in page.content.decode()
    assert "Visit the shop" in client.get("/plans/").content.decode()


def test_hidden_and_missing_are_one_page(town: Town) -> None:
    made = add(town, as_actor(town.manager), town.council)
    client = client_of(town.neighbour)

    hidden = client.get(f"/plans/{made}/")
    missing = client.get("/plans/6f9f4a34-6b5b-4c3e-9d52-0f6d8e4b7c11/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_somebody_with_no_grants_is_refused_with_a_reason(town: Town) -> None:
    refused = client_of(town.nobody).get("/plans/")

    assert refused.status_code == 403
    assert "Your post does not work on actions." in refused.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(town: Town) -> None:
    client = client_of(town.manager)
    counts = []
    for _ in range(2):
        for _ in range(5):
            add(town, as_actor(town.manager), town.council, due_on=date(2099, 1, 1))
        client.get("/plans/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/plans/")
        counts.append(len(captured))
    assert counts[0] == counts[1]

"""Plans: of which level, who reads them, what an empty P says, and the next year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access.api import Conflict, Kind, NotFound, NotPermitted, Ref, Role
from frankpledge.plans import actions, following, planning
from frankpledge.plans.actions import UnknownChoice
from frankpledge.plans.models import Plan, PlannedAction
from frankpledge.plans.planning import EndsTooSoon, SafeguardingMissing
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor, make_person
from tests.plans.partnership import Here, make_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Here:
    return make_county(2)


def make(here: Here, *, level: str = "year", safeguarding: str = "Care is rung first") -> UUID:
    return planning.make_plan(
        level=level,
        title="Against taking homes over",
        area="D1",
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
        safeguarding=safeguarding,
        agencies=[here.police.id],
        by=as_actor(here.managers["D1"]),
        at=NOW,
    )


def page(here: Here, plan: UUID) -> planning.PlanFacts:
    return planning.page(plan_id=plan, by=as_actor(here.managers["D1"]), at=NOW)


def add(here: Here, plan: UUID, *, agency: UUID | None = None, four_p: str = "protect") -> UUID:
    return actions.add_action(
        verb="Fit",
        text="locks",
        four_p=four_p,
        due_on=date(2026, 9, 1),
        owner_agency=agency or here.councils["D1"].id,
        plan=plan,
        by=as_actor(here.managers["D1"]),
        at=NOW,
    )


@pytest.mark.parametrize("words", ["", "   "])
def test_how_people_are_kept_safe_cannot_be_left_empty(here: Here, words: str) -> None:
    with pytest.raises(SafeguardingMissing):
        make(here, safeguarding=words)
    plan = make(here)
    with pytest.raises(SafeguardingMissing):
        planning.describe_plan(
            plan_id=plan,
            state="live",
            safeguarding=words,
            by=as_actor(here.managers["D1"]),
            at=NOW,
        )
    with (
        pytest.raises(IntegrityError, match="plan_says_how_people_are_kept_safe"),
        transaction.atomic(),
    ):
        Plan._rows.update(safeguarding="")


def test_a_years_plan_belongs_to_the_partnership_of_its_first_day(here: Here) -> None:
    assert page(here, make(here)).line.body == "CSP-D1"
    assert page(here, make(here, level="place")).line.body == ""


def test_an_empty_p_is_named_and_an_objective_alone_does_not_fill_it(here: Here) -> None:
    plan = make(here)
    add(here, plan)
    planning.add_objective(
        plan_id=plan,
        text="Nobody is used",
        four_p="prevent",
        by=as_actor(here.managers["D1"]),
        at=NOW,
    )
    strands = {strand.name: strand for strand in page(here, plan).strands}

    assert [name for name, strand in strands.items() if strand.is_empty] == [
        "Pursue",
        "Prevent",
        "Prepare",
    ]
    assert strands["Prevent"].objectives[0].text == "Nobody is used"


def test_a_partner_reads_the_plan_and_changes_nothing(here: Here) -> None:
    plan = make(here)
    inspector = as_actor(here.chairs["D1"])

    assert planning.page(plan_id=plan, by=inspector, at=NOW).line.title
    with pytest.raises(NotPermitted):
        planning.add_objective(plan_id=plan, text="x", four_p="pursue", by=inspector, at=NOW)
    with pytest.raises(NotFound):
        planning.page(plan_id=plan, by=as_actor(here.managers["D2"]), at=NOW)


def test_a_reader_of_the_plan_sees_its_actions_only_as_far_as_they_may(here: Here) -> None:
    plan = make(here)
    add(here, plan)
    theirs = add(here, plan, agency=here.police.id)
    facts = planning.page(plan_id=plan, by=as_actor(here.chairs["D1"]), at=NOW)

    assert [line.uid for strand in facts.strands for line in strand.actions] == [theirs]


def test_plans_are_joined_and_each_keeps_its_own_actions(here: Here) -> None:
    year, place = make(here), make(here, level="place")
    by = as_actor(here.managers["D1"])
    add(here, year)
    planning.join_plan(plan_id=place, other=year, by=by, at=NOW)

    assert [line.uid for line in page(here, year).joined] == [place]
    assert all(strand.is_empty for strand in page(here, place).strands)
    with pytest.raises(UnknownChoice):
        planning.join_plan(plan_id=place, other=place, by=by, at=NOW)


def test_the_next_year_takes_what_still_stands_and_leaves_the_old_as_it_is(here: Here) -> None:
    plan = make(here)
    standing, done = add(here, plan), add(here, plan)
    by = as_actor(here.managers["D1"])
    actions.progress_action(action_id=done, status="done", by=by, at=NOW)
    planning.add_objective(plan_id=plan, text="Safe", four_p="protect", by=by, at=NOW)

    copied = planning.copy_plan(plan_id=plan, by=by, at=NOW)

    facts = page(here, copied)
    (line,) = [line for strand in facts.strands for line in strand.actions]
    assert (facts.line.starts_on, facts.line.ends_on) == (date(2027, 4, 1), date(2028, 3, 31))
    assert line.due_on == date(2027, 9, 1)
    assert facts.line.state == "draft"
    assert PlannedAction._rows.get(pk=standing).plan_id == plan
    assert [ref.uid for ref in actions.page(action_id=line.uid, by=by, at=NOW).origins] == [
        standing
    ]


def test_a_plan_ends_after_it_starts_and_a_practitioner_makes_none(here: Here) -> None:
    with pytest.raises(EndsTooSoon):
        planning.make_plan(
            level="year",
            title="x",
            area="D1",
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 4, 1),
            safeguarding="x",
            by=as_actor(here.managers["D1"]),
            at=NOW,
        )
    officer = make_person(here.councils["D1"], Role.PRACTITIONER, districts=["D1"])
    client = Client()
    client.force_login(officer)
    assert client.get("/plans/plan/").status_code == 200
    refused = client.get("/plans/plan/make/")
    assert refused.status_code == 403
    assert "Your post does not make plans." in refused.content.decode()


def test_the_pages_of_a_plan_take_what_is_typed(here: Here) -> None:
    plan, other = make(here), make(here, level="place")
    client = Client()
    client.force_login(here.managers["D1"])
    for path, typed in (
        ("change/", {"state": "live", "safeguarding": "Care is rung"}),
        ("objective/", {"text": "Safe homes", "four_p": "protect"}),
        ("join/", {"other": str(other)}),
    ):
        assert client.get(f"/plans/plan/{plan}/{path}").status_code == 200
        assert client.post(f"/plans/plan/{plan}/{path}", typed).status_code == 302, path
    shown = client.get(f"/plans/plan/{plan}/").content.decode()
    assert "Safe homes" in shown
    assert "No action that you can see stands under Pursue." in shown
    assert client.post(f"/plans/plan/{plan}/change/", {"state": "live"}).status_code == 422
    assert client.post(f"/plans/plan/{plan}/copy/").status_code == 302


def test_a_conflict_with_whom_a_plan_concerns_hides_its_actions_too(here: Here) -> None:
    by = as_actor(here.managers["D1"])
    problem = problems.open_problem(
        title="Dealing", place="The steps", place_kind="street", area="D1", by=by, at=NOW
    )
    plan = planning.make_plan(
        level="place",
        title="The steps",
        area="D1",
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
        safeguarding="Care is rung first",
        arises_from=[Ref(kind=Kind.PROBLEM, uid=problem)],
        by=by,
        at=NOW,
    )
    made = add(here, plan)
    Conflict.objects.create(
        person=here.managers["D1"], nominal=problems.nominal_of(problem), declared_at=NOW
    )

    with pytest.raises(NotFound):
        planning.page(plan_id=plan, by=as_actor(here.managers["D1"]), at=NOW)
    with pytest.raises(NotFound):
        actions.page(action_id=made, by=as_actor(here.managers["D1"]), at=NOW)


def act(here: Here, code: str = "D1") -> UUID:
    """An action under no plan."""
    return actions.add_action(
        verb="Fit",
        text="locks",
        four_p="pursue",
        due_on=date(2026, 9, 1),
        owner_agency=here.police.id,
        area=code,
        by=as_actor(here.managers[code]),
        at=NOW,
    )


def place(here: Here, made: UUID, plan: UUID | None, *, code: str = "D1") -> None:
    following.place_action(action_id=made, plan=plan, by=as_actor(here.managers[code]), at=NOW)


def strand(here: Here, plan: UUID) -> planning.Strand:
    return next(each for each in page(here, plan).strands if each.name == "Pursue")


def test_an_action_is_put_under_a_plan_and_its_p_is_no_longer_empty(here: Here) -> None:
    plan, made = make(here), act(here)
    assert strand(here, plan).actions == ()
    place(here, made, plan)
    facts = actions.page(action_id=made, by=as_actor(here.managers["D1"]), at=NOW)

    assert [line.uid for line in strand(here, plan).actions] == [made]
    assert facts.plan == Ref(kind=Kind.PLAN, uid=plan)
    place(here, made, None)
    assert strand(here, plan).actions == ()


def test_it_is_put_by_the_agency_that_added_it_and_under_its_own_plans_alone(here: Here) -> None:
    made = act(here)
    theirs = planning.make_plan(
        level="threat",
        title="Theirs",
        area="D2",
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
        safeguarding="Care is rung first",
        by=as_actor(here.managers["D2"]),
        at=NOW,
    )
    with pytest.raises(UnknownChoice, match="one of your agency’s plans"):
        place(here, made, theirs)
    with pytest.raises(NotPermitted):
        following.place_action(
            action_id=made, plan=make(here), by=as_actor(here.chairs["D1"]), at=NOW
        )
    with pytest.raises(NotFound):
        place(here, made, theirs, code="D2")
    offered = following.plans_to_place_in(as_actor(here.managers["D1"]))
    assert [words.partition(" (")[0] for _, words in offered] == ["Against taking homes over"]
    assert following.plans_to_place_in(as_actor(here.chairs["D1"])) == ()


def test_under_a_plan_it_concerns_whom_the_plan_concerns(here: Here) -> None:
    by = as_actor(here.managers["D1"])
    problem = problems.open_problem(
        title="Dealing", place="The steps", place_kind="street", area="D1", by=by, at=NOW
    )
    plan = planning.make_plan(
        level="place",
        title="The steps",
        area="D1",
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
        safeguarding="Care is rung first",
        arises_from=[Ref(kind=Kind.PROBLEM, uid=problem)],
        by=by,
        at=NOW,
    )
    made = act(here)
    place(here, made, plan)
    chair = here.chairs["D1"]
    assert actions.page(action_id=made, by=as_actor(chair), at=NOW).plan is None
    Conflict.objects.create(person=chair, nominal=problems.nominal_of(problem), declared_at=NOW)

    with pytest.raises(NotFound):
        actions.page(action_id=made, by=as_actor(chair), at=NOW)


def test_the_page_puts_an_action_under_a_plan(here: Here) -> None:
    plan, made = make(here), act(here)
    client = Client()
    client.force_login(here.managers["D1"])
    address = f"/plans/{made}/plan/"

    assert "Against taking homes over" in client.get(address).content.decode()
    wrong = client.post(address, {"plan": str(made)})
    assert wrong.status_code == 422
    assert "Choose one of your agency’s plans" in wrong.content.decode()
    assert client.post(address, {"plan": str(plan)}).status_code == 302
    assert "Open the plan that it belongs to" in client.get(f"/plans/{made}/").content.decode()
    partner = Client()
    partner.force_login(here.chairs["D1"])
    assert "Put it under a plan" not in partner.get(f"/plans/{made}/").content.decode()


def test_what_is_not_known_is_read_by_the_agency_whose_plan_it_is_alone(here: Here) -> None:
    plan = make(here, level="threat")
    planning.describe_plan(
        plan_id=plan,
        state="live",
        safeguarding="Care is rung first",
        gaps="Who supplies the vapes",
        by=as_actor(here.managers["D1"]),
        at=NOW,
    )
    add(here, plan)
    partner = planning.page(plan_id=plan, by=as_actor(here.chairs["D1"]), at=NOW)

    assert page(here, plan).gaps == "Who supplies the vapes"
    assert partner.gaps is None
    assert partner.safeguarding == "Care is rung first"
    assert "vapes" not in repr(partner)

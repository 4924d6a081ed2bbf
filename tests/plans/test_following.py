"""Following an action: measures, blockers, colour, closure by another, rechecks and the deputy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access.api import Agency, AuditEvent, NotFound, NotPermitted, Person, Role
from frankpledge.plans import actions, calendars, following
from frankpledge.plans.actions import ReasonNeeded, UnknownChoice
from frankpledge.plans.board import board
from frankpledge.plans.following import NotAllCould, NothingChosen, months_after
from frankpledge.plans.models import PlannedAction, Recheck, Status
from frankpledge.plans.rag import Colour
from tests.makers import NOW, as_actor, later, make_agency, make_area, make_person

pytestmark = pytest.mark.django_db
SOON = date(2026, 4, 30)


@dataclass(frozen=True)
class Team:
    """A council with two managers, one of its officers, and the police."""

    council: Agency
    asha: Person
    ben: Person
    tom: Person
    inspector: Person
    outsider: Person


@pytest.fixture
def team() -> Team:
    make_area("D1")
    council, police, other = make_agency("council"), make_agency("police"), make_agency("other")
    return Team(
        council=council,
        asha=make_person(council, Role.CSM, districts=["D1"], name="Asha"),
        ben=make_person(council, Role.CSM, districts=["D1"], name="Ben"),
        tom=make_person(council, Role.PRACTITIONER, districts=["D1"], name="Tom"),
        inspector=make_person(police, Role.LEAD_OFFICER, districts=["D1"], name="Ines"),
        outsider=make_person(other, Role.CSM, districts=["D1"], name="Otto"),
    )


def add(team: Team, *, due_on: date = SOON, agency: Agency | None = None) -> UUID:
    return actions.add_action(
        verb="Fit",
        text="new locks on six doors",
        four_p="protect",
        due_on=due_on,
        owner_agency=(agency or team.council).id,
        area="D1",
        outcome_measure="No calls in 4 weeks",
        by=as_actor(team.asha),
        at=NOW,
    )


def page(team: Team, made: UUID) -> actions.ActionFacts:
    return actions.page(action_id=made, by=as_actor(team.asha), at=NOW)


def done(team: Team, made: UUID, by: Person) -> None:
    actions.progress_action(
        action_id=made,
        status="done",
        output="Six locks",
        outcome="No calls",
        evidence="E3",
        by=as_actor(by),
        at=NOW,
    )


def test_what_was_done_and_what_came_of_it_are_kept_apart(team: Team) -> None:
    made = add(team)
    done(team, made, team.tom)
    facts = page(team, made)

    assert (facts.output, facts.line.outcome) == ("Six locks", "No calls")
    assert facts.evidence == "E3: a change was measured"
    assert facts.line.rag.colour == Colour.BLUE


def test_whoever_called_it_done_does_not_confirm_it_and_another_does(team: Team) -> None:
    made = add(team)
    done(team, made, team.asha)
    with pytest.raises(NotPermitted, match="You called it done"):
        following.confirm_action(action_id=made, by=as_actor(team.asha), at=NOW)
    with pytest.raises(NotPermitted, match="Only somebody who coordinates"):
        following.confirm_action(action_id=made, by=as_actor(team.tom), at=NOW)

    assert [line.uid for line in actions.to_confirm(as_actor(team.ben), NOW.date())] == [made]
    assert actions.to_confirm(as_actor(team.asha), NOW.date()) == ()
    following.confirm_action(action_id=made, by=as_actor(team.ben), at=NOW)
    assert page(team, made).line.rag.colour == Colour.CLOSED
    with pytest.raises(NotPermitted, match="no closure to confirm"):
        following.confirm_action(action_id=made, by=as_actor(team.ben), at=NOW)


def test_the_database_refuses_a_closure_confirmed_by_whoever_proposed_it(team: Team) -> None:
    made = add(team)
    done(team, made, team.asha)
    with (
        pytest.raises(IntegrityError, match="action_is_confirmed_by_another"),
        transaction.atomic(),
    ):
        PlannedAction._rows.filter(pk=made).update(confirmed_by=team.asha.id, confirmed_at=NOW)


def test_it_is_looked_at_again_after_three_and_six_months(team: Team) -> None:
    made = add(team)
    done(team, made, team.tom)
    following.confirm_action(action_id=made, by=as_actor(team.asha), at=NOW)
    first, second = page(team, made).rechecks

    assert (first.due_on, second.due_on) == (date(2026, 7, 15), date(2026, 10, 15))
    assert actions.rechecks_due(as_actor(team.asha), date(2026, 7, 14)) == ()
    ((line, months),) = actions.rechecks_due(as_actor(team.asha), date(2026, 7, 15))
    assert (line.uid, months) == (made, 3)
    following.recheck_action(
        action_id=made, recheck=first.number, found="partly", by=as_actor(team.tom), at=NOW
    )
    assert page(team, made).rechecks[0].found == "In part"
    with pytest.raises(UnknownChoice):
        following.recheck_action(
            action_id=made, recheck=first.number, found="lasted", by=as_actor(team.tom), at=NOW
        )


def test_taking_it_up_again_takes_the_confirmation_back(team: Team) -> None:
    made = add(team)
    done(team, made, team.tom)
    following.confirm_action(action_id=made, by=as_actor(team.asha), at=NOW)
    actions.progress_action(action_id=made, status="in_progress", by=as_actor(team.tom), at=NOW)

    assert page(team, made).closure == ""
    assert not Recheck.objects.filter(action_id=made).exists()


def test_a_blocker_turns_it_red_and_a_colour_by_hand_says_why(team: Team) -> None:
    made = add(team)
    following.block_action(
        action_id=made, blocker="The contractor has gone", by=as_actor(team.tom), at=NOW
    )
    assert page(team, made).line.rag.colour == Colour.RED
    with pytest.raises(ReasonNeeded):
        following.override_rag(action_id=made, colour="amber", by=as_actor(team.asha), at=NOW)
    with pytest.raises(NotPermitted, match="Only somebody who coordinates"):
        following.override_rag(
            action_id=made, colour="amber", reason="x", by=as_actor(team.tom), at=NOW
        )
    following.override_rag(
        action_id=made,
        colour="amber",
        reason="Another starts Monday",
        by=as_actor(team.asha),
        at=NOW,
    )
    rag = page(team, made).line.rag
    assert (rag.colour, rag.computed, rag.why) == (
        Colour.AMBER,
        Colour.RED,
        "Another starts Monday",
    )
    following.override_rag(action_id=made, colour="", by=as_actor(team.asha), at=NOW)
    following.block_action(action_id=made, blocker="", by=as_actor(team.tom), at=NOW)
    assert page(team, made).line.rag.colour == Colour.GREY


def test_a_milestone_that_fails_turns_it_red(team: Team) -> None:
    made = add(team)
    with pytest.raises(UnknownChoice, match="before the action is due"):
        following.set_milestone(
            action_id=made, text="Bought", due_on=date(2026, 5, 2), by=as_actor(team.tom), at=NOW
        )
    following.set_milestone(
        action_id=made, text="Bought", due_on=date(2026, 4, 20), by=as_actor(team.tom), at=NOW
    )
    number = page(team, made).milestones[0].number
    following.reach_milestone(
        action_id=made, milestone=number, reached=False, by=as_actor(team.tom), at=NOW
    )
    assert page(team, made).line.rag.why == "A milestone failed"
    following.reach_milestone(
        action_id=made, milestone=number, reached=True, by=as_actor(team.tom), at=NOW
    )
    assert page(team, made).milestones[0].met_on == NOW.date()


def test_a_late_action_is_handed_to_the_deputy_who_was_named(team: Team) -> None:
    made = add(team)
    after = later(days=20)
    asha = as_actor(team.asha, at=after)
    with pytest.raises(NotPermitted, match="Name a deputy first"):
        following.escalate_action(action_id=made, by=asha, at=after)
    with pytest.raises(UnknownChoice):
        following.describe_action(action_id=made, deputy=team.inspector.id, by=asha, at=after)
    following.describe_action(action_id=made, deputy=team.tom.id, by=asha, at=after)
    with pytest.raises(NotPermitted, match="neither late nor blocked"):
        following.escalate_action(action_id=made, by=as_actor(team.asha), at=NOW)
    following.escalate_action(action_id=made, by=asha, at=after)

    assert page(team, made).line.owner == "Tom"
    assert "Asha" in page(team, made).escalated


def test_another_agency_that_neither_owns_nor_added_it_changes_nothing(team: Team) -> None:
    made = add(team)

    for act in (
        lambda by: following.block_action(action_id=made, blocker="x", by=by, at=NOW),
        lambda by: following.describe_action(action_id=made, by=by, at=NOW),
    ):
        with pytest.raises(NotFound):
            act(as_actor(team.outsider))


def test_several_are_changed_together_or_none_is(team: Team) -> None:
    one, two = add(team), add(team)
    theirs = add(team, agency=team.inspector.agency)
    tom = as_actor(team.tom)
    with pytest.raises(NothingChosen):
        following.progress_many(chosen=[], status="done", by=tom, at=NOW)
    with pytest.raises(NotAllCould, match="so nothing was"), transaction.atomic():
        following.progress_many(chosen=[one, theirs, two], status="done", by=tom, at=NOW)
    assert not PlannedAction._rows.filter(status="done").exists()

    assert following.progress_many(chosen=[one, two], status="done", by=tom, at=NOW) == 2
    assert PlannedAction._rows.filter(status="done").count() == 2


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 4, 15), 3, date(2026, 7, 15)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(
    day: date, months: int, then: date
) -> None:
    assert months_after(day, months) == then


def test_a_list_is_read_a_page_at_a_time_and_misses_nothing(team: Team) -> None:
    made = {add(team, due_on=SOON + timedelta(days=number % 3)) for number in range(7)}
    seen: list[UUID] = []
    after = ""
    while True:
        found = actions.listed(by=as_actor(team.asha), at=NOW, size=3, after=after)
        seen += [line.uid for line in found.lines]
        after = found.next
        if not after:
            break

    assert len(seen) == 7
    assert set(seen) == made
    with pytest.raises(NotFound):
        actions.listed(by=as_actor(team.asha), at=NOW, after="nonsense")


# --- the calendar -----------------------------------------------------------------------------


def test_a_calendar_says_a_reference_and_a_day_and_no_more(team: Team) -> None:
    made = add(team)
    secret = calendars.make_calendar(by=as_actor(team.asha), at=NOW)
    text = calendars.calendar(secret=secret, at=NOW, address="http://here/")

    assert "DTSTART;VALUE=DATE:20260430" in text
    assert f"http://here/plans/{made}/" in text.replace("\r\n ", "")
    assert "locks" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")


def test_a_calendar_ends_with_its_secret_and_with_the_account(team: Team) -> None:
    first = calendars.make_calendar(by=as_actor(team.asha), at=NOW)
    second = calendars.make_calendar(by=as_actor(team.asha), at=NOW)
    for wrong in (first, "", "x"):
        with pytest.raises(NotFound):
            calendars.calendar(secret=wrong, at=NOW, address="")
    Person.objects.filter(id=team.asha.id).update(is_active=False)
    with pytest.raises(NotFound):
        calendars.calendar(secret=second, at=NOW, address="")


def test_a_locked_account_has_no_calendar(team: Team) -> None:
    secret = calendars.make_calendar(by=as_actor(team.asha), at=NOW)
    Person.objects.filter(id=team.asha.id).update(locked=True)

    with pytest.raises(NotFound):
        calendars.calendar(secret=secret, at=NOW, address="")


def test_ending_a_calendar_is_recorded_as_what_it_is(team: Team) -> None:
    secret = calendars.make_calendar(by=as_actor(team.asha), at=NOW)
    calendars.end_calendar(by=as_actor(team.asha), at=NOW)

    with pytest.raises(NotFound):
        calendars.calendar(secret=secret, at=NOW, address="")
    acts = AuditEvent.objects.filter(act__endswith="_calendar").values_list("act", flat=True)
    assert sorted(acts) == ["plans.end_calendar", "plans.make_calendar"]


def test_the_feed_is_read_without_signing_in_by_whoever_has_the_address(team: Team) -> None:
    add(team)
    secret = calendars.make_calendar(by=as_actor(team.asha), at=NOW)

    answer = Client().get(f"/plans/calendar/{secret}.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert Client().get("/plans/calendar/other.ics").status_code == 404


# --- the pages --------------------------------------------------------------------------------


def test_each_page_of_an_action_takes_what_is_typed(team: Team) -> None:
    made = add(team)
    client = Client()
    client.force_login(team.asha)
    for path, typed in (
        ("describe/", {"owner_post": "Repairs manager", "outcome_measure": "0 calls"}),
        ("blocker/", {"blocker": "No key"}),
        ("milestone/", {"text": "Bought", "due_on": date(2026, 4, 20)}),
        ("colour/", {"colour": "amber", "reason": "It will be"}),
    ):
        address = f"/plans/{made}/{path}"
        assert client.get(address).status_code == 200
        if "due_on" in typed:
            typed = {
                "text": "Bought",
                "due_on_day": "20",
                "due_on_month": "4",
                "due_on_year": "2026",
            }
        assert client.post(address, typed).status_code == 302, address
    shown = client.get(f"/plans/{made}/").content.decode()
    for words in ("Repairs manager", "No key", "Bought", "set by hand"):
        assert words in shown


def test_saving_the_measures_again_forgets_neither_the_duty_nor_the_deputy(team: Team) -> None:
    made = add(team)
    client = Client()
    client.force_login(team.asha)
    address = f"/plans/{made}/describe/"
    given = {"csp_duty": "crime", "deputy": str(team.tom.id), "owner_post": "Repairs manager"}
    assert client.post(address, given).status_code == 302
    initial = client.get(address).context["form"].initial

    assert {name: initial[name] for name in given} == given
    assert client.post(address, initial).status_code == 302
    facts = page(team, made)
    assert (facts.duty_code, facts.deputy, facts.owner_post) == ("crime", "Tom", "Repairs manager")


def test_an_email_is_pasted_and_a_draft_is_checked_before_it_is_kept(team: Team) -> None:
    client = Client()
    client.force_login(team.asha)
    shown = client.post("/plans/paste/", {"email": "Please mend the lamps on the steps."})
    assert shown.status_code == 200
    assert 'value="the lamps on the steps"' in shown.content.decode()
    typed = {
        "verb": "Explore",
        "text": "the steps",
        "owner_agency": str(team.council.id),
        "four_p": "protect",
        "due_on_day": "1",
        "due_on_month": "12",
        "due_on_year": "2099",
    }
    checked = client.post("/plans/add/", {**typed, "check": "1"}).content.decode()
    assert "can go on for ever" in checked
    assert not PlannedAction._rows.exists()
    assert client.post("/plans/add/", typed).status_code == 302


def test_the_board_shows_each_state_and_moves_ones_own_a_step(team: Team) -> None:
    ours, theirs = add(team), add(team, agency=make_agency("third"))
    client = Client()
    client.force_login(team.asha)
    shown = client.get("/plans/board/?whose=").content.decode()
    assert f'id="action-{ours}"' in shown
    assert f"/plans/{ours}/move/" in shown
    assert f"/plans/{theirs}/move/" not in shown
    moved = client.post(f"/plans/{ours}/move/", {"status": "in_progress", "back": "four_p=protect"})
    assert moved.headers["Location"] == "/plans/board/?four_p=protect"
    found = {column.state: column for column in board(by=as_actor(team.asha), at=NOW)}
    assert [card.line.uid for card in found["in_progress"].cards] == [ours]
    assert [card.line.uid for card in found["proposed"].cards] == [theirs]
    assert [move.to for move in found["in_progress"].cards[0].moves] == ["done"]
    assert not found["agreed"].has_more
    for status in ("declined", "in_progress", "nothing"):
        client.post(f"/plans/{ours}/move/", {"status": status})
    assert PlannedAction._rows.get(pk=ours).status == "in_progress"
    assert client.post(f"/plans/{theirs}/move/", {"status": "agreed"}).status_code == 403


def test_lists_are_found_by_a_phase_that_follows_the_state(team: Team) -> None:
    made = add(team)
    seen = [PlannedAction._rows.get(pk=made).phase]
    for status in ("in_progress", "done"):
        actions.progress_action(action_id=made, status=status, by=as_actor(team.tom), at=NOW)
        seen.append(PlannedAction._rows.get(pk=made).phase)
    following.confirm_action(action_id=made, by=as_actor(team.asha), at=NOW)
    seen.append(PlannedAction._rows.get(pk=made).phase)

    assert seen == ["standing", "standing", "to_confirm", "over"]
    for status, phase in ((Status.DECLINED, "over"), (Status.PROPOSED, "standing")):
        PlannedAction._rows.filter(pk=made).update(
            status=status, confirmed_at=None, confirmed_by=None
        )
        assert PlannedAction._rows.get(pk=made).phase == phase


@pytest.mark.parametrize(
    "path", ["", "several/", "sheet/", "days/", "board/", "calendar/", "paste/"]
)
def test_every_list_opens_and_somebody_with_no_grants_is_told_why(team: Team, path: str) -> None:
    add(team)
    client, nobody = Client(), Client()
    client.force_login(team.asha)
    nobody.force_login(make_person(team.council, Role.NO_GRANTS, districts=["D1"]))

    assert client.get(f"/plans/{path}").status_code == 200
    assert nobody.get(f"/plans/{path}").status_code == 403

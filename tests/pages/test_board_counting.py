"""Counting for boards: by a service with one role, once, and made safe before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from frankpledge.access.api import Action, AuditEvent, Kind, NotPermitted, Person, Role
from frankpledge.access.models import AreaPart
from frankpledge.governance.boards.figures import NotToBeCounted
from frankpledge.governance.boards.measured import BY_CODE, in_words, median_of, people
from frankpledge.governance.models import CountedFigure
from frankpledge.pages import board_counting
from frankpledge.pages.board_counting import board_counter, came_of_it, count_period
from frankpledge.problems import api as problems
from frankpledge.problems.models import Problem
from tests.makers import NOW, as_actor, make_agency, make_area, make_person
from tests.pages.conftest import DISTRICT

COUNTY, FORCE = "E10999101", "E23999101"
FIRST, LAST = date(2026, 3, 2), date(2026, 4, 12)


@dataclass(frozen=True)
class Boards:
    gwen: Person
    helena: Person
    asha: Person


@pytest.fixture
def boards(cast) -> Boards:
    for code, kind in ((COUNTY, "county"), (FORCE, "force")):
        AreaPart.objects.create(whole=make_area(code, kind=kind), part_id=DISTRICT)
    county = make_agency("county", kind="county_council")
    return Boards(
        gwen=make_person(county, Role.COUNTY_TEAM, districts=[COUNTY], force_wide=True),
        helena=make_person(cast.police, Role.BOARD_MEMBER, force_wide=True),
        asha=cast.csm,
    )


def gone_back_to(person: Person, title: str, *, visited: bool = True, outcome: str = "safe"):
    at = NOW - timedelta(days=30)
    by = as_actor(person, at=at)
    uid = problems.open_problem(
        title=title, place="6 Tern Court", place_kind="address", area=DISTRICT, by=by, at=at
    )
    (visit,) = problems.set_revisits(problem_id=uid, after=at.date(), days=(7,), by=by, at=at)
    later = at + timedelta(days=3)
    if visited:
        problems.tell(
            problem_id=uid, what="visit", note="", by=as_actor(person, at=later), at=later
        )
    later = at + timedelta(days=7)
    problems.record_revisit(
        revisit_id=visit, outcome=outcome, by=as_actor(person, at=later), at=later
    )
    return uid


def counted(boards: Boards, first: date = FIRST, last: date = LAST, area: str = COUNTY):
    number = count_period(
        area=area, first_day=first, last_day=last, by=as_actor(boards.gwen), at=NOW
    )
    page = came_of_it(number=number, by=as_actor(boards.helena), at=NOW)
    return {line.measure.code: line for line in page.figures.lines}


def test_small_numbers_are_not_shown_and_what_is_not_known_is_not_nought(boards):
    gone_back_to(boards.asha, "One")

    lines = counted(boards)

    assert lines["first_visit"].words == "Not shown: too few"
    assert (lines["homes_safe"].words, lines["homes_not_safe"].words) == ("0 to 2", "0 to 2")
    assert lines["referrals_accepted"].words == "Not counted yet"
    assert lines["recalled"].words == lines["exposed"].words == "Not known"
    assert lines["disruptions"].words == "None"


def test_from_five_on_days_are_shown_and_homes_are_to_the_nearest_five(boards):
    for number in range(6):
        gone_back_to(boards.asha, f"Number {number}")
    for number in range(4):
        gone_back_to(boards.asha, f"Unsure {number}", visited=False, outcome="no_answer")

    lines = counted(boards)

    assert (lines["first_visit"].words, lines["first_visit"].n) == ("3 days", 10)
    assert (lines["homes_safe"].words, lines["homes_not_safe"].words) == ("About 5", "About 5")
    kept = dict(CountedFigure.objects.values_list("code", "value"))
    assert kept["homes_safe"] == kept["homes_not_safe"] == 5


def test_what_is_restricted_changes_no_figure(boards):
    for number in range(5):
        gone_back_to(boards.asha, f"Number {number}")
    hidden = [gone_back_to(boards.asha, f"Kept close {number}") for number in range(5)]
    for uid in hidden:
        row = Problem._rows.get(pk=uid)
        row.protection.restricted = True
        row.protection.save(update_fields=["restricted"])

    lines = counted(boards)

    assert (lines["first_visit"].n, lines["homes_safe"].words) == (5, "About 5")


def test_the_service_counts_four_kinds_and_reads_problems_alone(boards, cast):
    service = board_counter(cast.council.id, at=NOW)

    assert service.kinds_for(Action.AGGREGATE) == {
        Kind.PROBLEM,
        Kind.REVISIT,
        Kind.DISRUPTION,
        Kind.DISSEMINATION,
    }
    assert service.kinds_for(Action.READ) == {Kind.PROBLEM}
    assert not any(
        service.kinds_for(action)
        for action in Action
        if action not in (Action.AGGREGATE, Action.READ, Action.DISCOVER)
    )
    person = Person.objects.get(id=service.person_id)
    assert (person.is_service, person.has_usable_password(), person.vetting) == (True, False, 0)


def test_the_record_says_who_asked_and_which_service_counted(boards, cast):
    gone_back_to(boards.asha, "One")
    counted(boards)

    acts = AuditEvent.objects.values_list("act", "actor")
    service = board_counter(cast.council.id, at=NOW).person_id
    assert ("problems.count_work", str(service)) in acts
    assert ("governance.keep_figures", str(boards.gwen.id)) in acts
    assert ("governance.read_figures", str(boards.helena.id)) in acts


@pytest.mark.parametrize(
    ("area", "first", "last", "sentence"),
    [
        (COUNTY, LAST, LAST + timedelta(days=1), "Choose at least 28 days"),
        (COUNTY, FIRST, NOW.date(), "This period is not over yet"),
        (DISTRICT, FIRST, LAST, "Choose an area that you work for"),
    ],
)
def test_a_period_is_long_enough_and_over(boards, area, first, last, sentence):
    with pytest.raises(NotToBeCounted, match=sentence):
        count_period(area=area, first_day=first, last_day=last, by=as_actor(boards.gwen), at=NOW)


@pytest.mark.parametrize("area", [COUNTY, FORCE])
def test_no_day_of_a_district_is_counted_twice(boards, area):
    counted(boards)
    for first in (FIRST, FIRST - timedelta(days=10), LAST - timedelta(days=1)):
        last = min(first + timedelta(days=40), NOW.date() - timedelta(days=1))
        first = min(first, last - timedelta(days=27))
        with pytest.raises(NotToBeCounted, match="have been counted, once for good"):
            count_period(
                area=area, first_day=first, last_day=last, by=as_actor(boards.gwen), at=NOW
            )


def test_only_the_county_team_counts_and_only_boards_and_it_read(boards, cast, client):
    for person in (boards.helena, boards.asha, cast.everything):
        if not as_actor(person).holds(Role.COUNTY_TEAM):
            with pytest.raises(NotPermitted, match="The county team has a period counted"):
                count_period(
                    area=COUNTY, first_day=FIRST, last_day=LAST, by=as_actor(person), at=NOW
                )
    for person in (boards.asha, cast.officer, cast.administrator, cast.tenancy):
        with pytest.raises(NotPermitted, match="Your post does not sit on a board"):
            came_of_it(by=as_actor(person), at=NOW)
    client.force_login(boards.asha)
    assert client.get("/boards/came-of-it/").status_code == 403


def test_nothing_counted_is_said_and_a_period_that_was_not_counted_is_not_found(boards, client):
    client.force_login(boards.helena)

    assert (
        "Nothing has been counted for boards yet"
        in client.get("/boards/came-of-it/").content.decode()
    )
    assert client.get("/boards/came-of-it/77/").status_code == 404


@pytest.mark.parametrize("count", range(23))
def test_no_count_of_people_is_kept_but_rounded_and_three_remain_possible(count):
    figure = people("homes_safe", count, period="2026-03-02", earlier=[("2026-01-05", 5)])

    assert figure.value is not None
    assert figure.value % 5 == 0
    assert abs(figure.value - count) <= 2
    assert in_words("homes_safe", figure.value) == (
        "0 to 2" if figure.value == 0 else f"About {figure.value}"
    )


def test_a_median_needs_five():
    assert median_of("first_visit", []).why_none == "nothing"
    assert median_of("first_visit", [3, 3, 3, 3]).why_none == "few"
    assert median_of("first_visit", [1, 2, 3, 4, 90]).value == 3


def test_each_figure_has_its_source_its_method_and_what_to_bear_in_mind():
    assert all(each.source and each.method and each.caveat for each in BY_CODE.values())


def test_the_quarter_is_the_last_that_was_over():
    quarter = board_counting._quarter_before
    assert quarter(date(2026, 5, 21)) == date(2026, 1, 1)
    assert quarter(date(2026, 6, 30)) == date(2026, 4, 1)
    assert quarter(date(2026, 1, 1)) == date(2025, 10, 1)

"""Services, steps agreed with boards, and counts that speak of nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, strategies as st

from frankpledge.access.api import NotFound, NotPermitted, Post
from frankpledge.referrals import clocks, counting, directory, following, joint, quarters
from frankpledge.referrals.counting import NotToBeFrozen
from frankpledge.referrals.directory import UnusableService
from frankpledge.referrals.first_responders import Offer
from frankpledge.referrals.joint import NotAgreed
from frankpledge.referrals.quarters import Counted
from tests.makers import NOW, as_actor, later
from tests.referrals.conftest import HERE, County, browse
from tests.referrals.test_referrals import do, send, set_doors, to_adult_care, to_panel

JULY = datetime(2026, 7, 2, 9, tzinfo=UTC)
QUARTER = date(2026, 4, 1)


def keep(county: County, **given) -> int:
    facts = {
        "name": "Second Tide mentoring",
        "provider": "Second Tide Outreach",
        "need": "safety",
        "areas": [HERE],
        "least_age": 10,
        "most_age": 17,
        "route": "Ring and ask",
        "by": as_actor(county.asha),
        "at": NOW,
    } | given
    return directory.keep_service(**facts)


def found(county: County, **given) -> list[str]:
    lines = directory.entries(by=as_actor(county.dev), at=NOW, **given)
    return [line.name for line in lines]


# --- services ----------------------------------------------------------------------------------


def test_a_service_is_found_by_district_age_and_need(county: County):
    keep(county)

    assert found(county, area=HERE, age=15, need="safety") == ["Second Tide mentoring"]
    assert found(county) == ["Second Tide mentoring"]
    for asked in ({"area": "D2"}, {"age": 18}, {"age": 9}, {"need": "money"}):
        assert found(county, **asked) == []


def test_not_said_is_not_none_and_what_is_old_says_so(county: County):
    number = keep(county)
    (line,) = directory.entries(by=as_actor(county.dev), at=NOW)
    assert (line.places, line.waiting) == (None, None)

    directory.count_places(number=number, places=0, by=as_actor(county.asha), at=NOW)
    (line,) = directory.entries(by=as_actor(county.dev), at=NOW + timedelta(days=28))
    assert (line.places, line.waiting, line.is_stale) == (0, None, False)
    (line,) = directory.entries(by=as_actor(county.dev), at=NOW + timedelta(days=29))
    assert line.is_stale


def test_the_later_count_of_a_day_holds_and_days_stay_apart(county: County):
    number = keep(county)
    for at, places in ((NOW, 3), (later(hours=2), 2), (later(days=1), 5)):
        directory.count_places(number=number, places=places, by=as_actor(county.asha), at=at)

    assert directory.service(number=number, by=as_actor(county.dev), at=NOW).places == 2
    assert directory.service(number=number, by=as_actor(county.dev), at=later(days=1)).places == 5


@pytest.mark.parametrize(
    ("given", "argument"),
    [
        ({"name": ""}, "name"),
        ({"route": " "}, "route"),
        ({"need": "wings"}, "need"),
        ({"least_age": 18}, "most_age"),
        ({"areas": []}, "areas"),
        ({"areas": ["nowhere"]}, "areas"),
    ],
)
def test_an_entry_at_fault_is_named(county: County, given: dict, argument: str):
    with pytest.raises(UnusableService) as refused:
        keep(county, **given)

    assert refused.value.argument == argument


def test_only_who_keeps_an_entry_counts_its_places(county: County):
    number = keep(county)
    for who in (county.joan, county.dev):
        with pytest.raises(NotPermitted):
            directory.count_places(number=number, places=1, by=as_actor(who), at=NOW)
    with pytest.raises(UnusableService):
        directory.count_places(number=number, by=as_actor(county.asha), at=NOW)
    with pytest.raises(NotFound):
        directory.count_places(number=number + 1, places=1, by=as_actor(county.asha), at=NOW)
    with pytest.raises(NotPermitted):
        keep(county, by=as_actor(county.dev))


def test_the_directory_asks_no_more_for_more(county: County):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            directory.entries(by=as_actor(county.dev), at=NOW)
        return len(queries)

    keep(county)
    asked()
    few = asked()
    for number in range(5):
        keep(county, name=f"Service {number}")
    assert asked() == few


# --- steps agreed with boards --------------------------------------------------------------------


def agree(county: County, **given) -> None:
    posts = {
        side: str(Post.objects.get(agency_id=agency.id, title__startswith="Post", code=code).id)
        for side, agency, code in (
            ("partnership_owner", county.council, _post_of(county.asha)),
            ("board_owner", county.care, _post_of(county.joan)),
        )
    }
    facts = {
        "area": HERE,
        "board": "adults",
        "step": "hand_off",
        "review_on": date(2026, 10, 1),
        "by": as_actor(county.asha),
        "at": NOW,
        **posts,
    } | given
    joint.agree_joint(**facts)


def _post_of(person) -> str:
    return person.username.replace("person", "post")


def steps(county: County, at=NOW) -> dict[str, joint.JointLine]:
    lines = joint.joint(area=HERE, board="adults", by=as_actor(county.dev, at=at), at=at)
    return {line.code: line for line in lines}


def test_each_step_has_an_owner_on_each_side_or_says_that_nobody_is(county: County):
    agree(county)
    found = steps(county)

    assert len(found) == 10
    assert "Council" in found["hand_off"].partnership_owner
    assert "Care" in found["hand_off"].board_owner
    assert found["hand_off"].clock == "1 working day"
    assert found["screening"].is_missing
    assert not found["hand_off"].is_due
    assert steps(county, at=datetime(2026, 10, 1, 9, tzinfo=UTC))["hand_off"].is_due


def test_an_owner_is_followed_by_another_and_the_past_stays_true(county: County):
    agree(county)
    tomorrow = later(days=1)
    agree(county, review_on=date(2026, 12, 1), by=as_actor(county.asha, at=tomorrow), at=tomorrow)

    assert steps(county)["hand_off"].review_on == date(2026, 10, 1)
    assert steps(county, at=tomorrow)["hand_off"].review_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("given", "argument"),
    [
        ({"board": "planets"}, "board"),
        ({"step": "dance"}, "step"),
        ({"partnership_owner": ""}, "partnership_owner"),
        ({"board_owner": ""}, "board_owner"),
        ({"review_on": NOW.date()}, "review_on"),
    ],
)
def test_a_step_at_fault_is_named(county: County, given: dict, argument: str):
    with pytest.raises(NotAgreed) as refused:
        agree(county, **given)

    assert refused.value.argument == argument


def test_who_works_elsewhere_names_no_owners(county: County):
    for who in (county.licensing, county.dev, county.gwen):
        with pytest.raises(NotPermitted):
            agree(county, by=as_actor(who))


# --- counts --------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2026, 4, 1), datetime(2026, 8, 1), timezones=st.just(UTC))
counted = st.builds(
    Counted,
    door=st.sampled_from(["PA05", "PA14", "PA17"]),
    state=st.sampled_from(["sent", "received", "accepted", "declined", "transferred", "closed"]),
    opened_itself=st.booleans(),
    due_at=st.none() | moments,
    decided_at=st.none() | moments,
    needs=st.lists(
        st.tuples(st.sampled_from(["safety", "housing"]), st.sampled_from(["", "met", "not_met"])),
        max_size=2,
    ).map(tuple),
    hand_off=st.sampled_from(["", *quarters.HAND_OFFS]),
    days=st.none() | st.integers(0, 30),
)


@given(st.integers(0, 10_000))
def test_a_count_is_rounded_to_the_nearest_five(count: int):
    found = quarters.rounded(count)

    assert found % 5 == 0
    assert abs(found - count) <= 2


@given(st.integers(0, 2), st.integers(0, 2))
def test_one_and_two_are_not_told_from_none(one: int, other: int):
    assert quarters.in_words(quarters.rounded(one)) == quarters.in_words(quarters.rounded(other))


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_rise_is_said_only_where_there_surely_is_one(now: int, before: int):
    if quarters.is_rise(quarters.rounded(now), quarters.rounded(before)):
        assert now > before


@given(st.lists(counted, max_size=30))
def test_counts_agree_with_counting_each(rows: list[Counted]):
    ends = datetime(2026, 7, 1, tzinfo=UTC)
    found = quarters.counts(rows, ends_at=ends)

    assert found["sent", ""] == len(rows)
    assert sum(n for (measure, _), n in found.items() if measure == "by_door") == len(rows)
    assert found["accepted", ""] == len(
        [row for row in rows if row.state in ("accepted", "closed")]
    )
    clocked = [row for row in rows if row.due_at is not None]
    in_time = [row for row in clocked if row.decided_at and row.decided_at <= row.due_at]
    assert found["in_time", ""] == len(in_time)
    assert found["in_time", ""] + found["late", ""] <= len(clocked)


@pytest.mark.parametrize(
    ("day", "first", "following_one"),
    [
        (date(2026, 4, 13), date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_quarters_begin_on_their_first_day(day: date, first: date, following_one: date):
    assert quarters.first_day_of(day) == first
    assert quarters.next_quarter(first) == following_one


def shown(county: County) -> dict[tuple[str, str], counting.MeasureLine]:
    quarter = counting.quarter(
        area=HERE, first_day=QUARTER, by=as_actor(county.gwen, at=JULY), at=JULY
    )
    assert quarter is not None
    return {(line.measure, line.part): line for line in quarter.lines}


def freeze(county: County, **given) -> None:
    facts = {
        "area": HERE,
        "first_day": QUARTER,
        "by": as_actor(county.gwen, at=JULY),
        "at": JULY,
    } | given
    counting.freeze_quarter(**facts)


def test_a_quarter_is_counted_across_agencies_rounded_and_frozen_once(county: County):
    set_doors(county)
    for _ in range(3):
        send(county.priya)
    to_panel(county)
    first = to_adult_care(county)
    do(following.decline, county.joan, first, reason="section_42_not_met")
    freeze(county)

    assert shown(county)["Referrals sent", "All"].count == "About 5"
    assert shown(county)["Declined", "All"].count == "0 to 2"
    assert shown(county)["Referrals sent", "All"].before == "Not counted"
    send(county.priya)
    with pytest.raises(NotToBeFrozen, match="once for good"):
        freeze(county)


def test_a_rise_may_be_success(county: County):
    set_doors(county)
    freeze(county, first_day=date(2026, 1, 1))
    for _ in range(9):
        send(county.priya)
    freeze(county)
    line = shown(county)["Referrals sent", "All"]

    assert (line.before, line.count) == ("0 to 2", "About 10")
    assert "success" in line.note


def test_a_quarter_that_is_not_over_is_not_frozen(county: County):
    wrong = ({"first_day": date(2026, 7, 1)}, {"first_day": date(2026, 4, 2)}, {"area": "X"})
    for asked in wrong:
        with pytest.raises(NotToBeFrozen):
            freeze(county, **asked)


def test_who_freezes_and_who_reads(county: County):
    with pytest.raises(NotPermitted):
        freeze(county, by=as_actor(county.asha))
    for who in (county.licensing, county.dev, county.administrator):
        with pytest.raises(NotPermitted):
            counting.quarter(area=HERE, first_day=QUARTER, by=as_actor(who), at=NOW)
    assert counting.quarter(area=HERE, first_day=QUARTER, by=as_actor(county.asha), at=NOW) is None


# --- hand-offs ---------------------------------------------------------------------------------


@given(st.lists(counted, max_size=30))
def test_every_hand_off_is_timed_or_sent_back_or_waits_and_once(rows: list[Counted]):
    found = quarters.counts(rows, ends_at=datetime(2026, 7, 1, tzinfo=UTC))
    parts = ("handed_in_1", "handed_in_5", "handed_longer", "handed_back", "handed_open")

    for way in quarters.HAND_OFFS:
        assert found["handed", way] == len([row for row in rows if row.hand_off == way])
        assert found["handed", way] == sum(found.get((part, way), 0) for part in parts)


@given(moments, st.integers(0, 30))
def test_working_days_between_are_those_that_a_clock_counts(sent: datetime, days: int):
    due = clocks.due(sent, working_days=days, hours=None)

    assert due is not None
    assert clocks.working_days_between(sent, due) == days


def test_a_hand_off_over_the_bank_holiday_takes_one_working_day():
    friday = datetime(2026, 5, 1, 11, tzinfo=clocks.HERE)
    assert clocks.working_days_between(friday, datetime(2026, 5, 5, 9, tzinfo=clocks.HERE)) == 1
    assert clocks.working_days_between(friday, datetime(2026, 5, 4, 9, tzinfo=clocks.HERE)) == 0


def test_hand_offs_between_a_partnership_and_a_board_are_counted_both_ways(county: County):
    set_doors(county)
    for _ in range(8):
        do(following.accept, county.joan, to_adult_care(county))
    late = to_adult_care(county)
    do(following.accept, county.joan, late, at=NOW + timedelta(days=14))
    for _ in range(3):
        do(following.decline, county.joan, to_adult_care(county), reason="section_42_not_met")
    send(county.priya)
    send(county.children)
    freeze(county)

    found = shown(county)
    handed = "Handed over between the partnership and a board’s services"
    to, back = "To adults’ services", "From adults’ services"
    assert found[handed, to].count == "About 10"
    assert found["Accepted within one working day", to].count == "About 10"
    assert found["Accepted after more than five working days", to].count == "0 to 2"
    assert found["Declined or passed on", to].count == "About 5"
    assert found[handed, back].count == "About 5"
    assert found[handed, "To children’s services"].count == "0 to 2"


def test_owners_and_hand_offs_stand_together_for_who_reads_measures(county: County, monkeypatch):
    set_doors(county)
    address = reverse("referrals:joint")
    assert (
        "Hand-offs have not been counted here yet"
        in browse(county.asha).get(address).content.decode()
    )
    for _ in range(4):
        to_adult_care(county)
    freeze(county)
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: JULY)

    page = browse(county.asha).get(address).content.decode()
    assert "Handed over and not decided by the quarter’s end" in page
    assert "About 5" in page
    assert "counted and timed" not in browse(county.dev).get(address).content.decode()


def test_what_somebody_was_exploited_for_is_counted_by_form(county: County):
    set_doors(county)
    for sorts in (("labour", "criminal"), ("labour",), ("labour",)):
        offer = Offer(safeguarding_first=True, exploitation=sorts)
        send(county.children, pathway="PA10", offer=offer)
    freeze(county)

    found = shown(county)
    nrm = "Referred to the National Referral Mechanism, by what for"
    assert found[nrm, "A child (under 18): forced to work"].count == "About 5"
    assert found[nrm, "A child (under 18): made to commit crime"].count == "0 to 2"


# --- pages -------------------------------------------------------------------------------------


def test_services_steps_and_counts_have_pages(county: County, monkeypatch):
    asha, gwen = browse(county.asha), browse(county.gwen)
    given = {
        "name": "Mentoring",
        "provider": "Second Tide Outreach",
        "need": "safety",
        "areas": [HERE],
        "least_age": "10",
        "most_age": "17",
        "route": "Ring",
    }
    assert asha.post(reverse("referrals:keep-service"), given).status_code == 302
    (line,) = directory.entries(by=as_actor(county.asha), at=NOW)
    places = reverse("referrals:count-places", args=[line.number])
    assert asha.post(places, {}).status_code == 422
    assert asha.post(places, {"places": "2", "weeks": "3"}).status_code == 302
    assert browse(county.joan).get(places).status_code == 403
    page = asha.get(reverse("referrals:services"), {"age": "15"}).content.decode()
    for words in ("Mentoring", "10 to 17", "About 3 weeks", "Not said"):
        assert words in page

    owners = {
        "area": HERE,
        "board": "adults",
        "step": "hand_off",
        "partnership_owner": str(Post.objects.get(code=_post_of(county.asha)).id),
        "board_owner": str(Post.objects.get(code=_post_of(county.joan)).id),
        "review_on_day": "1",
        "review_on_month": "10",
        "review_on_year": "2026",
    }
    assert asha.post(reverse("referrals:agree-joint"), owners).status_code == 302
    assert "1 October 2026" in asha.get(reverse("referrals:joint")).content.decode()

    quarter = {"area": HERE, "first_day": "2026-01-01"}
    assert "No quarter" in gwen.get(reverse("referrals:measures")).content.decode()
    assert gwen.post(reverse("referrals:freeze-quarter"), quarter).status_code == 302
    assert gwen.post(reverse("referrals:freeze-quarter"), quarter).status_code == 422
    assert "0 to 2" in gwen.get(reverse("referrals:measures")).content.decode()
    assert asha.get(reverse("referrals:freeze-quarter")).status_code == 403

"""What is worked out of a month: each clock at its boundary, cohorts, and nothing small."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence.measures import brought as brought_from_above
from frankpledge.intelligence.measures.brought import (
    Brought,
    NotBroughtFromAbove,
    bring_counts,
    brought_for as counts_from_above,
)
from frankpledge.intelligence.measures.counting import Case, Counted, Given, Share
from frankpledge.intelligence.measures.months import (
    NONE,
    OPEN,
    SMALL,
    Measured,
    Month,
    figures,
    month_after,
    share,
    wilson,
)

MAY = Month(first=date(2026, 5, 1))
JUNE = Month(first=date(2026, 6, 1))
HOMES, COUNCIL, FIRE, SCHOOL = (UUID(int=number) for number in range(1, 5))


def case(received_on, **changed):
    at = datetime.combine(received_on, datetime.min.time(), UTC)
    facts = {
        "agency": HOMES,
        "received_on": received_on,
        "read_by": received_on + timedelta(days=2),
        "read_on": received_on,
        "is_urgent": False,
        "decide_by": at + timedelta(hours=12),
        "decided_at": at + timedelta(hours=11),
        "outcome": "intelligence",
        "released_on": None,
        "due_on": received_on + timedelta(days=28),
        "given": (),
    } | changed
    return Case(**facts)


def answered(on, level="F1", useful=None):
    return (Given(on=on, level=level, useful=useful),)


def worked_out(*cases, month=MAY, shares=(), brought=(), trained=None, last_told=None):
    found = figures(
        Counted(cases=tuple(cases), shares=tuple(shares), last_told=last_told or {}),
        month,
        brought=brought,
        trained=trained or {},
    )
    return {(each.code, each.part): each for each in found}


def on(day, month=5):
    return date(2026, month, day)


# Clocks


@pytest.mark.parametrize(
    ("after", "in_time"),
    [(27, True), (28, True), (29, False), (None, False)],
)
def test_an_answer_is_in_time_until_the_28th_day_ends(after, in_time):
    came = on(10, month=4)
    given_answers = answered(came + timedelta(days=after)) if after is not None else ()
    prompt = [case(came, given=answered(came)) for _ in range(5)]
    tried = [case(came, given=given_answers) for _ in range(5)]

    assert worked_out(*prompt, *tried)["M5", ""].value == (1.0 if in_time else 0.5)


def test_only_those_whose_28_days_ended_in_the_month_are_counted():
    recent = [case(on(4)) for _ in range(30)]  # due on 1 June
    ended = [case(on(3), given=answered(on(5))) for _ in range(6)]  # due on 31 May

    assert worked_out(*recent, *ended)["M5", ""].n == 6
    assert worked_out(*recent, *ended)["M5", ""].value == 1.0


def test_recent_ones_do_not_make_a_prompt_desk_look_slow():
    prompt = [case(on(day), given=answered(on(day))) for day in (1, 2, 3) for _ in range(3)]
    untouched = [case(on(day)) for day in range(5, 31)]

    assert worked_out(*prompt, *untouched)["M5", ""].value == 1.0


@pytest.mark.parametrize(("late", "value"), [(2, 1.0), (3, 0.5)])
def test_reading_is_in_time_until_the_day_it_was_owed_ends(late, value):
    prompt = [case(on(11)) for _ in range(5)]
    tried = [case(on(11), read_on=on(11) + timedelta(days=late)) for _ in range(5)]

    assert worked_out(*prompt, *tried)["M4", ""].value == value


def test_deciding_is_split_by_whether_there_was_danger():
    slow = {"decided_at": datetime(2026, 5, 20, tzinfo=UTC)}
    found = worked_out(
        *(case(on(11), is_urgent=True) for _ in range(5)),
        *(case(on(11), **slow) for _ in range(5)),
        *(case(on(11)) for _ in range(5)),
    )

    assert (found["M2", "urgent"].value, found["M2", "other"].value) == (1.0, 0.5)


def test_what_happens_after_the_month_changes_nothing_in_it():
    open_still = [case(on(day, month=4), given=(), released_on=None) for day in range(1, 21)]
    later = [
        case(on(day, month=4), given=answered(on(3, month=6)), released_on=on(2, month=6))
        for day in range(1, 21)
    ]
    newcomers = [case(on(2, month=6)) for _ in range(9)]

    assert worked_out(*open_still) == worked_out(*later, *newcomers)


# Medians


def test_the_median_follows_the_month_before_to_the_end_of_this_one():
    quick = [case(on(1, month=4), given=answered(on(4, month=4))) for _ in range(5)]
    slow = [case(on(1, month=4), given=answered(on(11, month=4))) for _ in range(6)]
    others = [case(on(1, month=5), given=answered(on(1, month=5))) for _ in range(50)]
    found = worked_out(*quick, *slow, *others)["M5a", ""]

    assert (found.value, found.n) == (10, 11)


def test_a_median_counts_what_is_open_as_open():
    quick = [case(on(1, month=4), given=answered(on(4, month=4))) for _ in range(5)]
    still_open = [case(on(1, month=4)) for _ in range(6)]

    assert worked_out(*quick, *still_open)["M5a", ""] == Measured(code="M5a", why_not=OPEN)


def test_a_median_of_few_is_not_shown():
    few = [case(on(1, month=4), given=answered(on(4, month=4))) for _ in range(4)]

    assert worked_out(*few)["M5a", ""].why_not == SMALL
    assert worked_out()["M5a", ""].why_not == NONE


# Mixes and shares


def test_outcomes_are_counted_with_small_ones_and_what_gives_them_away_left_out():
    counts = {"intelligence": 20, "crime": 2, "no_action": 9}
    found = worked_out(
        *(case(on(12), outcome=code) for code, times in counts.items() for _ in range(times))
    )

    assert found["M7", ""].value == 31
    assert found["M7", "crime"].why_not == SMALL
    hidden = {part for (code, part), each in found.items() if code == "M7" and each.why_not}
    assert len(hidden) == 2


def test_levels_and_usefulness_are_counted_of_answers_given_in_the_month():
    given_answers = [
        *(answered(on(3), "F9", useful=True) for _ in range(6)),
        *(answered(on(3), "F1", useful=False) for _ in range(6)),
        *(answered(on(3, month=6), "F1", useful=False) for _ in range(6)),
    ]
    found = worked_out(*(case(on(20, month=4), given=each) for each in given_answers))

    assert found["M6", "F9"].value == 6
    assert found["M6", ""].value == 12
    assert found["M8", ""].value == 0.5


def test_shared_products_that_were_opened_are_counted_of_the_month_before():
    shares = [
        Share(agency=HOMES, shared_on=on(2, month=4), opened_on=on(5, month=4) if half else None)
        for half in (True, False)
        for _ in range(5)
    ]
    found = worked_out(shares=[*shares, Share(agency=HOMES, shared_on=on(2), opened_on=None)])

    assert (found["M15", ""].value, found["M15", ""].n) == (0.5, 10)
    assert found["M15a", ""].value == 3


def test_reports_with_something_for_partners_are_counted_of_the_month_before():
    released = [case(on(2, month=4), released_on=on(9, month=4)) for _ in range(5)]
    kept = [case(on(2, month=4)) for _ in range(5)]
    not_reports = [case(on(2, month=4), outcome="crime") for _ in range(9)]

    assert worked_out(*released, *kept, *not_reports)["M16", ""].value == 0.5


def test_agencies_are_counted_and_not_named():
    agencies = [UUID(int=number) for number in range(1, 8)]
    found = worked_out(
        *(case(on(3), agency=each) for each in agencies),
        last_told={each: on(1, month=1) for each in agencies[:4]},
    )

    assert found["M11", "told"].value == 7
    assert found["M11", "silent"].why_not == SMALL


def test_what_waits_is_told_by_age_to_the_nearest_five():
    waiting = [case(on(29), decided_at=None, outcome="") for _ in range(7)]
    old = [case(on(1, month=3), decided_at=None, outcome="") for _ in range(3)]
    found = worked_out(*waiting, *old)

    assert found["M17", "undecided, up to a week"].value == 5
    assert found["M17", "undecided, longer"].why_not == SMALL


# Give and take


def test_what_comes_back_is_worked_out_once_a_quarter_for_each_agency():
    cases = [
        *(case(on(3), agency=HOMES, given=answered(on(9))) for _ in range(10)),
        *(case(on(3), agency=COUNCIL, given=answered(on(9))) for _ in range(12)),
    ]
    shares = [Share(agency=HOMES, shared_on=on(4), opened_on=None) for _ in range(5)]

    assert ("M14", "") not in worked_out(*cases, shares=shares)
    found = worked_out(*cases, shares=shares, month=JUNE, trained={COUNCIL: 40})
    assert found["M14", str(HOMES)].value == 1.5
    assert found["M14", str(COUNCIL)].value == 1.0
    assert found["M14", ""].n == 22
    assert found["M12", str(COUNCIL)].value == 30


def test_an_agency_with_few_submissions_stands_in_no_table_alone():
    cases = [
        *(case(on(3), agency=SCHOOL, given=answered(on(9))) for _ in range(1)),
        *(case(on(3), agency=HOMES, given=answered(on(9))) for _ in range(12)),
        *(case(on(3), agency=COUNCIL, given=answered(on(9))) for _ in range(15)),
        *(case(on(3), agency=FIRE, given=answered(on(9))) for _ in range(15)),
    ]
    found = worked_out(*cases, month=JUNE)
    shown = {part for (code, part), each in found.items() if code == "M14" and not each.why_not}

    assert str(SCHOOL) not in shown
    assert shown == {"", str(COUNCIL), str(FIRE)}


@given(
    st.lists(st.tuples(st.sampled_from([HOMES, COUNCIL, FIRE, SCHOOL]), st.integers(1, 30))),
    st.sampled_from([MAY, JUNE]),
)
def test_no_figure_ever_rests_on_one_to_four(told, month):
    cases = [case(on(day), agency=agency, given=answered(on(day))) for agency, day in told]

    for each in worked_out(*cases, month=month).values():
        assert each.n is None or each.n == 0 or each.n >= 5
        assert not each.why_not or (each.value, each.low, each.high, each.n) == (None,) * 4


# Shares


def test_wilsons_limits_agree_with_a_value_worked_by_hand():
    low, high = wilson(8, 10)

    assert low == pytest.approx(0.4902, abs=0.0001)
    assert high == pytest.approx(0.9433, abs=0.0001)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_lies_between_its_limits(some, rest):
    found = share("M5", "", some, some + rest)

    if found.value is not None:
        assert 0 <= found.low <= found.value + 1e-12
        assert found.value - 1e-12 <= found.high <= 1


@pytest.mark.parametrize(("some", "of"), [(3, 20), (18, 20), (2, 4)])
def test_a_share_that_gives_a_small_number_away_is_not_shown(some, of):
    assert share("M5", "", some, of).why_not == SMALL


def test_the_next_month_begins_after_this_one():
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert MAY.previous == date(2026, 4, 1)
    assert MAY.last == date(2026, 5, 31)
    assert MAY.quarter is None
    assert JUNE.quarter == date(2026, 4, 1)


# From above


def test_lateness_of_police_and_partners_stands_side_by_side():
    brought = [
        Brought(code="M13", part="Police asked partners", some=8, of=16),
        Brought(code="M13", part="Partners asked police", some=5, of=20),
    ]
    found = worked_out(brought=brought)

    assert found["M13", "Police asked partners"].value == 0.5
    assert found["M13", "Partners asked police"].value == 0.25


def test_what_comes_from_above_is_suppressed_like_all_else():
    assert (
        worked_out(brought=[Brought(code="M10", part="", some=3, of=20)])["M10", ""].why_not
        == SMALL
    )


def test_a_source_from_above_counts_once_and_only_for_its_measures(monkeypatch):
    monkeypatch.setattr(brought_from_above, "_sources", [])

    def source(by, first, before):
        return [Brought(code="M5", part="", some=1, of=1)]

    bring_counts(source)
    bring_counts(source)

    assert brought_from_above._sources == [source]
    with pytest.raises(NotBroughtFromAbove):
        counts_from_above(None, MAY.first, MAY.before)

"""A closed month is worked out once, by the one rule, and nobody learns more by looking again."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import NotFound, NotPermitted, Protection
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import triage
from frankpledge.intelligence.measures import freezing
from frankpledge.intelligence.models import FrozenFigure, FrozenMonth, Receipt, Submission
from frankpledge.intelligence.slots import HERE
from tests.intelligence.makers import tell

APRIL, MAY, JUNE, JULY, AUGUST = (date(2026, month, 1) for month in range(4, 9))


def moment(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=HERE)


def told_and_answered(county, *, times=6, at=None, by="nia"):
    at = at or moment(4, 10)
    found = []
    for _ in range(times):
        proof = tell(county, by, at=at)
        uid = Receipt._rows.get(reference=proof.reference).submission_id
        imogen = county.actor("imogen", at=at)
        triage.triage(submission_id=uid, outcome="not_policing", by=imogen, at=at)
        feedback.answer(
            submission_id=uid, wording_code="recorded", usefulness="useful", by=imogen, at=at
        )
        found.append(uid)
    return found


def close(county, *, by="martin", at=None):
    at = at or moment(9, 20)
    return freezing.close_month(by=county.actor(by, at=at), at=at)


def unit_id():
    return FrozenMonth.objects.values_list("unit_id", flat=True).first()


def shown(county, month, *, by="imogen", at=None):
    at = at or moment(9, 20)
    return freezing.month(unit_id=unit_id(), month=month, by=county.actor(by, at=at), at=at)


def figure(county, code, month, part="All", **more):
    found = next(each for each in shown(county, month, **more).measures if each.code == code)
    return next((line for line in found.lines if line.part == part), None)


def kept():
    return list(
        FrozenFigure.objects.order_by("frozen__month", "code", "part").values_list(
            "frozen__month", "code", "part", "value", "low", "high", "n", "why_not"
        )
    )


# Closing


def test_months_are_closed_in_order_from_the_first_thing_told(county):
    told_and_answered(county)

    assert [close(county) for _ in range(3)] == [APRIL, MAY, JUNE]


def test_a_month_is_closed_once_it_is_over(county):
    told_and_answered(county)
    with pytest.raises(NotPermitted):
        close(county, at=moment(4, 30, hour=23))

    assert close(county, at=moment(5, 1, hour=0)) == APRIL
    with pytest.raises(NotPermitted):
        close(county, at=moment(5, 1))


def test_there_is_nothing_to_close_before_anything_was_told(county):
    with pytest.raises(NotPermitted):
        close(county)


@pytest.mark.parametrize("name", ["imogen", "nia", "asha", "petra"])
def test_only_a_supervisor_of_the_unit_closes_a_month(county, name):
    told_and_answered(county, times=1)

    with pytest.raises(NotPermitted):
        close(county, by=name)


def test_figures_say_their_value_limits_and_base(county):
    told_and_answered(county)
    close(county)
    line = figure(county, "M4", APRIL)

    assert (line.value, line.n) == ("100%", 6)
    assert line.limits == "61% to 100%"
    assert figure(county, "M8", APRIL).value == "100%"
    assert figure(county, "M7", APRIL, part="Not a matter for the police").value == "6"


def test_each_measure_says_where_it_comes_from_and_what_to_mind(county):
    told_and_answered(county)
    close(county)

    for each in shown(county, APRIL).measures:
        assert each.name
        assert each.source
        assert each.method
        assert each.caveat


# Small numbers


def test_a_month_of_few_shows_nothing_that_could_be_counted(county):
    told_and_answered(county, times=4)
    close(county)

    assert all(why in ("small", "none", "open") for *_, why in kept())
    assert all(value is None and n is None for *_, value, _, _, n, _ in kept())


def test_what_is_too_small_is_not_even_kept(county):
    told_and_answered(county)
    told_and_answered(county, times=2, by="asha")
    for _ in range(3):
        close(county)

    assert all(n is None or n == 0 or n >= 5 for *_, n, _ in kept())


# Differencing


def test_two_looks_a_day_apart_cannot_be_taken_from_one_another(county):
    told_and_answered(county)
    close(county, at=moment(5, 2))
    before = kept(), shown(county, APRIL, at=moment(5, 2))
    told_and_answered(county, times=1, at=moment(4, 20))  # learnt of late, for the same month

    assert (kept(), shown(county, APRIL, at=moment(5, 3))) == before


def test_one_more_record_changes_no_closed_month_and_no_later_one_by_one(county):
    """An attacker reads every month, waits for one more submission, and reads them all again."""
    told_and_answered(county)
    close(county, at=moment(5, 2))
    seen = {row[:3]: row[3:] for row in kept()}
    told_and_answered(county, times=1, at=moment(5, 20), by="asha")
    close(county, at=moment(6, 2))
    again = {row[:3]: row[3:] for row in kept()}

    assert {key: again[key] for key in seen} == seen
    fresh = [values for key, values in again.items() if key not in seen and key[0] == MAY]
    assert all(n is None or n == 0 or n >= 5 for *_, n, _ in fresh)
    assert not any(n == 7 for *_, n, _ in fresh), "months do not run into one another"


def test_a_month_comes_out_the_same_however_late_it_is_closed(county):
    told_and_answered(county)
    at_once = []
    try:
        with transaction.atomic():
            close(county, at=moment(5, 1))
            at_once = kept()
            raise InterruptedError
    except InterruptedError:
        pass
    uid = told_and_answered(county, times=1, at=moment(5, 6))[0]
    feedback.answer(
        submission_id=uid,
        wording_code="no_more",
        by=county.actor("imogen", at=moment(5, 9)),
        at=moment(5, 9),
    )
    close(county, at=moment(8, 1))

    assert at_once == kept()


@pytest.mark.parametrize("table", [FrozenFigure, FrozenMonth])
def test_the_database_rewrites_nothing_that_is_frozen(county, table):
    told_and_answered(county)
    close(county)

    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(**({"value": 1} if table is FrozenFigure else {"for_partners": True}))


# The one rule


def test_restricted_records_are_not_counted_whoever_counts(county):
    uids = told_and_answered(county, times=8)
    Protection.objects.filter(
        uid__in=[uids[0], Receipt._rows.get(submission_id=uids[1]).uid]
    ).update(restricted=True)
    close(county)

    assert figure(county, "M4", APRIL).n == 6
    assert figure(county, "M7", APRIL, part="Not a matter for the police").value == "6"


def test_a_restricted_decision_counts_as_not_taken(county):
    from frankpledge.intelligence.models import Report

    told_and_answered(county, times=6)
    told_and_answered(county, times=6, by="asha")
    hidden = list(Report._rows.order_by("pk").values_list("pk", flat=True))[:6]
    Protection.objects.filter(uid__in=hidden).update(restricted=True)
    close(county)

    assert figure(county, "M7", APRIL).n == 6


def test_the_figures_are_worked_out_from_days_and_half_hours_alone(county):
    told_and_answered(county)
    with CaptureQueriesContext(connection) as asked:
        close(county)
    spoken = " ".join(each["sql"] for each in asked if "access_audit" not in each["sql"])

    assert "auditevent" not in spoken
    assert not hasattr(Submission, "sent_at")


# Who sees what


def test_the_first_three_months_are_for_the_unit_alone(county):
    told_and_answered(county)
    for _ in range(4):
        close(county)

    for month in (APRIL, MAY, JUNE):
        assert not shown(county, month).for_partners
        with pytest.raises(NotFound):
            shown(county, month, by="asha")
    assert shown(county, JULY, by="asha").for_partners


def test_partners_do_not_learn_that_there_are_private_months(county):
    told_and_answered(county)
    at = moment(9, 20)
    none = freezing.months(by=county.actor("asha", at=at), at=at)
    for _ in range(3):
        close(county)

    assert freezing.months(by=county.actor("asha", at=at), at=at) == none


def test_a_private_month_and_none_are_the_same_page(county, browse):
    told_and_answered(county)
    close(county)
    county.now = moment(9, 20)
    private = browse("asha").get(f"/intelligence/measures/{unit_id()}/2026/4/")
    none = browse("asha").get(f"/intelligence/measures/{unit_id()}/2026/3/")

    assert private.status_code == none.status_code == 404
    assert private.content == none.content
    assert browse("asha").get("/intelligence/measures/1/2026/13/").status_code == 404


@pytest.mark.parametrize("name", ["dev", "bea", "nobody"])
def test_somebody_whose_post_counts_nothing_sees_no_measures(county, name):
    with pytest.raises(NotPermitted):
        freezing.months(by=county.actor(name), at=county.now)
    with pytest.raises((NotPermitted, NotFound)):
        freezing.month(unit_id=1, month=APRIL, by=county.actor(name), at=county.now)


# Pages


def test_a_month_is_closed_and_read_in_pages(county, browse):
    told_and_answered(county)
    county.now = moment(9, 20)
    martin = browse("martin")
    assert b"Close April 2026" in martin.get("/intelligence/measures/").content
    for _ in range(5):
        assert martin.post("/intelligence/measures/close/").status_code == 302
    page = martin.get("/intelligence/measures/").content.decode()
    assert "In time, month by month" in page
    assert "For the unit alone" in page
    month = browse("asha").get(f"/intelligence/measures/{unit_id()}/2026/8/")

    assert "Answered within 28 days" in month.content.decode()
    assert browse("imogen").post("/intelligence/measures/close/").status_code == 403


def test_the_pages_ask_no_more_for_more_months(county, browse):
    def questions(path):
        client = browse("imogen")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return sum("access_audit" not in each["sql"] for each in asked)

    told_and_answered(county)
    county.now = moment(9, 20)
    close(county)
    close(county)
    questions("/intelligence/measures/")
    few = questions("/intelligence/measures/")
    for _ in range(3):
        close(county)

    assert questions("/intelligence/measures/") == few


def test_the_chart_has_its_table(county):
    from frankpledge.intelligence.measures.drawing import shares_by_month

    told_and_answered(county)
    told_and_answered(county, at=moment(5, 10) + timedelta(hours=1))
    close(county)
    assert shares_by_month(freezing.months(by=county.actor("imogen"), at=county.now).trends) is None
    close(county)
    chart = shares_by_month(freezing.months(by=county.actor("imogen"), at=county.now).trends)

    assert [row[0] for row in chart.rows] == ["April 2026", "May 2026"]
    assert chart.rows[0][1] == "100%"
    assert chart.svg.count("<circle") == 3

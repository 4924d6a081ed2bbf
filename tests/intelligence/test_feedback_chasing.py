"""Clocks that the unit owes: where each begins and ends, and who is reminded of it, saying what."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from frankpledge.access.api import AuditEvent, NotPermitted, Person, Post
from frankpledge.intelligence.answers import chasing, feedback
from frankpledge.intelligence.desk import escalation, triage
from frankpledge.intelligence.desk.due_days import begins_on, is_late, read_by, working_days_after
from frankpledge.intelligence.desk.escalation import Clock, Who
from frankpledge.intelligence.models import Chaser, Receipt, UnitHead
from frankpledge.intelligence.units import service_actor
from tests.intelligence.makers import newest, tell, tell_by_card

MORNING, EVENING = 17, 40  # half hours that begin at 08:30 and 20:00


# Days


@pytest.mark.parametrize(
    ("came", "slot", "by"),
    [
        (date(2026, 4, 14), MORNING, date(2026, 4, 16)),  # Tuesday to Thursday
        (date(2026, 4, 16), MORNING, date(2026, 4, 20)),  # Thursday, over the weekend
        (date(2026, 4, 14), EVENING, date(2026, 4, 17)),  # after hours: Wednesday's
        (date(2026, 4, 18), MORNING, date(2026, 4, 22)),  # Saturday: Monday's
        (date(2026, 4, 30), MORNING, date(2026, 5, 5)),  # the bank holiday of 4 May
        (date(2026, 5, 1), MORNING, date(2026, 5, 6)),
        (date(2026, 5, 4), MORNING, date(2026, 5, 7)),  # on the bank holiday itself
        (date(2026, 4, 2), MORNING, date(2026, 4, 8)),  # Good Friday and Easter Monday
        (date(2026, 12, 24), MORNING, date(2026, 12, 30)),  # Boxing Day is kept on the 28th
    ],
)
def test_two_working_days_end_on_the_second_after_the_desk_could_see_it(came, slot, by):
    assert read_by(came, slot) == by
    assert not is_late(by, by)
    assert is_late(by, by + timedelta(days=1))


def test_a_working_day_is_counted_from_the_day_after():
    assert working_days_after(date(2026, 5, 1), 0) == date(2026, 5, 1)
    assert working_days_after(date(2026, 5, 1), 1) == date(2026, 5, 5)
    assert begins_on(date(2026, 5, 2), EVENING) == date(2026, 5, 5)


def test_twenty_eight_days_are_days_of_the_calendar(county):
    tell(county)
    row = Receipt._rows.get()

    assert row.due_on - row.received_on == timedelta(days=28)


def falling(step, came=date(2026, 4, 30), slot=MORNING):
    return [
        each.falls_on(came, slot) for each in escalation.steps() if (each.clock, each.step) == step
    ]


def test_the_steps_fall_on_their_days():
    assert falling((Clock.READ, "reminder")) == [date(2026, 5, 1)]
    assert falling((Clock.READ, "late")) == [date(2026, 5, 6)]
    assert falling((Clock.READ, "to the supervisor")) == [date(2026, 5, 6)]
    assert falling((Clock.READ, "to the head")) == [date(2026, 5, 8)]
    assert falling((Clock.ANSWER, "reminder")) == [date(2026, 5, 21)]
    assert falling((Clock.ANSWER, "to the supervisor")) == [date(2026, 5, 29)]
    assert falling((Clock.ANSWER, "to the head")) == [date(2026, 6, 4)]


def test_the_steps_are_a_list_that_an_area_may_replace(settings, tmp_path):
    folder = tmp_path / "reference"
    folder.mkdir()
    (folder / "chasing_days.csv").write_text(
        "clock,step,days,counted,who,words\nanswer,soon,2,calendar,head,Hurry\n"
    )
    settings.FRANKPLEDGE_HOME = tmp_path

    (step,) = escalation.steps()
    assert (step.who, step.falls_on(date(2026, 5, 1), MORNING)) == (Who.HEAD, date(2026, 5, 3))


def test_each_clock_is_escalated_to_supervisors_and_then_to_the_head():
    for clock in Clock:
        who = [each.who for each in escalation.steps() if each.clock == clock]
        assert who == [Who.OFFICERS, Who.OFFICERS, Who.SUPERVISORS, Who.HEAD]


# Reminders


@pytest.fixture
def round_at(county):
    Person.objects.filter(is_service=False).update(email="")
    for name in ("imogen", "ivo", "martin", "maud", "nia"):
        Person.objects.filter(id=county.people[name]).update(email=f"{name}@police.example")

    def chase(days):
        at = county.now + timedelta(days=days)
        mail.outbox.clear()
        done = chasing.chase(by=service_actor(county.service, at=at), at=at)
        return done, sorted(address for each in mail.outbox for address in each.to)

    return chase


OFFICERS = ["imogen@police.example", "ivo@police.example"]
SUPERVISORS = ["martin@police.example", "maud@police.example"]


def test_nobody_is_reminded_on_the_day(county, round_at):
    tell(county)

    assert round_at(0) == (chasing.Reminded(people=0, clocks=0, undelivered=0), [])


def test_officers_are_reminded_before_it_is_late_and_supervisors_once_it_is(county, round_at):
    tell(county)  # on a Wednesday

    assert round_at(1)[1] == OFFICERS
    assert round_at(2)[1] == []
    assert round_at(5)[1] == sorted([*OFFICERS, *SUPERVISORS])  # the Monday after


def test_each_step_is_taken_once_however_often_the_round_is_made(county, round_at):
    tell(county)
    round_at(1)

    assert round_at(1) == (chasing.Reminded(people=0, clocks=0, undelivered=0), [])
    assert Chaser._rows.count() == 2


def test_a_person_gets_one_mail_however_much_waits(county, round_at):
    for _ in range(3):
        tell(county)
    done, sent = round_at(1)

    assert (done.people, done.clocks, sent) == (2, 3, OFFICERS)


def test_a_reminder_says_nothing_of_what_waits(county, round_at):
    proof = tell(county, text="UNSEEN strangers", place="UNSEEN court")
    tell_by_card(county)
    messages = []
    for days in (1, 5, 21, 29, 35):
        round_at(days)
        messages += [(each.subject, each.body) for each in mail.outbox]

    assert set(messages) == {(chasing.SUBJECT, chasing.WORDS)}
    assert all(proof.reference not in body + subject for subject, body in messages)
    assert not any(letter.isdigit() for letter in chasing.SUBJECT + chasing.WORDS)


def test_the_last_step_goes_to_the_head_once_there_is_one(county, round_at):
    tell(county)
    triage.open_submission(submission_id=newest(county), by=county.actor("imogen"), at=county.now)
    post = Post.objects.get(code="post-maud")
    chasing.name_head(post_id=post.id, by=county.actor("martin"), at=county.now)
    round_at(29)

    assert round_at(35)[1] == ["maud@police.example"]


def test_without_a_head_the_last_step_goes_to_the_supervisors(county, round_at):
    tell(county)
    round_at(29)

    assert round_at(35)[1] == SUPERVISORS


def test_a_clock_that_was_met_is_not_chased(county, round_at):
    tell(county)
    uid = newest(county)
    triage.open_submission(submission_id=uid, by=county.actor("imogen"), at=county.now)
    assert round_at(1)[1] == []
    feedback.answer(
        submission_id=uid, wording_code="recorded", by=county.actor("imogen"), at=county.now
    )

    assert round_at(40)[1] == []


def test_who_is_reminded_is_settled_as_it_is_sent(county, round_at):
    tell(county)
    Person.objects.filter(id=county.people["ivo"]).update(is_active=False)

    assert round_at(1)[1] == ["imogen@police.example"]


def test_every_reminder_is_kept_with_its_day_and_recorded(county, round_at):
    tell(county)
    round_at(1)
    days = {(row.clock, row.step, row.sent_on) for row in Chaser._rows.all()}

    assert days == {("read", "reminder", county.now.date() + timedelta(days=1))}
    (event,) = AuditEvent.objects.filter(act="intelligence.chase")
    assert str(county.people["imogen"]) in event.leaf
    assert str(county.people["nia"]) not in event.leaf


def test_only_the_units_service_sends_reminders(county):
    with pytest.raises(NotPermitted):
        chasing.chase(by=county.actor("martin"), at=county.now)


def test_mail_that_cannot_be_sent_is_said_and_the_reminder_still_stands(
    county, round_at, monkeypatch
):
    tell(county)

    def refuse(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(chasing, "send_mail", refuse)

    assert round_at(1)[0].undelivered == 2
    assert Chaser._rows.count() == 2


def test_the_morning_command_makes_the_round(county, round_at, monkeypatch, capsys):
    tell(county)
    monkeypatch.setattr("django.utils.timezone.now", lambda: county.now + timedelta(days=1))
    call_command("send_reminders")

    assert "2 people were reminded of 1 reports." in capsys.readouterr().out


# Who leads


def test_a_supervisor_says_which_post_of_the_unit_leads_it(county):
    martin = county.actor("martin")
    elsewhere = Post.objects.get(code="post-asha")
    with pytest.raises(chasing.NotAPostOfTheUnit):
        chasing.name_head(post_id=elsewhere.id, by=martin, at=county.now)
    for name in ("imogen", "asha"):
        with pytest.raises(NotPermitted):
            chasing.name_head(post_id=elsewhere.id, by=county.actor(name), at=county.now)

    assert not UnitHead.objects.exists()
    assert ("Post of maud") in dict(chasing.posts_of(martin)).values()


# What is owed, one by one


def test_every_clock_that_runs_or_was_late_is_listed_the_latest_first(county, round_at):
    later = county.now + timedelta(days=30)
    tell(county)
    tell(county, at=later)
    listed = chasing.list_owed(by=county.actor("imogen", at=later), at=later)

    assert [(each.clock, each.days_late) for each in listed] == [
        (Clock.READ, 28),
        (Clock.ANSWER, 2),
        (Clock.READ, 0),
        (Clock.ANSWER, 0),
    ]


def test_what_was_met_in_time_is_not_listed_and_what_was_met_late_is(county):
    early, late = county.now, county.now + timedelta(days=30)
    for days in (0, 30):
        proof = tell(county, at=early)
        feedback.answer(
            submission_id=Receipt._rows.get(reference=proof.reference).submission_id,
            wording_code="recorded",
            by=county.actor("imogen", at=early + timedelta(days=days)),
            at=early + timedelta(days=days),
        )
    listed = chasing.list_owed(by=county.actor("imogen", at=late), at=late)

    assert {(each.clock, each.days_late) for each in listed} == {
        (Clock.READ, 28),
        (Clock.ANSWER, 2),
    }
    assert all(each.met_on == late.date() for each in listed)


def test_only_the_unit_sees_what_it_owes(county):
    for name in ("nia", "asha", "petra"):
        with pytest.raises(NotPermitted):
            chasing.list_owed(by=county.actor(name), at=county.now)


def test_the_page_of_what_is_owed_asks_no_more_for_more_rows(county, browse):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def questions():
        client = browse("imogen")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/intelligence/owed/").status_code == 200
        return sum("access_audit" not in each["sql"] for each in asked)

    tell(county)
    questions()
    few = questions()
    for _ in range(6):
        tell(county)

    assert questions() == few

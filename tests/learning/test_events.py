"""Events: asked to, come to with an account and without, and followed up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access import requests
from frankpledge.access.api import (
    Kind,
    LinkKind,
    NotFound,
    NotPermitted,
    Post,
    Ref,
    Role,
    links_of,
)
from frankpledge.learning import attending, audience, choices, events, programme
from frankpledge.learning.attending import AlreadyThere, NotAPass
from frankpledge.learning.counts import people_reached
from frankpledge.learning.coverage import Reach
from frankpledge.learning.due import Asking
from frankpledge.learning.events import UnknownChoice, WordsNeeded, WrongTimes
from frankpledge.learning.models import Attendance, Event
from frankpledge.learning.views.door import WRONG_CODES
from frankpledge.plans import api as plans
from frankpledge.powers.bodies import bodies_in
from frankpledge.referrals.joint import posts_to_choose
from tests.learning.county import AFTERWARDS, BEGINS, DURING, County, make_county, plan
from tests.makers import NOW, as_actor, later, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> County:
    return make_county()


def code_of(here: County, made) -> str:
    return programme.page(event_id=made, by=as_actor(here.gwen), at=NOW).door_code


def register(here: County, organisation: str, work: str, people: int | None = None) -> None:
    audience.keep_audience(
        organisation=organisation,
        work=work,
        area="D1",
        people=people,
        by=as_actor(here.gwen),
        at=NOW,
    )


def test_an_event_is_known_to_those_who_are_asked_and_to_nobody_else(here):
    made = plan(here)

    assert programme.page(event_id=made, by=as_actor(here.sam), at=NOW).door_code == ""
    with pytest.raises(NotFound):
        programme.page(event_id=made, by=as_actor(here.femi), at=NOW)


def test_an_event_is_still_to_come_and_ends_after_it_begins(here):
    wanted = {
        "title": "x", "sort": "workshop", "area": "C1", "venue": "x", "aims": "x",
        "by": as_actor(here.gwen), "at": NOW,
    }  # fmt: skip

    with pytest.raises(WrongTimes):
        events.make_event(starts_at=BEGINS, ends_at=BEGINS, **wanted)
    with pytest.raises(WrongTimes):
        events.make_event(starts_at=later(days=-1), ends_at=BEGINS, **wanted)
    with pytest.raises(NotPermitted):
        events.make_event(starts_at=BEGINS, ends_at=later(days=2), **{
            **wanted, "by": as_actor(here.sam)
        })  # fmt: skip


def test_an_agency_says_how_many_come_and_only_before_it_begins(here):
    made = plan(here)
    sam = as_actor(here.sam)
    with pytest.raises(WordsNeeded):
        events.reply(event_id=made, coming=True, by=sam, at=NOW)
    events.reply(event_id=made, coming=True, people=2, by=sam, at=NOW)
    events.reply(event_id=made, coming=False, by=sam, at=NOW)

    (fire,) = [
        line
        for line in programme.page(event_id=made, by=sam, at=NOW).invitations
        if line.agency.startswith("Fire")
    ]
    assert (fire.reply, fire.people) == ("Not coming", None)
    with pytest.raises(NotPermitted, match="too late"):
        events.reply(event_id=made, coming=False, by=as_actor(here.sam, at=DURING), at=DURING)


def test_somebody_is_counted_once_and_only_while_the_door_is_open(here):
    made = plan(here)
    with pytest.raises(NotPermitted, match="door is open"):
        attending.come(event_id=made, work="visits", area="D1", by=as_actor(here.sam), at=NOW)
    sam = as_actor(here.sam, at=DURING)
    attending.come(event_id=made, work="visits", area="D1", by=sam, at=DURING)

    with pytest.raises(AlreadyThere):
        attending.come(event_id=made, work="visits", area="D1", by=sam, at=DURING)
    (group,) = programme.page(event_id=made, by=sam, at=DURING).groups
    assert (group.organisation, group.area, group.named) == ("Fire Agency", "Wantsum", 1)


def test_anybody_with_the_code_is_counted_without_a_name_and_comes_back_with_a_pass(here):
    register(here, "Taxi drivers", "drives")
    made = plan(here)
    code = code_of(here, made)
    given = attending.come_by_code(
        code=f" {code.lower()} ", organisation="Taxi drivers", work="drives", area="D1", at=DURING
    )
    attending.rate_by_pass(given=given, ratings={"tell": 2}, after=False, at=DURING)
    attending.rate_by_pass(given=given.lower(), ratings={"tell": 4}, after=True, at=DURING)
    attending.need_by_pass(given=given, needs=["signs"], at=DURING)

    row = Attendance.objects.get()
    assert (row.person, row.organisation) == (None, "Taxi drivers")
    assert given not in str(row.__dict__)
    back = attending.passed(given=given, at=AFTERWARDS)
    assert (back.may_rate, back.may_tell) == (False, True)
    attending.tell_by_pass(given=given, did_differently="I look at who pays", at=AFTERWARDS)
    assert attending.passed(given=given, at=AFTERWARDS).has_told
    with pytest.raises(NotPermitted, match="told us already"):
        attending.tell_by_pass(given=given, did_differently="More", at=AFTERWARDS)


@pytest.mark.parametrize("when", ["early", "late", "called_off", "wrong"])
def test_a_closed_door_and_a_wrong_code_are_the_same(here, when):
    made = plan(here)
    code = code_of(here, made)
    at = {"early": NOW, "late": BEGINS + timedelta(hours=7)}.get(when, DURING)
    if when == "called_off":
        events.call_off(event_id=made, why="Snow", by=as_actor(here.gwen), at=NOW)

    with pytest.raises(NotAPass) as refused:
        attending.door(code="NONE-0000" if when == "wrong" else code, at=at)
    assert str(refused.value) == attending.NOT_A_PASS


def test_nobody_without_an_account_can_type_where_they_work(here):
    made = plan(here)

    with pytest.raises(UnknownChoice):
        attending.come_by_code(
            code=code_of(here, made), organisation="Colin", work="other", area="D1", at=DURING
        )


def test_an_issue_becomes_an_action_and_both_ends_say_so(here):
    made = plan(here)
    asha = as_actor(here.asha, at=DURING)
    issue = events.raise_issue(
        event_id=made, text="Schools do not know whom to ring", by=asha, at=DURING
    )
    action = plans.add_action(
        verb="Agree",
        text="one number for schools",
        four_p="prevent",
        due_on=BEGINS.date() + timedelta(days=30),
        owner_agency=here.agencies["council"].id,
        area="D1",
        arises_from=[Ref(kind=Kind.ISSUE, uid=issue)],
        by=asha,
        at=DURING,
    )

    (joined,) = links_of(action, asha)
    assert (joined.relation, joined.earlier.uid) == (LinkKind.GAVE_RISE_TO, issue)
    assert programme.issue_page(issue_id=issue, by=asha, at=DURING).line.actions == 1
    # Fire was at the workshop and knows the issue; the council's own action it does not know.
    sam = as_actor(here.sam, at=DURING)
    assert programme.issue_page(issue_id=issue, by=sam, at=DURING).line.actions == 0
    with pytest.raises(NotFound):
        programme.issue_page(issue_id=issue, by=as_actor(here.femi, at=DURING), at=DURING)


def test_whoever_is_asked_later_reads_what_was_raised_before(here):
    made = plan(here)
    issue = events.raise_issue(
        event_id=made, text="Retail crime", by=as_actor(here.sam, at=DURING), at=DURING
    )
    gwen = as_actor(here.gwen, at=DURING)
    events.invite(event_id=made, agencies=[here.agencies["trading"].id], by=gwen, at=DURING)

    femi = as_actor(here.femi, at=DURING)
    assert programme.issue_page(issue_id=issue, by=femi, at=DURING).line.text == "Retail crime"


def test_after_three_months_it_is_due_overdue_and_done(here):
    made = plan(here)
    attending.come(
        event_id=made, work="visits", area="D1", by=as_actor(here.sam, at=DURING), at=DURING
    )
    events.hold_event(event_id=made, by=as_actor(here.gwen, at=DURING), at=DURING)
    due, late = BEGINS + timedelta(weeks=13), BEGINS + timedelta(weeks=16)

    def asked(at):
        return programme.page(event_id=made, by=as_actor(here.gwen, at=at), at=at).line.asking

    assert (asked(DURING), asked(due), asked(late)) == (Asking.NOT_YET, Asking.DUE, Asking.OVERDUE)
    (gwens,) = programme.awaiting(as_actor(here.gwen, at=late), late)
    (sams,) = programme.awaiting(as_actor(here.sam, at=late), late)
    assert (gwens.what, gwens.is_late) == ("Say what came of it", True)
    assert sams.what == "Say what you did differently"
    with pytest.raises(NotPermitted, match="three months"):
        events.follow_up(event_id=made, words="x", by=as_actor(here.gwen, at=DURING), at=DURING)
    sam = as_actor(here.sam, at=late)
    attending.tell_afterwards(event_id=made, did_differently="Nothing yet", by=sam, at=late)
    gwen = as_actor(here.gwen, at=late)
    events.follow_up(event_id=made, words="Two teams changed how they knock", by=gwen, at=late)
    assert asked(late) == Asking.DONE
    assert programme.awaiting(gwen, late) == programme.awaiting(sam, late) == ()


def test_names_and_what_people_said_stay_with_whoever_runs_it(here):
    made = plan(here)
    sam = as_actor(here.sam, at=DURING)
    attending.come(event_id=made, work="visits", area="D1", by=sam, at=DURING)
    attending.need(event_id=made, needs=["signs"], words="In my own words", by=sam, at=DURING)

    ours = programme.page(event_id=made, by=as_actor(here.gwen, at=DURING), at=DURING)
    theirs = programme.page(event_id=made, by=as_actor(here.asha, at=DURING), at=DURING)
    assert ours.needs[0].words == ("In my own words",)
    assert (theirs.needs[0].times, theirs.needs[0].words) == (1, ())
    with pytest.raises(NotPermitted):
        attending.need(event_id=made, needs=["signs"], by=as_actor(here.asha, at=DURING), at=DURING)


def test_coverage_counts_people_and_names_the_cells_that_were_never_reached(here):
    register(here, "Fire Agency", "visits", 4)
    register(here, "Taxi drivers", "drives")
    register(here, "Shops", "trades", 20)
    made = plan(here)
    attending.come(
        event_id=made, work="visits", area="D1", by=as_actor(here.sam, at=DURING), at=DURING
    )
    gwen = as_actor(here.gwen, at=DURING)
    attending.note_attendance(
        event_id=made, organisation="Shops", work="trades", area="D1", people=3, by=gwen, at=DURING
    )
    attending.need(event_id=made, needs=["retail"], by=gwen, at=DURING)
    events.hold_event(event_id=made, by=gwen, at=DURING)

    facts = audience.coverage(by=gwen, at=DURING)
    by_name = {line.cell.organisation: line for line in facts.lines}
    assert by_name["Taxi drivers"].reach == Reach.NEVER
    assert by_name["Taxi drivers"].people is None
    assert (by_name["Shops"].named, by_name["Shops"].unnamed) == (0, 3)
    assert by_name["Fire Agency"].share == 0.25
    assert (facts.total.never, facts.total.unique, facts.total.unnamed) == (1, 1, 3)
    (need,) = facts.needs
    assert (need.need, need.is_answered) == ("Organised retail crime", False)
    assert [
        line.cell.organisation
        for line in audience.coverage(reach="never", by=gwen, at=DURING).lines
    ] == ["Taxi drivers"]
    events.make_event(
        title="Retail morning", sort="training", area="D1", venue="x",
        starts_at=later(days=9), ends_at=later(days=9, hours=2), aims="x", topics=["retail"],
        by=gwen, at=DURING,
    )  # fmt: skip
    (need,) = audience.coverage(by=gwen, at=DURING).needs
    assert need.coming == ("Retail morning",)
    # Asha's agency was asked, so the same people count for her; Femi runs no events.
    assert audience.coverage(by=as_actor(here.asha, at=DURING), at=DURING).total.unique == 1
    with pytest.raises(NotPermitted):
        audience.coverage(by=as_actor(here.femi, at=DURING), at=DURING)


def test_the_register_is_kept_for_districts_of_ones_own(here):
    with pytest.raises(NotPermitted, match="does not cover"):
        audience.keep_audience(
            organisation="x", work="other", area="D2", by=as_actor(here.asha), at=NOW
        )


@pytest.mark.parametrize("change", [{"aims": ""}, {"ends_at": BEGINS}, {"state": "called_off"}])
def test_the_database_refuses_an_event_that_could_not_be(here, change):
    plan(here)
    rows = Event.open_to(as_actor(here.gwen))

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)


def test_the_door_works_on_a_phone_without_an_account(here, monkeypatch):
    register(here, "Taxi drivers", "drives")
    code = code_of(here, plan(here))
    monkeypatch.setattr(requests, "moment_now", lambda: DURING)
    phone = Client()

    assert phone.get("/learning/door/").status_code == 200
    assert phone.post("/learning/door/", {"code": "NONE-0000"}).status_code == 422
    assert b"Taxi drivers" in phone.post("/learning/door/", {"code": code}).content
    chosen = {"code": code, "organisation": "Taxi drivers", "work": "drives", "area": "D1"}
    counted = phone.post("/learning/door/", chosen)
    assert b"You are counted in" in counted.content
    given = counted.context["given"]
    said = {"code": given, "part": "before", "before-tell": "2"}
    assert b"It is kept" in phone.post("/learning/pass/", said).content
    assert phone.post("/learning/pass/", {"code": given, "part": "after"}).status_code == 422
    assert phone.post("/learning/pass/", {"code": "NONE-0000"}).status_code == 422


def test_wrong_codes_from_one_address_run_out_and_right_ones_do_not(here, monkeypatch):
    register(here, "Taxi drivers", "drives")
    code = code_of(here, plan(here))
    monkeypatch.setattr(requests, "moment_now", lambda: DURING)
    room, guesser = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="192.0.2.8")

    for _ in range(WRONG_CODES + 1):
        assert b"Taxi drivers" in room.post("/learning/door/", {"code": code}).content
        wrong = guesser.post("/learning/door/", {"code": "NONE-0000"})
    assert b"Too many tries" in wrong.content
    refused = guesser.post("/learning/door/", {"code": code})
    assert b"Taxi drivers" not in refused.content
    assert b"Too many tries" in refused.content


def test_every_page_of_an_event_opens_for_whoever_runs_it(here, monkeypatch):
    register(here, "Taxi drivers", "drives", 9)
    made = plan(here)
    monkeypatch.setattr(requests, "moment_now", lambda: DURING)
    client = Client()
    client.force_login(here.gwen)
    for path in ("", "plan/", "coverage/", "coverage/?reach=never", "coverage/register/"):
        assert client.get(f"/learning/{path}").status_code == 200, path
    for path in ("", "invite/", "call-off/", "come/", "list/", "need/", "issue/"):
        assert client.get(f"/learning/{made}/{path}").status_code == 200, path
    for path in ("reply/", "sure/before/", "afterwards/", "follow-up/"):
        assert client.get(f"/learning/{made}/{path}").status_code == 403, path
    listed = client.post(
        f"/learning/{made}/list/",
        {"organisation": "Taxi drivers", "work": "drives", "area": "D1", "people": "2"},
        follow=True,
    )
    assert b"Taxi drivers" in listed.content
    assert client.post(f"/learning/{made}/issue/", {"text": ""}).status_code == 422
    assert client.post(f"/learning/{made}/held/", follow=True).status_code == 200
    raised = client.post(f"/learning/{made}/issue/", {"text": "Taxis see who pays"}, follow=True)
    assert b"Taxis see who pays" in raised.content


def test_a_quarter_counts_each_name_once_and_whoever_gives_none_each_time(here):
    asha, gwen = as_actor(here.asha, at=DURING), as_actor(here.gwen, at=DURING)
    register(here, "Taxi drivers", "drives")
    held, again, planned = plan(here), plan(here), plan(here)
    for made in (held, again, planned):
        attending.come(event_id=made, work="coordinates", area="D1", by=asha, at=DURING)
        attending.come_by_code(
            code=code_of(here, made),
            organisation="Taxi drivers",
            work="drives",
            area="D2" if made == again else "D1",
            at=DURING,
        )

    def counted(*areas: str, days: int = 0, by=gwen) -> tuple[int, int]:
        day = BEGINS.date() + timedelta(days=days)
        found = people_reached(areas, day, day, by=by, at=DURING)
        return found.named, found.unnamed

    assert counted("D1", "D2") == (0, 0)
    events.hold_event(event_id=held, by=gwen, at=DURING)
    events.hold_event(event_id=again, by=gwen, at=DURING)

    assert (counted("D1"), counted("D2"), counted("D1", "D2")) == ((1, 1), (0, 1), (1, 2))
    assert counted("D1", days=-1) == counted("D1", days=1) == (0, 0)
    with pytest.raises(NotPermitted):
        counted("D1", by=as_actor(here.sam, at=DURING))


def test_a_quarter_does_not_count_who_came_to_what_its_maker_may_not_know_of(here):
    gwen = as_actor(here.gwen, at=DURING)
    made = plan(here, asked=("fire",))
    attending.come(
        event_id=made, work="visits", area="D1", by=as_actor(here.sam, at=DURING), at=DURING
    )
    events.hold_event(event_id=made, by=gwen, at=DURING)
    day = BEGINS.date()

    assert people_reached(["D1"], day, day, by=gwen, at=DURING).named == 1
    asha = as_actor(here.asha, at=DURING)
    assert people_reached(["D1"], day, day, by=asha, at=DURING).named == 0


def test_running_an_event_offers_no_further_post_and_makes_no_agency_work_elsewhere(here):
    neighbour = as_actor(make_person(here.agencies["trading"], Role.CSM, districts=["D2"]))

    def offered() -> tuple[object, ...]:
        return choices.agencies(neighbour, NOW), bodies_in("D2", at=NOW), posts_to_choose()

    before = offered()
    events.make_event(
        title="For our own staff",
        sort="training",
        area="D1",
        venue="The town hall",
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=1),
        aims="Know what to look for",
        by=as_actor(here.asha),
        at=NOW,
    )

    assert Post.objects.filter(agency=here.agencies["council"], is_service=True).count() == 1
    assert offered() == before

"""Entries of the map: written, changed, verified, counted and chased, and who may do each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.access.models import AuditEvent
from frankpledge.governance import references
from frankpledge.governance.forums import bringing_in, entries, forum_map, judging
from frankpledge.governance.forums.entries import (
    CountedAlready,
    OnTheMapAlready,
    UnusableEntry,
    VerifiedTooEarly,
)
from frankpledge.governance.forums.said import RouteCount
from frankpledge.governance.models import Period, PurposeJudgement
from tests.governance.forums.conftest import BOARD, ELSEWHERE, HERE, PANEL, County, Write
from tests.makers import NOW, as_actor, later, make_area

TODAY = NOW.date()


def page(person, uid, *, at: datetime = NOW, on: date | None = None):
    return entries.page(entry_id=uid, by=as_actor(person, at=at), at=at, on=on)


def verify(county: County, uid, *, at: datetime = NOW, by=None, **said):
    return entries.verify_entry(
        entry_id=uid,
        by=as_actor(by or county.asha, at=at),
        at=at,
        **({"exists": "yes", "last_met_on": at.date()} | said),
    )


def test_an_entry_is_for_every_agency_and_kept_by_one(county: County, write: Write) -> None:
    uid = write(forum="wantsum-panel")

    for person in (county.gwen, county.sam, county.helena, county.ivor, county.max):
        seen = page(person, uid)
        assert seen.facts == replace(PANEL, seats=seen.facts.seats)
        assert not seen.may_change
        assert not seen.may_verify
    assert page(county.asha, uid).may_change
    assert [seat.organisation for seat in page(county.sam, uid).facts.seats] == [
        "Council Agency",
        "Police Agency",
        "Second Tide Outreach",
    ]


def test_only_a_manager_or_the_county_team_puts_a_forum_on_the_map(
    county: County, write: Write
) -> None:
    write(BOARD, by=county.gwen)

    for person in (county.sam, county.helena, county.ivor, county.joan):
        with pytest.raises(NotPermitted, match="puts a forum on the map"):
            write(by=person)


def test_a_forum_stands_on_the_map_once(county: County, write: Write) -> None:
    write(forum="wantsum-panel")

    with pytest.raises(OnTheMapAlready):
        write(replace(PANEL, name="By another name"), forum="wantsum-panel")
    with pytest.raises(OnTheMapAlready):
        write()
    with pytest.raises(UnusableEntry):
        write(replace(PANEL, name="Elsewhere"), forum="nobody-has-this")


def test_one_that_is_hidden_is_not_in_the_way_and_not_there(county: County, write: Write) -> None:
    hidden = write(share_with=[])
    uid = write(by=county.max)

    assert uid != hidden
    with pytest.raises(NotFound):
        page(county.max, hidden)
    actor = as_actor(county.max)
    assert set(forum_map.mapped(by=actor, at=NOW).uids.values()) == {uid}


@pytest.mark.parametrize(
    ("argument", "wrong"),
    [
        ("name", {"name": " "}),
        ("level", {"level": "middling"}),
        ("test", {"test": "very"}),
        ("subjects", {"subjects": ("weather",)}),
        ("ages", {"ages": ("old",)}),
        ("harms", {"harms": ("rain",)}),
        ("derived", {"derived": ("name",)}),
    ],
)
def test_what_the_map_cannot_read_is_refused(county: County, write: Write, argument, wrong) -> None:
    with pytest.raises(UnusableEntry) as refused:
        write(replace(PANEL, **wrong))
    assert refused.value.argument == argument


def test_what_was_said_before_stays_for_its_days(county: County, write: Write) -> None:
    uid = write()
    monday = later(days=5)
    entries.change_entry(
        entry_id=uid,
        facts=replace(PANEL, name="Wantsum safeguarding panel", meetings_a_year=24),
        by=as_actor(county.asha, at=monday),
        at=monday,
    )

    assert page(county.sam, uid, at=monday).facts.meetings_a_year == 24
    before = page(county.sam, uid, at=monday, on=TODAY)
    assert (before.facts.name, before.facts.meetings_a_year) == ("Wantsum panel", 12)
    then = forum_map.mapped(by=as_actor(county.sam, at=monday), at=monday, on=TODAY)
    assert then.names["wantsum-panel"] == "Wantsum panel"
    yesterday = TODAY - timedelta(days=1)
    assert forum_map.mapped(by=as_actor(county.sam), at=NOW, on=yesterday).forums == ()


def test_said_twice_in_a_day_the_second_stands_unless_it_was_verified(
    county: County, write: Write
) -> None:
    uid = write()
    asha = as_actor(county.asha)
    entries.change_entry(entry_id=uid, facts=replace(PANEL, capacity=8), by=asha, at=NOW)
    assert len(page(county.asha, uid).versions) == 1

    verify(county, uid)
    with pytest.raises(UnusableEntry, match="verified today"):
        entries.change_entry(entry_id=uid, facts=PANEL, by=asha, at=NOW)


def test_only_whoever_runs_a_forum_changes_or_verifies_it(county: County, write: Write) -> None:
    uid = write()

    for person in (county.gwen, county.sam, county.max):
        with pytest.raises(NotPermitted):
            verify(county, uid, by=person)
        with pytest.raises(NotPermitted):
            entries.change_entry(entry_id=uid, facts=PANEL, by=as_actor(person), at=NOW)
    with pytest.raises(NotFound):
        verify(county, uid, by=county.joan)


def test_verifying_chases_again_in_half_a_year(county: County, write: Write) -> None:
    uid = write()
    assert [line.uid for line in entries.due(by=as_actor(county.asha), on=TODAY)] == [uid]
    next_on = verify(county, uid, confirmed=["test", "hours", "name"])

    assert next_on == TODAY + timedelta(days=182)
    standing = page(county.sam, uid).standing
    assert (standing.verified_by, standing.last_met_on) == ("Asha Penrose", TODAY)
    asha = as_actor(county.asha)
    assert entries.due(by=asha, on=next_on - timedelta(days=1)) == ()
    assert [line.uid for line in entries.due(by=asha, on=next_on)] == [uid]
    assert entries.due(by=as_actor(county.gwen), on=next_on) == ()


def test_what_we_worked_out_waits_until_it_is_confirmed(county: County, write: Write) -> None:
    uid = write()
    assert page(county.asha, uid).to_check == ("hours", "test")
    verify(county, uid, confirmed=["hours"])

    (line,) = entries.due(by=as_actor(county.asha), on=TODAY)
    assert line.to_check == ("test",)


def test_a_verification_is_of_today(county: County, write: Write) -> None:
    uid = write()

    with pytest.raises(VerifiedTooEarly):
        verify(county, uid, last_met_on=TODAY + timedelta(days=1))
    with pytest.raises(UnusableEntry):
        verify(county, uid, exists="perhaps")
    coming = write(replace(PANEL, name="To come"), from_on=TODAY + timedelta(days=3))
    with pytest.raises(UnusableEntry, match="Nothing is said"):
        verify(county, coming)


def test_a_forum_that_has_stopped_costs_no_hours_and_stays_on_the_map(
    county: County, write: Write
) -> None:
    uid = write()
    verify(county, uid, exists="no", last_met_on=date(2025, 3, 4))

    (forum,) = forum_map.mapped(by=as_actor(county.sam), at=NOW).forums
    assert (forum.exists, forum.hours_a_month) == ("no", 0)


def test_a_period_is_counted_once_and_must_be_over(county: County, write: Write) -> None:
    uid = write()
    quarter = {"first_on": date(2026, 1, 1), "last_on": date(2026, 3, 31)}

    def give(by=None, **said) -> None:
        entries.give_figures(entry_id=uid, by=as_actor(by or county.asha), at=NOW, **said)

    give(cases=34, exploited=12, routes=[RouteCount(to="adults-board", sent=9)], **quarter)
    with pytest.raises(CountedAlready):
        give(cases=35, first_on=date(2026, 3, 1), last_on=date(2026, 4, 2))
    with pytest.raises(UnusableEntry, match="must be over"):
        give(cases=1, first_on=date(2026, 4, 1), last_on=TODAY)
    autumn = {"first_on": date(2025, 10, 1), "last_on": date(2025, 12, 31)}
    with pytest.raises(UnusableEntry, match="more than all"):
        give(cases=3, exploited=4, **autumn)
    with pytest.raises(NotPermitted):
        give(by=county.gwen, cases=3, **autumn)
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.filter(entry=uid).update(exploited=35)
    (forum,) = forum_map.mapped(by=as_actor(county.sam), at=NOW).forums
    assert (forum.cases, forum.exploited, forum.left_at_18) == (34, 12, None)
    assert forum.routes[0].sent == 9


def test_two_forums_are_judged_with_a_reason(county: County, write: Write) -> None:
    one, other = write(), write(BOARD, by=county.gwen)

    def judge(by, words="The panel hears cases, the board does not", second=other) -> None:
        judging.judge_purpose(
            entry_id=one, other_id=second, are_the_same=False, words=words, by=as_actor(by), at=NOW
        )

    judge(county.gwen)
    with pytest.raises(judging.NoReason):
        judge(county.gwen, words=" ")
    with pytest.raises(NotFound):
        judge(county.gwen, second=one)
    with pytest.raises(NotPermitted):
        judge(county.sam)
    assert judging.judgements([one, other]) == {
        frozenset((one, other)): "Both are needed: The panel hears cases, the board does not"
    }
    assert PurposeJudgement.objects.count() == 1


def test_the_forums_of_the_reference_are_brought_in_once_to_be_checked(county: County) -> None:
    make_area(HERE), make_area("U1", kind="unitary")
    gwen = as_actor(county.gwen)

    assert bringing_in.bring_in(by=gwen, at=NOW) == 40
    assert bringing_in.bring_in(by=gwen, at=NOW) == 0
    mapped = forum_map.mapped(by=as_actor(county.sam), at=NOW)
    assert len(mapped.forums) == 40
    assert {code for code, _ in mapped.areas} == {HERE, ELSEWHERE, "U1"}
    assert len(entries.due(by=gwen, on=TODAY)) == 40
    with pytest.raises(NotPermitted):
        bringing_in.bring_in(by=as_actor(county.sam), at=NOW)


def test_agencies_that_join_later_see_the_map_when_its_entry_changes(
    county: County, write: Write
) -> None:
    from frankpledge.access.api import Role
    from tests.makers import make_agency, make_person

    uid = write()
    newcomer = make_person(make_agency("newcomer"), Role.PRACTITIONER, force_wide=True)
    with pytest.raises(NotFound):
        page(newcomer, uid)
    entries.change_entry(entry_id=uid, facts=PANEL, by=as_actor(county.asha), at=NOW)

    assert page(newcomer, uid).facts.name == "Wantsum panel"


def test_an_entry_is_called_by_its_forum_in_a_thread(county: County, write: Write) -> None:
    from frankpledge.access.api import Kind, Ref

    uid = write()
    ref = Ref(kind=Kind.FORUM_ENTRY, uid=uid)

    assert references.caption_of(ref, as_actor(county.sam)) == "Wantsum panel"
    assert references.url_of(ref, as_actor(county.sam)) == f"/forums/{uid}/"
    assert references.caption_of(ref, as_actor(county.joan)) is None


def test_looking_at_the_map_and_changing_it_are_recorded(county: County, write: Write) -> None:
    uid = write()
    verify(county, uid)
    forum_map.mapped(by=as_actor(county.sam), at=NOW)

    acts = set(AuditEvent.objects.values_list("act", flat=True))
    assert acts >= {"governance.write_entry", "governance.verify_entry", "governance.read_map"}

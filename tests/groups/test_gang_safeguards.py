"""What a regulator asked of gang records: each with a test that fails without it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, strategies as st

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.groups import api as groups, fairness, linking, register, removals
from frankpledge.groups.linking import NotALink
from frankpledge.groups.models import GroupLink, Subject
from frankpledge.groups.moving import Blocked
from frankpledge.groups.safeguards import Held, reasons_to_remove
from frankpledge.problems.references import NamesSomebody
from tests.groups.makers import DISTRICT, FORCE, active, link, move, put_forward
from tests.makers import NOW, later

pytestmark = pytest.mark.django_db
CHILD = {"age": "under_18", "consulted_on": NOW.date(), "consulted_whom": "Priya Vance"}


def people(cast, group, as_="coordinator", at=NOW, **options):
    return linking.people(group_id=group, by=cast.actor(as_, at), at=at, **options)


# --- no names --------------------------------------------------------------------------------


def test_the_people_of_a_gang_are_counted_and_not_listed_unless_asked_for(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    link(cast, gang)
    link(cast, gang, "NOM/1002", category="victim", relation="exploited")
    found = people(cast, gang)

    assert found.links == ()
    assert found.names_kept_back
    assert dict(found.counted) == {"Suspected of an offence": 1, "Victim": 1}
    assert len(people(cast, gang, in_full=True).links) == 2


def test_a_name_is_not_taken_for_a_reference(cast):
    group = active(cast)

    with pytest.raises(NamesSomebody):
        link(cast, group, "Colin Tern")
    assert not Subject.objects.exists()


def test_lead_officers_and_partners_are_shown_nobody(cast):
    group = active(cast, lead="partner_lead")
    link(cast, group)

    with pytest.raises(NotPermitted, match="not shown who belongs"):
        people(cast, group, "partner_lead")
    with pytest.raises(NotPermitted):
        people(cast, group, "csm")


# --- under 18 --------------------------------------------------------------------------------


def test_nobody_under_18_is_linked_before_safeguarding_was_consulted(cast):
    group = active(cast)

    for missing in ({"consulted_on": None}, {"consulted_whom": " "}):
        with pytest.raises(NotALink, match="Consult safeguarding first"):
            link(cast, group, **CHILD | missing)
    assert not GroupLink.objects.exists()


def test_the_database_holds_no_child_without_a_consultation(cast):
    group = active(cast)
    link(cast, group, **CHILD)

    with pytest.raises(DatabaseError), transaction.atomic():
        Subject.objects.update(consulted_on=None, consulted_whom="")


def test_a_childs_link_stands_only_once_somebody_senior_has_signed(cast):
    group = active(cast)
    child = link(cast, group, **CHILD)

    assert dict(people(cast, group).counted) == {}
    assert people(cast, group).links[0].waits_for_sign_off
    assert groups.ties(by=cast.actor("coordinator")) == ()
    for name in ("coordinator", "second_coordinator", "analyst", "officer"):
        with pytest.raises(NotPermitted, match="supervisor"):
            groups.sign_off(link_id=child, by=cast.actor(name), at=NOW)
    groups.sign_off(link_id=child, by=cast.actor("supervisor"), at=NOW)

    assert dict(people(cast, group).counted) == {"Suspected of an offence": 1}
    assert len(groups.ties(by=cast.actor("coordinator"))) == 1
    with pytest.raises(NotPermitted, match="nothing to sign"):
        groups.sign_off(link_id=child, by=cast.actor("second_supervisor"), at=NOW)


def test_whoever_is_found_to_be_a_child_waits_for_a_signature_on_every_link(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    other = active(cast)
    link(cast, gang)
    link(cast, other)
    assert dict(people(cast, other).counted) == {"Suspected of an offence": 1}
    link(cast, gang, source="INT/2026/78", **CHILD)

    assert dict(people(cast, gang).counted) == {}
    assert [each.waits_for_sign_off for each in people(cast, other).links] == [True]


def test_the_same_is_not_recorded_twice(cast):
    group = active(cast)
    link(cast, group)
    with pytest.raises(NotALink, match="on record already, from the same reference and day"):
        link(cast, group)
    link(cast, group, source="INT/2026/78")
    link(cast, group, category="victim")
    assert len(people(cast, group).links) == 3
    again = {"relation": "supplies", "source_grade": 2, "intelligence_grade": "B"}
    again |= {"source": "INT/2026/9", "from_on": NOW.date(), "other": str(active(cast))}
    by = cast.actor("coordinator")
    groups.link_group(group_id=group, by=by, at=NOW, **again)
    with pytest.raises(NotALink, match="on record already"):
        groups.link_group(group_id=group, by=by, at=NOW, **again)


def test_what_both_groups_have_from_one_report_is_one_link_once_they_are_merged(cast):
    one, other = active(cast), active(cast)
    for group in (one, other):
        link(cast, group)
    link(cast, one, source="INT/2026/78")
    groups.merge(
        group_id=one, into=str(other), debrief="One group", by=cast.actor("supervisor"), at=NOW
    )
    sources = [each.source for each in people(cast, other).links]
    assert sorted(sources) == ["INT/2026/77", "INT/2026/78"]


# --- a category on every link, and a victim never scores -------------------------------------


def test_every_link_says_what_somebody_is_in_law(cast):
    group = active(cast)

    with pytest.raises(NotALink, match="what this person is"):
        link(cast, group, category="")
    link(cast, group)
    with pytest.raises(DatabaseError), transaction.atomic():
        GroupLink.objects.update(category="")


@pytest.mark.parametrize("category", ["victim", "witness"])
@pytest.mark.parametrize("relation", ["member", "exploits"])
def test_the_record_accuses_no_victim_and_no_witness(cast, category, relation):
    gang = active(cast, sort="street_gang", main_threat="USG")
    with pytest.raises(NotALink):
        link(cast, gang, category=category, relation=relation)
    uid = link(cast, gang, category=category)
    with pytest.raises(DatabaseError, match="accuses_no_victim"), transaction.atomic():
        GroupLink.objects.filter(pk=uid).update(relation=relation)


def test_the_network_says_of_a_victim_that_they_are_one(cast, client):
    gang = active(cast, sort="street_gang", main_threat="USG")
    link(cast, gang, category="victim")
    client.force_login(cast.coordinator)
    page = client.get("/network/").content.decode()
    row = page.partition("is exploited or harmed by")[0].rpartition("<tr")[2]

    assert "Victim" in row
    (tie,) = groups.network(by=cast.actor("coordinator")).ties
    assert tie.categories == ("victim",)


@pytest.mark.parametrize("category", ["victim", "witness", "other"])
def test_a_victim_never_counts_towards_a_group(cast, category):
    group = put_forward(cast, people_known=4)
    link(cast, group, "NOM/1001")
    for number in range(3):
        link(cast, group, f"NOM/200{number}", category=category, relation="associate")

    assert register.page(group_id=group, by=cast.actor("coordinator"), at=NOW).people_who_count == 1
    with pytest.raises(Blocked, match="3 people or more"):
        move(cast, group, "scoping")


def test_somebody_linked_twice_counts_once(cast):
    group = put_forward(cast)
    link(cast, group, source="INT/2026/1")
    link(cast, group, source="INT/2026/2", relation="associate")

    assert register.page(group_id=group, by=cast.actor("coordinator"), at=NOW).people_who_count == 1
    assert Subject.objects.count() == 1


def test_a_child_who_is_not_signed_for_does_not_count(cast):
    group = put_forward(cast)
    child = link(cast, group, **CHILD)
    page = register.page(group_id=group, by=cast.actor("coordinator"), at=NOW)
    assert page.people_who_count == 0
    groups.sign_off(link_id=child, by=cast.actor("supervisor"), at=NOW)

    page = register.page(group_id=group, by=cast.actor("coordinator"), at=NOW)
    assert page.people_who_count == 1


# --- dated, graded, sourced ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"intelligence_grade": "E"}, "believed false"),
        ({"intelligence_grade": ""}, "assessed"),
        ({"source_grade": 4}, "reliable"),
        ({"source": " "}, "reference"),
        ({"from_on": NOW.date() + timedelta(days=1)}, "to come"),
        ({"noticed_on": NOW.date() + timedelta(days=1)}, "to come"),
        ({"relation": "supplies"}, "to the group"),
        ({"area": "E07999999"}, "district"),
    ],
)
def test_a_link_is_dated_graded_and_sourced(cast, given, words):
    group = active(cast)

    with pytest.raises(NotALink, match=words):
        link(cast, group, **given)


def test_only_the_coordinator_links_anybody(cast):
    group = active(cast)
    for name in ("officer", "supervisor", "analyst", "lead"):
        with pytest.raises(NotPermitted):
            linking.link_group(
                group_id=group,
                other=str(group),
                relation="rival",
                source_grade=1,
                intelligence_grade="A",
                source="INT/1",
                from_on=NOW.date(),
                by=cast.actor(name),
                at=NOW,
            )


def test_two_groups_become_one_with_every_grade_source_and_day(cast):
    group, into = active(cast), active(cast)
    child = link(cast, group, **CHILD)
    groups.sign_off(link_id=child, by=cast.actor("supervisor"), at=NOW)
    link(cast, group, "NOM/1002", intelligence_grade="C", source="INT/9")
    groups.merge(
        group_id=group, into=str(into), debrief="One group", by=cast.actor("supervisor"), at=NOW
    )

    moved = people(cast, into).links
    assert {(one.grade, one.source) for one in moved} == {("2B", "INT/2026/77"), ("2C", "INT/9")}
    assert not any(one.waits_for_sign_off for one in moved)
    page = register.page(group_id=group, by=cast.actor("coordinator"), at=NOW)
    assert (
        page.into
        == register.page(group_id=into, by=cast.actor("coordinator"), at=NOW).line.codename
    )
    assert people(cast, group, at=NOW).links == ()


# --- what waits to be removed ----------------------------------------------------------------


def waits(cast, at=NOW):
    return removals.removals(by=cast.actor("coordinator", at), at=at)


def test_harm_of_nought_and_age_wait_for_removal_and_unknown_harm_does_not(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    link(cast, gang, "NOM/1", harm=0)
    link(cast, gang, "NOM/2", harm=None)
    link(cast, gang, "NOM/3", harm=4, noticed_on=NOW.date() - timedelta(days=400))
    link(cast, gang, "NOM/4", category="victim", relation="exploited")
    found = {each.reasons for each in waits(cast)}

    assert found == {
        ("The harm on record is nought.",),
        ("Nothing has been noticed for 13 months.",),
        ("They are not suspected or convicted of anything.",),
    }
    with pytest.raises(NotPermitted):
        removals.removals(by=cast.actor("analyst"), at=NOW)


def test_what_is_ended_is_in_no_list_count_or_tie(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    one = link(cast, gang, harm=0)
    with pytest.raises(NotALink, match="Say why"):
        groups.end_link(link_id=one, why=" ", by=cast.actor("coordinator"), at=NOW)
    groups.end_link(link_id=one, why="Moved away", by=cast.actor("coordinator"), at=NOW)

    after = later(minutes=5)
    assert waits(cast, after) == ()
    assert people(cast, gang, at=after, in_full=True).links == ()
    assert groups.ties(by=cast.actor("coordinator", after)) == ()
    with pytest.raises(NotPermitted):
        groups.end_link(link_id=one, why="x", by=cast.actor("officer"), at=NOW)


def left(cast, who, at=NOW):
    return [
        (each.sort, each.about, each.many, each.is_late)
        for each in groups.duties(cast.actor(who, at), at)
    ]


def test_what_the_safeguards_leave_to_do_stands_on_the_first_page_until_it_is_done(cast, client):
    gang = active(cast, sort="street_gang", main_threat="USG")
    codename = register.page(group_id=gang, by=cast.actor("coordinator"), at=NOW).line.codename
    report = (groups.DutySort.REPORT, "Fallowshire", 1, False)
    assert left(cast, "coordinator") == [report]
    groups.make_fairness(area=FORCE, by=cast.actor("coordinator"), at=NOW)
    assert left(cast, "coordinator") == []

    link(cast, gang, "NOM/1", harm=0)
    child = link(cast, gang, "NOM/2", **CHILD)
    link(cast, gang, "NOM/3", restricted=True, harm=0)
    ask_out(cast)
    late = later(days=29)
    assert left(cast, "second_coordinator", late) == [
        (groups.DutySort.DECIDE_WAY_OUT, "", 1, True),
        (groups.DutySort.REMOVE, "", 1, False),
    ]
    assert left(cast, "supervisor") == [(groups.DutySort.SIGN, codename, 1, False)]
    client.force_login(cast.supervisor)
    page = client.get("/").content.decode()
    assert f"Sign for somebody under 18 in {codename}: 1 link" in page
    assert f"/groups/register/{gang}/people/" in page
    client.force_login(cast.second_coordinator)
    page = client.get("/").content.decode()
    assert "Decide on a way out: 1 request" in page
    assert "Go through what waits to be removed: 1 link" in page

    groups.sign_off(link_id=child, by=cast.actor("supervisor"), at=NOW)
    assert left(cast, "supervisor") == []
    for name in ("lead", "partner_lead", "analyst", "officer", "csm", "practitioner", "board"):
        assert left(cast, name) == [], name


@given(
    st.sampled_from(["suspect", "convicted", "victim", "witness", "other"]),
    st.one_of(st.none(), st.integers(0, 10)),
    st.integers(0, 1500),
)
def test_nothing_waits_without_a_reason(category, harm, days):
    on = date(2026, 4, 15)
    found = reasons_to_remove(
        Held(category=category, harm=harm, noticed_on=on - timedelta(days=days)),
        on=on,
        aged_months=12,
    )

    expected = (harm == 0) + (days >= 365) + (category not in ("suspect", "convicted"))
    assert len(found) == expected


# --- a way out -------------------------------------------------------------------------------


def ask_out(cast, pointer="NOM/1001", as_="practitioner"):
    return groups.ask_way_out(
        system="Force system",
        pointer=pointer,
        for_whom="worker",
        words="At college since January, with a mentor",
        area=DISTRICT,
        by=cast.actor(as_),
        at=NOW,
    )


def test_whoever_asks_for_a_way_out_is_told_the_same_whatever_is_held(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    link(cast, gang)
    held, not_held = ask_out(cast), ask_out(cast, "NOM/9999")
    ruth = cast.actor("coordinator")
    assert [each.links for each in removals.ways_out(by=ruth, at=NOW)] == [1, 0]
    for number in (held, not_held):
        groups.decide_way_out(number=number, ended=True, why="Agreed", by=ruth, at=NOW)
    told = removals.own_ways_out(by=cast.actor("practitioner"), at=NOW)

    assert len({(each.links, each.decided_on, each.is_late) for each in told}) == 1
    assert people(cast, gang, at=later(minutes=1), in_full=True).links == ()


def test_a_way_out_is_decided_in_time_with_a_reason_and_never_by_whoever_asked(cast):
    number = ask_out(cast)
    assert removals.ways_out(by=cast.actor("coordinator", later(days=29)), at=later(days=29))[
        0
    ].is_late
    with pytest.raises(Exception, match="Say why"):
        groups.decide_way_out(
            number=number, ended=False, why="", by=cast.actor("coordinator"), at=NOW
        )
    for name in ("practitioner", "analyst", "lead"):
        with pytest.raises(NotPermitted):
            groups.decide_way_out(number=number, ended=True, why="x", by=cast.actor(name), at=NOW)
    with pytest.raises(NotPermitted):
        ask_out(cast, as_="newcomer")


# --- the quarterly report --------------------------------------------------------------------


def test_the_quarterly_report_counts_people_by_age_ethnicity_and_area(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    other = active(cast)
    for number in range(12):
        link(cast, gang, f"NOM/{number}", age="18_24", ethnicity="white" if number else "asian")
    link(cast, other, "NOM/500")
    ruth = cast.actor("coordinator")
    groups.make_fairness(area=FORCE, by=ruth, at=NOW)
    (report,) = fairness.fairness(by=cast.actor("governance"), at=NOW)

    assert report.total in ("6 to 14", "11 to 19", "Not shown")
    ages = {each.name: each.words for each in report.ages}
    assert ages["18 to 24"] in ("6 to 14", "11 to 19")
    assert ages["Under 18"] == "Fewer than 5"
    with pytest.raises(Exception, match="has been made"):
        groups.make_fairness(area=FORCE, by=ruth, at=later(days=1))
    groups.make_fairness(
        area=FORCE, by=cast.actor("coordinator", later(days=90)), at=later(days=90)
    )
    for name in ("csm", "analyst", "lead", "board"):
        with pytest.raises(NotPermitted):
            fairness.fairness(by=cast.actor(name), at=NOW)


# --- somebody hidden -------------------------------------------------------------------------


def test_somebody_kept_from_a_reader_changes_no_count_order_or_tie(cast):
    gang = active(cast)
    link(cast, gang, "NOM/1")
    seen = (people(cast, gang, "analyst"), groups.network(by=cast.actor("analyst")))
    hidden = link(cast, gang, "NOM/2", restricted=True)
    link(cast, gang, "NOM/1", restricted=True, source="INT/SECRETIVE/1")

    assert (people(cast, gang, "analyst"), groups.network(by=cast.actor("analyst"))) == seen
    assert len(people(cast, gang).links) == 3
    with pytest.raises(NotFound):
        groups.end_link(link_id=hidden, why="x", by=cast.actor("second_coordinator"), at=NOW)

"""The register: off until an officer says so, and a life that nobody can walk alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from frankpledge.access.api import AuditEvent, NotFound, NotPermitted
from frankpledge.asking.models import Requirement
from frankpledge.groups import api as groups, register
from frankpledge.groups.models import Assessment, Group, Move, Review, Switch
from frankpledge.groups.moving import Blocked
from frankpledge.groups.states import Status
from frankpledge.groups.switching import AlreadySo, NotYours
from tests.groups.makers import (
    ATTRIBUTES,
    DISTRICT,
    FORCE,
    HARM,
    active,
    assess,
    move,
    put_forward,
)
from tests.makers import NOW, as_actor, later, make_agency, make_person

pytestmark = pytest.mark.django_db


def facts(cast, group, as_="coordinator", at=NOW):
    return register.page(group_id=group, by=cast.actor(as_, at), at=at)


# --- the switch ------------------------------------------------------------------------------


def test_the_register_is_off_until_an_officer_is_named(off):
    with pytest.raises(NotPermitted, match="not switched on"):
        put_forward(off)
    with pytest.raises(NotPermitted, match="not switched on"):
        register.listed(by=off.actor("coordinator"), at=NOW)
    with pytest.raises(NotPermitted, match="not switched on"):
        groups.network(by=off.actor("coordinator"))


def test_only_information_governance_switches_it_on_and_names_the_officer(off):
    given = {"area": FORCE, "officer": "Prisca Holm", "assessment": "DPIA-7"}
    for name in ("coordinator", "analyst", "csm", "administrator", "supervisor"):
        with pytest.raises(NotPermitted, match="information governance"):
            groups.switch_on(by=off.actor(name), at=NOW, **given)
    with pytest.raises(NotYours):
        groups.switch_on(by=off.actor("governance"), at=NOW, **given | {"officer": " "})
    groups.switch_on(by=off.actor("governance"), at=NOW, **given)
    with pytest.raises(AlreadySo):
        groups.switch_on(by=off.actor("governance"), at=NOW, **given)

    assert Switch.objects.get().officer == "Prisca Holm"
    assert AuditEvent.objects.filter(act="groups.switch_on").count() == 1
    assert put_forward(off)


def test_what_is_switched_off_can_be_read_no_more(cast):
    group = active(cast)
    groups.switch_off(number=Switch.objects.get().pk, by=cast.actor("governance"), at=NOW)

    for name in ("coordinator", "analyst", "lead", "supervisor"):
        with pytest.raises(NotPermitted, match="not switched on"):
            facts(cast, group, name, later(minutes=1))
    assert groups.caption_of(ref_of(group), cast.actor("coordinator", later(minutes=1))) is None


def ref_of(group):
    from frankpledge.access.api import Kind, Ref

    return Ref(kind=Kind.GROUP, uid=group)


# --- who sees what ---------------------------------------------------------------------------


def test_who_knows_of_a_group(cast):
    group = active(cast)

    for name in ("coordinator", "officer", "supervisor", "analyst", "lead"):
        assert facts(cast, group, name).line.uid == group
    with pytest.raises(NotFound):
        facts(cast, group, "partner_lead")
    for name in ("csm", "practitioner", "board", "newcomer", "administrator", "governance"):
        with pytest.raises(NotPermitted, match="does not work on the register"):
            facts(cast, group, name)


def test_a_partner_who_leads_reads_the_card_and_neither_people_nor_scores(cast):
    group = active(cast, lead="partner_lead")
    found = facts(cast, group, "partner_lead")

    assert found.card == "Sells from behind a shop."
    assert found.assessments == ()
    assert not found.shows_people
    assert found.people_who_count is None
    assert register.listed(by=cast.actor("partner_lead"), at=NOW).lines[0].uid == group
    with pytest.raises(NotPermitted):
        groups.network(by=cast.actor("partner_lead"))


def test_a_police_lead_knows_only_of_their_own(cast):
    own, other = active(cast), active(cast, lead="partner_lead")

    seen = register.listed(by=cast.actor("lead"), at=NOW).lines
    assert [line.uid for line in seen] == [own]
    with pytest.raises(NotFound):
        facts(cast, other, "lead")


def test_whoever_led_before_no_longer_finds_it(cast):
    group = active(cast, lead="partner_lead")
    groups.name_lead(group_id=group, lead=str(cast.lead.id), by=cast.actor("coordinator"), at=NOW)

    with pytest.raises(NotFound):
        facts(cast, group, "partner_lead")
    assert facts(cast, group, "lead").line.lead == cast.lead.name


def test_codenames_are_drawn_and_say_nothing(cast):
    names = {facts(cast, put_forward(cast)).line.codename for _ in range(12)}

    assert len(names) == 12
    assert all(name.split()[2].isdigit() for name in names)


def test_a_list_narrows_and_goes_on_where_it_ended(cast, monkeypatch):
    monkeypatch.setattr(register, "PAGE", 3)
    made = {put_forward(cast) for _ in range(7)}
    by = cast.actor("coordinator")
    seen, after = [], ""
    for _ in range(3):
        found = register.listed(by=by, at=NOW, after=after)
        seen += found.lines
        after = found.after or ""

    assert {line.uid for line in seen} == made
    assert after == ""
    assert [line.codename for line in seen] == sorted(line.codename for line in seen)
    one = seen[4]
    assert [x.uid for x in register.listed(by=by, at=NOW, words=one.reference).lines] == [one.uid]
    assert register.listed(by=by, at=NOW, status="active").lines == ()
    assert register.listed(by=by, at=NOW, area="E07999102").lines == ()
    assert len(register.listed(by=by, at=NOW, after="nonsense").lines) == 3


# --- the entry test --------------------------------------------------------------------------


def test_the_statutes_test_asks_for_three_and_another_force_may_ask_for_two(cast, settings):
    pair = put_forward(cast, people_known=2)
    with pytest.raises(Blocked, match="3 people or more"):
        move(cast, pair, "scoping")
    folder = settings.FRANKPLEDGE_HOME / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "entry_tests.csv").write_text(
        "area,name,least_people,serious_years,recent_months,least_reports,source\n"
        ",Statute,3,7,6,2,Act\n"
        f"{FORCE},Local practice,2,7,6,2,Force policy\n"
    )
    try:
        move(cast, pair, "scoping")
    finally:
        (folder / "entry_tests.csv").unlink()

    assert facts(cast, pair).line.status == Status.SCOPING


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"people_known": None}, "3 people"),
        ({"is_serious": None}, "7 years"),
        ({"is_serious": False}, "7 years"),
        ({"acts_together": None}, "act together"),
        ({"is_current": None}, "last 6 months"),
        ({"reports": 1}, "2 independent reports"),
        ({"reports": None}, "2 independent reports"),
    ],
)
def test_what_is_not_known_does_not_pass(cast, given, words):
    group = put_forward(cast, **given)

    with pytest.raises(Blocked, match=words):
        move(cast, group, "scoping")


def test_one_person_alone_is_a_priority_individual(cast):
    alone = put_forward(cast, sort="priority_individual", people_known=1, acts_together=None)
    move(cast, alone, "scoping")

    assert facts(cast, alone).line.status == Status.SCOPING


# --- assessments -----------------------------------------------------------------------------


def test_another_body_may_own_the_score_while_the_partnership_owns_the_plan(cast):
    group = put_forward(cast)
    move(cast, group, "scoping")

    with pytest.raises(NotPermitted, match="Another body owns the score"):
        groups.assess(
            group_id=group, scheme="harm", answers=HARM, by=cast.actor("coordinator"), at=NOW
        )
    assess(cast, group)
    assert [each.agency for each in facts(cast, group).assessments] == ["Police", "Police"]
    with pytest.raises(NotPermitted):
        groups.decide_tier(group_id=group, tier="T1", why="x", by=cast.actor("analyst"), at=NOW)


def test_too_little_known_drafts_a_requirement_for_each_gap_in_words_for_partners(cast):
    group = put_forward(cast)
    few = {"IC01": "2", "severity1": "3", "scope1": "local", "frequency1": "one_off"}
    found = groups.assess(
        group_id=group, scheme="attributes", answers=few, by=cast.actor("analyst"), at=NOW
    )

    assert not found.is_sufficient
    assert len(found.requirements) == 11
    drafts = Requirement.visible_to(cast.actor("analyst"))
    codename = facts(cast, group).line.codename
    assert drafts.count() == 11
    assert not any(codename in row.partner_wording for row in drafts)
    assert not any(codename in sign for row in drafts for sign in row.indicators)
    assert not Requirement.visible_to(cast.actor("csm")).exists()


def test_an_assessment_is_never_altered_and_a_later_one_stands_beside_it(cast):
    group = active(cast)
    assess(cast, group, at=later(days=1))
    (row, *rest) = Assessment.visible_to(cast.actor("coordinator")).filter(scheme="harm")

    assert len(rest) == 1
    row.outputs = {}
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        row.save(update_fields=["outputs"])
    for model in (Move, Review):
        groups.review_group(
            group_id=group, found="Quiet", by=cast.actor("lead", later(days=2)), at=later(days=2)
        )
        with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
            model.objects.filter(group=group).update(at=NOW)


def test_a_changed_scheme_leaves_history_as_it_was(cast, monkeypatch):
    from frankpledge.groups import schemes

    group = active(cast)
    before = facts(cast, group).assessments
    monkeypatch.setattr(schemes, "score", lambda *given: 1 / 0)

    assert facts(cast, group).assessments == before
    assert all(each.as_if == "" for each in before)


def test_what_a_changed_scheme_would_say_stands_beside_and_is_not_kept(cast, monkeypatch):
    from frankpledge.groups import lists

    group = active(cast)
    before = facts(cast, group).assessments
    real = lists.rows

    def heavier(name):
        return tuple(
            dict(row) | ({"weight": "2"} if row.get("code") == "PHY" else {}) for row in real(name)
        )

    monkeypatch.setattr(lists, "rows", heavier)
    after = facts(cast, group).assessments

    assert [each.words for each in after] == [each.words for each in before]
    assert {each.as_if for each in after} == {"Risk 99", "4B (possible A)"} or {
        each.as_if for each in after
    } == {"Risk 99", ""}


def test_a_score_decides_no_tier(cast):
    group = put_forward(cast)
    move(cast, group, "scoping")
    with pytest.raises(Exception, match="Assess it before"):
        groups.decide_tier(group_id=group, tier="T2", why="x", by=cast.actor("coordinator"), at=NOW)
    assess(cast, group)
    move(cast, group, "assessed", as_="analyst")

    assert facts(cast, group).line.tier == ""
    assert facts(cast, group).suggested_tier == "T2"
    with pytest.raises(Blocked, match="decide its tier"):
        move(cast, group, "active", plan_due_on=NOW.date() + timedelta(days=3))


def test_two_schemes_that_disagree_are_flagged_and_a_second_assessor_writes_what_to_make_of_it(
    cast,
):
    low = ATTRIBUTES | {f"IC{n:02}": "0" for n in range(1, 13)} | {
        "severity1": "1", "scope1": "local", "frequency1": "one_off",
        "severity2": "", "severity3": "", "scope2": "", "scope3": "",
        "frequency2": "", "frequency3": "",
    }  # fmt: skip
    harms = [HARM | {"VOL": str(place)} for place in range(4)]
    made = []
    for place in range(4):
        group = put_forward(cast)
        move(cast, group, "scoping")
        by = cast.actor("analyst")
        answers = low | {f"IC{n:02}": "3" for n in range(1, place * 3)}
        groups.assess(group_id=group, scheme="attributes", answers=answers, by=by, at=NOW)
        groups.assess(group_id=group, scheme="harm", answers=harms[3 - place], by=by, at=NOW)
        move(cast, group, "assessed", as_="analyst")
        made.append(group)
    flagged = groups.disagreeing(by=cast.actor("coordinator"), at=NOW)

    assert {each.uid for each in flagged} == set(made)
    with pytest.raises(Exception, match="Another assessor"):
        groups.reconcile(group_id=made[0], note="x", by=cast.actor("analyst"), at=NOW)
    from frankpledge.access.api import Role

    second = make_person(cast.police, Role.ANALYST, force_wide=True)
    groups.reconcile(group_id=made[0], note="Harm weighs more", by=as_actor(second), at=NOW)
    flagged = groups.disagreeing(by=cast.actor("coordinator"), at=NOW)
    assert [each.reconciled for each in flagged if each.uid == made[0]] == ["Harm weighs more"]


# --- moving ----------------------------------------------------------------------------------


def test_who_may_move_what(cast):
    group = put_forward(cast)
    for name in ("officer", "analyst", "supervisor"):
        with pytest.raises(NotPermitted):
            move(cast, group, "scoping", as_=name)
    move(cast, group, "scoping")
    assess(cast, group)
    with pytest.raises(NotPermitted, match="Another body owns the score"):
        move(cast, group, "assessed")
    move(cast, group, "assessed", as_="analyst")
    with pytest.raises(NotPermitted):
        move(cast, group, "active", as_="analyst")


def test_an_active_group_is_archived_by_the_chair_once_its_lead_put_it_forward(cast):
    group = active(cast)
    done = {"archived": "dismantled", "debrief": "The supply ended with the arrests"}
    with pytest.raises(NotPermitted):
        move(cast, group, "archived", **done)
    with pytest.raises(Blocked, match="lead officer has not put it forward"):
        move(cast, group, "archived", as_="supervisor", **done)
    with pytest.raises(NotPermitted, match="lead officer puts this forward"):
        groups.propose_archive(
            group_id=group, why="dismantled", by=cast.actor("coordinator"), at=NOW
        )
    groups.propose_archive(group_id=group, why="dismantled", by=cast.actor("lead"), at=NOW)
    with pytest.raises(Blocked, match="Say what was learned"):
        move(cast, group, "archived", as_="supervisor", archived="dismantled")
    move(cast, group, "archived", as_="supervisor", **done)

    assert facts(cast, group).archived_why == "It has been taken apart"


def test_recent_intelligence_keeps_a_group_out_of_the_archive(cast):
    group = active(cast)
    why, quiet = "no_current_intelligence", later(days=200)

    with pytest.raises(Blocked, match="within the last 6 months") as refused:
        groups.propose_archive(group_id=group, why=why, by=cast.actor("lead"), at=NOW)
    assert refused.value.argument == "why"
    with pytest.raises(Blocked, match="within the last 6 months"):
        move(cast, group, "archived", as_="supervisor", archived=why, debrief="Quiet")
    groups.propose_archive(group_id=group, why=why, by=cast.actor("lead", at=quiet), at=quiet)
    move(cast, group, "archived", as_="supervisor", archived=why, debrief="Quiet", at=quiet)


def test_the_archive_gives_back_only_what_is_assessed_again(cast):
    group = active(cast)
    groups.propose_archive(group_id=group, why="dismantled", by=cast.actor("lead"), at=NOW)
    move(cast, group, "archived", as_="supervisor", archived="dismantled", debrief="Ended")
    again, due = later(days=40), later(days=50).date()

    with pytest.raises(Blocked, match="new intelligence"):
        move(cast, group, "active", at=again, plan_due_on=due)
    groups.note_intelligence(
        group_id=group, on=again.date(), by=cast.actor("coordinator", again), at=again
    )
    with pytest.raises(Blocked, match="assessed again"):
        move(cast, group, "active", at=again, plan_due_on=due)
    assess(cast, group, at=again)
    move(cast, group, "active", at=again, plan_due_on=due)

    assert facts(cast, group, at=again).line.status == Status.ACTIVE
    assert len(Move.objects.filter(group=group)) == 6


def test_a_group_is_watched_once_those_at_its_core_are_away(cast):
    group = active(cast)
    with pytest.raises(Blocked, match="custody or inactive"):
        move(cast, group, "monitored", as_="supervisor", why="In custody")
    move(cast, group, "monitored", as_="supervisor", why="In custody", out_of_action=True)

    assert facts(cast, group).line.status == Status.MONITORED


def test_a_group_is_handed_over_with_a_body_and_a_debrief(cast):
    group = active(cast)
    chair = cast.actor("supervisor")
    with pytest.raises(Blocked, match="which group or body"):
        groups.transfer(group_id=group, to=" ", debrief="Agreed", by=chair, at=NOW)
    groups.transfer(group_id=group, to="The regional unit", debrief="Agreed", by=chair, at=NOW)

    assert facts(cast, group).archived_why == "Another body has taken it on"


def test_the_archive_is_emptied_after_its_years_and_by_the_chair(cast):
    group = active(cast)
    groups.transfer(
        group_id=group, to="Region", debrief="Agreed", by=cast.actor("supervisor"), at=NOW
    )
    with pytest.raises(Blocked, match="6 years"):
        move(cast, group, "disposed", as_="supervisor", why="Reviewed")
    years = later(days=7 * 365)
    move(cast, group, "disposed", as_="supervisor", why="Reviewed", at=years)

    with pytest.raises(NotFound):
        facts(cast, group, at=years)


def test_a_record_in_error_takes_two_and_is_then_in_no_view(cast):
    group, kept = active(cast), active(cast)
    ruth, officer = cast.actor("coordinator"), cast.actor("governance")
    with pytest.raises(Blocked, match="has not agreed"):
        groups.strike_error(group_id=group, by=ruth, at=NOW)
    groups.ask_error(group_id=group, why="Two records were mixed up", by=ruth, at=NOW)
    with pytest.raises(Blocked, match="already"):
        groups.ask_error(group_id=group, why="Again", by=ruth, at=NOW)
    with pytest.raises(Blocked, match="has not agreed"):
        groups.strike_error(group_id=group, by=ruth, at=NOW)
    from frankpledge.groups import moving

    (asked,) = moving.errors(by=officer, at=NOW)
    assert asked.why == "Two records were mixed up"
    with pytest.raises(NotPermitted):
        groups.agree_error(number=asked.number, by=ruth, at=NOW)
    groups.agree_error(number=asked.number, by=officer, at=NOW)
    groups.strike_error(group_id=group, by=ruth, at=NOW)

    for name in ("coordinator", "analyst", "lead", "supervisor"):
        with pytest.raises(NotFound):
            facts(cast, group, name)
    assert [x.uid for x in register.listed(by=ruth, at=NOW).lines] == [kept]
    assert AuditEvent.objects.filter(act="groups.strike_error").count() == 1


# --- reviews and work ------------------------------------------------------------------------


def test_a_review_is_due_by_tier_and_chases(cast):
    group = active(cast, tier="T1")
    assert facts(cast, group).line.review_on == NOW.date().replace(month=5)
    late = later(days=31)
    (waits,) = groups.awaiting(cast.actor("lead", late), late)

    assert waits.is_late
    assert "Its review is late." in facts(cast, group, at=late).line.stops
    with pytest.raises(Exception, match="must be after today"):
        groups.review_group(
            group_id=group,
            found="Quiet",
            next_on=late.date() + timedelta(days=60),
            by=cast.actor("lead", late),
            at=late,
        )
    groups.review_group(
        group_id=group, found="Quiet", stops="No surveillance", by=cast.actor("lead", late), at=late
    )
    assert [x.what for x in groups.awaiting(cast.actor("lead", late), late)] == ["Make its plan"]


def test_nobody_else_reviews_it(cast):
    group = active(cast)
    for name in ("officer", "analyst"):
        with pytest.raises(NotPermitted):
            groups.review_group(group_id=group, found="x", by=cast.actor(name), at=NOW)


def test_unassessed_work_is_stopped_after_its_days_but_never_to_keep_somebody_safe(cast):
    group = put_forward(cast)
    by, late = cast.actor("coordinator", later(days=29)), later(days=29)

    def why_no(ground, at=late):
        return groups.why_no_work(group_id=group, ground=ground, by=by, at=at)

    assert why_no("ordinary", NOW) == ""
    assert "more than 28 days" in why_no("ordinary")
    assert why_no("safeguarding") == ""
    assert why_no("threat_to_life") == ""
    assert facts(cast, group, at=late).line.stops


def test_who_is_awaited(cast):
    group = put_forward(cast)
    assert [x.what for x in groups.awaiting(cast.actor("coordinator"), NOW)] == [
        "Look into it, or say why not"
    ]
    move(cast, group, "scoping")
    assert [x.what for x in groups.awaiting(cast.actor("analyst"), NOW)] == ["Waits to be assessed"]
    for name in ("csm", "board", "practitioner", "officer", "lead"):
        assert groups.awaiting(cast.actor(name), NOW) == ()


def test_the_database_lets_no_group_be_active_without_a_tier_and_a_lead(cast):
    group = put_forward(cast)
    row = Group.visible_to(cast.actor("coordinator")).get(pk=group)

    for broken in ({"status": "active"}, {"tier": "T1"}, {"status": "archived"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Group.visible_to(cast.actor("coordinator")).filter(pk=row.pk).update(**broken)


def test_an_agency_without_an_agreement_learns_nothing(cast):
    from frankpledge.access.api import Role

    stale = make_agency("stale", kind="police", until=NOW)
    ghost = make_person(stale, Role.OCG_COORDINATOR, force_wide=True)
    active(cast)

    assert register.listed(by=as_actor(ghost), at=NOW).lines == ()
    assert DISTRICT


def test_codenames_follow_the_seed_where_a_world_is_made_twice():
    from frankpledge.demonstration.repeatable import repeatable_identities
    from frankpledge.groups import lists

    drawn = []
    for _ in range(2):
        with repeatable_identities(7):
            drawn.append([lists.draw_codename() for _ in range(5)])

    assert drawn[0] == drawn[1]

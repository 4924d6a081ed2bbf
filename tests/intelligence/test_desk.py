"""The desk: triage, grading and handing over."""

from datetime import timedelta

import pytest

from frankpledge.access.api import (
    AuditEvent,
    LinkKind,
    NotFound,
    NotPermitted,
    Role,
    links_of,
)
from frankpledge.intelligence.desk import grading, handover, opened_report, triage
from frankpledge.intelligence.desk.grading import Given, ImpossibleGrade, NoForceReference, NoText
from frankpledge.intelligence.desk.outcomes import Passed
from frankpledge.intelligence.desk.triage import AlreadyDecided, NotForTriage
from frankpledge.intelligence.lifecycle import (
    PRODUCT_NEXT,
    REPORT_NEXT,
    OutOfOrder,
    ProductStage,
    Stage,
    follow,
)
from frankpledge.intelligence.models import Grade, Product, Receipt, Report, Submission
from frankpledge.intelligence.policies import (
    may_answer,
    may_approve,
    may_evaluate,
    may_hand_over,
    may_read_report,
    may_read_submission,
    may_regrade,
    may_sanitise,
    may_triage,
    may_work_desk,
)
from frankpledge.intelligence.sharing import dissemination
from frankpledge.intelligence.sharing.provenance import agencies_that_could_tell
from tests.intelligence.makers import (
    EARLIER,
    evaluate,
    make_agency,
    make_county,
    make_person,
    newest,
    overt_use,
    sanitise,
    tell,
)


def queue(county, by="imogen"):
    return triage.queue(by=county.actor(by), at=county.now)


def opened(county, uid, by="imogen"):
    return triage.open_submission(submission_id=uid, by=county.actor(by), at=county.now)


def test_the_oldest_comes_first_and_danger_before_it(county):
    tell(county, place="newest")
    tell(county, place="oldest", at=county.now - timedelta(days=2))
    from frankpledge.intelligence.giving.submission import submit
    from tests.intelligence.makers import told

    submit(
        told=told(place="danger", text="he said he has a knife"),
        token=county.token(),
        by=county.actor("nia"),
        at=county.now,
        danger_is_over=True,
    )

    assert [each.place for each in queue(county)] == ["danger", "oldest", "newest"]


def test_danger_is_shown_however_long_the_queue_is(county):
    from frankpledge.intelligence.giving.submission import submit
    from tests.intelligence.makers import told

    tell(county, at=county.now - timedelta(days=1))
    submit(
        told=told(place="danger", text="he said he has a knife"),
        token=county.token(),
        by=county.actor("nia"),
        at=county.now,
        danger_is_over=True,
    )
    [first] = triage.queue(by=county.actor("imogen"), at=county.now, limit=1)

    assert first.place == "danger"


def test_each_says_why_it_is_there_and_how_long_is_left(county):
    tell(county, at=county.now - timedelta(hours=10), risk="child")

    [item] = queue(county)
    assert item.why == ("A child may be at risk", "Nobody has opened it")
    assert item.rules == ("R02",)
    assert item.clock.words == "2 hours 40 minutes of working time left"
    # Received at 23:00, so the four working hours end at noon.
    assert item.triage_by.hour == 12


def test_opening_one_is_recorded_and_shows_in_the_queue(county):
    tell(county)
    opened(county, newest(county))

    assert "Nobody has decided what it is" in queue(county)[0].why
    assert AuditEvent.objects.filter(
        act="intelligence.read_submission", actor=str(county.people["imogen"])
    ).exists()


@pytest.mark.parametrize("name", ["nia", "asha", "dev", "petra", "bea"])
def test_nobody_else_works_at_the_desk(county, name):
    assert not may_work_desk(county.actor(name))
    with pytest.raises(NotPermitted):
        queue(county, name)


def test_provenance_is_a_partner_agency_until_five_could_have_told(county):
    tell(county)

    assert opened(county, newest(county)).provenance == "A partner agency"


def test_provenance_is_the_agency_where_five_could_have_told(db, keys, now):
    county = make_county(now, partners=3)
    tell(county)

    assert opened(county, newest(county)).provenance == "Saltmarsh Homes"


def test_agencies_are_counted_for_the_district_and_the_day(db, keys, now):
    make_county(now, partners=2)

    assert len(agencies_that_could_tell("D1", at=now)) == 5
    assert len(agencies_that_could_tell("D2", at=now)) == 1
    assert agencies_that_could_tell("D1", at=now - EARLIER * 2) == frozenset()


def test_what_may_have_been_told_before_is_shown(county):
    tell(county, place="6 Tern Court")
    tell(county, place="6, tern court", text="Vans at night")
    tell(county, place="Elsewhere", text="A quite different matter about fishing nets")

    shown = opened(county, queue(county)[0].uid)

    assert len(shown.alike) <= 1
    places = {each.place for each in shown.alike}
    assert "Elsewhere" not in places


def test_the_agency_reads_its_own_words_without_the_desks_business(county):
    tell(county, "nia")
    shown = opened(county, newest(county), by="nia")

    assert shown.is_own_words
    assert shown.alike == ()
    assert not shown.may_triage
    assert not shown.may_evaluate


def test_strangers_find_nothing(county):
    tell(county)

    for name in ("asha", "noel", "sam", "petra", "nobody"):
        with pytest.raises(NotFound):
            opened(county, newest(county), by=name)


def test_triage_closes_with_an_outcome_and_keeps_the_thread(county):
    tell(county)
    uid = newest(county)
    report = triage.triage(
        submission_id=uid,
        outcome="safeguarding",
        passed=Passed(passed_door="Adult care duty desk", passed_reference="S/26/1"),
        by=county.actor("imogen"),
        at=county.now,
    )

    row = Report._rows.get(pk=report)
    assert (row.outcome, row.stage, row.text) == ("safeguarding", "closed", "")
    assert [each.relation for each in links_of(uid, county.actor("imogen"))] == [
        LinkKind.EVALUATED_AS
    ]
    assert queue(county) == []


def test_an_outcome_that_there_is_not_is_refused(county):
    tell(county)

    with pytest.raises(NotForTriage):
        triage.triage(
            submission_id=newest(county),
            outcome="something",
            by=county.actor("imogen"),
            at=county.now,
        )


def test_intelligence_is_kept_until_somebody_grades_it(county):
    tell(county)
    uid, imogen = newest(county), county.actor("imogen")
    report = triage.triage(submission_id=uid, outcome="intelligence", by=imogen, at=county.now)

    assert queue(county) == []
    shown = opened_report.open_report(report_id=report, by=imogen, at=county.now)
    assert shown.stage == "To be graded"
    assert shown.clock.words == "38 hours of working time left"
    assert "not been graded" in shown.may_regrade.reason
    graded = grading.evaluate(
        submission_id=uid, text="x", grade=Given(code="P"), by=imogen, at=county.now
    )
    assert graded == report
    assert Report._rows.get().stage == "graded"


def test_nothing_is_decided_twice(county):
    tell(county)
    uid = newest(county)
    imogen = county.actor("imogen")
    why = Passed(note="Told before in person")
    triage.triage(submission_id=uid, outcome="no_action", passed=why, by=imogen, at=county.now)

    with pytest.raises(AlreadyDecided):
        triage.triage(submission_id=uid, outcome="no_action", by=imogen, at=county.now)
    with pytest.raises(AlreadyDecided):
        grading.evaluate(submission_id=uid, text="x", grade=Given(), by=imogen, at=county.now)


def test_who_may_triage_and_grade(county):
    tell(county)
    row = Submission._rows.select_related("protection").get()

    for policy in (may_triage, may_evaluate):
        assert policy(county.actor("imogen"), row, sent_by_them=False)
        assert policy(county.actor("martin"), row, sent_by_them=False)
        assert not policy(county.actor("nia"), row, sent_by_them=False)
        refusal = policy(county.actor("imogen"), row, sent_by_them=True)
        assert "You sent this in" in refusal.reason
    assert may_read_submission(county.actor("nia"), row)
    assert not may_read_submission(county.actor("asha"), row)


def test_an_officer_does_not_grade_what_they_sent_in(county):
    tell(county, "imogen")

    with pytest.raises(NotPermitted) as refusal:
        grading.evaluate(
            submission_id=newest(county),
            text="x",
            grade=Given(),
            by=county.actor("imogen"),
            at=county.now,
        )
    assert "You sent this in" in refusal.value.reason


def test_grading_makes_a_report_of_the_units_own(county):
    report = evaluate(county, concerns_child=True)

    row = Report._rows.select_related("protection").get(pk=report)
    assert row.protection.owner_id == county.agency("fallow-intelligence")
    assert (row.stage, row.concerns_child, row.small_source_set) == ("graded", True, True)
    assert Submission._rows.get().text.startswith("Strangers answer")
    assert "created_by" not in {field.name for field in Report._meta.get_fields()}


@pytest.mark.parametrize(
    ("grade", "argument"),
    [
        (Given(source=4), "source"),
        (Given(intelligence="F"), "intelligence"),
        (Given(code="X"), "code"),
        (Given(code="P", action="A3"), "code"),
        (Given(code="C", sanitisation="S1"), "action"),
        (Given(code="C", action="A1"), "sanitisation"),
        (Given(code="C", action="A3", sanitisation="S1"), "recipients"),
    ],
)
def test_codes_that_do_not_go_together_are_refused(county, grade, argument):
    with pytest.raises(ImpossibleGrade) as refusal:
        evaluate(county, grade=grade)

    assert refusal.value.argument == argument
    assert Report._rows.count() == 0


def test_a_report_without_text_is_refused(county):
    tell(county)

    with pytest.raises(NoText):
        grading.evaluate(
            submission_id=newest(county),
            text="  ",
            grade=Given(),
            by=county.actor("imogen"),
            at=county.now,
        )


def test_a_grade_of_the_forces_comes_with_its_reference(county):
    with pytest.raises(NoForceReference):
        evaluate(county, grade=Given(origin="force"))

    report = evaluate(county, grade=Given(origin="force"), force_reference="FP/26/1")
    row = Report._rows.get(pk=report)
    assert (row.force_reference, row.transferred_on) == ("FP/26/1", county.now.date())


def test_a_second_grade_stands_beside_the_first(county):
    report = evaluate(county)
    grading.regrade(
        report_id=report,
        grade=overt_use(county, "wantsum-council"),
        by=county.actor("ivo"),
        at=county.now + timedelta(minutes=5),
    )

    shown = opened_report.open_report(report_id=report, by=county.actor("imogen"), at=county.now)
    assert [grade.in_short for grade in shown.grades] == ["2 A C A3 S1", "2 A P"]
    assert Report._rows.select_related("protection").get(pk=report).protection.code == "C"
    assert Grade.standing(Report._rows.get(pk=report)).in_short == "2 A C A3 S1"


def test_what_was_closed_has_nothing_to_grade_hand_over_or_sanitise(county):
    tell(county)
    imogen = county.actor("imogen")
    uid = triage.triage(
        submission_id=newest(county),
        outcome="crime",
        passed=Passed(passed_reference="46/1/26"),
        by=imogen,
        at=county.now,
    )
    row = Report._rows.select_related("protection").get(pk=uid)

    for policy in (may_regrade, may_hand_over):
        assert "closed at triage" in policy(imogen, row).reason
    shown = opened_report.open_report(report_id=uid, by=imogen, at=county.now)
    assert "closed at triage" in shown.may_sanitise.reason
    with pytest.raises(NotPermitted):
        grading.regrade(report_id=uid, grade=Given(), by=imogen, at=county.now)


def test_handing_over_notes_the_forces_reference_once(county):
    report = evaluate(county)
    imogen = county.actor("imogen")
    with pytest.raises(NoForceReference):
        handover.hand_over(report_id=report, force_reference=" ", by=imogen, at=county.now)
    handover.hand_over(report_id=report, force_reference="FP/26/9", by=imogen, at=county.now)

    with pytest.raises(NotPermitted) as refusal:
        handover.hand_over(report_id=report, force_reference="FP/26/10", by=imogen, at=county.now)
    assert "already" in refusal.value.reason


def test_the_text_to_paste_is_in_the_forms_order(county):
    report = evaluate(county)
    shown = opened_report.open_report(report_id=report, by=county.actor("imogen"), at=county.now)
    lines = handover.of_report(shown).splitlines()

    assert lines[0].startswith("Partner reference: ")
    assert lines[2] == "Source evaluation: 2 Untested"
    assert lines[-2] == "Provenance: Not known"
    assert lines[-1] == "Information: Unknown men control a flat at Tern Court."
    before = handover.of_submission(opened(county, Submission._rows.get().uid))
    assert "Source evaluation: Not known" in before
    assert "Saltmarsh" not in before


def test_only_the_unit_reads_reports(county):
    uid = evaluate(county)
    row = Report._rows.select_related("protection").get(pk=uid)

    assert may_read_report(county.actor("ivo"), row)
    for name in ("nia", "asha", "sam", "petra"):
        assert not may_read_report(county.actor(name), row)
        with pytest.raises(NotFound):
            opened_report.open_report(report_id=uid, by=county.actor(name), at=county.now)


@pytest.mark.parametrize(("table", "states"), [(REPORT_NEXT, Stage), (PRODUCT_NEXT, ProductStage)])
def test_every_state_has_its_place_in_the_table(table, states):
    assert set(table) == {None, *states}
    for now in states:
        for then in states:
            if then in table[now]:
                assert follow(table, now, then) is then
            else:
                with pytest.raises(OutOfOrder):
                    follow(table, now, then)


def test_officers_of_another_unit_may_know_and_do_nothing(county):
    """The role alone opens nothing: the record has to be their own unit's."""
    make_agency(county, "stour-intelligence", "Stour Intelligence Unit", kind="police")
    make_person(county, "odile", "stour-intelligence", Role.INTELLIGENCE_OFFICER, vetting=3)
    make_person(county, "otto", "stour-intelligence", Role.INTELLIGENCE_SUPERVISOR, vetting=4)
    product = sanitise(county)
    submission = Submission._rows.select_related("protection").get()
    report = Report._rows.select_related("protection").get()
    report.stage = "graded"
    draft = Product._rows.select_related("protection").get()
    receipt = Receipt._rows.select_related("protection").get()

    for name in ("odile", "otto"):
        stranger = county.actor(name)
        assert not may_triage(stranger, submission, sent_by_them=False)
        assert not may_evaluate(stranger, submission, sent_by_them=False)
        assert not may_regrade(stranger, report)
        assert not may_hand_over(stranger, report)
        assert not may_sanitise(stranger, report, Grade.standing(report))
        assert not may_approve(stranger, draft)
        assert not may_answer(stranger, receipt)
        assert queue(county, name) == []
        with pytest.raises(NotFound):
            dissemination.open_product(product_id=product, by=stranger, at=county.now)

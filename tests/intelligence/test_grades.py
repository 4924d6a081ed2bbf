"""Grading item by item, older schemes, and what an accredited agency's own grade binds."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from frankpledge.intelligence.desk import confidence, grading, legacy_grades, opened_report
from frankpledge.intelligence.desk.accreditation import OwnGiven, accredit
from frankpledge.intelligence.desk.grade_rules import (
    Binding,
    Given,
    GivenItem,
    ImpossibleGrade,
    LooserThanTheirs,
    refuse_impossible,
    refuse_looser,
)
from frankpledge.intelligence.desk.legacy_grades import (
    AmbiguousGrade,
    UnreadableGrade,
    read_legacy,
    suggestion_for,
)
from frankpledge.intelligence.models import Grade, OriginatorGrade, Report
from frankpledge.intelligence.policies import may_sanitise
from frankpledge.intelligence.sharing import four_eyes
from tests.intelligence.makers import evaluate, newest, overt_use, tell

ONE, TWO = uuid4(), uuid4()
C = {"code": "C", "sanitisation": "S1"}


# --- codes ----------------------------------------------------------------------------------


def test_something_false_from_a_reliable_source_says_why():
    with pytest.raises(ImpossibleGrade) as refusal:
        refuse_impossible(Given(source=1, intelligence="E"))
    assert refusal.value.argument == "note"

    refuse_impossible(Given(source=1, intelligence="E", note="Seen elsewhere that night"))
    refuse_impossible(Given(source=2, intelligence="E"))


def test_every_item_has_codes_that_go_together():
    with pytest.raises(ImpossibleGrade):
        refuse_impossible(Given(), [GivenItem(text="x", source=4, intelligence="A")])
    with pytest.raises(ImpossibleGrade) as refusal:
        refuse_impossible(Given(), [GivenItem(text="x", source=1, intelligence="E")])
    assert refusal.value.argument == "note"


@pytest.mark.parametrize(
    ("theirs", "grade", "argument"),
    [
        (Binding(code="C", action="A3", sanitisation="S1"), Given(code="P"), "code"),
        (Binding(action="A1", **C), Given(action="A2", **C), "action"),
        (Binding(action="A1", **C), Given(action="A3", recipients=(ONE,), **C), "action"),
        (Binding(action="A2", **C), Given(action="A3", recipients=(ONE,), **C), "action"),
        (
            Binding(code="C", action="A2", sanitisation="S2"),
            Given(action="A2", **C),
            "sanitisation",
        ),
        (
            Binding(action="A3", recipients=frozenset({ONE}), **C),
            Given(action="A3", recipients=(ONE, TWO), **C),
            "recipients",
        ),
    ],
)
def test_a_grade_looser_than_the_agencys_own_is_refused(theirs, grade, argument):
    with pytest.raises(LooserThanTheirs) as refusal:
        refuse_looser(grade, theirs)
    assert refusal.value.argument == argument


def test_a_grade_as_strict_or_stricter_is_taken():
    for theirs, action in product(("A1", "A2", "A3"), ("A1", "A2", "A3")):
        if action <= theirs:
            refuse_looser(Given(action=action, **C), Binding(action=theirs, **C))
    refuse_looser(Given(action="A3", code="C", sanitisation="S2"), Binding(action="A3", **C))
    refuse_looser(Given(code="P"), Binding(code="P"))
    refuse_looser(Given(code="P"), None)


# --- 5x5x5 ----------------------------------------------------------------------------------


@pytest.mark.parametrize("bare", ["2B", "B2", "b 2", "2-b"])
def test_a_letter_and_a_number_alone_are_refused_as_ambiguous(bare):
    with pytest.raises(AmbiguousGrade):
        read_legacy(bare, scheme="")


@pytest.mark.parametrize(
    ("written", "scheme"),
    [("B2", "5x5x5"), ("2B1", "5x5x5"), ("F 2 1", "5x5x5"), ("B 6 1", "5x5x5"), ("B21", "")],
)
def test_what_is_no_older_grade_is_refused(written, scheme):
    with pytest.raises(UnreadableGrade):
        read_legacy(written, scheme=scheme)


@pytest.mark.parametrize("written", ["B 2 1", "b21", "B/2/1", " B-2-1 "])
def test_an_older_grade_is_read_however_it_is_written(written):
    assert read_legacy(written, scheme="5x5x5").in_short == "B 2 1 (5x5x5)"


@pytest.mark.parametrize(
    ("written", "source", "letter", "code"),
    [
        ("A11", 1, "A", "P"),
        ("B22", 1, "A", "P"),
        ("C33", None, "B", "C"),
        ("D44", 3, "D", "C"),
        ("E55", 2, "E", "C"),
    ],
)
def test_an_older_grade_suggests_and_a_person_decides(written, source, letter, code):
    found = suggestion_for(read_legacy(written, scheme="5x5x5"))

    assert (found.source, found.intelligence, found.code) == (source, letter, code)
    assert any("decide between" in note for note in found.notes) is (source is None)


def test_every_older_grade_can_be_suggested_for():
    for parts in product("ABCDE", "12345", "12345"):
        found = suggestion_for(read_legacy("".join(parts), scheme=legacy_grades.SCHEME))
        assert found.intelligence in "ABCDE"


# --- confidence and four eyes ---------------------------------------------------------------


def test_the_matrix_gives_each_pair_a_word():
    assert confidence.confidence_in(1, "B") == "High"
    assert confidence.confidence_in(2, "C") == "Low"
    assert {confidence.confidence_in(source, "E") for source in (1, 2, 3)} == {"Discount"}


def test_a_matrix_with_a_gap_is_refused():
    with pytest.raises(confidence.UnusableMatrix):
        confidence.matrix_from([{"source": "1", "intelligence": "A", "confidence": "High"}])


def facts(**changed):
    usual = {"code": "P", "concerns_child": False, "small_source_set": False, "drawn": 0.99}
    return four_eyes.Facts(**(usual | changed))


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, []),
        ({"code": "C"}, ["code_c"]),
        ({"concerns_child": True}, ["child"]),
        ({"small_source_set": True, "code": "C"}, ["code_c", "small_source_set"]),
        ({"drawn": 0.0999}, ["sampled"]),
        ({"drawn": 0.1}, []),
        ({"drawn": 0.0, "code": "C"}, ["code_c"]),
    ],
)
def test_what_asks_for_a_second_person(changed, rules):
    assert four_eyes.second_person_rules(facts(**changed)) == rules


def test_the_draw_is_the_same_each_time_and_near_its_rate():
    lots = [four_eyes.lot_of(f"REF-{n}", b"key") for n in range(2000)]

    assert lots == [four_eyes.lot_of(f"REF-{n}", b"key") for n in range(2000)]
    assert lots != [four_eyes.lot_of(f"REF-{n}", b"other") for n in range(2000)]
    assert all(0 <= lot < 1 for lot in lots)
    assert 0.08 < sum(lot < 0.1 for lot in lots) / 2000 < 0.12


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"rule": "x", "code": "", "sample": "2", "words": ""}, "no share"),
        ({"rule": "x", "code": "C", "sample": "0.1", "words": ""}, "either conditions or"),
        ({"rule": "x", "code": "C", "sample": "", "words": ""}, "“code_c” is left out"),
    ],
)
def test_rules_that_leave_out_what_is_always_looked_at_are_refused(row, says):
    with pytest.raises(four_eyes.UnusableRules, match=says):
        four_eyes.rules_from([row])


# --- reports --------------------------------------------------------------------------------


def report_of_two(county):
    tell(county)
    return grading.evaluate(
        submission_id=newest(county),
        grade=Given(),
        items=(
            GivenItem(text="Men carry boxes in.", source=1, intelligence="A"),
            GivenItem(text="They are said to be brothers.", source=2, intelligence="D"),
        ),
        provenance=GivenItem(text="From the landlord’s log.", source=1, intelligence="A"),
        by=county.actor("imogen"),
        at=county.now,
    )


def test_each_item_has_its_own_grade_and_the_weakest_decides(county):
    uid = report_of_two(county)
    shown = opened_report.open_report(report_id=uid, by=county.actor("ivo"), at=county.now)

    assert [(item.in_short, item.is_provenance) for item in shown.items] == [
        ("1 A", False),
        ("2 D", False),
        ("1 A", True),
    ]
    assert shown.grades[0].in_short == "2 D P"
    assert "landlord" not in Report._rows.get().text
    assert Report._rows.get().text.startswith("Men carry boxes in.")

    imogen = county.actor("imogen")
    with pytest.raises(ImpossibleGrade):
        grading.regrade(report_id=uid, grade=Given(), by=imogen, at=county.now)
    grading.regrade(
        report_id=uid, grade=Given(), item_grades={2: (3, "E")}, by=imogen, at=county.now
    )
    shown = opened_report.open_report(report_id=uid, by=imogen, at=county.now)
    assert [item.in_short for item in shown.items] == ["1 A", "3 E", "1 A"]
    assert shown.grades[0].in_short == "3 E P"
    assert "suspected to be false" in shown.may_sanitise.reason
    with pytest.raises(ImpossibleGrade):
        grading.regrade(
            report_id=uid, grade=Given(), item_grades={9: (1, "A")}, by=imogen, at=county.now
        )


def test_an_older_grade_is_kept_as_it_came(county):
    uid = evaluate(county, legacy=read_legacy("C 4 5", scheme="5x5x5"))
    shown = opened_report.open_report(report_id=uid, by=county.actor("imogen"), at=county.now)

    assert shown.legacy.in_short == "C 4 5 (5x5x5)"
    assert shown.grades[0].in_short == "2 A P"


@pytest.mark.parametrize("action", ["A1", "A2"])
def test_what_is_covert_is_never_shown_to_partners(county, action):
    uid = evaluate(county, grade=Given(intelligence="A", action=action, **C))
    row = Report._rows.select_related("protection").get(pk=uid)

    assert (
        "never shown to partners"
        in may_sanitise(county.actor("imogen"), row, Grade.standing(row)).reason
    )


def test_an_accredited_agencys_grade_stays_and_binds(county):
    accredit(
        agency_id=county.agency("saltmarsh-homes"),
        reference="ACC/1",
        by=county.actor("martin"),
        at=county.now,
    )
    theirs = OwnGiven(
        source=1,
        intelligence="A",
        code="C",
        action="A3",
        sanitisation="S2",
        recipients=(county.agency("wantsum-council"),),
    )
    tell(county, own_grade=theirs)
    uid, imogen = newest(county), county.actor("imogen")
    with pytest.raises(LooserThanTheirs):
        grading.evaluate(
            submission_id=uid, text="x", grade=Given(code="P"), by=imogen, at=county.now
        )
    report = grading.evaluate(
        submission_id=uid,
        text="Men carry boxes in.",
        grade=overt_use(county, "wantsum-council", sanitisation="S2"),
        by=imogen,
        at=county.now,
    )

    row = Report._rows.select_related("protection").get(pk=report)
    assert OriginatorGrade.of(row).in_short == "1 A C A3 S2"
    assert grading.needs_originator_consent(Grade.standing(row))
    with pytest.raises(LooserThanTheirs):
        grading.regrade(report_id=report, grade=Given(code="P"), by=imogen, at=county.now)


def test_the_database_holds_what_the_form_asks_of_a_grade(county):
    uid = evaluate(county)
    grade = Grade.standing(Report._rows.get(pk=uid))
    grade.pk, grade.source, grade.intelligence = None, 1, "E"

    with pytest.raises(IntegrityError), transaction.atomic():
        grade.save(force_insert=True)

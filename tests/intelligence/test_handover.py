"""Handing over in one act: the form's order, files, and the reference typed back."""

import csv
import json
from io import StringIO

import pytest

from frankpledge.access.api import NotPermitted
from frankpledge.intelligence.desk import (
    grading,
    handover,
    opened_report,
    settings as desk_settings,
    triage,
)
from frankpledge.intelligence.desk.decided import AlreadyDecided
from frankpledge.intelligence.desk.grading import Given, NoForceReference
from frankpledge.intelligence.desk.handover import Format, UnusableForm
from frankpledge.intelligence.models import Report, Submission
from frankpledge.intelligence.sharing import sanitisation
from tests.intelligence.makers import ALL_CONFIRMED, SAFE_TEXT, newest, tell


def transfer(county, *, reference="FP/26/9", by="imogen", **more):
    return handover.transfer(
        submission_id=Submission._rows.get().uid,
        force_reference=reference,
        by=county.actor(by),
        at=county.now,
        **more,
    )


def test_one_act_hands_it_over_ungraded(county):
    tell(county)
    with pytest.raises(NoForceReference):
        transfer(county, reference=" ")
    assert Report._rows.count() == 0
    uid = transfer(county)

    row = Report._rows.get(pk=uid)
    assert (row.stage, row.force_reference) == ("transferred", "FP/26/9")
    assert row.transferred_on == county.now.date()
    assert triage.queue(by=county.actor("imogen"), at=county.now) == []
    shown = opened_report.open_report(report_id=uid, by=county.actor("imogen"), at=county.now)
    assert shown.stage.startswith("Transferred")
    assert "not been graded here" in shown.may_sanitise.reason
    with pytest.raises(AlreadyDecided):
        transfer(county)


def test_the_forces_grade_typed_back_can_be_sanitised(county):
    tell(county)
    uid = transfer(county, grade=Given(intelligence="A", origin="force"), text="Men carry boxes.")
    product = sanitisation.sanitise(
        report_id=uid,
        text=SAFE_TEXT,
        place="Tern Court",
        confirmed=ALL_CONFIRMED,
        by=county.actor("imogen"),
        at=county.now,
    )

    assert product is not None
    assert Report._rows.get().force_reference == "FP/26/9"


def test_what_was_handed_over_ungraded_can_be_graded_later(county):
    tell(county)
    uid = transfer(county)
    graded = grading.evaluate(
        submission_id=Submission._rows.get().uid,
        text="Men carry boxes.",
        grade=Given(intelligence="A", origin="force"),
        by=county.actor("imogen"),
        at=county.now,
    )

    assert graded == uid
    assert Report._rows.get().stage == "graded"


def test_what_was_kept_to_be_graded_can_be_handed_over_instead(county):
    tell(county)
    kept = triage.triage(
        submission_id=newest(county),
        outcome="intelligence",
        by=county.actor("imogen"),
        at=county.now,
    )

    assert transfer(county) == kept
    assert Report._rows.get().stage == "transferred"


def test_nobody_hands_over_what_they_sent_in_or_is_not_theirs(county):
    tell(county, "imogen")
    with pytest.raises(NotPermitted) as refusal:
        transfer(county)
    assert "You sent this in" in refusal.value.reason


def test_partners_hand_over_nothing(county):
    tell(county)
    for act in (
        lambda: transfer(county, by="nia"),
        lambda: handover.take_away(
            uid=Submission._rows.get().uid, by=county.actor("nia"), at=county.now, graded=False
        ),
    ):
        with pytest.raises(NotPermitted):
            act()


VALUES = {"reference": "K7FQ-2M9X", "text": "=1+1 said the man\nand left", "place": "Ünter Lane"}


def test_a_file_says_what_the_text_says_in_the_forms_order():
    labels = [label for _, label in handover.form()]
    loaded = json.loads(handover.as_file(VALUES, Format.JSON))
    rows = list(csv.reader(StringIO(handover.as_file(VALUES, Format.CSV))))

    assert list(loaded) == rows[0] == labels
    assert loaded["Information"] == VALUES["text"]
    assert loaded["Location"] == "Ünter Lane"
    assert loaded["Provenance"] == "Not known"
    assert handover.as_file(VALUES, Format.TEXT) == handover.as_text(VALUES) + "\n"


def test_no_cell_is_worked_out_by_a_spreadsheet():
    rows = list(csv.reader(StringIO(handover.as_file(VALUES, Format.CSV))))

    assert rows[1][-1] == "'" + VALUES["text"]


@pytest.mark.parametrize("body", ["colour,Colour", "text,One\ntext,Two", ""])
def test_a_form_that_cannot_be_filled_in_is_refused(settings, tmp_path, body):
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference" / handover.FILE
    own.parent.mkdir()
    own.write_text(f"field,label\n{body}\n")

    with pytest.raises(UnusableForm):
        handover.form()


def test_where_a_unit_grades_is_configuration(settings, tmp_path):
    assert desk_settings.grading_of("any-unit") == "force"
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference" / desk_settings.FILE
    own.parent.mkdir()
    own.write_text("unit,setting,value\n*,grading,force\nfallow,grading,here\n")
    assert desk_settings.grading_of("fallow") == "here"
    assert desk_settings.grading_of("other") == "force"
    own.write_text("unit,setting,value\n*,grading,nowhere\n")
    with pytest.raises(desk_settings.UnusableSettings):
        desk_settings.grading_of("fallow")

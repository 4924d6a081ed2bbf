"""What each outcome asks for, and what leaves the queue for supervisors only."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from frankpledge.access.api import LinkKind, NotFound, links_of
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import grading, opened_report, overview as desk, triage
from frankpledge.intelligence.desk.grading import Given
from frankpledge.intelligence.desk.outcomes import NotSaid, NotThen, Passed
from frankpledge.intelligence.desk.supervisors_only import NoSupervisor
from frankpledge.intelligence.giving import receipts
from frankpledge.intelligence.models import Outcome, Receipt, Report, Submission
from tests.intelligence.makers import newest, tell


def close(county, outcome, *, by="imogen", **passed):
    return triage.triage(
        submission_id=newest(county),
        outcome=outcome,
        passed=Passed(**passed),
        by=county.actor(by),
        at=county.now,
    )


def test_imminent_is_closed_only_with_a_reference_a_name_and_a_time(county):
    tell(county)
    whole = {
        "passed_reference": "CR/0415/7",
        "passed_to": "Sergeant Imaginary",
        "passed_at": county.now,
    }
    for name in whole:
        with pytest.raises(NotSaid) as refusal:
            close(county, "imminent", **{k: v for k, v in whole.items() if k != name})
        assert refusal.value.argument == name
    for wrong in (county.now + timedelta(minutes=1), county.now - timedelta(hours=1)):
        with pytest.raises(NotThen):
            close(county, "imminent", **whole | {"passed_at": wrong})
    assert Report._rows.count() == 0

    uid = close(county, "imminent", **whole)
    row = Report._rows.get(pk=uid)
    assert (row.passed_reference, row.passed_to) == ("CR/0415/7", "Sergeant Imaginary")
    for name in whole:
        with pytest.raises(IntegrityError), transaction.atomic():
            Report._rows.update(**{name: None if name == "passed_at" else ""})


@pytest.mark.parametrize(
    ("outcome", "whole"),
    [
        ("safeguarding", {"passed_door": "Duty desk", "passed_reference": "S/1"}),
        ("crime", {"passed_reference": "46/1/26"}),
        ("terrorism", {"passed_to": "Prevent officer"}),
        ("no_action", {"note": "Nothing that can be acted on"}),
    ],
)
def test_each_outcome_asks_for_its_own(county, outcome, whole):
    tell(county)
    for name in whole:
        with pytest.raises(NotSaid) as refusal:
            close(county, outcome, **{k: v for k, v in whole.items() if k != name})
        assert refusal.value.argument == name

    uid = close(county, outcome, **whole)
    assert Report._rows.get(pk=uid).outcome == outcome


def test_a_duplicate_says_of_what(county):
    yesterday = county.now - timedelta(days=1)
    tell(county, place="Quay Street", text="Vans at night by the slipway", at=yesterday)
    first = newest(county)
    tell(county, place="Elsewhere", text="A quite different matter of fishing nets")
    with pytest.raises(NotSaid) as refusal:
        close(county, "duplicate")
    assert refusal.value.argument == "same_as"
    with pytest.raises(NotFound):
        close(county, "duplicate", same_as=uuid4())

    uid = close(county, "duplicate", same_as=first)
    assert Report._rows.get(pk=uid).same_as == first
    assert LinkKind.SAME_MATTER in {
        each.relation for each in links_of(first, county.actor("imogen"))
    }
    assert links_of(first, county.actor("nia")) == []


def test_a_duplicate_of_the_most_alike_where_nobody_says(county):
    tell(county, at=county.now - timedelta(days=1))
    first = newest(county)
    tell(county)
    second = newest(county)

    uid = triage.triage(
        submission_id=second, outcome="duplicate", by=county.actor("imogen"), at=county.now
    )
    assert Report._rows.get(pk=uid).same_as == first


@pytest.mark.parametrize("outcome", ["confidential", "dsu"])
def test_what_is_for_supervisors_leaves_the_queue_and_every_list(county, outcome):
    proof = tell(county)
    told = newest(county)
    uid = close(county, outcome, note="Names a serving officer")

    for name in ("imogen", "ivo"):
        actor = county.actor(name)
        assert triage.queue(by=actor, at=county.now) == []
        assert desk.for_supervisors(by=actor, at=county.now) == []
        assert feedback.owed(actor, on=county.now.date()) == []
        assert links_of(told, actor) == []
        for act in (
            lambda actor=actor: triage.open_submission(submission_id=told, by=actor, at=county.now),
            lambda actor=actor: opened_report.open_report(report_id=uid, by=actor, at=county.now),
        ):
            with pytest.raises(NotFound):
                act()
    martin = county.actor("martin")
    [item] = desk.for_supervisors(by=martin, at=county.now)
    assert item.uid == uid
    assert triage.open_submission(submission_id=told, by=martin, at=county.now).is_decided
    assert [each.submission for each in feedback.owed(martin, on=county.now.date())] == [told]
    # Whoever told it sees what they saw before, by the code and by the list.
    assert receipts.by_code(proof.code, at=county.now) is not None
    assert len(receipts.mine(by=county.actor("nia"), at=county.now)) == 1
    assert triage.open_submission(
        submission_id=told, by=county.actor("nia"), at=county.now
    ).is_own_words


def test_a_supervisor_may_take_it_out_themselves(county):
    tell(county)
    uid = close(county, "confidential", by="martin")

    assert opened_report.open_report(
        report_id=uid, by=county.actor("maud"), at=county.now
    ).outcome.startswith("Corruption")


@pytest.mark.parametrize("graded", [True, False])
def test_what_was_told_in_confidence_is_a_report_for_supervisors_only(county, graded):
    tell(county, route="confidential")
    martin = county.actor("martin")
    [item] = triage.queue(by=martin, at=county.now)
    assert item.is_confidential
    assert triage.queue(by=county.actor("imogen"), at=county.now) == []
    if graded:
        uid = grading.evaluate(
            submission_id=item.uid, text="x", grade=Given(), by=martin, at=county.now
        )
    else:
        uid = triage.triage(
            submission_id=item.uid, outcome="not_policing", by=martin, at=county.now
        )

    assert opened_report.open_report(report_id=uid, by=county.actor("maud"), at=county.now)
    with pytest.raises(NotFound):
        opened_report.open_report(report_id=uid, by=county.actor("imogen"), at=county.now)


def test_without_a_supervisor_nothing_is_lost(county):
    tell(county)
    from frankpledge.access.api import Holding

    for name in ("martin", "maud"):
        Holding.objects.filter(person_id=county.people[name]).update(ends_at=county.now)
    with pytest.raises(NoSupervisor):
        close(county, "dsu")
    assert Report._rows.count() == 0


def test_the_database_holds_every_outcome_to_what_it_asks(county):
    tell(county)
    close(county, "not_policing")

    for outcome in (Outcome.IMMINENT, Outcome.SAFEGUARDING, Outcome.CRIME, Outcome.DUPLICATE):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report._rows.update(outcome=outcome)
    assert Receipt._rows.count() == Submission._rows.count() == 1

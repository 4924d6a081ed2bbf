"""Letting go of what was told: when, by whom, what is left, and what the database refuses."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from frankpledge.access.api import (
    Action,
    AuditEvent,
    NotFound,
    NotPermitted,
    Person,
    Protection,
    check,
)
from frankpledge.intelligence.desk import handover, opened, opened_report, purging, triage
from frankpledge.intelligence.desk.outcomes import Passed
from frankpledge.intelligence.desk.purging import NoHoldReason, digest_of
from frankpledge.intelligence.giving import receipts
from frankpledge.intelligence.giving.mentions import Named
from frankpledge.intelligence.models import Receipt, Report, Submission, Tombstone
from frankpledge.search import finding
from tests.intelligence.makers import evaluate, newest, tell, tell_by_card

NINETY = timedelta(days=90)


def handed_over(county):
    proof = tell_by_card(county)
    report = handover.transfer(
        submission_id=newest(county),
        force_reference="FP/26/1",
        by=county.actor("imogen"),
        at=county.now,
    )
    return proof, report


def purge(county, after=NINETY, *, really=True):
    at = county.now + after
    [actor] = purging.retention_actors(at=at)
    return purging.purge(by=actor, at=at, really=really)


def test_ninety_days_to_the_day_and_nothing_unless_told_to(county):
    handed_over(county)

    assert purge(county, NINETY - timedelta(days=1)) == []
    assert len(purge(county, really=False)) == 1
    assert Submission._rows.count() == 1
    [gone] = purge(county)
    assert Submission._rows.count() == 0
    assert gone.since == county.now.date()
    assert purge(county) == []


def test_a_tombstone_is_left_and_nothing_of_what_was_said(county):
    proof, report = handed_over(county)
    told = Submission._rows.get()
    digest, text, uid = digest_of(told), told.text, told.uid
    purge(county)

    stone = Tombstone._rows.get()
    assert (stone.reference, stone.digest, stone.outcome) == (
        told.reference, digest, "intelligence",
    )  # fmt: skip
    assert stone.purged_on == (county.now + NINETY).date()
    assert Protection.objects.get(uid=uid).state == "disposed"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(text in str(value) for row in cursor.fetchall() for value in row), table
    later = county.now + NINETY
    shown = opened_report.open_report(
        report_id=report, by=county.actor("imogen", at=later), at=later
    )
    assert shown.gone.digest == digest
    assert shown.submission is None
    with pytest.raises(NotFound):
        triage.open_submission(submission_id=uid, by=county.actor("imogen", at=later), at=later)
    assert receipts.by_code(proof.code, at=later) is not None
    assert Receipt._rows.count() == 1
    assert AuditEvent.objects.filter(act="intelligence.purge").count() == 1


def test_what_the_police_do_not_have_stays(county):
    evaluate(county)

    assert purge(county, timedelta(days=400)) == []


@pytest.mark.parametrize(
    ("outcome", "passed", "goes"),
    [
        ("not_policing", Passed(), True),
        ("crime", Passed(passed_reference="46/1"), True),
        ("terrorism", Passed(passed_to="Prevent officer"), False),
        ("dsu", Passed(), False),
    ],
)
def test_what_was_closed_goes_as_its_outcome_says(county, outcome, passed, goes):
    tell_by_card(county)
    triage.triage(
        submission_id=newest(county),
        outcome=outcome,
        passed=passed,
        by=county.actor("imogen"),
        at=county.now,
    )

    assert bool(purge(county)) is goes
    assert Submission._rows.exists() is not goes


def test_a_hold_stops_it_until_it_is_lifted(county):
    _, report = handed_over(county)
    martin = county.actor("martin")
    with pytest.raises(NoHoldReason):
        purging.hold(report_id=report, reason=" ", by=martin, at=county.now)
    with pytest.raises(NotPermitted):
        purging.hold(report_id=report, reason="x", by=county.actor("imogen"), at=county.now)
    purging.hold(report_id=report, reason="Inquiry 4", by=martin, at=county.now)
    with pytest.raises(NotPermitted) as refusal:
        purging.hold(report_id=report, reason="Inquiry 5", by=martin, at=county.now)
    assert "held already" in refusal.value.reason

    assert purge(county) == []
    at = county.now + NINETY
    [actor] = purging.retention_actors(at=at)
    with pytest.raises(NotPermitted) as refusal:
        purging.bury(submission_id=Submission._rows.get().uid, report_id=report, by=actor, at=at)
    assert "held" in refusal.value.reason
    with pytest.raises(NotPermitted):
        purging.lift_hold(report_id=report, by=county.actor("imogen"), at=county.now)
    purging.lift_hold(report_id=report, by=martin, at=county.now)
    assert len(purge(county)) == 1


def test_officers_let_go_of_nothing(county):
    handed_over(county)

    assert (
        purging.purge(by=county.actor("imogen", at=county.now + NINETY), at=county.now + NINETY)
        == []
    )


# --- what the database refuses --------------------------------------------------------------


def refused(sql: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, list(values))
    except DatabaseError:
        return True
    return False


def stone(report: Report, uid, *, why="kept_by_the_force", days=90):
    return Tombstone(
        submission=uid,
        report=report,
        why=why,
        reference="X",
        received_on=report.received_on,
        purged_on=(report.transferred_on or report.received_on) + timedelta(days=days),
        outcome=report.outcome,
        digest="x",
    )


DELETE = "DELETE FROM intelligence_submission"


def test_the_database_lets_nothing_go_without_a_tombstone_or_too_soon(county):
    _, report = handed_over(county)
    row, uid = Report._rows.get(pk=report), Submission._rows.get().uid

    assert refused(DELETE)
    assert refused("UPDATE intelligence_submission SET text = 'x'")
    with transaction.atomic():
        stone(row, uid, days=89).save(force_insert=True)
        assert refused(DELETE)
        transaction.set_rollback(True)
    with transaction.atomic():
        stone(row, uid, why="closed").save(force_insert=True)
        assert refused(DELETE), "it was not closed"
        transaction.set_rollback(True)
    purging.hold(report_id=report, reason="x", by=county.actor("martin"), at=county.now)
    with transaction.atomic():
        stone(row, uid).save(force_insert=True)
        assert refused(DELETE), "it is held"
        transaction.set_rollback(True)
    purging.lift_hold(report_id=report, by=county.actor("martin"), at=county.now)
    with transaction.atomic():
        stone(row, uid).save(force_insert=True)
        assert not refused(DELETE)
        transaction.set_rollback(True)


def test_a_tombstone_stays_as_it_is(county):
    handed_over(county)
    purge(county)

    assert refused("UPDATE intelligence_tombstone SET digest = 'x'")
    assert refused("DELETE FROM intelligence_tombstone")


def test_every_fence_stands(db):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger")
        names = {row[0] for row in cursor.fetchall()}

    fixed = ("submission", "sourceidentity", "grade", "item", "itemgrade", "legacygrade")
    assert {f"intelligence_{table}_is_fixed" for table in (*fixed, "tombstone")} <= names
    kept = ("submission", "mention", "owngrade", "tombstone")
    assert {f"intelligence_{table}_is_kept" for table in kept} <= names


def test_the_command_only_says_what_would_go_until_told(county, monkeypatch):
    handed_over(county)
    monkeypatch.setattr("django.utils.timezone.now", lambda: county.now + NINETY)
    said = StringIO()
    call_command("purge_submissions", stdout=said)
    assert "would let go of 1" in said.getvalue()
    assert Submission._rows.count() == 1
    call_command("purge_submissions", really=True, stdout=said)

    assert Submission._rows.count() == 0
    service = Person.objects.get(username="fallow-intelligence-retention")
    assert service.is_service
    assert not service.has_usable_password()


# --- what the tellers see of it --------------------------------------------------------------


def own_list(county, name, at):
    return [
        each.reference for each in receipts.words_of_our_agency(by=county.actor(name, at=at), at=at)
    ]


def test_whatever_was_made_of_it_the_tellers_read_it_for_ninety_days_and_no_longer(county):
    """One is handed over and let go of, one is graded here and stays; nobody there can tell."""
    handed_over(county)
    evaluate(county)
    tell(county)
    before, on_the_day = county.now + NINETY - timedelta(days=1), county.now + NINETY
    purge(county, NINETY - timedelta(days=1))
    assert len(own_list(county, "nia", before)) == 3

    purge(county)

    assert Submission._rows.count() == 2
    assert own_list(county, "nia", on_the_day) == []
    nia = county.actor("nia", at=on_the_day)
    for row in Submission._rows.all():
        assert not Submission.visible_to(nia).filter(pk=row.pk).exists()
        with pytest.raises(NotFound):
            opened.open_submission(submission_id=row.pk, by=nia, at=on_the_day)
    # Their receipts stay, and the unit reads on.
    assert len(receipts.mine(by=nia, at=on_the_day)) == 2
    assert Submission.open_to(county.actor("imogen", at=on_the_day)).count() == 2
    # Done once: the next night changes nothing.
    versions = list(Protection.objects.order_by("uid").values_list("version", flat=True))
    purge(county)
    assert list(Protection.objects.order_by("uid").values_list("version", flat=True)) == versions


def test_what_hangs_below_what_was_told_goes_out_of_sight_with_it(county, keys):
    tell(county, named=(Named(kind="vehicle", text="AB12 CDE", value="AB12CDE"),))
    later = county.now + NINETY
    nia = county.actor("nia", at=later)
    told = Submission._rows.get()
    mentions = Protection.objects.filter(parent=told.pk)
    purge(county)

    assert mentions.exists()
    for protection in mentions:
        assert not check(nia, Action.DISCOVER, protection)
    assert finding.find("strangers", by=nia, at=later).hits == ()


def test_a_rehearsal_takes_nothing_from_anybody(county):
    tell(county)
    purge(county, really=False)

    assert len(own_list(county, "nia", county.now + NINETY)) == 1

"""What only PostgreSQL does: locks on the rows that acts change, and its own fences."""

from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.intelligence.desk import grading
from frankpledge.intelligence.desk.grading import Given
from frankpledge.intelligence.sharing import approval, sanitisation
from tests.intelligence.makers import (
    ALL_CONFIRMED,
    SAFE_TEXT,
    evaluate,
    newest,
    sanitise,
    tell,
)

pytestmark = pytest.mark.postgres

FENCES = import_module("frankpledge.intelligence.migrations.0002_what_was_told_is_never_rewritten")


def locked_by(act) -> set[str]:
    """Tables of which *act* holds a row until its transaction ends."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return {
        query["sql"].split('FROM "intelligence_')[1].split('"')[0]
        for query in queries
        if "FOR UPDATE" in query["sql"] and 'FROM "intelligence_' in query["sql"]
    }


def test_two_officers_cannot_grade_one_submission_at_once(county):
    tell(county)
    uid = newest(county)

    def grade():
        grading.evaluate(
            submission_id=uid,
            text="Unknown men control a flat.",
            grade=Given(),
            by=county.actor("imogen"),
            at=county.now,
        )

    assert locked_by(grade) == {"submission"}


def test_two_officers_cannot_sanitise_one_report_at_once(county):
    uid = evaluate(county)

    def make():
        sanitisation.sanitise(
            report_id=uid,
            text=SAFE_TEXT,
            place="Tern Court",
            confirmed=ALL_CONFIRMED,
            by=county.actor("imogen"),
            at=county.now,
        )

    assert locked_by(make) == {"report"}


def test_two_supervisors_cannot_decide_on_one_product_at_once(county):
    uid = sanitise(county)

    def decide():
        approval.approve(product_id=uid, by=county.actor("martin"), at=county.now)

    assert locked_by(decide) == {"product"}


def test_each_fixed_table_has_its_fence(county):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'intelligence_%_is_fixed'")
        names = {row[0] for row in cursor.fetchall()}

    assert names == {f"{table}_is_fixed" for table in FENCES.FIXED}

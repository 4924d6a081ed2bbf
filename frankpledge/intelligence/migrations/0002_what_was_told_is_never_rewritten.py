"""Fence what was told, who told it and how it was graded against any change.

Why: what we were told is never altered by what we concluded, and a grade stands beside the next.
Lock: triggers are made on empty tables; each takes a brief exclusive lock.
Old rows: none are touched.
Back: reversible; the triggers are dropped and the tables keep their rows.
"""

from django.db import migrations

from frankpledge.database import VendorSQL

FIXED = ("intelligence_submission", "intelligence_sourceidentity", "intelligence_grade")

SQLITE = [
    f"CREATE TRIGGER {table}_is_fixed BEFORE UPDATE ON {table} BEGIN"
    " SELECT RAISE(ABORT, 'what was told or graded is never rewritten'); END"
    for table in FIXED
]
POSTGRES = [
    "CREATE FUNCTION intelligence_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'what was told or graded is never rewritten'; END $$",
    *(
        f"CREATE TRIGGER {table}_is_fixed BEFORE UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION intelligence_refuse_rewriting()"
        for table in FIXED
    ),
]


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0001_submissions_reports_and_products")]

    operations = [
        VendorSQL(
            forwards={"sqlite": SQLITE, "postgresql": POSTGRES},
            backwards={
                "sqlite": [f"DROP TRIGGER {table}_is_fixed" for table in FIXED],
                "postgresql": [
                    *(f"DROP TRIGGER {table}_is_fixed ON {table}" for table in FIXED),
                    "DROP FUNCTION intelligence_refuse_rewriting()",
                ],
            },
        )
    ]

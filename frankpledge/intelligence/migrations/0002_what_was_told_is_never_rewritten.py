"""Fence what was told, graded and answered against change, and let it go in one way only.

Why: what we were told is never altered by what we concluded, and a grade or an answer stands beside
the next. What the force holds is let go of after ninety days, leaving a tombstone and nothing else.
Lock: triggers are made on empty tables; each takes a brief exclusive lock.
Old rows: none are touched.
Back: reversible; the triggers are dropped and the tables keep their rows.
"""

from frankpledge.database import TablesAtOnce, VendorSQL

FIXED = (
    "intelligence_submission",
    "intelligence_sourceidentity",
    "intelligence_mention",
    "intelligence_owngrade",
    "intelligence_grade",
    "intelligence_item",
    "intelligence_itemgrade",
    "intelligence_legacygrade",
    "intelligence_originatorgrade",
    "intelligence_tombstone",
    "intelligence_answer",
    "intelligence_frozenmonth",
    "intelligence_frozenfigure",
)
"""A later migration that alters one of these on SQLite makes the table anew and must fence it again."""

HANGING = ("intelligence_mention", "intelligence_owngrade")
KEPT = ("intelligence_submission", *HANGING, "intelligence_tombstone")

LAWFUL = (
    "SELECT 1 FROM intelligence_tombstone t LEFT JOIN intelligence_report r ON r.uid = t.report_id"
    " WHERE t.submission = OLD.uid AND (t.why = 'spill' OR (NOT EXISTS"
    " (SELECT 1 FROM intelligence_hold h WHERE h.report_id = t.report_id AND h.lifted_on IS NULL)"
    " AND ((t.why = 'kept_by_the_force' AND r.force_reference <> ''"
    " AND {since_transferred} >= 90) OR (t.why = 'closed' AND r.stage = 'closed'"
    " AND {since_decided} >= 90))))"
)
"""What was told goes in one way only: its tombstone stands, ninety days are over, and no legal hold
is on it. What should never have been held goes at once."""

BURIED = "SELECT 1 FROM intelligence_tombstone t WHERE t.submission = OLD.submission_id"
REWRITTEN = "what was told, graded or answered is never rewritten"
REFUSED = "what was told is let go of only as its tombstone says"

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_is_fixed BEFORE UPDATE ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{REWRITTEN}'); END"
        for table in FIXED
    ),
    "CREATE TRIGGER intelligence_submission_is_kept BEFORE DELETE ON intelligence_submission"
    " WHEN NOT EXISTS ("
    + LAWFUL.format(
        since_transferred="julianday(t.purged_on) - julianday(r.transferred_on)",
        since_decided="julianday(t.purged_on) - julianday(r.decided_on)",
    )
    + f") BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    *(
        f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN NOT EXISTS ({BURIED})"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for table in HANGING
    ),
    "CREATE TRIGGER intelligence_tombstone_is_kept BEFORE DELETE ON intelligence_tombstone"
    " BEGIN SELECT RAISE(ABORT, 'a tombstone stays'); END",
]
POSTGRES = [
    "CREATE FUNCTION intelligence_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REWRITTEN}'; END $$",
    "CREATE FUNCTION intelligence_keep_what_was_told() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN IF NOT EXISTS ("
    + LAWFUL.format(
        since_transferred="t.purged_on - r.transferred_on",
        since_decided="t.purged_on - r.decided_on",
    )
    + f") THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN OLD; END $$",
    "CREATE FUNCTION intelligence_keep_what_hangs() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF NOT EXISTS ({BURIED}) THEN RAISE EXCEPTION '{REFUSED}'; END IF;"
    " RETURN OLD; END $$",
    "CREATE FUNCTION intelligence_keep_tombstones() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'a tombstone stays'; END $$",
    *(
        f"CREATE TRIGGER {table}_is_fixed BEFORE UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION intelligence_refuse_rewriting()"
        for table in FIXED
    ),
    "CREATE TRIGGER intelligence_submission_is_kept BEFORE DELETE ON intelligence_submission"
    " FOR EACH ROW EXECUTE FUNCTION intelligence_keep_what_was_told()",
    *(
        f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION intelligence_keep_what_hangs()"
        for table in HANGING
    ),
    "CREATE TRIGGER intelligence_tombstone_is_kept BEFORE DELETE ON intelligence_tombstone"
    " FOR EACH ROW EXECUTE FUNCTION intelligence_keep_tombstones()",
]
FENCES = {"sqlite": SQLITE, "postgresql": POSTGRES}
WITHOUT_FENCES = {
    "sqlite": [
        *(f"DROP TRIGGER {table}_is_fixed" for table in FIXED),
        *(f"DROP TRIGGER {table}_is_kept" for table in KEPT),
    ],
    "postgresql": [
        *(f"DROP TRIGGER {table}_is_fixed ON {table}" for table in FIXED),
        *(f"DROP TRIGGER {table}_is_kept ON {table}" for table in KEPT),
        "DROP FUNCTION intelligence_refuse_rewriting()",
        "DROP FUNCTION intelligence_keep_what_was_told()",
        "DROP FUNCTION intelligence_keep_what_hangs()",
        "DROP FUNCTION intelligence_keep_tombstones()",
    ],
}


class Migration(TablesAtOnce):
    dependencies = [("intelligence", "0001_submissions_reports_and_products")]

    operations = [VendorSQL(forwards=FENCES, backwards=WITHOUT_FENCES)]

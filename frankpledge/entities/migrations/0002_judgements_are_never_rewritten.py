"""Fence judgements and withdrawals against any change, and matches against being altered.

Why: what people decided, and when, is what clusters are worked out from for any day.
Lock: triggers are made on empty tables; each takes a brief exclusive lock.
Old rows: none are touched.
Back: reversible; the triggers are dropped and the tables keep their rows.
"""

from frankpledge.database import TablesAtOnce, VendorSQL

ADDED_TO_ONLY = ("entities_judgement", "entities_withdrawal", "entities_match")
SAID = "what was judged or matched is never rewritten"


def sqlite_fences():
    for table in ADDED_TO_ONLY:
        key = "judgement_id" if table == "entities_withdrawal" else "id"
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN"
                f" SELECT RAISE(ABORT, '{SAID}'); END"
            )
        # INSERT OR REPLACE deletes without firing delete triggers, so the insert itself is fenced.
        yield (
            f"CREATE TRIGGER {table}_is_new BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN"
            f" SELECT RAISE(ABORT, '{SAID}'); END"
        )


def sqlite_unfences():
    for table in ADDED_TO_ONLY:
        yield f"DROP TRIGGER {table}_is_new"
        yield f"DROP TRIGGER {table}_no_delete"
        yield f"DROP TRIGGER {table}_no_update"


def postgresql_fences():
    yield (
        "CREATE FUNCTION entities_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
    )
    for table in ADDED_TO_ONLY:
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION entities_refuse_rewriting()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION entities_refuse_rewriting()"
        )


def postgresql_unfences():
    for table in ADDED_TO_ONLY:
        yield f"DROP TRIGGER {table}_no_truncate ON {table}"
        yield f"DROP TRIGGER {table}_no_change ON {table}"
    yield "DROP FUNCTION entities_refuse_rewriting()"


class Migration(TablesAtOnce):
    dependencies = [("entities", "0001_mentions_are_matched_and_judged")]

    operations = [
        VendorSQL(
            forwards={
                "sqlite": list(sqlite_fences()),
                "postgresql": list(postgresql_fences()),
            },
            backwards={
                "sqlite": list(sqlite_unfences()),
                "postgresql": list(postgresql_unfences()),
            },
        )
    ]

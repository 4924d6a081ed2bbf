"""Fence the record, and let every fact on which permission depends change the epoch.

Why: nothing may alter or remove what was recorded, whatever program tries; and nothing that is
    remembered about a person may outlive a change to it.
Lock: triggers are made on empty or small tables; each takes a brief exclusive lock.
Old rows: none are touched.
Back: reversible; the triggers are dropped and the tables keep their rows.
"""

from frankpledge.database import TablesAtOnce, VendorSQL

RECORD = ("access_auditevent", "access_auditobject", "access_auditseal")
FACTS = (
    "access_agency",
    "access_agreement",
    "access_agreementpurpose",
    "access_areapart",
    "access_areasuccession",
    "access_breakglass",
    "access_conflict",
    "access_delegatedauthority",
    "access_delegatedgrant",
    "access_forummember",
    "access_holding",
    "access_person",
    "access_post",
    "access_postarea",
    "access_postrole",
    "access_tagauthority",
)


def sqlite_fences():
    for table in RECORD:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN"
                " SELECT RAISE(ABORT, 'the record is append-only'); END"
            )
    # INSERT OR REPLACE deletes without firing delete triggers, so the insert itself is fenced.
    yield (
        "CREATE TRIGGER access_auditevent_is_new BEFORE INSERT ON access_auditevent"
        " WHEN EXISTS (SELECT 1 FROM access_auditevent WHERE id = NEW.id) BEGIN"
        " SELECT RAISE(ABORT, 'the record is append-only'); END"
    )
    yield (
        "CREATE TRIGGER access_auditobject_is_new BEFORE INSERT ON access_auditobject"
        " WHEN NEW.id IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM access_auditobject WHERE id = NEW.id) BEGIN"
        " SELECT RAISE(ABORT, 'the record is append-only'); END"
    )
    yield (
        "CREATE TRIGGER access_auditseal_is_next BEFORE INSERT ON access_auditseal"
        " WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM access_auditseal)"
        " OR EXISTS (SELECT 1 FROM access_auditseal WHERE event_id = NEW.event_id) BEGIN"
        " SELECT RAISE(ABORT, 'the record is append-only'); END"
    )
    yield "INSERT INTO access_epoch (id, token) VALUES (1, lower(hex(randomblob(16))))"
    for table in FACTS:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_{verb.lower()}_turns_epoch AFTER {verb} ON {table} BEGIN"
                " UPDATE access_epoch SET token = lower(hex(randomblob(16))) WHERE id = 1; END"
            )


def sqlite_unfences():
    for table in FACTS:
        for verb in ("insert", "update", "delete"):
            yield f"DROP TRIGGER {table}_{verb}_turns_epoch"
    yield "DELETE FROM access_epoch"
    yield "DROP TRIGGER access_auditseal_is_next"
    yield "DROP TRIGGER access_auditobject_is_new"
    yield "DROP TRIGGER access_auditevent_is_new"
    for table in RECORD:
        for verb in ("update", "delete"):
            yield f"DROP TRIGGER {table}_no_{verb}"


def postgresql_fences():
    yield (
        "CREATE FUNCTION access_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$"
    )
    for table in RECORD:
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION access_record_is_append_only()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION access_record_is_append_only()"
        )
    yield (
        "CREATE FUNCTION access_seal_is_next() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM access_auditseal)"
        " THEN RAISE EXCEPTION 'the record is append-only'; END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER access_auditseal_is_next BEFORE INSERT ON access_auditseal"
        " FOR EACH ROW EXECUTE FUNCTION access_seal_is_next()"
    )
    yield "INSERT INTO access_epoch (id, token) VALUES (1, gen_random_uuid()::text)"
    yield (
        "CREATE FUNCTION access_turn_epoch() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN UPDATE access_epoch SET token = gen_random_uuid()::text WHERE id = 1;"
        " RETURN NULL; END $$"
    )
    for table in FACTS:
        yield (
            f"CREATE TRIGGER {table}_turns_epoch AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION access_turn_epoch()"
        )


def postgresql_unfences():
    for table in FACTS:
        yield f"DROP TRIGGER {table}_turns_epoch ON {table}"
    yield "DROP FUNCTION access_turn_epoch()"
    yield "DELETE FROM access_epoch"
    yield "DROP TRIGGER access_auditseal_is_next ON access_auditseal"
    yield "DROP FUNCTION access_seal_is_next()"
    for table in RECORD:
        yield f"DROP TRIGGER {table}_no_truncate ON {table}"
        yield f"DROP TRIGGER {table}_no_change ON {table}"
    yield "DROP FUNCTION access_record_is_append_only()"


class Migration(TablesAtOnce):
    dependencies = [("access", "0001_people_places_and_the_record")]

    operations = [
        VendorSQL(
            forwards={"sqlite": list(sqlite_fences()), "postgresql": list(postgresql_fences())},
            backwards={
                "sqlite": list(sqlite_unfences()),
                "postgresql": list(postgresql_unfences()),
            },
        )
    ]

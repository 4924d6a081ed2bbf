"""The record: what is written, what is refused, and that whatever is altered is found."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from frankpledge.access.actors import Actor
from frankpledge.access.installation import note_nature
from frankpledge.access.keeping import keep_once, verify_the_record
from frankpledge.access.models import AuditEvent, AuditObject, AuditSeal
from frankpledge.access.people import Installation, Nature
from frankpledge.access.record import pseudonym, record
from frankpledge.access.records import protect
from frankpledge.access.sealing import (
    UnreadableCheckpoint,
    read_checkpoint,
    seal_waiting,
    verify,
    waits_for_sealer,
    write_checkpoint,
)
from frankpledge.access.vocabulary import Kind, Role
from tests.makers import NOW, as_actor, make_agency, make_person

pytestmark = pytest.mark.django_db

ORIGIN = "test@now"
TRIES = 100


class Act(StrEnum):
    """An act for these tests."""

    LOOK = "test.look"


@pytest.fixture
def actor() -> Actor:
    return as_actor(make_person(make_agency("council"), Role.CSM, districts=["D1"]))


@pytest.fixture
def written(actor: Actor) -> int:
    """Thirty events, each about a record, sealed."""
    for _ in range(15):
        protection = protect(Kind.PROBLEM, owner=actor.agency_id, by=actor, at=NOW)
        record(Act.LOOK, protection, by=actor, at=NOW)
    sealed()
    return AuditSeal.objects.count()


def sealed() -> None:
    while waits_for_sealer() and seal_waiting():
        pass


@contextmanager
def fences_down() -> Iterator[None]:
    """What somebody with the whole machine can do: take the triggers away for a while."""
    tables = ("access_auditevent", "access_auditobject", "access_auditseal")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = [row for row in cursor.fetchall() if "append-only" in row[1]]
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, text in triggers:
            cursor.execute(text)


def change_a_row(rng: random.Random, size: int) -> None:
    event = rng.choice(list(AuditEvent.objects.all()))
    leaf = json.loads(event.leaf)
    field = rng.choice(["act", "actor", "ts", "purpose", "outcome", "agency"])
    leaf[field] = leaf[field] + "x"
    AuditEvent.objects.filter(id=event.id).update(
        leaf=json.dumps(leaf, sort_keys=True, separators=(",", ":"))
    )


def change_a_column(rng: random.Random, size: int) -> None:
    event = rng.choice(list(AuditEvent.objects.all()))
    AuditEvent.objects.filter(id=event.id).update(
        **{rng.choice(["act", "actor", "outcome"]): "forged"}
    )


def delete_a_row(rng: random.Random, size: int) -> None:
    seal = AuditSeal.objects.get(seq=rng.randint(1, size))
    AuditObject.objects.filter(event_id=seal.event_id).delete()
    AuditEvent.objects.filter(id=seal.event_id).delete()
    if rng.random() < 0.5 and seal.seq < size:
        seal.delete()


def swap_a_pair(rng: random.Random, size: int) -> None:
    first = rng.randint(1, size - 1)
    one, two = AuditSeal.objects.get(seq=first), AuditSeal.objects.get(seq=first + 1)
    AuditSeal.objects.filter(seq__in=[first, first + 1]).delete()
    AuditSeal.objects.create(seq=first, event_id=two.event_id, chain=one.chain)
    AuditSeal.objects.create(seq=first + 1, event_id=one.event_id, chain=two.chain)


def add_a_row(rng: random.Random, size: int) -> None:
    event = rng.choice(list(AuditEvent.objects.all()))
    AuditEvent.objects.create(
        id=random.Random(rng.random()).randbytes(16).hex(),
        at=event.at,
        act=event.act,
        outcome=event.outcome,
        actor=event.actor,
        leaf=event.leaf,
    )


def refile_an_event(rng: random.Random, size: int) -> None:
    AuditObject.objects.filter(id=rng.choice(list(AuditObject.objects.all())).id).delete()


@pytest.mark.parametrize(
    "tamper",
    [change_a_row, change_a_column, delete_a_row, swap_a_pair, add_a_row, refile_an_event],
)
def test_whatever_is_altered_is_found_every_time(
    tamper: Callable[[random.Random, int], None], written: int
) -> None:
    assert verify([], origin=ORIGIN).fault == ""
    for seed in range(TRIES):
        with undone():
            with fences_down():
                tamper(random.Random(seed), written)
            assert verify([], origin=ORIGIN).fault, f"seed {seed} was not found"
    assert verify([], origin=ORIGIN).fault == ""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is rolled back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_tail_cut_off_is_found_against_a_checkpoint_every_time(
    written: int, tmp_path: Path
) -> None:
    path = write_checkpoint(tmp_path, tmp_path / "checkpoint.key", origin=ORIGIN)
    assert path is not None
    checkpoint = read_checkpoint(path, tmp_path / "checkpoint.pub")
    for seed in range(TRIES):
        with undone():
            with fences_down():
                keep = random.Random(seed).randint(0, written - 1)
                gone = list(
                    AuditSeal.objects.filter(seq__gt=keep).values_list("event_id", flat=True)
                )
                AuditSeal.objects.filter(seq__gt=keep).delete()
                AuditObject.objects.filter(event_id__in=gone).delete()
                AuditEvent.objects.filter(id__in=gone).delete()
            assert verify([], origin=ORIGIN).fault == ""
            assert "cut off" in verify([checkpoint], origin=ORIGIN).fault


def test_a_checkpoint_that_was_altered_or_signed_by_another_is_refused(
    written: int, tmp_path: Path
) -> None:
    path = write_checkpoint(tmp_path, tmp_path / "checkpoint.key", origin=ORIGIN)
    assert path is not None
    text = path.read_text()
    path.write_text(text.replace(f"size {written}", "size 1"))
    with pytest.raises(UnreadableCheckpoint, match="altered after signing"):
        read_checkpoint(path, tmp_path / "checkpoint.pub")
    path.write_text(text)
    write_checkpoint(tmp_path / "other", tmp_path / "other.key", origin=ORIGIN)
    with pytest.raises(UnreadableCheckpoint, match="not signed with this record's key"):
        read_checkpoint(path, tmp_path / "other.pub")


def test_a_record_stays_the_same_record_when_its_story_moves_on(
    actor: Actor, settings: Settings, tmp_path: Path
) -> None:
    settings.CHECKPOINT_FOLDER = tmp_path / "checkpoints"
    settings.CHECKPOINT_PUBLIC_KEY = tmp_path / "checkpoint.pub"
    note_nature(Nature.DEMONSTRATION, at=NOW, story_at=NOW)
    protection = protect(Kind.PROBLEM, owner=actor.agency_id, by=actor, at=NOW)
    record(Act.LOOK, protection, by=actor, at=NOW)
    keep_once()

    later = NOW + timedelta(days=3)
    note_nature(Nature.DEMONSTRATION, at=later, story_at=later)
    record(Act.LOOK, protection, by=actor, at=later)
    keep_once()

    assert Installation.objects.get().story_at == later
    proof = verify_the_record([])
    assert (proof.checkpoints, proof.fault) == (2, "")


def test_a_checkpoint_of_another_record_is_not_accepted(written: int, tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path, tmp_path / "checkpoint.key", origin="another")
    assert path is not None
    checkpoint = read_checkpoint(path, tmp_path / "checkpoint.pub")
    assert "belongs to another record" in verify([checkpoint], origin=ORIGIN).fault


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_auditevent SET act = 'x'",
        "DELETE FROM access_auditevent",
        "UPDATE access_auditseal SET chain = 'x'",
        "DELETE FROM access_auditseal",
        "UPDATE access_auditobject SET object = event_id",
        "DELETE FROM access_auditobject",
        "INSERT INTO access_auditseal (seq, event_id, chain)"
        " SELECT seq + 7, event_id, chain FROM access_auditseal WHERE seq = 1",
    ],
)
def test_the_record_cannot_be_changed_by_any_statement(statement: str, written: int) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.sqlite
@pytest.mark.parametrize("table", ["access_auditevent", "access_auditseal", "access_auditobject"])
def test_insert_or_replace_is_refused_on_sqlite(table: str, written: int) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["access_auditevent", "access_auditseal", "access_auditobject"])
def test_truncate_is_refused_on_postgresql(table: str, written: int) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_what_is_undone_leaves_no_event_and_no_event_is_left_without_what_it_speaks_of(
    actor: Actor,
) -> None:
    before = AuditEvent.objects.count()
    with undone():
        protect(Kind.PROBLEM, owner=actor.agency_id, by=actor, at=NOW)
        assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.count() == before


def test_a_veiled_event_holds_neither_the_person_nor_the_agency(actor: Actor) -> None:
    event_id = record(Act.LOOK, None, by=actor, at=NOW, veiled=True)
    leaf = AuditEvent.objects.get(id=event_id).leaf
    assert str(actor.person_id) not in leaf
    assert str(actor.agency_id) not in leaf
    assert pseudonym(actor.person_id) in leaf


def test_an_event_holds_codes_and_identities_and_no_text(actor: Actor) -> None:
    protection = protect(Kind.PROBLEM, owner=actor.agency_id, by=actor, at=NOW)
    event_id = record(Act.LOOK, protection, by=actor, at=NOW, fields=["title"])
    leaf = json.loads(AuditEvent.objects.get(id=event_id).leaf)
    assert leaf["objects"] == [str(protection.uid)]
    assert leaf["actor"] == str(actor.person_id)
    assert leaf["fields"] == ["title"]
    assert actor.name not in json.dumps(leaf)

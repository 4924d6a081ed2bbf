"""Files beside a record: who may open them, what is kept of them, and what is left of a fault."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import AuditEvent, Kind, NotFound, NotPermitted, Ref
from frankpledge.attachments import holding, shelf
from frankpledge.attachments.api import (
    Reach,
    Unacceptable,
    attach,
    counted,
    dispose,
    dispose_beside,
    held_beside,
    object_to,
    open_attachment,
    preview_of,
    sweep,
)
from frankpledge.attachments.models import Attachment
from frankpledge.intelligence.models import Submission
from tests.attachments import corpus
from tests.intelligence.makers import tell

TOKEN = "0af1b2c3d4e5f60718293a4b5c6d7e8f"


def files() -> list:
    return [path for path in shelf.folder().rglob("*") if path.is_file()]


def listed(beside, who):
    return held_beside(beside.ref, by=beside.actor(who), at=beside.county.now)


def opened(beside, uid, who):
    return open_attachment(attachment_id=uid, by=beside.actor(who), at=beside.county.now)


def test_whoever_reads_the_record_opens_its_files(beside):
    uid = beside.add()

    for who in ("nia", "imogen"):
        assert [file.uid for file in listed(beside, who)] == [uid]
        assert opened(beside, uid, who).content_type == "image/jpeg"


@pytest.mark.parametrize("who", ["sam", "asha", "dev", "nobody", "petra"])
def test_whoever_may_not_read_the_record_finds_no_file_of_it(beside, who):
    uid = beside.add()

    assert listed(beside, who) == []
    with pytest.raises(NotFound):
        opened(beside, uid, who)
    with pytest.raises(NotFound):
        preview_of(attachment_id=uid, by=beside.actor(who), at=beside.county.now)
    with pytest.raises(NotFound):
        dispose(attachment_id=uid, by=beside.actor(who), at=beside.county.now)


def test_a_file_shared_further_than_its_record_is_not_seen_further(beside):
    wide = Reach(
        owner=beside.reach.owner,
        agencies=(*beside.reach.agencies, beside.county.agency("fallow-fire")),
    )
    uid = attach(
        parent=beside.ref, content=corpus.jpeg(), name="a.jpg", reach=wide,
        by=beside.actor("nia"), at=beside.county.now, is_being_made=True,
    )  # fmt: skip

    assert listed(beside, "sam") == []
    with pytest.raises(NotFound):
        opened(beside, uid, "sam")


def test_nobody_adds_a_file_beside_what_they_may_not_read(beside):
    for ref in (beside.ref, Ref(kind=Kind.SUBMISSION, uid=uuid4())):
        with pytest.raises(NotFound):
            attach(
                parent=ref, content=corpus.jpeg(), name="a.jpg", at=beside.county.now,
                reach=Reach(owner=beside.county.agency("fallow-fire")), by=beside.actor("sam"),
            )  # fmt: skip
    assert files() == []


def test_a_post_that_adds_nothing_is_told_so(beside):
    with pytest.raises(NotPermitted, match="does not let you add files"):
        beside.add(by="nobody")


def test_a_contributor_gives_a_file_with_what_is_being_made_and_never_sees_it_again(beside):
    uid = attach(
        parent=beside.ref, content=corpus.jpeg(), name="a.jpg", reach=beside.reach,
        by=beside.actor("dev"), at=beside.county.now, is_being_made=True, veiled=True,
    )  # fmt: skip

    assert [file.uid for file in listed(beside, "imogen")] == [uid]
    assert listed(beside, "dev") == []
    event = AuditEvent.objects.get(act="attachments.attach")
    assert str(beside.county.people["dev"]) not in event.leaf
    assert str(beside.county.agency("saltmarsh-homes")) not in event.leaf


def test_its_name_its_maker_and_its_bytes_are_nowhere(beside):
    for name, content in corpus.honest(TOKEN).items():
        ending = name.rpartition(".")[2]
        uid = beside.add(content, f"{TOKEN}.{ending}")
        handed = opened(beside, uid, "imogen")
        assert TOKEN not in handed.name
        assert TOKEN.encode() not in handed.content

    for path in files():
        assert TOKEN not in str(path)
        assert TOKEN.encode() not in path.read_bytes()
    for line in dump():
        assert TOKEN not in line


def dump() -> list[str]:
    """Every row of every table, as text."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines.extend(str(row) for row in cursor.fetchall())
    return lines


HARD_NAMES = [
    "../../etc/passwd.jpg", "C:\\Users\\ann\\a.jpg", "a\0b.jpg", "a\r\nSet-Cookie: b.jpg",
    "CON.jpg",
    "x" * 4_000 + ".jpg", "gpj.\u202eexe.jpg", "<script>.jpg", "'; DROP TABLE a;--.jpg",
    "\ud800.jpg",
    "\u0430pple.jpg", "", ".", "..", "/", "a" * 300, "\u202e", "%2e%2e%2f.jpg", "${jndi:a}.jpg",
]  # fmt: skip


@pytest.mark.parametrize("name", HARD_NAMES)
def test_whatever_a_file_is_called_it_is_served_under_our_own_name(beside, name):
    uid = beside.add(corpus.jpeg(), name)

    handed = opened(beside, uid, "imogen")
    assert handed.name == f"frankpledge-{uid.hex[:8]}.jpg"
    assert [path.parent.parent for path in files()] == [shelf.folder()]


@pytest.mark.skipif(os.name != "posix", reason="Modes are those of POSIX")
def test_files_are_for_their_owners_eyes_only(beside):
    beside.add()

    assert [stat.S_IMODE(path.stat().st_mode) for path in files()] == [0o600]
    assert stat.S_IMODE(shelf.folder().stat().st_mode) == 0o700


def test_every_look_is_recorded_with_who_looked(beside):
    uid = beside.add()
    opened(beside, uid, "imogen")
    preview_of(attachment_id=uid, by=beside.actor("ivo"), at=beside.county.now)
    listed(beside, "martin")

    for act, who in (("open", "imogen"), ("preview", "ivo"), ("list", "martin")):
        event = AuditEvent.objects.get(act=f"attachments.{act}")
        assert event.actor == str(beside.county.people[who])
        assert str(uid) in event.leaf


def test_a_file_that_was_altered_on_the_disk_is_not_handed_out(beside):
    uid = beside.add()
    files()[0].write_bytes(b"something else")

    with pytest.raises(shelf.Damaged):
        opened(beside, uid, "imogen")
    files()[0].unlink()
    with pytest.raises(shelf.Damaged):
        opened(beside, uid, "imogen")


def test_what_is_disposed_of_is_gone_and_a_line_stays(beside, django_capture_on_commit_callbacks):
    uid = beside.add()

    with django_capture_on_commit_callbacks(execute=True):
        dispose(attachment_id=uid, by=beside.actor("nia"), at=beside.county.now)

    assert files() == []
    assert listed(beside, "nia") == []
    with pytest.raises(NotFound):
        opened(beside, uid, "nia")
    assert Attachment.visible_to(beside.actor("nia")).get(pk=uid).disposed_on
    assert AuditEvent.objects.filter(act="attachments.dispose").exists()


def test_only_the_agency_whose_file_it_is_removes_it(beside):
    uid = beside.add()

    with pytest.raises(NotPermitted, match="Only the agency that owns"):
        dispose(attachment_id=uid, by=beside.actor("imogen"), at=beside.county.now)
    assert len(files()) == 1


def test_all_files_beside_a_record_go_with_it(beside, django_capture_on_commit_callbacks):
    beside.add()
    beside.add(corpus.pdf(), "a.pdf")

    with django_capture_on_commit_callbacks(execute=True):
        gone = dispose_beside(beside.ref, by=beside.actor("martin"), at=beside.county.now)

    assert gone == 2
    assert files() == []


def test_a_file_that_is_refused_leaves_nothing(beside):
    for _, name, content in list(corpus.hostile())[:40]:
        with pytest.raises(Unacceptable):
            beside.add(content, name)

    assert files() == []
    assert Attachment.files_held() == []


def test_what_another_module_objects_to_is_not_kept(beside, monkeypatch):
    monkeypatch.setattr(holding, "_objections", [])
    object_to(lambda words: "No marked papers" if "TOP SECRET" in words else "")

    with pytest.raises(Unacceptable, match="No marked papers"):
        beside.add(corpus.pdf(words="TOP SECRET"), "a.pdf")
    assert files() == []
    assert beside.add(corpus.pdf(), "a.pdf")


def test_a_record_has_at_most_twenty_files(beside, monkeypatch):
    monkeypatch.setattr(holding, "MOST_BESIDE", 2)
    beside.add()
    beside.add()

    with pytest.raises(Unacceptable, match="as many as can be"):
        beside.add()
    assert len(files()) == 2


def test_if_the_row_cannot_be_written_the_file_goes_again(beside, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(holding, "record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        beside.add()

    assert files() == []
    assert Attachment.files_held() == []


def test_if_the_disk_is_full_nothing_half_is_left(beside, monkeypatch):
    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf.os, "fsync", fail)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        beside.add()

    assert files() == []


def test_what_nothing_speaks_of_is_swept_and_what_is_held_stays(beside):
    beside.add()
    held = files()
    orphan = shelf.folder() / "ab" / "ab-orphan"
    young = shelf.folder() / "ab" / "ab-young"
    unfinished = shelf.folder() / "ab" / "ab-half.part"
    orphan.parent.mkdir(exist_ok=True)
    for path, age in ((orphan, 4_000), (young, 10), (unfinished, 61), (held[0], 9_000)):
        if path != held[0]:
            path.write_bytes(b"x")
        os.utime(path, (time.time() - age, time.time() - age))

    assert sweep() == 2
    assert sorted(files()) == sorted([*held, young])


DIES = """
import os, sys
from pathlib import Path
import django
from django.conf import settings
settings.configure(FRANKPLEDGE_HOME=Path(sys.argv[1]))
from frankpledge.attachments import shelf
point, count = int(sys.argv[2]), 0
def counted(real):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == point: os._exit(9)
        done = real(*args, **kwargs)
        return done
    return call
os.fsync = counted(os.fsync)
os.open = counted(os.open)
Path.replace = counted(Path.replace)
shelf.put(b"content " * 100_000)
"""


@pytest.mark.parametrize("point", range(1, 7))
def test_a_kill_at_any_step_of_writing_leaves_no_half_file(tmp_path, point, settings):
    ran = subprocess.run(
        [sys.executable, "-c", DIES, str(tmp_path), str(point)], check=False, timeout=60
    )

    whole = [path for path in tmp_path.rglob("*-*") if path.is_file() and path.suffix != ".part"]
    assert ran.returncode == (9 if point < 6 else 0)
    assert all(path.read_bytes() == b"content " * 100_000 for path in whole)
    settings.FRANKPLEDGE_HOME = tmp_path
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        os.utime(path, (time.time() - 4_000, time.time() - 4_000))
    shelf.sweep([])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_how_many_files_stand_beside_is_counted_only_for_those_who_may_know(beside):
    beside.add()
    beside.add()
    tell(beside.county, "nia", text="Something else")
    submissions = Submission.visible_to(beside.actor("imogen"))
    other = submissions.exclude(pk=beside.ref.uid).get().uid

    assert counted([beside.ref.uid, other], beside.actor("imogen")) == {beside.ref.uid: 2, other: 0}
    assert counted([beside.ref.uid, other], beside.actor("sam")) == {beside.ref.uid: 0, other: 0}


def test_the_list_takes_as_many_questions_for_many_files_as_for_few(beside):
    beside.add()
    with CaptureQueriesContext(connection) as few:
        listed(beside, "nia")
    for _ in range(4):
        beside.add()
    with CaptureQueriesContext(connection) as many:
        listed(beside, "nia")

    assert len([q for q in many if q["sql"].startswith("SELECT")]) == len(
        [q for q in few if q["sql"].startswith("SELECT")]
    )

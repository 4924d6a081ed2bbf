"""Files that come with what somebody tells: held for the unit, and nothing says who gave them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from frankpledge.access.api import AuditEvent, Kind, Ref
from frankpledge.attachments import shelf
from frankpledge.attachments.api import held_beside, open_attachment
from frankpledge.intelligence.models import Submission
from tests.attachments import corpus
from tests.intelligence.test_pages import WRITE, answers, page

TOKEN = "5eed5eed0123456789abcdef5eed5eed"


def send(client, *contents, **changed):
    names = ("file", "file_2", "file_3")
    files = {
        name: SimpleUploadedFile(f"{TOKEN}.{ending}", content)
        for name, (ending, content) in zip(names, contents, strict=False)
    }
    return client.post(WRITE, {**answers(step="send", **changed), **files})


def held(county, who):
    told = Submission.visible_to(county.actor(who)).first()
    ref = Ref(kind=Kind.SUBMISSION, uid=told.uid)
    return held_beside(ref, by=county.actor(who), at=county.now)


def on_the_shelf() -> list:
    return [path for path in shelf.folder().rglob("*") if path.is_file()]


def test_files_are_held_for_the_unit_and_say_nothing_of_their_maker(county, browse):
    page(send(browse("dev"), ("jpg", corpus.jpeg(TOKEN)), ("pdf", corpus.pdf(TOKEN))))

    found = held(county, "imogen")
    assert sorted(file.sort for file in found) == ["Document (PDF)", "Photo (JPEG)"]
    for file in found:
        handed = open_attachment(attachment_id=file.uid, by=county.actor("imogen"), at=county.now)
        assert TOKEN.encode() not in handed.content
    assert all(TOKEN.encode() not in path.read_bytes() for path in on_the_shelf())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert TOKEN not in str(cursor.fetchall()), table


def test_nothing_in_the_record_says_who_gave_a_file(county, browse):
    page(send(browse("dev"), ("jpg", corpus.jpeg())))

    events = AuditEvent.objects.filter(act__in=["attachments.attach", "access.protect"])
    assert events.filter(act="attachments.attach").count() == 1
    dev, agency = str(county.people["dev"]), str(county.agency("saltmarsh-homes"))
    for event in events:
        assert dev not in event.leaf
        if event.act == "attachments.attach":
            assert agency not in event.leaf


def test_a_file_that_cannot_be_held_is_refused_and_the_words_stay_on_the_page(county, browse):
    words = page(send(browse("dev"), ("jpg", b"<svg onload=a()>")), 422)

    assert "drawings in code are not taken" in words
    assert "the tenant has not been seen" in words
    assert not Submission.visible_to(county.actor("imogen")).exists()
    assert on_the_shelf() == []


def test_a_marked_file_is_refused_with_everything_else(county, browse):
    words = page(
        send(browse("dev"), ("jpg", corpus.jpeg()), ("pdf", corpus.pdf(words="TOP SECRET"))), 422
    )

    assert "may not be held here" in words
    assert not Submission.visible_to(county.actor("imogen")).exists()


def test_the_same_form_sent_twice_holds_its_file_once(county, browse):
    dev = browse("dev")
    for _ in range(2):
        page(send(dev, ("jpg", corpus.jpeg())))

    assert len(held(county, "imogen")) == 1
    assert len(on_the_shelf()) == 1


@pytest.mark.parametrize("who", ["asha", "sam"])
def test_other_agencies_find_neither_the_words_nor_the_file(county, browse, who):
    page(send(browse("dev"), ("jpg", corpus.jpeg())))
    told = Submission.visible_to(county.actor("imogen")).get()

    ref = Ref(kind=Kind.SUBMISSION, uid=told.uid)
    assert held_beside(ref, by=county.actor(who), at=county.now) == []


def test_what_is_marked_is_refused_with_a_reference_for_the_security_officer(county, browse):
    dev = browse("dev")
    first = page(dev.post(WRITE, answers(text=f"TOP SECRET {TOKEN}", step="send")), 422)
    again = page(dev.post(WRITE, answers(text="TOP SECRET other", step="send")), 422)

    from frankpledge.intelligence.models import Incident

    [incident] = Incident.open_to(county.actor("martin"))
    assert incident.reference in first
    assert incident.reference in again
    assert TOKEN not in first
    assert (incident.found_by_id, incident.about) == (None, None)

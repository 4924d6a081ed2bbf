"""The pages of files: what a browser is sent, and what it is not told."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from frankpledge.attachments import arriving
from frankpledge.attachments.models import Attachment
from tests.attachments import corpus

TOKEN = "91f1b2c3d4e5f60718293a4b5c6d7e8f"


def place(beside) -> str:
    return reverse("attachments:beside", args=["submission", beside.ref.uid])


def send(client, beside, content, name="photo.jpg", claimed="image/jpeg"):
    file = SimpleUploadedFile(name, content, content_type=claimed)
    return client.post(place(beside), {"file": file})


def test_a_file_is_added_listed_opened_and_removed(beside, browse):
    nia = browse("nia")
    assert send(nia, beside, corpus.jpeg(TOKEN), f"{TOKEN}.jpg").status_code == 302

    page = nia.get(place(beside)).content.decode()
    uid = Attachment.visible_to(beside.actor("nia")).get().uid
    assert f"frankpledge-{uid.hex[:8]}.jpg" in page
    assert "Not scanned: no scanner is set up" in page
    assert TOKEN not in page

    file = nia.get(reverse("attachments:attachment", args=[uid]))
    assert TOKEN.encode() not in file.getvalue()
    assert file["Content-Disposition"] == f'attachment; filename="frankpledge-{uid.hex[:8]}.jpg"'
    assert file["Content-Type"] == "image/jpeg"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in file["Cache-Control"]

    small = nia.get(reverse("attachments:preview", args=[uid]))
    assert small.getvalue().startswith(b"\xff\xd8\xff")
    assert small["Content-Type"] == "image/jpeg"

    away = reverse("attachments:dispose", args=[uid])
    assert "goes for good" in nia.get(away).content.decode()
    assert nia.post(away).status_code == 302
    assert nia.get(reverse("attachments:attachment", args=[uid])).status_code == 404


def test_what_cannot_be_held_is_answered_422_with_a_sentence_at_its_box(beside, browse):
    answer = send(browse("nia"), beside, b"<svg onload=a()>", "photo.jpg")

    assert answer.status_code == 422
    assert "drawings in code are not taken" in answer.content.decode()
    assert Attachment.files_held() == []


def test_what_the_browser_claims_of_a_file_counts_for_nothing(beside, browse):
    assert send(browse("nia"), beside, b"MZ\x90\0", "a.jpg", "image/jpeg").status_code == 422
    assert send(browse("nia"), beside, corpus.png(), "a.png", "text/html").status_code == 302


@pytest.mark.parametrize("name", ["attachments:attachment", "attachments:preview",
                                  "attachments:dispose"])  # fmt: skip
def test_hidden_and_missing_are_the_same_bytes(beside, browse, name):
    uid = beside.add()
    for who in ("sam", "asha", "nobody"):
        hidden = browse(who).get(reverse(name, args=[uid]))
        missing = browse(who).get(reverse(name, args=[uuid4()]))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content == missing.content
        assert sorted(hidden.headers) == sorted(missing.headers)


def test_the_page_beside_a_hidden_record_is_as_that_of_a_missing_one(beside, browse):
    beside.add()
    sam = browse("sam")
    addresses = [
        place(beside),
        reverse("attachments:beside", args=["submission", uuid4()]),
        reverse("attachments:beside", args=["report", beside.ref.uid]),
        reverse("attachments:beside", args=["nonsense", beside.ref.uid]),
    ]

    answers = {(sam.get(path).status_code, sam.get(path).content) for path in addresses}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


def test_a_preview_of_what_is_no_picture_is_not_there(beside, browse):
    uid = beside.add(corpus.pdf(), "a.pdf")

    assert browse("nia").get(reverse("attachments:preview", args=[uid])).status_code == 404


def test_nobody_adds_more_than_twenty_files_in_an_hour(beside, browse, monkeypatch):
    monkeypatch.setattr("frankpledge.attachments.views.MOST_IN_AN_HOUR", 1)
    nia = browse("nia")

    assert send(nia, beside, corpus.jpeg()).status_code == 302
    assert send(nia, beside, corpus.jpeg()).status_code == 429
    assert len(Attachment.files_held()) == 1


def test_nobody_who_has_not_signed_in_is_given_anything(beside, browse):
    uid = beside.add()

    assert browse().get(reverse("attachments:attachment", args=[uid])).status_code == 302


@pytest.mark.parametrize(
    ("kind", "length", "status"),
    [
        ("multipart/form-data; boundary=a", 51_000_000, 200),
        ("multipart/form-data; boundary=a", 51_000_001, 413),
        ("application/x-www-form-urlencoded", 1_000_001, 413),
        ("application/x-www-form-urlencoded", 1_000_000, 200),
        ("text/plain", "nonsense", 200),
    ],
)
def test_what_is_too_large_is_refused_before_any_of_it_is_read(kind, length, status):
    class NeverRead:
        def read(self, *_):
            raise AssertionError("the body was read")

    request = HttpRequest()
    request.META = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind, "wsgi.input": NeverRead()}
    request.content_type = kind.partition(";")[0]
    request._stream = NeverRead()

    assert arriving.RefuseTooLarge(lambda _: HttpResponse())(request).status_code == status

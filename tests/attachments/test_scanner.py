"""Asking a virus scanner: what it says, and what happens when it is not there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from frankpledge.attachments import scanner, shelf
from frankpledge.attachments.api import Infected, ScannerAway, held_beside
from frankpledge.attachments.models import Attachment
from tests.attachments import corpus

MOST_CALLS = 20


@dataclass
class FakeClamd:
    """Speaks clamd's INSTREAM as it is spoken, and knows one virus by its bytes."""

    port: int
    received: list[bytes] = field(default_factory=list)
    answer: bytes = b""

    def serve(self, listening: socket.socket) -> None:
        for _ in range(MOST_CALLS):
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                line.settimeout(5)
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        with line.makefile("rwb") as talk:
            if talk.read(10) != b"zINSTREAM\0":
                talk.write(b"UNKNOWN COMMAND\0")
                return
            content = b""
            while length := int.from_bytes(talk.read(4)):
                content += talk.read(length)
            self.received.append(content)
            found = b"stream: Test-Signature FOUND\0" if b"EVIL" in content else b"stream: OK\0"
            talk.write(self.answer or found)


@pytest.fixture
def clamd(settings) -> Iterator[FakeClamd]:
    listening = socket.create_server(("127.0.0.1", 0))
    fake = FakeClamd(port=listening.getsockname()[1])
    thread = threading.Thread(target=fake.serve, args=(listening,), daemon=True)
    thread.start()
    settings.FRANKPLEDGE_SCANNER = f"tcp:127.0.0.1:{fake.port}"
    yield fake
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(timeout=5)


def test_what_is_clean_is_held_and_said_to_be_scanned(beside, clamd):
    beside.add(corpus.jpeg())

    held = held_beside(beside.ref, by=beside.actor("nia"), at=beside.county.now)
    assert held[0].scan == "Scanned by ClamAV"
    assert clamd.received == [corpus.jpeg()]


def test_a_large_file_goes_in_pieces_and_arrives_whole(clamd):
    content = bytes(range(256)) * 1_500

    assert scanner.scan(content).scanned_by == "ClamAV"
    assert clamd.received == [content]


def test_what_is_infected_is_refused_and_nothing_is_kept(beside, clamd):
    with pytest.raises(Infected):
        beside.add(b"words and EVIL", "a.txt")

    assert list(shelf.folder().rglob("*-*")) == []
    assert Attachment.files_held() == []


def test_a_scanner_that_cannot_be_reached_takes_nothing(beside, settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings.FRANKPLEDGE_SCANNER = f"tcp:127.0.0.1:{port}"

    with pytest.raises(ScannerAway):
        beside.add()
    assert Attachment.files_held() == []


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"\0", b"junk"])
def test_an_answer_that_is_not_clean_is_not_taken_for_clean(clamd, answer):
    clamd.answer = answer or b"\0"

    with pytest.raises(ScannerAway):
        scanner.scan(b"words")


def test_without_a_scanner_the_page_and_the_record_say_so(beside, settings):
    settings.FRANKPLEDGE_SCANNER = ""
    beside.add()

    held = held_beside(beside.ref, by=beside.actor("nia"), at=beside.county.now)
    assert held[0].scan == "Not scanned: no scanner is set up"


@pytest.mark.parametrize("where", ["tcp:10.0.0.9:3310", "tcp:example.org:3310", "http://127.0.0.1"])
def test_a_scanner_elsewhere_is_not_talked_to(where, settings):
    settings.FRANKPLEDGE_SCANNER = where

    with pytest.raises(scanner.WrongScanner):
        scanner.scan(b"words")


def test_a_scanner_at_a_socket_of_this_machine_is_asked(tmp_path, settings):
    place = str(tmp_path / "clamd.ctl")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen()
    fake = FakeClamd(port=0)
    thread = threading.Thread(target=fake.serve, args=(listening,), daemon=True)
    thread.start()
    settings.FRANKPLEDGE_SCANNER = f"unix:{place}"

    with pytest.raises(Infected):
        scanner.scan(b"EVIL")
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(timeout=5)

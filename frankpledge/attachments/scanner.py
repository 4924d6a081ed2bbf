"""Asking a virus scanner that listens on this machine, if one is set up."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from django.conf import settings

from frankpledge.attachments.sorts import Unacceptable
from frankpledge.kernel import DomainError

NOT_SCANNED = "Not scanned: no scanner is set up"
_PIECE = 64 * 1024
_SECONDS = 30.0
_LONGEST_ANSWER = 4_096
_HERE = ("127.0.0.1", "::1", "localhost")


class Infected(Unacceptable):
    """The scanner knows the file for a virus. Nothing of it was kept."""


class ScannerAway(DomainError):
    """A scanner is set up and does not answer, so no file is taken until it does."""


class WrongScanner(RuntimeError):
    """The setting names no place on this machine where a scanner could listen.

    If you are seeing this, set FRANKPLEDGE_SCANNER to `unix:/run/clamav/clamd.ctl` or to
    `tcp:127.0.0.1:3310`, or leave it out to run without a scanner.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What is known of a file once it was scanned: by what, or nothing where there is none."""

    scanned_by: str


def address() -> str:
    """Where the scanner listens, as it is set up; empty where there is none."""
    return str(settings.FRANKPLEDGE_SCANNER)


def scan(content: bytes) -> Scan:
    """Have *content* scanned as it came. Raises `Infected` and `ScannerAway`."""
    where = address()
    if not where:
        return Scan(scanned_by="")
    try:
        answer = _asked(where, content)
    except OSError as fault:
        raise ScannerAway(
            "Files cannot be checked for viruses at the moment, so none is taken. Send your words "
            "now and add the file later",
            argument="file",
        ) from fault
    if answer.endswith("FOUND"):
        raise Infected("The virus scanner refused this file. Tell whoever looks after computers")
    if not answer.endswith("OK"):
        raise ScannerAway(
            "The virus scanner could not check this file. Add a smaller one", argument="file"
        )
    return Scan(scanned_by="ClamAV")


def _asked(where: str, content: bytes) -> str:
    """What clamd answers to the bytes, sent piece by piece as its INSTREAM wants them."""
    with _connected(where) as line:
        line.settimeout(_SECONDS)
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            line.sendall(len(piece).to_bytes(4) + piece)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            more = line.recv(1_024)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", errors="replace").strip()


def _connected(where: str) -> socket.socket:
    how, _, place = where.partition(":")
    if how == "unix" and place and hasattr(socket, "AF_UNIX"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    if how == "tcp" and host in _HERE and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=_SECONDS)
    raise WrongScanner(f"FRANKPLEDGE_SCANNER is {where!r}")

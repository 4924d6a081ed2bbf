"""Fetching from a server on this machine: only what is needed, carried on, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from frankpledge.analysis.api import CannotFetch, fetch_file, fetch_street
from frankpledge.profiles.commands import fetch_published
from tests.analysis import estshire

LOOKUP = "LSOA21CD,LAD24CD\n" + "".join(f"E0190{at:04d},E07900001\n" for at in range(9_000))


def archive(months: dict[str, int], *, force: str = "estshire") -> bytes:
    """An archive as the publisher makes it, with another force beside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for month, rows in months.items():
            for name, count in ((force, rows), ("elsewhere", 30_000)):
                lines = [
                    estshire.row(month=month, crime=f"{at * 7919:064x}") for at in range(count)
                ]
                made.writestr(f"{month}/{month}-{name}-street.csv", estshire.street(lines))
    return packed.getvalue()


@dataclass
class Publisher:
    """What is served, what was asked for, and how the next answers go wrong."""

    files: dict[str, bytes]
    address: str = ""
    sent: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)
    stop_after: int | None = None
    ranges: bool = True
    mark: str = '"one"'


@contextmanager
def publisher(files: dict[str, bytes]) -> Iterator[Publisher]:
    served = Publisher(files=files)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked += 1
            content = served.files.get(self.path)
            fault = served.faults.pop(0) if served.faults else ""
            if served.stop_after is not None and served.sent > served.stop_after:
                fault = "503"
            if content is None or fault.isdecimal():
                self.send_error(int(fault or 404))
                return
            first, _, last = self.headers["Range"].removeprefix("bytes=").partition("-")
            piece = content[int(first) : int(last) + 1]
            self.send_response(206 if served.ranges else 200)
            if served.ranges:
                self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
            self.send_header("Content-Length", str(len(piece)))
            self.send_header("ETag", served.mark)
            self.end_headers()
            if fault == "short":
                piece = piece[: len(piece) // 2]
            self.wfile.write(piece)
            served.sent += len(piece)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def unhurried(seconds: float) -> None:
    assert seconds <= 4


def fetch(served: Publisher, folder: Path, first: str = "2025-01", last: str = "2025-02"):  # type: ignore[no-untyped-def]
    return fetch_street(
        folder,
        archive=f"{served.address}/archive",
        force="estshire",
        first=first,
        last=last,
        pause=unhurried,
    )


def test_only_the_force_asked_for_is_read_and_it_can_be_taken_in(tmp_path: Path) -> None:
    packed = archive({"2025-01": 400, "2025-02": 500})
    with publisher({"/archive/2025-02.zip": packed}) as served:
        got = fetch(served, tmp_path / "got")

    assert [each.path.name for each in got.files] == [
        "2025-01-estshire-street.csv",
        "2025-02-estshire-street.csv",
    ]
    assert got.missing == ()
    for each in got.files:
        content = each.path.read_bytes()
        assert (each.size, each.digest) == (len(content), hashlib.sha256(content).hexdigest())
    assert served.sent < len(packed) / 4, "the other force was left alone"
    assert sorted(path.name for path in (tmp_path / "got").iterdir()) == [
        each.path.name for each in got.files
    ]
    added = estshire.take_in(tmp_path / "home", estshire.lookups(tmp_path), tmp_path / "got")
    assert added.account.read == 900


def test_three_years_and_more_come_from_more_than_one_archive(tmp_path: Path) -> None:
    files = {
        "/archive/2025-02.zip": archive({"2022-03": 3, "2025-02": 4}),
        "/archive/2022-02.zip": archive({"2022-02": 5}),
    }
    with publisher(files) as served:
        got = fetch(served, tmp_path, first="2022-02")

    assert [each.path.name[:7] for each in got.files] == ["2022-02", "2022-03", "2025-02"]
    assert got.missing[0] == "2022-04"
    assert len(got.missing) == 34


def test_short_answers_and_faults_are_tried_again_four_times(tmp_path: Path) -> None:
    with publisher({"/archive/2025-02.zip": archive({"2025-01": 9, "2025-02": 9})}) as served:
        served.faults = ["503", "short", "500"]
        assert len(fetch(served, tmp_path / "a").files) == 2
        served.faults = ["503"] * 4
        with pytest.raises(CannotFetch, match=r"could not be read in 4 tries \(it answered 503"):
            fetch(served, tmp_path / "b")
    assert not list((tmp_path / "b").rglob("*.csv"))


def test_what_was_stopped_is_carried_on_and_nothing_half_stands_there(tmp_path: Path) -> None:
    packed = archive({"2025-01": 40_000, "2025-02": 40_000})
    with publisher({"/archive/2025-02.zip": packed}) as served:
        whole = fetch(served, tmp_path / "whole")
        needed, served.sent = served.sent, 0
        served.stop_after = needed // 3
        with pytest.raises(CannotFetch, match="it carries on"):
            fetch(served, tmp_path / "got")
        assert not list((tmp_path / "got").glob("*.csv"))
        served.stop_after, served.sent = None, 0
        again = fetch(served, tmp_path / "got")

    assert [each.digest for each in again.files] == [each.digest for each in whole.files]
    assert served.sent < needed * 0.8


def test_what_is_damaged_or_of_another_kind_is_not_taken(tmp_path: Path) -> None:
    packed = bytearray(archive({"2025-01": 400, "2025-02": 400}))
    packed[200] ^= 0xFF
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("2025-02/2025-02-estshire-street.csv", "<html>not here</html>\n")
    files = {
        "/archive/2025-02.zip": bytes(packed),
        "/other/2025-02.zip": other.getvalue(),
        "/page/2025-02.zip": b"<html>not here</html>" * 50,
    }
    with publisher(files) as served:
        with pytest.raises(CannotFetch, match="did not come whole"):
            fetch(served, tmp_path)
        for base, problem in (("other", "is no street crime file"), ("page", "is not an archive")):
            with pytest.raises(CannotFetch, match=problem):
                fetch_street(
                    tmp_path,
                    archive=f"{served.address}/{base}",
                    force="estshire",
                    first="2025-02",
                    last="2025-02",
                )
    assert not list(tmp_path.glob("*.csv"))


def test_what_is_not_there_is_a_sentence_with_what_is(tmp_path: Path) -> None:
    with publisher({"/archive/2025-02.zip": archive({"2025-02": 1}, force="westshire")}) as served:
        with pytest.raises(CannotFetch, match="no months of “estshire”: it has elsewhere, westshi"):
            fetch(served, tmp_path)
        with pytest.raises(CannotFetch, match=r"2026-03.zip is not there \(404\); check the month"):
            fetch(served, tmp_path, last="2026-03")
        served.ranges = False
        with pytest.raises(CannotFetch, match="cannot be read in parts"):
            fetch(served, tmp_path)
    with pytest.raises(CannotFetch, match="does not begin with https"):
        fetch_file(tmp_path, "file:///etc/passwd")
    with pytest.raises(CannotFetch, match="does not begin with https"):
        fetch_file(tmp_path, "http://example.org/lookup.csv")


def test_any_published_file_is_fetched_by_its_address(tmp_path: Path) -> None:
    files = {"/a%20b/lookup.csv": LOOKUP.encode(), "/page.html": b"<!doctype html>"}
    with publisher(files) as served:
        got = fetch_file(tmp_path, f"{served.address}/a%20b/lookup.csv")
        assert got.path.read_text(encoding="utf-8") == LOOKUP
        assert not got.held
        assert fetch_file(tmp_path, f"{served.address}/a%20b/lookup.csv").held
        with pytest.raises(CannotFetch, match="no kind of file that Frankpledge knows"):
            fetch_file(tmp_path, f"{served.address}/page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["lookup.csv"]


def test_the_command_says_what_it_took(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRANKPLEDGE_HOME", str(tmp_path))
    with publisher({"/archive/2025-02.zip": archive({"2025-02": 3})}) as served:
        monkeypatch.setenv("FRANKPLEDGE_CRIME_ARCHIVE", f"{served.address}/archive")
        words = ["--force", "estshire", "--from", "2025-01", "--to", "2025-02"]
        told = CliRunner().invoke(fetch_published, words)
        as_json = CliRunner().invoke(fetch_published, [*words, "--json"])
    assert told.exit_code == 0
    assert "2025-02-estshire-street.csv" in told.output
    assert "The publisher does not have 2025-01." in told.output
    assert f"frankpledge data add {tmp_path}" in told.output
    assert json.loads(as_json.output)["missing"] == ["2025-01"]
    assert CliRunner().invoke(fetch_published, ["--force", "estshire"]).exit_code == 2

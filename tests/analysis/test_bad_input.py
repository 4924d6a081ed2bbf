"""Bad input: one sentence with file, line and remedy, and a store that is as it was."""

import gzip
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from frankpledge.analysis.api import Refused, UnusableFile, open_store
from frankpledge.analysis.containers import LONGEST_LINE
from tests.analysis import estshire
from tests.analysis.estshire import take_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory that holds the lookups and a month."""
    home = tmp_path / "home"
    take_in(
        home,
        estshire.lookups(tmp_path),
        estshire.month_file(tmp_path, [estshire.row(month="2024-12")], "held.csv"),
    )
    return home


def refused(home: Path, *paths: Path) -> str:
    """The sentence with which the paths are refused, once the store is proven untouched."""
    before = open_store(home).ledger
    with pytest.raises(Refused) as caught:
        take_in(home, *paths)
    assert open_store(home).ledger == before
    assert not (home / "store" / "tmp").exists()
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert "; " in sentence, "the remedy follows a semicolon"
    return sentence


def test_a_truncated_gzip(home: Path, tmp_path: Path) -> None:
    packed = gzip.compress(estshire.street([estshire.row()] * 500).encode())
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(packed[:-20])
    assert refused(home, path) == (f"{path}: the file is cut short or damaged; download it again.")


def test_a_truncated_archive(home: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("2025-01/street.csv", estshire.street([estshire.row()] * 500))
    path = tmp_path / "cut.zip"
    path.write_bytes(whole.read_bytes()[:-30])
    assert "the archive is cut short or damaged" in refused(home, path)


def test_an_archive_with_a_damaged_member(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "hurt.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as members:
        members.writestr("2025-01/street.csv", estshire.street([estshire.row()] * 500))
    bytes_ = bytearray(path.read_bytes())
    bytes_[5000] ^= 0x01
    path.write_bytes(bytes_)
    assert "hurt.zip/2025-01/street.csv: the file is cut short or damaged" in refused(home, path)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Crime type", "Offence", "no column “Crime type” and an unknown column “Offence”"),
        ("LSOA code,", "", "no column “Lsoa code”"),
        ("Context", "Context,Weather", "an unknown column “Weather”"),
        ("Location", "Month", "a column twice"),
    ],
)
def test_a_changed_header(home: Path, tmp_path: Path, before: str, after: str, said: str) -> None:
    text = estshire.street([estshire.row()]).replace(before, after, 1)
    path = estshire.write(tmp_path, "changed.csv", text)
    sentence = refused(home, path)
    assert sentence.startswith(f"{path}, line 1: the header is not that of a street crime file")
    assert said in sentence


def test_a_missing_header(home: Path, tmp_path: Path) -> None:
    path = estshire.write(tmp_path, "bare.csv", estshire.row() + "\n")
    assert "line 1: the header line is missing" in refused(home, path)


@pytest.mark.parametrize(("separator", "called"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator(home: Path, tmp_path: Path, separator: str, called: str) -> None:
    text = estshire.street([estshire.row()]).replace(",", separator)
    path = estshire.write(tmp_path, "other.csv", text)
    assert f"separated by {called}, not commas" in refused(home, path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16(home: Path, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(estshire.street([estshire.row()]).encode(encoding))
    assert refused(home, path) == (
        f"{path}, line 1: the text is in UTF-16, not UTF-8; save it again as “CSV UTF-8”."
    )


def test_bytes_that_are_not_utf_8_are_found_by_line(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    rows = [estshire.row()] * 3000
    rows[2499] = rows[2499].replace("Mill", "Café")
    path.write_bytes(estshire.street(rows).encode("latin-1"))
    assert "latin.csv, line 2501: the text is not UTF-8" in refused(home, path)


def test_a_zero_byte_is_found_by_line(home: Path, tmp_path: Path) -> None:
    path = estshire.month_file(tmp_path, [estshire.row(), estshire.row().replace("M", "\0")])
    assert "line 3: the line holds a zero byte" in refused(home, path)


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0)])
def test_an_empty_file(home: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    assert refused(home, path) == f"{path}: the file is empty; download it again."


def test_a_header_without_rows(home: Path, tmp_path: Path) -> None:
    path = estshire.month_file(tmp_path, [])
    assert "has a header and no rows" in refused(home, path)


def test_a_force_that_sent_nothing_does_not_spoil_an_archive(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as members:
        members.writestr("2025-01/one-street.csv", estshire.street([estshire.row()]))
        members.writestr("2025-01/other-street.csv", estshire.street([]))
    added = take_in(home, path)
    assert added.account.kept == 1
    assert [Path(each.file).name for each in added.unrecognised] == ["other-street.csv"]


def test_a_line_of_200_megabytes_is_refused_in_little_memory(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.write(estshire.street([estshire.row()]).encode())
        for _ in range(200):
            stream.write(b"x" * 1024**2)
    tracemalloc.start()
    sentence = refused(home, path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert f"long.csv, line 3: the line is longer than {LONGEST_LINE:,} bytes" in sentence
    assert most < 20 * 1024**2


def test_a_file_that_is_nothing_but_one_long_line(home: Path, tmp_path: Path) -> None:
    path = estshire.write(tmp_path, "long.csv", "x" * 3 * LONGEST_LINE)
    assert "line 1: the line is longer than" in refused(home, path)


def test_a_line_that_starts_before_one_piece_and_ends_in_another(
    home: Path, tmp_path: Path
) -> None:
    rows = [estshire.row()] * 250
    rows.append(estshire.row().replace("Mill Lane", "x" * (LONGEST_LINE + 100)))
    assert "line 252: the line is longer" in refused(home, estshire.month_file(tmp_path, rows))


def test_a_file_of_another_kind_is_named_and_left_alone(home: Path, tmp_path: Path) -> None:
    other = estshire.write(tmp_path, "shopping.csv", "item,price\nbread,2\n")
    before = open_store(home).ledger
    added = take_in(home, other)
    assert added.recognised == 0
    assert [(each.file, each.header) for each in added.unrecognised] == [(str(other), "item,price")]
    assert open_store(home).ledger == before


def test_other_files_beside_it_are_taken_in(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    estshire.write(folder, "notes.md", "# Notes\n")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    estshire.month_file(folder, [estshire.row()])
    added = take_in(home, folder)
    assert added.account.kept == 1
    assert [Path(each.file).name for each in added.unrecognised] == ["notes.md", "picture.png"]


def test_a_month_that_has_not_been(home: Path, tmp_path: Path) -> None:
    path = estshire.month_file(tmp_path, [estshire.row(month="2026-05")] * 3)
    sentence = refused(home, path)
    assert f"{path}, line 2" in sentence
    assert "Month 2026-05 lies in the future" in sentence


def test_a_single_row_of_the_future_is_rejected_with_its_line(home: Path, tmp_path: Path) -> None:
    rows = [estshire.row(), estshire.row(month="2031-01"), estshire.row()]
    added = take_in(home, estshire.month_file(tmp_path, rows))
    assert (added.account.kept, added.account.rejected) == (2, 1)
    assert [(each.line, each.reason) for each in added.rejected] == [
        (3, "Month 2031-01 lies in the future")
    ]


def test_months_joined_into_one_file(home: Path, tmp_path: Path) -> None:
    rows = [estshire.row()] * 20 + [estshire.row(month="2025-02")] * 20
    sentence = refused(home, estshire.month_file(tmp_path, rows))
    assert "line 22: the file holds rows of 2025-01 and of 2025-02" in sentence


def test_a_few_rows_of_another_month_are_rejected_and_make_no_month(
    home: Path, tmp_path: Path
) -> None:
    rows = [estshire.row()] * 20 + [estshire.row(month="2025-02")]
    added = take_in(home, estshire.month_file(tmp_path, rows))
    assert [each.reason for each in added.rejected] == ["Month is 2025-02 in a file for 2025-01"]
    assert "Estshire Police/2025-02" not in open_store(home).ledger.parts


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (estshire.row().replace("Mill Lane", "Mill Lane, East"), "13 fields where 12"),
        (estshire.row().replace("On or near", '"On or near'), "7 fields where 12"),
        (estshire.row() + ",", "13 fields where 12 are expected"),
        (estshire.row(month="January"), "“January” is not a month"),
        (estshire.row(month="2010-11"), "“2010-11” is not a month"),
        (estshire.row(force=""), "Falls within is empty"),
        (estshire.row(kind=" "), "Crime type is empty"),
        (estshire.row(point=("east", "51.0")), "Longitude “east” is not a number of degrees"),
        (estshire.row(point=("0.5", "")), "Latitude “” is not a number of degrees"),
        (estshire.row(point=("0.5", "451.0")), "Latitude “451.0” is not a number"),
        (estshire.row(point=("nan", "51.0")), "Longitude “nan” is not a number"),
        (estshire.row(point=(".5", "51.0")), "Longitude “.5” is not a number of degrees"),
        (estshire.row(point=("0.5", "5-1")), "Latitude “5-1” is not a number of degrees"),
    ],
)
def test_a_spoilt_row_is_rejected_with_its_line_and_the_next_row_is_kept(
    home: Path, tmp_path: Path, spoilt: str, reason: str
) -> None:
    added = take_in(home, estshire.month_file(tmp_path, [estshire.row(), spoilt, estshire.row()]))
    assert (added.account.read, added.account.kept, added.account.rejected) == (3, 2, 1)
    (rejection,) = added.rejected
    assert rejection.line == 3
    assert reason in rejection.reason


def test_a_file_in_which_every_row_is_spoilt(home: Path, tmp_path: Path) -> None:
    path = estshire.month_file(tmp_path, ["a,b,c"] * 4)
    assert "line 2: no row of the file can be taken in" in refused(home, path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LSOA21CD,LAD24CD\nE01900001\n", "line 2: the row has 1 fields, the header 2"),
        ("LSOA21CD,LAD24CD\nE01900001,Narnia Town Hall\n", "line 2: “Narnia Town Hall” is not"),
        ("LSOA21CD,LAD24CD\nE01,E071\nE01,E072\n", "line 3: “E01"),
        ("LSOA21CD,LAD24CD\n", "line 1: the file has a header and no rows"),
        ("LSOA21CD,total_residents\nE01900001,many\n", "“many” is not a number of residents"),
        ("LSOA21CD,total_residents\nE01900001,5\nE01900001,6\n", "line 3: E01900001 has two"),
        ('LSOA21CD,LAD24CD\nE01900001,"E0790\n', "is not a row of a table"),
    ],
)
def test_a_spoilt_lookup_is_refused_whole(home: Path, tmp_path: Path, text: str, said: str) -> None:
    if said == "line 3: “E01":
        said = "line 3: E01 is placed in both E071 and E072"
    assert said in refused(home, estshire.write(tmp_path, "lookup.csv", text))


def test_boundaries_cut_short(home: Path, tmp_path: Path) -> None:
    whole = estshire.district_boundaries(tmp_path).read_text(encoding="utf-8")
    path = estshire.write(tmp_path, "cut.geojson", whole[: len(whole) - 40])
    assert "the file is cut short or is not GeoJSON" in refused(home, path)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[0, 51]", "[584130, 176598]", "feature 1 cannot be used: the outline of E07900001 is"),
        ('"Polygon"', '"Point"', "E07900001 is not a polygon"),
        ("[[[0, 51]", '[[["x", 51]', "the outline of E07900001 is broken"),
        (estshire.SOUTHMARSH, estshire.NORTHMARSH, "feature 2 cannot be used: E07900001 came"),
        (f'"{estshire.SOUTHMARSH}"', '""', "feature 2 cannot be used: its area code is empty"),
    ],
)
def test_spoilt_boundaries(home: Path, tmp_path: Path, before: str, after: str, said: str) -> None:
    whole = estshire.district_boundaries(tmp_path).read_text(encoding="utf-8")
    path = estshire.write(tmp_path, "spoilt.geojson", whole.replace(before, after, 1))
    assert said in refused(home, path)


def test_boundaries_that_never_end_are_refused_in_bounded_memory(
    home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "endless.geojson"
    with path.open("wb") as stream:
        stream.write(b'{"type": "FeatureCollection", "features": [{"type": "Feature", "x": "')
        for _ in range(200):
            stream.write(b"x" * 1024**2)
    tracemalloc.start()
    assert "the file is cut short or is not GeoJSON" in refused(home, path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 300 * 1024**2


def test_boundaries_of_nothing_that_we_know_are_left_alone(home: Path, tmp_path: Path) -> None:
    whole = estshire.district_boundaries(tmp_path).read_text(encoding="utf-8")
    path = estshire.write(tmp_path, "parks.geojson", whole.replace("LAD24CD", "PARK"))
    added = take_in(home, path)
    assert [each.file for each in added.unrecognised] == [str(path)]


def test_a_bomb_is_stopped_before_it_fills_the_disk(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    line = (estshire.row() + "\n").encode()
    with gzip.open(path, "wb", compresslevel=9) as stream:
        stream.write((estshire.HEADER + "\n").encode())
        for _ in range(90):
            stream.write(line * (1024**2 // len(line)))
    if path.stat().st_size * 200 > 90 * 1024**2:
        pytest.fail("the test's own file does not shrink enough to be a bomb")
    assert "unpacks to more than 200 times its size" in refused(home, path)


def test_names_in_an_archive_lead_nowhere(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "sly.zip"
    with zipfile.ZipFile(path, "w") as members:
        members.writestr("../../escaped.csv", estshire.street([estshire.row()]))
        members.writestr(
            "/tmp-escaped/street.csv", estshire.street([estshire.row(month="2025-02")])
        )
    assert take_in(home, path).account.kept == 2
    assert not list(tmp_path.parent.glob("escaped*"))
    assert not (tmp_path / "escaped.csv").exists()


def test_a_path_that_is_not_there(home: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="there is no such file or folder; check the path"):
        take_in(home, tmp_path / "nowhere.csv")


def test_every_sentence_names_its_file(home: Path, tmp_path: Path) -> None:
    path = estshire.write(tmp_path, "broken.csv", estshire.HEADER.replace("Month", "Moon"))
    assert re.match(rf"^{re.escape(str(path))}, line 1: ", refused(home, path))

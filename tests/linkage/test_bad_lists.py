"""Lists that cannot be read as they stand: each is refused in one sentence, or its row is named."""

import csv
import tracemalloc
from pathlib import Path

import pytest

from frankpledge.linkage.api import Linked, Refused, UnusableList, Wish, WrongUse, link

HEADER = "id,first_name,surname,dob\n"
ROWS = "1,Robert,Marlowe,1971-06-24\n2,Winston,Achebe,1990-11-30\n3,Bob,Marlowe,1971-06-24\n"


def find(path: Path, encoding: str | None = None) -> Linked:
    return link([path], out=path.with_name("out.csv"), wish=Wish(encoding=encoding), this_year=2026)


def written(folder: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def clusters(path: Path) -> dict[str, str]:
    with path.with_name("out.csv").open(encoding="utf-8", newline="") as text:
        return dict(list(csv.reader(text))[1:])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "list.csv: the file is empty; export the list again."),
        (b"PK\x03\x04....", "this is a workbook or an archive, not CSV; save the sheet as"),
        (b"%PDF-1.7 ...", "this is a PDF, not CSV"),
        (b"\x1f\x8b....", "packed with gzip, not CSV; unpack it first"),
        ('{"id": 1}', "line 1: this is JSON, XML or a web page, not CSV"),
        ("<html><body>", "line 1: this is JSON, XML or a web page, not CSV"),
        (HEADER, "line 1: no row below the header can be used"),
        (HEADER + ROWS + "3,Ann,Other,1980-01-01\n", "line 5: the identifier '3' stands on line 4"),
        (HEADER + ROWS + "4,Ann", "line 5: the file ends within a row; it was cut short"),
        (HEADER + ROWS + '4,"Ann,Other,1980-01-01\n', "line 5: a quotation mark is not closed"),
        (HEADER.encode() + ROWS.encode() + b"4,Zo\xeb,Other,\n", "line 5: the text is not UTF-8"),
        (HEADER + "1,Ro\0bert,Marlowe,\n", "line 2: the line holds a zero byte"),
        ("id,surname,surname\n1,a,b\n", "line 1: two columns are called “surname”"),
        ((HEADER + ROWS).encode() + b"4,Zo\xc3", "line 5: the file ends within a letter"),
    ],
)
def test_a_list_that_is_not_whole_is_refused(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(UnusableList) as refused:
        find(path)
    assert said in str(refused.value)
    assert str(refused.value).startswith(str(path))
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("first_name,surname\nAnn,Other\n", "no column is called unique_id, rec_id or id; say"),
        ("id,shoe,hat\n1,41,58\n2,40,57\n", "no column is known that tells people apart"),
        ("id,town\n1,Northby\n2,Northby\n", "no column is known that tells people apart"),
    ],
)
def test_a_list_of_another_kind_says_what_to_name(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        find(written(tmp_path, content))


def test_a_row_that_does_not_fit_is_left_out_and_named_by_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "9,too,many,fields,here\n" + ROWS + ",No,Number,1980-01-01\n")
    linked = find(path)
    assert [(each.line, each.reason) for each in linked.rejected] == [
        (2, "5 fields where 4 are expected"),
        (6, "id is empty"),
    ]
    assert clusters(path) == {"1": "1", "2": "2", "3": "1"}


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + '1,"Ro\nbert",Marlowe,\n' + "9,x\n" + "2,Ann,Other,\n")
    assert [each.line for each in find(path).rejected] == [4]


def test_a_line_of_many_megabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.write((HEADER + ROWS).encode())
        for _ in range(50):
            stream.write(b"x" * 1024**2)
    tracemalloc.start()
    with pytest.raises(UnusableList, match="line 5: the line is longer than 1,000,000 bytes"):
        find(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40 * 1024**2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    text = (HEADER + ROWS + "4,Zoë,Ångström,1980-01-01\n5,Zoe,Angstrom,1980-01-01\n").replace(
        ",", separator
    )
    marked = "\ufeff" + text if encoding == "utf-16-le" else text
    path = written(tmp_path, marked.encode(encoding))
    find(path, "cp1252" if encoding == "cp1252" else None)
    assert clusters(path) == {"1": "1", "2": "2", "3": "1", "4": "4", "5": "4"}


def test_an_encoding_that_is_not_the_lists_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, (HEADER + ROWS + "4,Zoë,Other,\n").encode("cp1252"))
    with pytest.raises(UnusableList, match="the text is not ascii from about here on"):
        find(path, "ascii")


def test_windows_line_ends_blank_lines_and_padding_do_no_harm(tmp_path: Path) -> None:
    text = (HEADER + "\n" + ROWS + "\n\n").replace("\n", "\r\n").replace(",", " , ")
    path = written(tmp_path, text)
    assert find(path).rejected == ()
    assert clusters(path) == {"1": "1", "2": "2", "3": "1"}


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROWS)
    blocked = tmp_path / ("x" * 250)
    with pytest.raises(Refused, match="cannot be written"):
        link([path], out=blocked, wish=Wish(), this_year=2026)
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]

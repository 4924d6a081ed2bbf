"""The command: what it writes, what it says, and how it refuses."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frankpledge.config.cli import main

TENANTS = """unique_id,first_name,surname,dob,postcode
1,Robert,Marlowe,1971-06-24,ZZ1 1AA
2,Bob,Marlowe,24/06/1971,zz11aa
3,Marlowe,Robert,1971-06-24,ZZ1 1AA
4,Agnieszka,Nowak,1985-03-02,ZZ2 2BB
5,Aga,Nowak,1985-03-02,
6,Winston,Achebe,1990-11-30,ZZ3 3CC
"""


def link(*words: object, **files: str) -> Result:
    return CliRunner().invoke(main, ["link", *(str(word) for word in words)])


@pytest.fixture
def tenants(tmp_path: Path) -> Path:
    path = tmp_path / "tenants.csv"
    path.write_text(TENANTS, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def test_every_record_gets_the_smallest_record_of_its_cluster(
    tenants: Path, tmp_path: Path
) -> None:
    out = tmp_path / "clusters.csv"
    done = link(tenants, "--out", out)
    assert done.exit_code == 0, done.output
    assert rows_of(out) == [
        ["record_id", "cluster_id"],
        ["1", "1"], ["2", "1"], ["3", "1"], ["4", "4"], ["5", "4"], ["6", "6"],
    ]  # fmt: skip


def test_pairs_hold_the_smaller_record_first_and_a_probability(
    tenants: Path, tmp_path: Path
) -> None:
    pairs = tmp_path / "pairs.csv"
    assert link(tenants, "--out", tmp_path / "c.csv", "--pairs", pairs).exit_code == 0
    header, *rows = rows_of(pairs)
    assert header == ["left", "right", "probability"]
    assert [row[:2] for row in rows] == [["1", "2"], ["1", "3"], ["2", "3"], ["4", "5"]]
    assert all(0.5 <= float(row[2]) <= 1 for row in rows)


def test_the_same_list_gives_the_same_files_byte_for_byte(tenants: Path, tmp_path: Path) -> None:
    written = []
    for name in ("a", "b"):
        out, pairs = tmp_path / f"{name}.csv", tmp_path / f"{name}-pairs.csv"
        assert link(tenants, "--out", out, "--pairs", pairs).exit_code == 0
        written.append((out.read_bytes(), pairs.read_bytes()))
    assert written[0] == written[1]


def test_json_is_all_that_is_printed(tenants: Path, tmp_path: Path) -> None:
    done = link(tenants, "--out", tmp_path / "c.csv", "--json")
    said = json.loads(done.stdout)
    assert said["records"] == [6]
    assert said["clusters"] == 3
    assert said["columns"] == [
        {"first_name": "first_name", "surname": "surname", "dob": "dob", "postcode": "postcode"}
    ]
    assert said["purpose"] == "not stated"


def test_purpose_and_assessment_are_written_beside_the_answer(
    tenants: Path, tmp_path: Path
) -> None:
    done = link(
        tenants, "--out", tmp_path / "c.csv", "--purpose", "Clean our list", "--assessment", "D-7"
    )
    note = json.loads((tmp_path / "c.about.json").read_text(encoding="utf-8"))
    assert done.stderr == ""
    assert (note["purpose"], note["assessment"]) == ("Clean our list", "D-7")
    assert note["loaded_into_the_register"] is False
    assert note["lists"][0]["records"] == 6
    assert "Marlowe" not in json.dumps(note)


def test_where_nobody_can_be_asked_it_says_that_no_purpose_was_given(
    tenants: Path, tmp_path: Path
) -> None:
    done = link(tenants, "--out", tmp_path / "c.csv")
    assert "No --purpose was given: it is recorded as not stated." in done.stderr
    assert json.loads((tmp_path / "c.about.json").read_text("utf-8"))["purpose"] == "not stated"


def test_help_has_an_example() -> None:
    assert "Example: frankpledge link tenants.csv --out clusters.csv" in link("--help").output


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "klanten.csv"
    path.write_text(
        "Nr;Voor;Achter;Gebdat\n7;Jan;Bakker;01.02.1980\n9;Jan;Baker;01.02.1980\n", "utf-8"
    )
    done = link(
        path, "--out", tmp_path / "c.csv", "--id", "Nr", "--map", "first_name=Voor", "--map",
        "surname=Achter", "--map", "dob=Gebdat",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert rows_of(tmp_path / "c.csv")[1:] == [["7", "7"], ["9", "7"]]


def test_two_lists_are_linked_and_each_may_hold_somebody_twice(
    tenants: Path, tmp_path: Path
) -> None:
    other = tmp_path / "arrears.csv"
    other.write_text(
        "Ref|Name|Date of birth|Post code\nA1|MARLOWE, Rob|24 Jun 1971|ZZ1 1AA\n"
        "A2|Mr Winston Achebe|30/11/90|ZZ3 3CC\n",
        "utf-8",
    )
    assert link(tenants, other, "--out", tmp_path / "c.csv").exit_code == 0
    found = dict(rows_of(tmp_path / "c.csv")[1:])
    assert found["A1"] == found["1"] == found["2"] == "1"
    assert found["A2"] == found["6"] == "6"


def test_between_only_never_looks_within_a_list(tenants: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,full_name,dob\nA,Winston Achebe,1990-11-30\n", "utf-8")
    pairs = tmp_path / "p.csv"
    assert link(
        tenants, other, "--out", tmp_path / "c.csv", "--pairs", pairs, "--between-only"
    ).exit_code == 0  # fmt: skip
    assert [row[:2] for row in rows_of(pairs)[1:]] == [["6", "A"]]


def test_one_to_one_gives_nobody_two_partners(tenants: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,first_name,surname,dob,postcode\nA,Robert,Marlowe,1971-06-24,ZZ1 1AA\n")
    pairs = tmp_path / "p.csv"
    done = link(tenants, other, "--out", tmp_path / "c.csv", "--pairs", pairs, "--one-to-one")
    assert done.exit_code == 0, done.output
    assert [row[:2] for row in rows_of(pairs)[1:]] == [["1", "A"]]


def test_identifiers_that_both_lists_use_get_the_lists_name(tenants: Path, tmp_path: Path) -> None:
    other = tmp_path / "arrears.csv"
    other.write_text("id,first_name,surname,dob\n1,Winston,Achebe,1990-11-30\n", "utf-8")
    done = link(tenants, other, "--out", tmp_path / "c.csv")
    assert "each has its list’s name before it" in done.stdout
    assert dict(rows_of(tmp_path / "c.csv")[1:])["tenants:6"] == "arrears:1"


def test_a_list_of_one_is_one_person(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("id,first_name,surname\nX1,Winston,Achebe\n", "utf-8")
    assert link(path, "--out", tmp_path / "c.csv").exit_code == 0
    assert rows_of(tmp_path / "c.csv")[1:] == [["X1", "X1"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Give one list or two"),
        (["LIST", "LIST", "LIST"], "Give one list or two"),
        (["LIST", "--map", "shoe=Size"], "'shoe' is no part that is compared; give one of first_"),
        (["LIST", "--map", "dob"], "there is no column; give it as dob=COLUMN"),
        (["LIST", "--map", "dob=Nought"], "line 1: there is no column 'Nought' to map"),
        (["LIST", "--id", "Nought"], "line 1: there is no column 'Nought'; the columns are"),
        (["LIST", "--threshold", "2"], "The threshold 2.0 is not between"),
        (["LIST", "--one-to-one"], "There is one list"),
        (["LIST", "--encoding", "klingon"], "'klingon' is no encoding that is known"),
        (["nowhere.csv"], "there is no such file; check the path"),
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(
    tenants: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    out = tmp_path / "c.csv"
    done = link(*(tenants if word == "LIST" else word for word in words), "--out", out)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert not out.exists()


def test_a_list_is_never_written_over(tenants: Path, tmp_path: Path) -> None:
    before = tenants.read_bytes()
    done = link(tenants, "--out", tenants)
    assert done.exit_code == 2
    assert "is one of the lists; name another file" in done.stderr
    assert link(tenants, "--out", tmp_path / "c.csv", "--pairs", tenants).exit_code == 2
    assert tenants.read_bytes() == before


def test_the_note_is_never_written_over_a_list(tmp_path: Path) -> None:
    path = tmp_path / "c.about.json"
    path.write_text(TENANTS, "utf-8")
    assert link(path, "--out", tmp_path / "c.csv").exit_code == 2
    assert path.read_text("utf-8") == TENANTS


def test_clusters_and_pairs_need_a_file_each(tenants: Path, tmp_path: Path) -> None:
    out = tmp_path / "c.csv"
    assert "is named twice" in link(tenants, "--out", out, "--pairs", out).stderr


def test_a_place_that_is_not_there_is_refused_before_any_work(
    tenants: Path, tmp_path: Path
) -> None:
    done = link(tenants, "--out", tmp_path / "nowhere" / "c.csv")
    assert done.exit_code == 2
    assert "make it first" in done.stderr


def test_nothing_half_done_is_left_behind(tenants: Path, tmp_path: Path) -> None:
    link(tenants, "--out", tmp_path / "c.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "c.about.json", "c.csv", "tenants.csv",
    ]  # fmt: skip

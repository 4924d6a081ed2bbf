"""The command: what it prints, and how it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frankpledge.config.cli import main
from frankpledge.networks.commands import NEVER_A_SCORE, WARNING

TIES = "source,target\n" + "".join(
    f"{a},{b}\n" for a, b in ("AB", "BC", "CA", "CD", "DE", "EF", "FD")
)


def network(*words: object) -> Result:
    return CliRunner().invoke(main, ["network", *(str(word) for word in words)])


def written(folder: Path, content: str | bytes, name: str = "ties.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_json_is_as_the_contract_says(tmp_path: Path) -> None:
    done = network(written(tmp_path, TIES), "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["articulation_points"] == ["C", "D"]
    assert found["bridges"] == [["C", "D"]]
    node = {each["id"]: each for each in found["nodes"]}["C"]
    assert list(node) == [
        "id", "degree", "betweenness", "constraint", "core", "component", "community",
        "rank_low", "rank_high",
    ]  # fmt: skip
    assert node["betweenness"] == pytest.approx(0.6)
    assert node["constraint"] == pytest.approx(0.611, abs=5e-4)
    assert (node["degree"], node["core"], node["component"]) == (3, 2, 1)
    assert node["rank_low"] == 1 <= node["rank_high"]


def test_the_same_list_gives_the_same_answer_every_time(tmp_path: Path) -> None:
    path = written(tmp_path, TIES)
    assert network(path, "--json").stdout == network(path, "--json").stdout


def test_nodes_without_a_tie_are_counted_and_their_constraint_is_not_a_number(
    tmp_path: Path,
) -> None:
    nodes = written(tmp_path, "id\nA\nZ\n", "nodes.csv")
    found = json.loads(network(written(tmp_path, TIES), "--nodes", nodes, "--json").stdout)
    alone = next(each for each in found["nodes"] if each["id"] == "Z")
    assert (alone["degree"], alone["betweenness"], alone["constraint"]) == (0, 0.0, None)
    assert (alone["component"], found["only_in_ties"]) == (2, 5)


def test_pairs_given_twice_and_ties_to_oneself_are_said(tmp_path: Path) -> None:
    path = written(tmp_path, "Source;Target;Weight;Colour\na;b;2;red\nb;a;;red\nc;c;1;red\n")
    found = json.loads(network(path, "--json").stdout)
    assert (found["ties"], found["duplicates"], found["self_ties"]) == (1, 1, 1)
    assert [node["id"] for node in found["nodes"]] == ["a", "b", "c"]
    assert found["unused"] == ["colour"]
    told = network(path).stdout
    assert "Pairs that stand there again: 1; their weights are added." in told
    assert "Ties of a node to itself: 1; they are left out." in told
    assert "Not used: colour." in told


def test_words_carry_the_warning_where_there_is_a_cut_point_and_never_a_score(
    tmp_path: Path,
) -> None:
    told = network(written(tmp_path, TIES)).stdout
    assert "Articulation points: C, D" in told
    assert "Bridges: C to D" in told
    assert WARNING in told
    assert NEVER_A_SCORE in told
    ring = network(written(tmp_path, "source,target\na,b\nb,c\nc,a\n", "ring.csv")).stdout
    assert "No bridges." in ring
    assert WARNING not in ring
    assert NEVER_A_SCORE in ring


def test_a_list_without_ties_is_a_network_without_ties(tmp_path: Path) -> None:
    found = json.loads(network(written(tmp_path, "source,target\n"), "--json").stdout)
    assert (found["nodes"], found["bridges"]) == ([], [])
    assert "0 nodes, 0 ties" in network(written(tmp_path, "source,target,weight\n")).stdout
    one = network(written(tmp_path, "source,target\nA,B\n"), "--runs", "0").stdout
    assert "2 nodes, 1 tie, 1 component, 1 community." in one


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "ties.csv: the file is empty; export the list again."),
        ("  \n \n", "ties.csv: the file is empty; export the list again."),
        (b"PK\x03\x04....", "this is a workbook or an archive, not CSV; save the sheet as"),
        (b"%PDF-1.7 ...", "this is a PDF, not CSV"),
        (b"\x1f\x8b....", "packed with gzip, not CSV; unpack it first"),
        ('{"source": 1}', "line 1: this is JSON, XML or a web page, not CSV"),
        ("<graphml>", "line 1: this is JSON, XML or a web page, not CSV"),
        ("from,to\na,b\n", "line 1: no column is called source, only from, to; name the columns"),
        ("source,goal\na,b\n", "line 1: no column is called target, only source, goal"),
        ("source,target,target\na,b,c\n", "line 1: two columns are called “target”"),
        ("source,target\na\n", "line 2: the line has 1 field where 2 are expected"),
        ("source,target\na,b,c\n", "line 2: the line has 3 fields where 2 are expected"),
        ("source,target\na,b\n,b\n", "line 3: source is empty; fill it in or remove the line."),
        ("source,target,weight\na,b,-1\n", "line 2: the weight '-1' is not a number above nought"),
        ("source,target,weight\na,b,nan\n", "line 2: the weight 'nan' is not a number above"),
        ("source,target,weight\na,b,1e999\n", "line 2: the weight '1e999' is not a number"),
        ('source,target\na,"b\n', "line 2: a quotation mark is not closed"),
        (b"source,target\nZo\xeb,b\n", "line 2: the text is not UTF-8; save it as"),
        (b"source,target\na,Zo\xc3", "the text is not UTF-8"),
        ("source,target\na\0,b\n", "line 2: the line holds a zero byte"),
        ("source,target\n" + "x" * 201 + ",b\n", "line 2: source is longer than 200 letters"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    path = written(tmp_path, content)
    done = network(path, "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.startswith(str(path))
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["absent.csv"], "absent.csv: there is no such file; check the path."),
        (["."], ".: this is not a file; give the CSV file itself."),
        (["ties.csv", "--seed", "-1"], "The seed is below nought"),
        (["ties.csv", "--encoding", "klingon"], "'klingon' is no encoding that is known"),
        (["ties.csv", "--runs", "x"], "'x' is not a valid integer"),
        (["ties.csv", "--nodes", "absent.csv"], "absent.csv: there is no such file"),
        ([], "Missing argument 'EDGES.csv'"),
    ],
)
def test_wrong_use_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TIES)
    done = network(*words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_line_without_end_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    with path.open("wb") as stream:
        stream.write(TIES.encode())
        stream.seek(200 * 1024**2)  # a hole: 200 MB that take no room
        stream.write(b"\n")
    done = network(path)
    assert done.exit_code == 1
    assert "line 9: the line " in done.stderr


def test_two_rows_of_one_node_are_refused(tmp_path: Path) -> None:
    nodes = written(tmp_path, "id,kind\nA,person\nA,group\n", "nodes.csv")
    done = network(written(tmp_path, TIES), "--nodes", nodes)
    assert done.exit_code == 1
    assert "nodes.csv, line 3: the node 'A' stands on line 2 already; keep one" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    text = "Source,Target\r\nZoë,Ann\r\n\r\nAnn , Bo\r\n".replace(",", separator)
    path = written(tmp_path, text.encode(encoding))
    extra = ["--encoding", "cp1252"] if encoding == "cp1252" else []
    found = json.loads(network(path, "--json", *extra).stdout)
    assert [node["id"] for node in found["nodes"]] == ["Ann", "Bo", "Zoë"]


def test_runs_are_kept_and_carried_on_from(tmp_path: Path) -> None:
    path, kept = written(tmp_path, TIES), tmp_path / "runs.npz"
    assert network(path, "--runs", "4", "--keep", kept).exit_code == 0
    carried = json.loads(network(path, "--runs", "9", "--keep", kept, "--json").stdout)
    at_once = json.loads(network(path, "--runs", "9", "--json").stdout)
    assert carried["nodes"] == at_once["nodes"]
    other = written(tmp_path, "source,target\na,b\n", "other.csv")
    done = network(other, "--keep", kept)
    assert done.exit_code == 1
    assert "What was kept is of another network" in done.stderr

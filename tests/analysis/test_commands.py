"""The commands that stand on the library: their JSON, their sentences, their exit statuses."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frankpledge.profiles.commands import data_group, profile_group
from tests.analysis import estshire

ROWS = [estshire.row(), estshire.row(lsoa=""), estshire.row(lsoa="E01777777"), "spoilt"]
FIELDS = [
    "files",
    "skipped_unchanged",
    "rows_read",
    "rows_kept",
    "rows_unplaced",
    "rows_outside",
    "rows_rejected",
    "rejected",
    "reference",
    "unrecognised",
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory that the commands find in the environment."""
    monkeypatch.setenv("FRANKPLEDGE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def data(*arguments: object) -> Result:
    """Runs `frankpledge data`."""
    return CliRunner().invoke(data_group, [str(each) for each in arguments])


def profile(*arguments: object) -> Result:
    """Runs `frankpledge profile`."""
    return CliRunner().invoke(profile_group, [str(each) for each in arguments])


def january(*arguments: str) -> Result:
    """Figures of January 2025."""
    return profile("figures", "--from", "2025-01", "--to", "2025-01", *arguments)


@pytest.mark.usefixtures("home")
def test_data_add_prints_only_json_with_every_field(tmp_path: Path) -> None:
    estshire.month_file(tmp_path / "new", ROWS)
    estshire.lookups(tmp_path / "new")
    estshire.write(tmp_path / "new", "other.txt", "hello\n")
    result = data("add", tmp_path / "new", "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert set(FIELDS) <= set(said)
    assert [said[field] for field in FIELDS[:7]] == [5, 0, 4, 1, 1, 1, 1]
    assert said["rejected"] == [
        {
            "file": str(tmp_path / "new" / "street.csv"),
            "line": 5,
            "reason": "1 fields where 12 are expected",
        }
    ]
    assert {(each["kind"], each["rows"]) for each in said["reference"]} == {
        ("lookup", 7),
        ("lookup", 3),
    }
    assert said["unrecognised"] == [
        {"file": str(tmp_path / "new" / "other.txt"), "header": "hello"}
    ]


@pytest.mark.usefixtures("home")
def test_data_add_again_skips_everything(tmp_path: Path) -> None:
    estshire.month_file(tmp_path / "new", ROWS)
    data("add", tmp_path / "new")
    said = json.loads(data("add", tmp_path / "new", "--json").stdout)
    assert (said["files"], said["skipped_unchanged"], said["rows_read"]) == (1, 1, 0)


@pytest.mark.usefixtures("home")
def test_a_corrected_month_is_said_in_words(tmp_path: Path) -> None:
    data("add", estshire.month_file(tmp_path, ROWS[:1]))
    said = data("add", estshire.month_file(tmp_path, ROWS[:2], "corrected.csv")).stdout
    assert "Replaced: Estshire Police in 2025-01 (1 rows) by" in said


@pytest.mark.usefixtures("home")
def test_a_bad_file_ends_with_one_sentence_and_status_one(tmp_path: Path) -> None:
    for flags in ((), ("--json",)):
        result = data("add", estshire.write(tmp_path, "empty.csv", ""), *flags)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr == (
            f"{tmp_path / 'empty.csv'}: the file is empty; download it again.\n"
        )


@pytest.mark.usefixtures("home")
def test_a_file_of_another_kind_ends_with_status_one(tmp_path: Path) -> None:
    path = estshire.write(tmp_path, "shopping.csv", "item,price\nbread,2\n")
    result = data("add", path)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert f"{path}, line 1: this is no kind of file that Frankpledge knows" in result.stderr


@pytest.mark.usefixtures("home")
def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    result = data("add", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path / 'nowhere'}: there is no such file or folder; " + (
        "check the path.\n"
    )
    assert data("add").exit_code == 2


def test_a_data_directory_that_cannot_be_written_is_a_sentence(home: Path, tmp_path: Path) -> None:
    home.write_text("a file where the folder should be")
    result = data("add", estshire.month_file(tmp_path, ROWS[:1]))
    assert result.exit_code == 1
    assert "cannot be used" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("home")
def test_synthetic_files_are_marked_in_figures(tmp_path: Path) -> None:
    data("add", estshire.month_file(tmp_path, ROWS), estshire.lookups(tmp_path), "--synthetic")
    said = json.loads(january("--area", estshire.NORTHMARSH, "--json").stdout)
    assert said["origin"] == "synthetic"
    assert "Synthetic" in january("--area", estshire.NORTHMARSH).stdout


@pytest.mark.usefixtures("home")
def test_profile_figures_prints_the_fields_that_were_agreed(tmp_path: Path) -> None:
    data(
        "add",
        estshire.month_file(tmp_path, ROWS),
        estshire.lookups(tmp_path),
        estshire.residents(tmp_path),
    )
    result = january("--area", estshire.FORCE_CODE, "--by", "district,type", "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert said["rows"] == [
        {
            "district": estshire.NORTHMARSH,
            "district_name": "Northmarsh",
            "type": "Drugs",
            "count": 1,
            "population": 3100,
            "rate_per_1000": pytest.approx(1000 / 3100),
        }
    ]
    assert said["unplaced"] == {"Drugs": 1}
    assert said["outside"] == {"Drugs": 1}
    by_lsoa = json.loads(
        january("--area", estshire.FORCE_CODE, "--by", "district,type,lsoa", "--json").stdout
    )
    assert by_lsoa["rows"][0]["lsoa"] == estshire.UNCHANGED
    assert by_lsoa["rows"][0]["lsoa_vintage"] == "2021"


@pytest.mark.usefixtures("home")
def test_csv_has_one_line_a_row_and_no_formula(tmp_path: Path) -> None:
    rows = [estshire.row(), estshire.row(kind="=1+1")]
    data("add", estshire.month_file(tmp_path, rows), estshire.lookups(tmp_path))
    result = january("--area", estshire.NORTHMARSH, "--by", "type", "--csv")
    table = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["type"], row["count"]) for row in table] == [("'=1+1", "1"), ("Drugs", "1")]
    assert "Without a place: 0" in result.stderr


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--area", "E99"), 1),
        (("--area", estshire.NORTHMARSH, "--by", "colour"), 2),
        (("--area", estshire.NORTHMARSH, "--csv", "--json"), 2),
        ((), 2),
    ],
)
def test_questions_without_an_answer_end_with_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], status: int
) -> None:
    data("add", estshire.month_file(tmp_path, ROWS), estshire.lookups(tmp_path))
    result = january(*arguments)
    assert result.exit_code == status
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("home")
def test_months_that_are_none_are_wrong_use() -> None:
    result = profile("figures", "--area", "x", "--from", "2025-13", "--to", "2025-12")
    assert result.exit_code == 2
    assert "is not a month" in result.stderr


@pytest.mark.usefixtures("home")
def test_data_list_shows_what_is_held_and_what_is_missing(tmp_path: Path) -> None:
    assert "Nothing is held yet" in data("list").stdout
    data(
        "add",
        estshire.month_file(tmp_path, ROWS),
        estshire.month_file(tmp_path, [estshire.row(month="2025-03")], "march.csv"),
        estshire.lookups(tmp_path),
    )
    said = json.loads(data("list", "--json").stdout)
    (force,) = said["forces"]
    assert force["months"] == ["2025-01", "2025-03"]
    assert force["missing"] == ["2025-02"]
    assert force["rows_read"] == 5
    assert "Missing: 2025-02." in data("list").stdout


@pytest.mark.parametrize("command", [("data", "add"), ("data", "list"), ("profile", "figures")])
def test_help_has_an_example_and_loads_nothing_heavy(command: tuple[str, ...]) -> None:
    program = (
        "import sys\nfrom frankpledge.config.cli import main\n"
        "try:\n    main()\nfinally:\n"
        "    print(sorted({'duckdb', 'numpy', 'scipy', 'django'} & set(sys.modules)))\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program, *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "Example: frankpledge" in " ".join(shown.stdout.split())
    assert shown.stdout.rstrip().endswith("[]")

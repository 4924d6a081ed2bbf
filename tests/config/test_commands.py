"""The commands of `frankpledge`, run as a newcomer runs them: by hand, from outside."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KENT = ROOT / "frankpledge" / "reference" / "areas" / "kent"
NOBODY = "6f9f4a34-6b5b-4c3e-9d52-0f6d8e4b7c11"


def run(
    home: Path, *words: str, given: str = "", demo: bool = False, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run one command in a data folder of its own, with nothing else in its environment."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "frankpledge", *words],
        cwd=ROOT,
        env={
            **kept,
            "FRANKPLEDGE_HOME": str(home),
            "FRANKPLEDGE_DEMO": "1" if demo else "0",
            **more,
        },
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real, empty partnership with Kent's areas."""
    home = tmp_path_factory.mktemp("home")
    done = run(home, "install", "--areas", str(KENT))
    assert done.returncode == 0, done.stderr
    return home


def test_help_names_every_command_and_says_what_each_does(tmp_path: Path) -> None:
    shown = run(tmp_path, "--help")

    assert shown.returncode == 0
    for command in ("area", "audit", "data", "demo", "install", "policy", "profile", "serve"):
        assert f"\n  {command}" in shown.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("policy", "table"),
        ("policy", "decide"),
        ("policy", "explain"),
        ("audit", "verify"),
        ("audit", "seal"),
        ("area", "load"),
        ("demo",),
        ("serve",),
        ("install",),
        ("assets",),
        ("data", "add"),
        ("data", "list"),
        ("profile", "figures"),
        ("profile", "build"),
    ],
)
def test_every_command_explains_itself_with_an_example(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    shown = run(tmp_path, *words, "--help")

    assert shown.returncode == 0, shown.stderr
    assert "Example:" in shown.stdout


def test_the_front_end_is_built_by_hand_from_a_shell_that_knows_nothing(tmp_path: Path) -> None:
    built = run(tmp_path, "assets")

    assert built.returncode == 0, built.stderr


def test_an_unknown_command_is_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path, "frobnicate").returncode == 2


def test_the_policy_table_is_json_with_its_three_parts(tmp_path: Path) -> None:
    shown = run(tmp_path, "policy", "table")

    table = json.loads(shown.stdout)
    assert set(table) == {"permissions", "purposes", "implies"}
    assert table["permissions"]["administrator"] == []
    assert set(table["purposes"]["export"]) <= set(table["purposes"]["read"])
    assert set(table["purposes"]["read"]) <= set(table["purposes"]["discover"])


def test_deciding_answers_each_line_and_exits_with_2_if_one_was_no_json(tmp_path: Path) -> None:
    decided = run(tmp_path, "policy", "decide", given='{"action": "read"}\nnonsense\n')

    lines = [json.loads(line) for line in decided.stdout.splitlines()]
    assert lines[0] == {"allow": False, "clause": "live"}
    assert "error" in lines[1]
    assert decided.returncode == 2


def test_a_whole_record_verifies_and_an_altered_one_does_not(installed: Path) -> None:
    assert run(installed, "audit", "verify").returncode == 0
    assert run(installed, "audit", "seal").returncode == 0


def test_a_record_altered_by_hand_is_found_and_exits_with_1(tmp_path: Path) -> None:
    run(tmp_path, "install", "--areas", str(KENT))
    database = sqlite3.connect(tmp_path / "frankpledge.sqlite3")
    database.execute(
        "INSERT INTO access_auditevent (id, at, act, outcome, actor, leaf)"
        " VALUES ('00000000000000000000000000000001', '2026-04-13', 'forged', 'done', 'x', '{}')"
    )
    database.commit()
    database.close()
    found = run(tmp_path, "audit", "verify")

    assert found.returncode == 1
    assert "Tampered with: 1 events stand outside the chain" in found.stdout


def test_a_checkpoint_that_is_none_means_that_it_cannot_be_told(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "not-a-checkpoint.txt").write_text("hello")
    told = run(installed, "audit", "verify", "--checkpoint", str(tmp_path / "not-a-checkpoint.txt"))

    assert told.returncode == 2
    assert "is not a checkpoint" in told.stderr


def test_explaining_names_what_is_not_known(installed: Path) -> None:
    words = ("policy", "explain", "--as", "nobody", "--action", "read", "problem", NOBODY)
    asked = run(installed, *words)

    assert asked.returncode == 2
    assert "Nobody signs in as nobody." in asked.stderr


def test_the_demonstration_is_never_made_by_mistake(tmp_path: Path) -> None:
    refused = run(tmp_path, "demo")

    assert refused.returncode == 1
    assert "FRANKPLEDGE_DEMO=1" in refused.stderr


def test_a_real_partnership_and_the_demonstration_never_share_a_database(installed: Path) -> None:
    refused = run(installed, "demo", demo=True)
    served = run(installed, "serve", "--port", "18999", demo=True)

    assert refused.returncode == 1
    assert served.returncode == 1
    assert "holds a real partnership" in served.stderr


def test_an_area_folder_that_lacks_a_column_says_which_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "areas"
    folder.mkdir()
    for path in KENT.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "areas.csv").write_text("code,kind\nE1,district\n")
    refused = run(tmp_path, "area", "load", str(folder))

    assert refused.returncode == 1
    assert "areas.csv, line 1: there is no column name" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FRANKPLEDGE_DEMO", "yes", "FRANKPLEDGE_DEMO is 'yes': set it to 1 or 0."),
        ("SESSION_IDLE_MINUTES", "soon", "SESSION_IDLE_MINUTES is 'soon'"),
        ("SECRET_KEY", "short", "SECRET_KEY is shorter than 32 characters"),
        ("DATABASE_URL", "mysql://x/y", "use sqlite:// or postgres://"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(
    name: str, value: str, said: str, tmp_path: Path
) -> None:
    stopped = run(tmp_path, "audit", "verify", **{name: value})

    assert stopped.returncode == 1
    assert said in stopped.stderr
    assert "Traceback" not in stopped.stderr

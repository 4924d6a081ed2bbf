"""A process that is killed, or two at once: the store is as before or as after, never between."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frankpledge.analysis import ledger
from frankpledge.analysis.api import StoreBusy, open_store, profile_figures
from tests.analysis import estshire
from tests.analysis.estshire import take_in

# Each dies at one moment: the third month written, before the ledger, or half way through it.
MOMENTS = {
    "while months are written": """
written = []
real = placement.write_part
def dying(connection, part):
    real(connection, part)
    written.append(part)
    if len(written) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
placement.write_part = dying
""",
    "before the ledger": """
def dying(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)
ledger.write_ledger = dying
""",
    "before the new ledger takes the old one's place": """
def dying(self, target):
    os.kill(os.getpid(), signal.SIGKILL)
pathlib.Path.replace = dying
""",
}
PROGRAM = """
import os, pathlib, signal, sys
from frankpledge.analysis import intake, ledger, placement
{moment}
from tests.analysis.estshire import take_in
take_in(pathlib.Path(sys.argv[1]), *map(pathlib.Path, sys.argv[2:]))
"""


def months(folder: Path, rows: int) -> list[Path]:
    """Four months of so many rows each."""
    return [
        estshire.month_file(
            folder, [estshire.row(month=f"2025-0{number}")] * rows, f"{rows}-{number}.csv"
        )
        for number in (1, 2, 3, 4)
    ]


def counted(home: Path) -> list[int]:
    """The count of each month."""
    figures = profile_figures(
        open_store(home), area=estshire.NORTHMARSH, first="2025-01", last="2025-04", by=["month"]
    )
    return [row.count for row in figures.rows]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_addition_leaves_the_store_as_it_was(tmp_path: Path, moment: str) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), *months(tmp_path, 2))
    before = open_store(home).ledger
    killed = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(moment=MOMENTS[moment]), home, *months(tmp_path, 5)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert open_store(home).ledger == before
    assert counted(home) == [2, 2, 2, 2]
    take_in(home, *months(tmp_path, 5))
    assert counted(home) == [5, 5, 5, 5]
    assert not (home / "store" / "tmp").exists()


def test_a_second_process_waits_its_turn_and_then_says_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = estshire.month_file(tmp_path, [estshire.row()])
    with ledger.held_alone(home / "store", patience=0):
        begun = time.monotonic()
        with pytest.raises(StoreBusy, match="Another process is adding to"):
            take_in(home, file)
        assert time.monotonic() - begun >= 0.2
    assert take_in(home, file).account.kept == 1


def test_two_processes_at_once_both_get_in(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path))
    patient = (
        PROGRAM.format(moment="")
        .replace("take_in(", "take_in_patiently(")
        .replace("import take_in_patiently", "import take_in")
    )
    patient = patient.replace(
        "from tests.analysis.estshire import take_in\n",
        "from tests.analysis.estshire import TODAY\n"
        "def take_in_patiently(home, *paths):\n"
        "    intake.add(home, paths, today=TODAY, patience=60)\n",
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", patient, home, file],
            cwd=Path(__file__).parents[2],
            stderr=subprocess.PIPE,
        )
        for file in months(tmp_path, 3)
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    assert counted(home) == [3, 3, 3, 3]


def test_a_reader_who_opened_before_an_addition_still_reads_what_was_held(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.lookups(tmp_path), *months(tmp_path, 2))
    store = open_store(home)
    take_in(home, *months(tmp_path, 5))
    figures = profile_figures(
        store, area=estshire.NORTHMARSH, first="2025-01", last="2025-04", by=["month"]
    )
    assert [row.count for row in figures.rows] == [2, 2, 2, 2]


def test_a_ledger_of_another_version_is_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take_in(home, estshire.month_file(tmp_path, [estshire.row()]))
    path = home / "store" / "ledger.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"version":2', '"version":99'))
    with pytest.raises(Exception, match="was written by another version of the program"):
        open_store(home)
    path.write_text("{")
    with pytest.raises(Exception, match="cannot be read; restore it from a backup"):
        open_store(home)

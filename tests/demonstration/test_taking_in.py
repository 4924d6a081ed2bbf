"""The importer that real files go through takes the demonstration's files and counts the same."""

from datetime import date
from pathlib import Path
from typing import Any

from frankpledge.analysis.intake import add
from frankpledge.demonstration.folder import MadeFolder

TODAY = date(2026, 5, 22)


def test_every_file_is_recognised_and_every_row_accounted_for(
    made: MadeFolder, truth: dict[str, Any], tmp_path: Path
) -> None:
    added = add(tmp_path, [made.published], today=TODAY)
    totals = truth["counties"][0]["totals"]
    assert added.unrecognised == ()
    assert added.account.read == totals["rows"]
    assert added.account.kept == totals["kept"]
    assert added.account.unplaced == totals["unplaced"]
    assert added.account.outside == totals["outside"]
    assert added.account.rejected == totals["rejected"]


def test_each_impossible_row_is_named_with_its_line(
    made: MadeFolder, truth: dict[str, Any], tmp_path: Path
) -> None:
    added = add(tmp_path, [made.published], today=TODAY)
    said = {(Path(rejected.file).name, rejected.line) for rejected in added.rejected}
    planned = {
        (Path(file["path"]).name, line)
        for file in truth["counties"][0]["files"]
        for line, _ in file["rejected_lines"]
    }
    assert said == planned

"""One demonstration folder of each small kind, made once for all the tests that only read it."""

import json
from pathlib import Path
from typing import Any

import pytest

from frankpledge.demonstration.county import COUNTIES, SIZES
from frankpledge.demonstration.folder import MadeFolder, make_folder
from frankpledge.demonstration.geography import Land, lay_out


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeFolder:
    """The folder of a demonstration of the smallest size."""
    return make_folder(tmp_path_factory.mktemp("demonstration"), size="district", seed=1)


@pytest.fixture(scope="session")
def truth(made: MadeFolder) -> dict[str, Any]:
    """What the maker says is in that folder."""
    said: dict[str, Any] = json.loads(made.truth.read_text(encoding="utf-8"))
    return said


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> MadeFolder:
    """A folder of a county as large as a real one, with the crime of two months."""
    return make_folder(
        tmp_path_factory.mktemp("county"), size="county", seed=1, months=("2025-04", "2025-05")
    )


@pytest.fixture(scope="session")
def land() -> Land:
    """The invented county at full size."""
    return lay_out(COUNTIES[0], size=SIZES["county"], seed=1)


@pytest.fixture(scope="session")
def kent() -> Path:
    """The area files of Kent."""
    import frankpledge.reference as reference

    return Path(next(iter(reference.__path__))) / "areas" / "kent"

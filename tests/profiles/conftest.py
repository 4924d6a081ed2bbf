"""An invented county's store, and the people who build, read and comment on its profiles."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from frankpledge.access.api import Agency, Person, Role
from frankpledge.analysis.api import Period, add
from frankpledge.demonstration.folder import make_folder
from frankpledge.profiles import drafting
from frankpledge.profiles.blocks import Content
from tests.makers import make_agency, make_area, make_person

DISTRICT = "E07999101"
NEXT_DISTRICT = "E07999102"
FORCE = "E23999001"
NOW_FIRST, NOW_LAST = "2025-04", "2025-09"
THEN_FIRST, THEN_LAST = "2024-04", "2024-09"


@dataclass(frozen=True)
class County:
    """Where the invented county's files lie, and the data directory that took them in."""

    files: Path
    home: Path


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """Six months of two years, half a year apart, with everything that places them."""
    folder = tmp_path_factory.mktemp("county")
    months = [
        *Period(first=THEN_FIRST, last=THEN_LAST).months,
        *Period(first=NOW_FIRST, last=NOW_LAST).months,
    ]
    made = make_folder(folder / "files", size="district", months=months)
    add(folder / "home", [made.published], today=date(2026, 4, 15))
    return County(files=made.published, home=folder / "home")


@pytest.fixture
def home(county: County, tmp_path: Path, settings: Any) -> Path:
    """A data directory of the site's own, with the invented county's figures in it."""
    shutil.copytree(county.home / "store", tmp_path / "home" / "store")
    settings.FRANKPLEDGE_HOME = tmp_path / "home"
    return tmp_path / "home"


OPEN_DATA = Path(
    os.environ.get("FRANKPLEDGE_OPEN_DATA") or Path(__file__).parents[3] / "shared" / "data"
)


@pytest.fixture(scope="session")
def kent_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that holds Kent's published files; skips where they are not here."""
    if not (OPEN_DATA / "crime" / "kent-street").is_dir():
        pytest.skip("the published files are not here: set FRANKPLEDGE_OPEN_DATA to their folder")
    home = tmp_path_factory.mktemp("kent")
    folders = ("lookups", "population", "boundaries", "deprivation", "crime/kent-street")
    add(home, [OPEN_DATA / name for name in folders], today=date(2026, 4, 15))
    return home


@dataclass(frozen=True)
class Partnership:
    """A police force whose analyst builds profiles, and two councils with a district each."""

    police: Agency
    council: Agency
    analyst: Person
    manager: Person
    neighbour: Person
    nobody: Person


@pytest.fixture
def partnership() -> Partnership:
    """Who may do what: the analyst everywhere, each manager in her own district."""
    make_area(DISTRICT, name="Wantsum")
    make_area(NEXT_DISTRICT, name="Brindlemere")
    police, council, other = make_agency("police"), make_agency("council"), make_agency("other")
    return Partnership(
        police=police,
        council=council,
        analyst=make_person(police, Role.ANALYST, force_wide=True),
        manager=make_person(council, Role.CSM, districts=[DISTRICT]),
        neighbour=make_person(other, Role.CSM, districts=[NEXT_DISTRICT]),
        nobody=make_person(council, Role.NO_GRANTS, districts=[DISTRICT]),
    )


@pytest.fixture
def built_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft has a few made-up figures, which take no time."""
    from tests.profiles.steps import AREAS, content

    def build(store: object, *, area: str, **asked: str) -> Content:
        return content(area, "district" if area in AREAS else "police force")

    monkeypatch.setattr(drafting, "_store", lambda: None)
    monkeypatch.setattr(drafting.context, "build", build)


@pytest.fixture
def draft(partnership: Partnership, built_at_once: None) -> UUID:
    """A profile of the district that the analyst has just built."""
    from tests.profiles.steps import make_draft

    return make_draft(partnership.analyst)


@pytest.fixture
def supervisor(partnership: Partnership) -> Person:
    """Who clears what the analyst built."""
    return make_person(partnership.police, Role.INTELLIGENCE_SUPERVISOR, force_wide=True)


@pytest.fixture
def chief(partnership: Partnership) -> Person:
    """Who signs what anybody may read."""
    return make_person(partnership.police, Role.BOARD_MEMBER, force_wide=True)

"""What the demonstration writes can be loaded, and says the same once it is loaded."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from frankpledge.access.api import Body, Person, Role, areas_in, bodies_on
from frankpledge.access.loading import UnusableFolder, load_areas, load_partnership
from frankpledge.demonstration.folder import MadeFolder
from tests.demonstration.reading import rows_of

pytestmark = pytest.mark.django_db


def test_kent_loads_and_counts_its_partnerships_as_of_the_day(kent: Path) -> None:
    load_areas(kent)
    county, force = "E10000016", "E23000032"
    then, now = date(2016, 3, 16), date(2026, 5, 22)
    assert len(bodies_on(then, kind="csp", within=county)) == 11
    assert len(bodies_on(then, kind="csp", within=force)) == 12
    assert len(bodies_on(now, kind="csp", within=force)) == 13
    assert len(areas_in(force, now, kinds=("district", "unitary"))) == 13


def test_the_invented_county_loads_with_its_agencies_and_people(made: MadeFolder) -> None:
    load_areas(made.areas)
    loaded = load_partnership(made.partnership)
    assert loaded["people"] == len(rows_of(made.partnership / "people.csv"))
    personas = Person.objects.exclude(persona=None).values_list("persona", flat=True)
    # Nobody can sign in as the service that counts for boards.
    assert set(personas) == set(Role) - {Role.BOARD_COUNTER}
    county = bodies_on(date(2026, 5, 18), kind="csp", within="E10999001")
    assert len(county) == 12


def test_loading_the_areas_twice_changes_nothing(made: MadeFolder) -> None:
    load_areas(made.areas)
    first = Body.objects.count()
    load_areas(made.areas)
    assert Body.objects.count() == first


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("body_areas.csv", "csp-ashford,E07999999,,", "there is no area E07999999"),
        ("area_parts.csv", "E23000032,E23000032,,", "E23000032 is named with itself"),
        ("body_names.csv", "NOBODY,Nobody,,", "there is no body NOBODY"),
        ("areas.csv", "E07000105,district,Ashford,borough,,", "E07000105 came before"),
        ("areas.csv", "E0700010500000,district,Ashford,borough,,", "longer than 12 letters"),
        ("areas.csv", "E07000105x,,Ashford,borough,,", "kind is empty"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named_by_file_and_line(
    kent: Path, tmp_path: Path, name: str, line: str, said: str
) -> None:
    folder = tmp_path / "areas"
    shutil.copytree(kent, folder)
    with (folder / name).open("a", encoding="utf-8") as opened:
        opened.write(f"{line}\n")
    lines = (folder / name).read_text(encoding="utf-8").count("\n")

    with pytest.raises(UnusableFolder) as refused:
        load_areas(folder)
    assert str(refused.value).startswith(f"{folder / name}, line {lines}: ")
    assert said in str(refused.value)
    assert not Body.objects.exists(), "nothing is half taken in"

"""What the demonstration writes can be loaded, and says the same once it is loaded."""

from datetime import date
from pathlib import Path

import pytest

from frankpledge.access.api import Body, Person, Role, areas_in, bodies_on
from frankpledge.access.loading import load_areas, load_partnership
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

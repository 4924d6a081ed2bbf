"""Commands with which a real installation is set up."""

import pytest
from django.core.management import CommandError, call_command

from frankpledge.access.api import Area, Role
from frankpledge.intelligence.models import Unit
from tests.intelligence.makers import make_agency, make_person


def test_keys_are_made_once(settings, tmp_path, capsys):
    public, custody = tmp_path / "source.pub", tmp_path / "custody"
    call_command("make_source_keys", public=public, custody=custody)

    assert "Keep two copies" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Keep it"):
        call_command("make_source_keys", public=public, custody=custody)


def test_a_unit_is_set_up_for_an_area(county, capsys):
    make_agency(county, "stour-intelligence", "Stour Intelligence Unit", kind="police")
    Area.objects.create(code="F2", kind="force", name="Stour")
    call_command("set_up_unit", agency="stour-intelligence", area="F2")

    assert Unit.objects.get(area_id="F2").agency.code == "stour-intelligence"
    assert "reads what is told in F2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("agency", "area", "says"),
    [
        ("nowhere", "F1", "no agency"),
        ("mixed-police", "F1", "agency of its own"),
        ("empty-unit", "F9", "no area"),
    ],
)
def test_what_cannot_be_a_unit_is_refused_in_a_sentence(county, agency, area, says):
    make_agency(county, "mixed-police", "Mixed Police", kind="police")
    make_person(county, "pc", "mixed-police", Role.PRACTITIONER, areas=["D1"])
    make_agency(county, "empty-unit", "Empty Unit", kind="police")

    with pytest.raises(CommandError, match=says):
        call_command("set_up_unit", agency=agency, area=area)
    assert Unit.objects.count() == 1

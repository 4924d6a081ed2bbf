"""Lists as agencies keep them: other names for columns, other habits, gaps, slips and swaps."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks.people_lists import PLAIN, Look, Wear, one_list, two_lists, write_list
from frankpledge.linkage.api import Wish, link
from tests.linkage.scores import read_clusters, scores


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of list, and the least F1 that it must reach."""

    look: Look
    least: float
    records: int = 300
    wear: Wear | None = None


def columns(**names: str) -> dict[str, str]:
    return names


KINDS = {
    "a plain list": Kind(look=PLAIN, least=0.9),
    "thirty records": Kind(look=PLAIN, least=0.7, records=30),
    "forenames in capitals, semicolons": Kind(
        look=Look(
            columns=columns(id="Ref", first="Forename", surname="Family Name", birth="D.O.B.",
                            postcode="Post Code", street="Address Line 1", phone="Mobile No"),
            separator=";", capitals=True, birth="{d}/{m}/{y}", nothing="N/K",
        ),
        least=0.88,
    ),
    "full names": Kind(
        look=Look(columns=columns(id="id", name="Name", birth="Date of Birth", address="Address"),
                  birth="{d} {month} {y}"),
        least=0.85,
    ),
    "surname first, from a spreadsheet": Kind(
        look=Look(columns=columns(id="rec_id", comma_name="client_name", birth="dob",
                                  postcode="postcode", town="town"),
                  encoding="utf-8-sig", birth="{d}-{month}-{yy}"),
        least=0.85,
    ),
    "american dates, tabs": Kind(
        look=Look(columns=columns(id="record_id", first="fname", surname="lname", birth="birthdate",
                                  postcode="zip", house="house", street="road"),
                  separator="\t", birth="{m}/{d}/{y}"),
        least=0.88,
    ),
    "half of it missing": Kind(
        look=PLAIN, least=0.7, wear=Wear(missing={"birth": 0.4, "postcode": 0.4, "street": 0.5,
                                                  "phone": 0.6, "email": 0.7, "town": 0.3}),
    ),
    "many short forms": Kind(look=PLAIN, least=0.85, wear=Wear(short_form=0.6)),
    "many swapped names": Kind(look=PLAIN, least=0.85, wear=Wear(swapped=0.35)),
    "many slips": Kind(look=PLAIN, least=0.82, wear=Wear(slip=0.6, second_slip=0.4)),
    "names and birth only": Kind(
        look=Look(columns=columns(id="uid", first="given", surname="family", birth="born"),
                  birth="{y}{m}{d}"),
        least=0.8,
    ),
    "with a national identifier": Kind(
        look=Look(columns=columns(id="urn", first="First Name(s)", surname="Last name",
                                  national_id="NI Number", birth="DateOfBirth")),
        least=0.85,
    ),
    "without birth": Kind(
        look=Look(columns=columns(id="id", first="firstName", surname="lastName",
                                  postcode="postalCode", phone="tel", email="e-mail")),
        least=0.75,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_list_of_this_kind_is_linked_well(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    records, truth = one_list(3, records=kind.records, again=0.3, wear=kind.wear)
    path = write_list(tmp_path / "list.csv", records, kind.look)
    link([path], out=tmp_path / "c.csv", wish=Wish(), this_year=2026)
    precision, recall, f1 = scores(read_clusters(tmp_path / "c.csv"), truth)
    print(f"{name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")  # noqa: T201
    assert f1 >= kind.least


@pytest.mark.parametrize("within", [0.0, 0.15])
def test_two_lists_that_look_different_are_linked_well(within: float, tmp_path: Path) -> None:
    left, right, truth = two_lists(5, records=200, within=within)
    one = write_list(tmp_path / "housing.csv", left, PLAIN)
    other = write_list(tmp_path / "school.csv", right, KINDS["full names"].look)
    link([one, other], out=tmp_path / "c.csv", wish=Wish(), this_year=2026)
    precision, recall, f1 = scores(read_clusters(tmp_path / "c.csv"), truth)
    print(f"two lists, {within}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")  # noqa: T201
    assert f1 >= 0.85


@pytest.mark.thorough
def test_twenty_thousand_records_are_linked_well(tmp_path: Path) -> None:
    records, truth = one_list(9, records=20_000)
    path = write_list(tmp_path / "list.csv", records, replace(PLAIN, separator=";"))
    link([path], out=tmp_path / "c.csv", wish=Wish(), this_year=2026)
    assert scores(read_clusters(tmp_path / "c.csv"), truth)[2] >= 0.95

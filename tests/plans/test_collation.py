"""The county's quarter: every number is an independent sum, and n of N are those valid then."""

from __future__ import annotations

import csv
import io
from datetime import date
from random import Random
from uuid import uuid4

import pytest
from django.test import Client

from frankpledge.access.api import NotFound, NotPermitted, Role
from frankpledge.plans.models import QuarterReturn, ReturnFigure, ReturnPart
from frankpledge.plans.returns import collation
from frankpledge.plans.returns.measures import MEASURES
from tests.makers import as_actor, make_person
from tests.plans.adding_up import independent, on_the_page, printed
from tests.plans.partnership import (
    ASKED,
    Here,
    ask,
    begin,
    check,
    make_body,
    make_county,
    returned,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Here:
    return make_county(3)


def county(here: Here, round_id: int) -> collation.County:
    return collation.county(round_id=round_id, by=as_actor(here.gwen, at=ASKED), at=ASKED)


def signed_in(here: Here) -> Client:
    client = Client()
    client.force_login(here.gwen)
    return client


def shown(found: collation.County) -> dict[str, int | None]:
    return {line.measure.code: line.sum.total for block in found.blocks for line in block.lines}


def extract(here: Here, round_id: int, audience: str) -> list[dict[str, str]]:
    text = collation.extract(
        round_id=round_id, audience=audience, by=as_actor(here.gwen, at=ASKED), at=ASKED
    )
    return list(csv.DictReader(io.StringIO(text)))


def test_every_number_of_the_county_is_what_an_independent_sum_gives(here: Here) -> None:
    random = Random(7)
    round_id = ask(here)
    for code in ("D1", "D2", "D3"):
        given = {
            measure.code: random.choice([None, random.randint(0, measure.most % 40)])
            for measure in MEASURES
        }
        returned(here, round_id, code, **given)
    rows = list(QuarterReturn._rows.all())
    shared = uuid4()
    for row in rows[:2]:
        ReturnFigure.objects.filter(made_in=row, measure="G3").update(number=1, why_none="")
        ReturnPart.objects.create(made_in=row, measure="G3", uid=shared)
    found = shown(county(here, round_id))

    alone = {measure.code: independent(rows, measure.code, measure.adding) for measure in MEASURES}
    assert found == alone
    page = on_the_page(signed_in(here), round_id)
    assert page.keys() == {measure.code for measure in MEASURES}
    for measure in MEASURES:
        assert printed(rows, measure.code) in page[measure.code], measure.code
        figures = ReturnFigure.objects.filter(measure=measure.code)
        said = [figure.number for figure in figures if figure.number is not None]
        opened = collation.opened(
            round_id=round_id, code=measure.code, by=as_actor(here.gwen, at=ASKED), at=ASKED
        )
        assert [part.number for part in opened.parts if part.number is not None] == [
            figures.get(made_in=part.return_id).number
            for part in opened.parts
            if figures.get(made_in=part.return_id).number is not None
        ]
        assert (opened.sum.given_by, opened.sum.missing) == (len(said), 3 - len(said))


def test_the_four_aims_of_working_together_stand_first_and_open(here: Here) -> None:
    round_id = ask(here)
    returned(here, round_id, "D1", G3=2, G4=2, G5=3, G7=3, E5=4, B9=5, B10=1)
    found = county(here, round_id)

    assert [(line.measure.code, line.sum.total) for _, line in found.joint_work] == [
        ("G4", 2),
        ("G7", 3),
        ("E5", None),
        ("E6", None),
        ("B9", 5),
        ("B10", 1),
    ]
    assert len({aim for aim, _ in found.joint_work}) == 4


def test_rounded_numbers_are_added_as_they_came_and_say_so(here: Here) -> None:
    round_id = ask(here)
    for code, number in (("D1", 5), ("D2", 0)):
        made = returned(here, round_id, code, D1=number)
        ReturnFigure.objects.filter(made_in=made, measure="D1").update(is_counted=True)
    page = on_the_page(signed_in(here), round_id)

    assert "About 5" in page["D1"]
    assert any("2 to the nearest 5" in cell for cell in page["D1"])
    returned(here, round_id, "D3", D1=3)
    assert "About 8" in on_the_page(signed_in(here), round_id)["D1"]


def test_an_event_in_two_returns_is_one_in_the_countys_and_opens_into_both(here: Here) -> None:
    round_id = ask(here)
    event = uuid4()
    for code in ("D1", "D2"):
        made = returned(here, round_id, code, G3=1)
        ReturnPart.objects.create(made_in_id=made, measure="G3", uid=event)
    opened = collation.opened(
        round_id=round_id, code="G3", by=as_actor(here.gwen, at=ASKED), at=ASKED
    )

    assert (opened.sum.total, opened.sum.shared) == (1, 1)
    assert [(part.body, part.number) for part in opened.parts] == [("CSP-D1", 1), ("CSP-D2", 1)]


def test_missing_is_named_and_is_not_nil_and_nil_is_not_nothing(here: Here) -> None:
    round_id = ask(here)
    returned(here, round_id, "D1", C1=4)
    made = returned(here, round_id, "D2")
    QuarterReturn._rows.filter(pk=made).update(is_nil=True)
    found = county(here, round_id)

    assert (found.arrived, found.asked, found.nil) == (2, 3, 1)
    assert [line.body for line in found.bodies if not line.has_arrived] == ["CSP-D3"]
    (line,) = [each for each in found.blocks[2].lines if each.measure.code == "C1"]
    assert (line.sum.total, line.sum.given_by) == (4, 2)


def test_what_is_not_signed_is_not_told_apart_from_what_is_not_begun(here: Here) -> None:
    round_id = ask(here)
    before = county(here, round_id)
    begin(here, round_id, "D1")

    assert county(here, round_id) == before


def test_a_reopened_return_does_not_count_until_it_is_signed_again(here: Here) -> None:
    round_id = ask(here)
    made = returned(here, round_id, "D1", C1=4)
    check(here, made, "accepted")
    check(here, made, "reopened", note="Counted twice")
    found = county(here, round_id)

    assert (found.arrived, shown(found)["C1"]) == (0, None)
    assert found.bodies[0].state == "Reopened"


def test_the_guest_comes_by_invitation_and_is_in_no_number(here: Here) -> None:
    round_id = ask(here, invited="csp-u1")
    returned(here, round_id, "D1", C1=4)
    returned(here, round_id, "U1", C1=100)
    found = county(here, round_id)

    assert (found.arrived, found.asked, shown(found)["C1"]) == (1, 3, 4)
    (guest,) = [line for line in found.bodies if line.is_invited]
    assert guest.has_arrived


def test_a_merger_in_the_quarter_is_asked_by_its_dates_and_nothing_is_merged(db: None) -> None:
    here = make_county(2, bodies=False)
    change = date(2026, 2, 15)
    make_body("csp-d1", "D1", ends=change)
    make_body("csp-d2", "D2", ends=change)
    make_body("csp-both", "D1", "D2", begins=change)
    found = county(here, ask(here))

    assert found.asked == 3
    assert {line.code: line.days for line in found.bodies} == {
        "csp-d1": "1 January to 14 February",
        "csp-d2": "1 January to 14 February",
        "csp-both": "15 February to 31 March",
    }
    after = county(here, ask(here, quarter="2026-27-q1"))
    assert [line.code for line in after.bodies] == ["csp-both"]


def test_an_extract_holds_what_is_accepted_and_no_number_about_few_people(here: Here) -> None:
    round_id = ask(here)
    for code, referrals in (("D1", 3), ("D2", 6)):
        check(here, returned(here, round_id, code, D1=referrals, D2=2, C1=1), "accepted")
    returned(here, round_id, "D3", D1=50, C1=50)
    rows = extract(here, round_id, "pcc")
    numbers = {(row["measure"], row["partnership"]): row["number"] for row in rows}

    assert numbers["C1", "all"] == "2"
    assert numbers["C1", "CSP-D1"] == "1"
    assert numbers["D1", "all"] == "10"
    assert numbers["D1", "CSP-D1"] == numbers["D1", "CSP-D2"] == ""
    assert numbers["D2", "all"] == ""
    assert ("C1", "CSP-D3") not in numbers
    assert {row["note"] for row in rows if row["partnership"] == "all" and row["number"]} == {
        "2 of 3 partnerships"
    }
    public = extract(here, round_id, "public")
    assert {row["partnership"] for row in public if row["measure"] == "C1"} == {"all"}


def test_only_the_county_team_collates_and_only_its_own_area(here: Here) -> None:
    round_id = ask(here)
    with pytest.raises(NotPermitted, match="Your post does not collate returns"):
        collation.county(round_id=round_id, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED)
    stranger = make_person(here.county, Role.COUNTY_TEAM, districts=["U1"])
    with pytest.raises(NotFound):
        collation.county(round_id=round_id, by=as_actor(stranger, at=ASKED), at=ASKED)


def test_each_number_on_the_page_opens_and_what_is_no_measure_is_not_found(here: Here) -> None:
    round_id = ask(here)
    returned(here, round_id, "D1", C1=4)
    client = signed_in(here)
    page = client.get(f"/plans/returns/county/{round_id}/").content.decode()
    for measure in MEASURES:
        assert f"/plans/returns/county/{round_id}/{measure.code.lower()}/" in page
    assert "CSP-D1" in client.get(f"/plans/returns/county/{round_id}/c1/").content.decode()
    assert client.get(f"/plans/returns/county/{round_id}/z9/").status_code == 404
    assert client.post(f"/plans/returns/county/{round_id}/chase/csp-d2/").status_code == 302
    assert "Reminded on" in client.get(f"/plans/returns/county/{round_id}/").content.decode()
    taken = client.get(f"/plans/returns/county/{round_id}/extract/public/")
    assert taken.headers["Content-Type"].startswith("text/csv")
    assert client.get(f"/plans/returns/county/{round_id}/extract/me/").status_code == 404

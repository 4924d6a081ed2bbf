"""The unit makes cards, sets work addresses and says whose grades are taken."""

import re

import pytest

from frankpledge.intelligence.giving import work_address
from tests.intelligence.test_question_pages import page


def test_the_unit_makes_prints_and_withdraws_cards(county, browse):
    imogen = browse("imogen")
    agency = str(county.agency("fallow-fire"))
    typed = {"agency": agency, "kind": "card", "job": "repairs"}
    made = page(imogen.post("/intelligence/cards/make/", typed))
    code = re.search(r"/cards/([\w-]+)/print/", made)[1]
    card = page(imogen.get(f"/intelligence/cards/{code}/print/"))
    assert card.count("<li>") >= 8
    assert f"http://testserver/card/{code}" in card.replace("<wbr>", "")
    for typed_in in (code, code.lower(), code.replace("-", "").lower()):
        led = browse().get(f"/card/{typed_in}", follow=True)
        assert "Tell the police what you saw" in page(led)
    assert code in page(imogen.get("/intelligence/cards/"))
    imogen.post(f"/intelligence/cards/{code}/withdraw/")

    assert imogen.get(f"/intelligence/cards/{code}/print/").status_code == 404
    assert browse().get(f"/intelligence/card/{code}/").status_code == 404
    for gone in (code, "NONE-0000"):
        assert browse().get(f"/card/{gone}", follow=True).status_code == 404
    assert imogen.post("/intelligence/cards/NOPE/withdraw/").status_code == 404


def test_the_unit_sets_work_addresses(county, browse):
    imogen = browse("imogen")
    address = "/intelligence/agencies/fallow-fire/domains/"
    page(imogen.get(address))
    assert imogen.post(address, {"domains": "fire.example\r\nrescue.example"}).status_code == 302
    assert work_address.domains_of(county.agency("fallow-fire")) == [
        "fire.example",
        "rescue.example",
    ]
    page(imogen.post(address, {"domains": "not a domain"}), 422)


def test_a_supervisor_says_whose_grades_are_taken(county, browse):
    martin = browse("martin")
    page(martin.get("/intelligence/accredited/"))
    page(martin.post("/intelligence/accredited/", {}), 422)
    typed = {"agency": str(county.agency("fallow-fire")), "reference": "Agreement 7"}
    martin.post("/intelligence/accredited/", typed)
    words = page(martin.get("/intelligence/accredited/"))
    number = re.search(r"/accredited/(\d+)/end/", words)[1]
    assert martin.post(f"/intelligence/accredited/{number}/end/").status_code == 302
    assert martin.post("/intelligence/accredited/99999/end/").status_code == 404


@pytest.mark.parametrize("name", ["nia", "dev", "petra"])
def test_partners_look_after_no_cards(county, browse, name):
    client = browse(name)
    for address in ("cards/", "cards/make/", f"cards/{county.card}/print/", "accredited/"):
        assert client.get(f"/intelligence/{address}").status_code == 403
    assert client.post(f"/intelligence/cards/{county.card}/withdraw/").status_code == 403

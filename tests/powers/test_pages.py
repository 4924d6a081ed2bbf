"""The pages of powers: what could be used where, by whom, and who may not look."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import AuditEvent
from frankpledge.access.models import Holding
from frankpledge.powers.models import Delegation, Review
from frankpledge.problems import api as problems
from tests.makers import NOW, as_actor
from tests.powers.conftest import HERE, UNITARY, browse


def text(answer):
    return " ".join(answer.content.decode().split())


def here(client, **asked):
    return client.get("/powers/here/", {"area": HERE, **asked})


def test_candidates_stand_by_who_holds_them_with_every_test_unticked(county):
    page = text(here(browse(county.csm), targets="premises", harm="illicit_goods"))

    assert "District council, anti-social behaviour" in page
    assert "Council Agency" in page
    assert "Closure notice" in page
    assert "Not ticked:" in page
    assert "checked" not in page.split("Closure notice")[1]
    for word in ("recommend", "threshold met", "score"):
        assert word not in page.casefold()
    assert AuditEvent.objects.filter(act="powers.look_up").count() == 1


def test_a_county_holds_no_closure_notice_and_a_unitary_holds_both(county):
    page = text(here(browse(county.csm), targets="premises"))
    there = text(here(browse(county.csm), targets="premises", area=UNITARY))

    assert (
        'District council, anti-social behaviour</h2> <p class="govuk-body">Council Agency' in page
    )
    assert 'Trading standards</h2> <p class="govuk-body">Standards Agency' in page
    assert "Unitary Agency" not in page
    assert (
        'District council, anti-social behaviour</h2> <p class="govuk-body">Unitary Agency' in there
    )
    assert 'Trading standards</h2> <p class="govuk-body">Unitary Agency' in there


def test_what_is_not_in_force_stands_apart(county):
    usable, apart = text(here(browse(county.csm), targets="person")).split("Not available</h2>")

    assert "Home takeover" not in usable
    assert "Home takeover" in apart
    assert "commencement not confirmed" in apart


@pytest.mark.parametrize(
    "asked", [{"area": ""}, {"area": "X9"}, {"age": "old"}, {"targets": "ghost"}, {"age": "-1"}]
)
def test_what_cannot_be_asked_is_said_beside_its_question(county, asked):
    answer = here(browse(county.csm), **asked)

    assert answer.status_code == 422
    assert "There is a problem" in text(answer)


def test_a_problem_leads_to_what_could_be_used_there_for_whoever_may_open_it(county):
    problem = problems.open_problem(
        title="Tern Court",
        place="6 Tern Court",
        place_kind="address",
        area=HERE,
        forum="",
        agencies=[],
        by=as_actor(county.csm),
        at=NOW,
    )
    address = f"/powers/here/?problem={problem}"

    assert address in text(browse(county.csm).get(f"/problems/{problem}/"))
    shown = browse(county.csm).get(address)
    assert "6 Tern Court" in text(shown)
    assert f'value="{HERE}" selected' in text(shown)
    hidden = browse(county.other_lawyer).get(address)
    missing = browse(county.other_lawyer).get(
        "/powers/here/?problem=00000000-0000-0000-0000-000000000000"
    )
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert browse(county.csm).get("/powers/here/?problem=none").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["", "here/", "PW001/", "sheets/", "sheets/cuckooed-home/", "review/", "PW001/review/"],
)
def test_who_has_no_use_for_powers_is_told_so(county, address):
    for person in (county.teller, county.newcomer, county.administrator):
        assert browse(person).get(f"/powers/{address}").status_code == 403


@pytest.mark.parametrize("address", ["PW999/", "sheets/none/", "PW999/review/", "PW999/officer/"])
def test_what_is_in_no_row_is_not_there(county, address):
    assert browse(county.lawyer).get(f"/powers/{address}").status_code == 404


def test_a_power_is_found_by_its_words(county):
    client = browse(county.csm)

    assert "145 powers" in text(client.get("/powers/"))
    assert "PW043" in text(client.get("/powers/?words=telecommunications drug"))
    assert "No power has these words." in text(client.get("/powers/?words=zzz"))


def test_a_lawyer_signs_a_review_and_names_an_officer_from_the_page(county):
    client = browse(county.lawyer)
    post = Holding.objects.get(person=county.tom).post_id

    assert client.post("/powers/PW001/review/", {}).status_code == 422
    assert client.post("/powers/PW001/review/", {"verdict": "wrong"}).status_code == 422
    assert client.post("/powers/PW001/review/", {"verdict": "right"}).status_code == 302
    given = {
        "post": str(post),
        "telephone": "01632 960141",
        "ends_on_day": "31",
        "ends_on_month": "3",
        "ends_on_year": "2027",
    }
    assert client.post("/powers/PW001/officer/", {**given, "telephone": ""}).status_code == 422
    assert client.post("/powers/PW001/officer/", given).status_code == 302
    page = text(browse(county.csm).get("/powers/PW001/"))
    assert "Reviewed by Bea Holroyd" in page
    assert "to be reviewed again by 15 April 2027" in page
    assert "Tom Arkwright" in page
    assert "01632 960141" in page
    assert "Tom Arkwright" in text(here(browse(county.csm), targets="premises"))
    number = Delegation.objects.get().id
    assert browse(county.csm).post(f"/powers/officers/{number}/end/").status_code == 403
    assert browse(county.other_lawyer).post(f"/powers/officers/{number}/end/").status_code == 403
    assert client.post(f"/powers/officers/{number}/end/").status_code == 302
    assert "No council has named an officer" in text(client.get("/powers/PW001/"))


def test_only_a_lawyer_has_the_queue_and_its_forms(county):
    client = browse(county.csm)

    for address in ("review/", "PW001/review/", "PW001/officer/"):
        assert client.get(f"/powers/{address}").status_code == 403
        assert client.post(f"/powers/{address}").status_code in (403, 405)
    assert Review.objects.count() == 0
    assert "145 to review" in text(browse(county.lawyer).get("/powers/review/"))


def test_a_play_sheet_names_who_does_what_in_the_district(county):
    page = text(browse(county.csm).get(f"/powers/sheets/illicit-tobacco/?area={HERE}"))

    assert "Closure notice" in page
    assert "Standards Agency" in page
    assert "A county council cannot issue the notice" in page
    assert "Not ticked:" in page


def test_pages_cost_no_more_for_more_reviews_and_officers(county):
    client = browse(county.lawyer)

    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    addresses = ("/powers/", f"/powers/here/?area={HERE}", "/powers/sheets/cuckooed-home/")
    client.get("/powers/")
    few = [cost(address) for address in addresses]
    post = str(Holding.objects.get(person=county.tom).post_id)
    for code in ("PW001", "PW002", "PW005", "PW010", "PW043"):
        client.post(f"/powers/{code}/review/", {"verdict": "right"})
        given = {
            "post": post,
            "telephone": "1",
            "ends_on_day": "1",
            "ends_on_month": "1",
            "ends_on_year": "2028",
        }
        client.post(f"/powers/{code}/officer/", given)
    assert Delegation.objects.count() == 5
    assert [cost(address) for address in addresses] == few

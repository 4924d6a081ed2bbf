"""One walk for each kind of person who meets powers, with what goes wrong on the way."""

from datetime import timedelta
from uuid import UUID

import pytest

from frankpledge.access.api import Role
from frankpledge.powers import api as powers
from frankpledge.powers.api import Stage
from frankpledge.problems import api as problems
from tests.makers import make_agency, make_person
from tests.powers.conftest import HERE, browse
from tests.powers.test_pages import text
from tests.powers.test_use_pages import send
from tests.powers.use_makers import post_of

REVIEW = "PW110"
EMPTY = "There is no use that you may read."
START = {
    "measure": "A review of its licence to sell alcohol",
    "aim": "To stop sales to children",
    "subject": "business",
    "system": "Licensing register",
    "reference": "LIC/204",
}


@pytest.fixture
def at_now(case, monkeypatch):
    """The site's clock goes with the case's."""
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: case.now)
    return case


@pytest.fixture
def licensing(at_now):
    """A licensing team that answers for its own data, with a head, an officer and a leader."""
    team = make_agency("team", kind="district_council")
    for name, role in (
        ("head", Role.LEAD_OFFICER),
        ("rufus", Role.PRACTITIONER),
        ("leader", Role.PRACTITIONER),
    ):
        at_now.people[name] = make_person(team, role, districts=[HERE], name=name.title())
    at_now.problem = problems.open_problem(
        title="Harbour Vapes",
        place="12 Harbour Street",
        place_kind="address",
        area=HERE,
        by=at_now.actor("rufus"),
        at=at_now.now,
    )
    return at_now


def test_a_licensing_officer_starts_and_the_named_officer_of_the_team_authorises(licensing):
    case, rufus = licensing, browse(licensing.people["rufus"])
    start = f"/powers/uses/start/{case.problem}/{REVIEW}/"
    assert "No named lawyer has reviewed this" in text(rufus.get(start))
    assert rufus.post(start, START).status_code in (403, 422)
    powers.review(code=REVIEW, verdict="right", by=case.actor("lawyer"), at=case.now)
    send(rufus, start, START | {"reference": "John Smith"}, status=422)
    use = send(rufus, start, START).headers["Location"]
    uid = UUID(use.rstrip("/").split("/")[-1])

    case.ring(uid, by="rufus")
    case.check(uid, by="rufus")
    assert "have not been consulted" in text(send(rufus, f"{use}consulted/", {}, status=422))
    case.consult(uid, by="rufus")
    case.ask_first(uid, by="rufus")
    assert "Nobody is named who may authorise this" in text(rufus.get(use))
    officer = {
        "post": str(post_of(case.people["leader"])),
        "telephone": "01632 960145",
        "ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2027",
    }  # fmt: skip
    assert rufus.post(f"/powers/{REVIEW}/officer/", officer).status_code == 403
    send(browse(case.people["head"]), f"/powers/{REVIEW}/officer/", officer)
    assert "To be authorised by Leader" in text(rufus.get(use))
    yes = {"words": "The least that helps"}
    for name in ("rufus", "tom", "head"):
        assert browse(case.people[name]).post(f"{use}authorise/", yes).status_code in (403, 404)
    leader = browse(case.people["leader"])
    assert "Uses of powers to authorise" in text(leader.get("/"))
    send(leader, f"{use}authorise/", yes)
    assert "It has been used" in text(rufus.get(use))
    send(rufus, f"{use}withdraw/", {"words": "The shop has shut"})
    assert browse(case.people["csm"]).get(use).status_code == 404


def test_a_housing_officer_reads_what_is_shared_and_holds_none_of_it(at_now):
    case = at_now
    homes = make_agency("landlord", kind="housing")
    wanda = make_person(homes, Role.PRACTITIONER, districts=[HERE], name="Wanda Underhay")
    browser = browse(wanda)
    assert EMPTY in text(browser.get("/powers/uses/"))
    hidden = case.to(Stage.CHECKING)
    assert browser.get(f"/powers/uses/{hidden}/").status_code == 404
    about = problems.open_problem(
        title="Stair B",
        place="6 Tern Court",
        place_kind="address",
        area=HERE,
        agencies=[homes.id],
        by=case.actor("csm"),
        at=case.now,
    )
    use = case.start(problem_id=about, agencies=[homes.id])
    address = f"/powers/uses/{use}/"
    assert "Joan Lisle" in text(browser.get(address))
    assert browser.get(f"{address}gate/").status_code == 403
    start = f"/powers/uses/start/{about}/PW001/"
    assert "does not hold this power here" in text(browser.get(start))
    powers.withdraw_use(use_id=use, words="Another way was found", **case.did())
    assert "Withdrawn" in text(browser.get(address))


def test_a_constable_who_is_consulted_is_late_objects_and_is_heard(at_now):
    case = at_now
    pc = make_person(
        make_agency("force", kind="police"), Role.PRACTITIONER, districts=[HERE], name="Pat Lowe"
    )
    constable = browse(pc)
    use = case.to(Stage.CONSULTING)
    csm = browse(case.people["csm"])
    ask = f"/powers/uses/{use}/consult/3/"
    send(csm, ask, {"whom": "Neighbourhood constable", "agency": str(pc.agency_id)})
    assert "Your agency is consulted on" in text(constable.get("/"))
    case.now += timedelta(days=8)
    assert "Consulted, and no answer yet" in text(csm.get("/"))
    assert "No answer yet: late" in text(csm.get(f"/powers/uses/{use}/"))

    send(constable, f"{ask}answer/", {"answer": "objects", "words": ""}, status=422)
    send(constable, f"{ask}answer/", {"answer": "objects", "words": "It will only move them"})
    assert constable.get(f"{ask}answer/").status_code == 403
    page = text(csm.get(f"/powers/uses/{use}/"))
    assert "It will only move them" in page
    assert "Says Pat Lowe" in page
    for number in (1, 2):
        powers.ask_consultee(use_id=use, number=number, whom="The owner", **case.did())
        powers.note_consultee(use_id=use, number=number, answer="informed", **case.did())
    finish = f"/powers/uses/{use}/consulted/"
    assert "somebody objects" in text(send(csm, finish, {}, status=422))
    send(csm, finish, {"words": "We watch the next street too"})


def test_a_lawyer_finds_a_row_wrong_and_what_was_begun_is_not_authorised(at_now):
    case = at_now
    use = case.to(Stage.DECIDING)
    bea = browse(case.people["lawyer"])
    page = f"/powers/{case.row(use).power}/review/"
    send(bea, page, {"verdict": "wrong", "words": ""}, status=422)
    send(bea, page, {"verdict": "wrong", "words": "The Act was amended in April"})
    start = f"/powers/uses/start/{case.problem}/PW001/"
    assert "The Act was amended" in text(bea.get("/powers/PW001/"))
    assert browse(case.people["csm"]).get(start).status_code in (200, 403)
    assert "No use of it can be started" in text(browse(case.people["csm"]).get(start))
    answer = browse(case.people["tom"]).post(
        f"/powers/uses/{use}/authorise/", {"words": "It is the least that helps"}
    )
    assert answer.status_code == 422
    assert case.stage(use) is Stage.DECIDING


def test_the_county_team_reads_law_and_no_use_of_it(at_now):
    case = at_now
    gwen = browse(
        make_person(make_agency("whole", kind="county_council"), Role.COUNTY_TEAM, districts=[HERE])
    )
    use = case.start()
    assert gwen.get("/powers/").status_code == 200
    assert gwen.get("/powers/uses/").status_code == 403
    assert gwen.get(f"/powers/uses/{use}/").status_code == 404
    assert gwen.get("/powers/review/").status_code == 403

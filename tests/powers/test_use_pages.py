"""The pages of a use: a whole life through the browser, what is refused, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.powers.api import Stage
from frankpledge.powers.models import Consultee, Evidence, Limb
from tests.powers.conftest import browse
from tests.powers.test_pages import text

TODAY = {"day": "15", "month": "4", "year": "2026"}


def dated(name, clock=""):
    parts = {f"{name}_day_{part}": value for part, value in TODAY.items()}
    return parts | ({f"{name}_clock": clock} if clock else {})


def day(name, **changed):
    return {f"{name}_{part}": value for part, value in (TODAY | changed).items()}


@pytest.fixture
def at_now(case, monkeypatch):
    """The site's clock goes with the case's."""
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: case.now)
    return case


def send(client, path, given, status=302):
    answer = client.post(path, given)
    assert answer.status_code == status, text(answer)
    return answer


def test_a_use_from_the_candidates_page_to_the_hearing(at_now):
    case = at_now
    csm, tom = browse(case.people["csm"]), browse(case.people["tom"])
    here = text(csm.get("/powers/here/", {"problem": case.problem, "area": "D1", "about": "place"}))
    start = f"/powers/uses/start/{case.problem}/PW001/"
    assert start in here
    assert "No named lawyer has reviewed this. It cannot be relied on. No use of it" in here
    assert "not looked for yet" in here
    assert "(must be)" in here

    send(csm, start, {"subject": "place"}, status=422)
    made = send(
        csm,
        start,
        {"measure": "A partial closure", "aim": "To keep him at home", "subject": "place"},
    )
    use = made.headers["Location"]
    assert "Ring Joan Lisle" in text(csm.get(use))
    send(csm, f"{use}gate/", {"spoke_to": "Joan"}, status=422)
    late = {"spoke_to": "Joan", "answer": "go", "words": "Go", **dated("rung", "25:61")}
    send(csm, f"{use}gate/", late, status=422)
    send(csm, f"{use}gate/", late | {"rung_clock": "23:59"}, status=422)
    send(csm, f"{use}gate/", late | {"rung_clock": "09:10"})

    uid = use.split("/")[-2]
    for each in Evidence.objects.filter(use=uid):
        send(csm, f"{use}evidence/{each.number}/", {"held": "yes"}, status=422)
        send(csm, f"{use}evidence/{each.number}/", {"held": "yes", "where": "C/12"})
    send(csm, f"{use}evidence/", {"words": "A log", "where": "C/13"})
    for limb in Limb.objects.filter(use=uid):
        send(csm, f"{use}limb/{limb.number}/", {"shown": "yes", "why": "Seen"}, status=422)
        send(
            csm,
            f"{use}limb/{limb.number}/",
            {"shown": "yes", "why": "Seen", "rests_on": ["1", "2"]},
        )
    assert csm.get(f"{use}limb/99/").status_code == 404
    checked = text(csm.get(use))
    assert f"Shown, says {case.people['csm'].name}" in checked
    assert "threshold" not in checked.casefold()
    send(csm, f"{use}checked/", {"equality_note": "The least that helps"})
    send(csm, f"{use}consulted/", {"words": ""}, status=422)
    for each in Consultee.objects.filter(use=uid):
        send(csm, f"{use}consult/{each.number}/", {"whom": "Somebody"})
        send(csm, f"{use}consult/{each.number}/said/", {"answer": "agrees"})
    send(csm, f"{use}consulted/", {"words": ""})
    assert "has no answer for this problem" in text(csm.get(f"{use}asked/"))
    case.ask_first(uid)
    assert csm.get(f"{use}authorise/").status_code == 403
    assert "Uses of powers to authorise" in text(tom.get("/"))
    assert text(csm.get(f"{use}asked/")).count("govuk-radios__input") == 1
    send(tom, f"{use}authorise/", {"words": "The least that helps"})
    served = day("since_day", day="16") | {"since_clock": "09:20", "words": "Posted"}
    send(csm, f"{use}in-force/", served)
    assert "Court clocks that run" in text(csm.get("/"))
    assert "by 9:20am on" in text(csm.get(use)) or "Court clock." in text(csm.get(use))
    case.now += timedelta(days=1)
    heard = day("heard_day", day="17") | {"heard_clock": "09:00", "court_said": "made"}
    send(csm, f"{use}hearing/", heard)
    assert "The clock was met." in text(csm.get(use))
    send(csm, f"{use}breach/", day("happened_on", day="17") | {"words": "Callers"})
    send(csm, f"{use}breach/answer/", {"words": "Two arrests"})
    send(csm, f"{use}appeal/", day("appealed_on", day="17") | {"words": "Not needed"})
    send(csm, f"{use}appeal/decided/", {"result": "changed"})
    send(csm, f"{use}end/", {"how": "achieved"}, status=422)
    send(csm, f"{use}end/", {"how": "achieved", "words": "Calm", "displacement_note": "Not known"})
    send(csm, f"{use}review/", {"turned": "better", "words": "So he says"}, status=422)
    assert "Ended, reviews to come" in text(csm.get("/powers/uses/?stage=ended"))
    assert "Closure notice" in text(csm.get(f"/problems/{case.problem}/"))


def test_what_was_put_aside_is_taken_up_and_withdrawn(at_now):
    csm = browse(at_now.people["csm"])
    use = f"/powers/uses/{at_now.start()}/"
    send(csm, f"{use}park/", {"words": "In hospital"})
    send(csm, f"{use}take-up/", {})
    send(csm, f"{use}withdraw/", {"words": ""}, status=422)
    send(csm, f"{use}withdraw/", {"words": "Not needed"})
    assert "Nothing more" in text(csm.get(use))
    assert csm.get(f"{use}gate/").status_code == 403
    assert csm.get("/powers/uses/?before=yesterday").status_code == 404


def test_the_lawyer_reads_a_use_of_the_council_and_a_teller_knows_of_none(at_now):
    use = f"/powers/uses/{at_now.to(Stage.CHECKING)}/"

    assert browse(at_now.people["lawyer"]).get(use).status_code == 200
    assert browse(at_now.people["teller"]).get(use).status_code == 404
    assert browse(at_now.people["teller"]).get("/powers/uses/").status_code == 403


def counted(client, path):
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_pages_cost_no_more_for_more_uses(at_now):
    csm = browse(at_now.people["csm"])
    use = at_now.to(Stage.CHECKING)
    pages = (
        "/powers/uses/",
        f"/powers/uses/{use}/",
        f"/problems/{at_now.problem}/",
        f"/powers/here/?problem={at_now.problem}&area=D1",
        "/",
    )
    before = [counted(csm, path) for path in pages]
    for _ in range(4):
        at_now.now += timedelta(minutes=1)
        at_now.to(Stage.CHECKING)
    after = [counted(csm, path) for path in pages]

    assert after == before


def test_what_a_use_did_can_be_told_as_a_case_study_once_it_has_ended(at_now):
    case = at_now
    csm = browse(case.people["csm"])
    going, over = case.to(Stage.IN_FORCE), case.to(Stage.ENDED)
    write = "/learning/cases/write/?from=power_use:"

    assert write not in csm.get(f"/powers/uses/{going}/").content.decode()
    assert f"{write}{over}" in csm.get(f"/powers/uses/{over}/").content.decode()
    assert csm.get(f"{write}{over}").status_code == 200

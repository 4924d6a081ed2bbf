"""The pages: who is let in, what a form says, and that what a page asks does not grow."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.groups import api as groups, moving, register
from frankpledge.groups.models import CountSheet, GroupLink, Switch, Vulnerability, WayOut
from tests.groups.makers import DISTRICT, FORCE, TODAY, active, browse, link, put_forward
from tests.groups.test_owned import GOOD, record_one
from tests.makers import NOW

pytestmark = pytest.mark.django_db


def day_boxes(name, day=TODAY):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def get(person, name, *args, status=200, **query):
    answer = browse(person).get(reverse(f"groups:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def post(person, name, *args, status=302, **fields):
    answer = browse(person).post(reverse(f"groups:{name}", args=args), fields)
    assert answer.status_code == status, answer.content.decode()
    return answer


def said(answer):
    return [str(each) for each in get_messages(answer.wsgi_request)]


PARTNER_PAGES = ("index", "threats", "vulnerabilities", "counts", "briefings", "way-out")


def test_partners_find_what_they_own_with_the_register_off(off):
    for name in PARTNER_PAGES:
        get(off.csm, name)
        get(off.practitioner, name)
    for name in ("index", "threats", "counts", "briefings"):
        get(off.board, name)
    assert "The register of mapped groups" not in get(off.csm, "index")
    for name in ("removals", "fairness", "errors", "register", "disagreements"):
        get(off.csm, name, status=403)
    for name in (*PARTNER_PAGES, "register", "switch"):
        get(off.newcomer, name, status=403)
        get(off.administrator, name, status=403)
    assert "not switched on in your area" in get(off.coordinator, "register", status=403)


def test_a_vulnerability_is_recorded_reviewed_and_closed(off):
    wrong = post(off.csm, "open-vulnerability", status=422)
    assert "Enter what is exploited" in wrong.content.decode()
    post(
        off.csm,
        "open-vulnerability",
        title="Flats above shops",
        nature="premises",
        words="Let by the week",
        threats=["CUC"],
        area=DISTRICT,
    )
    uid = Vulnerability.visible_to(off.actor("csm")).get().uid
    assert "Flats above shops" in get(off.csm, "vulnerabilities")
    assert "Let by the week" in get(off.csm, "vulnerability", uid)
    post(off.csm, "review-vulnerability", uid, found="Two let again")
    post(off.csm, "close-vulnerability", uid, why="mended", found="Licensed")
    assert "It has been put right" in get(off.csm, "vulnerability", uid)
    assert "Flats above shops" in get(off.csm, "vulnerabilities", standing="closed")
    get(off.neighbour, "vulnerability", uid, status=404)
    post(off.practitioner, "open-vulnerability", status=403)


def test_the_list_of_threats_is_shown_as_it_stood(off):
    assert "Serious violence" in get(off.csm, "threats")
    before = get(off.csm, "threats", on_day=1, on_month=1, on_year=2017)
    assert "Serious violence" not in before
    assert "1 January 2017" in before
    get(off.csm, "threats", on_day=40, on_month=1, on_year=2017, status=422)


def test_a_sheet_is_looked_through_before_it_is_kept(off):
    client = browse(off.analyst)
    fields = {"area": FORCE, "source": "Regional unit"} | day_boxes("as_at")

    def send(text):
        sheet = SimpleUploadedFile("counts.csv", text.encode())
        return client.post(reverse("groups:import-counts"), {**fields, "sheet": sheet})

    wrong = send(GOOD + "Nowhere,Street gang,USG,T1,1\n")
    assert wrong.status_code == 422
    assert "This is not a district of the area" in wrong.content.decode()
    seen = send(GOOD)
    assert seen.status_code == 200
    assert "Nothing has been kept yet" in seen.content.decode()
    assert not CountSheet.objects.exists()
    keep = seen.context["keep"].initial
    answer = client.post(reverse("groups:keep-counts"), keep)
    assert answer.status_code == 302
    page = get(off.csm, "counts")
    assert "Regional unit" in page
    assert "Fewer than 5" in page
    client.post(reverse("groups:keep-counts"), keep)
    assert CountSheet.objects.count() == 1
    assert client.post(reverse("groups:import-counts"), {}).status_code == 422
    get(off.csm, "import-counts", status=403)


def test_the_register_is_switched_on_and_off_on_a_page(off):
    assert "off everywhere" in get(off.governance, "switch")
    post(off.governance, "switch-on", status=422)
    post(off.governance, "switch-on", area=FORCE, officer="Prisca Holm", assessment="DPIA-7")
    assert "Prisca Holm" in get(off.coordinator, "register")
    get(off.coordinator, "switch-on", status=403)
    post(off.governance, "switch-off", Switch.objects.get().pk)
    get(off.coordinator, "register", status=403)


def test_a_group_goes_from_a_trigger_to_active_on_pages(cast):
    made = post(
        cast.coordinator,
        "put-forward",
        sort="organised_group",
        area=DISTRICT,
        main_threat="ITC",
        people_known="4",
        is_serious="yes",
        acts_together="yes",
        is_current="yes",
        reports="2",
        score_owner=str(cast.police.id),
        card="Sells untaxed tobacco from a shop.",
    )
    uid = made.url.rstrip("/").rsplit("/", 1)[-1]
    assert "Sells untaxed tobacco" in get(cast.coordinator, "group", uid)
    post(cast.coordinator, "move-group", uid, "scoping")
    get(cast.analyst, "assess", uid, "attributes")
    post(cast.analyst, "assess", uid, "attributes", status=422)
    from tests.groups.makers import ATTRIBUTES, HARM

    post(cast.analyst, "assess", uid, "attributes", sureness="medium", **ATTRIBUTES)
    post(cast.analyst, "assess", uid, "harm", sureness="high", **HARM)
    assert "4B (possible A)" in get(cast.analyst, "group", uid)
    post(cast.analyst, "move-group", uid, "assessed")
    wrong = post(cast.coordinator, "move-group", uid, "active", status=422)
    assert "decide its tier" in wrong.content.decode()
    post(cast.coordinator, "decide-tier", uid, tier="T3", why="Tasking agreed")
    post(cast.coordinator, "name-lead", uid, lead=str(cast.partner_lead.id))
    due = NOW.date() + timedelta(days=14)
    post(cast.coordinator, "move-group", uid, "active", **day_boxes("plan_due_on", due))
    card = get(cast.partner_lead, "group", uid)
    assert "Sells untaxed tobacco" in card
    assert not re.search(r"\b4B\b", card)
    assert "How it is scored" not in card
    post(cast.partner_lead, "review-group", uid, found="Shop shut")
    assert "Shop shut" in get(cast.coordinator, "group", uid)
    get(cast.coordinator, "move-group", uid, "disposed", status=404)
    get(cast.coordinator, "move-group", uid, "nowhere", status=404)
    get(cast.coordinator, "assess", uid, "nothing", status=404)
    get(cast.csm, "group", uid, status=403)
    assert "Your post does not work on the register" in get(cast.csm, "group", uid, status=403)


EVERY_FORM = (
    "describe-group",
    "note-intelligence",
    "decide-tier",
    "name-lead",
    "review-group",
    "ask-error",
    "people",
    "link-person",
    "link-group",
)


def test_every_page_about_a_group_opens_for_the_coordinator_and_its_chair(cast):
    one, two = active(cast), active(cast)
    for name in EVERY_FORM:
        get(cast.coordinator, name, one)
    for name in ("merge", "transfer"):
        get(cast.supervisor, name, one)
    get(cast.supervisor, "move-group", one, "archived")
    get(cast.supervisor, "move-group", one, "monitored")
    get(cast.lead, "propose-archive", one)
    get(cast.analyst, "reconcile", one)
    get(cast.coordinator, "disagreements")
    refused = get(cast.lead, "disagreements", status=403)
    assert "Your post does not read how groups are scored" in refused
    post(cast.coordinator, "describe-group", one, card="Known better now", people_known="5")
    assert "Known better now" in get(cast.lead, "group", one)
    post(cast.lead, "propose-archive", one, why="dismantled")
    post(cast.supervisor, "move-group", one, "archived", archived="dismantled", debrief="Ended")
    post(cast.coordinator, "note-intelligence", one, **day_boxes("on"))
    assert "New intelligence has come in" in get(cast.coordinator, "group", one)
    post(cast.supervisor, "transfer", two, to="Region", debrief="Agreed")
    get(cast.lead, "decide-tier", two, status=403)


def test_people_are_linked_signed_and_ended_on_pages(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    fields = {
        "system": "Force system",
        "pointer": "NOM/1001",
        "relation": "member",
        "category": "suspect",
        "age": "under_18",
        "ethnicity": "unknown",
        "area": DISTRICT,
        "source_grade": "2",
        "intelligence_grade": "B",
        "source": "INT/1",
        **day_boxes("noticed_on"),
        **day_boxes("from_on"),
    }
    wrong = post(cast.coordinator, "link-person", gang, status=422, **fields)
    assert "Consult safeguarding first" in wrong.content.decode()
    post(
        cast.coordinator,
        "link-person",
        gang,
        consulted_whom="Priya Vance",
        **fields,
        **day_boxes("consulted_on"),
    )
    uid = GroupLink.objects.get().protection_id
    assert "counted and not listed" in get(cast.coordinator, "people", gang)
    assert "Waits for a supervisor" in get(cast.coordinator, "people", gang, list="full")
    post(cast.coordinator, "sign-off", uid, status=403)
    get(cast.supervisor, "sign-off", uid)
    post(cast.supervisor, "sign-off", uid)
    get(cast.coordinator, "end-link", uid)
    post(cast.coordinator, "end-link", uid, why="Left it behind")
    get(cast.lead, "people", gang, status=403)
    get(cast.csm, "sign-off", uid, status=403)
    get(cast.coordinator, "sign-off", gang, status=404)


def test_what_was_done_is_said_on_the_page_that_follows(cast):
    one, other = active(cast), active(cast)
    done = post(cast.supervisor, "merge", one, into=str(other), debrief="The same people")
    assert said(done) == ["They are one now. This one is in the archive."]
    done = post(
        cast.supervisor, "transfer", other, to="The regional unit", debrief="Three counties"
    )
    assert said(done) == ["It is handed over, and in the archive here."]


def test_a_way_out_is_asked_for_and_decided_on_pages(cast):
    fields = {
        "system": "Force system",
        "pointer": "NOM/1001",
        "for_whom": "worker",
        "words": "At college now",
        "area": DISTRICT,
    }
    post(cast.practitioner, "ask-way-out", **fields)
    page = get(cast.practitioner, "way-out")
    assert "never whether anything was held" in page
    assert "A way out was asked for" in get(cast.coordinator, "removals")
    number = WayOut.objects.get().pk
    get(cast.coordinator, "decide-way-out", number)
    post(cast.coordinator, "decide-way-out", number, status=422)
    post(cast.coordinator, "decide-way-out", number, ended="yes", why="Agreed")
    get(cast.coordinator, "decide-way-out", number, status=404)
    assert "Agreed" not in get(cast.practitioner, "way-out")


def test_an_error_is_agreed_and_taken_out_on_pages(cast):
    group = active(cast)
    done = post(cast.coordinator, "ask-error", group, why="Two were mixed up")
    assert said(done) == ["The data-protection officer is asked."]
    page = get(cast.governance, "errors")
    assert "Two were mixed up" in page
    (asked,) = moving.errors(by=cast.actor("governance"), at=NOW)
    codename = register.page(group_id=group, by=cast.actor("coordinator"), at=NOW).line.codename
    assert codename not in get(cast.governance, "agree-error", asked.number)
    wrong = post(cast.coordinator, "strike-error", group, status=422)
    assert "has not agreed" in wrong.content.decode()
    done = post(cast.governance, "agree-error", asked.number)
    assert said(done) == ["It is agreed. Its coordinator takes it out."]
    get(cast.coordinator, "strike-error", group)
    post(cast.coordinator, "strike-error", group)
    get(cast.coordinator, "group", group, status=404)


def test_what_is_missing_is_asked_for_by_its_name(cast):
    group = active(cast)
    page = post(cast.coordinator, "link-person", group, status=422).content.decode()
    assert "Choose their ethnicity, or that it is not known" in page
    assert "Enter the day they last came to notice" in page
    page = post(cast.coordinator, "note-intelligence", group, status=422).content.decode()
    assert "Enter the day it came in" in page


def test_the_fairness_report_is_made_and_read_on_pages(cast):
    gang = active(cast, sort="street_gang", main_threat="USG")
    link(cast, gang)
    post(cast.coordinator, "make-fairness", area=FORCE)
    page = get(cast.governance, "fairness")
    assert "By ethnicity" in page
    assert page.count("People</th>") == 3
    assert "Groups</th>" not in page
    post(cast.coordinator, "make-fairness", area=FORCE, status=422)


def test_counts_are_given_out_and_a_briefing_is_one_page(cast):
    group = active(cast)
    post(cast.coordinator, "give-counts", area=FORCE)
    record_one(cast)
    page = get(cast.csm, "briefing", DISTRICT)
    codename = register.page(group_id=group, by=cast.actor("coordinator"), at=NOW).line.codename

    assert "Organised crime in Wantsum" in page
    assert "Flats above shops" in page
    assert codename not in page
    get(cast.csm, "briefing", "E07999102", status=404)
    assert "Flats above shops" not in get(cast.board, "briefing", DISTRICT)


def queries(person, name, *args):
    client = browse(person)
    client.get(reverse(f"groups:{name}", args=args))
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse(f"groups:{name}", args=args))
    return len(caught)


def test_pages_ask_the_database_a_number_of_things_that_does_not_grow(cast):
    one = active(cast)
    link(cast, one)
    record_one(cast)
    pages = [
        (cast.coordinator, "register"),
        (cast.coordinator, "people", one),
        (cast.coordinator, "removals"),
        (cast.coordinator, "group", one),
        (cast.csm, "vulnerabilities"),
        (cast.csm, "briefing", DISTRICT),
    ]
    before = [queries(*page) for page in pages]
    for number in range(3):
        put_forward(cast)
        link(cast, one, f"NOM/20{number}", harm=0)
        record_one(cast)

    assert [queries(*page) for page in pages] == before


def test_the_morning_says_what_waits(cast):
    put_forward(cast)
    page = browse(cast.coordinator).get("/").content.decode()

    assert "Mapped groups" in page
    assert "Look into it, or say why not" in page
    assert "Mapped groups" not in browse(cast.csm).get("/").content.decode()
    assert groups.awaiting(cast.actor("csm"), NOW) == ()

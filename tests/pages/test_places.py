"""The navigation follows from what a post lets somebody do at all, and from nothing else."""

import pytest
from django.test import RequestFactory
from django.urls import get_resolver

from frankpledge.access.api import Kind, Purpose, Role
from frankpledge.pages import places
from frankpledge.ui.navigation import items as navigation_items
from tests.makers import as_actor, make_person
from tests.pages.conftest import DISTRICT
from tests.pages.test_morning import with_a_visit_due


def navigation(person) -> list[str]:
    request = RequestFactory().get("/")
    request.actor = as_actor(person)
    return [item.text for item in places.for_request(request)]


def test_nobody_who_has_not_signed_in_is_shown_places(db):
    request = RequestFactory().get("/")
    request.actor = None

    assert places.for_request(request) == []


def test_somebody_with_no_grants_has_only_the_first_page(cast):
    assert navigation(cast.newcomer) == ["Morning"]
    assert navigation(cast.administrator) == ["Morning"]


def test_an_auditor_has_the_record_and_nothing_else(cast):
    assert navigation(cast.auditor) == ["Morning", "The record"]


def test_what_exists_changes_no_navigation(cast):
    before = navigation(cast.csm)
    with_a_visit_due(cast.csm)

    assert navigation(cast.csm) == before


@pytest.mark.parametrize("role", list(Role))
def test_every_place_that_is_offered_opens(cast, client, role):
    purposes = {
        Role.AUDITOR: Purpose.OVERSIGHT,
        Role.INFORMATION_GOVERNANCE: Purpose.OVERSIGHT,
    }
    person = make_person(
        cast.council,
        role,
        districts=[DISTRICT],
        purpose=purposes.get(role, Purpose.PARTNERSHIP_WORKING),
    )
    client.force_login(person)
    session = client.session
    session["purpose"] = person.usual_purpose
    session.save()

    for place in places.starts_for(as_actor(person)):
        assert client.get(place.href).status_code == 200, place.text


ELSEWHERE = {
    "api/", "healthz", "readyz", "", "attachments/", "card/", "ui/", "demo/", "static/",
}  # fmt: skip
"""What is in no place: for machines, for files, and for whoever has no account."""


def test_every_part_of_the_site_is_in_a_place(cast):
    request = RequestFactory().get("/")
    found = {
        item.text: item
        for person in (cast.everything, cast.csm, cast.tenancy, cast.auditor)
        for request.actor in [as_actor(person)]
        for item in places.for_request(request)
    }
    parts = {str(each.pattern) for each in get_resolver().url_patterns} - ELSEWHERE
    assert len(parts) > 15
    assert [part for part in parts if not any(p.holds(f"/{part}1/") for p in found.values())] == []


@pytest.mark.parametrize(
    ("path", "place"),
    [("/network/", "Threats"), ("/network/own/", "Threats"), ("/groups/register/", "Threats"),
     ("/groups/", "Threats"), ("/long-work/", "Morning"), ("/", "Morning"),
     ("/intelligence/reports/1/", "Desk"), ("/intelligence/products/1/", "Shared with us"),
     ("/plans/disruptions/", "Actions"), ("/forums/", "Meetings")],
)  # fmt: skip
def test_a_page_says_which_part_of_the_site_it_is_in(cast, path, place):
    request = RequestFactory().get(path)
    request.actor = as_actor(cast.everything)
    marked = [item for item in navigation_items(request) if item["current"] or item["active"]]

    assert [item["text"] for item in marked] == [place]
    assert marked[0]["current"] == (marked[0]["href"] == path)


def test_a_place_belongs_to_kinds_that_exist():
    assert {known.route.partition(":")[0] for known in places._KNOWN} >= {"problems", "access"}
    assert Kind.PROBLEM in Kind

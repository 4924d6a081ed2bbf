"""The navigation follows from what a post lets somebody do at all, and from nothing else."""

import pytest
from django.test import RequestFactory

from frankpledge.access.api import Kind, Purpose, Role
from frankpledge.pages import places
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


def test_a_place_belongs_to_kinds_that_exist():
    assert {known.route.partition(":")[0] for known in places._KNOWN} >= {"problems", "access"}
    assert Kind.PROBLEM in Kind

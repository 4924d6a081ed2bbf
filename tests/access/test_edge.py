"""The edge: signing in and out, sessions that end, refusals that say why and are recorded."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.access import requests
from frankpledge.access.api import NO_END, Agency, Person, Purpose, Role
from frankpledge.access.models import AuditEvent, Holding
from frankpledge.access.requests import ACTIVE_KEY
from tests.makers import make_agency, make_person

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough pass phrase"


@pytest.fixture
def agency() -> Agency:
    return make_agency("inspectorate", kind="other")


@pytest.fixture
def auditor(agency: Agency) -> Person:
    person = make_person(agency, Role.AUDITOR, purpose=Purpose.OVERSIGHT, force_wide=True)
    person.set_password(PASSWORD)
    person.save()
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_page_is_closed_to_whoever_has_not_signed_in() -> None:
    response = Client().get("/record/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/")


def test_the_right_password_signs_in_and_is_recorded(auditor: Person) -> None:
    client = Client()
    response = client.post("/sign-in/", {"username": auditor.username, "password": PASSWORD})

    assert response.status_code == 302
    assert client.get("/record/").status_code == 200
    assert AuditEvent.objects.filter(act="access.sign_in", outcome="done").count() == 1


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(auditor: Person) -> None:
    wrong = Client().post("/sign-in/", {"username": auditor.username, "password": "x"})
    unknown = Client().post("/sign-in/", {"username": "nobody", "password": "x"})

    assert wrong.status_code == unknown.status_code == 422
    message = "Check your user name and password, and try again"
    assert message in wrong.content.decode()
    assert message in unknown.content.decode()
    assert AuditEvent.objects.filter(act="access.sign_in", outcome="denied").count() == 1


def test_the_sixth_try_is_refused_even_with_the_right_password(
    auditor: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "moment_now", lambda: now)
    for _ in range(5):
        Client().post("/sign-in/", {"username": auditor.username, "password": "x"})
    response = Client().post("/sign-in/", {"username": auditor.username, "password": PASSWORD})

    assert response.status_code == 429
    assert "Wait 15 minutes" in response.content.decode()


def test_nobody_starts_with_a_password(agency: Agency) -> None:
    person = make_person(agency, Role.CSM)

    assert not person.has_usable_password()
    response = Client().post("/sign-in/", {"username": person.username, "password": ""})
    assert response.status_code == 422


def test_a_refusal_says_why_and_is_recorded_after_all_is_rolled_back(agency: Agency) -> None:
    client = signed_in(make_person(agency, Role.CSM))
    before = AuditEvent.objects.count()
    response = client.get("/record/")

    assert response.status_code == 403
    assert "Your post does not let you read this." in response.content.decode()
    events = AuditEvent.objects.order_by("at")
    assert events.count() == before + 1
    latest = events.get(act="access.refused")
    assert latest.outcome == "denied"
    assert '"clause":"role"' in latest.leaf


def test_an_administrator_may_not_read_the_record_or_anything_else(agency: Agency) -> None:
    client = signed_in(make_person(agency, Role.ADMINISTRATOR, purpose=Purpose.ADMINISTRATION))

    assert client.get("/record/").status_code == 403


def test_an_auditor_sees_who_looked_and_asking_is_recorded(auditor: Person) -> None:
    client = signed_in(auditor)
    response = client.post("/record/", {"record": "6f9f4a34-6b5b-4c3e-9d52-0f6d8e4b7c11"})

    assert response.status_code == 200
    assert "Nothing is recorded about that identity" in response.content.decode()
    assert AuditEvent.objects.filter(act="access.inspect").count() == 2


def test_a_whole_address_is_as_good_as_the_identity_in_it(auditor: Person) -> None:
    address = "https://a.example/problems/6f9f4a34-6b5b-4c3e-9d52-0f6d8e4b7c11/?from=morning"
    response = signed_in(auditor).post("/record/", {"record": address})

    assert response.status_code == 200
    assert "Nothing is recorded about that identity" in response.content.decode()


def test_an_identity_that_is_none_is_answered_with_what_to_do(auditor: Person) -> None:
    response = signed_in(auditor).post("/record/", {"record": "6f9f"})

    assert response.status_code == 422
    assert (
        "Enter an address that names a record, or its identity with its dashes"
        in response.content.decode()
    )


def test_a_session_left_idle_ends(auditor: Person) -> None:
    client = signed_in(auditor)
    assert client.get("/record/").status_code == 200
    session = client.session
    session[ACTIVE_KEY] = (timezone.now() - timedelta(minutes=31)).isoformat()
    session.save()

    assert client.get("/record/").status_code == 302


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"locked": True}, {"ends_at": timezone.now()}]
)
def test_whoever_has_left_is_out_at_the_next_request(
    auditor: Person, change: dict[str, object]
) -> None:
    client = signed_in(auditor)
    assert client.get("/record/").status_code == 200
    Person.objects.filter(id=auditor.id).update(**change)

    assert client.get("/record/").status_code == 302


def test_whoever_gives_up_a_post_keeps_nothing_of_it(auditor: Person) -> None:
    client = signed_in(auditor)
    assert client.get("/record/").status_code == 200
    Holding.objects.filter(person=auditor).update(ends_at=timezone.now())

    assert client.get("/record/").status_code == 403


def test_an_agreement_that_ends_closes_the_door_at_the_next_request(auditor: Person) -> None:
    from frankpledge.access.models import Agreement

    client = signed_in(auditor)
    assert client.get("/record/").status_code == 200
    Agreement.objects.filter(agency=auditor.agency).update(ends_at=timezone.now())

    response = client.get("/record/")
    assert response.status_code == 403
    assert "no agreement in force" in response.content.decode()


def test_a_purpose_that_the_agency_has_not_agreed_to_opens_nothing(auditor: Person) -> None:
    client = signed_in(auditor)
    client.post("/purpose/", {"purpose": "administration"})

    assert client.get("/record/").status_code == 403


def test_what_is_not_there_is_one_page_for_everybody(auditor: Person, agency: Agency) -> None:
    one = signed_in(auditor).get("/no-such-page/")
    other = signed_in(make_person(agency, Role.NO_GRANTS)).get("/no-such-page/")

    assert one.status_code == other.status_code == 404
    assert one.content == other.content


def test_answers_to_people_are_never_kept_by_a_cache(auditor: Person) -> None:
    assert "no-store" in signed_in(auditor).get("/record/").headers["Cache-Control"]


def test_signing_out_ends_the_session_and_is_recorded(auditor: Person) -> None:
    client = signed_in(auditor)
    client.post("/sign-out/")

    assert client.get("/record/").status_code == 302
    assert AuditEvent.objects.filter(act="access.sign_out").count() == 1


def test_no_end_is_later_than_any_day_that_matters() -> None:
    assert NO_END.year == 9999

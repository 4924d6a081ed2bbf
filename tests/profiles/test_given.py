"""A released profile in the ledger: who was given it, on which basis, and what became of that."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import NotFound, NotPermitted, Person, Role
from frankpledge.intelligence.api import EndsTooSoon
from frankpledge.intelligence.models import Dissemination
from frankpledge.intelligence.sharing import breach, dissemination, ledger
from frankpledge.profiles import releasing
from tests.makers import NOW, as_actor, later, make_agency, make_person
from tests.profiles.conftest import DISTRICT, Partnership
from tests.profiles.steps import clear, consult, release, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_at_once")]


@pytest.fixture
def cleared(draft: UUID, partnership: Partnership, supervisor: Person) -> UUID:
    """A profile with nothing in the way of its partner version."""
    consult(draft, partnership)
    say(draft, partnership.manager, "", says="nothing")
    clear(draft, supervisor)
    return draft


@pytest.fixture
def made(cleared: UUID, partnership: Partnership) -> UUID:
    """Its partner version, given to the council that was asked."""
    return release(cleared, partnership.analyst)


@pytest.fixture
def governor(partnership: Partnership) -> Person:
    """Who keeps the ledger of the force."""
    return make_person(partnership.police, Role.INFORMATION_GOVERNANCE, force_wide=True)


def opened(made: UUID, person: Person, at: object = NOW) -> releasing.ReleaseFacts:
    return releasing.open_release(release_id=made, by=as_actor(person), at=at)  # type: ignore[arg-type]


def given(draft: UUID, analyst: Person, **told: object) -> UUID:
    return releasing.release_version(
        profile_id=draft,
        audience="partner",
        by=as_actor(analyst),
        at=NOW,
        **told,  # type: ignore[arg-type]
    )


def test_a_release_stands_in_the_one_ledger_by_its_reference(
    made: UUID, partnership: Partnership, governor: Person
) -> None:
    opened(made, partnership.manager)
    (line,) = ledger.ledger(by=as_actor(governor), at=NOW).lines
    facts = opened(made, partnership.analyst)
    assert facts.reference == f"{line.reference}, version 1"
    assert (line.is_of_a_profile, line.product) == (True, None)
    assert line.recipient == partnership.council.name
    assert line.basis == "Crime and Disorder Act 1998, section 115"
    assert (line.meant_for, line.opened, line.state) == (1, 1, "Opened")
    assert line.may_recall.reason.startswith("A released profile is recalled as a whole")
    with pytest.raises(NotPermitted, match="as a whole"):
        dissemination.recall(dissemination_id=line.uid, by=as_actor(partnership.analyst), at=NOW)


def test_the_ledgers_page_and_file_tell_of_it(made: UUID, governor: Person, client: Client) -> None:
    client.force_login(governor)
    told = client.get(reverse("intelligence:ledger")).content.decode()
    assert "Profile, version 1" in told
    held = client.get(reverse("intelligence:export-ledger")).content.decode()
    assert held.count("\n") == 2


def test_it_is_acknowledged_once_for_the_agency(
    made: UUID, partnership: Partnership, client: Client
) -> None:
    client.force_login(partnership.manager)
    address = reverse("profiles:released", args=[made])
    assert "We have read it" in client.get(address).content.decode()
    act = reverse("profiles:acknowledge-release", args=[made])
    assert client.post(act).status_code == 302
    told = client.get(address).content.decode()
    assert "Acknowledged" in told
    assert "We have read it" not in told
    assert client.post(act).status_code == 403
    (line,) = opened(made, partnership.analyst).ledger
    assert line.state == "Acknowledged"
    with pytest.raises(NotPermitted, match="nothing to acknowledge"):
        releasing.acknowledge_release(release_id=made, by=as_actor(partnership.analyst), at=NOW)


def test_a_recall_says_who_had_opened_it_by_then(
    made: UUID, partnership: Partnership, governor: Person, client: Client
) -> None:
    second = make_person(partnership.council, Role.CSM, districts=[DISTRICT])
    opened(made, partnership.manager)
    releasing.recall_release(
        release_id=made,
        reason="A wrong count.",
        because="mistake",
        by=as_actor(partnership.analyst),
        at=later(hours=1),
    )
    opened(made, second, later(hours=2))
    client.force_login(partnership.analyst)
    told = client.get(reverse("profiles:released", args=[made])).content.decode()
    assert f"Opened before it was recalled, by: {partnership.manager.name}." in told
    (line,) = ledger.ledger(by=as_actor(governor), at=later(hours=2)).lines
    assert (line.opened_by_recall, line.state) == (1, "Recalled: sent to the wrong people")
    # What went to the wrong people starts the same clock, whatever it was.
    reference = breach.start(
        dissemination_id=line.uid, aware_at=later(hours=1), by=as_actor(governor), at=later(hours=3)
    )
    assert reference
    assert opened(made, partnership.manager, later(hours=2)).given_to_us is None


def test_the_recipients_are_named_and_others_do_not_find_it(
    cleared: UUID, partnership: Partnership
) -> None:
    housing = make_agency("housing")
    reader = make_person(housing, Role.CSM, districts=[DISTRICT])
    made = given(cleared, partnership.analyst, agencies=[housing.id], basis="policing")
    facts = opened(made, reader)
    assert facts.recipients == (housing.name,)
    assert facts.ledger == ()
    assert facts.given_to_us is not None
    assert facts.given_to_us.basis == "A policing purpose at common law"
    with pytest.raises(NotFound):
        opened(made, partnership.manager)


def test_a_release_that_ends_is_found_by_nobody_from_that_day(
    cleared: UUID, partnership: Partnership
) -> None:
    end = localtime(NOW).date() + timedelta(days=30)
    made = given(cleared, partnership.analyst, expires_on=end)
    joined = make_person(partnership.council, Role.CSM, districts=[DISTRICT])
    assert opened(made, partnership.manager).given_to_us is not None
    with pytest.raises(NotFound):
        opened(made, joined)
    with pytest.raises(NotFound):
        releasing.open_release(
            release_id=made,
            by=as_actor(partnership.manager, at=later(days=31)),
            at=later(days=31),
        )
    (line,) = opened(made, partnership.analyst, later(days=31)).ledger
    assert line.state == "Ended"


def test_what_the_form_refuses_it_says(
    cleared: UUID, partnership: Partnership, client: Client
) -> None:
    with pytest.raises(EndsTooSoon):
        given(cleared, partnership.analyst, expires_on=date(2020, 1, 1))
    client.force_login(partnership.analyst)
    looked = client.get(reverse("profiles:version", args=[cleared, "partner"])).content.decode()
    assert f'value="{partnership.council.id}"' in looked
    act = reverse("profiles:release-version", args=[cleared, "partner"])
    refused = client.post(act, {"basis": "cda115"})
    assert refused.status_code == 422
    assert "Choose who receives it" in refused.content.decode()
    past = {
        "agencies": [str(partnership.council.id)],
        "basis": "cda115",
        "expires_on_day": "1",
        "expires_on_month": "1",
        "expires_on_year": "2020",
    }
    refused = client.post(act, past)
    assert refused.status_code == 422
    assert "must be in the future" in refused.content.decode()
    sent = client.post(act, {"agencies": [str(partnership.council.id)], "basis": "cda115"})
    assert sent.status_code == 302
    client.force_login(partnership.manager)
    assert client.post(act, {}).status_code == 403


def test_the_next_release_of_an_area_is_the_next_version(
    made: UUID, partnership: Partnership
) -> None:
    releasing.recall_release(
        release_id=made, reason="Old.", by=as_actor(partnership.analyst), at=later(hours=1)
    )
    again = releasing.release_version(
        profile_id=_profile_of(made),
        audience="partner",
        by=as_actor(partnership.analyst),
        at=later(hours=2),
    )
    assert opened(again, partnership.analyst, later(hours=2)).reference.endswith("version 2")


def _profile_of(made: UUID) -> UUID:
    from frankpledge.profiles.models import Release

    found: UUID = Release._rows.get(pk=made).profile_id
    return found


def test_a_line_speaks_of_a_product_or_of_a_release_and_stands_once(
    made: UUID, partnership: Partnership
) -> None:
    (row,) = Dissemination.of_release(made)
    row.release = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(update_fields=["release"])

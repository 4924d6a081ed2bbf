"""Every district's draft and profiles as files: long work, done once and as who asked."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.profiles import drafting, in_the_background as behind
from frankpledge.profiles.models import Profile
from frankpledge.work import api as work, carrying_on
from tests.makers import NOW, as_actor, later
from tests.profiles.conftest import (
    DISTRICT,
    FORCE,
    NOW_FIRST,
    NOW_LAST,
    THEN_FIRST,
    THEN_LAST,
    Partnership,
)

pytestmark = pytest.mark.django_db

PERIODS = {
    "first": NOW_FIRST,
    "last": NOW_LAST,
    "compare_first": THEN_FIRST,
    "compare_last": THEN_LAST,
}


@pytest.fixture
def draft(partnership: Partnership, home: Any) -> UUID:
    return drafting.draft_profile(
        area=DISTRICT, **PERIODS, by=as_actor(partnership.analyst), at=NOW
    )


def carry_on() -> None:
    assert carrying_on.carry_on_one(at=NOW, beating=False)


@pytest.fixture
def counted_once(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same figures for each area: how they are counted is tested elsewhere."""
    one = drafting.context.build(drafting._store(), area=DISTRICT, **PERIODS)
    monkeypatch.setattr(drafting.context, "build", lambda store, *, area, **asked: one)


def test_every_district_is_drafted_once_behind_the_page(
    partnership: Partnership, counted_once: None
) -> None:
    by = as_actor(partnership.analyst)
    job = behind.ask_for_drafts(force=FORCE, by=by, at=NOW, **PERIODS)
    assert behind.ask_for_drafts(force=FORCE, by=by, at=NOW, **PERIODS) == job
    assert not Profile.open_to(by).exists()
    carry_on()

    found = work.progress(job_id=job, by=by)
    assert (found.state, found.done, found.whole) == ("done", 14, 14)
    assert found.sentence == "14 drafts have been built."
    assert Profile.open_to(by).count() == 14
    assert not carrying_on.carry_on_one(at=NOW, beating=False)
    assert behind.ask_for_drafts(force=FORCE, by=by, at=later(days=1), **PERIODS) != job


def test_drafts_of_every_district_built_again_say_that_their_figures_are_the_same(
    partnership: Partnership, counted_once: None
) -> None:
    by = as_actor(partnership.analyst)
    behind.ask_for_drafts(force=FORCE, by=by, at=NOW, **PERIODS)
    carry_on()
    job = behind.ask_for_drafts(force=FORCE, by=by, at=later(hours=1), **PERIODS)
    assert carrying_on.carry_on_one(at=later(hours=1), beating=False)
    said = work.progress(job_id=job, by=by).sentence

    assert "have the same figures." in said


def test_of_a_force_that_is_not_held_nothing_is_drafted_and_it_says_why(
    partnership: Partnership, home: Any
) -> None:
    by = as_actor(partnership.analyst)
    job = behind.ask_for_drafts(force="E23000000", by=by, at=NOW, **PERIODS)
    carry_on()

    found = work.progress(job_id=job, by=by)
    assert found.state == "failed"
    assert "E23000000" in found.sentence


def test_documents_are_of_what_may_be_taken_away_and_carried_on_from_halfway(
    partnership: Partnership, draft: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = as_actor(partnership.analyst)
    job = behind.ask_for_documents(by=by, at=NOW)
    step = carrying_on._Going.step

    def killed(self: object, done: int, whole: int) -> None:
        raise SystemExit

    monkeypatch.setattr(carrying_on._Going, "step", killed)
    with pytest.raises(SystemExit):
        carry_on()
    monkeypatch.setattr(carrying_on._Going, "step", step)
    monkeypatch.setattr(behind, "files_of", lambda *given, **options: pytest.fail("made again"))
    carrying_on.Job.objects.update(lease_until=later(days=-365))
    carry_on()

    handed = work.open_result(job_id=job, by=by, at=NOW)
    with zipfile.ZipFile(io.BytesIO(handed.content)) as packed:
        names = packed.namelist()
        assert {name.partition("/")[2] for name in names} == {
            "profile.docx",
            "profile.pdf",
            "profile.xlsx",
            "profile.geojson",
            "summary.pdf",
        }
        assert all(packed.read(name) for name in names)
    assert all(name.startswith(f"{DISTRICT}-") for name in names)


def test_who_may_not_take_profiles_away_or_has_none_is_told(
    partnership: Partnership, draft: UUID
) -> None:
    with pytest.raises(NotPermitted, match="take profiles away"):
        behind.ask_for_documents(by=as_actor(partnership.manager), at=NOW)


def test_without_a_profile_there_is_nothing_to_make(partnership: Partnership) -> None:
    with pytest.raises(NotFound):
        behind.ask_for_documents(by=as_actor(partnership.analyst), at=NOW)


def test_the_pages_ask_and_lead_to_how_far_it_is(
    partnership: Partnership, draft: UUID, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    client.force_login(partnership.analyst)
    assert "Make the documents" in client.get("/profiles/").content.decode()
    answer = client.post("/profiles/documents/")
    assert answer.status_code == 302
    assert "Profiles as files" in client.get(answer.url).content.decode()
    client.force_login(partnership.manager)
    assert "Make the documents" not in client.get("/profiles/").content.decode()
    assert client.post("/profiles/documents/").status_code == 403


def test_every_district_is_looked_at_at_once_behind_the_page(
    partnership: Partnership, home: Any, client: Client
) -> None:
    client.force_login(partnership.analyst)
    address = reverse("profiles:study")
    assert f'href="{address}"' in client.get(reverse("profiles:index")).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"area": FORCE}).status_code == 422
    asked = {"area": FORCE, "first": NOW_FIRST, "last": NOW_LAST}
    leads_to = client.post(address, asked).headers["Location"]
    carry_on()

    assert "a study gives rates of a year" in client.get(leads_to).content.decode()
    client.force_login(partnership.manager)
    assert client.get(address).status_code == 403
    assert client.post(address, asked).status_code == 403
    assert f'href="{address}"' not in client.get(reverse("profiles:index")).content.decode()

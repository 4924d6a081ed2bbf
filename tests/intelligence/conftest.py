"""A county with an intelligence unit, keys in a folder of their own, and its own clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from frankpledge.access.api import Person
from frankpledge.intelligence.sources.sealing import make_source_keys
from tests.intelligence.makers import County, make_county


@pytest.fixture
def keys(settings, tmp_path):
    """Keys for sealing, and a data folder of this test's own."""
    settings.FRANKPLEDGE_HOME = tmp_path / "home"
    settings.SOURCE_PUBLIC_KEY = tmp_path / "home" / "keys" / "source.pub"
    settings.CUSTODY_FOLDER = tmp_path / "custody"
    return make_source_keys()


@pytest.fixture(autouse=True)
def nobody_drawn(monkeypatch):
    """No report is drawn for a second look by lot, since its lot differs from run to run."""
    monkeypatch.setattr(
        "frankpledge.intelligence.sharing.sanitisation.lot_of", lambda reference, key: 0.99
    )


@pytest.fixture
def county(db, keys, now: datetime) -> County:
    return make_county(now)


@pytest.fixture
def browse(county: County, monkeypatch, settings) -> Callable[..., Client]:
    """A browser in which somebody is signed in, at the moment of the county."""
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: county.now)
    settings.ALLOWED_HOSTS = ["testserver"]

    def signed_in(name: str = "") -> Client:
        client = Client()
        if name:
            client.force_login(Person.objects.get(id=county.people[name]))
        return client

    return signed_in

"""A partnership with two units and a register, and a browser in which somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.entities.makers import Partnership, make_partnership


@pytest.fixture
def made(db) -> Partnership:
    return make_partnership()


@pytest.fixture
def browse(made: Partnership, monkeypatch, settings) -> Callable[[str], Client]:
    """A browser in which somebody is signed in, at the moment of the partnership."""
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: made.now)
    settings.ALLOWED_HOSTS = ["testserver"]

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(made.people[name])
        return client

    return signed_in

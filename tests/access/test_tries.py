"""Limits on trying: they hold for every server alike, fade, and do not say who tried or when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from frankpledge.access import requests
from frankpledge.access.models import Tally
from frankpledge.access.tries import (
    WINDOW,
    TooManyTries,
    count_try,
    counting_wrong,
    forget_tries,
)
from frankpledge.kernel import DomainError

pytestmark = pytest.mark.django_db

ADDRESS = "198.51.100.7"


class Wrong(DomainError):
    """What a wrong word is answered with in these tests."""


def test_a_limit_holds_for_one_and_passes_by_itself(now: datetime) -> None:
    for _ in range(3):
        count_try("try", "a", most=3, now=now)
    count_try("try", "b", most=3, now=now)
    count_try("other", "a", most=3, now=now)
    with pytest.raises(TooManyTries, match="Wait 15 minutes"):
        count_try("try", "a", most=3, now=now)

    count_try("try", "a", most=3, now=now + WINDOW)
    assert Tally.objects.count() == 1


def test_a_longer_stretch_says_how_long(now: datetime) -> None:
    with pytest.raises(TooManyTries, match="Wait 60 minutes"):
        count_try("send", "a", most=0, now=now, within=timedelta(hours=1))


def test_who_tried_and_when_is_not_to_be_read_from_the_limits(now: datetime) -> None:
    count_try("try", ADDRESS, most=3, now=now)
    kept = Tally.objects.values().get()
    Tally.objects.all().delete()
    count_try("try", ADDRESS, most=3, now=now + timedelta(seconds=7))

    assert Tally.objects.values().get() == kept
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{Tally._meta.db_table}"')
        assert ADDRESS not in str(cursor.fetchall())


def test_only_wrong_words_are_counted_and_then_a_right_one_is_refused(now: datetime) -> None:
    for _ in range(9):
        with counting_wrong("door", ADDRESS, Wrong, most=2, now=now):
            pass
    for _ in range(2):
        with pytest.raises(Wrong), counting_wrong("door", ADDRESS, Wrong, most=2, now=now):
            raise Wrong("No")
    with pytest.raises(TooManyTries), counting_wrong("door", ADDRESS, Wrong, most=2, now=now):
        raise AssertionError("nobody gets this far")
    with counting_wrong("door", ADDRESS, Wrong, most=2, now=now + WINDOW):
        pass


def test_what_is_forgotten_may_be_tried_again(now: datetime) -> None:
    count_try("try", "a", most=1, now=now)
    forget_tries("try", "a", now=now)
    count_try("try", "a", most=1, now=now)


def test_tries_are_counted_in_the_database_and_not_in_one_server(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "moment_now", lambda: now)
    for _ in range(5):
        Client(REMOTE_ADDR=ADDRESS).post("/sign-in/", {"username": "a.person", "password": "x"})

    assert set(Tally.objects.values_list("times", flat=True)) == {5}
    answer = Client(REMOTE_ADDR="198.51.100.8").post(
        "/sign-in/", {"username": "A.Person", "password": "x"}
    )
    assert answer.status_code == 429

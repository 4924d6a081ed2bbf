"""Workers that claim at the same moment, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection

from frankpledge.access.api import NO_END, Agency, Person
from frankpledge.work import carrying_on
from frankpledge.work.models import Job
from tests.makers import NOW

JOBS, WORKERS = 5, 8
CODE = "racing"
Result = TypeVar("Result")


@pytest.mark.postgres
@pytest.mark.django_db
def test_of_many_workers_at_once_each_takes_another_job():
    made = apart(waiting)
    try:
        ready = threading.Barrier(WORKERS)

        def take() -> str:
            ready.wait()
            found = carrying_on.claim()
            return str(found.pk) if found else ""

        with ThreadPoolExecutor(WORKERS) as pool:
            taken = list(pool.map(lambda _: closing(take), range(WORKERS)))
    finally:
        apart(cleared_away)

    assert sorted(filter(None, taken)) == sorted(made)
    assert taken.count("") == WORKERS - JOBS


def closing(act: Callable[[], Result]) -> Result:
    """What *act* gives, on a connection of this thread's own that is closed afterwards."""
    try:
        return act()
    finally:
        connection.close()


def apart(act: Callable[[], Result]) -> Result:
    """What *act* gives, outside the transaction of the test, so that every connection sees it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(closing, act).result()


def waiting() -> list[str]:
    """Jobs of somebody, committed: the record is append-only and is not flushed after a test."""
    agency = Agency.objects.create(
        code=CODE, name="Racing Agency", short_name="Racing", kind="district_council"
    )
    person = Person(username=CODE, name="Tom Racing", agency=agency, ends_at=NO_END)
    person.set_unusable_password()
    person.save()
    return [
        str(
            Job.objects.create(
                sort="tests.racing",
                key=f"{CODE}{number}",
                asked_by=person,
                purpose="partnership_working",
                given={},
                asked_at=NOW,
            ).pk
        )
        for number in range(JOBS)
    ]


def cleared_away() -> None:
    """Take away what was committed."""
    Job.objects.filter(asked_by__username=CODE).delete()
    Person.objects.filter(username=CODE).delete()
    Agency.objects.filter(code=CODE).delete()

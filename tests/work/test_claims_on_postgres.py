"""Workers that claim at the same moment, each on a connection of its own."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from frankpledge.access.api import NO_END, Agency, Person
from frankpledge.work import carrying_on
from frankpledge.work.models import Job
from tests.makers import NOW

JOBS, WORKERS = 5, 8


@pytest.mark.postgres
def test_of_many_workers_at_once_each_takes_another_job(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        # Committed, so that every connection sees it, and taken away again: the record is
        # append-only and cannot be flushed after a test.
        agency = Agency.objects.create(
            code="racing", name="Racing Agency", short_name="Racing", kind="district_council"
        )
        person = Person.objects.create(
            username="racing", name="Tom Racing", agency=agency, ends_at=NO_END
        )
        made = [
            Job.objects.create(
                sort="tests.racing",
                key=f"racing{number}",
                asked_by=person,
                purpose="partnership_working",
                given={},
                asked_at=NOW,
            )
            for number in range(JOBS)
        ]
        try:
            taken = claimed_at_once()
        finally:
            Job.objects.filter(asked_by=person).delete()
            person.delete()
            agency.delete()
            connection.close()

    assert sorted(filter(None, taken)) == sorted(str(job.pk) for job in made)
    assert taken.count("") == WORKERS - JOBS


def claimed_at_once() -> list[str]:
    """What each of the workers got, or nothing."""
    ready = threading.Barrier(WORKERS)
    taken: list[str] = []

    def take() -> None:
        ready.wait()
        found = carrying_on.claim()
        taken.append(str(found.pk) if found else "")
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken

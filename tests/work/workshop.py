"""Workers that are killed at random moments, by their own number, and what came of the work.

Run as a program of its own, so that nothing but its own children is ever killed:
python -m tests.work.workshop SEED
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

JOBS, STEPS, WORKERS, KILLS = 5, 20, 2, 15
STEP_SECONDS = 0.004
MOST_SECONDS = 90


def keep_killing(
    start: Callable[[], int], is_over: Callable[[], bool], chosen: random.Random
) -> int:
    """Kill workers that were started here until all is done, and say how many were killed."""
    at_it = [start() for _ in range(WORKERS)]
    killed, deadline = 0, time.monotonic() + MOST_SECONDS
    try:
        while time.monotonic() < deadline:
            time.sleep(chosen.uniform(0.01, 0.25))
            if is_over():
                break
            if killed < KILLS:
                place = chosen.randrange(WORKERS)
                os.kill(at_it[place], signal.SIGKILL)
                os.waitpid(at_it[place], 0)
                killed += 1
                at_it[place] = start()
    finally:
        for worker in at_it:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
    return killed


def main(seed: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from frankpledge.access.api import ALLOW, Actor, AuditEvent, Role
    from frankpledge.work import api as work, carrying_on
    from frankpledge.work.models import UNFINISHED, Job
    from tests.makers import NOW, as_actor, make_agency, make_person

    for label in ("access", "work"):
        call_command("migrate", label, verbosity=0)
    carrying_on.LEASE = timedelta(seconds=0.4)
    carrying_on.BEAT_SECONDS = 0.1
    carrying_on.SAID_EVERY_SECONDS = 0.0
    carrying_on.MOST_ATTEMPTS = 1_000
    begun = Path(settings.FRANKPLEDGE_HOME) / "begun"

    def perform(given: work.Given, by: Actor, at: datetime, going: work.Going) -> work.Result:
        done = [int(part) for part in (going.kept() or b"").split()]
        with begun.open("a") as told:
            told.write(f"{len(done)}\n")
        for number in range(len(done), STEPS):
            time.sleep(STEP_SECONDS)
            done.append(number)
            going.keep(" ".join(map(str, done)).encode())
            going.step(number + 1, STEPS)
        content = f"{given['number']}: {done}".encode()
        made = work.Made(name="list.txt", media_type="text/plain", content=content)
        return work.Result(files=[made])

    work.offer(
        work.Sort(
            code="tests.listing",
            title="Listing",
            may=lambda by, given, at: ALLOW,
            perform=perform,
            back=lambda given: "",
        )
    )
    people = [make_person(make_agency(f"agency{n}"), Role.CSM) for n in range(JOBS)]
    jobs = [
        work.ask("tests.listing", given={"number": n}, by=as_actor(who), at=NOW)
        for n, who in enumerate(people)
    ]

    def start() -> int:
        connections.close_all()
        child = os.fork()
        if child:
            return child
        while True:
            carrying_on.carry_on_one(at=NOW)
            time.sleep(0.02)

    def is_over() -> bool:
        return not Job.objects.filter(state__in=UNFINISHED).exists()

    killed = keep_killing(start, is_over, random.Random(seed))
    leaves = [
        json.loads(leaf)
        for leaf in AuditEvent.objects.filter(act="work.perform").values_list("leaf", flat=True)
    ]
    print(  # noqa: T201
        json.dumps(
            {
                "killed": killed,
                "begun": [int(line) for line in begun.read_text().split()],
                "jobs": [
                    {
                        "state": Job.objects.get(pk=job).state,
                        "performed": sum(leaf["asked_for"] == str(job) for leaf in leaves),
                        "content": work.open_result(
                            job_id=job, by=as_actor(who), at=NOW
                        ).content.decode(),
                        "files": len(list((carrying_on.shelf.folder() / str(job)).iterdir())),
                    }
                    for job, who in zip(jobs, people, strict=True)
                ],
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))

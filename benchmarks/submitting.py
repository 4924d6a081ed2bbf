"""Telling the police on SQLite, sixteen at once, beside a bare durable insert; and being killed.

Ours is a whole submission: words, mentions, receipt, sealed box, routing, the search index, what
waits to be matched and the line in the record, committed. The rival puts the same words into one
table of the same database with the same settings, each in a transaction of its own. Sixteen
threads do one and then the other, turn and turn about, and what counts is how long all of them
take for the same number of rows.

Then a process that tells without end is killed at a random moment, five hundred times. What it was
told is kept before it is killed has to be there afterwards, whole.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from benchmarks.apart import measured_apart, say
from benchmarks.measure import Measurement, side_by_side

if TYPE_CHECKING:
    from tests.intelligence.makers import County

AT_ONCE = 16
EACH = 4
TIMES = 5
LIMIT = 3.0
KILLS = 500
LONGEST_LIFE = 0.25
"""How long a process that tells without end is left to live, at most, in seconds."""
SEED = 20260414


def run() -> Iterator[Measurement]:
    """The ratio with sixteen at once, and how many acknowledged reports the kills lost."""
    yield from measured_apart("submitting")


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    from django.core.management import call_command
    from django.db import connection

    from frankpledge.access.api import moment_now
    from frankpledge.intelligence.api import make_source_keys
    from tests.intelligence.makers import make_county

    call_command("migrate", verbosity=0, interactive=False)
    make_source_keys()
    county = make_county(moment_now())
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    ours, theirs = side_by_side(TIMES, _all_at_once(lambda: _tell(county)), _all_at_once(_insert))
    rows = AT_ONCE * EACH
    yield Measurement(
        name=f"one submission, {AT_ONCE} at once on SQLite",
        value=ours / rows,
        unit="s",
        peer="one bare durable insert",
        peer_value=theirs / rows,
        limit=LIMIT,
        n=rows * TIMES,
    )
    acknowledged, lost = _killed(county)
    yield Measurement(
        name="acknowledged submissions lost",
        value=lost,
        unit="submissions",
        limit=0,
        n=acknowledged,
    )
    yield Measurement(name="kills at random moments", value=KILLS, unit="kills")


def _all_at_once(work: Callable[[], object]) -> Callable[[], None]:
    """What sixteen threads do, each with a connection of its own that is already open."""
    pool = ThreadPoolExecutor(AT_ONCE)

    def one() -> None:
        for _ in range(EACH):
            work()

    def go() -> None:
        for done in [pool.submit(one) for _ in range(AT_ONCE)]:
            done.result()

    go()
    return go


def _tell(county: County) -> str:
    from frankpledge.access.api import moment_now
    from frankpledge.intelligence.api import submit
    from tests.intelligence.makers import told

    now = moment_now()
    proof = submit(
        told=told(text=_words(), contact=""),
        token=os.urandom(24).hex(),
        by=county.actor("nia", at=now),
        at=now,
    )
    return proof.reference


def _insert() -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare (words) VALUES (%s)", [_words()])


def _words() -> str:
    number = int.from_bytes(os.urandom(3), "big")
    return (
        f"Unknown men come and go at number {number % 90 + 1} at night. A grey van stood outside,"
        f" AB{number % 90 + 10} CDE, and the tenant has not been seen for weeks."
    )


def _killed(county: County) -> tuple[int, int]:
    """How many submissions were acknowledged before each kill, and how many of them are gone."""
    from django.db import connections

    from frankpledge.intelligence.models import Receipt, Submission

    drawn = random.Random(SEED)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        connections.close_all()
        acknowledged += _told_until_killed(county, drawn.uniform(0, LONGEST_LIFE))
    officer = county.actor("imogen")
    whole = set(
        Receipt.open_to(officer)
        .filter(submission__in=Submission.open_to(officer))
        .values_list("reference", flat=True)
    )
    return len(acknowledged), len(set(acknowledged) - whole)


def _told_until_killed(county: County, life: float) -> list[str]:
    """What one process was told is kept, before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        while True:
            os.write(writing, f"{_tell(county)}\n".encode())
    os.close(writing)
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        return [line.strip() for line in lines if line.endswith("\n")]


if __name__ == "__main__":
    say(measured)

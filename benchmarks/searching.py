"""Searching a million reports as somebody who may read a tenth of them, on both databases.

Two words, newest first. What is timed is the whole act: the search, the wait for an even moment and
the line in the record. The rival is the same index asked the same words with no rule at all, no
wait and no record. Words are drawn by Zipf's law, and each question is two words that stand
together in some report, common and rare alike.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from uuid import UUID

from benchmarks.apart import measured_apart, say
from benchmarks.measure import Measurement

REPORTS = 1_000_000
QUESTIONS = 200
WORDS, A_REPORT = 30_000, 30
LIMIT_SECONDS = 0.05
SEED = 20260413
MANY = 20_000
"""Rows that are handed to the database at once."""


def run() -> Iterator[Measurement]:
    """The 95th percentile on SQLite, then on a PostgreSQL of its own."""
    from tests.__main__ import a_postgres_server

    yield from measured_apart("searching")
    with a_postgres_server() as url:
        yield from measured_apart("searching", database=url)


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    from django.core.management import call_command
    from django.db import connection

    from frankpledge.access.api import Actor, Role, actor_for, moment_now
    from frankpledge.search import finding, models
    from tests.makers import make_agency, make_area, make_person

    call_command("migrate", verbosity=0, interactive=False)
    make_area("D1")
    ours, theirs = make_agency("ours"), make_agency("theirs")
    reader = make_person(ours, Role.PRACTITIONER, districts=["D1"])
    questions = _fill(reader.agency_id, theirs.id)
    actor: Actor = actor_for(reader.id, at=moment_now())
    finding.TIMES_A_MINUTE = len(questions) + 1

    def plainly(question: str) -> None:
        everything = models.Entry.readable_by(actor)
        everything.clear_where()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT place FROM search_entry WHERE string_to_array(words, ' ') @> %s"
                    " ORDER BY place DESC LIMIT 21",
                    [question.split()],
                )
            else:
                cursor.execute(
                    "SELECT rowid FROM search_words WHERE search_words MATCH %s"
                    " ORDER BY rowid DESC LIMIT 21",
                    [question],
                )
            cursor.fetchall()

    taken, plain, shown = [], [], 0
    for question in questions:
        began = time.perf_counter()
        found = finding.find(question, by=actor, at=actor.at)
        taken.append(time.perf_counter() - began)
        shown += len(found.hits)
        began = time.perf_counter()
        plainly(question)
        plain.append(time.perf_counter() - began)
    if not shown:
        raise RuntimeError("nothing was found, so nothing was measured")
    yield Measurement(
        name=f"search of {REPORTS:,} reports, 95th percentile, {connection.vendor}",
        value=_p95(taken),
        unit="s",
        limit=LIMIT_SECONDS,
        n=len(taken),
    )
    yield Measurement(
        name=f"the same beside no rule, wait or record, {connection.vendor}",
        value=_p95(taken),
        unit="s",
        peer="the index alone",
        peer_value=_p95(plain),
        n=len(taken),
    )


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(0.95 * len(taken))]


def _fill(ours: UUID, theirs: UUID) -> list[str]:
    """Write the reports, a tenth of them for our agency, and give back questions to ask of them."""
    draw = random.Random(SEED)
    words = [f"w{number:x}" for number in range(WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
    questions: list[str] = []
    every = REPORTS // QUESTIONS
    made: list[tuple[UUID, bool, date, str]] = []
    first = date(2016, 1, 1)
    for number in range(REPORTS):
        text = draw.choices(words, cum_weights=weights, k=A_REPORT)
        if number % every == 0:
            # The very commonest words stand in half of all reports and nobody types them.
            telling = [word for word in dict.fromkeys(text) if word not in words[:20]]
            questions.append(" ".join(draw.sample(telling, 2)))
        day = first + timedelta(days=number * 3650 // REPORTS)
        made.append((UUID(int=draw.getrandbits(128)), draw.random() < 0.1, day, " ".join(text)))
        if len(made) == MANY:
            _write(made, ours, theirs, draw)
            made.clear()
    _write(made, ours, theirs, draw)
    _settle()
    return questions


def _write(
    made: Sequence[tuple[UUID, bool, date, str]], ours: UUID, theirs: UUID, draw: random.Random
) -> None:
    from django.db import transaction

    from frankpledge.access.api import Kind
    from frankpledge.access.protection import Protection, ProtectionTerm
    from frankpledge.search.indexing import RANDOM_BITS
    from frankpledge.search.models import Entry

    with transaction.atomic():
        Protection.objects.bulk_create(
            Protection(uid=uid, kind=Kind.PRODUCT, owner_id=theirs) for uid, _, _, _ in made
        )
        ProtectionTerm.objects.bulk_create(
            term
            for uid, is_ours, _, _ in made
            for term in (
                ProtectionTerm(protection_id=uid, what="district", value="D1"),
                ProtectionTerm(
                    protection_id=uid, what="agency", value=str(ours if is_ours else theirs)
                ),
            )
        )
        Entry._base_manager.bulk_create(  # noqa: SLF001
            Entry(
                place=(day.toordinal() * 48 << RANDOM_BITS) | draw.getrandbits(RANDOM_BITS),
                protection_id=uid,
                title="Report",
                href="/",
                released_on=day,
                text=text,
                words=text,
            )
            for uid, _, day, text in made
        )


def _settle() -> None:
    """Let the database look over what it holds, as it does by itself in the days that pass."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


if __name__ == "__main__":
    say(measured)

"""Marks of 128 bits in everything that may not travel, looked for everywhere that it could have.

Each submission carries marks of its own: in what would say who told it, in what was told, and in
what police made of it. They are driven from telling to the answer. Then every page is asked for as
every kind of person, and the tables, sessions, cache, logs, files, exports and mail are read.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection

from frankpledge.access.api import NO_END, Kind, Role, TagAuthority
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import grading, triage
from frankpledge.intelligence.giving import cards, submission
from frankpledge.intelligence.giving.submission import Call
from frankpledge.intelligence.models import Dissemination, Report
from frankpledge.intelligence.sharing import disclosure, dissemination, ledger
from frankpledge.intelligence.sharing.sanitisation import Plan
from frankpledge.intelligence.sources import opening
from tests.architecture.test_closed_addresses import ADDRESSES
from tests.intelligence.makers import (
    ALL_CONFIRMED,
    County,
    make_person,
    told,
)
from tests.plugins.both_databases import on_postgres

OWN_WORDS = frozenset({"nia", "noel"})
"""People of the tellers' agency, who may read what it told."""
CLEARED = frozenset({"imogen", "ivo", "martin", "maud"})
"""People of the intelligence unit, who may read what was told and what was made of it."""
GIVEN = frozenset({"asha"})
"""People whom the products are shared with, and whose post reads products."""
HOLDS_WORDS = ("intelligence_submission", "intelligence_mention", "entities_", "search_")
HOLDS_REPORTS = ("intelligence_report", "intelligence_item", "entities_", "search_")
"""Tables in which the words belong, each row of which the one rule guards."""


@dataclass
class Marks:
    """What was planted: marks that may stand nowhere, and those that some may read."""

    of_senders: list[str] = field(default_factory=list)
    of_words: list[str] = field(default_factory=list)
    of_reports: list[str] = field(default_factory=list)
    of_products: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    uids: list[tuple[UUID, UUID, UUID]] = field(default_factory=list)

    def plant(self, where: list[str]) -> str:
        mark = uuid4().hex
        where.append(mark)
        return mark


def drive(county: County, marks: Marks, number: int) -> None:
    """One thing is told, graded, sanitised, shared, opened and answered, with its own marks."""
    at = county.now
    facts = told(
        text=f"Strangers answer the door {marks.plant(marks.of_words)} and nobody else does.",
        place=f"6 Tern Court {marks.plant(marks.of_words)}",
        contact=f"{marks.plant(marks.of_senders)}@homes.example",
    )
    token = county.token()
    if number % 3 == 1:
        scanned = cards.scanned(card_for(county, number), at=at)
        assert scanned is not None
        proof = submission.submit(
            told=facts, token=token, by=scanned.actor, at=at, card=scanned.code
        )
    elif number % 3 == 2:
        proof = submission.submit(
            told=replace(facts, contact=""),
            token=token,
            by=county.actor("imogen"),
            at=at,
            call=Call(
                caller=f"Caller {marks.plant(marks.of_senders)}",
                agency_id=county.agency("saltmarsh-homes"),
            ),
        )
    else:
        proof = submission.submit(told=facts, token=token, by=county.actor("nia"), at=at)
    marks.codes.append(proof.code)
    # Ivo took no call, so he may decide on all of them.
    by = county.actor("ivo")
    found = triage.undecided(by).values_list("pk", flat=True).get(reference=proof.reference)
    triage.open_submission(submission_id=found, by=by, at=at)
    report = grading.evaluate(
        submission_id=found,
        text=f"Unknown men control a home, says {marks.plant(marks.of_reports)}.",
        place=f"Tern Court {marks.plant(marks.of_reports)}",
        grade=grading.Given(source=2, intelligence="A"),
        by=by,
        at=at,
    )
    product = disclosure.disclose(
        report_id=report,
        text=f"Unfamiliar men have controlled a home: {marks.plant(marks.of_products)}",
        place="Tern Court",
        confirmed=ALL_CONFIRMED,
        plan=Plan(agencies=(county.agency("wantsum-council"),)),
        by=by,
        at=at,
    )
    shown = dissemination.open_product(product_id=product, by=by, at=at)
    if shown.is_draft:
        disclosure.approve(product_id=product, by=county.actor("martin"), at=at)
    assert shown.proved is not None
    assert shown.proved.found == ()
    dissemination.open_product(product_id=product, by=county.actor("asha"), at=at)
    feedback.answer(submission_id=found, wording_code=feedback.wordings()[0][0], by=by, at=at)
    marks.uids.append((found, report, product))


def card_for(county: County, number: int) -> str:
    """A card that has not been used so often that it has to wait: a new one after every sixty."""
    if number > 1 and number % 60 == 1:
        county.card = cards.make_card(
            agency_id=county.agency("saltmarsh-homes"), by=county.actor("imogen"), at=county.now
        )
    return county.card


SOME = ("imogen", "martin", "asha", "nia")
SOME_ROLES = (Role.PRACTITIONER, Role.ANALYST, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR)


def onlookers(county: County, *, all_of_them: bool) -> list[str]:
    """Who looks: somebody in each role, in an agency that nothing belongs to, and people who
    may read some of it. Those alone on PostgreSQL, which lets the same through: see `access`."""
    if on_postgres() and not all_of_them:
        return list(SOME)
    for role in Role if all_of_them else SOME_ROLES:
        make_person(county, f"a-{role.value}", "fallow-fire", role)
    looking = [name for name in county.people if name.startswith("a-")]
    return list(county.people) if all_of_them else [*SOME, *looking]


def addresses(marks: Marks) -> Iterator[str]:
    """Every address of the site: plain ones, and each of a record with the first and the last."""
    nobody = str(UUID(int=7))
    lines = list(Dissemination._rows.order_by("shared_at").values_list("pk", flat=True))
    for name, path in ADDRESSES:
        if name.startswith("ui:") or name == "access:sign-out" or path.startswith("/demo"):
            continue
        if nobody not in path:
            yield path
            continue
        for submission_uid, report, product in {marks.uids[0], marks.uids[-1]}:
            uid = product
            if "/submissions/" in path:
                uid = submission_uid
            elif "/reports/" in path:
                uid = report
            elif "/shared/" in path:
                uid = lines[0]
            yield path.replace(nobody, str(uid))
    for uids in marks.uids[:2]:
        for kind, uid in zip((Kind.SUBMISSION, Kind.REPORT, Kind.PRODUCT), uids, strict=True):
            yield f"/thread/{kind}/{uid}/"


def found_in(text: str, marks: list[str]) -> list[str]:
    lowered = text.lower()
    return [mark for mark in marks if mark in lowered or mark.encode().hex() in lowered]


def tables() -> Iterator[tuple[str, str]]:
    """Every table as text, with what is binary both as it stands and in hexadecimal."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            lines = []
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, bytes | memoryview):
                        value = bytes(value)
                        lines.append(value.hex())
                        value = value.decode(errors="replace")
                    lines.append(str(value))
            yield table, "\n".join(lines)


def run(
    county: County, browse, caplog, settings, *, times: int, all_of_them: bool
) -> dict[str, int]:
    """Drive everything and look everywhere; how much was looked at, by what it was."""
    caplog.set_level(logging.DEBUG)
    marks = Marks()
    for number in range(times):
        drive(county, marks, number)
    pages = crawl(browse, marks, onlookers(county, all_of_them=all_of_them))
    looked = read_tables(marks)
    everything = [*marks.of_senders, *marks.of_words, *marks.of_reports, *marks.of_products]
    files = [path for path in Path(settings.FRANKPLEDGE_HOME).rglob("*") if path.is_file()]
    for what, text in elsewhere(county, files, caplog.text):
        assert found_in(text, everything) == [], what
    return {"pages": pages, "tables": looked, "files": len(files), "marks": len(everything)}


def crawl(browse, marks: Marks, people: list[str]) -> int:
    """Every page, as everybody: how many there were."""
    pages = 0
    for name in people:
        client = browse(name)
        read = ""
        for address in addresses(marks):
            answer = client.get(address)
            assert answer.status_code < 500, (name, address)
            pages += 1
            body = b"".join(answer) if answer.streaming else answer.content
            read += body.decode(errors="replace") + str(sorted(answer.headers.items()))
        forbidden = list(marks.of_senders)
        if name not in OWN_WORDS | CLEARED:
            forbidden += marks.of_words
        if name not in CLEARED:
            forbidden += marks.of_reports
        if name not in CLEARED | GIVEN:
            forbidden += marks.of_products
        assert found_in(read, forbidden) == [], name
        if name in CLEARED | GIVEN:
            # What may be read is read: otherwise the search would have shown nothing.
            assert found_in(read, marks.of_products), name
    return pages


def read_tables(marks: Marks) -> int:
    """Every table of the database: how many there were."""
    looked = 0
    for table, text in tables():
        looked += 1
        forbidden = [*marks.of_senders, *(code.lower() for code in marks.codes)]
        if not table.startswith(HOLDS_WORDS):
            forbidden += marks.of_words
        if not table.startswith(HOLDS_REPORTS):
            forbidden += marks.of_reports
        assert found_in(text, forbidden) == [], table
    return looked


def elsewhere(county: County, files: list[Path], logged: str) -> Iterator[tuple[str, str]]:
    """What is kept outside the tables, or leaves the site."""
    sessions = [each.get_decoded() for each in Session.objects.all()]
    yield "sessions", json.dumps(sessions, default=str)
    yield "exports", ledger.export_ledger(by=county.actor("martin"), at=county.now)
    yield "files", "".join(path.read_bytes().decode(errors="replace") for path in files)
    yield "logs", logged
    yield "mail", "".join(str(message.message()) for message in mail.outbox)
    yield "cache", str(getattr(cache, "_cache", ""))


def test_no_mark_is_found_where_it_may_not_be(county, browse, caplog, settings):
    looked = run(county, browse, caplog, settings, times=6, all_of_them=False)

    assert looked["marks"] >= 6 * 6
    assert looked["pages"] > 500
    assert looked["tables"] > 50


@pytest.mark.thorough
def test_no_mark_of_two_hundred_is_found_where_it_may_not_be(county, browse, caplog, settings):
    looked = run(county, browse, caplog, settings, times=200, all_of_them=True)

    assert looked["marks"] >= 200 * 6


def test_the_search_itself_finds_a_mark_that_was_let_out(county):
    marks = Marks()
    mark = marks.plant(marks.of_senders)

    assert found_in(f"… {mark.upper()} …", marks.of_senders) == [mark]
    assert found_in(mark.encode().hex(), marks.of_senders) == [mark]
    assert found_in("nothing", marks.of_senders) == []


def test_a_request_for_a_box_is_no_way_to_a_mark(county, browse):
    for name in ("martin", "maud"):
        TagAuthority.objects.create(person_id=county.people[name], tag="source", until=NO_END)
    marks = Marks()
    drive(county, marks, 0)
    asked = opening.ask(
        submission_id=marks.uids[0][0],
        why="protect",
        reason="She has been followed home and must be warned",
        by=county.actor("martin"),
        at=county.now,
    )
    opening.decide(opening_id=asked.uid, approve=True, by=county.actor("maud"), at=county.now)
    for name in ("martin", "maud"):
        client = browse(name)
        read = "".join(
            client.get(address).content.decode()
            for address in (
                "/intelligence/sources/",
                f"/intelligence/sources/openings/{asked.uid}/",
                f"/intelligence/submissions/{marks.uids[0][0]}/source/",
            )
        )
        assert found_in(read, marks.of_senders) == []
        assert asked.code not in read
    assert Report._rows.count() == 1

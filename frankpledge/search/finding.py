"""Finding records by their words, only among those that somebody may read.

Records are passed over newest first and the rule is asked of each in turn, inside the database,
until a page is full. Nothing is counted, ranked or suggested from a record that may not be read.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import F

from frankpledge.access.api import Actor, Kind, record, require
from frankpledge.kernel import DomainError
from frankpledge.search.evenly import wait_for_tick
from frankpledge.search.models import Asked, Entry
from frankpledge.search.policies import Act, may_search
from frankpledge.search.words import asked_for, closeness, snippet

PAGE = 20
COMPARED = 200
"""How many of the newest that may be read are compared when the closest come first."""
TIMES_A_MINUTE = 60


class TooOften(DomainError):
    """Somebody has searched more often within a minute than anybody needs to."""


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    CLOSEST = "closest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found, with the part of it in which a word stands."""

    kind: Kind
    title: str
    href: str
    released_on: date
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found. `older` leads on, and is None where there is no more."""

    hits: tuple[Hit, ...]
    older: int | None


def find(
    question: str,
    *,
    order: Order = Order.NEWEST,
    before: int | None = None,
    by: Actor,
    at: datetime,
) -> Found:
    """Records that hold every word of *question* and that *by* may read, a page at a time.

    The answer leaves at an even moment, and is recorded with what it showed; the words are not.
    Raises `NothingToLookFor`, `TooOften` and `NotPermitted`.
    """
    began = time.monotonic()
    require(may_search(by))
    wanted = asked_for(question)
    _refuse_too_often(by, at)
    most = PAGE + 1 if order is Order.NEWEST else COMPARED
    entries = Entry.at(_places(wanted, before=before, by=by, most=most), by)
    if order is Order.CLOSEST:
        entries = _closest_first(entries, wanted)[:PAGE]
    shown = entries[:PAGE]
    wait_for_tick(began)
    with transaction.atomic():
        _count(by, at)
        record(Act.SEARCH, [entry.protection for entry in shown], by=by, at=at, fields=["words"])
    return Found(
        hits=tuple(
            Hit(
                kind=Kind(entry.protection.kind),
                title=entry.title,
                href=entry.href,
                released_on=entry.released_on,
                snippet=snippet(entry.text, wanted),
            )
            for entry in shown
        ),
        older=shown[-1].place if len(entries) > len(shown) else None,
    )


def _places(wanted: Sequence[str], *, before: int | None, by: Actor, most: int) -> list[int]:
    """The newest entries that hold every wanted word and that *by* may read: no more than *most*.

    Written out, because the order in which the database goes about it is the point: the words
    first, newest first, and the rule only until enough are found.
    """
    allowed = Entry.readable_by(by)
    rule, rule_params = allowed.get_compiler(connection=connection).compile(allowed.where)
    older = "" if before is None else "AND {place} < %s"
    cut = [] if before is None else [before]
    if connection.vendor == "postgresql":
        sql = (
            "SELECT place FROM (SELECT place, protection_id FROM search_entry"
            f" WHERE string_to_array(words, ' ') @> %s {older.format(place='place')}"
            " ORDER BY place DESC OFFSET 0) search_entry"
            f" WHERE {rule} ORDER BY place DESC LIMIT %s"
        )
        matching: list[str] | str = list(wanted)
    else:
        sql = (
            "SELECT w.rowid FROM search_words w"
            " CROSS JOIN search_entry ON search_entry.place = w.rowid"
            f" WHERE w.search_words MATCH %s {older.format(place='w.rowid')}"
            f" AND {rule} ORDER BY w.rowid DESC LIMIT %s"
        )
        matching = " ".join(f'"{word}"' for word in wanted)
    with connection.cursor() as cursor:
        cursor.execute(sql, [matching, *cut, *rule_params, most])
        return [place for (place,) in cursor.fetchall()]


def _closest_first(entries: Sequence[Entry], wanted: Sequence[str]) -> list[Entry]:
    scores = closeness(wanted, [f"{entry.title} {entry.text}" for entry in entries])
    ranked = sorted(zip(scores, entries, strict=True), key=lambda pair: (-pair[0], -pair[1].place))
    return [entry for _, entry in ranked]


def _refuse_too_often(by: Actor, at: datetime) -> None:
    minute = _minute_of(at)
    asked = Asked.objects.filter(person=by.person_id, minute=minute).first()
    if asked is not None and asked.times >= TIMES_A_MINUTE:
        wait = (minute + timedelta(minutes=1) - at).seconds
        raise TooOften(
            f"You have searched {TIMES_A_MINUTE} times in a minute. Wait {max(1, wait)} seconds.",
            argument="words",
        )


def _count(by: Actor, at: datetime) -> None:
    minute = _minute_of(at)
    again = Asked.objects.filter(person=by.person_id, minute=minute)
    if not again.update(times=F("times") + 1):
        Asked.objects.update_or_create(
            person_id=by.person_id, defaults={"minute": minute, "times": 1}
        )


def _minute_of(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)

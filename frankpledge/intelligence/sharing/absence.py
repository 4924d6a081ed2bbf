"""Proof that nothing that was removed survives where a partner, or a copy, could have it.

What is looked for: every time, day, number, name and whole sentence of the report and of what was
told that is not in the product. Where: every text column of every table, every session, and every
file that the site writes. What only the unit may read, and the teller's own agency's own words, are
where they belong and do not count. Nor does a record that whoever asks may not know exists: that
somebody holds the same number is not theirs to learn. Files beside records are not opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.backends.base.introspection import FieldInfo
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Kind,
    LinkKind,
    Person,
    Protection,
    fetch,
    links_of,
    record,
    require,
    within_scope,
)
from frankpledge.intelligence.giving.danger import normalised
from frankpledge.intelligence.models import Dissemination, Product, Report, Submission
from frankpledge.intelligence.models.products import BESIDE
from frankpledge.intelligence.policies import Act, may_prove_absence
from frankpledge.intelligence.sharing.giveaways import giveaways_in
from frankpledge.search.api import WORDS_TABLE

ABOVE = (Kind.SUBMISSION, Kind.REPORT)
"""Kinds that hold the words before sanitising, and what hangs below them."""

CLEARED_TABLES = frozenset({"intelligence_submission", "intelligence_report"})
SHORTEST_SENTENCE = 5
MOST_PHRASES = 80
LONGEST_PHRASE = 200
LARGEST_FILE = 20_000_000
_NOT_WORDS = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".sqlite3-journal", ".parquet", ".duckdb")
_TOKEN = re.compile(r"\b(?=\w*\d)\w{4,}\b|\b\w{14,}\b|\S+@\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was left out: what may stand nowhere, and what may not stand with the product.

    An agency's name stands in the list of agencies, and a number in many places; beside the
    product neither may.
    """

    anywhere: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOfAbsence:
    """How much was looked for, in how many places, and where any of it was found."""

    phrases: int
    places: int
    found: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found anywhere."""
        return not self.found

    @property
    def may_be_shared(self) -> bool:
        """Whether nothing was found in what a reader is given. Elsewhere is for the unit to see
        to: a partner may have typed the very words that they told."""
        return not set(BESIDE) & set(self.found)


@transaction.atomic
def prove(*, product_id: UUID, by: Actor, at: datetime) -> ProofOfAbsence:
    """Look for what was removed from a product, keep how it went beside it, and say so.

    Keeps where something was found and never what. Raises `NotPermitted` and `NotFound`.
    """
    product = fetch(Product, product_id, by=by, at=at, act=Act.READ_PRODUCT)
    require(may_prove_absence(by, product))
    originals = _originals(product, by, at=at)
    removed = removed_from(originals, _kept(product))
    places = 0
    found: list[str] = []
    for name, is_there in _looked(removed, product, by):
        places += 1
        if is_there:
            found.append(name)
    proof = ProofOfAbsence(
        phrases=len({*removed.anywhere, *removed.beside}), places=places, found=tuple(found)
    )
    product.proof = {
        "at": at.isoformat(),
        "phrases": proof.phrases,
        "places": proof.places,
        "found": list(proof.found),
    }
    product.save(update_fields=["proof"])
    record(Act.PROVE_ABSENCE, product, by=by, at=at, fields=["proof"])
    return proof


def removed_from(originals: Sequence[str], kept: str) -> Removed:
    """What stands in the *originals* and not in what was *kept*."""
    plain = f" {normalised(kept)} "
    exact = [each.found for each in giveaways_in(*originals)]
    tokens = [match.group() for text in originals for match in _TOKEN.finditer(text)]
    sentences = [
        sentence.strip()[:LONGEST_PHRASE]
        for text in originals
        for sentence in re.split(r"[.!?;\n]+", text)
        if len(sentence.split()) >= SHORTEST_SENTENCE
    ]
    named = [
        each.found for each in giveaways_in(*originals, agencies=_agencies(), people=_people())
    ]
    gone = [each for each in (*sentences, *tokens, *exact, *named) if _is_gone(each, plain)]
    # A short number or a street's name says nothing by itself, away from the product.
    anywhere = [
        each for each in gone if each in tokens or each in sentences or len(each.split()) > 3
    ]
    return Removed(
        anywhere=tuple(sorted(set(anywhere), key=lambda each: (-len(each), each))[:MOST_PHRASES]),
        beside=tuple(dict.fromkeys(gone)),
    )


def _is_gone(phrase: str, plain: str) -> bool:
    words = normalised(phrase)
    return bool(words) and f" {words} " not in plain


def _agencies() -> list[str]:
    return [
        name
        for pair in Agency.objects.order_by("code").values_list("name", "short_name")
        for name in pair
    ]


def _people() -> list[str]:
    people = Person.objects.filter(is_service=False).order_by("name")
    return list(people.values_list("name", flat=True))


def _kept(product: Product) -> str:
    return " ".join((product.text, product.place, product.limits, product.district.name))


def _originals(product: Product, by: Actor, *, at: datetime) -> list[str]:
    """The words that the product was made from."""
    texts: list[str] = []
    for joined in links_of(product.uid, by):
        if joined.relation != LinkKind.SANITISED_AS or joined.earlier.kind != Kind.REPORT:
            continue
        report = fetch(Report, joined.earlier.uid, by=by, at=at, act=Act.READ_REPORT)
        texts += [report.text, report.place]
        for before in links_of(report.uid, by):
            if before.relation == LinkKind.EVALUATED_AS and before.later.uid == report.uid:
                told = fetch(Submission, before.earlier.uid, by=by, at=at, act=Act.READ_SUBMISSION)
                texts += [told.text, told.place]
    return [text for text in texts if text]


def _looked(removed: Removed, product: Product, by: Actor) -> Iterator[tuple[str, bool]]:
    """Every place that was looked into, and whether anything was there."""
    yield BESIDE[0], _stands_in(_values(product), removed.beside)
    lines = Dissemination.open_to(by).filter(product=product)
    yield (
        BESIDE[1],
        any(_stands_in(_values(row), removed.beside) for row in lines),
    )
    for table, columns, keys in _tables():
        yield f"table {table}", _stands_in_table(table, columns, keys, removed.anywhere, by)
    yield (
        "sessions",
        any(
            _stands_in([str(each.get_decoded())], removed.anywhere)
            for each in Session.objects.iterator()
        ),
    )
    for path in _files():
        yield f"file {path.name}", _stands_in_file(path, removed.anywhere)


def _description(cursor: CursorWrapper, table: str) -> Sequence[FieldInfo]:
    return connection.introspection.get_table_description(cursor, table)


def _values(row: Model) -> list[str]:
    skipped = {"proof"}
    return [
        str(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in skipped and isinstance(getattr(row, field.attname), str | list | dict)
    ]


def _stands_in(texts: Iterable[str], phrases: Iterable[str]) -> bool:
    plain = [f" {normalised(text)} " for text in texts]
    return any(f" {normalised(phrase)} " in text for phrase in phrases for text in plain)


Table = tuple[str, list[str], list[str]]
"""A table's name, the columns in which words may stand, and those that may name a record."""


def _tables() -> Iterator[Table]:
    """Every table but those in which the words belong, whether Django knows it or not."""
    known = set()
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        known.add(table)
        if table in CLEARED_TABLES or model is Session:
            continue
        fields = model._meta.concrete_fields
        words = [str(each.column) for each in fields if each.get_internal_type() in _WORDED]
        keys = [str(each.column) for each in fields if each.is_relation or each.primary_key]
        if words:
            yield table, words, keys
    with connection.cursor() as cursor:
        others = sorted(set(connection.introspection.table_names(cursor)) - known - {WORDS_TABLE})
        described = [
            (table, [each.name for each in _description(cursor, table)]) for table in others
        ]
    for table, columns in described:
        yield table, columns, columns


_WORDED = frozenset({"CharField", "TextField", "JSONField", "SlugField", "EmailField", "URLField"})


def _stands_in_table(
    table: str,
    columns: Sequence[str],
    keys: Sequence[str],
    phrases: Sequence[str],
    by: Actor,
) -> bool:
    """Whether any phrase stands in a row that is not of a record in which it belongs, nor of one
    that *by* may not know exists."""
    if not phrases or not columns:
        return False
    quote = connection.ops.quote_name
    # One text a row, so that the condition stays shallow however many columns there are.
    words = " || ' ' || ".join(f"COALESCE(CAST({quote(each)} AS TEXT), '')" for each in columns)
    shown = ", ".join(quote(key) for key in keys) or "1"
    condition = " OR ".join(f"LOWER({words}) LIKE %s ESCAPE '!'" for _ in phrases)
    values = [_pattern(phrase) for phrase in phrases]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {shown} FROM {quote(table)} WHERE {condition}", values)
        while rows := cursor.fetchmany(100):
            if any(not _is_cleared(row) and not _is_hidden(row, by) for row in rows):
                return True
    return False


def _pattern(phrase: str) -> str:
    escaped = phrase.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"


def _is_cleared(row: Iterable[object]) -> bool:
    """Whether a row is of a record above the valve, or of something that hangs below one."""
    uids = [uid for value in row if (uid := _uid(value)) is not None]
    while uids:
        found = list(Protection.objects.filter(uid__in=uids).values_list("kind", "parent_id"))
        if any(kind in ABOVE for kind, _ in found):
            return True
        uids = [parent for _, parent in found if parent is not None]
    return False


def _is_hidden(row: Iterable[object], by: Actor) -> bool:
    """Whether a row is of a record, and of none that *by* may know exists."""
    uids = [uid for value in row if (uid := _uid(value)) is not None]
    of = Protection.objects.filter(uid__in=uids)
    return of.exists() and not of.filter(within_scope("uid", None, Action.DISCOVER, by)).exists()


def _uid(value: object) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _files() -> Iterator[Path]:
    """What the site keeps in its folder that is neither a database, a figure, nor a key, nor beside
    a record: how many files others keep is not for whoever asks."""
    home = Path(settings.FRANKPLEDGE_HOME)
    apart = {Path(settings.CUSTODY_FOLDER), home / "attachments"}
    for path in sorted(home.rglob("*")) if home.is_dir() else ():
        if apart & set(path.parents) or path.suffix in _NOT_WORDS or not path.is_file():
            continue
        if path.stat().st_size <= LARGEST_FILE:
            yield path


def _stands_in_file(path: Path, phrases: Sequence[str]) -> bool:
    if not phrases:
        return False
    content = path.read_bytes().lower()
    return any(phrase.lower().encode() in content for phrase in islice(phrases, MOST_PHRASES))

"""Taking in who and what a record mentions, and letting go of it with the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Action,
    Actor,
    Kind,
    Ref,
    amend,
    protect,
    record,
    ref_of,
    require,
)
from frankpledge.entities import blind
from frankpledge.entities.identifiers import Identifier as Read, What, readable
from frankpledge.entities.indexing import index
from frankpledge.entities.likeness import values_of
from frankpledge.entities.models import Held, Identifier, MatchKey, Mention, Part, Sort, Waiting
from frankpledge.entities.policies import Act, may_forget, may_take_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """One thing that a record mentions: its sort, the words for it, and what identifies it.

    `identifiers` holds kinds with what was typed for each; what cannot be read as its kind is
    kept in `typed` alone and not compared.
    """

    sort: Sort
    typed: str
    identifiers: Sequence[tuple[What, str]] = field(default_factory=tuple)
    part: Part = Part.NOT_SAID


@transaction.atomic
def take_in(
    mentions: Sequence[Mentioned], *, source: Ref, by: Actor, at: datetime
) -> tuple[Ref, ...]:
    """Keep who and what *source* mentions, as typed, and put the matching of it in the queue.

    Each mention hangs below its source and belongs to *by*'s agency. One row is queued whatever
    is mentioned, so nothing done here depends on what is held. Raises `NotPermitted`, and
    `NotFound` for a source that *by* may not read.
    """
    require(may_take_in(by))
    rows = [_kept(each, source, by, at) for each in mentions]
    if rows:
        record(Act.TAKE_IN, rows, by=by, at=at)
    Waiting(source_id=source.uid, taker_id=by.person_id, noted_at=at).save(force_insert=True)
    return tuple(ref_of(row) for row in rows)


def _kept(each: Mentioned, source: Ref, by: Actor, at: datetime) -> Mention:
    protection = protect(Kind.NOMINAL, owner=by.agency_id, by=by, at=at, parent=source)
    mention = Mention(
        protection=protection, sort=each.sort, part=each.part, typed=each.typed, noted_at=at
    )
    mention.save(force_insert=True)
    read = read_of(each)
    Identifier.objects.bulk_create(
        Identifier(mention=mention, what=one.what, typed=one.typed, value=one.value) for one in read
    )
    index(mention.uid, source.uid, [(one.what, one.value) for one in read])
    return mention


def read_of(each: Mentioned) -> list[Read]:
    """What could be read of a mention's identifiers, each once."""
    found = {
        (one.what, one.value): one
        for what, typed in each.identifiers
        if (one := readable(what, typed)) is not None
    }
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionFacts:
    """A mention as a page shows it."""

    uid: UUID
    sort: Sort
    part: str
    typed: str
    identifiers: tuple[tuple[What, str], ...]
    source: Ref
    noted_at: datetime


def mentions_of(ref: Ref, by: Actor) -> tuple[MentionFacts, ...]:
    """What a record mentions, as far as *by* may read it, in the order of its words."""
    rows = Mention.open_to(by).filter(protection__parent_id=ref.uid)
    return facts_of(list(rows.select_related("protection__parent").order_by("sort", "typed", "pk")))


def facts_of(rows: Sequence[Mention]) -> tuple[MentionFacts, ...]:
    """Facts of mentions that have been asked for with their protection's parent."""
    typed: dict[UUID, list[tuple[What, str]]] = {}
    kept = Identifier.objects.filter(mention__in=[row.uid for row in rows])
    for uid, what, words in kept.order_by("value", "id").values_list("mention_id", "what", "typed"):
        typed.setdefault(uid, []).append((What(what), words))
    order = list(What)
    facts = []
    for row in rows:
        above = row.protection.parent
        if above is None:
            raise ValueError(f"mention {row.uid} hangs below no source")
        facts.append(
            MentionFacts(
                uid=row.uid,
                sort=Sort(row.sort),
                part="" if row.part == Part.NOT_SAID else Part(row.part).label,
                typed=row.typed,
                identifiers=tuple(
                    sorted(typed.get(row.uid, ()), key=lambda pair: order.index(pair[0]))
                ),
                source=Ref(kind=Kind(above.kind), uid=above.uid),
                noted_at=row.noted_at,
            )
        )
    return tuple(facts)


@transaction.atomic
def forget(*, source: Ref, by: Actor, at: datetime) -> int:
    """Let go of what *source* mentions, before the source itself is let go, and say how much.

    Words, identifiers and the places in the index are gone. An empty mention is kept, so that
    judgements which spoke of it stay true. Raises `NotPermitted`.
    """
    require(may_forget(by))
    rows = list(
        Mention.open_to(by, Action.EDIT)
        .filter(protection__parent_id=source.uid)
        .select_related("protection")
    )
    uids = [row.uid for row in rows]
    for held in Held.objects.filter(mention__in=uids):
        kept = blind.keys_to_keep(values_of(blind.opened(bytes(held.box))))
        MatchKey.objects.filter(key__in=kept, held=held).delete()
    Held.objects.filter(mention__in=uids).delete()
    Identifier.objects.filter(mention__in=uids).delete()
    for row in rows:
        row.typed = ""
        row.save(update_fields=["typed"])
        amend(row, by=by, at=at, action=Action.EDIT, state="disposed")
    record(Act.FORGET, rows or [source], by=by, at=at)
    return len(rows)

"""Putting mentions in the blind index, and making the whole of it again after a new secret."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Protection
from frankpledge.entities import blind
from frankpledge.entities.identifiers import What
from frankpledge.entities.models import Held, Identifier, MatchKey

_AT_ONCE = 1_000


def index(mention: UUID, source: UUID, values: Sequence[tuple[What, str]]) -> None:
    """Put a mention in the index, restricted or not alike."""
    entry = blind.entry(mention=mention, source=source, values=values)
    held = Held(mention_id=mention, source=entry.source, box=entry.box)
    held.save(force_insert=True)
    MatchKey.objects.bulk_create(MatchKey(key=key, held=held) for key in entry.keys)


@transaction.atomic
def index_again() -> int:
    """Make the whole index again from the mentions, and say how many there are.

    For whoever keeps the machine, after the site's secret was changed. Nothing of any mention is
    shown, and each keeps its place.
    """
    MatchKey.objects.all().delete()
    done = 0
    for rows in _in_parts():
        uids = [row.mention_id for row in rows]
        above = dict(Protection.objects.filter(uid__in=uids).values_list("uid", "parent_id"))
        values: dict[UUID, list[tuple[What, str]]] = {uid: [] for uid in uids}
        for uid, what, value in Identifier.objects.filter(mention__in=uids).values_list(
            "mention_id", "what", "value"
        ):
            values[uid].append((What(what), value))
        keys = []
        for row in rows:
            source = above[row.mention_id]
            if source is None:
                raise ValueError(f"mention {row.mention_id} hangs below no source")
            entry = blind.entry(
                mention=row.mention_id, source=source, values=values[row.mention_id]
            )
            row.source, row.box = entry.source, entry.box
            keys += [MatchKey(key=key, held=row) for key in entry.keys]
        Held.objects.bulk_update(rows, ["source", "box"], batch_size=100)
        MatchKey.objects.bulk_create(keys, batch_size=_AT_ONCE)
        done += len(rows)
    return done


def _in_parts() -> Iterator[list[Held]]:
    last = 0
    while rows := list(Held.objects.filter(id__gt=last).order_by("id")[:_AT_ONCE]):
        yield rows
        last = rows[-1].id

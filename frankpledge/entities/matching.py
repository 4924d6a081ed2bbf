"""Finding what is held that is like what was submitted, and telling its owner, out of sight."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from frankpledge.access.api import Kind, NotPermitted, Ref, record, require
from frankpledge.entities import blind
from frankpledge.entities.identifiers import What
from frankpledge.entities.likeness import (
    TELLING,
    WEIGHTS,
    Form,
    Likeness,
    Sign,
    compared_with,
    form_of,
    values_of,
)
from frankpledge.entities.models import Held, Match, Waiting
from frankpledge.entities.pairs import pair_of
from frankpledge.entities.policies import Act, may_match
from frankpledge.entities.service import working

log = logging.getLogger("frankpledge.matching")

Values = Sequence[tuple[What, str]]
TRIES = 5
_AT_ONCE = 5_000
"""How many keys or mentions are asked for in one question, which every database lets us."""
_IDENTIFYING = 12.0
"""From how many points a likeness vouches for what else was mentioned with both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something held that is like something submitted."""

    held: int
    source: int
    likeness: Likeness


def match(submitted: Sequence[Values], *, source: int = 0) -> list[list[Found]]:
    """For each of several mentions of one source, what is held that is like it, best first.

    Every mention that shares a key is compared: nothing is cut off, because a limit would let
    what is hidden push out what is not. Mentions of the same source are left out.
    """
    wanted: dict[int, list[int]] = {}
    for place, values in enumerate(submitted):
        for key in blind.keys_to_seek(values):
            wanted.setdefault(key, []).append(place)
    shared = _sharing(list(wanted))
    boxes = _boxes({held for _, held in shared})
    compare = [compared_with(form_of(values)) for values in submitted]
    found: list[dict[int, Found]] = [{} for _ in submitted]
    for key, held in shared:
        if held not in boxes or boxes[held][0] == source:
            continue
        their_source, theirs = boxes[held]
        for place in wanted[key]:
            if held not in found[place]:
                alike = compare[place](theirs)
                found[place][held] = Found(held=held, source=their_source, likeness=alike)
    return _ranked(found)


def _sharing(keys: list[int]) -> list[tuple[int, int]]:
    """Each key with what is held under it."""
    return [
        (int(key), int(held))
        for key, held in _asked("SELECT key, held_id FROM entities_matchkey WHERE key IN", keys)
    ]


def _boxes(held: set[int]) -> dict[int, tuple[int, Form]]:
    """What is to be compared, by its number in the index, with its hidden source."""
    rows = _asked("SELECT id, source, box FROM entities_held WHERE id IN", sorted(held))
    return {number: (source, blind.opened(bytes(box))) for number, source, box in rows}


def _asked(question: str, numbers: list[int]) -> list[tuple[Any, ...]]:
    """Rows for a list of numbers, asked in plain SQL: every submission pays for it.

    It is asked for an empty list too, so that nothing found looks like something found.
    """
    rows: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for start in range(0, max(len(numbers), 1), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE] or [0]
            cursor.execute(f"{question} ({', '.join(['%s'] * len(some))})", some)
            rows += cursor.fetchall()
    return rows


def _ranked(found: list[dict[int, Found]]) -> list[list[Found]]:
    """Best first. What was mentioned together with something that surely is the same gains."""
    vouched = [
        {each.source for each in candidates.values() if each.likeness.points >= _IDENTIFYING}
        for candidates in found
    ]
    together = WEIGHTS[Sign.TOGETHER].points
    ranked = []
    for place, candidates in enumerate(found):
        elsewhere = set().union(*(vouched[:place] + vouched[place + 1 :]))
        raised = []
        for each in candidates.values():
            alike = each.likeness
            if each.source in elsewhere and alike.points > 0:
                alike = Likeness(alike.points + together, (*alike.signs, Sign.TOGETHER))
            raised.append(Found(held=each.held, source=each.source, likeness=alike))
        ranked.append(sorted(raised, key=lambda each: (-each.likeness.points, each.held)))
    return ranked


def match_waiting(*, at: datetime, most: int = 100) -> int:
    """Match what waits, oldest first, each source in a transaction of its own. Says how many.

    Run beside the site, never in a request: nobody's page waits for it or shows what it did. What
    fails five times is left and logged by its identity alone.
    """
    waiting = Waiting.objects.filter(matched_at=None, tries__lt=TRIES).order_by("noted_at", "id")
    done = 0
    for uid in list(waiting.values_list("id", flat=True)[:most]):
        try:
            done += _match_one(uid, at=at)
        except NotPermitted:
            log.warning("matching.refused waiting=%s", uid)
            Waiting.objects.filter(id=uid).update(tries=TRIES)
        except Exception:
            log.exception("matching.failed waiting=%s", uid)
            Waiting.objects.filter(id=uid).update(tries=F("tries") + 1)
    return done


@transaction.atomic
def _match_one(uid: UUID, *, at: datetime) -> int:
    rows = Waiting.objects.filter(id=uid, matched_at=None).select_related("source")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    row = rows.first()
    if row is None:
        return 0
    by = working(row.taker_id, at=at)
    require(may_match(by))
    source = Ref(kind=Kind(row.source.kind), uid=row.source_id)
    hidden_source = blind.hidden(source.uid.hex)
    submitted = list(Held.objects.filter(source=hidden_source).order_by("id"))
    found = match(
        [values_of(blind.opened(bytes(each.box))) for each in submitted], source=hidden_source
    )
    record(Act.MATCH, source, by=by, at=at)
    told = _keep(submitted, found, at)
    if told:
        # Filed under what is held, for its owner; a separate line that names no submission.
        refs = [Ref(kind=Kind.NOMINAL, uid=held) for held in sorted(told)]
        record(Act.TELL_OWNER, refs, by=by, at=at)
    row.matched_at = at
    row.save(update_fields=["matched_at"])
    return 1


def _keep(submitted: list[Held], found: list[list[Found]], at: datetime) -> set[UUID]:
    """Keep what is alike enough to be told, and give what of it was held first."""
    telling = [
        (mention, each)
        for mention, candidates in zip(submitted, found, strict=True)
        for each in candidates
        if each.likeness.points >= TELLING
    ]
    uids = dict(
        Held.objects.filter(id__in={each.held for _, each in telling}).values_list(
            "id", "mention_id"
        )
    )
    made = []
    for mention, each in telling:
        # Of two that arrive at once, each finds the other: the one that was kept first is held.
        numbered = sorted([(mention.id, mention.mention_id), (each.held, uids[each.held])])
        (_, held), (_, later) = numbered
        made.append(
            Match(
                held_id=held,
                submitted_id=later,
                pair=pair_of(held, later),
                points=round(each.likeness.points, 1),
                why=[str(sign) for sign in each.likeness.signs],
                found_at=at,
            )
        )
    known = set(
        Match.objects.filter(pair__in=[match.pair for match in made]).values_list("pair", flat=True)
    )
    new = [match for match in made if match.pair not in known]
    Match.objects.bulk_create(new, ignore_conflicts=True)
    return {match.held_id for match in new}

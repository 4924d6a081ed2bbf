"""The lawful check: each part of the test said to be shown or not, by an officer, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, NotFound, record, require, touched
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Evidence, Limb, What
from frankpledge.powers.policies import Act, may_finish_check, may_note_evidence, may_tick_limb
from frankpledge.powers.use_steps import NotYet, move, note, opened, said

LONGEST_LIST = 30
"""How many things a use may list that would show its test."""


@transaction.atomic
def note_evidence(
    *, use_id: UUID, number: int, held: bool, where: str = "", by: Actor, at: datetime
) -> None:
    """Say of something that would show the test whether the agency holds it, and where.

    What a limb rested on and is no longer held leaves that limb unticked. Raises `NotFound`,
    `NotPermitted`, and `NotYet` where it is held and nobody says where.
    """
    row = opened(use_id, by=by, at=at)
    require(may_note_evidence(by, row))
    found = Evidence.objects.filter(use=row, number=number).first()
    if found is None:
        raise NotFound
    found.where = (
        said(where, "Enter where it is kept, or its reference", argument="where") if held else ""
    )
    found.is_held, found.noted_at, found.noted_by_id = held, at, by.person_id
    found.save(update_fields=["is_held", "where", "noted_at", "noted_by"])
    if not held:
        for limb in Limb.objects.filter(use=row, rests_on=found, is_shown=True):
            limb.rests_on.remove(found)
            if not limb.rests_on.exists():
                _untick(limb)
    touched(row)
    record(Act.NOTE_EVIDENCE, row, by=by, at=at, fields=["evidence"])


@transaction.atomic
def add_evidence(*, use_id: UUID, words: str, where: str, by: Actor, at: datetime) -> int:
    """Add something that the agency holds and that the catalogue does not list.

    Raises `NotFound`, `NotPermitted` and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_note_evidence(by, row))
    number = Evidence.objects.filter(use=row).count() + 1
    if number > LONGEST_LIST:
        raise NotYet("Put what belongs together on one line: the list is full", argument="words")
    Evidence.objects.create(
        use=row,
        number=number,
        words=said(words, "Enter what it is", argument="words"),
        is_held=True,
        where=said(where, "Enter where it is kept, or its reference", argument="where"),
        noted_at=at,
        noted_by_id=by.person_id,
    )
    touched(row)
    record(Act.NOTE_EVIDENCE, row, by=by, at=at, fields=["evidence"])
    return number


@transaction.atomic
def tick_limb(
    *,
    use_id: UUID,
    number: int,
    shown: bool,
    why: str,
    rests_on: Sequence[int | str] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Say of one part of the test whether it is shown, why, and by what. It carries one's name.

    A part that is shown rests on something that is held. Raises `NotFound`, `NotPermitted`, and
    `NotYet` where why, or what it rests on, is not said.
    """
    row = opened(use_id, by=by, at=at)
    require(may_tick_limb(by, row))
    limb = Limb.objects.filter(use=row, number=number).first()
    if limb is None:
        raise NotFound
    wanted = {int(each) for each in rests_on}
    held = list(Evidence.objects.filter(use=row, is_held=True, number__in=wanted))
    if len(held) != len(wanted):
        raise NotYet("Choose only what you hold", argument="rests_on")
    if shown and not held:
        raise NotYet("Choose what shows it, from what you hold", argument="rests_on")
    limb.why = said(why, "Enter why", argument="why")
    limb.is_shown, limb.ticked_at, limb.ticked_by_id = shown, at, by.person_id
    limb.save(update_fields=["why", "is_shown", "ticked_at", "ticked_by"])
    limb.rests_on.set(held if shown else [])
    touched(row)
    record(Act.TICK_LIMB, row, by=by, at=at, fields=["limbs"])


@transaction.atomic
def finish_check(*, use_id: UUID, equality_note: str, by: Actor, at: datetime) -> None:
    """Go on to consult, once an officer has said of every part of the test that it is shown.

    Raises `NotFound`, `NotPermitted`, and `NotYet` with what has not been shown, or where nothing
    is said of equality and of whether it is proportionate.
    """
    row = opened(use_id, by=by, at=at)
    require(may_finish_check(by, row))
    left = Limb.objects.filter(use=row).exclude(is_shown=True).count()
    if left:
        parts = "1 part of the test has" if left == 1 else f"{left} parts of the test have"
        raise NotYet(f"{parts} not been shown yet")
    row.equality_note = said(
        equality_note,
        "Enter how it is proportionate, and whom it could affect more than others",
        argument="equality_note",
    )
    move(row, Stage.CONSULTING, "equality_note")
    note(row, What.CHECKED, by=by, at=at)
    record(Act.FINISH_CHECK, row, by=by, at=at, fields=["stage", "equality_note"])


def _untick(limb: Limb) -> None:
    limb.is_shown, limb.why, limb.ticked_at, limb.ticked_by_id = None, "", None, None
    limb.save(update_fields=["why", "is_shown", "ticked_at", "ticked_by"])

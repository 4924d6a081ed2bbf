"""Putting a use aside, taking it up again, letting go of it, and sharing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Agency, Term, What as Entry, amend, record, require
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Consultee, Limb, What
from frankpledge.powers.policies import (
    Act,
    may_park_use,
    may_share_use,
    may_take_up_use,
    may_withdraw_use,
)
from frankpledge.powers.reading import problem_of
from frankpledge.powers.starting import agencies_to_share_with
from frankpledge.powers.use_steps import NotYet, move, note, opened, said


@transaction.atomic
def park_use(*, use_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Put a use aside, with why. Raises `NotFound`, `NotPermitted` and `NotYet`."""
    row = opened(use_id, by=by, at=at)
    require(may_park_use(by, row))
    why = said(words, "Enter why it is put aside", argument="words")
    move(row, Stage.PARKED)
    note(row, What.PARKED, by=by, at=at, words=why)
    record(Act.PARK_USE, row, by=by, at=at, fields=["stage"])


@transaction.atomic
def take_up_use(*, use_id: UUID, by: Actor, at: datetime) -> None:
    """Take up again what was put aside: an idea once more, with nothing ticked or answered.

    Raises `NotFound` and `NotPermitted`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_take_up_use(by, row))
    limbs = Limb.objects.filter(use=row)
    for limb in limbs:
        limb.rests_on.clear()
    limbs.update(is_shown=None, why="", ticked_at=None, ticked_by=None)
    Consultee.objects.filter(use=row).update(
        whom="",
        asks=None,
        asked_at=None,
        due_at=None,
        said="",
        said_words="",
        answered_at=None,
        noted_by=None,
    )
    row.started_at = at
    row.asked_before = None
    move(row, Stage.IDEA, "started_at", "asked_before")
    note(row, What.TAKEN_UP, by=by, at=at)
    record(Act.TAKE_UP_USE, row, by=by, at=at, fields=["stage"])


@transaction.atomic
def withdraw_use(*, use_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Let go of a use that is not in force, with why.

    Raises `NotFound`, `NotPermitted` and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_withdraw_use(by, row))
    why = said(words, "Enter why it is withdrawn", argument="words")
    move(row, Stage.WITHDRAWN)
    note(row, What.WITHDRAWN, by=by, at=at, words=why)
    record(Act.WITHDRAW_USE, row, by=by, at=at, fields=["stage"])


@transaction.atomic
def share_use(*, use_id: UUID, agencies: Sequence[UUID | str], by: Actor, at: datetime) -> None:
    """Let agencies that work on the problem read a use of a power for it.

    Raises `NotFound`, `NotPermitted`, and `NotYet` for others.
    """
    row = opened(use_id, by=by, at=at)
    require(may_share_use(by, row))
    problem_id = problem_of(row.uid, by)
    offered = dict(agencies_to_share_with(problem_id, by)) if problem_id else {}
    chosen = sorted({str(agency) for agency in agencies})
    if not chosen or not set(chosen) <= set(offered):
        raise NotYet("Choose agencies that work on the problem", argument="agencies")
    amend(row, by=by, at=at, add=[Term(what=Entry.AGENCY, value=agency) for agency in chosen])
    names = Agency.objects.filter(id__in=chosen).order_by("name").values_list("name", flat=True)
    note(row, What.SHARED, by=by, at=at, words="With " + ", ".join(names))
    record(Act.SHARE_USE, row, by=by, at=at, recipients=[UUID(agency) for agency in chosen])

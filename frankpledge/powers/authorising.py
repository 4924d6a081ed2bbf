"""Asking before acting, and the officer's decision: never the applicant's own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, LinkKind, Ref, link, record, require
from frankpledge.asking import api as asking
from frankpledge.powers.catalogue import power
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Delegation, PowerUse, What
from frankpledge.powers.overriders import posts_held
from frankpledge.powers.policies import Act, may_authorise_use, may_note_asked, may_reject_use
from frankpledge.powers.reading import problem_of
from frankpledge.powers.reviews import standing_of
from frankpledge.powers.use_steps import NotYet, move, note, opened, said


def delegation_of(row: PowerUse, by: Actor, *, at: datetime) -> Delegation | None:
    """The delegation under which somebody may authorise a use today, if there is one."""
    on = localtime(at).date()
    rows = Delegation.objects.filter(
        power=row.power,
        agency_id=row.protection.owner_id,
        post__in=posts_held(by, at),
        starts_on__lte=on,
        ends_on__gt=on,
    )
    return rows.select_related("post").order_by("id").first()


def answers_for(row: PowerUse, by: Actor, at: datetime) -> tuple[asking.BeforeLine, ...]:
    """What the agency was answered when it asked before acting, and that has not run out."""
    problem_id = problem_of(row.uid, by)
    if problem_id is None:
        return ()
    lines = asking.answers_about(problem_id, by, at)
    return tuple(line for line in lines if line.answer and line.is_ours and not line.has_run_out)


@transaction.atomic
def answers_given(use_id: UUID, *, by: Actor, at: datetime) -> tuple[asking.BeforeLine, ...]:
    """The answers that may be named on a use. Raises `NotFound`."""
    return answers_for(opened(use_id, by=by, at=at, lock=False), by, at)


@transaction.atomic
def note_asked(*, use_id: UUID, request_id: str, by: Actor, at: datetime) -> None:
    """Name the answer that was got before acting. The use waits for its officer from now on.

    Raises `NotFound`, `NotPermitted`, and `NotYet` for an answer that has not come, has run out or
    was given to others.
    """
    row = opened(use_id, by=by, at=at)
    require(may_note_asked(by, row))
    chosen = {str(line.uid): line for line in answers_for(row, by, at)}.get(str(request_id))
    if chosen is None:
        raise NotYet(
            "Choose an answer that you were given and that has not run out", argument="request_id"
        )
    row.asked_before = chosen.uid
    if Stage(row.stage) is Stage.ASKING:
        move(row, Stage.DECIDING, "asked_before")
    else:
        row.save(update_fields=["asked_before"])
    link(Ref(kind=Kind.REQUEST, uid=chosen.uid), row, LinkKind.INFORMS, by=by, at=at)
    note(row, What.ASKED, by=by, at=at)
    record(Act.NOTE_ASKED, row, by=by, at=at, fields=["stage", "asked_before"])


@transaction.atomic
def authorise_use(*, use_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Authorise a use, as the officer who is delegated the power, with why.

    The law, its review and the answer to asking before acting are looked at once more. Raises
    `NotFound`, `NotPermitted`, and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    delegation = delegation_of(row, by, at=at)
    require(may_authorise_use(by, row, is_officer=delegation is not None))
    assert delegation is not None
    why = said(words, "Enter why you authorise it", argument="words")
    _still_lawful(row, at)
    if str(row.asked_before) not in {str(line.uid) for line in answers_for(row, by, at)}:
        raise NotYet("The answer to asking before acting has run out: ask again")
    row.authorised_at, row.authorised_by_id = at, by.person_id
    row.authorised_post = delegation.post.title
    move(row, Stage.AUTHORISED, "authorised_at", "authorised_by", "authorised_post")
    note(row, What.AUTHORISED, by=by, at=at, words=why)
    record(Act.AUTHORISE_USE, row, by=by, at=at, fields=["stage", "authorised_by"])


@transaction.atomic
def reject_use(*, use_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say no to a use, as the officer who is delegated the power, with why.

    Raises `NotFound`, `NotPermitted`, and `NotYet` without a reason.
    """
    row = opened(use_id, by=by, at=at)
    officer = delegation_of(row, by, at=at) is not None
    require(may_reject_use(by, row, is_officer=officer))
    why = said(words, "Enter why not", argument="words")
    move(row, Stage.REJECTED)
    note(row, What.REJECTED, by=by, at=at, words=why)
    record(Act.REJECT_USE, row, by=by, at=at, fields=["stage"])


def _still_lawful(row: PowerUse, at: datetime) -> None:
    found = power(row.power)
    if found is None or not found.is_available:
        raise NotYet("The law has changed: this power is not available any more")
    if found.version != row.power_version:
        raise NotYet("The power has changed since the test was checked: start a new use of it")
    standing = standing_of(found, on=localtime(at).date())
    if not standing.is_reviewed:
        raise NotYet(standing.words)

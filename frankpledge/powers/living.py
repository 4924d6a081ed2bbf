"""A power in force: the court clock, breaches, appeals, the end, and the looks back after it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, record, require, touched
from frankpledge.powers.clocks import legal_clock
from frankpledge.powers.court_clock import after_months
from frankpledge.powers.lifecycle import REVIEW_MONTHS, Stage
from frankpledge.powers.models import (
    AppealResult,
    Breach,
    CourtSaid,
    EndedHow,
    LaterLook,
    PowerUse,
    Turned,
    What,
)
from frankpledge.powers.policies import (
    Act,
    may_answer_breach,
    may_bring_in_force,
    may_decide_appeal,
    may_end_use,
    may_note_appeal,
    may_note_breach,
    may_note_hearing,
    may_review_use,
)
from frankpledge.powers.use_steps import (
    NotYet,
    OutOfOrder,
    move,
    not_in_future,
    note,
    opened,
    said,
)

_END = ("ended_at", "ended_how", "ended_words", "displacement_note")


@transaction.atomic
def bring_in_force(
    *,
    use_id: UUID,
    since: datetime,
    lasts_until: date | None = None,
    words: str,
    by: Actor,
    at: datetime,
) -> None:
    """Say when the power was used: served, made or begun. The court clock runs from then.

    Raises `NotFound`, `NotPermitted`, `NotYet`, and `OutOfOrder` for a time before it was
    authorised, or that has not come.
    """
    row = opened(use_id, by=by, at=at)
    require(may_bring_in_force(by, row))
    not_in_future(since, at, argument="since_day")
    if row.authorised_at is not None and since < row.authorised_at:
        raise OutOfOrder("It was not authorised then", argument="since_day")
    if lasts_until is not None and lasts_until < localtime(since).date():
        raise OutOfOrder("The last day must not be before the first", argument="lasts_until")
    how = said(words, "Enter what was served, on whom, and how it can be proved", argument="words")
    clock = legal_clock(row.power)
    row.in_force_at, row.lasts_until = since, lasts_until
    row.hear_by = clock.ends(since) if clock else None
    move(row, Stage.IN_FORCE, "in_force_at", "lasts_until", "hear_by")
    note(row, What.IN_FORCE, by=by, at=at, words=how)
    record(Act.BRING_IN_FORCE, row, by=by, at=at, fields=["stage", "in_force_at"])


@transaction.atomic
def note_hearing(
    *,
    use_id: UUID,
    heard_at: datetime,
    court_said: str,
    lasts_until: date | None = None,
    words: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Keep when the court heard it and what it said. A refusal ends the use.

    Raises `NotFound`, `NotPermitted`, `NotYet`, and `OutOfOrder` for a hearing before the power
    was used, or that has not come.
    """
    row = opened(use_id, by=by, at=at)
    require(may_note_hearing(by, row))
    not_in_future(heard_at, at, argument="heard_day")
    if row.in_force_at is not None and heard_at < row.in_force_at:
        raise OutOfOrder("That is before the power was used", argument="heard_day")
    if court_said not in CourtSaid.values:
        raise NotYet("Choose what the court said", argument="court_said")
    row.heard_at, row.court_said = heard_at, court_said
    row.lasts_until = lasts_until or row.lasts_until
    row.save(update_fields=["heard_at", "court_said", "lasts_until"])
    touched(row)
    note(row, What.HEARD, by=by, at=at, words=words.strip())
    record(Act.NOTE_HEARING, row, by=by, at=at, fields=["heard_at", "court_said"])
    if court_said == CourtSaid.REFUSED:
        _end(row, EndedHow.REFUSED, "The court refused it.", "", by=by, at=at)


@transaction.atomic
def note_breach(*, use_id: UUID, happened_on: date, words: str, by: Actor, at: datetime) -> None:
    """Keep a breach of what is in force.

    Raises `NotFound`, `NotPermitted`, `NotYet`, and `OutOfOrder` for a day that cannot be.
    """
    row = opened(use_id, by=by, at=at)
    require(may_note_breach(by, row))
    _in_its_time(row, happened_on, at, argument="happened_on")
    Breach.objects.create(
        use=row,
        happened_on=happened_on,
        words=said(words, "Enter what happened, and name nobody", argument="words"),
        noted_at=at,
        noted_by_id=by.person_id,
    )
    move(row, Stage.BREACHED)
    note(row, What.BREACHED, by=by, at=at, words=words.strip())
    record(Act.NOTE_BREACH, row, by=by, at=at, fields=["stage", "breaches"])


@transaction.atomic
def answer_breach(*, use_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Keep what was done about a breach. What was breached is in force as before.

    Raises `NotFound`, `NotPermitted` and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_answer_breach(by, row))
    done = said(words, "Enter what was done about it", argument="words")
    Breach.objects.filter(use=row, answered_at=None).update(answered_with=done, answered_at=at)
    move(row, Stage.IN_FORCE)
    note(row, What.ANSWERED, by=by, at=at, words=done)
    record(Act.ANSWER_BREACH, row, by=by, at=at, fields=["stage", "breaches"])


@transaction.atomic
def note_appeal(*, use_id: UUID, appealed_on: date, words: str, by: Actor, at: datetime) -> None:
    """Keep that somebody appeals against what is in force.

    Raises `NotFound`, `NotPermitted`, `NotYet`, and `OutOfOrder` for a day that cannot be.
    """
    row = opened(use_id, by=by, at=at)
    require(may_note_appeal(by, row))
    _in_its_time(row, appealed_on, at, argument="appealed_on")
    why = said(words, "Enter on what grounds, and name nobody", argument="words")
    row.appealed_on, row.appeal_result = appealed_on, ""
    move(row, Stage.APPEALED, "appealed_on", "appeal_result")
    note(row, What.APPEALED, by=by, at=at, words=why)
    record(Act.NOTE_APPEAL, row, by=by, at=at, fields=["stage", "appealed_on"])


@transaction.atomic
def decide_appeal(*, use_id: UUID, result: str, words: str = "", by: Actor, at: datetime) -> None:
    """Keep what came of an appeal. What is quashed has ended.

    Raises `NotFound`, `NotPermitted` and `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_decide_appeal(by, row))
    if result not in AppealResult.values:
        raise NotYet("Choose what came of it", argument="result")
    row.appeal_result = result
    note(row, What.DECIDED, by=by, at=at, words=words.strip())
    record(Act.DECIDE_APPEAL, row, by=by, at=at, fields=["stage", "appeal_result"])
    if result == AppealResult.QUASHED:
        row.save(update_fields=["appeal_result"])
        _end(row, EndedHow.REFUSED, "It was quashed on appeal.", "", by=by, at=at)
    else:
        move(row, Stage.IN_FORCE, "appeal_result")


@transaction.atomic
def end_use(
    *,
    use_id: UUID,
    how: str,
    words: str,
    displacement_note: str,
    by: Actor,
    at: datetime,
) -> None:
    """Say that it has ended, what it came to, and whether the harm or the people moved.

    It is looked at again after three and six months. Raises `NotFound`, `NotPermitted`, `NotYet`.
    """
    row = opened(use_id, by=by, at=at)
    require(may_end_use(by, row))
    if how not in EndedHow.values:
        raise NotYet("Choose what it came to", argument="how")
    _end(
        row,
        EndedHow(how),
        said(words, "Enter what changed, and how that is known", argument="words"),
        said(
            displacement_note,
            "Enter where people and the harm went, or that it is not known",
            argument="displacement_note",
        ),
        by=by,
        at=at,
    )


def _end(
    row: PowerUse, how: EndedHow, words: str, displacement: str, *, by: Actor, at: datetime
) -> None:
    row.ended_at, row.ended_how = at, how
    row.ended_words, row.displacement_note = words, displacement
    move(row, Stage.ENDED, *_END)
    on = localtime(at).date()
    LaterLook.objects.bulk_create(
        LaterLook(use=row, months=months, due_on=after_months(on, months))
        for months in REVIEW_MONTHS
    )
    note(row, What.ENDED, by=by, at=at, words=words)
    record(Act.END_USE, row, by=by, at=at, fields=["stage", "ended_how"])


@transaction.atomic
def review_use(*, use_id: UUID, turned: str, words: str, by: Actor, at: datetime) -> None:
    """Look back: how things are now. The first look that is due is made; none before its day.

    Raises `NotFound`, `NotPermitted`, and `NotYet` before its day or where nothing is said.
    """
    row = opened(use_id, by=by, at=at)
    require(may_review_use(by, row))
    left = list(LaterLook.objects.filter(use=row, looked_at=None).order_by("months"))
    first = left[0]
    if first.due_on > localtime(at).date():
        raise NotYet(f"This is to be looked at again on {first.due_on:%-d %B %Y}, not before")
    if turned not in Turned.values:
        raise NotYet("Choose how things are now", argument="turned")
    first.turned = turned
    first.words = said(words, "Enter how that is known", argument="words")
    first.looked_at, first.looked_by_id = at, by.person_id
    first.save(update_fields=["turned", "words", "looked_at", "looked_by"])
    if len(left) == 1:
        move(row, Stage.REVIEWED)
    else:
        touched(row)
    note(row, What.REVIEWED, by=by, at=at, words=first.words)
    record(Act.REVIEW_USE, row, by=by, at=at, fields=["stage", "looks"])


def _in_its_time(row: PowerUse, day: date, at: datetime, *, argument: str) -> None:
    if day > localtime(at).date():
        raise OutOfOrder("This has not happened yet: enter a day that has come", argument=argument)
    if row.in_force_at is not None and day < localtime(row.in_force_at).date():
        raise OutOfOrder("That is before the power was used", argument=argument)

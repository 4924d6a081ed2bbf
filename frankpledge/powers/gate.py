"""The safeguarding gate: whoever means to use a power rings the duty contact first.

Every use at a place goes through it, and the page is the same whether or not anything is held
there. What is thought of is handed over the wall; nothing comes back over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, record, require, touched
from frankpledge.powers.catalogue import SHIPPED, power
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import GateAnswer, GateCheck, PowerUse, What
from frankpledge.powers.overriders import is_overrider
from frankpledge.powers.policies import Act, may_answer_gate, may_override_stop
from frankpledge.powers.use_steps import OutOfOrder, move, not_in_future, note, opened, said
from frankpledge.problems.api import reference_rows
from frankpledge.referrals import api as referrals

CALL_COUNTS_FOR = timedelta(days=1)
"""How long before a use was thought of the call may have been made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ring for a place, or that nobody is set and the front door is to be rung."""

    name: str
    post: str
    agency: str
    telephone: str
    out_of_hours: str
    hours: str
    is_set: bool = True


NOBODY_SET = Contact(
    name="Nobody is set for this district",
    post="Adult social care or children’s services",
    agency="The council’s front door",
    telephone="the number on its website",
    out_of_hours="the emergency duty team",
    hours="",
    is_set=False,
)


def contact_for(area: str, *, by: Actor, at: datetime) -> Contact:
    """Whom to ring for a place in *area*: the same for every place there, whatever is held."""
    try:
        found = referrals.duty_contact(area=area, by=by, at=at)
    except referrals.NoDutyContact:
        return NOBODY_SET
    return Contact(
        name=found.name,
        post=found.post,
        agency=found.agency,
        telephone=found.telephone,
        out_of_hours=found.out_of_hours,
        hours=found.hours,
    )


def questions() -> tuple[str, ...]:
    """What to think of together in the call."""
    return tuple(row["words"] for row in reference_rows("gate_questions.csv", shipped=SHIPPED))


def tell_lead(row: PowerUse, *, by: Actor, at: datetime) -> None:
    """Hand over that something is thought of at a place. Nothing is told, and nothing looked up."""
    found = power(row.power)
    what = f"{found.name if found else row.power}: {row.measure}"
    referrals.note_gate(area=row.area_id, place=row.place, what=what[:200], by=by, at=at)


@transaction.atomic
def answer_gate(
    *,
    use_id: UUID,
    spoke_to: str,
    rung_at: datetime,
    answer: str,
    words: str,
    by: Actor,
    at: datetime,
) -> None:
    """Keep who was rung, when, and what they said. "Do not" stops the use; else it is checked.

    Raises `NotFound`, `NotPermitted`, `NotYet` where something is not said, and `OutOfOrder` for a
    call that has not been made, or was made for something else.
    """
    row = opened(use_id, by=by, at=at)
    require(may_answer_gate(by, row))
    not_in_future(rung_at, at, argument="rung_day")
    if rung_at < row.started_at - CALL_COUNTS_FOR:
        raise OutOfOrder(
            "Ring again: that call was made before this was thought of", argument="rung_day"
        )
    found = contact_for(row.area_id, by=by, at=at)
    told = GateAnswer(said(answer, "Choose what they said", argument="answer"))
    GateCheck.objects.create(
        use=row,
        contact_name=found.name,
        contact_post=found.post,
        contact_telephone=found.telephone,
        spoke_to=said(spoke_to, "Enter who answered", argument="spoke_to"),
        rung_at=rung_at,
        answer=told,
        words=said(words, "Enter what they said, and any conditions", argument="words"),
        noted_at=at,
        noted_by_id=by.person_id,
    )
    stops = told == GateAnswer.STOP
    move(row, Stage.STOPPED if stops else Stage.CHECKING)
    note(row, What.STOPPED if stops else What.GATE, by=by, at=at, words=words.strip())
    record(Act.ANSWER_GATE, row, by=by, at=at, fields=["stage", "gate"])


@transaction.atomic
def override_stop(*, use_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Let a use go on although the duty contact said not to. It carries a manager's name.

    Raises `NotFound`, `NotPermitted` for whoever is not named for it or thought of the use, and
    `NotYet` without a reason.
    """
    row = opened(use_id, by=by, at=at)
    require(may_override_stop(by, row, is_named=is_overrider(by, at=at)))
    why = said(reason, "Enter why it should go on all the same", argument="reason")
    check = GateCheck.objects.filter(use=row).order_by("noted_at", "id").last()
    assert check is not None, "a use is stopped by an answer at the gate"
    check.overridden_at, check.overridden_by_id, check.override_reason = at, by.person_id, why
    check.save(update_fields=["overridden_at", "overridden_by", "override_reason"])
    move(row, Stage.CHECKING)
    note(row, What.OVERRIDDEN, by=by, at=at, words=why)
    gate_told_again(row, by=by, at=at)
    record(Act.OVERRIDE_STOP, row, by=by, at=at, fields=["stage", "gate"])


def gate_told_again(row: PowerUse, *, by: Actor, at: datetime) -> None:
    """Whoever keeps people safe at the place hears that a stop was overridden, as before."""
    tell_lead(row, by=by, at=at)
    touched(row)

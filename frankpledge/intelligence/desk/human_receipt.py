"""That a person has read what was told, and has decided what it is: said once each, by the desk."""

from __future__ import annotations

from datetime import datetime

from frankpledge.access.api import Actor, record, require, touched
from frankpledge.intelligence import slots
from frankpledge.intelligence.answers.policies import may_say_read
from frankpledge.intelligence.lifecycle import RECEIPT_NEXT, Progress, follow
from frankpledge.intelligence.models import DeskStep, Reached, Receipt
from frankpledge.intelligence.policies import Act


def say_read(receipt: Receipt, *, by: Actor, at: datetime) -> None:
    """Let the receipt say that a person has read what was told. Said twice, it changes nothing.

    Raises `NotPermitted` for anybody but the desk.
    """
    require(may_say_read(by, receipt))
    day, slot = slots.day_and_slot(at)
    if not Reached.note(receipt, DeskStep.READ, on=day, slot=slot):
        return
    if receipt.progress == Progress.RECEIVED:
        receipt.progress = follow(RECEIPT_NEXT, Progress.RECEIVED, Progress.LOOKED_AT)
        receipt.save(update_fields=["progress"])
        touched(receipt)
    record(Act.SAY_READ, receipt, by=by, at=at)


def note_decided(receipt: Receipt, *, by: Actor, at: datetime) -> None:
    """Note the half hour in which the desk decided what it is, which it has read by then."""
    say_read(receipt, by=by, at=at)
    day, slot = slots.day_and_slot(at)
    Reached.note(receipt, DeskStep.DECIDED, on=day, slot=slot)

"""The ledger: everything that was shared, with whom, and what became of it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    ALLOW,
    Action,
    Actor,
    Decision,
    Kind,
    deny,
    fetch,
    record,
    require,
)
from frankpledge.intelligence import slots
from frankpledge.intelligence.models import Basis, Breach, Dissemination, Ended
from frankpledge.intelligence.policies import (
    RECALLED_WHOLE,
    Act,
    may_export_ledger,
    may_read_ledger,
    stands,
)
from frankpledge.intelligence.sharing.shown import opened_by, recipient_of

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the ledger. It names what was given by its reference and says nothing of it."""

    uid: UUID
    product: UUID | None
    is_of_a_profile: bool
    reference: str
    version: int
    recipient: str
    basis: str
    shared_at: datetime
    expires_on: date | None
    meant_for: int
    opened: int
    first_opened_at: datetime | None
    acknowledged_at: datetime | None
    recalled_at: datetime | None
    opened_by_recall: int
    state: str
    has_breach: bool
    may_recall: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The ledger as one person may read it."""

    lines: tuple[Line, ...]
    is_cut: bool
    may_export: Decision


@transaction.atomic
def ledger(*, by: Actor, at: datetime) -> Ledger:
    """The newest lines of the ledger. Looking is recorded. Raises `NotPermitted`."""
    require(may_read_ledger(by))
    rows = _rows(by, Action.READ)[: SHOWN + 1]
    record(Act.READ_LEDGER, rows[:SHOWN], by=by, at=at)
    return Ledger(
        lines=tuple(_lines(rows[:SHOWN], by, on=slots.day_and_slot(at)[0])),
        is_cut=len(rows) > SHOWN,
        may_export=may_export_ledger(by),
    )


@transaction.atomic
def line(*, dissemination_id: UUID, by: Actor, at: datetime) -> Line:
    """One line of the ledger. Looking is recorded. Raises `NotPermitted` and `NotFound`."""
    row = fetch(Dissemination, dissemination_id, by=by, at=at, act=Act.READ_LEDGER)
    require(may_read_ledger(by))
    return _lines([row], by, on=slots.day_and_slot(at)[0])[0]


COLUMNS = (
    "reference", "version", "recipient", "basis", "shared_at", "expires_on", "meant_for",
    "opened", "first_opened_at", "acknowledged_at", "recalled_at", "opened_by_recall", "state",
)  # fmt: skip


@transaction.atomic
def export_ledger(*, by: Actor, at: datetime) -> str:
    """Those lines of the ledger that *by* may take away, as CSV. Recorded with every line.

    A cell that a spreadsheet would take for a formula is written as text. Raises `NotPermitted`.
    """
    require(may_export_ledger(by))
    rows = _rows(by, Action.EXPORT)
    record(Act.EXPORT_LEDGER, rows, by=by, at=at, fields=COLUMNS)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in _lines(rows, by, on=slots.day_and_slot(at)[0]):
        writer.writerow([_cell(getattr(line, column)) for column in COLUMNS])
    return out.getvalue()


def _rows(by: Actor, action: Action) -> list[Dissemination]:
    return list(
        Dissemination.open_to(by, action)
        .select_related("agency", "forum", "protection")
        .order_by("-shared_at", "protection_id")
    )


def _lines(rows: list[Dissemination], by: Actor, *, on: date) -> list[Line]:
    opened = opened_by(rows)
    clocks = {each.dissemination_id for each in Breach.of_each(rows, controller=None)}
    ours = {row.uid for row in rows if row.protection.owner_id == by.agency_id}
    recallable = recalls(by)
    return [
        Line(
            uid=row.uid,
            product=row.product_id if row.uid in ours else None,
            is_of_a_profile=row.release is not None,
            reference=row.reference,
            version=row.version,
            recipient=recipient_of(row),
            basis=Basis(row.basis).label,
            shared_at=row.shared_at,
            expires_on=row.expires_on,
            meant_for=len(row.readers),
            opened=len(opened[row.uid]),
            first_opened_at=row.opened_at,
            acknowledged_at=row.acknowledged_at,
            recalled_at=row.recalled_at,
            opened_by_recall=sum(each.before_recall for each in opened[row.uid])
            if row.recalled_at
            else 0,
            state=state_of(row, on=on),
            has_breach=row.uid in clocks,
            may_recall=_may_recall(row, ours, recallable),
        )
        for row in rows
    ]


def _may_recall(row: Dissemination, ours: set[UUID], recallable: Decision) -> Decision:
    if row.recalled_at is not None:
        return deny("This has been recalled already.")
    if row.release is not None:
        return deny(RECALLED_WHOLE)
    if row.uid not in ours:
        return deny("Only the unit that shared this can recall it.")
    return recallable


def recalls(by: Actor) -> Decision:
    """Whether *by* recalls anything at all; the act asks again about the product itself."""
    if Kind.PRODUCT not in by.kinds_for(Action.SHARE):
        return deny("Your post does not let you recall what was shared.")
    return ALLOW


def state_of(row: Dissemination, *, on: date) -> str:
    """How a line stands, in words."""
    if row.recalled_at is not None:
        return (
            f"Recalled: {Ended(row.ended_because).label.lower()}"
            if row.ended_because
            else ("Recalled")
        )
    if not stands(row, on=on):
        return "Ended"
    if row.acknowledged_at is not None:
        return "Acknowledged"
    return "Opened" if row.opened_at is not None else "Not opened"


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(tuple("=+-@\t\r＝＋－＠")) else text

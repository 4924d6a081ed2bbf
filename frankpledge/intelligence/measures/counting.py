"""What the measures rest on, gathered by the one rule: days, and never a restricted record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Link, LinkKind
from frankpledge.intelligence import reference_files, slots
from frankpledge.intelligence.desk import clocks
from frankpledge.intelligence.desk.due_days import read_by
from frankpledge.intelligence.giving.danger import words_of_danger
from frankpledge.intelligence.models import (
    Answer,
    DeskStep,
    Dissemination,
    Outcome,
    Product,
    Reached,
    Receipt,
    Report,
    Submission,
)

USEFUL = ("QF1", "QF2")
FOR_FEW_EYES = (Outcome.CONFIDENTIAL, Outcome.SOURCE_UNIT)
"""Outcomes of which nobody is to learn that they were ever given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer, as far as the measures need it. `useful` is None where nothing was said."""

    on: date
    level: str
    useful: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One submission: what is known of it in days, and no word of what it says."""

    agency: UUID
    received_on: date
    read_by: date
    read_on: date | None
    is_urgent: bool
    decide_by: datetime
    decided_at: datetime | None
    outcome: str
    released_on: date | None
    due_on: date
    given: tuple[Given, ...]

    @property
    def answered_on(self) -> date | None:
        """The day of the first answer."""
        return self.given[0].on if self.given else None

    @property
    def decided_on(self) -> date | None:
        """The day on which it was decided what it is."""
        return self.decided_at.astimezone(slots.HERE).date() if self.decided_at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One product shared with one agency, or with a forum (which is no agency)."""

    agency: UUID | None
    shared_on: date
    opened_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """All that the measures of a month rest on."""

    cases: tuple[Case, ...]
    shares: tuple[Share, ...]
    last_told: dict[UUID, date]


def counted(by: Actor, *, since: date, before: date) -> Counted:
    """What the actor's unit was told and gave back, as far as it may be counted.

    Every row is one on which the rule lets *by* aggregate, and none is restricted, whoever looks.
    A decision that is itself restricted, or for few eyes, counts as not taken: the same as in a
    world without it.
    """
    told = Submission.open_to(by, Action.AGGREGATE).filter(protection__restricted=False)
    receipts = Receipt.open_to(by, Action.AGGREGATE).filter(
        protection__restricted=False, protection__owner_id=by.agency_id, submission__in=told
    )
    rows = list(
        receipts.filter(received_on__lt=before)
        .filter(Q(received_on__gte=since) | Q(answered_on=None) | Q(answered_on__gte=since))
        .select_related("submission__protection")
        .order_by("received_on", "pk")
    )
    uids = [row.uid for row in rows]
    done, said = Reached.of_each(uids), Answer.of_each(rows)
    reports, released = _made_of(by)
    useful = {
        row["code"]: row["grade"] in USEFUL for row in reference_files.rows("usefulness_words.csv")
    }
    return Counted(
        cases=tuple(
            _case(row, done[row.uid], said[row.uid], reports, released, useful) for row in rows
        ),
        shares=_shares(by, since=since),
        last_told=dict(
            receipts.filter(received_on__lt=before)
            .values_list("submission__protection__owner_id")
            .annotate(last=Max("received_on"))
            .order_by()
        ),
    )


def _case(
    row: Receipt,
    done: dict[str, Reached],
    said: list[Answer],
    reports: dict[UUID, Report],
    released: dict[UUID, date],
    useful: dict[str, bool],
) -> Case:
    submission = row.submission
    came = slots.beginning(submission.received_on, submission.slot)
    urgent = submission.urgent is True or bool(words_of_danger(submission.text, submission.place))
    decide_by = clocks.due(clocks.Clock.URGENT if urgent else clocks.Clock.TRIAGE, came)
    assert decide_by is not None, "a clock without pauses always ends"
    read, decided = done.get(DeskStep.READ), done.get(DeskStep.DECIDED)
    report = reports.get(row.submission_id)
    return Case(
        agency=submission.protection.owner_id,
        received_on=row.received_on,
        read_by=read_by(row.received_on, submission.slot),
        read_on=read.on if read else None,
        is_urgent=urgent,
        decide_by=decide_by,
        decided_at=slots.beginning(decided.on, decided.slot) if decided and report else None,
        outcome=report.outcome if decided and report else "",
        released_on=released.get(report.uid) if report else None,
        due_on=row.due_on,
        given=tuple(
            Given(on=each.given_on, level=each.level, useful=useful.get(each.usefulness))
            for each in said
        ),
    )


def _made_of(by: Actor) -> tuple[dict[UUID, Report], dict[UUID, date]]:
    """The report of each submission, and the day on which each report had its first product."""
    may_count = {
        row.uid: row
        for row in Report.open_to(by, Action.AGGREGATE)
        .filter(protection__restricted=False)
        .exclude(outcome__in=FOR_FEW_EYES)
    }
    products = dict(
        Product.open_to(by, Action.AGGREGATE)
        .filter(protection__restricted=False, released_on__isnull=False)
        .values_list("pk", "released_on")
    )
    reports: dict[UUID, Report] = {}
    released: dict[UUID, date] = {}
    links = Link.open_to(by).filter(relation__in=[LinkKind.EVALUATED_AS, LinkKind.SANITISED_AS])
    for relation, earlier, later in links.values_list("relation", "earlier_id", "later_id"):
        if relation == LinkKind.EVALUATED_AS and later in may_count:
            reports[earlier] = may_count[later]
        on = products.get(later)
        if relation == LinkKind.SANITISED_AS and on is not None:
            released[earlier] = min(on, released.get(earlier, on))
    return reports, released


def _shares(by: Actor, *, since: date) -> tuple[Share, ...]:
    entries = Dissemination.open_to(by, Action.AGGREGATE).filter(
        protection__restricted=False,
        protection__owner_id=by.agency_id,
        product__protection__restricted=False,
        shared_at__gte=slots.beginning(since, 0),
    )
    return tuple(
        Share(
            agency=entry.agency_id,
            shared_on=localtime(entry.shared_at).date(),
            opened_on=localtime(entry.opened_at).date() if entry.opened_at else None,
        )
        for entry in entries.order_by("shared_at", "pk")
    )


def trained_staff() -> dict[str, int]:
    """How many people of each agency are trained, by its code, where somebody has said so."""
    return {
        row["agency"]: int(row["trained"])
        for row in reference_files.rows("trained_staff.csv")
        if row["trained"].isdigit()
    }


def first_told(by: Actor) -> date | None:
    """The day on which the first thing came that may be counted, or None."""
    rows = Receipt.open_to(by, Action.AGGREGATE).filter(
        protection__restricted=False, protection__owner_id=by.agency_id
    )
    return rows.order_by("received_on").values_list("received_on", flat=True).first()

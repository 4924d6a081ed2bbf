"""Handing over to the force's own system: text in its form's order, a file, a reference back."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from io import StringIO
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Action, Actor, fetch, record, require
from frankpledge.intelligence import reference_files, slots
from frankpledge.intelligence.desk import grading, triage
from frankpledge.intelligence.desk.decided import kept_to_be_graded
from frankpledge.intelligence.desk.grading import Given, NoForceReference
from frankpledge.intelligence.desk.opened import Opened
from frankpledge.intelligence.desk.opened_report import Evaluated
from frankpledge.intelligence.giving.submission import is_from, receipt_for
from frankpledge.intelligence.lifecycle import REPORT_NEXT, Stage, follow
from frankpledge.intelligence.models import Outcome, Report, Submission
from frankpledge.intelligence.policies import Act, may_hand_over, may_take_away, may_transfer

FILE = "handover_form.csv"
FIELDS = (
    "reference",
    "received",
    "source",
    "intelligence",
    "handling",
    "conditions",
    "theirs",
    "seen",
    "place",
    "district",
    "risk",
    "known",
    "contact",
    "provenance",
    "text",
)
NOT_KNOWN = "Not known"
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class UnusableForm(ValueError):
    """The list of the force's form names a field that is not known, or one twice."""


class Format(StrEnum):
    """A sort of file that the force's system may take."""

    TEXT = "txt"
    CSV = "csv"
    JSON = "json"


MEDIA = {
    Format.TEXT: "text/plain; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
}


def of_submission(opened: Opened) -> str:
    """What a submission says, before it has been graded here."""
    return as_text(values_of_submission(opened))


def of_report(report: Evaluated) -> str:
    """What a report says, with the grade that stands."""
    return as_text(values_of_report(report))


def values_of_submission(opened: Opened) -> Mapping[str, str]:
    """What the form asks, answered from a submission."""
    return {
        "reference": opened.reference,
        "received": opened.received_on.isoformat(),
        "theirs": opened.theirs.in_short if opened.theirs else "",
        "seen": f"{opened.seen}: {opened.days}" if opened.days else opened.seen,
        "place": opened.place,
        "district": opened.district,
        "risk": opened.risk,
        "known": opened.how_known,
        "contact": opened.contact,
        "text": opened.text,
    }


def values_of_report(report: Evaluated) -> Mapping[str, str]:
    """What the form asks, answered from a report. Items carry their grades where there are more."""
    grade = report.grades[0] if report.grades else None
    said = [item for item in report.items if not item.is_provenance]
    provenance = [f"{item.text} ({item.in_short})" for item in report.items if item.is_provenance]
    text = report.text
    if len(said) > 1:
        text = "\n".join(f"{item.number}. ({item.in_short}) {item.text}" for item in said)
    conditions = ", ".join(grade.recipients) if grade else ""
    if grade and grade.instructions:
        conditions = "; ".join(filter(None, (conditions, grade.instructions)))
    return {
        "reference": report.reference,
        "received": report.received_on.isoformat(),
        "source": grade.source if grade else "",
        "intelligence": grade.intelligence if grade else "",
        "handling": grade.handling if grade else "",
        "conditions": conditions,
        "theirs": report.theirs,
        "seen": f"Week of {report.week_of.isoformat()}" if report.week_of else "",
        "place": report.place,
        "district": report.district,
        "risk": "Concerns a child" if report.concerns_child else "",
        "contact": report.contact,
        "provenance": " ".join(provenance),
        "text": text,
    }


def form() -> list[tuple[str, str]]:
    """The fields of the force's form and their labels, in its order. Raises `UnusableForm`."""
    rows = [(row["field"], row["label"]) for row in reference_files.rows(FILE)]
    names = [name for name, _ in rows]
    unknown = [name for name in names if name not in FIELDS]
    twice = sorted({name for name in names if names.count(name) > 1})
    if unknown or twice or not rows:
        raise UnusableForm(f"{FILE}: unknown {unknown}, given twice {twice}")
    return rows


def as_text(values: Mapping[str, str]) -> str:
    """The form filled in, as text to paste."""
    return "\n".join(f"{label}: {values.get(name) or NOT_KNOWN}" for name, label in form())


def as_file(values: Mapping[str, str], kind: Format) -> str:
    """The form filled in, as the contents of a file."""
    if kind == Format.TEXT:
        return as_text(values) + "\n"
    filled = {label: values.get(name) or NOT_KNOWN for name, label in form()}
    if kind == Format.JSON:
        return json.dumps(filled, ensure_ascii=False, indent=2) + "\n"
    written = StringIO()
    lines = csv.writer(written)
    lines.writerow(filled)
    lines.writerow([_as_words(value) for value in filled.values()])
    return written.getvalue()


def _as_words(value: str) -> str:
    """Words that no spreadsheet takes for something to work out."""
    return f"'{value}" if value.startswith(_BEGINS_A_FORMULA) else value


@transaction.atomic
def take_away(*, uid: UUID, by: Actor, at: datetime, graded: bool) -> None:
    """Record that the words of a submission, or of a *graded* report, leave as a file."""
    require(may_take_away(by))
    row: Report | Submission
    if graded:
        row = fetch(Report, uid, by=by, at=at, act=Act.READ_REPORT)
    else:
        row = fetch(Submission, uid, by=by, at=at, act=Act.READ_SUBMISSION)
    record(Act.TAKE_AWAY, row, by=by, at=at)


@transaction.atomic
def transfer(
    *,
    submission_id: UUID,
    force_reference: str,
    text: str = "",
    grade: Given | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Hand a submission over in one act: it is intelligence, and the force's own system holds it
    under this reference.

    With a *grade*, it is the one that was given there, and what it says can be sanitised here.
    Raises `NotPermitted`, `AlreadyDecided`, `NoForceReference` and what grading raises.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION, lock=True)
    require(may_transfer(by, submission, sent_by_them=is_from(receipt_for(submission, by), by)))
    force_reference = _given(force_reference)
    kept = kept_to_be_graded(submission, by)
    if grade is not None:
        uid = grading.evaluate(
            submission_id=submission_id,
            text=text.strip() or submission.text,
            grade=grade,
            concerns_child=submission.risk in ("child", "both"),
            force_reference=force_reference,
            by=by,
            at=at,
        )
    elif kept is not None and kept.stage == Stage.TRANSFERRED:
        raise triage.AlreadyDecided("This has been handed over already")
    else:
        uid = kept.uid if kept else _as_intelligence(submission_id, by=by, at=at)
        hand_over(report_id=uid, force_reference=force_reference, by=by, at=at)
    record(Act.TRANSFER, submission, by=by, at=at, fields=["force_reference"])
    return uid


def _as_intelligence(submission_id: UUID, *, by: Actor, at: datetime) -> UUID:
    return triage.triage(submission_id=submission_id, outcome=Outcome.INTELLIGENCE, by=by, at=at)


@transaction.atomic
def hand_over(*, report_id: UUID, force_reference: str, by: Actor, at: datetime) -> None:
    """Note the reference under which the force's own system holds the report.

    That system's record is the record of truth from then on. Raises `NotPermitted` and
    `NoForceReference`.
    """
    report = fetch(
        Report, report_id, by=by, at=at, act=Act.READ_REPORT, action=Action.EDIT, lock=True
    )
    require(may_hand_over(by, report))
    report.force_reference = _given(force_reference)
    report.transferred_on = slots.day_and_slot(at)[0]
    if report.stage == Stage.TRIAGED:
        report.stage = follow(REPORT_NEXT, Stage.TRIAGED, Stage.TRANSFERRED)
    report.save(update_fields=["force_reference", "transferred_on", "stage"])
    record(Act.HAND_OVER, report, by=by, at=at, fields=["force_reference"])


def _given(force_reference: str) -> str:
    if not force_reference.strip():
        raise NoForceReference(
            "Enter the reference that the force’s own system gave", argument="force_reference"
        )
    return force_reference.strip()

"""Whether the desk has made something of what was told, and what."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from frankpledge.access.api import Actor, Link, LinkKind
from frankpledge.intelligence.lifecycle import Stage
from frankpledge.intelligence.models import Report, Submission
from frankpledge.kernel import DomainError


class AlreadyDecided(DomainError):
    """Somebody has already decided what this is."""


def is_decided(row: Submission, by: Actor) -> bool:
    """Whether the desk has made something of a submission, as far as *by* may know."""
    return bool(decided_among([row.uid], by))


def decided_among(uids: Iterable[UUID], by: Actor) -> frozenset[UUID]:
    """Those of several submissions that the desk has made something of."""
    rows = Link.open_to(by).filter(relation=LinkKind.EVALUATED_AS, earlier_id__in=list(uids))
    return frozenset(rows.values_list("earlier_id", flat=True))


def report_of(row: Submission, by: Actor) -> Report | None:
    """What the desk has made of a submission, as far as *by* may read it."""
    made = Link.open_to(by).filter(relation=LinkKind.EVALUATED_AS, earlier_id=row.uid)
    return (
        Report.open_to(by)
        .select_related("protection")
        .filter(protection_id__in=made.values("later_id"))
        .first()
    )


def refuse_decided(submission: Submission, by: Actor) -> None:
    """Raise `AlreadyDecided` if the desk has made something of it."""
    if is_decided(submission, by):
        raise AlreadyDecided("Somebody has already decided what this is")


def kept_to_be_graded(submission: Submission, by: Actor) -> Report | None:
    """The report that waits for its first grade here, or None where nothing was decided.

    Raises `AlreadyDecided` where the desk has gone further or has closed it.
    """
    report = report_of(submission, by)
    if report is not None and report.stage in (Stage.TRIAGED, Stage.TRANSFERRED):
        return report
    refuse_decided(submission, by)
    return None

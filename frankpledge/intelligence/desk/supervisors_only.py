"""Letting something leave the queue for those whom the one rule names, and for nobody else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from frankpledge.access.api import NO_END, Action, Actor, Term, What, amend
from frankpledge.intelligence.desk.confidential import NobodyToTell, readers_of
from frankpledge.intelligence.models import Receipt, Report, Submission, Unit
from frankpledge.kernel import DomainError


class NoSupervisor(DomainError):
    """The unit has no supervisor now, so what is for supervisors would be lost."""


def supervisors_of(unit_agency: UUID, *, at: datetime) -> tuple[UUID, ...]:
    """Supervisors of a unit at a moment. Raises `NoSupervisor` where there is none."""
    unit = Unit.objects.get(agency_id=unit_agency)
    try:
        readers = readers_of(unit, at=at)
    except NobodyToTell as fault:
        raise NoSupervisor(
            "There is no supervisor to take this. Ring the force’s duty officer", argument="outcome"
        ) from fault
    return tuple(each for each in readers if each != unit.service_id)


def named_for(submission: Submission, *, by: Actor, at: datetime) -> tuple[UUID, ...]:
    """Whom alone a report of this submission is for: nobody in particular, unless what was told
    is itself for supervisors only."""
    if not submission.protection.restricted:
        return ()
    return (by.person_id, *supervisors_of(by.agency_id, at=at))


def confine(
    submission: Submission, receipt: Receipt | None, report: Report, *, by: Actor, at: datetime
) -> None:
    """Take what was told out of the unit's sight but for its supervisors, who are named one by one.

    Whoever told it and their agency keep the sight that they had, so that they learn nothing by
    losing it. The report was made for the supervisors, and whoever decided this is let out of it.
    """
    supervisors = supervisors_of(by.agency_id, at=at)
    if not submission.protection.restricted:
        _leave_the_unit(submission, supervisors, by=by, at=at, action=Action.REGRADE)
    if receipt is not None and not receipt.protection.restricted:
        service = Unit.objects.get(agency_id=by.agency_id).service_id
        _leave_the_unit(
            receipt,
            (*supervisors, service),
            by=by,
            at=at,
            action=Action.EDIT,
            owner=submission.protection.owner_id,
            editors=supervisors,
        )
    if by.person_id not in supervisors:
        amend(
            report,
            by=by,
            at=at,
            action=Action.REGRADE,
            remove=[Term(what=What.NAMED, value=str(by.person_id))],
        )


def _leave_the_unit(
    row: Submission | Receipt,
    named: tuple[UUID, ...],
    *,
    by: Actor,
    at: datetime,
    action: Action,
    owner: UUID | None = None,
    editors: tuple[UUID, ...] = (),
) -> None:
    unit = str(by.agency_id)
    amend(
        row,
        by=by,
        at=at,
        action=action,
        owner=owner,
        add=[
            *(Term(what=What.NAMED, value=str(each), until=NO_END) for each in named),
            *(Term(what=What.EDITOR, value=str(each)) for each in editors),
        ],
        remove=[Term(what=What.AGENCY, value=unit)],
    )
    if row.protection.owner_id == by.agency_id:
        # The unit took it down itself, so there is no agency that would miss it.
        row.protection.restricted = True
        row.protection.save(update_fields=["restricted"])

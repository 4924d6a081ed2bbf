"""Files beside what was told: whom they are for, and what of their words may not be held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, find
from frankpledge.attachments import api as attachments
from frankpledge.intelligence import slots
from frankpledge.intelligence.giving.refused_words import objection_to_file
from frankpledge.intelligence.models import Submission, Unit
from frankpledge.intelligence.policies import may_work_desk
from frankpledge.intelligence.units import unit_for


def reach_of(submission: Submission, *, owner: UUID, at: datetime) -> attachments.Reach:
    """Whom a file given with a submission is for: its agency and the unit that reads it."""
    unit = unit_for(submission.district_id, on=slots.day_and_slot(at)[0])
    return attachments.Reach(owner=owner, agencies=(unit.agency_id,))


def keep_given(
    submission: Submission,
    files: Sequence[attachments.GivenFile],
    *,
    unit: Unit,
    by: Actor,
    at: datetime,
) -> None:
    """Hold the files that came with what somebody told, in the act that keeps it.

    Their names are not kept, and nothing says who gave them. Raises `Unacceptable` and
    `ScannerAway`, and then nothing is kept.
    """
    reach = attachments.Reach(owner=submission.protection.owner_id, agencies=(unit.agency_id,))
    for file in files:
        attachments.attach(
            parent=submission,
            content=file.content,
            name=file.name,
            verdict=file.verdict,
            reach=reach,
            by=by,
            at=at,
            is_being_made=True,
            veiled=True,
        )


def _look(uid: UUID, by: Actor, at: datetime) -> attachments.Standing:
    """A submission whose files *by* may add to. What the desk adds stays at the desk."""
    row = find(Submission.open_to(by), uid)
    reach = (
        attachments.Reach(owner=by.agency_id)
        if may_work_desk(by)
        else reach_of(row, owner=by.agency_id, at=at)
    )
    return attachments.Standing(
        title=row.reference, href=reverse("intelligence:submission", args=[uid]), reach=reach
    )


def say_so() -> None:
    """Offer pages for files beside what was told, and have every file's words looked over."""
    attachments.object_to(objection_to_file)
    attachments.offer_beside(Kind.SUBMISSION, _look)

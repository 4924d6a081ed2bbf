"""Sanitising and disclosing as one act: made, released, shared, and proved, or none of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor
from frankpledge.intelligence.models import Blur
from frankpledge.intelligence.sharing import absence, approval, dissemination, sanitisation
from frankpledge.intelligence.sharing.sanitisation import Plan


@transaction.atomic
def disclose(
    *,
    report_id: UUID,
    text: str,
    place: str,
    confirmed: frozenset[str] | set[str],
    originator_consulted: bool = False,
    blur: str = Blur.WEEK,
    limits: str = "",
    no_export: bool = False,
    purposes: Sequence[str] = (),
    plan: Plan | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Sanitise a report, look for what was removed, and share what comes of it, in one act.

    Where something that was removed still stands in it, it is shared with nobody, and its page
    says so.
    Where a second person has to look first, the plan is kept and carried out when they approve.
    Raises whatever sanitising or sharing raises, and then nothing of it is done.
    """
    product = sanitisation.sanitise(
        report_id=report_id,
        text=text,
        place=place,
        confirmed=confirmed,
        originator_consulted=originator_consulted,
        blur=blur,
        limits=limits,
        no_export=no_export,
        purposes=purposes,
        plan=plan,
        by=by,
        at=at,
    )
    dissemination.hold_plan_to_the_grade(product_id=product, by=by, at=at)
    if absence.prove(product_id=product, by=by, at=at).may_be_shared:
        dissemination.share_as_planned(product_id=product, by=by, at=at)
    return product


@transaction.atomic
def approve(*, product_id: UUID, by: Actor, at: datetime) -> list[UUID]:
    """Release what waits for a second person, look again for what was removed, and share it as
    was planned. Raises what approving and sharing raise."""
    approval.approve(product_id=product_id, by=by, at=at)
    if not absence.prove(product_id=product_id, by=by, at=at).may_be_shared:
        return []
    return dissemination.share_as_planned(product_id=product_id, by=by, at=at)

"""What a problem's page says of disruptions: those that came of it, and where to claim one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.plans import disruptions, tables
from frankpledge.plans.policies import may_claim_disruption, may_list_disruptions
from frankpledge.problems import api as problems
from frankpledge.ui.api import Link


def parts_about(problem_id: UUID, by: Actor, at: datetime) -> Sequence[problems.Part]:
    """Disruptions that came of a problem, for whoever works on those."""
    if not may_list_disruptions(by):
        return ()
    lines = disruptions.listed_from(Ref(kind=Kind.PROBLEM, uid=problem_id), by=by, at=at)
    claim = f"{reverse('plans:claim')}?from=problem:{problem_id}"
    return [
        problems.Part(
            title="Disruptions",
            table=tables.disruptions(lines),
            empty="None is claimed.",
            link=Link(text="Claim a disruption", href=claim) if may_claim_disruption(by) else None,
        )
    ]

"""What a problem's page says of powers: uses for it, and where to look up what could be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from frankpledge.access.api import Actor
from frankpledge.powers import reading, use_tables
from frankpledge.powers.policies import may_list_uses, may_look_up
from frankpledge.problems import api as problems
from frankpledge.ui.api import Link


def parts_about(problem_id: UUID, by: Actor, at: datetime) -> Sequence[problems.Part]:
    """The way to what could be used at the place, for whoever may look powers up."""
    if not may_look_up(by):
        return ()
    lines = reading.lines_about(problem_id, by=by, at=at) if may_list_uses(by) else []
    return [
        problems.Part(
            title="Powers",
            table=use_tables.uses(lines),
            empty="What could be used here, today, and by whom. Each test is for whoever holds the "
            "power to show.",
            link=Link(
                text="Which powers could be used here?",
                href=reverse("powers:here") + f"?problem={problem_id}",
            ),
        )
    ]

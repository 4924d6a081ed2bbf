"""What a problem's page says of asking before acting: the answers, and how long they are good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from frankpledge.access.api import Action, Actor, Kind
from frankpledge.asking import before_acting, policies, tables
from frankpledge.problems import api as problems
from frankpledge.ui.api import Link


def parts_about(problem_id: UUID, by: Actor, at: datetime) -> Sequence[problems.Part]:
    """The answers to those who mean to go there, for whoever may read them."""
    if Kind.REQUEST not in by.kinds_for(Action.READ):
        return ()
    asks = reverse("asking:ask-before") + f"?problem={problem_id}"
    return [
        problems.Part(
            title="Before anybody goes there",
            table=tables.before(before_acting.answers_about(problem_id, by, at)),
            empty="Your agency has not asked the intelligence unit before going there.",
            words=before_acting.NOT_CLEARANCE,
            link=Link(text="Ask before you act", href=asks)
            if policies.may_ask_before(by)
            else None,
        )
    ]

"""Which state of an action and of a return may follow which."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class Status(models.TextChoices):
    """Where an action stands."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    DECLINED = "declined", "Declined"
    DROPPED = "dropped", "Dropped"


ACTION_NEXT: Mapping[Status, frozenset[Status]] = {
    Status.PROPOSED: frozenset({Status.AGREED, Status.DECLINED, Status.DROPPED}),
    Status.AGREED: frozenset({Status.IN_PROGRESS, Status.DONE, Status.DROPPED}),
    Status.IN_PROGRESS: frozenset({Status.DONE, Status.DROPPED}),
    Status.DONE: frozenset({Status.IN_PROGRESS}),
    Status.DECLINED: frozenset({Status.PROPOSED}),
    Status.DROPPED: frozenset({Status.PROPOSED}),
}
"""Which state of an action may follow which. An agency that is asked may decline."""


class ReturnState(models.TextChoices):
    """Where a return stands. One that was asked for and not begun has no row: it is missing."""

    DRAFT = "draft", "Draft"
    WITH_CHAIR = "with_chair", "With the chair"
    SUBMITTED = "submitted", "Submitted"
    QUERY = "query", "Queried"
    ACCEPTED = "accepted", "Accepted"
    LOCKED = "locked", "Locked"
    REOPENED = "reopened", "Reopened"


RETURN_NEXT: Mapping[ReturnState, frozenset[ReturnState]] = {
    ReturnState.DRAFT: frozenset({ReturnState.WITH_CHAIR}),
    ReturnState.WITH_CHAIR: frozenset({ReturnState.SUBMITTED, ReturnState.DRAFT}),
    ReturnState.SUBMITTED: frozenset({ReturnState.QUERY, ReturnState.ACCEPTED}),
    ReturnState.QUERY: frozenset({ReturnState.WITH_CHAIR}),
    ReturnState.ACCEPTED: frozenset({ReturnState.LOCKED, ReturnState.REOPENED}),
    ReturnState.LOCKED: frozenset({ReturnState.REOPENED}),
    ReturnState.REOPENED: frozenset({ReturnState.WITH_CHAIR}),
}
"""Which state of a return may follow which."""

"""Who and what a submission names, as typed and confirmed by whoever told it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, fetch, require
from frankpledge.intelligence.models import Mention, MentionKind, MentionRole, Submission
from frankpledge.intelligence.policies import Act, may_read_submission
from frankpledge.kernel import DomainError

MOST = 60
LONGEST = 200


class ImpossibleMention(DomainError):
    """What is said to be named cannot be kept as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One thing that is named: as typed, with the form it is compared by and where it stands.

    `start` and `end` count letters of the submission's text; None where it was typed beside it.
    """

    kind: str
    text: str
    value: str = ""
    role: str = MentionRole.OTHER
    about: str = ""
    start: int | None = None
    end: int | None = None


def refuse_impossible(named: Sequence[Named], *, text: str) -> None:
    """Raise `ImpossibleMention` for what is not a mention, or not where it is said to stand."""
    if len(named) > MOST:
        raise ImpossibleMention(f"Name at most {MOST} people and things in one report")
    for each in named:
        if each.kind not in MentionKind.values or each.role not in MentionRole.values:
            raise ImpossibleMention("Choose what it is from the list")
        if not each.text.strip() or max(len(each.text), len(each.value)) > LONGEST:
            raise ImpossibleMention(f"Enter a name of at most {LONGEST} letters")
        if each.start is not None and text[each.start : each.end] != each.text:
            raise ImpossibleMention("The text has changed. Look again at what was found in it")


def keep(submission: Submission, named: Sequence[Named]) -> None:
    """Keep what a new submission names, in the order of its words."""
    in_order = sorted(named, key=lambda each: (each.start is None, each.start or 0))
    Mention.keep(
        [
            Mention(
                submission=submission,
                number=number,
                kind=each.kind,
                text=each.text,
                value=each.value,
                role=each.role,
                about=each.about,
                start=each.start,
                end=each.end,
            )
            for number, each in enumerate(in_order)
        ]
    )


@transaction.atomic
def mentions_of(*, submission_id: UUID, by: Actor, at: datetime) -> tuple[Named, ...]:
    """What a submission names, for whoever may read it. Looking is recorded.

    Raises `NotFound` and `NotPermitted` as opening the submission does.
    """
    row = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SUBMISSION)
    require(may_read_submission(by, row))
    return named_in(row)


def named_in(submission: Submission) -> tuple[Named, ...]:
    """What a submission names that somebody has been let open."""
    return tuple(
        Named(
            kind=row.kind,
            text=row.text,
            value=row.value,
            role=row.role,
            about=row.about,
            start=row.start,
            end=row.end,
        )
        for row in Mention.of(submission)
    )

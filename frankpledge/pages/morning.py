"""The first page: what awaits somebody, what is new to them, and where they start.

It only composes. Each module is asked for what this person may see, and says nothing of the rest:
a section with nothing in it is left out, so that nothing counts, orders or times what is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Role, record, require
from frankpledge.pages import policies
from frankpledge.pages.places import Place, starts_for
from frankpledge.pages.policies import Act
from frankpledge.pages.sections import (
    actions,
    asking,
    boards,
    forums,
    groups,
    intelligence,
    learning,
    meetings,
    powers,
    problems,
    profiles,
    record as the_record,
    referrals,
    returns,
    work,
)
from frankpledge.pages.sections.shapes import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What the first page shows to one person."""

    name: str
    at: datetime
    keeps_the_machine: bool
    awaiting: tuple[Section, ...]
    new: tuple[Section, ...]
    starts: tuple[Place, ...]

    @property
    def part_of_day(self) -> str:
        """Morning, afternoon or evening, by the clock on the wall."""
        hour = localtime(self.at).hour
        return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The sections of one person's morning."""

    awaiting: tuple[Section, ...]
    new: tuple[Section, ...]


@transaction.atomic
def morning(*, by: Actor, at: datetime) -> Morning:
    """Gather what awaits *by* and what is new to them. Recorded, as far as modules have not."""
    require(policies.may_open_morning(by))
    found = gathered(by=by, at=at)
    shown = [ref for section in (*found.awaiting, *found.new) for ref in section.about]
    record(Act.OPEN_MORNING, shown or None, by=by, at=at)
    return Morning(
        name=by.name,
        at=at,
        keeps_the_machine=by.holds(Role.ADMINISTRATOR),
        awaiting=found.awaiting,
        new=found.new,
        starts=starts_for(by),
    )


def gathered(*, by: Actor, at: datetime) -> Gathered:
    """What awaits *by* and what is new to them, from every module that they may ask."""
    on = localtime(at).date()
    asked, told = asking.sections(by, at)
    awaiting = (
        *referrals.awaiting(by, at),
        *intelligence.awaiting(by, at),
        *asked,
        *powers.awaiting(by, at),
        *problems.awaiting(by, on),
        *actions.awaiting(by, on),
        *groups.awaiting(by, at),
        *returns.awaiting(by, on),
        *meetings.awaiting(by, at),
        *boards.awaiting(by, on),
        *profiles.awaiting(by, on),
        *learning.awaiting(by, at),
        *forums.awaiting(by, on),
    )
    new = (
        *referrals.new(by, at),
        *intelligence.new(by, on),
        *told,
        *problems.new(by, at, on),
        *boards.new(by, on),
        *meetings.new(by, at),
        *work.new(by, at),
        *the_record.new(by, at),
    )
    return Gathered(awaiting=awaiting, new=new)

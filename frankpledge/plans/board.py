"""Actions side by side, by how far they are: the same lines as the list, in four columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from frankpledge.access.api import Actor
from frankpledge.plans import actions
from frankpledge.plans.lines import ActionLine
from frankpledge.plans.models import NEEDS_A_REASON, NEXT, Status

COLUMNS: Sequence[tuple[str, str]] = (
    ("proposed", "Proposed"),
    ("agreed", "Agreed"),
    ("in_progress", "In progress"),
    ("confirm", "Done, to be confirmed"),
)
"""The columns in their order, by the state that the list is narrowed to."""

SHOWN = 12
"""How many actions a column shows: the soonest. The list has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step that an action can take straight from the board."""

    to: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An action on the board, with the steps that its agency can take it."""

    line: ActionLine
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """The actions of one state, the soonest first."""

    state: str
    title: str
    cards: tuple[Card, ...]
    has_more: bool


def board(
    *,
    by: Actor,
    at: datetime,
    whose: str = "",
    four_p: str = "",
    area: str = "",
    agency: str = "",
) -> tuple[BoardColumn, ...]:
    """The actions that *by* may open, in four columns. Looking is recorded.

    What needs a reason, such as declining, is done on the action's own page.
    """
    found = []
    for state, title in COLUMNS:
        page = actions.listed(
            by=by,
            at=at,
            whose=whose,
            four_p=four_p,
            status=state,
            area=area,
            agency=agency,
            size=SHOWN,
        )
        found.append(
            BoardColumn(
                state=state,
                title=title,
                cards=tuple(Card(line=line, moves=_moves(line)) for line in page.lines),
                has_more=bool(page.next),
            )
        )
    return tuple(found)


def _moves(line: ActionLine) -> tuple[Move, ...]:
    if not line.is_ours:
        return ()
    return tuple(
        Move(to=state.value, words=state.label)
        for state in Status
        if state in NEXT[line.status] and state not in NEEDS_A_REASON
    )

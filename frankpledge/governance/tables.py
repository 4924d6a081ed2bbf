"""Meetings, items and updates as the kit's tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.governance.agenda import ItemFacts, UpdateLine
from frankpledge.governance.meetings import MeetingLine, MemberLine
from frankpledge.ui.api import Cell, Column, Row, Table, Tone

UPDATE_TONES = {"Given": Tone.GOOD, "Asked": Tone.NEUTRAL, "Late": Tone.URGENT}


def _table(names: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(columns=tuple(Column(text=name) for name in names), rows=tuple(rows))


def meetings(lines: Sequence[MeetingLine]) -> Table:
    """Meetings as a list."""
    return _table(
        ("Meeting", "Day", "Starts", "Place", "Minutes"),
        [
            Row(
                cells=(
                    Cell(line.forum, href=reverse("governance:meeting", args=[line.uid])),
                    localtime(line.starts_at).date(),
                    f"{localtime(line.starts_at):%H:%M}",
                    line.place,
                    "Called off"
                    if line.called_off_at
                    else "Taken"
                    if line.minuted_at
                    else "Not yet",
                )
            )
            for line in lines
        ],
    )


def items(lines: Sequence[ItemFacts]) -> Table:
    """The items of a meeting, as the reader may know of them."""
    return _table(
        ("Item", "Place", "Owner", "No update from"),
        [
            Row(
                cells=(
                    Cell(
                        f"{line.number}. {line.problem.title}",
                        href=reverse("governance:item", args=[line.uid]),
                        note=line.problem.reference,
                    ),
                    line.problem.place,
                    line.problem.owner,
                    ", ".join(line.not_updated),
                )
            )
            for line in lines
        ],
    )


def updates(lines: Sequence[UpdateLine]) -> Table:
    """What each agency said on an item."""
    return _table(
        ("Agency", "State", "What has happened", "By"),
        [
            Row(
                cells=(
                    line.agency,
                    Cell(line.state, tone=UPDATE_TONES[line.state]),
                    Cell(line.text, note=line.basis),
                    line.given_by,
                )
            )
            for line in lines
        ],
    )


def members(lines: Sequence[MemberLine]) -> Table:
    """Who sits on the forum, how they attended, and whether they undertook to keep what is said."""
    return _table(
        ("Member", "Agency", "Attendance", "Keeps it confidential"),
        [
            Row(
                cells=(
                    line.name,
                    line.agency,
                    line.presence.capitalize() or "Not noted",
                    localtime(line.undertook_at).date() if line.undertook_at else "Not declared",
                )
            )
            for line in lines
        ],
    )

"""The map of forums, its answers, offers and runs as the kit's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from frankpledge.governance.forums.entries import Due
from frankpledge.governance.forums.forms import DERIVED_WORDS
from frankpledge.governance.forums.forum_map import Mapped
from frankpledge.governance.forums.mapped import LEVEL_WORDS, Forums
from frankpledge.governance.forums.offers import Gap, OfferLine
from frankpledge.governance.forums.questions import Answer, Compared, Line
from frankpledge.governance.forums.said import EntryFacts
from frankpledge.governance.forums.shared_cases import RunLine, about
from frankpledge.governance.models import Exists, OfferSort
from frankpledge.ui.api import Cell, Column, Row, Table, Tone

STANDING_WORDS = {"required": "Required", "invited": "Invited", "informed": "Informed"}
SORT_WORDS: Mapping[str, str] = {str(code): str(words) for code, words in OfferSort.choices}


def _table(names: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(columns=tuple(Column(text=name) for name in names), rows=tuple(rows))


def forums(mapped: Mapped) -> Table:
    """Every forum of the map, how it stands, and whom it hands cases to."""
    return _table(
        ("Forum", "Level", "Does it meet?", "Verified", "Hands cases to"),
        [
            Row(
                cells=(
                    Cell(each.name, href=reverse("forums:entry", args=[mapped.uids[each.code]])),
                    LEVEL_WORDS[each.level],
                    _meets(each.exists, each.last_met_on),
                    _verified(mapped, each.code),
                    ", ".join(mapped.names.get(route.to, route.name) for route in each.routes),
                )
            )
            for each in mapped.forums
        ],
    )


def _meets(exists: str, last_met_on: date | None) -> Cell:
    tone = {Exists.YES: Tone.GOOD, Exists.NO: Tone.URGENT}.get(Exists(exists), Tone.QUIET)
    words = {Exists.YES: "Meets", Exists.NO: "Stopped"}.get(Exists(exists), "Not said")
    note = f"Last met {last_met_on.day} {last_met_on:%B %Y}" if last_met_on else ""
    return Cell(words, tone=tone, note=note)


def _verified(mapped: Mapped, code: str) -> Cell:
    standing = mapped.standing[code]
    if standing.verified_on is None:
        return Cell("Never", tone=Tone.WARNING)
    if standing.is_due(mapped.on):
        return Cell("Overdue", tone=Tone.URGENT, note=_day(standing.verified_on))
    return Cell(standing.verified_on)


def answer(given: Answer, mapped: Mapped) -> Table:
    """The lines of an answer, with links to the entries of the forums that they name."""
    return _table(given.columns, [_line(line, mapped.uids, mapped.names) for line in given.lines])


def _line(line: Line, uids: Mapping[str, UUID], names: Mapping[str, str]) -> Row:
    hrefs = {
        names[code]: reverse("forums:entry", args=[uids[code]])
        for code in line.forums
        if code in uids and code in names
    }
    return Row(
        cells=tuple(
            Cell(cell, href=hrefs[cell]) if isinstance(cell, str) and cell in hrefs else cell
            for cell in line.cells
        ),
        tone=Tone.WARNING if line.is_flagged else None,
    )


def compared(lines: Sequence[Compared], columns: Sequence[str]) -> Table:
    """What differs between two answers."""
    return _table(
        ("What", "How it differs", "On the first", "On the second"),
        [
            Row(
                cells=(
                    _named(line, columns),
                    line.change,
                    _said(line.left, columns),
                    _said(line.right, columns),
                )
            )
            for line in lines
        ],
    )


def _named(line: Compared, columns: Sequence[str]) -> str:
    there = line.left or line.right
    assert there is not None
    words = [str(cell) for cell in there.cells[:2] if isinstance(cell, str)]
    return " · ".join(words) or columns[0]


def _said(line: Line | None, columns: Sequence[str]) -> str:
    if line is None:
        return ""
    pairs = zip(columns[1:], line.cells[1:], strict=True)
    return ". ".join(f"{name}: {value}" for name, value in pairs)


def matrix(those: Forums, uids: Mapping[str, UUID]) -> Table:
    """Who sits where: a forum a line, an agency a column."""
    names = {m.organisation: m.name for each in those for m in each.members}
    agencies = sorted(names, key=lambda key: names[key])
    rows = []
    for each in those:
        sits = {m.organisation: m.is_required for m in each.members}
        cells = [_sits(sits.get(agency)) for agency in agencies]
        name = Cell(each.name, href=reverse("forums:entry", args=[uids[each.code]]))
        rows.append(Row(cells=(name, *cells)))
    return _table(("Forum", *(names[agency] for agency in agencies)), rows)


def _sits(is_required: bool | None) -> str:  # noqa: FBT001
    return {True: "Required", False: "Invited", None: ""}[is_required]


def members(facts: EntryFacts) -> Table:
    """Who belongs to a forum."""
    return _table(
        ("Agency", "Post", "Belongs as"),
        [
            Row(cells=(seat.organisation, seat.post, STANDING_WORDS[seat.standing]))
            for seat in facts.seats
        ],
    )


def due(lines: Sequence[Due], on: date) -> Table:
    """Entries that somebody keeps and has to look at."""
    return _table(
        ("Forum", "To be verified", "We worked out, for you to check"),
        [
            Row(
                cells=(
                    Cell(line.name, href=reverse("forums:verify", args=[line.uid])),
                    _due_words(line, on),
                    ", ".join(DERIVED_WORDS[name] for name in line.to_check),
                )
            )
            for line in lines
        ],
    )


def _due_words(line: Due, on: date) -> Cell:
    if line.next_on is None:
        return Cell("Never verified", tone=Tone.WARNING)
    if line.next_on <= on:
        return Cell("Overdue", tone=Tone.URGENT, note=f"Since {_day(line.next_on)}")
    return Cell(line.next_on)


def offers(lines: Sequence[OfferLine], harms: Mapping[str, str], on: date) -> Table:
    """What agencies offer against threats."""
    tones = {"Agreed": Tone.GOOD, "Waits to be agreed": Tone.WARNING}
    return _table(
        ("Threat", "Agency", "What it brings", "How it stands"),
        [
            Row(
                cells=(
                    harms.get(line.threat, line.threat),
                    line.agency,
                    Cell(line.words, note=SORT_WORDS[line.sort]),
                    Cell(
                        line.state(on),
                        tone=tones.get(line.state(on), Tone.URGENT),
                        note=f"Agreed {_day(line.agreed_on)}" if line.agreed_on else "",
                    ),
                )
            )
            for line in lines
        ],
    )


def offer_gaps(lines: Sequence[Gap], harms: Mapping[str, str]) -> Table:
    """Threats against which something is not agreed by anybody."""
    return _table(
        ("Threat", "Nothing agreed that anybody"),
        [
            Row(
                cells=(
                    harms[line.threat],
                    ", ".join(SORT_WORDS[sort].lower() for sort in line.sorts),
                )
            )
            for line in lines
        ],
    )


def counts(line: RunLine) -> Table:
    """What a run found: pairs, safe counts, and nothing else."""
    return _table(
        ("One forum", "Another", "What was counted", "They share"),
        [
            Row(cells=(one, other, sort, about(count).capitalize()))
            for one, other, sort, count in line.counts
        ],
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

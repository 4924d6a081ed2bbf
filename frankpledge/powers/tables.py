"""Powers as the kit's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.powers.catalogue import Holder, Power
from frankpledge.powers.catalogue_file import Change, Fault, makes_available
from frankpledge.powers.forms import in_words
from frankpledge.powers.looking_up import Entry
from frankpledge.powers.reviews import Standing, Waiting
from frankpledge.powers.sheets import Sheet
from frankpledge.powers.taking_in import Changed
from frankpledge.ui.api import Cell, Column, Row, Table, Tone


def table(names: Sequence[str], rows: Sequence[Row]) -> Table:
    """A table with these columns."""
    return Table(columns=tuple(Column(text=name) for name in names), rows=tuple(rows))


def _name(power: Power) -> Cell:
    return Cell(power.name, href=reverse("powers:power", args=[power.code]), note=power.code)


def _law(power: Power) -> Cell:
    tone = Tone.GOOD if power.is_available else Tone.WARNING
    return Cell(power.status_words, tone=tone, note=power.law)


def catalogue(
    powers: Sequence[Power], holders: Mapping[str, Holder], standings: Mapping[str, Standing]
) -> Table:
    """Every power, who holds it, and where its law and its review stand."""
    return table(
        ("Power", "Who holds it", "For", "Its law", "Review"),
        [
            Row(
                cells=(
                    _name(each),
                    ", ".join(dict.fromkeys(holders[token].name for token in each.holders)),
                    ", ".join(each.four_p),
                    _law(each),
                    "Reviewed" if standings[each.code].is_reviewed else "Not reviewed",
                )
            )
            for each in powers
        ],
    )


def not_available(entries: Sequence[Entry]) -> Table:
    """What would be a candidate but for its law."""
    return table(
        ("Power", "Its law", "Review"),
        [
            Row(
                cells=(
                    _name(each.power),
                    _law(each.power),
                    Cell(
                        each.standing.words,
                        note=f"Review again on {each.standing.next_on:%-d %B %Y}"
                        if each.standing.next_on
                        else "",
                    ),
                )
            )
            for each in entries
        ],
    )


def waiting(lines: Sequence[Waiting]) -> Table:
    """What a lawyer has to look over, by statute."""
    return table(
        ("Power", "Law", "Why it waits"),
        [
            Row(cells=(_name(each.power), each.power.law or "None", each.standing.words))
            for each in lines
        ],
    )


def sheets(lines: Sequence[Sheet], area: str) -> Table:
    """The play sheets."""
    query = f"?area={area}" if area else ""
    return table(
        ("Problem", "Who usually leads"),
        [
            Row(
                cells=(
                    Cell(each.problem, href=reverse("powers:sheet", args=[each.code]) + query),
                    each.lead.name,
                )
            )
            for each in lines
        ],
    )


def harms(power: Power) -> str:
    """The kinds of harm that a power is for, in words."""
    return ", ".join(in_words(each) for each in sorted(power.threats))


def faults(found: Sequence[Fault]) -> Table:
    """What is wrong with a file, by line and column."""
    return table(
        ("Line", "Column", "What is wrong"),
        [Row(cells=(str(each.line), each.column, each.reason)) for each in found],
    )


def changes(found: Sequence[Change]) -> Table:
    """What a file would change."""
    return table(
        ("Power", "Column", "Now", "Then"),
        [
            Row(
                cells=(
                    each.power,
                    each.column,
                    each.before or "Nothing",
                    Cell(
                        each.after or "Nothing",
                        note="Makes it available" if makes_available(each) else "",
                    ),
                )
            )
            for each in found
        ],
    )


def change_log(found: Sequence[Changed]) -> Table:
    """What has changed, by whom."""
    return table(
        ("Power", "Column", "Before", "After", "Taken in"),
        [
            Row(
                cells=(
                    Cell(each.power, href=reverse("powers:power", args=[each.power])),
                    each.column,
                    each.before or "Nothing",
                    each.after or "Nothing",
                    Cell(f"{localtime(each.at):%-d %B %Y}", note=each.by),
                )
            )
            for each in found
        ],
    )

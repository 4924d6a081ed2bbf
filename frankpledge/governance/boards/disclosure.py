"""Disclosure: whose each entry is, whether it is fact or opinion, and for whom it is held."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, record
from frankpledge.governance.boards import reading
from frankpledge.governance.models import Basis, BoardPaper
from frankpledge.governance.policies import Act

HEADINGS = ("entry", "what", "originator", "held on behalf of", "fact or opinion", "dated", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLine:
    """One entry as a schedule of third-party material has it."""

    entry: str
    what: str
    originator: str
    held_for: str
    basis: str
    dated: str
    words: str


def entries(row: BoardPaper, *, by: Actor, at: datetime) -> tuple[ScheduleLine, ...]:
    """Every entry of a paper: whose it is, and for whom it is held where that is another agency."""
    facts = reading.facts_of(row, by=by, at=at)
    owner = row.protection.owner
    found = [
        ScheduleLine(
            entry=each.number or each.section,
            what="Paragraph",
            originator=each.originator,
            held_for="" if each.originator_id == owner.id else each.originator,
            basis=Basis(each.basis).label,
            dated=each.written_on.isoformat(),
            words=each.text,
        )
        for each in facts.paragraphs
    ]
    # What a board resolved is the board's, and its council's clerk keeps the minutes themselves.
    decided = localtime(row.considered_at).date().isoformat() if row.considered_at else ""
    found += [
        ScheduleLine(
            entry=f"R{number}",
            what="Resolution",
            originator=row.forum.name,
            held_for=row.forum.name,
            basis=Basis.FACT.label,
            dated=decided,
            words=f"RESOLVED that {text}",
        )
        for number, text in enumerate(facts.line.resolved, start=1)
    ]
    for action in facts.actions:
        for said_at, said_by, words, _ in action.said:
            found.append(
                ScheduleLine(
                    entry=action.reference,
                    what="Report on an action",
                    originator=f"{said_by}, for {action.owner}",
                    held_for="",
                    basis=Basis.FACT.label,
                    dated=localtime(said_at).date().isoformat(),
                    words=words,
                )
            )
    return tuple(found)


@transaction.atomic
def schedule(*, paper_id: UUID, by: Actor, at: datetime) -> str:
    """A paper's entries as CSV, for whoever answers a request or prepares third-party material.

    An entry that is held on behalf of another agency is that agency's to release. Recorded.
    """
    row = reading.open_paper(paper_id, by=by, at=at)
    record(Act.MAKE_SCHEDULE, row, by=by, at=at)
    return as_csv(entries(row, by=by, at=at))


def as_csv(lines: Iterable[ScheduleLine]) -> str:
    """A schedule as a file that no spreadsheet takes for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in lines:
        cells = (
            line.entry, line.what, line.originator, line.held_for, line.basis, line.dated,
            line.words,
        )  # fmt: skip
        writer.writerow([_harmless(cell) for cell in cells])
    return text.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell

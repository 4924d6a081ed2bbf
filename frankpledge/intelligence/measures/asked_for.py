"""What was told in answer to what police asked for, in numbers alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from frankpledge.access.api import Action, Actor
from frankpledge.intelligence import reference_files
from frankpledge.intelligence.measures.counting import USEFUL
from frankpledge.intelligence.models import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """How much was told that names one request, and how much of it the desk called useful."""

    told: int = 0
    useful: int = 0


def told_for(references: Iterable[str], *, by: Actor) -> dict[str, AskedFor]:
    """For each of several requests what was told that names it, as far as *by* may count it.

    Receipts are counted, so that what was let go of still counts. Nothing restricted does,
    whoever looks.
    """
    wanted = list(references)
    useful = [
        row["code"]
        for row in reference_files.rows("usefulness_words.csv")
        if row["grade"] in USEFUL
    ]
    rows = (
        _countable(by)
        .filter(answers_request__in=wanted)
        .values("answers_request")
        .annotate(told=Count("pk"), useful=Count("pk", filter=Q(usefulness__in=useful)))
        .order_by()
    )
    found = {
        row["answers_request"]: AskedFor(told=row["told"], useful=row["useful"]) for row in rows
    }
    return {reference: found.get(reference, AskedFor()) for reference in wanted}


def told_between(first: date, before: date, *, by: Actor) -> tuple[int, int]:
    """How much was told from *first* to *before* that names a request, and how much in all."""
    rows = _countable(by).filter(received_on__gte=first, received_on__lt=before)
    return rows.exclude(answers_request="").count(), rows.count()


def _countable(by: Actor) -> QuerySet[Receipt]:
    return Receipt.open_to(by, Action.AGGREGATE).filter(
        protection__restricted=False, protection__owner_id=by.agency_id
    )

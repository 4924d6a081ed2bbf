"""The county's numbers worked out in another way, and as its page prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.test import Client

from frankpledge.plans.models import QuarterReturn, ReturnFigure, ReturnPart
from frankpledge.plans.returns.adding import in_words
from frankpledge.plans.returns.measures import BY_CODE, Adding


def independent(rows: Iterable[QuarterReturn], code: str, adding: Adding) -> int | None:
    """The county's number, worked out here in another way: straight from the stored rows."""
    numbers, events = [], []
    for row in rows:
        figure = ReturnFigure.objects.get(made_in=row, measure=code)
        if figure.number is not None:
            numbers.append(figure.number)
            parts = ReturnPart.objects.filter(made_in=row, measure=code)
            events += list(parts.values_list("uid", flat=True))
    if not numbers or adding in (Adding.SPREAD, Adding.APART):
        return None
    total = 0
    for number in numbers:
        total += number
    if adding == Adding.EVENTS:
        seen: set[UUID] = set()
        for event in events:
            if event in seen:
                total -= 1
            seen.add(event)
    return total


def printed(rows: Iterable[QuarterReturn], code: str) -> str:
    """The county's number as its page should print it, by another way."""
    measure, found = BY_CODE[code], list(rows)
    figures = ReturnFigure.objects.filter(made_in__in=found, measure=code)
    said = [figure.number for figure in figures if figure.number is not None]
    if measure.adding == Adding.APART:
        return "Not added up"
    if measure.adding == Adding.SPREAD:
        return ", ".join(f"{said.count(each)} say {each}" for each in sorted(set(said))) or (
            "Not known"
        )
    rounded = sum(figure.is_counted and measure.rounded for figure in figures)
    return in_words(independent(found, code, measure.adding), rounded)


def on_the_page(client: Client, round_id: int) -> dict[str, tuple[str, ...]]:
    """Every number of the county's page by its code, as it is printed: the cells of its row."""
    page = client.get(f"/plans/returns/county/{round_id}/").content.decode()
    found: dict[str, tuple[str, ...]] = {}
    for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL):
        code = re.search(rf"/county/{round_id}/([a-z][0-9]+)/", row)
        if code is not None:
            cells = re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)
            words = (" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells)
            found.setdefault(code[1].upper(), tuple(words))
    return found

"""The lists and numbers that asking works by: an area's own file first, else the one shipped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from frankpledge.access.api import Agency
from frankpledge.intelligence import api as intelligence
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems

SHIPPED = Path(__file__).parent / "reference"


class UnknownChoice(DomainError):
    """What was chosen is not among what is offered."""


def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of one list."""
    return problems.reference_rows(name, shipped=SHIPPED)


def words_in(name: str) -> tuple[tuple[str, str], ...]:
    """Codes and words of a list that people choose from."""
    return tuple((row["code"], row["words"]) for row in rows(name))


def number(name: str) -> float:
    """One of the numbers that asking works by."""
    return next(float(row["value"]) for row in rows("asking_rules.csv") if row["name"] == name)


def days(name: str) -> timedelta:
    """One of the numbers, as days."""
    return timedelta(days=number(name))


def telephone_of(agency_code: str) -> tuple[str, str]:
    """The number of an intelligence unit, and what to say. Without one of its own, the line that
    stands for all of them.
    """
    lines = {row["agency"]: row for row in rows("unit_telephones.csv")}
    found = lines.get(agency_code) or lines[""]
    return found["telephone"], found["hours"]


def unit_agencies() -> list[Agency]:
    """Agencies that are intelligence units: their own officers answer for them."""
    agencies = [unit.agency_id for unit in intelligence.units()]
    return list(Agency.objects.filter(id__in=agencies).order_by("name"))

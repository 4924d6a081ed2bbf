"""Whether something is to be mapped as a group at all: an area's own test, as figures of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frankpledge.groups.sorts import Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTest:
    """What an area asks for before it maps a group, and where that comes from."""

    name: str
    least_people: int
    serious_years: int
    recent_months: int
    least_reports: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of something that was put forward. None is what is not known."""

    people: int | None
    is_serious: bool | None
    acts_together: bool | None
    is_current: bool | None
    reports: int | None


def entry_test_of(areas: Sequence[str], rows: Sequence[Mapping[str, str]]) -> EntryTest:
    """The test of the first of *areas* that has its own, else the one that stands for all."""
    by_area = {row["area"]: row for row in rows}
    row = next((by_area[area] for area in areas if area in by_area), None) or by_area[""]
    return EntryTest(
        name=row["name"],
        least_people=int(row["least_people"]),
        serious_years=int(row["serious_years"]),
        recent_months=int(row["recent_months"]),
        least_reports=int(row["least_reports"]),
        source=row["source"],
    )


def fails(entry: Entry, sort: Sort, test: EntryTest) -> tuple[str, ...]:
    """What an entry lacks, in sentences. What is not known does not pass.

    A priority individual stands alone, so is not asked for companions.
    """
    found = []
    if sort != Sort.PRIORITY_INDIVIDUAL:
        if entry.people is None or entry.people < test.least_people:
            found.append(f"It is not known to be {test.least_people} people or more ({test.name}).")
        if not entry.acts_together:
            found.append("It is not known that they act together.")
    if not entry.is_serious:
        found.append(
            f"It is not known that the offending could bring {test.serious_years} years or more."
        )
    if not entry.is_current:
        found.append(
            f"There is no intelligence of the last {test.recent_months} months, as far as is known."
        )
    if entry.reports is None or entry.reports < test.least_reports:
        found.append(f"It does not rest on {test.least_reports} independent reports.")
    return tuple(found)

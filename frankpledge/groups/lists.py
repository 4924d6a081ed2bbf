"""The lists and numbers that groups work by: an area's own file first, else the one shipped."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frankpledge.access.api import areas_around
from frankpledge.groups.entry import EntryTest, entry_test_of
from frankpledge.groups.states import Rules
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems

SHIPPED = Path(__file__).parent / "reference"


class UnknownChoice(DomainError):
    """What was chosen is not among what is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """One kind of threat, and between which days it stands on the list."""

    code: str
    label: str
    parent: str
    family: str
    valid_from: date
    valid_to: date | None
    source: str

    def stands_on(self, day: date) -> bool:
        """Whether the list held it on *day*. On the last day itself it has gone."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of one list."""
    return problems.reference_rows(name, shipped=SHIPPED)


def number(name: str) -> float:
    """One of the numbers that groups work by. Raises `StopIteration` for one that is not there."""
    return next(float(row["value"]) for row in rows("group_rules.csv") if row["name"] == name)


def state_rules() -> Rules:
    """The numbers of the state machine, as this area has set them."""
    return Rules(
        least_coverage=number("least_coverage"),
        plan_days=int(number("plan_days")),
        no_intelligence_months=int(number("no_intelligence_months")),
        dispose_years=int(number("dispose_years")),
    )


def all_threats() -> tuple[Threat, ...]:
    """Every threat that ever stood on the list, as the list has them."""
    return tuple(
        Threat(
            code=row["code"],
            label=row["label"],
            parent=row["parent"],
            family=row["family"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            source=row["source"],
        )
        for row in rows("threats.csv")
    )


def threats_on(day: date) -> tuple[Threat, ...]:
    """The threats that stand on the list on *day*."""
    return tuple(each for each in all_threats() if each.stands_on(day))


def threat_words(codes: Iterable[str]) -> tuple[str, ...]:
    """What threats are called, whatever the day: a record keeps the words it was made with."""
    known = {each.code: each.label for each in all_threats()}
    return tuple(known.get(code, code) for code in codes)


def checked_threats(codes: Iterable[str], on: date, *, argument: str = "threats") -> list[str]:
    """These codes, if each stands on the list on that day. Raises `UnknownChoice` if not."""
    known = {each.code for each in threats_on(on)}
    wanted = list(dict.fromkeys(codes))
    if not wanted or not set(wanted) <= known:
        raise UnknownChoice("Choose a threat from the list as it stands today", argument=argument)
    return wanted


def entry_test(area: str, on: date) -> EntryTest:
    """The entry test of the force in which *area* lies, or the statute's."""
    around = sorted(areas_around(area, on), key=lambda code: (code != area, code))
    return entry_test_of(around, rows("entry_tests.csv"))


def review_months(tier: str) -> int:
    """Within how many months a group of a tier is reviewed."""
    found = [int(row["review_months"]) for row in rows("tiers.csv") if row["tier"] == tier]
    return found[0] if found else 3


def tier_suggested_by(code: str) -> str:
    """The tier that the list gives for a score's code. Somebody decides; this decides nothing."""
    rows_by_code = {
        each: row["tier"] for row in rows("tiers.csv") for each in row["codes"].split("|") if each
    }
    fallback = next(row["tier"] for row in rows("tiers.csv") if not row["codes"])
    return rows_by_code.get(code, fallback)


def draw_codename() -> str:
    """Two words and a number that say nothing of what they name: drawn, never chosen."""
    words: dict[str, list[str]] = {"first": [], "second": []}
    for row in rows("codename_words.csv"):
        words[row["place"]].append(row["word"])
    drawn = int.from_bytes(os.urandom(8), "big")
    drawn, first = divmod(drawn, len(words["first"]))
    drawn, second = divmod(drawn, len(words["second"]))
    return f"{words['first'][first]} {words['second'][second]} {10 + drawn % 90}"

"""What asks for a second person before anything leaves the unit, by rules kept as a list. Pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frankpledge.intelligence import reference_files

FILE = "four_eyes.csv"
ALWAYS = ("code_c", "child", "small_source_set")
"""Rules that every list holds: an installation may add to them and leave none of them out."""


class UnusableRules(ValueError):
    """The list of what asks for a second person cannot be worked by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reason for a second person: conditions that all hold, or a share drawn at random."""

    code: str
    conditions: Mapping[str, str]
    sample: float | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules may ask. `drawn` is the lot of this report: see `lot_of`."""

    code: str
    concerns_child: bool
    small_source_set: bool
    drawn: float


def second_person_rules(facts: Facts, rules: Iterable[Rule] | None = None) -> list[str]:
    """Codes of what asks for a second person's approval: none means that nobody need be asked."""
    known = rules_in_force() if rules is None else rules
    given = {
        "code": facts.code,
        "concerns_child": "yes" if facts.concerns_child else "no",
        "small_source_set": "yes" if facts.small_source_set else "no",
    }
    always = [
        rule.code
        for rule in known
        if rule.sample is None
        and all(given[name] == value for name, value in rule.conditions.items())
    ]
    if always:
        return always
    return [rule.code for rule in known if rule.sample is not None and facts.drawn < rule.sample]


def lot_of(reference: str, key: bytes) -> float:
    """A number from 0 to 1 that is always the same for one report, and that nobody without the
    key can foretell, so that nobody knows beforehand which of their work is looked at."""
    drawn = hmac.new(key, f"second look {reference}".encode(), hashlib.sha256).digest()
    # As many bits as a float holds exactly, so that the lot is always below 1.
    return (int.from_bytes(drawn[:8], "big") >> 11) / 2**53


def words_for(code: str) -> str:
    """Why a second person is asked, in a sentence; the code itself for a rule since left out."""
    return next((rule.words for rule in rules_in_force() if rule.code == code), code)


def rules_in_force() -> list[Rule]:
    """The rules of this installation. Raises `UnusableRules`."""
    return rules_from(reference_files.rows(FILE))


def rules_from(rows: Iterable[Mapping[str, str]]) -> list[Rule]:
    """Rules out of the lines of a list. Raises `UnusableRules` with every fault."""
    found, faults = [], []
    for number, row in enumerate(rows, start=2):
        conditions = {
            name: row[name]
            for name in ("code", "concerns_child", "small_source_set")
            if row.get(name)
        }
        sample = _share(row.get("sample") or "")
        if row.get("sample") and sample is None:
            faults.append(f"line {number}: the sample is no share from 0 to 1")
        if bool(conditions) == bool(row.get("sample")):
            faults.append(f"line {number}: give either conditions or a sample")
        found.append(
            Rule(code=row["rule"], conditions=conditions, sample=sample, words=row["words"])
        )
    codes = [rule.code for rule in found]
    faults += [f"“{code}” is left out" for code in ALWAYS if code not in codes]
    if faults:
        raise UnusableRules(f"{FILE}: " + "; ".join(faults))
    return found


def _share(written: str) -> float | None:
    try:
        share = float(written)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None

"""Which queue something goes to, by rules that are kept as a list, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.models import Risk

FILE = "routing_rules.csv"
CONDITIONS = ("danger", "urgent", "risk", "district", "way", "agency_kind", "accredited")
_COLUMNS = ("rule", "queue", "first", *CONDITIONS, "why")
_YES_OR_NO = ("danger", "urgent", "accredited")
_BY_KIND = "A rule on the kind of agency that told it"


class UnusableRules(ValueError):
    """The list of routing rules cannot be worked by. The message names every fault and its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a rule may ask of something that was told."""

    danger: bool = False
    urgent: bool = False
    risk: str = "none"
    district: str = ""
    way: str = ""
    agency_kind: str = ""
    accredited: bool = False

    def value_of(self, condition: str) -> str:
        """One fact as a rule writes it."""
        value = getattr(self, condition)
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the list: every condition that is given must hold.

    What comes first is urgent too: its clock is the short one.
    """

    code: str
    queue: str
    comes_first: bool
    conditions: Mapping[str, frozenset[str]]
    why: str

    def holds(self, facts: Facts) -> bool:
        """Whether every condition holds. A rule without one holds always."""
        return all(
            facts.value_of(condition) in values for condition, values in self.conditions.items()
        )

    @property
    def reason(self) -> str:
        """Why something is in the queue. Never which kind of agency told it, which could be one."""
        return _BY_KIND if "agency_kind" in self.conditions else self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """The queue that something is in, and each rule that says so, the deciding one first."""

    queue: str
    comes_first: bool
    why: tuple[str, ...]
    rules: tuple[str, ...]


def routed(facts: Facts, rules: Sequence[Rule]) -> Routed:
    """Where something goes: the first rule that holds decides, and the others add their reasons.

    The rule that holds always is a reason only where no other is.
    """
    holding = [rule for rule in rules if rule.holds(facts)]
    decides = holding[0]
    said = [rule for rule in holding if rule.conditions] or holding[:1]
    return Routed(
        queue=decides.queue,
        comes_first=any(rule.comes_first for rule in holding),
        why=tuple(dict.fromkeys(rule.reason for rule in said)),
        rules=tuple(rule.code for rule in said),
    )


def rules() -> tuple[Rule, ...]:
    """The rules of this installation, in order. Raises `UnusableRules`."""
    return rules_from(reference_files.rows(FILE))


def queues() -> list[str]:
    """The names of the queues, each once, in the order of the rules."""
    return list(dict.fromkeys(rule.queue for rule in rules()))


def rules_from(rows: Iterable[Mapping[str, str]]) -> tuple[Rule, ...]:
    """Rules out of the lines of a list. Raises `UnusableRules`."""
    lines = list(rows)
    faults = [
        f"line {number}: {fault}"
        for number, row in enumerate(lines, start=2)
        for fault in _faults_of(row)
    ]
    codes = [row.get("rule", "") for row in lines]
    faults += [
        f"two rules are called {code}" for code in sorted(set(codes)) if codes.count(code) > 1
    ]
    found = [_rule(row) for row in lines] if not faults else []
    if not faults and not (found and not found[-1].conditions):
        faults.append("the last rule must hold always, so that nothing is without a queue")
    faults += [
        f"rule {rule.code} holds always, so nothing comes to the rules after it"
        for rule in found[:-1]
        if not rule.conditions
    ]
    if faults:
        raise UnusableRules(f"{FILE}: " + "; ".join(faults))
    return tuple(found)


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        code=row["rule"],
        queue=row["queue"],
        comes_first=row.get("first") == "yes",
        conditions={name: frozenset(row[name].split("|")) for name in CONDITIONS if row.get(name)},
        why=row["why"],
    )


def _faults_of(row: Mapping[str, str]) -> Iterable[str]:
    for column in row.keys() - set(_COLUMNS):
        yield f"there is no condition “{column}”"
    for column in ("rule", "queue", "why"):
        if not row.get(column):
            yield f"“{column}” is empty"
    for column in ("first", *_YES_OR_NO):
        if row.get(column, "") not in ("", "yes", "no"):
            yield f"“{column}” is neither yes nor no"
    for value in (row.get("risk") or "").split("|"):
        if value and value not in Risk.values:
            yield f"there is no risk “{value}”"

"""What may be made of something that was told, and what each outcome asks for, kept as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.models import SUPERVISORS_ONLY, Outcome
from frankpledge.kernel import DomainError

FILE = "outcome_codes.csv"
ASKABLE = ("passed_to", "passed_door", "passed_reference", "passed_at", "same_as", "note")
ALWAYS_ASKED: Mapping[str, frozenset[str]] = {
    Outcome.IMMINENT: frozenset({"passed_reference", "passed_to", "passed_at"}),
    Outcome.SAFEGUARDING: frozenset({"passed_door", "passed_reference"}),
    Outcome.CRIME: frozenset({"passed_reference"}),
    Outcome.TERRORISM: frozenset({"passed_to"}),
    Outcome.DUPLICATE: frozenset({"same_as"}),
}
"""What no installation may leave out: the database refuses a report without it."""


class UnusableOutcomes(ValueError):
    """The list of outcomes cannot be worked by. The message names every fault."""


class NotSaid(DomainError):
    """The outcome asks for something that was not given."""


class NotThen(DomainError):
    """Something is said to have been passed on before it came, or later than now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What an outcome asks for: who has it now, and under which reference."""

    passed_to: str = ""
    passed_door: str = ""
    passed_reference: str = ""
    passed_at: datetime | None = None
    same_as: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRule:
    """One outcome: its short code, what it asks for and what it does."""

    code: str
    outcome: Outcome
    asks: tuple[str, ...]
    may_ask: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    supervisors_only: bool
    purge_after_days: int | None
    done: str

    @property
    def title(self) -> str:
        """Its name in a sentence."""
        return str(self.outcome.label)

    @property
    def fields(self) -> tuple[str, ...]:
        """Everything that its form asks, in order."""
        return tuple(name for name in ASKABLE if name in (*self.asks, *self.may_ask))


SENTENCES = {
    "passed_to": "Enter the name of whoever took it",
    "passed_door": "Enter which safeguarding team or door took it",
    "passed_at": "Enter the time at which it was passed on",
    "same_as": "Choose which report it is a duplicate of",
    "note": "Enter why",
}


def refuse_unsaid(
    rule: OutcomeRule, passed: Passed, *, received_at: datetime, at: datetime
) -> None:
    """Raise `NotSaid` for what the outcome asks and was not given, and `NotThen` for a time that
    cannot be."""
    for name in rule.asks:
        value = getattr(passed, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            label = rule.labels.get(name)
            sentence = f"Enter this: {label[0].lower()}{label[1:]}" if label else SENTENCES[name]
            raise NotSaid(sentence, argument=name)
    if passed.passed_at is not None and not received_at <= passed.passed_at <= at:
        raise NotThen("Enter a time between the one at which it came and now", argument="passed_at")


def outcome_rules() -> list[OutcomeRule]:
    """Every outcome of this installation, in order. Raises `UnusableOutcomes`."""
    return rules_from(reference_files.rows(FILE))


def rule_for(outcome: str) -> OutcomeRule | None:
    """The rule of an outcome, or None for what is none."""
    return next((rule for rule in outcome_rules() if rule.outcome == outcome), None)


def rules_from(rows: Iterable[Mapping[str, str]]) -> list[OutcomeRule]:
    """Outcomes out of the lines of a list. Raises `UnusableOutcomes`."""
    lines = list(rows)
    faults = [
        f"line {number}: {fault}"
        for number, row in enumerate(lines, start=2)
        for fault in _faults_of(row)
    ]
    given = [row["outcome"] for row in lines]
    faults += [
        f"“{one}” is given {given.count(one)} times"
        for one in Outcome.values
        if given.count(one) != 1
    ]
    if faults:
        raise UnusableOutcomes(f"{FILE}: " + "; ".join(faults))
    return [_rule(row) for row in lines]


def _rule(row: Mapping[str, str]) -> OutcomeRule:
    words = row["asks"].split()
    labels = {"passed_reference": row["reference_is"], "passed_to": row["passed_to_is"]}
    return OutcomeRule(
        code=row["code"],
        outcome=Outcome(row["outcome"]),
        asks=tuple(word for word in words if not word.endswith("?")),
        may_ask=tuple(word[:-1] for word in words if word.endswith("?")),
        labels={name: label for name, label in labels.items() if label},
        supervisors_only=row["supervisors_only"] == "yes",
        purge_after_days=int(row["purge_after_days"]) if row["purge_after_days"] else None,
        done=row["done"],
    )


def _faults_of(row: Mapping[str, str]) -> Iterable[str]:
    if row["outcome"] not in Outcome.values:
        yield f"there is no outcome “{row['outcome']}”"
    asked = row["asks"].split()
    for word in asked:
        if word.rstrip("?") not in ASKABLE:
            yield f"nothing is called “{word}”"
    for name in sorted(ALWAYS_ASKED.get(row["outcome"], frozenset()) - set(asked)):
        yield f"“{name}” may not be left out"
    if (row["supervisors_only"] == "yes") != (row["outcome"] in SUPERVISORS_ONLY):
        yield "which outcomes are for supervisors only is not a choice"
    days = row["purge_after_days"]
    if days and (not days.isdigit() or int(days) < SOONEST_PURGE):
        yield f"what was told is kept for {SOONEST_PURGE} days at least"


SOONEST_PURGE = 90
"""The database lets nothing go sooner."""

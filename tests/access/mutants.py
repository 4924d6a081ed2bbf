"""Wrong rules on purpose: the rule's own text with one small change, and how soon it is caught."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.access.cases import near_misses
from tests.access.malformed import malformed_cases
from tests.access.oracle import Oracle
from tests.access.production import policy_table

RULE = "frankpledge.access.rule"
CASES = "frankpledge.access.cases"
LAYERS = (RULE, CASES)
"""The modules that make a decision, lower first: a mutant is a fresh copy of all of them."""

Decide = Callable[[object], Any]


class Misfit(ValueError):
    """The text to be replaced is not there exactly once."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: `old`, which must occur exactly once in the module's text, becomes `new`."""

    name: str
    old: str
    new: str
    module: str = RULE


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A case and what the oracle says of it; the clause only where the case is well formed."""

    case: Any
    allow: bool
    clause: str | None
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """How a mutant was caught: after how many cases, by which, and what it answered."""

    after: int
    made: str
    answer: str


def text_of(module: str) -> str:
    """The module's text as it stands."""
    if module not in LAYERS:
        raise Misfit(f"{module} is no part of the rule")
    return Path(str(import_module(module).__file__)).read_text(encoding="utf-8")


def mutated_text(mutation: Mutation) -> str:
    """The module's text with the change made."""
    text = text_of(mutation.module)
    found = text.count(mutation.old)
    if found != 1 or mutation.old == mutation.new:
        raise Misfit(f"{mutation.name}: the old text occurs {found} times in {mutation.module}")
    return text.replace(mutation.old, mutation.new)


@contextmanager
def standing_in(modules: dict[str, ModuleType]) -> Iterator[None]:
    """For as long as it lasts, an import of these names finds these modules."""
    kept = {name: import_module(name) for name in modules}
    packages = {name: import_module(name.rpartition(".")[0]) for name in modules}

    def put(each: dict[str, ModuleType]) -> None:
        for name, module in each.items():
            sys.modules[name] = module
            setattr(packages[name], name.rpartition(".")[2], module)

    put(modules)
    try:
        yield
    finally:
        put(kept)


def decider(mutation: Mutation | None = None) -> Decide:
    """`decide_case` of a fresh copy of the rule, with this change; without one, as it stands."""
    texts = {name: text_of(name) for name in LAYERS}
    if mutation is not None:
        texts[mutation.module] = mutated_text(mutation)
    package = RULE.rpartition(".")[0]
    fresh = {name: ModuleType(name) for name in LAYERS}
    with standing_in(fresh):
        for name, module in fresh.items():
            module.__dict__.update(__package__=package, __file__=f"<mutant of {name}>")
            exec(compile(texts[name], f"<mutant of {name}>", "exec"), module.__dict__)
    decide: Decide = fresh[CASES].decide_case
    return decide


@cache
def questions(count: int, seed: int) -> Sequence[Question]:
    """Near misses, and after them the lines that cannot be read, with the oracle's answers."""
    table = policy_table()
    oracle = Oracle(table)
    broken = [
        Question(case=case, allow=False, clause=None, made=name)
        for name, case in malformed_cases(table)
    ]
    asked = []
    for near_miss in near_misses(table, seed=seed, count=count - len(broken)):
        answer = oracle.judge_well_formed(near_miss.case)
        asked.append(
            Question(
                case=near_miss.case, allow=answer.allow, clause=answer.clause, made=near_miss.made
            )
        )
    asked += broken
    return tuple(asked)


def first_difference(decide: Decide, asked: Sequence[Question]) -> Death | None:
    """The first question that this decider answers otherwise than the oracle, or none."""
    for index, question in enumerate(asked):
        try:
            verdict = decide(question.case)
            same = verdict.allow == question.allow and question.clause in (None, verdict.clause)
            answer = str(verdict.clause)
        except Exception as problem:
            same, answer = False, repr(problem)
        if not same:
            return Death(after=index + 1, made=question.made, answer=answer)
    return None


def killed(mutation: Mutation, *, within: int, seed: int) -> Death | None:
    """How this mutant was caught within so many cases, or none if it got away."""
    return first_difference(decider(mutation), questions(within, seed))

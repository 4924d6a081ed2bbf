"""Every wrong rule is caught: no part of the rule could be lost without a test that says so."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.access.mutants import (
    Misfit,
    Mutation,
    decider,
    first_difference,
    killed,
    mutated_text,
    questions,
)
from tests.access.mutations import MUTATIONS

SEED = int(os.environ.get("FRANKPLEDGE_SEED", "20260416"))
WITHIN = 20_000
AT_LEAST = 40


def test_there_are_enough_wrong_rules_and_no_two_alike() -> None:
    assert len(MUTATIONS) >= AT_LEAST
    names = Counter(mutation.name for mutation in MUTATIONS)
    assert [name for name, times in names.items() if times > 1] == []
    changes = {(mutation.module, mutation.old, mutation.new) for mutation in MUTATIONS}
    assert len(changes) == len(MUTATIONS)


def test_the_rule_as_it_stands_is_caught_at_nothing() -> None:
    difference = first_difference(decider(), questions(WITHIN, SEED))
    assert difference is None, (SEED, difference)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[mutation.name for mutation in MUTATIONS])
def test_a_wrong_rule_is_caught(mutation: Mutation) -> None:
    death = killed(mutation, within=WITHIN, seed=SEED)
    assert death is not None, f"seed {SEED}: {mutation.name} was not caught in {WITHIN} cases"


@pytest.mark.parametrize("old", ["", "no such text in the rule", "\n"])
def test_a_change_that_does_not_fit_is_no_mutant(old: str) -> None:
    with pytest.raises(Misfit):
        mutated_text(Mutation("misfit", old, "something else"))

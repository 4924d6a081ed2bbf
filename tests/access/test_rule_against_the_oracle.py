"""The rule and the oracle, written apart, say the same of every near miss and every broken line."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import Any

import pytest

from tests.access.cases import NearMiss, near_misses
from tests.access.malformed import malformed_cases
from tests.access.oracle import CLAUSES, Answer, Oracle
from tests.access.production import decide_case, policy_table
from tests.access.twists import BREAKS

SEED = int(os.environ.get("FRANKPLEDGE_SEED", "20260415"))
FULL = os.environ.get("FULL", "") not in ("", "0")
USUAL, THOROUGH = 20_000, 1_000_000 if FULL else 200_000
EVERY_CLAUSE, EVERY_BOUNDARY, IN = 500, 100, 200_000
BOUNDARIES = {twist.name for listed in BREAKS.values() for twist in listed if twist.at_now}


class Tally:
    """What a run was made of, so that agreement on easy cases does not count as agreement."""

    def __init__(self) -> None:
        self.cases = self.allowed = self.denied = self.denied_once = 0
        self.clauses: Counter[str] = Counter()
        self.boundaries: Counter[str] = Counter()

    def add(self, near_miss: NearMiss, answer: Answer) -> None:
        """Count one case."""
        self.cases += 1
        if answer.allow:
            self.allowed += 1
            return
        self.denied += 1
        if len(answer.reasons) == 1:
            self.denied_once += 1
            self.clauses[answer.clause] += 1
            if near_miss.boundary:
                self.boundaries[near_miss.boundary] += 1

    def gate(self) -> None:
        """Refuse a run that is not made of near misses."""
        share = self.cases / IN
        assert 0.10 <= self.allowed / self.cases <= 0.40, self.described()
        assert self.denied_once / self.denied >= 0.80, self.described()
        for clause in CLAUSES:
            assert self.clauses[clause] >= EVERY_CLAUSE * share, (clause, self.described())
        for boundary in BOUNDARIES:
            assert self.boundaries[boundary] >= EVERY_BOUNDARY * share, (boundary, self.described())

    def described(self) -> str:
        """The run in figures."""
        return (
            f"seed {SEED}: {self.cases} cases, {self.allowed} allowed, {self.denied} denied, "
            f"{self.denied_once} for one reason alone; alone by clause {dict(self.clauses)}; "
            f"at the very moment {dict(self.boundaries)}"
        )


def compare(count: int) -> Tally:
    """Ask both of so many near misses, and stop at the first difference."""
    oracle, tally = Oracle(policy_table()), Tally()
    for index, near_miss in enumerate(near_misses(policy_table(), seed=SEED, count=count)):
        answer = oracle.judge_well_formed(near_miss.case)
        verdict = decide_case(near_miss.case)
        if (verdict.allow, verdict.clause) != (answer.allow, answer.clause):
            pytest.fail(
                f"seed {SEED}, case {index} ({near_miss.made}): the rule says {verdict.clause}, "
                f"the oracle {answer.clause} of {sorted(answer.reasons)}\n"
                + json.dumps(near_miss.case)
            )
        tally.add(near_miss, answer)
    return tally


def test_the_rule_and_the_oracle_agree_on_near_misses() -> None:
    compare(USUAL).gate()


@pytest.mark.thorough
def test_the_rule_and_the_oracle_agree_on_very_many_near_misses() -> None:
    tally = compare(THOROUGH)
    tally.gate()
    sys.stdout.write(tally.described())


def test_every_near_miss_is_what_it_was_meant_to_be() -> None:
    oracle = Oracle(policy_table())
    for near_miss in near_misses(policy_table(), seed=SEED + 1, count=5_000):
        answer = oracle.judge(near_miss.case)
        assert answer.well_formed, (SEED, near_miss)
        if near_miss.made.startswith("twice"):
            assert answer.reasons, (SEED, near_miss)
        else:
            assert answer.reasons == set(near_miss.broken), (SEED, near_miss, answer)


MALFORMED = malformed_cases(policy_table())


@pytest.mark.parametrize(
    "case", [case for _, case in MALFORMED], ids=[name for name, _ in MALFORMED]
)
def test_what_cannot_be_read_is_refused(case: Any) -> None:
    answer = Oracle(policy_table()).judge(case)
    assert not answer.allow
    verdict = decide_case(case)
    assert verdict.allow is False
    assert verdict.clause in CLAUSES


def test_what_the_malformed_cases_are_made_from_is_allowed() -> None:
    whole = [case for name, case in malformed_cases(policy_table(), whole=True)]
    assert len(whole) >= 3
    assert all(decide_case(case).allow for case in whole)
    assert all(Oracle(policy_table()).judge(case).allow for case in whole)


def test_a_list_of_other_cases_says_nothing_of_this_one() -> None:
    """The rule keeps nothing between two questions: asked backwards, it answers the same."""
    cases = [each.case for each in near_misses(policy_table(), seed=SEED + 2, count=2_000)]
    forwards = [decide_case(case) for case in cases]
    backwards = [decide_case(case) for case in reversed(cases)]
    assert forwards == backwards[::-1]


def test_the_printed_policy_is_closed_downward_and_its_purposes_nest() -> None:
    table = policy_table()
    oracle = Oracle(table)
    for role, pairs in table["permissions"].items():
        assert {(action, kind) for action, kind in pairs} == oracle.granted[role], role
    for action, reach in oracle.reach.items():
        for lower in reach:
            assert oracle.purposes[action] <= oracle.purposes[lower], (action, lower)
        if action in {"export", "edit", "share", "comment"}:
            assert {"read", "discover"} <= reach
    assert json.loads(json.dumps(table)) == table

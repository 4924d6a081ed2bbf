"""The worlds in which rule and database are compared are rich enough to tell them apart."""

from __future__ import annotations

import pytest

from tests.access.oracle import CLAUSES, Oracle
from tests.access.production import decide_case, policy_table
from tests.access.worlds import DEEPEST, World, world

SEEDS = [11, 12, 13, 14, 15]


@pytest.fixture(scope="module", params=SEEDS)
def here(request: pytest.FixtureRequest) -> World:
    return world(request.param, 30, 40, table=policy_table())


def test_the_same_seed_makes_the_same_world(here: World) -> None:
    table = policy_table()
    again = [world(seed, 30, 40, table=table) for seed in SEEDS]
    assert sum(each == here for each in again) == 1


def test_most_records_are_open_to_some_and_not_to_most(here: World) -> None:
    oracle = Oracle(here.table)
    shares = [
        sum(
            oracle.judge_well_formed(here.case(each, "read", thing)).allow for each in here.subjects
        )
        / len(here.subjects)
        for thing in here.objects
    ]
    assert sum(0.10 <= share <= 0.40 for share in shares) >= 0.6 * len(shares), shares
    assert max(shares) < 0.9


def test_the_worlds_meet_every_clause_that_finding_and_reading_can_meet() -> None:
    oracle = Oracle(policy_table())
    met: set[str] = set()
    for seed in SEEDS:
        for case in world(seed, 30, 40, table=policy_table()).cases("read"):
            reasons = oracle.judge_well_formed(case).reasons
            met |= reasons if len(reasons) == 1 else set()
    assert met == set(CLAUSES) - {"purpose", "owner"}


def test_a_world_holds_together(here: World) -> None:
    things = {thing["id"]: thing for thing in here.objects}
    people = {subject["id"]: subject for subject in here.subjects}
    assert len(things) == len(here.objects)
    assert len(people) == len(here.subjects)
    for thing in here.objects:
        parent, depth = thing["parent"], 0
        while parent is not None:
            assert things[parent["id"]] == parent
            parent, depth = parent["parent"], depth + 1
        assert depth <= DEEPEST
    for subject in here.subjects:
        if subject["delegation"] is not None:
            principal = subject["delegation"]["principal"]
            known = {**people[principal["id"]], "delegation": None}
            assert principal == known
            assert principal["id"] != subject["id"]
    for person, record, _ in here.break_glass:
        assert person in people
        assert record in things


@pytest.mark.parametrize("action", ["discover", "read", "edit", "share", "export", "aggregate"])
def test_rule_and_oracle_agree_in_the_worlds(here: World, action: str) -> None:
    oracle = Oracle(here.table)
    for case in here.cases(action):
        answer, verdict = oracle.judge(case), decide_case(case)
        assert answer.well_formed
        assert (verdict.allow, verdict.clause) == (answer.allow, answer.clause), case

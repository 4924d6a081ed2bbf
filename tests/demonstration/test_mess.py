"""The plan of the mess is a plan: counts for each size, none of them nothing."""

import dataclasses

import pytest

from frankpledge.demonstration.county import SIZES
from frankpledge.demonstration.mess import PLANS, MessPlan


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_kind_of_mess_is_there_at_least_once(plan: MessPlan) -> None:
    assert len(plan.counts()) >= 25
    assert all(count >= 1 for count in plan.counts().values())


def test_there_is_a_plan_for_every_size() -> None:
    assert set(PLANS) == set(SIZES)
    assert all(plan.size == size for size, plan in PLANS.items())


def test_a_larger_demonstration_holds_more_of_it() -> None:
    small, large = PLANS["district"].counts(), PLANS["county"].counts()
    assert small.keys() == large.keys()
    assert all(large[kind] >= count for kind, count in small.items())
    assert sum(large.values()) > 2 * sum(small.values())


def test_a_plan_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLANS["district"].people.leavers = 0  # type: ignore[misc]

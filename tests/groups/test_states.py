"""The life of a group: every move and no other, walked at random against an account kept apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from frankpledge.groups.states import (
    ENDED,
    MOVES,
    Archived,
    Facts,
    Ground,
    Mover,
    Rules,
    Status,
    blocks,
    months_between,
    work_is_blocked,
)

RULES = Rules(least_coverage=0.6, plan_days=28, no_intelligence_months=6, dispose_years=6)
DAY = date(2026, 4, 15)
READY = Facts(
    on=DAY,
    schemes=frozenset({"attributes", "harm"}),
    coverage=0.8,
    tier="T3",
    has_lead=True,
    plan_due_on=DAY + timedelta(days=14),
    reason="In custody until 2027",
    archived=Archived.DISMANTLED,
    proposed=True,
    debrief="What was learned",
    last_intelligence_on=DAY,
    archived_on=DAY - timedelta(days=7 * 366),
    assessed_on=DAY,
    core_is_out_of_action=True,
    other="Another",
    agreed_by_protection_officer=True,
)
BREAKS: dict[tuple[Status, Status], list[dict[str, object]]] = {
    (Status.TRIGGERED, Status.SCOPING): [{"entry_fails": ("It is not known.",)}],
    (Status.TRIGGERED, Status.REJECTED): [{"reason": ""}],
    (Status.SCOPING, Status.REJECTED): [{"reason": ""}],
    (Status.SCOPING, Status.ASSESSED): [
        {"schemes": frozenset({"harm"})},
        {"schemes": frozenset({"attributes"})},
        {"coverage": 0.5},
    ],
    (Status.ASSESSED, Status.ACTIVE): [
        {"tier": ""},
        {"has_lead": False},
        {"plan_due_on": None},
        {"plan_due_on": DAY + timedelta(days=29)},
        {"plan_due_on": DAY - timedelta(days=1)},
    ],
    (Status.ACTIVE, Status.MONITORED): [{"core_is_out_of_action": False}, {"reason": ""}],
    (Status.ACTIVE, Status.ARCHIVED): [
        {"archived": None},
        {"debrief": ""},
        {"proposed": False},
        {"proposed_by_mover": True},
        {"archived": Archived.MERGED, "other": ""},
        {"archived": Archived.NO_CURRENT_INTELLIGENCE},
    ],
    (Status.ARCHIVED, Status.ACTIVE): [
        {"assessed_on": DAY - timedelta(days=8 * 366)},
        {"last_intelligence_on": DAY - timedelta(days=8 * 366)},
        {"last_intelligence_on": None},
        {"schemes": frozenset({"harm"})},
    ],
    (Status.ARCHIVED, Status.DISPOSED): [
        {"archived_on": DAY - timedelta(days=5 * 365)},
        {"reason": ""},
    ],
    (Status.ACTIVE, Status.ERROR): [{"agreed_by_protection_officer": False}],
}


@pytest.mark.parametrize(("start", "to"), [(a, b) for a in Status for b in Status])
def test_only_the_moves_that_are_laid_down_can_be_made(start, to):
    assert (blocks(start, to, READY, RULES) == ()) == ((start, to) in MOVES)


@pytest.mark.parametrize(
    ("start", "to", "broken"), [(*move, each) for move, all_ in BREAKS.items() for each in all_]
)
def test_each_thing_that_is_asked_for_is_needed(start, to, broken):
    assert blocks(start, to, replace(READY, **broken), RULES)


def test_little_known_may_go_on_with_a_reason():
    facts = replace(READY, coverage=0.2, waiver="Its scoring waits for another body")

    assert blocks(Status.SCOPING, Status.ASSESSED, facts, RULES) == ()


def test_nobody_may_do_it_all_alone():
    assert {MOVES[move] for move in MOVES} == set(Mover)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 4000))
def test_months_are_counted_whole(start, days):
    end = start + timedelta(days=days)
    months = months_between(start, end)

    assert months <= days / 28
    assert months >= days / 31 - 1


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("ground", list(Ground))
@pytest.mark.parametrize("days", [0, 28, 29, 400])
def test_work_waits_for_an_assessment_except_to_keep_somebody_safe(status, ground, days):
    found = work_is_blocked(status, DAY - timedelta(days=days), on=DAY, days=28, ground=ground)
    unassessed = status in (Status.TRIGGERED, Status.SCOPING)

    if status in ENDED:
        assert found
    elif unassessed and days > 28 and ground == Ground.ORDINARY:
        assert "assessment" in found
    else:
        assert found == ""


class Life(RuleBasedStateMachine):
    """A group that people try to move anywhere, with facts that come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.status = Status.TRIGGERED
        self.facts = replace(
            READY, schemes=frozenset(), coverage=0.0, tier="", has_lead=False, proposed=False
        )
        self.been: list[Status] = [Status.TRIGGERED]
        self.assessed_since_archive = False

    @rule()
    def assess(self) -> None:
        self.facts = replace(
            self.facts,
            schemes=frozenset({"attributes", "harm"}),
            coverage=0.7,
            assessed_on=self.facts.on,
        )
        self.assessed_since_archive = True

    @rule(tier=st.sampled_from(["T1", "T4"]), lead=st.booleans())
    def decide(self, tier: str, lead: bool) -> None:
        self.facts = replace(self.facts, tier=tier, has_lead=lead)

    @rule(proposed=st.booleans(), mover=st.booleans())
    def propose(self, proposed: bool, mover: bool) -> None:
        self.facts = replace(self.facts, proposed=proposed, proposed_by_mover=mover)

    @rule(days=st.integers(1, 900))
    def wait(self, days: int) -> None:
        on = self.facts.on + timedelta(days=days)
        self.facts = replace(self.facts, on=on, plan_due_on=on + timedelta(days=20))

    @rule()
    def hear(self) -> None:
        self.facts = replace(self.facts, last_intelligence_on=self.facts.on)

    @rule(to=st.sampled_from(list(Status)))
    @precondition(lambda self: True)
    def move(self, to: Status) -> None:
        if blocks(self.status, to, self.facts, RULES):
            return
        if to == Status.ARCHIVED:
            self.facts = replace(self.facts, archived_on=self.facts.on, schemes=frozenset())
            self.assessed_since_archive = False
        if self.status == Status.ARCHIVED and to == Status.ACTIVE:
            assert self.assessed_since_archive, "never a bare flip of a flag"
        self.status = to
        self.been.append(to)

    @invariant()
    def nothing_is_active_that_was_not_assessed(self) -> None:
        if Status.ACTIVE in self.been:
            before = self.been[: self.been.index(Status.ACTIVE)]
            assert Status.ASSESSED in before
            assert Status.SCOPING in before

    @invariant()
    def what_is_active_has_a_tier_when_it_becomes_so(self) -> None:
        if self.been[-1] == Status.ACTIVE and len(self.been) > 1:
            assert self.facts.tier

    @invariant()
    def what_has_ended_stays_so(self) -> None:
        for place, status in enumerate(self.been[:-1]):
            if status in ENDED:
                assert self.been[place + 1 :] in ([], [Status.ERROR])


TestLife = Life.TestCase

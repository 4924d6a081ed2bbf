"""What must be true of the rule whatever it says of one case: the nine lemmas, on generated pairs.

Each test asks the site's rule about a near miss and about the same case changed, and compares the
two answers; the oracle has no part in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random

import pytest

from tests.access import loosening
from tests.access.cases import near_misses
from tests.access.draft import Part
from tests.access.loosening import REMOVALS, TIGHTENINGS, all_ends, chain, entitled, people
from tests.access.makings import SPARE_AGENCY, SPARE_PERSON, Policy
from tests.access.oracle import OWNERS_ACTS
from tests.access.production import decide_case, policy_table
from tests.access.worlds import world

SEED = int(os.environ.get("FRANKPLEDGE_SEED", "20260417"))
USUAL, THOROUGH = 2_000, 100_000
SIZES = [pytest.param(USUAL, id="usual"),
         pytest.param(THOROUGH, id="thorough", marks=pytest.mark.thorough)]  # fmt: skip
TABLE = policy_table()
POLICY = Policy(TABLE)


def drawn(count: int, lemma: int) -> Iterator[tuple[Part, Random]]:
    """So many cases, each ours to change, and the dice that belong to it."""
    rng = Random(SEED * 100 + lemma)
    for near_miss in near_misses(TABLE, seed=SEED * 100 + lemma, count=count):
        yield deepcopy(near_miss.case), rng


def allowed(case: Part) -> bool:
    """What the site's rule answers."""
    return decide_case(case).allow


def shown(case: Part, what: str = "") -> str:
    """Enough to repeat it."""
    return f"seed {SEED} {what}: {case}"


@pytest.mark.parametrize("count", SIZES)
def test_l1_without_a_grant_nothing_is_allowed(count: int) -> None:
    for case, rng in drawn(count, 1):
        if rng.random() < 0.5:
            entitled(case)["roles"] = []
        else:
            loosening.take_every_need(case)
        assert not allowed(case), shown(case)


@pytest.mark.parametrize("count", SIZES)
def test_l2_exclusion_conflict_and_expiry_dominate_every_grant(count: int) -> None:
    dominated = loosening.DOMINATING
    met = 0
    for case, rng in drawn(count, 2):
        loosening.grant_everything(case, POLICY)
        met += allowed(case)
        name = rng.choice(sorted(dominated))
        dominated[name](case)
        assert not allowed(case), shown(case, name)
    assert met > count / 3, "the grants must open most cases, or nothing was dominated"


@pytest.mark.parametrize("count", SIZES)
def test_l3_export_edit_and_share_bring_reading_and_reading_brings_finding(count: int) -> None:
    met = 0
    for case, _ in drawn(count, 3):
        if not allowed(case):
            continue
        reach = POLICY.oracle.reach[case["action"]]
        assert case["action"] not in {*OWNERS_ACTS, "export", "read"} or "discover" in reach
        for lower in ("read", "discover"):
            if lower in reach:
                met += 1
                assert allowed({**case, "action": lower}), shown(case, lower)
    assert met > count / 5


@pytest.mark.parametrize("count", SIZES)
def test_l4_a_restricted_record_opens_only_to_the_named_in_their_own_right(count: int) -> None:
    met = 0
    for case, rng in drawn(count, 4):
        thing = rng.choice(list(chain(case)))
        thing["restricted"] = True
        if allowed(case):
            met += 1
            subject = case["subject"]
            assert subject["delegation"] is None, shown(case)
            assert thing["named"][subject["id"]] > case["context"]["now"], shown(case)
    assert met > count / 50


@pytest.mark.parametrize("count", SIZES)
def test_l5_taking_away_or_tightening_never_opens(count: int) -> None:
    changes: dict[str, Callable[[Part, Random], None]] = {**REMOVALS, **TIGHTENINGS}
    names = sorted(changes)
    turned = 0
    for case, rng in drawn(count, 5):
        before = allowed(case)
        name = rng.choice(names)
        changes[name](case, rng)
        after = allowed(case)
        assert before or not after, shown(case, name)
        turned += before and not after
    assert turned > count / 50, "some of the changes must have closed something"


@pytest.mark.parametrize("count", SIZES)
def test_l6_order_and_repetition_say_nothing(count: int) -> None:
    for case, rng in drawn(count, 6):
        before = decide_case(case)
        loosening.shuffle_and_repeat(case, rng)
        assert decide_case(case) == before, shown(case)


@pytest.mark.parametrize("count", SIZES)
def test_l7_at_its_end_a_thing_has_ended_exactly_as_long_before(count: int) -> None:
    closed = 0
    for case, rng in drawn(count, 7):
        before, now = allowed(case), case["context"]["now"]
        place, key = rng.choice(list(all_ends(case)))
        answers = {}
        for moment in (now - 1000, now, now + 1, now + 1000):
            place[key] = moment
            answers[moment] = decide_case(case)
        assert answers[now] == answers[now - 1000], shown(case, f"{key} at {now}")
        assert answers[now + 1] == answers[now + 1000], shown(case, f"{key} after {now}")
        closed += before and not answers[now].allow
    assert closed > count / 50


@pytest.mark.parametrize(
    "worlds", [pytest.param(3, id="usual"), pytest.param(60, id="thorough",
                                                         marks=pytest.mark.thorough)]
)  # fmt: skip
def test_l8_a_count_is_of_what_is_seen_and_may_be_counted(worlds: int) -> None:
    counted = 0
    for number in range(worlds):
        here = world(SEED + number, 16, 40, table=TABLE)
        for subject in here.subjects:
            seen = {each["id"] for each in here.objects
                    if allowed(here.case(subject, "discover", each))}  # fmt: skip
            countable = {each["id"] for each in here.objects
                         if allowed(here.case(subject, "aggregate", each))}  # fmt: skip
            assert countable <= seen, (SEED, number, subject["id"])
            counted += len(countable)
    assert counted > worlds * 10


@pytest.mark.parametrize("count", SIZES)
def test_l9_an_administrator_and_nothing_more_sees_nothing(count: int) -> None:
    for case, rng in drawn(count, 9):
        loosening.grant_everything(case, POLICY)
        role = rng.choice(["administrator", "no_grants"])
        for person in people(case):
            person["roles"] = [role]
        for action in ("discover", "read", case["action"]):
            assert not allowed({**case, "action": action}), shown(case, role)


def test_the_spare_names_are_nobody_in_particular() -> None:
    """The changes above stand on names that the generator gives to no one who looks."""
    for case, _ in drawn(500, 10):
        assert SPARE_PERSON not in {case["subject"]["id"], entitled(case)["id"]}
        assert SPARE_AGENCY not in {case["subject"]["agency"], entitled(case)["agency"]}

"""A benchmark that is too slow fails, and says so in the agreed words."""

import json

from benchmarks.measure import Measurement, best_of, side_by_side


def measured(**changes) -> Measurement:
    return Measurement(
        **{"name": "x", "value": 2.0, "unit": "s", "peer": "y", "peer_value": 4.0, **changes}
    )


def test_the_ratio_is_ours_over_theirs():
    assert measured().ratio == 0.5


def test_a_ratio_above_its_limit_is_over():
    assert measured(limit=0.5).within_limit
    assert not measured(limit=0.49).within_limit


def test_a_figure_without_a_rival_is_held_to_its_own_limit():
    assert not measured(peer_value=None, limit=1.0).within_limit
    assert measured(peer_value=None, limit=2.0).within_limit


def test_a_line_has_the_agreed_keys_in_order():
    told = json.loads(measured(n=7).line())

    assert list(told) == ["name", "value", "unit", "peer", "peer_value", "ratio", "limit", "n"]
    assert told["n"] == 7


def test_the_best_run_counts():
    ticks = iter([0.0, 3.0, 10.0, 11.0, 20.0, 22.0])

    assert best_of(3, lambda: None, clock=lambda: next(ticks)) == 1.0


def test_rivals_take_turns():
    turns = []

    side_by_side(2, lambda: turns.append("ours"), lambda: turns.append("theirs"))

    assert turns == ["ours", "theirs", "ours", "theirs"]

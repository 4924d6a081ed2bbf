"""Scores against worked examples, an independent calculation, and what must always hold."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, strategies as st

from frankpledge.groups import schemes
from frankpledge.groups.scoring import (
    Band,
    Interval,
    bands_in_order,
    bands_within,
    disagreements,
    percentiles,
)
from tests.groups.makers import ATTRIBUTES, HARM, WORST


def test_the_worked_example_by_attributes():
    found = schemes.score("attributes", ATTRIBUTES)

    assert found.words == "4B (possible A)"
    assert found.parts["criminality"] == "10.2"
    assert found.parts["level"] == "4"
    assert found.order // 1000 == 10
    assert float(found.coverage) == round(10 / 12, 16) or abs(float(found.coverage) - 0.8333) < 1e-4
    assert abs(float(found.point or 0) - 66.67) < 0.01
    assert abs(float(found.interval.low) - 55.56) < 0.01
    assert abs(float(found.interval.high) - 72.22) < 0.01
    assert found.is_sufficient
    assert found.unknown == ("IC06", "IC11")


def test_the_worked_example_by_harm():
    found = schemes.score("harm", HARM)

    assert found.parts["harm"] == "12.5"
    assert found.parts["likelihood"] == "6"
    assert found.point == 75
    assert found.words == "Risk 75"
    assert found.coverage == 1


def test_the_grid_is_impact_times_likelihood():
    assert schemes.score("grid", {"IMPACT": "4", "LIKELIHOOD": "3"}).words == "Very high"
    assert schemes.score("grid", {"IMPACT": "1", "LIKELIHOOD": "1"}).words == "Low"
    unknown = schemes.score("grid", {"IMPACT": "4"})
    assert unknown.words == "Medium to very high"
    assert not unknown.is_sufficient


def test_nothing_known_is_an_interval_and_never_nought():
    for code in ("attributes", "harm", "grid"):
        found = schemes.score(code, {})
        assert not found.is_sufficient
        assert found.point is None
        assert found.interval.low < found.interval.high


def test_petty_activities_cannot_inflate_a_score():
    one = schemes.score("attributes", {k: v for k, v in WORST.items() if k.endswith("1")})
    three = schemes.score("attributes", WORST)

    assert one.parts["criminality"] == "7.5"
    assert three.parts["criminality"] == "10.2"


def test_how_sure_somebody_is_and_who_can_act_are_never_multiplied_in():
    with_gaps = schemes.score("harm", HARM | {"CAP": "4", "CPB": "4", "REP": "4", "COST": "4"})

    assert with_gaps.point == 75
    assert with_gaps.parts["who can act"] == "4"


def test_no_scheme_is_called_by_a_national_name():
    from frankpledge.groups import lists

    words = " ".join(
        str(row) for name in ("schemes.csv", "scheme_items.csv") for row in lists.rows(name)
    )

    assert "ocgm" not in words.casefold()
    assert "morile" not in words.casefold()


ANSWERS = st.sampled_from(["unknown", "0", "1", "2", "3"])


@given(st.dictionaries(st.sampled_from([f"IC{n:02}" for n in range(1, 13)]), ANSWERS))
def test_finding_something_out_only_narrows_the_interval(answers):
    before = schemes.score("attributes", answers)
    for code in before.unknown:
        for answer in "0123":
            after = schemes.score("attributes", answers | {code: answer})
            assert before.interval.low <= after.interval.low
            assert after.interval.high <= before.interval.high
            assert after.coverage > before.coverage
            if after.point is not None:
                assert after.interval.low <= after.point <= after.interval.high


@given(st.dictionaries(st.sampled_from([f"IC{n:02}" for n in range(1, 13)]), ANSWERS))
def test_capability_equals_a_calculation_by_hand(answers):
    known = [int(answer) for answer in answers.values() if answer != "unknown"]
    found = schemes.score("attributes", answers)

    assert found.coverage == Fraction(len(known), 12)
    assert found.interval.low == Fraction(100 * sum(known), 36)
    assert found.interval.high == Fraction(100 * (sum(known) + 3 * (12 - len(known))), 36)
    assert found.point == (Fraction(100 * sum(known), 3 * len(known)) if known else None)


@given(
    st.dictionaries(st.sampled_from(["PHY", "PSY", "FIN", "COM", "ENV"]), st.sampled_from("01248")),
    st.sampled_from([None, "1", "1.25", "1.5"]),
)
def test_harm_equals_a_calculation_by_hand(harms, uplift):
    weight = {"ENV": 0.5}
    low = sum(weight.get(code, 1) * int(answer) for code, answer in harms.items())
    high = low + sum(
        8 * weight.get(code, 1) for code in {"PHY", "PSY", "FIN", "COM", "ENV"} - harms.keys()
    )
    answers = harms | ({"VUL": uplift} if uplift else {}) | {"VOL": "3", "TRD": "1"}
    found = schemes.score("harm", answers)

    assert float(found.interval.low) == low * float(uplift or 1) * 4
    assert float(found.interval.high) == high * float(uplift or 1.5) * 4


BANDS = [
    Band(name="C", least=Fraction(0)),
    Band(name="B", least=Fraction(34)),
    Band(name="A", least=Fraction(67)),
]


def test_a_band_begins_at_its_least_and_no_earlier():
    assert bands_in_order(BANDS)
    assert bands_within(Interval(low=Fraction(34), high=Fraction(34)), BANDS) == ("B",)
    assert bands_within(Interval(low=Fraction(3399, 100), high=Fraction(67)), BANDS) == (
        "C",
        "B",
        "A",
    )


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.fractions(), min_size=1))
def test_ranks_lie_between_nought_and_one_and_keep_order(orders):
    found = percentiles(orders)

    assert all(0 <= each <= 1 for each in found.values())
    for one, two in [(a, b) for a in orders for b in orders if orders[a] < orders[b]]:
        assert found[one] < found[two]


def test_two_schemes_that_turn_the_order_round_disagree():
    names = "abcde"
    one = {name: Fraction(place) for place, name in enumerate(names)}
    other = {name: Fraction(-place) for place, name in enumerate(names)}

    assert disagreements(one, one, beyond=Fraction(3, 10)) == frozenset()
    assert disagreements(one, other, beyond=Fraction(3, 10)) == frozenset("abde")
    assert disagreements({"a": Fraction(1)}, other, beyond=Fraction(3, 10)) == frozenset()

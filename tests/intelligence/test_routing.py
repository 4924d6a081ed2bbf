"""Which queue something goes to, why, and what the rules may not be."""

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.desk import outcomes, routing
from frankpledge.intelligence.desk.routing import Facts, UnusableRules, routed, rules_from
from frankpledge.intelligence.models import Risk


def line(**changed: str) -> dict[str, str]:
    columns = ("rule", "queue", "first", *routing.CONDITIONS, "why")
    return dict.fromkeys(columns, "") | {"rule": "R1", "queue": "Q", "why": "Because"} | changed


LAST = line(rule="R9", queue="Rest", why="The rest")


def test_words_of_danger_come_first_and_every_reason_is_given():
    found = routed(Facts(danger=True, risk="both"), routing.rules())

    assert found.comes_first
    assert found.queue == "Danger"
    assert found.rules == ("R01", "R02", "R03")
    assert found.why[0] == "Words that mean danger stand in it"


def test_what_no_rule_is_about_is_in_the_last_queue_and_says_so():
    found = routed(Facts(), routing.rules())

    assert not found.comes_first
    assert (found.queue, found.rules) == ("Everything else", ("R90",))


def test_what_is_said_to_be_unable_to_wait_comes_first_and_so_has_the_short_clock():
    found = routed(Facts(urgent=True), routing.rules())

    assert found.comes_first
    assert (found.queue, found.rules) == ("Cannot wait", ("R06",))
    assert routed(Facts(urgent=True, danger=True), routing.rules()).queue == "Danger"


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        ({"district": "D1|D2"}, Facts(district="D2")),
        ({"way": "telephone"}, Facts(way="telephone")),
        ({"accredited": "yes"}, Facts(accredited=True)),
        ({"danger": "no"}, Facts()),
        ({"urgent": "yes"}, Facts(urgent=True)),
        ({"risk": "child", "district": "D1"}, Facts(risk="child", district="D1")),
    ],
)
def test_each_condition_can_route(condition, facts):
    rules = rules_from([line(**condition), LAST])

    assert routed(facts, rules).queue == "Q"
    other = Facts(district="D3", danger=True, way="form")
    assert routed(other, rules).queue == "Rest"


def test_a_rule_on_the_kind_of_agency_never_says_which_kind():
    rules = rules_from([line(agency_kind="housing", why="Housing told it"), LAST])
    found = routed(Facts(agency_kind="housing"), rules)

    assert found.queue == "Q"
    assert "ousing" not in " ".join(found.why)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([line(risk="dog"), LAST], "line 2: there is no risk “dog”"),
        ([line(danger="maybe"), LAST], "neither yes nor no"),
        ([line(queue=""), LAST], "“queue” is empty"),
        ([line(danger="yes"), line(danger="no"), LAST], "two rules are called R1"),
        ([line(danger="yes")], "the last rule must hold always"),
        ([line(), LAST], "nothing comes to the rules after it"),
        ([line(danger="yes", colour="red"), LAST], "there is no condition “colour”"),
        ([], "the last rule must hold always"),
    ],
)
def test_rules_that_cannot_be_worked_by_are_refused_with_every_fault(rows, says):
    with pytest.raises(UnusableRules) as refusal:
        rules_from(rows)
    assert says in str(refusal.value)


def test_an_area_has_its_own_rules(settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference" / routing.FILE
    own.parent.mkdir()
    own.write_text("rule,queue,why\nX1,All,Everything is here\n")

    assert routing.queues() == ["All"]


@given(
    danger=st.booleans(),
    risk=st.sampled_from(Risk.values),
    way=st.sampled_from(["form", "email", "telephone"]),
    accredited=st.booleans(),
)
def test_nothing_is_without_a_queue_or_a_reason(danger, risk, way, accredited):
    facts = Facts(danger=danger, risk=risk, way=way, accredited=accredited)
    found = routed(facts, routing.rules())

    assert found.queue in routing.queues()
    assert found.why
    assert found.comes_first is danger


# --- outcomes -------------------------------------------------------------------------------


def outcome_rows(**changed: dict[str, str]) -> list[dict[str, str]]:
    return [
        dict(row) | changed.get(row["outcome"], {}) for row in reference_files.rows(outcomes.FILE)
    ]


def test_every_outcome_has_its_code():
    codes = {rule.code for rule in outcomes.outcome_rules()}

    assert codes == {
        "IMMINENT", "SAFEG", "CRIME", "INTEL", "TERR", "CONFID", "DSU", "NFA", "DUP", "NOTPOL",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"imminent": {"asks": "passed_to passed_at"}}, "“passed_reference” may not be left out"),
        ({"crime": {"asks": ""}}, "“passed_reference” may not be left out"),
        ({"dsu": {"supervisors_only": ""}}, "is not a choice"),
        ({"crime": {"supervisors_only": "yes"}}, "is not a choice"),
        ({"no_action": {"asks": "colour"}}, "nothing is called “colour”"),
        ({"no_action": {"purge_after_days": "30"}}, "90 days at least"),
        ({"no_action": {"outcome": "crime"}}, "“crime” is given 2 times"),
    ],
)
def test_what_an_outcome_must_ask_cannot_be_left_out(changed, says):
    with pytest.raises(outcomes.UnusableOutcomes) as refusal:
        outcomes.rules_from(outcome_rows(**changed))
    assert says in str(refusal.value)

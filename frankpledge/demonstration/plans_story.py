"""What the story holds of plans, disruptions and returns: a year's plan, one event, four quarters.

Steps 20 and 22. Of the last quarter every partnership has returned but one: one was late, one is
nil, one was reopened, and the unitary's came by invitation. Four districts return in all four
quarters: one late in the autumn, one nil at midsummer, one reopened in the spring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from frankpledge.access.api import Role, actor_for
from frankpledge.demonstration.county import COUNTIES
from frankpledge.demonstration.stage import Scene, Stage, days_later, moment
from frankpledge.plans import api as plans

COUNTY = COUNTIES[0]
LAST = "2025-26-q4"
LATE, NIL, MISSING, REOPENED = "Marlsea", "Eskmarsh", "Fernholt", "Corvesham"
"""What became of the last quarter's return in four districts."""

ELSEWHERE = tuple(
    district
    for district in COUNTY.districts
    if district.name not in ("Wantsum", MISSING, LATE, REOPENED)
)

ROUNDS = (
    ("2025-26-q1", "2025-07-01", "2025-07-31"),
    ("2025-26-q2", "2025-10-01", "2025-10-31"),
    ("2025-26-q3", "2026-01-05", "2026-01-30"),
    (LAST, "2026-04-01", "2026-04-30"),
)
"""Each quarter, the day on which Gwen asks for it, and the day on which it is due."""

ALL_YEAR = (NIL, REOPENED, LATE)
"""Districts other than Wantsum that return in all four quarters, one of them nil at midsummer."""

WANTSUM: Mapping[str, tuple[int, int | None, int | None, int]] = {
    "2025-26-q1": (2, 5, 7, 18),
    "2025-26-q2": (2, 6, 9, 0),
    "2025-26-q3": (3, 4, 6, 24),
    LAST: (3, None, None, 31),
}
"""Strength, uses of powers, referrals and people trained, as Wantsum wrote them in.

For the last quarter it wrote in neither uses nor referrals: both were counted here by then.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a partnership writes into its return by hand."""

    strength: int
    powers: int | None
    referrals: int | None
    trained: int
    actions: int | None = None


def plans_scenes() -> Iterator[Scene]:
    """The year before the story, and the two days of it on which these things happen."""
    for quarter, asked, due in ROUNDS:
        at = moment(asked, "09:00")
        yield Scene(at=at, what=f"Gwen asks for {quarter}", play=partial(_asked, quarter, due))
        yield Scene(
            at=days_later(at, 9),
            what=f"Wantsum returns {quarter}",
            play=partial(_returned, "Wantsum", quarter, typed_by_wantsum(quarter)),
        )
        for number, name in enumerate(ALL_YEAR if quarter != LAST else ()):
            # In the autumn one came after its day, as it does again in the spring.
            is_late = (name, quarter) == (LATE, "2025-26-q2")
            yield Scene(
                at=days_later(at, 35 if is_late else 14 + number),
                what=f"{name} returns {quarter}",
                play=partial(_nil, name, quarter)
                if (name, quarter) == (NIL, "2025-26-q1")
                else partial(_returned, name, quarter, typed_elsewhere(number + 5)),
            )
    for number, district in enumerate(ELSEWHERE):
        yield Scene(
            at=days_later(moment("2026-04-20", "10:00"), number % 4),
            what=f"{district.name} returns {LAST}",
            play=partial(_nil, NIL, LAST)
            if district.name == NIL
            else partial(_their_own, district.name, number),
        )
    for day, clock, what, play in (
        ("2025-11-03", "11:00", "Asha asks the landlord for better doors", _doors_asked),
        ("2025-11-17", "15:00", "which are fitted", _doors_fitted),
        ("2025-11-20", "10:00", "and she confirms it", _doors_confirmed),
        ("2026-02-20", "11:00", "After three months they hold", _doors_seen_again),
        ("2026-05-20", "11:30", "and after six one does not", _doors_seen_at_six_months),
        ("2026-04-02", "10:00", "Asha makes the plan of the partnership's year", _year_plan),
        ("2026-04-20", "14:00", "and one of the place", _place_plan),
        ("2026-04-24", "10:00", f"{REOPENED} returns", partial(_their_own, REOPENED, 9)),
        ("2026-05-05", "10:00", "Gwen chases what is missing", _chased),
        ("2026-05-11", "10:00", f"{LATE} returns late", partial(_their_own, LATE, 10)),
        ("2026-05-12", "10:00", "Gwen reopens one that was accepted", _reopened),
        ("2026-05-13", "11:30", "20: Femi claims a disruption for four agencies", _claimed),
        ("2026-05-13", "14:30", "20: Ruth moderates it to minor", _moderated),
        ("2026-05-14", "11:00", f"{REOPENED} returns again", _again),
        ("2026-05-07", "18:30", "Asha has met those who live at Tern Court", _met),
        ("2026-05-15", "09:30", "and says what stands in the way of one action", _blocked),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def typed_by_wantsum(quarter: str) -> Typed:
    """What Wantsum wrote in for a quarter."""
    strength, powers, referrals, trained = WANTSUM[quarter]
    return Typed(strength=strength, powers=powers, referrals=referrals, trained=trained)


def typed_elsewhere(number: int) -> Typed:
    """What another district wrote in, small numbers among it."""
    return Typed(
        strength=number % 5,
        powers=number % 4,
        referrals=(number * 3) % 8,
        trained=6 * (number % 3),
        actions=4 + number,
    )


def _asked(quarter: str, due: str, stage: Stage, at: datetime) -> None:
    plans.request_returns(
        quarter=quarter,
        due_on=date.fromisoformat(due),
        area=COUNTY.code,
        invited=f"csp-{COUNTY.unitary.slug}",
        by=stage.actor("gwen.sallis", at),
        at=at,
    )


def _manager(stage: Stage, name: str) -> str:
    found = stage.holder(Role.CSM, stage.area(name))
    assert found, f"{name} has a community safety manager"
    return found


def _begun(name: str, quarter: str, stage: Stage, at: datetime) -> None:
    stage.made[f"return-{name}-{quarter}"] = plans.begin_return(
        round_id=plans.round_called(quarter, COUNTY.code),
        body=f"csp-{COUNTY.named(name).slug}",
        by=stage.actor(_manager(stage, name), at),
        at=at,
    )


def _returned(name: str, quarter: str, typed: Typed, stage: Stage, at: datetime) -> None:
    """A partnership's return is begun, filled in, signed by its chair and accepted."""
    _begun(name, quarter, stage, at)
    _typed(name, quarter, typed, stage, at)
    _signed(name, quarter, stage, at)


def _typed(name: str, quarter: str, typed: Typed, stage: Stage, at: datetime) -> None:
    made = stage.made[f"return-{name}-{quarter}"]
    by = stage.actor(_manager(stage, name), at)
    facts = plans.return_page(return_id=made, by=by, at=at)
    given = {
        "A": {"A1": typed.strength},
        "D": {"D3": 2},
        "F": {"F2": typed.trained},
    }
    if typed.powers is not None:
        given["C"] = {"C1": typed.powers, "C2": typed.powers // 2}
    if typed.referrals is not None:
        given["D"] = {
            "D1": typed.referrals,
            "D2": typed.referrals // 2,
            "D3": typed.referrals % 3,
        }
    if typed.actions is not None:
        given["B"] = {"B1": typed.actions, "B2": typed.actions // 2, "B4": typed.actions % 3}
    for block in facts.blocks:
        if block.letter not in given:
            continue
        counted = {line.measure.code: line.number for line in block.figures}
        plans.fill_block(
            return_id=made,
            block=block.letter,
            numbers={**counted, **given[block.letter]},
            reasons={},
            not_comparable={"D1": "Counted by hand, from the first of February"}
            if name == LATE
            else {},
            words="",
            by=by,
            at=at,
        )


def _signed(name: str, quarter: str, stage: Stage, at: datetime) -> None:
    made = stage.made[f"return-{name}-{quarter}"]
    manager = stage.actor(_manager(stage, name), at)
    could_sign = plans.return_chairs(made, manager)
    if not could_sign:
        # In a larger county some inspectors have left: their partnership's return waits.
        return
    chair, _ = could_sign[0]
    plans.hand_return(return_id=made, chair=chair, by=manager, at=at)
    plans.sign_return(return_id=made, by=actor_for(UUID(chair), at=at, channel="web"), at=at)
    gwen = stage.actor("gwen.sallis", at)
    states = ("accepted", "locked") if quarter != LAST else ("accepted",)
    for state in states:
        plans.check_return(return_id=made, state=state, by=gwen, at=at)
    stage.made[f"signed-{name}-{quarter}"] = made


def _their_own(name: str, number: int, stage: Stage, at: datetime) -> None:
    _returned(name, LAST, typed_elsewhere(number), stage, at)


def _nil(name: str, quarter: str, stage: Stage, at: datetime) -> None:
    _begun(name, quarter, stage, at)
    made = stage.made[f"return-{name}-{quarter}"]
    by = stage.actor(_manager(stage, name), at)
    plans.fill_block(
        return_id=made,
        block="A",
        numbers={"A1": 0, "A2": 0, "A3": 0},
        reasons={},
        not_comparable={},
        words="",
        by=by,
        at=at,
    )
    plans.make_nil(return_id=made, by=by, at=at)
    _signed(name, quarter, stage, at)


def _chased(stage: Stage, at: datetime) -> None:
    for name in (MISSING, LATE):
        plans.chase_return(
            round_id=plans.round_called(LAST, COUNTY.code),
            body=f"csp-{COUNTY.named(name).slug}",
            by=stage.actor("gwen.sallis", at),
            at=at,
        )


def _reopened(stage: Stage, at: datetime) -> None:
    if f"signed-{REOPENED}-{LAST}" not in stage.made:
        return
    plans.check_return(
        return_id=stage.made[f"return-{REOPENED}-{LAST}"],
        state="reopened",
        note="Two visits were counted in the wrong quarter",
        by=stage.actor("gwen.sallis", at),
        at=at,
    )


def _again(stage: Stage, at: datetime) -> None:
    if f"signed-{REOPENED}-{LAST}" not in stage.made:
        return
    _typed(REOPENED, LAST, typed_elsewhere(8), stage, at)
    _signed(REOPENED, LAST, stage, at)


def _claimed(stage: Stage, at: datetime) -> None:
    stage.made["harbour-vapes-disruption"] = plans.claim_disruption(
        title="Harbour Vapes: unmarked stock seized, and the shop partly closed",
        happened_on=date(2026, 5, 8),
        area=stage.area("Wantsum"),
        four_p="pursue",
        level="moderate",
        what="Trading standards seized stock that could not be traced. The council closed part of "
        "the shop. Police and the fire service were there.",
        effect="The shop has nothing to sell from, and its back room is shut.",
        contributors=[
            stage.agency("wantsum-council"),
            stage.agency("fallowshire-police"),
            stage.agency("fallowshire-fire"),
        ],
        by=stage.actor("femi.adair", at),
        at=at,
    )


def _moderated(stage: Stage, at: datetime) -> None:
    plans.moderate_disruption(
        disruption_id=stage.made["harbour-vapes-disruption"],
        level="minor",
        reason="The supply behind the shop is untouched, so it may be short",
        by=stage.actor("ruth.calloway", at),
        at=at,
    )


def _doors_asked(stage: Stage, at: datetime) -> None:
    stage.made["doors"] = plans.add_action(
        verb="Fit",
        text="door closers and stronger locks in the six blocks that are called to most",
        four_p="protect",
        due_on=date(2025, 11, 28),
        owner_agency=stage.agency("saltmarsh-homes"),
        area=stage.area("Wantsum"),
        csp_duty="crime",
        outcome_measure="Calls to the six blocks fall by a quarter in six months",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _doors_fitted(stage: Stage, at: datetime) -> None:
    amir = stage.actor("amir.sandiford", at)
    plans.progress_action(action_id=stage.made["doors"], status="agreed", by=amir, at=at)
    plans.progress_action(
        action_id=stage.made["doors"],
        status="done",
        output="Twelve doors in six blocks",
        outcome="No door was found wedged open",
        evidence="E1",
        by=amir,
        at=at,
    )


def _doors_confirmed(stage: Stage, at: datetime) -> None:
    plans.confirm_action(action_id=stage.made["doors"], by=stage.actor("asha.penrose", at), at=at)


def _doors_seen_again(stage: Stage, at: datetime) -> None:
    _look_back(stage, at, 3, "lasted", "All twelve close and lock")


def _doors_seen_at_six_months(stage: Stage, at: datetime) -> None:
    _look_back(stage, at, 6, "partly", "Eleven do. One was forced in April and has been ordered")


def _look_back(stage: Stage, at: datetime, months: int, found: str, note: str) -> None:
    asha = stage.actor("asha.penrose", at)
    facts = plans.action_page(action_id=stage.made["doors"], by=asha, at=at)
    line = next(each for each in facts.rechecks if each.months == months)
    plans.recheck_action(
        action_id=stage.made["doors"], recheck=line.number, found=found, note=note, by=asha, at=at
    )


def _year_plan(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    stage.made["year-plan"] = plans.make_plan(
        level="year",
        title="Wantsum against serious and organised crime, 2026-27",
        area=stage.area("Wantsum"),
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
        summary="Homes that are taken over, illicit goods in shops, and children who are used.",
        safeguarding="Before anybody is visited, adult care or children's services are rung, and "
        "their answer is written down. Whoever is being used is asked what they want first. "
        "Either service may stop a visit.",
        agencies=[
            stage.agency("fallowshire-police"),
            stage.agency("saltmarsh-homes"),
            stage.agency("fallowshire-county-council"),
        ],
        by=asha,
        at=at,
    )
    for text, four_p in (
        ("People who live alone are safe from having their homes taken over", "protect"),
        ("Shops that sell what cannot be traced find it does not pay", "pursue"),
        ("Everybody who visits homes knows what to look for", "prepare"),
    ):
        plans.add_objective(
            plan_id=stage.made["year-plan"], text=text, four_p=four_p, by=asha, at=at
        )
    for verb, text, four_p, due, measure in (
        (
            "Train",
            "every repairs team in what a home that is taken over looks like",
            "prepare",
            date(2026, 6, 30),
            "All 24 people trained, and telling more often by September",
        ),
        (
            "Agree",
            "who is rung before a home is visited, at any hour",
            "protect",
            date(2026, 6, 12),
            "No visit without a call in three months",
        ),
    ):
        stage.made[f"year-plan-{verb.lower()}"] = plans.add_action(
            verb=verb,
            text=text,
            four_p=four_p,
            due_on=due,
            owner_agency=stage.agency("wantsum-council"),
            owner_post="Community Safety Manager",
            csp_duty="crime",
            outcome_measure=measure,
            plan=stage.made["year-plan"],
            by=asha,
            at=at,
        )
    plans.describe_plan(
        plan_id=stage.made["year-plan"],
        state="live",
        summary="Homes that are taken over, illicit goods in shops, and children who are used.",
        safeguarding="Before anybody is visited, adult care or children's services are rung, and "
        "their answer is written down. Whoever is being used is asked what they want first. "
        "Either service may stop a visit.",
        by=asha,
        at=at,
    )


def _met(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    met = plans.add_action(
        verb="Meet",
        text="those who live at Tern Court, about what they have seen and want",
        four_p="prepare",
        due_on=date(2026, 5, 7),
        owner_agency=stage.agency("wantsum-council"),
        owner_post="Community Safety Manager",
        area=stage.area("Wantsum"),
        csp_duty="crime",
        by=asha,
        at=at,
    )
    plans.progress_action(
        action_id=met,
        status="done",
        output="Eleven of fourteen homes came",
        outcome="Four asked for new locks",
        evidence="E1",
        by=asha,
        at=at,
    )


def _blocked(stage: Stage, at: datetime) -> None:
    plans.block_action(
        action_id=stage.made["year-plan-agree"],
        blocker="Nobody is on call for adult care between Friday evening and Monday",
        at_risk=True,
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _place_plan(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    stage.made["place-plan"] = plans.make_plan(
        level="place",
        title="Tern Court",
        area=stage.area("Wantsum"),
        starts_on=date(2026, 4, 20),
        ends_on=date(2026, 10, 31),
        summary="One block, until its people are safe and have been for six months.",
        safeguarding="Adult care's duty manager is rung before each visit. The tenant is seen "
        "alone, and asked what they want. Nobody is moved out to close a home.",
        agencies=[stage.agency("fallowshire-police")],
        by=asha,
        at=at,
    )
    plans.join_plan(plan_id=stage.made["place-plan"], other=stage.made["year-plan"], by=asha, at=at)
    for agreed in ("visit", "change", "identify"):
        plans.place_action(
            action_id=stage.made[f"tern-court-{agreed}"],
            plan=stage.made["place-plan"],
            by=asha,
            at=at,
        )

"""What goes on in the other districts, and the mess that is there on purpose: each kind counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from frankpledge.access.api import Role
from frankpledge.demonstration.county import COUNTIES, SIZES, counties_of
from frankpledge.demonstration.mess import PLANS
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.intelligence import api as intelligence
from frankpledge.plans import api as plans
from frankpledge.problems import api as problems

IN_WANTSUM = {
    "updates_missing_before_meeting": 2,
    "conflicts_declared": 1,
    "asks_unanswered": 1,
    "asks_refused": 1,
    "asks_nil": 4,
    "recalled": 1,
}
"""How much of each kind the story itself brings; the rest is told here."""

STREETS = ("Mill Lane", "Station Road", "Quay Street", "Chapel Rise", "Ferry Road", "Bell Street")
FIRST_DAY = moment("2026-04-27", "10:00")
LONG_AGO = moment("2026-03-30", "10:00")

Play = Callable[[str, Stage, datetime], None]


def scenes(*, size: str, seed: int) -> Iterator[Scene]:
    """The mess of a demonstration of this size, spread over its other districts in turn."""
    plan = PLANS[size]
    districts = [
        district.code
        for county in counties_of(SIZES[size])[:1]
        for district in county.districts
        if district.code != COUNTIES[0].districts[0].code
    ]
    kinds: tuple[tuple[str, int, Play], ...] = (
        ("revisits_overdue", plan.work.revisits_overdue, _overdue_visit),
        ("actions_late", plan.work.actions_late, _late_action),
        ("actions_proposed", plan.work.actions_proposed, _proposed_action),
        ("disputes", plan.work.disputes, _disputed_action),
        ("problems_closed_and_reopened", plan.work.problems_closed_and_reopened, _reopened),
        ("asks_unanswered", plan.work.asks_unanswered, partial(_ask, "")),
        ("asks_refused", plan.work.asks_refused, partial(_ask, "refused")),
        ("asks_nil", plan.work.asks_nil, partial(_ask, "nil")),
        ("duplicates", plan.submissions.duplicates, _duplicate),
        ("wrong_grades_corrected", plan.submissions.wrong_grades_corrected, _wrong_grade),
        (
            "handovers_without_force_reference",
            plan.submissions.handovers_without_force_reference,
            _not_handed_over,
        ),
        ("not_for_here", plan.submissions.not_for_here, _not_for_here),
    )
    turn = 0
    for kind, count, play in kinds:
        for number in range(count - IN_WANTSUM.get(kind, 0)):
            turn += 1
            district = districts[turn % len(districts)]
            yield Scene(
                at=_working_hour(FIRST_DAY, turn),
                what=f"{kind.replace('_', ' ')}: {number + 1}",
                play=partial(play, district),
            )
    for number in range(plan.submissions.overdue_feedback):
        yield Scene(
            at=_working_hour(LONG_AGO, number),
            what=f"overdue feedback: {number + 1}",
            play=partial(_never_answered, districts[number % len(districts)]),
        )


def _working_hour(first: datetime, turn: int) -> datetime:
    """The moment of a turn: six an afternoon, on weekdays, from the first day on."""
    weeks, day = divmod(turn // 6, 5)
    return first + timedelta(weeks=weeks, days=day, hours=turn % 6)


def _manager(stage: Stage, district: str) -> str:
    found = stage.holder(Role.CSM, district)
    assert found, f"{district} has a community safety manager"
    return found


def _open(district: str, stage: Stage, at: datetime, *, shared_with: str = "") -> None:
    words = stage.random.choice(
        ("Groups at night", "Strangers at a home", "Dealing by the shops", "Cars coming and going")
    )
    street = stage.random.choice(STREETS)
    stage.made[_name(at)] = problems.open_problem(
        title=words,
        place=f"{street}, by the corner",
        place_kind="street",
        area=district,
        agencies=[stage.agency(shared_with)] if shared_with else [],
        by=stage.actor(_manager(stage, district), at),
        at=at,
    )


def _name(at: datetime) -> str:
    return f"elsewhere-{at.isoformat()}"


def _overdue_visit(district: str, stage: Stage, at: datetime) -> None:
    _open(district, stage, at)
    problems.set_revisits(
        problem_id=stage.made[_name(at)],
        after=at.date(),
        days=(7,),
        by=stage.actor(_manager(stage, district), at),
        at=at,
    )


def _late_action(district: str, stage: Stage, at: datetime) -> None:
    by = stage.actor(_manager(stage, district), at)
    plans.add_action(
        verb="Clear",
        text="the alley behind the shops",
        four_p="prevent",
        due_on=date(2026, 5, 8),
        owner_agency=by.agency_id,
        area=district,
        by=by,
        at=at,
    )


def _proposed_action(district: str, stage: Stage, at: datetime) -> None:
    plans.add_action(
        verb="Patrol",
        text="the station approach after school",
        four_p="protect",
        due_on=date(2026, 6, 30),
        owner_agency=stage.agency("fallowshire-police"),
        area=district,
        by=stage.actor(_manager(stage, district), at),
        at=at,
    )


def _disputed_action(district: str, stage: Stage, at: datetime) -> None:
    inspector = stage.holder(Role.LEAD_OFFICER, district)
    assert inspector, f"{district} has an inspector"
    action = plans.add_action(
        verb="Board up",
        text="the empty shop on the corner",
        four_p="prevent",
        due_on=date(2026, 6, 12),
        owner_agency=stage.agency("fallowshire-police"),
        area=district,
        by=stage.actor(_manager(stage, district), at),
        at=at,
    )
    plans.progress_action(
        action_id=action,
        status="declined",
        note="We take this to be the council's own to do",
        by=stage.actor(inspector, at),
        at=at,
    )


def _reopened(district: str, stage: Stage, at: datetime) -> None:
    _open(district, stage, at)
    by = stage.actor(_manager(stage, district), at)
    for status, still_safe in (("closed", "unknown"), ("open", "")):
        problems.move(
            problem_id=stage.made[_name(at)],
            status=status,
            note="Quiet for a month" if still_safe else "It has begun again",
            still_safe=still_safe,
            by=by,
            at=at,
        )


def _ask(said: str, district: str, stage: Stage, at: datetime) -> None:
    inspector = stage.holder(Role.LEAD_OFFICER, district)
    assert inspector, f"{district} has an inspector"
    _open(district, stage, at, shared_with="fallowshire-police")
    by = stage.actor(_manager(stage, district), at)
    asked = problems.ask(
        problem_id=stage.made[_name(at)],
        agencies=[stage.agency("fallowshire-police")],
        by=by,
        at=at,
    )
    if said:
        problems.answer_ask(
            ask_id=asked[0],
            answer=said,
            words="It is with another team" if said == "refused" else "",
            by=stage.actor(inspector, at),
            at=at,
        )


def _tell(district: str, stage: Stage, at: datetime, *, by: str, words: str, token: str) -> None:
    intelligence.submit(
        told=intelligence.Told(
            text=words,
            place=f"Corner shop, {stage.random.choice(STREETS)}",
            district=district,
        ),
        token=token,
        by=stage.actor(by, at),
        at=at,
    )


def _latest(stage: Stage, at: datetime) -> list[intelligence.Waiting]:
    return intelligence.queue(by=stage.actor("imogen.tarrant", at), at=at, limit=200)


def _told_and_graded(
    district: str, stage: Stage, at: datetime, *, reference: str
) -> tuple[str, str]:
    """Somebody tells, Imogen grades: the submission's and the report's names on the stage."""
    teller = stage.holder(Role.PRACTITIONER, district)
    assert teller, f"{district} has a practitioner"
    before = {line.uid for line in _latest(stage, at)}
    _tell(
        district,
        stage,
        at,
        by=teller,
        words="Cars stop for a minute at the corner shop, at all hours, and people get out and in.",
        token=_name(at),
    )
    submission = next(line.uid for line in _latest(stage, at) if line.uid not in before)
    imogen = stage.actor("imogen.tarrant", at)
    report = intelligence.evaluate(
        submission_id=submission,
        text="Cars stop for a minute at the corner shop and people get out and in.",
        grade=intelligence.Given(source=2, intelligence="B", code="P", origin="here"),
        by=imogen,
        at=at,
    )
    if reference:
        intelligence.hand_over(report_id=report, force_reference=reference, by=imogen, at=at)
    stage.made[f"{_name(at)}-submission"] = submission
    stage.made[f"{_name(at)}-report"] = report
    return f"{_name(at)}-submission", f"{_name(at)}-report"


def _duplicate(district: str, stage: Stage, at: datetime) -> None:
    _told_and_graded(district, stage, at, reference=f"FP/26/D{at:%d%H}")
    again = stage.holder(Role.LEAD_OFFICER, district) or ""
    teller = stage.holder(Role.SAFEGUARDING_LEAD, district) or again
    before = {line.uid for line in _latest(stage, at)}
    _tell(
        district,
        stage,
        at,
        by=teller,
        words="Cars stop for a minute at the corner shop at all hours; people get out and in.",
        token=f"{_name(at)}-again",
    )
    second = next(line.uid for line in _latest(stage, at) if line.uid not in before)
    intelligence.triage(
        submission_id=second,
        outcome="duplicate",
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _wrong_grade(district: str, stage: Stage, at: datetime) -> None:
    _, report = _told_and_graded(district, stage, at, reference=f"FP/26/W{at:%d%H}")
    intelligence.regrade(
        report_id=stage.made[report],
        grade=intelligence.Given(source=2, intelligence="D", code="P", origin="here"),
        by=stage.actor("martin.quill", at),
        at=at,
    )


def _not_handed_over(district: str, stage: Stage, at: datetime) -> None:
    _told_and_graded(district, stage, at, reference="")


def _not_for_here(district: str, stage: Stage, at: datetime) -> None:
    teller = stage.holder(Role.PRACTITIONER, district)
    assert teller, f"{district} has a practitioner"
    before = {line.uid for line in _latest(stage, at)}
    _tell(
        district,
        stage,
        at,
        by=teller,
        words="The bins behind the parade have not been emptied for three weeks.",
        token=_name(at),
    )
    told = next(line.uid for line in _latest(stage, at) if line.uid not in before)
    imogen = stage.actor("imogen.tarrant", at)
    intelligence.triage(submission_id=told, outcome="not_policing", by=imogen, at=at)
    intelligence.answer(submission_id=told, wording_code="not_policing", by=imogen, at=at)


def _never_answered(district: str, stage: Stage, at: datetime) -> None:
    _told_and_graded(district, stage, at, reference=f"FP/26/N{at:%d%H}")

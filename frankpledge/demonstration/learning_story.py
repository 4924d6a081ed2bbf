"""What the story holds of learning: the workshop with which it began, who came and what came of it.

The workshop is held in February, and its issues become actions and a finding. One briefing is
overdue to be asked about again, one is done, one was called off and one is still to come. Of the
case studies one is cleared by three agencies, one soon runs out, one has, and one was refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from frankpledge.access.api import Actor, Kind, Ref, Role
from frankpledge.demonstration.case_words import HOME, SHOPS, STAIRS, VAPES
from frankpledge.demonstration.county import COUNTIES
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.learning import api as learning
from frankpledge.plans import api as plans
from frankpledge.profiles import api as profiles

COUNTY = COUNTIES[0]
WORKSHOP_AT = moment("2026-02-12", "09:30")
ELSEWHERE = "Marlsea"

REGISTER: Sequence[tuple[str, str, int | None]] = (
    ("Wantsum District Council", "coordinates", 4),
    ("Fallowshire Fire and Rescue Service", "visits", 12),
    ("Fallowshire Trading Standards", "investigates", 6),
    ("Fallowshire Police", "investigates", 30),
    ("Saltmarsh Homes", "visits", 24),
    ("Wantsum Academy", "teaches", 85),
    ("Wantsum Retailers Together", "trades", 40),
    ("Taxi and private hire drivers", "drives", None),
    ("Pharmacies", "trades", 11),
    ("Refuse crews", "public", None),
)
"""Who ought to be reached in Wantsum, and how many there are, where anybody knows."""

CAME: Sequence[tuple[str, str]] = (
    ("asha.penrose", "coordinates"),
    ("sam.whitlock", "visits"),
    ("femi.adair", "investigates"),
    ("joan.lisle", "safeguards"),
    ("priya.vance", "teaches"),
    ("imogen.tarrant", "analyses"),
    ("tom.arkwright", "investigates"),
)
"""Who came by name, and what they do."""

ON_PAPER: Sequence[tuple[str, str, int]] = (
    ("Fallowshire Fire and Rescue Service", "visits", 5),
    ("Fallowshire Police", "investigates", 6),
    ("Fallowshire Trading Standards", "investigates", 3),
    ("Wantsum District Council", "coordinates", 3),
    ("Saltmarsh Homes", "visits", 2),
)
"""Who signed a list on paper: thirty came in all."""

SURE: Mapping[str, tuple[int, int]] = {
    "notice": (3, 4),
    "tell": (2, 4),
    "refer": (2, 3),
    "share": (2, 2),
    "powers": (1, 3),
}
"""What most said of themselves before the workshop and after it."""

ISSUES: Mapping[str, str] = {
    "training": "Whoever goes into homes has never been told what to look for",
    "retail": "Shops know who steals to order, and nobody puts it together",
    "schools": "Schools do not know whom to ring for a pupil who is used and suspected at once",
    "answers": "What is told to the police is not answered, so people stop telling",
    "forums": "Nobody can say which meetings talk of the same people",
    "board": "Nobody wants another board: the partnerships can do this",
}
"""What was raised in the second half of the workshop."""


def learning_scenes() -> Iterator[Scene]:
    """From a briefing in the autumn to the case studies of May."""
    for day, clock, what, play in (
        ("2025-09-10", "10:00", "Asha plans a briefing for whoever visits homes", _autumn),
        ("2025-10-02", "13:00", "which is held", partial(_held, "autumn")),
        ("2026-01-05", "09:30", "Gwen plans the workshop and asks agencies to it", _workshop),
        ("2026-01-06", "10:00", "Asha says what came of her briefing", _autumn_followed_up),
        ("2026-01-08", "10:00", "and plans another, on who answers the door", _door_briefing),
        ("2026-01-12", "14:00", "Agencies say how many come", _replies),
        ("2026-01-22", "16:00", "The briefing is held", partial(_held, "door-briefing")),
        ("2026-02-12", "09:20", "The workshop: people are counted in", _come),
        ("2026-02-12", "11:30", "what they need and what is raised", _raised),
        ("2026-02-12", "12:40", "and how sure they are afterwards", _sure_afterwards),
        ("2026-02-12", "15:00", "Gwen says that it was held", partial(_held, "workshop")),
        ("2026-04-02", "11:00", "Its issues become actions", _actions),
        ("2026-04-09", "10:00", "and a finding of Wantsum's profile", _finding),
        ("2025-11-03", "10:00", "Asha writes of an older case", _older_case),
        ("2026-04-28", "09:30", "A briefing is called off", _called_off),
        ("2026-05-06", "10:00", "Another district writes of police alone", _shops_case),
        ("2026-05-11", "10:00", "Asha plans a morning for shops", _retail_morning),
        ("2026-05-14", "15:00", "Three months after it two say what they do now", _afterwards),
        ("2026-05-15", "14:00", "Trading standards refuses to clear a case study", _refused),
        ("2026-05-15", "15:00", "Asha writes of the home that was taken over", _home_case),
        ("2026-05-19", "09:00", "which the fire service clears", partial(_cleared, "sam")),
        ("2026-05-19", "10:00", "and the police", partial(_cleared, "inspector")),
        ("2026-05-19", "10:45", "and adult care", partial(_cleared, "joan")),
        ("2026-05-19", "11:00", "and her own council", partial(_cleared, "bea")),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


# --- events -----------------------------------------------------------------------------------


def _briefing(
    stage: Stage, at: datetime, name: str, title: str, starts_at: datetime, topics: Sequence[str]
) -> None:
    asha = stage.actor("asha.penrose", at)
    stage.made[name] = learning.make_event(
        title=title,
        sort="briefing",
        area=stage.area("Wantsum"),
        venue="Council offices, room 2",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        aims="Know what to look for, and whom to tell",
        topics=topics,
        by=asha,
        at=at,
    )
    learning.invite(
        event_id=stage.made[name],
        agencies=[stage.agency("saltmarsh-homes"), stage.agency("fallowshire-fire")],
        by=asha,
        at=at,
    )


def _autumn(stage: Stage, at: datetime) -> None:
    starts = moment("2025-10-02", "10:00")
    _briefing(stage, at, "autumn", "Before you knock", starts, ["visits"])


def _autumn_followed_up(stage: Stage, at: datetime) -> None:
    learning.follow_up(
        event_id=stage.made["autumn"],
        words="The repairs team now goes in pairs where nobody has seen the tenant for a month.",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _door_briefing(stage: Stage, at: datetime) -> None:
    starts = moment("2026-01-22", "13:30")
    _briefing(stage, at, "door-briefing", "Who answers the door", starts, ["signs", "telling"])


def _called_off(stage: Stage, at: datetime) -> None:
    starts = moment("2026-05-20", "10:00")
    _briefing(stage, at, "called-off", "Sharing lawfully, in an hour", starts, ["sharing"])
    learning.call_off(
        event_id=stage.made["called-off"],
        why="The speaker is at court that day",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _retail_morning(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    starts = moment("2026-06-09", "08:00")
    stage.made["retail-morning"] = learning.make_event(
        title="Stealing to order: a morning for shops",
        sort="training",
        area=stage.area("Wantsum"),
        venue="Library, upstairs",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        aims="Say what was taken in a way that can be put together",
        topics=["retail", "telling"],
        by=asha,
        at=at,
    )
    learning.invite(
        event_id=stage.made["retail-morning"],
        agencies=[
            stage.agency("wantsum-retailers"),
            stage.agency("fallowshire-police"),
            stage.agency("fallowshire-trading-standards"),
        ],
        by=asha,
        at=at,
    )


def _held(name: str, stage: Stage, at: datetime) -> None:
    who = "gwen.sallis" if name == "workshop" else "asha.penrose"
    learning.hold_event(event_id=stage.made[name], by=stage.actor(who, at), at=at)


def _workshop(stage: Stage, at: datetime) -> None:
    gwen = stage.actor("gwen.sallis", at)
    for organisation, work, people in REGISTER:
        learning.keep_audience(
            organisation=organisation,
            work=work,
            area=stage.area("Wantsum"),
            people=people,
            by=gwen,
            at=at,
        )
    stage.made["workshop"] = learning.make_event(
        title="Serious and organised crime: what each of us could do",
        sort="workshop",
        area=COUNTY.code,
        venue="Fire service training centre",
        starts_at=WORKSHOP_AT,
        ends_at=WORKSHOP_AT + timedelta(hours=3),
        aims="Know which sorts of organised crime there are here; say which powers and services "
        "your agency has against them; know how to tell what you see, and how somebody who is "
        "being used can be helped.",
        programme="The sorts of organised crime, by the intelligence unit. How many groups are "
        "mapped, by an analyst. Two cases, one with partners and one without. After the break: "
        "what could each agency do, alone and together?",
        topics=["signs", "powers", "telling"],
        by=gwen,
        at=at,
    )
    councils = [f"{district.slug}-council" for district in COUNTY.districts]
    learning.invite(
        event_id=stage.made["workshop"],
        agencies=[
            stage.agency(code)
            for code in (
                *councils,
                *(
                    f"{COUNTY.slug}-{each}"
                    for each in (
                        "police",
                        "intelligence",
                        "fire",
                        "trading-standards",
                        "adult-care",
                        "youth-justice",
                        "icb",
                        "probation",
                        "prison",
                    )
                ),
                "wantsum-school",
                "saltmarsh-homes",
            )
        ],
        by=gwen,
        at=at,
    )


def _replies(stage: Stage, at: datetime) -> None:
    for who, people in (
        ("sam.whitlock", 6),
        ("femi.adair", 2),
        ("asha.penrose", 3),
        ("priya.vance", 1),
    ):
        learning.reply(
            event_id=stage.made["workshop"],
            coming=True,
            people=people,
            by=stage.actor(who, at),
            at=at,
        )


def _come(stage: Stage, at: datetime) -> None:
    workshop, wantsum = stage.made["workshop"], stage.area("Wantsum")
    gwen = stage.actor("gwen.sallis", at)
    code = learning.event_page(event_id=workshop, by=gwen, at=at).door_code
    for number, (who, work) in enumerate(CAME):
        by = stage.actor(who, at)
        learning.come(event_id=workshop, work=work, area=wantsum, by=by, at=at)
        learning.rate(event_id=workshop, ratings=_sure(number, 0), after=False, by=by, at=at)
    for number, (organisation, work) in enumerate(
        (
            ("Saltmarsh Homes", "visits"),
            ("Saltmarsh Homes", "visits"),
            ("Fallowshire Fire and Rescue Service", "visits"),
            ("Fallowshire Police", "investigates"),
        )
    ):
        given = learning.come_by_code(
            code=code, organisation=organisation, work=work, area=wantsum, at=at
        )
        learning.rate_by_pass(given=given, ratings=_sure(number, 0), after=False, at=at)
        learning.need_by_pass(given=given, needs=["signs"], at=at)


def _sure(number: int, after: int) -> dict[str, int]:
    """What the person with a number says: most the same, some a step less."""
    return {statement: max(1, both[after] - (number % 3 == 0)) for statement, both in SURE.items()}


def _raised(stage: Stage, at: datetime) -> None:
    workshop = stage.made["workshop"]
    asha, gwen = stage.actor("asha.penrose", at), stage.actor("gwen.sallis", at)
    for who, needs, words in (
        ("asha.penrose", ["powers", "sharing"], "Which of our powers fit, and who signs"),
        ("priya.vance", ["schools", "routes"], "Whom to ring when a pupil is both"),
        ("femi.adair", ["evidence"], ""),
        ("sam.whitlock", ["signs", "telling"], ""),
    ):
        by = stage.actor(who, at)
        learning.need(event_id=workshop, needs=needs, words=words, by=by, at=at)
    for organisation, work, people in ON_PAPER:
        learning.note_attendance(
            event_id=workshop,
            organisation=organisation,
            work=work,
            area=stage.area("Wantsum"),
            people=people,
            by=gwen,
            at=at,
        )
    for name, text in ISSUES.items():
        by = asha if name in ("schools", "board") else gwen
        stage.made[f"issue-{name}"] = learning.raise_issue(
            event_id=workshop, text=text, by=by, at=at
        )


def _sure_afterwards(stage: Stage, at: datetime) -> None:
    for number, (who, _) in enumerate(CAME[:-1]):
        learning.rate(
            event_id=stage.made["workshop"],
            ratings=_sure(number, 1),
            after=True,
            by=stage.actor(who, at),
            at=at,
        )


def _actions(stage: Stage, at: datetime) -> None:
    for who, agency, issue, verb, text, four_p, due in (
        (
            "asha.penrose",
            "wantsum-council",
            "schools",
            "Agree",
            "one number that schools ring for a pupil who is used and suspected at once",
            "prevent",
            date(2026, 7, 10),
        ),
        (
            "gwen.sallis",
            "fallowshire-county-council",
            "forums",
            "Map",
            "every meeting at which the same people are talked of",
            "prepare",
            date(2026, 7, 31),
        ),
    ):
        plans.add_action(
            verb=verb,
            text=text,
            four_p=four_p,
            due_on=due,
            owner_agency=stage.agency(agency),
            area=stage.area("Wantsum"),
            arises_from=[Ref(kind=Kind.ISSUE, uid=stage.made[f"issue-{issue}"])],
            by=stage.actor(who, at),
            at=at,
        )


def _finding(stage: Stage, at: datetime) -> None:
    profiles.add_finding(
        profile_id=stage.made["profile"],
        text="Shops say that goods are stolen to order. What is recorded does not show who orders.",
        issues=[stage.made["issue-retail"]],
        by=stage.actor("lowri.lacey", at),
        at=at,
    )


def _afterwards(stage: Stage, at: datetime) -> None:
    for who, words in (
        ("sam.whitlock", "I ask who else lives there, and write the answer down"),
        ("priya.vance", "Nothing yet: we still have no number to ring"),
    ):
        learning.tell_afterwards(
            event_id=stage.made["workshop"],
            did_differently=words,
            by=stage.actor(who, at),
            at=at,
        )


# --- case studies -----------------------------------------------------------------------------


def _written(
    stage: Stage,
    at: datetime,
    name: str,
    title: str,
    words: Mapping[str, str],
    *,
    by: Actor,
    district: str = "Wantsum",
    agencies: Sequence[str],
    involvement: int,
    threats: Sequence[str],
    places: Sequence[str],
    needs: Sequence[str] = (),
    shown: Mapping[str, str],
    arises_from: Sequence[Ref] = (),
) -> None:
    stage.made[name] = learning.write_case(
        title=title,
        area=stage.area(district),
        objective=words["objective"],
        involvement=involvement,
        agencies=[stage.agency(code) for code in agencies],
        threats=threats,
        places=places,
        needs=needs,
        arises_from=arises_from,
        by=by,
        at=at,
    )
    learning.change_case(
        case_id=stage.made[name],
        title=title,
        claimed="E3" if "before" in shown else "E2" if "second_source" in shown else "E1",
        words=words,
        shown=shown,
        by=by,
        at=at,
    )
    learning.ask_clearance(
        case_id=stage.made[name],
        thought_about="Nobody could be told from what is left",
        by=by,
        at=at,
    )


def _clear(stage: Stage, at: datetime, name: str, who: str, until: date) -> None:
    learning.clear_case(
        case_id=stage.made[name], cleared=True, until=until, by=stage.actor(who, at), at=at
    )


def _home_case(stage: Stage, at: datetime) -> None:
    _written(
        stage,
        at,
        "home-case",
        "A home that was taken over, and made safe by four agencies",
        HOME,
        by=stage.actor("asha.penrose", at),
        # Not the landlord: its one manager has declared a conflict, so there is nobody to ask.
        agencies=["fallowshire-fire", "fallowshire-police", "fallowshire-adult-care"],
        involvement=4,
        threats=["cuckooing", "drug_supply"],
        places=["address"],
        needs=["signs", "visits", "routes"],
        shown={"document": "Minutes of tasking", "second_source": "The landlord’s own record"},
        arises_from=[Ref(kind=Kind.PROBLEM, uid=stage.made["tern-court"])],
    )


def _cleared(who: str, stage: Stage, at: datetime) -> None:
    inspector = stage.holder(Role.LEAD_OFFICER, stage.area("Wantsum"), "fallowshire-police")
    name = {
        "sam": "sam.whitlock",
        "inspector": inspector,
        "joan": "joan.lisle",
        "bea": "bea.holroyd",
    }[who]
    if name is not None:
        _clear(stage, at, "home-case", name, date(2027, 3, 31))


def _shops_case(stage: Stage, at: datetime) -> None:
    there = stage.area(ELSEWHERE)
    author, lawyer = stage.holder(Role.CSM, there), stage.holder(Role.COUNCIL_LAWYER, there)
    inspector = stage.holder(Role.LEAD_OFFICER, there)
    if author is None or lawyer is None or inspector is None:
        return
    _written(
        stage,
        at,
        "shops-case",
        "Stealing to order, tackled by police alone",
        SHOPS,
        by=stage.actor(author, at),
        district=ELSEWHERE,
        agencies=["fallowshire-police"],
        involvement=0,
        threats=["retail_crime"],
        places=["shop", "street"],
        needs=["retail"],
        shown={
            "document": "Recorded crime by month",
            "before": "41 thefts a month over three months",
            "after": "38 thefts a month over three months",
        },
    )
    for who in (lawyer, inspector):
        _clear(stage, at, "shops-case", who, date(2026, 6, 12))


def _older_case(stage: Stage, at: datetime) -> None:
    _written(
        stage,
        at,
        "older-case",
        "A stairwell that was taken over, and lit",
        STAIRS,
        by=stage.actor("asha.penrose", at),
        agencies=["fallowshire-fire"],
        involvement=3,
        threats=["asb", "drug_supply"],
        places=["street"],
        shown={"document": "Minutes of tasking"},
    )
    for who in ("sam.whitlock", "bea.holroyd"):
        _clear(stage, at, "older-case", who, date(2026, 4, 30))


def _refused(stage: Stage, at: datetime) -> None:
    _written(
        stage,
        at,
        "refused-case",
        "A shop that sold what could not be traced",
        VAPES,
        by=stage.actor("asha.penrose", at),
        agencies=["fallowshire-trading-standards"],
        involvement=5,
        threats=["illicit_goods"],
        places=["shop"],
        shown={"document": "A list of what was seized"},
    )
    learning.clear_case(
        case_id=stage.made["refused-case"],
        cleared=False,
        reason="It is before a court until the autumn",
        by=stage.actor("femi.adair", at),
        at=at,
    )

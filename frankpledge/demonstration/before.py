"""Wantsum before the story begins: what stands on Asha's Morning screen, and how it got there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from frankpledge.access.api import Kind, Ref, protect
from frankpledge.demonstration.stage import STORY_BEGINS, Scene, Stage, moment
from frankpledge.entities import api as entities
from frankpledge.governance import api as governance
from frankpledge.intelligence import api as intelligence
from frankpledge.plans import api as plans
from frankpledge.problems import api as problems
from frankpledge.profiles import api as profiles

CARD = "SALT-7291"
"""The code on the card in the vans of Saltmarsh Homes."""


def scenes() -> Iterator[Scene]:
    """What was done in Wantsum up to the morning of Monday 13 April 2026."""
    for day, clock, what, play in (
        ("2026-01-12", "09:00", "The force's unit is set up, and its cards printed", _set_up),
        ("2026-02-16", "10:00", "Ruth holds something in confidence", _held_in_confidence),
        ("2026-03-23", "10:00", "Asha opens a problem at Harbour Steps", _harbour_steps),
        ("2026-03-25", "11:00", "She asks round, and three agencies answer", _ask_about_the_steps),
        ("2026-03-30", "09:30", "Asha opens a problem at Ropewalk", _ropewalk),
        ("2026-04-01", "14:00", "Last week's tasking", _last_tasking),
        ("2026-04-01", "16:00", "and its minutes", _minutes),
        (
            "2026-04-07",
            "10:00",
            "Locks are changed at Ropewalk: re-visits are set",
            _ropewalk_visits,
        ),
        ("2026-04-08", "12:00", "The first re-visit finds nobody in", _ropewalk_first_visit),
        ("2026-04-08", "15:00", "The analyst drafts Wantsum's profile", _draft_profile),
        (
            "2026-04-09",
            "10:00",
            "Wednesday's tasking is called and updates asked for",
            _call_tasking,
        ),
        ("2026-04-10", "11:00", "and puts it out for comment", _share_profile),
        ("2026-04-10", "15:00", "Most agencies have given theirs", _updates),
        (
            "2026-04-11",
            "11:00",
            "A joint patrol at Harbour Steps: re-visits are set",
            _steps_visits,
        ),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _set_up(stage: Stage, at: datetime) -> None:
    unit = stage.agency("fallowshire-intelligence")
    intelligence.set_up_unit(agency_id=unit, area="E23999001", at=at)
    for agency, code, job in (
        ("saltmarsh-homes", CARD, "repairs"),
        ("wantsum-retailers", "SHOP-3518", "shop"),
    ):
        intelligence.make_card(
            agency_id=stage.agency(agency),
            by=stage.actor("imogen.tarrant", at),
            at=at,
            code=code,
            job_code=job,
        )


def _held_in_confidence(stage: Stage, at: datetime) -> None:
    """Ruth holds something restricted, of which nobody else may know."""
    ruth = stage.actor("ruth.calloway", at)
    held = protect(
        Kind.GROUP,
        owner=ruth.agency_id,
        by=ruth,
        at=at,
        named=[stage.person("ruth.calloway")],
        restricted=True,
    )
    entities.take_in(
        [
            entities.Mentioned(
                sort=entities.Sort.VEHICLE,
                typed="Grey van FV19 KTN",
                identifiers=((entities.What.MARK, "FV19 KTN"),),
            )
        ],
        source=Ref(kind=Kind.GROUP, uid=held.uid),
        by=ruth,
        at=at,
    )


def _harbour_steps(stage: Stage, at: datetime) -> None:
    stage.made["harbour-steps"] = problems.open_problem(
        title="Dealing and fights after dark",
        place="Harbour Steps car park",
        place_kind="station",
        area=stage.area("Wantsum"),
        forum="wantsum-tasking",
        agencies=[stage.agency("fallowshire-police"), stage.agency("fallowshire-fire")],
        lead=stage.person("asha.penrose"),
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _ask_about_the_steps(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    answers = {
        "fallowshire-police": ("odette.goodenough", "held", "Speak to the neighbourhood constable"),
        "fallowshire-fire": ("sam.whitlock", "nil", ""),
        "wantsum-licensing": ("rufus.bracegirdle", "nil", ""),
    }
    problems.ask(
        problem_id=stage.made["harbour-steps"],
        agencies=[stage.agency(code) for code in answers],
        by=asha,
        at=at,
    )
    for code, (who, said, words) in answers.items():
        problems.answer_ask(
            ask_id=stage.ask_of("harbour-steps", code, asha),
            answer=said,
            words=words,
            by=stage.actor(who, at),
            at=at,
        )


def _ropewalk(stage: Stage, at: datetime) -> None:
    stage.made["ropewalk"] = problems.open_problem(
        title="A tenant whose visitors will not leave",
        place="14 Ropewalk",
        place_kind="address",
        area=stage.area("Wantsum"),
        forum="wantsum-tasking",
        agencies=[stage.agency("fallowshire-police"), stage.agency("saltmarsh-homes")],
        lead=stage.person("asha.penrose"),
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _last_tasking(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    stage.made["last-tasking"] = governance.call_meeting(
        forum="wantsum-tasking", starts_at=at, place="Council offices, room 2", by=asha, at=at
    )
    governance.build_agenda(meeting_id=stage.made["last-tasking"], by=asha, at=at)
    item = stage.item_of("harbour-steps", "last-tasking", asha)
    governance.decide(item_id=item, text="Light the steps and patrol them together", by=asha, at=at)
    plans.add_action(
        verb="Mend",
        text="the three dark lamps on Harbour Steps",
        four_p="protect",
        due_on=date(2026, 4, 10),
        owner_agency=stage.agency("wantsum-council"),
        owner=stage.person("tom.arkwright"),
        arises_from=[
            Ref(kind=Kind.AGENDA_ITEM, uid=item),
            Ref(kind=Kind.PROBLEM, uid=stage.made["harbour-steps"]),
        ],
        by=asha,
        at=at,
    )


def _minutes(stage: Stage, at: datetime) -> None:
    plans.take_minutes(
        meeting_id=stage.made["last-tasking"], by=stage.actor("asha.penrose", at), at=at
    )


def _ropewalk_visits(stage: Stage, at: datetime) -> None:
    visits = problems.set_revisits(
        problem_id=stage.made["ropewalk"],
        after=date(2026, 4, 6),
        visitor=stage.person("asha.penrose"),
        alone=False,
        by=stage.actor("asha.penrose", at),
        at=at,
    )
    stage.made["ropewalk-first"], stage.made["ropewalk-second"], _ = visits


def _ropewalk_first_visit(stage: Stage, at: datetime) -> None:
    problems.record_revisit(
        revisit_id=stage.made["ropewalk-first"],
        outcome="no_answer",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _draft_profile(stage: Stage, at: datetime) -> None:
    analyst = stage.actor("lowri.lacey", at)
    stage.made["profile"] = profiles.draft_profile(
        area=stage.area("Wantsum"),
        first="2025-05",
        last="2026-03",
        compare_first="2024-05",
        compare_last="2025-03",
        by=analyst,
        at=at,
    )


def _share_profile(stage: Stage, at: datetime) -> None:
    asked = ("wantsum-council", "fallowshire-fire", "saltmarsh-homes", "wantsum-school")
    profiles.share_profile(
        profile_id=stage.made["profile"],
        agencies=[stage.agency(code) for code in asked],
        by=stage.actor("lowri.lacey", at),
        at=at,
    )


def _call_tasking(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    stage.made["tasking"] = governance.call_meeting(
        forum="wantsum-tasking",
        starts_at=moment("2026-04-15", "14:00"),
        place="Council offices, room 2",
        by=asha,
        at=at,
    )
    governance.build_agenda(meeting_id=stage.made["tasking"], by=asha, at=at)
    governance.ask_updates(meeting_id=stage.made["tasking"], by=asha, at=at)


def _updates(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    for problem, who, words in (
        ("harbour-steps", "odette.goodenough", "Joint patrol set for Saturday, two officers"),
        ("ropewalk", "odette.goodenough", "No calls since the locks were changed"),
        ("harbour-steps", "rufus.bracegirdle", "Nothing new from the bars nearby"),
        ("harbour-steps", "asha.penrose", "Lamps reported; contractor has not been"),
        ("ropewalk", "asha.penrose", "Second re-visit on Monday"),
    ):
        item = stage.item_of(problem, "tasking", asha)
        governance.give_update(
            item_id=item,
            text=words,
            basis="opinion" if words.startswith("Nothing new") else "fact",
            by=stage.actor(who, at),
            at=at,
        )


def _steps_visits(stage: Stage, at: datetime) -> None:
    problems.set_revisits(
        problem_id=stage.made["harbour-steps"],
        after=date(2026, 4, 11),
        visitor=stage.person("asha.penrose"),
        alone=False,
        by=stage.actor("asha.penrose", at),
        at=at,
    )


__all__ = ["CARD", "STORY_BEGINS", "scenes"]

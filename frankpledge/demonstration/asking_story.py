"""What the six weeks hold of asking: before acting, requests, requirements and alerts.

Told by the acts that the site offers, after the scenes whose problem and people they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from frankpledge.access.api import Person
from frankpledge.asking import api as asking
from frankpledge.demonstration.stage import Scene, Stage, moment

EVERY_CHECK = tuple(code for code, _ in asking.checklist())


def asking_scenes() -> Iterator[Scene]:
    """From the requirement of 13 April to the alert that is recalled in May 2026."""
    for day, clock, what, play in (
        ("2026-04-13", "11:30", "Points of contact are named", _contacts),
        ("2026-04-13", "14:00", "A requirement is drafted", _requirement),
        ("2026-04-13", "15:00", "Quill approves it, and it is issued", _issued),
        ("2026-04-15", "16:30", "An alert goes to everybody in the district", _alert),
        ("2026-04-16", "12:40", "9: Asha asks before she visits", _ask_before),
        ("2026-04-16", "14:10", "9: Imogen checks by hand, and answers", _answer_before),
        ("2026-04-16", "15:50", "9: Asha calls: go with an officer", _call),
        ("2026-04-16", "16:10", "The council asks the fire service for information", _request),
        ("2026-04-17", "14:00", "The fire service answers in part", _answer_request),
        ("2026-05-06", "09:40", "17: an alert goes to the retailers by mistake", _wrong_group),
        ("2026-05-06", "09:41", "17: and is recalled within a minute", _recall),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _contacts(stage: Stage, at: datetime) -> None:
    quill = stage.actor("martin.quill", at)
    for name in ("sam.whitlock", "asha.penrose", "joan.lisle", "priya.vance"):
        asking.name_contact(person_id=stage.person(name), by=quill, at=at)


def _requirement(stage: Stage, at: datetime) -> None:
    stage.made["homes-requirement"] = asking.draft_requirement(
        level="tactical",
        theme="Homes taken over",
        question="Where in the district are homes being taken over, and how?",
        partner_wording="If in the course of your normal work you notice new locks, many callers "
        "or strangers who answer for the tenant, please tell us.",
        indicators=(
            "The tenant is not seen, and others answer",
            "New locks, or a door that has been forced",
            "Many callers, at all hours, who stay for minutes",
        ),
        agencies=[
            stage.agency(code)
            for code in ("saltmarsh-homes", "fallowshire-fire", "wantsum-council")
        ],
        valid_from=date(2026, 4, 13),
        valid_to=date(2026, 7, 12),
        police_wording="Fills the gap named in the control strategy.",
        gap="Profile, section P14",
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _issued(stage: Stage, at: datetime) -> None:
    requirement = stage.made["homes-requirement"]
    quill, imogen = stage.actor("martin.quill", at), stage.actor("imogen.tarrant", at)
    asking.approve_requirement(requirement_id=requirement, by=quill, at=at)
    asking.issue_requirement(requirement_id=requirement, by=imogen, at=at)


def _alert(stage: Stage, at: datetime) -> None:
    asking.issue_alert(
        title="Homes taken over: signs to spot",
        signs=(
            "Strangers answer the door and say that the tenant is out",
            "The tenant will not let you in, or looks at others before answering",
            "New locks, covered windows, many phones",
        ),
        report="Tell us with the form or your card, the same day. In danger, call 999.",
        marking="official",
        districts=[stage.area("Wantsum")],
        expires_on=date(2026, 6, 30),
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _ask_before(stage: Stage, at: datetime) -> None:
    stage.made["before-visit"] = asking.ask_before(
        place="6 Tern Court",
        area=stage.area("Wantsum"),
        planned="A visit to see the tenant and talk about the locks",
        goers="Two: the community safety manager and a fire safety officer",
        first_day=date(2026, 4, 17),
        last_day=date(2026, 4, 17),
        agencies=[stage.agency("fallowshire-fire")],
        problem_id=stage.made["tern-court"],
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _answer_before(stage: Stage, at: datetime) -> None:
    asking.answer_before(
        request_id=stage.made["before-visit"],
        verdict="call",
        safety="police",
        checked=EVERY_CHECK,
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _call(stage: Stage, at: datetime) -> None:
    asking.note_call(
        request_id=stage.made["before-visit"],
        told="police",
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _request(stage: Stage, at: datetime) -> None:
    # Another of the council's people drafts it, so that its point of contact may authorise it.
    writes = "tom.arkwright"
    uid = asking.draft_request(
        to=stage.agency("fallowshire-fire"),
        wanted="Whether the fire service was called to Tern Court in the last year, and to what",
        purpose="To plan a safe visit",
        gateway="cda115",
        necessity="The visit cannot be planned safely without it",
        proportionality="One block and one year, and no names",
        urgency="priority",
        by=stage.actor(writes, at),
        at=at,
    )
    stage.made["fire-request"] = uid
    asking.authorise(request_id=uid, by=stage.actor("asha.penrose", at), at=at)
    asking.send(request_id=uid, by=stage.actor(writes, at), at=at)


def _answer_request(stage: Stage, at: datetime) -> None:
    sam = stage.actor("sam.whitlock", at)
    uid = stage.made["fire-request"]
    asking.acknowledge_request(request_id=uid, by=sam, at=at)
    asking.answer_request(
        request_id=uid,
        response="partial",
        words="Two calls to the block in twelve months, both to cooking. No flat is named here.",
        conditions="For planning the visit only",
        asks_before_onward=True,
        by=sam,
        at=at,
    )


def _wrong_group(stage: Stage, at: datetime) -> None:
    stage.made["wrong-alert"] = asking.issue_alert(
        title="Unmarked bags at shops in the town",
        signs=("Stock carried in unmarked bags", "The same men at several shops"),
        report="Tell the unit by telephone. Do not ask questions.",
        marking="official",
        districts=[stage.area("Wantsum")],
        roles=["contributor"],
        agencies=[stage.agency("wantsum-retailers")],
        expires_on=date(2026, 5, 31),
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )
    readers = Person.objects.filter(agency=stage.agency("wantsum-retailers"), is_service=False)
    for username in readers.order_by("username").values_list("username", flat=True)[:2]:
        by = stage.actor(username, at)
        asking.open_alert(alert_id=stage.made["wrong-alert"], by=by, at=at)


def _recall(stage: Stage, at: datetime) -> None:
    asking.recall_alert(
        alert_id=stage.made["wrong-alert"],
        why="It was meant for trading standards, not for the retailers",
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )

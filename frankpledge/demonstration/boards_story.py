"""What the story holds of boards: three meetings, their papers, decisions and actions, and step 23.

The county's board met in October and in March and meets again in June. One action was done and
closed, one waits for the chair, one is late. The paper for June is drafted on the day of step 23.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from frankpledge.access.api import Holding, PostRole, Role
from frankpledge.demonstration.county import COUNTIES
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.governance import api as governance
from frankpledge.governance.api import RaisedAction, Written
from frankpledge.pages.api import count_period, draft_board_paper

COUNTY = COUNTIES[0]
BOARD = f"{COUNTY.slug}-strategy-group"
HERE = f"{COUNTY.slug}-"
UNRECORDED = "Fernholt"
"""The district of which nothing is recorded in the register."""
OCTOBER, MARCH, JUNE = (
    moment("2025-10-15", "10:00"),
    moment("2026-03-18", "10:00"),
    moment("2026-06-10", "10:00"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a paper says, by section, and what it asks."""

    key: str
    subject: str
    paper_type: str
    summary: str
    sections: dict[str, tuple[str, ...]]
    asked: tuple[tuple[str, str], ...]


FIRST = Said(
    key="october-paper",
    subject="Local profiles, and what partners need to know",
    paper_type="information",
    summary="Partners have been shown what a local profile is. They ask for more of a say in the "
    "next one, and to know what is expected of them.",
    sections={
        "1": ("The board asked in the summer how partners come to know of organised crime.",),
        "2": (
            "Officers of four services met the analysts who write profiles and asked for a "
            "chapter on each district.",
            "They had not been asked before the first profiles were written, and said so.",
        ),
        "3": ("Senior managers are to be briefed before the board meets again.",),
        "4": ("Interest is high. What each service can do is not yet plain to it.",),
    },
    asked=(("note", "what partners said of the first profiles"),),
)
SECOND = Said(
    key="march-paper",
    subject="Serious and organised crime: from a workshop to a plan",
    paper_type="discussion",
    summary="A workshop brought thirty people of eleven services together. They want no new "
    "meeting, they want answers to what they tell, and managers of district partnerships offer "
    "to be the link.",
    sections={
        "1": ("In October the board asked for managers to be briefed. That was done in January.",),
        "2": (
            "In February a workshop looked at five sorts of crime and at what each service could "
            "see, stop and prevent.",
            "Those who came found that information goes one way. They asked for an answer to "
            "whatever they tell, even if it is a short one.",
            "Nobody asked for another board.",
        ),
        "3": (
            "The county team and the police turn what was found into a plan with owners and days.",
            "Forums that discuss people at risk are drawn on one map.",
        ),
        "4": ("Services see a part for themselves. The next step is to make it usual.",),
    },
    asked=(
        ("comment", "the findings of the workshop"),
        ("endorse", "community safety managers as the link into each district"),
    ),
)
THIRD = Said(
    key="june-paper",
    subject="Serious and organised crime: what partners did this quarter",
    paper_type="information",
    summary="What partnerships returned for the last quarter, how far last meeting’s actions are, "
    "and how many partnerships now name this crime among their priorities.",
    sections={
        "1": ("In March the board discussed a workshop and endorsed managers as the link.",),
        "3": ("Returns for the next quarter are asked for on 1 July.",),
        "4": ("Work that began with one workshop now has owners, days and figures.",),
        "2": (),
    },
    asked=(
        ("note", "the progress since the last meeting"),
        ("support", "managers’ work to bring each partnership’s priorities up to date"),
    ),
)


def boards_scenes() -> Iterator[Scene]:
    """Three meetings, and what stands around them."""
    for day, clock, what, play in (
        ("2025-09-15", "10:00", "Gwen calls October’s board", partial(_called, FIRST, OCTOBER)),
        ("2025-09-22", "10:00", "and writes its paper", partial(_written, FIRST)),
        ("2025-09-26", "10:00", "which everybody clears", partial(_cleared, FIRST)),
        ("2025-10-02", "10:00", "and the board has", partial(_published, FIRST)),
        ("2025-10-20", "10:00", "The board noted it and asked for briefings", _october),
        ("2026-01-22", "10:00", "Helena says that managers are briefed", _briefed),
        ("2026-02-03", "10:00", "and the chair closes it", _closed),
        ("2026-02-16", "10:00", "Gwen calls March’s board", partial(_called, SECOND, MARCH)),
        ("2026-02-27", "10:00", "and writes its paper", partial(_written, SECOND)),
        ("2026-03-03", "10:00", "which everybody clears", partial(_cleared, SECOND)),
        ("2026-03-06", "10:00", "and the board has", partial(_published, SECOND)),
        ("2026-03-23", "10:00", "The board endorsed managers as the link", _march),
        ("2026-04-21", "09:30", "Gwen records arrangements", _arranged),
        ("2026-04-21", "15:00", "and how strongly plans carry it", _register),
        ("2026-05-11", "11:30", "Gwen calls June’s board", partial(_called, THIRD, JUNE)),
        ("2026-05-11", "15:00", "The fire service says that the map is drawn", _mapped),
        ("2026-05-14", "15:30", "Asha puts Tern Court on her board’s plan", _placed),
        ("2026-05-20", "10:00", "23: the paper drafts its section 2.0", _drafted),
        ("2026-05-20", "15:00", "and goes to be cleared", _sent),
        ("2026-05-22", "08:30", "25: Gwen has the six weeks counted for boards", _counted),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _colleague(at: datetime) -> str:
    """The user name of the county team’s other officer."""
    posts = PostRole.objects.filter(role=Role.COUNTY_TEAM).values("post")
    held = Holding.objects.filter(post__in=posts, post__agency__code__startswith=HERE)
    others = held.exclude(person__username="gwen.sallis").order_by("person__username")
    return others.select_related("person")[0].person.username


def _on_board(agency: str, title: str) -> str:
    held = Holding.objects.filter(
        post__agency__code=f"{HERE}{agency}", post__title=title, person__is_active=True
    )
    return held.select_related("person").order_by("person__username")[0].person.username


def _chair() -> str:
    return _on_board("county-council", "Cabinet member for community safety")


def _called(said: Said, starts_at: datetime, stage: Stage, at: datetime) -> None:
    gwen = stage.actor("gwen.sallis", at)
    meeting = governance.call_meeting(
        forum=BOARD, starts_at=starts_at, place="County Hall", by=gwen, at=at
    )
    stage.made[said.key] = governance.plan_paper(
        meeting_id=meeting, subject=said.subject, paper_type=said.paper_type, by=gwen, at=at
    )


def _written(said: Said, stage: Stage, at: datetime) -> None:
    gwen = stage.actor("gwen.sallis", at)
    paper = stage.made[said.key]
    governance.write_paper(
        paper_id=paper,
        subject=said.subject,
        paper_type=said.paper_type,
        summary=said.summary,
        contact="Gwen Sallis, county community safety team leader, through County Hall",
        by=gwen,
        at=at,
    )
    for section, texts in said.sections.items():
        governance.write_section(
            paper_id=paper,
            section=section,
            paragraphs=[Written(text=text) for text in texts],
            by=gwen,
            at=at,
        )
    governance.recommend(paper_id=paper, asked=said.asked, by=gwen, at=at)


def _cleared(said: Said, stage: Stage, at: datetime) -> None:
    paper = stage.made[said.key]
    governance.send_paper(paper_id=paper, by=stage.actor("gwen.sallis", at), at=at)
    colleague = _colleague(at)
    for who in (colleague, "helena.marsh", colleague, _chair()):
        governance.clear_paper(paper_id=paper, is_cleared=True, by=stage.actor(who, at), at=at)


def _published(said: Said, stage: Stage, at: datetime) -> None:
    governance.publish_paper(
        paper_id=stage.made[said.key], by=stage.actor("gwen.sallis", at), at=at
    )


def _decided(
    said: Said, resolved: Sequence[str], actions: Sequence[RaisedAction], stage: Stage, at: datetime
) -> None:
    governance.take_back_decision(
        paper_id=stage.made[said.key],
        resolved=resolved,
        actions=actions,
        by=stage.actor("gwen.sallis", at),
        at=at,
    )


def _october(stage: Stage, at: datetime) -> None:
    briefing = RaisedAction(
        text="Brief senior managers of every service on local profiles, and report back",
        owner_agency=stage.agency(f"{HERE}police"),
        owner_post="Assistant chief constable",
        due_on=date(2026, 1, 31),
    )
    _decided(FIRST, ["what partners said be noted"], [briefing], stage, at)


def _march(stage: Stage, at: datetime) -> None:
    plan = RaisedAction(
        text="Turn the workshop’s findings into a plan with owners and days",
        owner_agency=stage.agency(f"{HERE}county-council"),
        owner_post="County community safety team leader",
        due_on=date(2026, 5, 8),
    )
    drawn = RaisedAction(
        text="Draw forums that discuss people at risk on one map",
        owner_agency=stage.agency(f"{HERE}fire"),
        owner_post="Head of community safety",
        due_on=date(2026, 5, 29),
    )
    _decided(
        SECOND,
        [
            "the findings of the workshop be welcomed",
            "community safety managers be endorsed as the link into each district",
        ],
        [plan, drawn],
        stage,
        at,
    )


def _said_of(
    paper: str, letter: str, words: str, evidence: str, who: str, stage: Stage, at: datetime
) -> None:
    by = stage.actor(who, at)
    facts = governance.paper_page(paper_id=stage.made[paper], by=by, at=at)
    action = next(each for each in facts.actions if each.reference.endswith(letter))
    governance.report_on_action(
        paper_id=stage.made[paper],
        number=action.number,
        state="complete",
        words=words,
        evidence=evidence,
        by=by,
        at=at,
    )


def _briefed(stage: Stage, at: datetime) -> None:
    words = "Managers of nine services came to one of three briefings"
    _said_of(FIRST.key, "a", words, "List of those who came", "helena.marsh", stage, at)


def _closed(stage: Stage, at: datetime) -> None:
    chair = stage.actor(_chair(), at)
    for action in governance.board_actions_to_close(chair, at.date()):
        governance.close_board_action(
            paper_id=action.paper_id, number=action.number, by=chair, at=at
        )


def _mapped(stage: Stage, at: datetime) -> None:
    words = "The map stands, and twelve forums have been verified by whoever runs them"
    who = _on_board("fire", "Head of community safety")
    _said_of(SECOND.key, "b", words, "The map of forums", who, stage, at)


def _arranged(stage: Stage, at: datetime) -> None:
    gwen = stage.actor("gwen.sallis", at)
    for body, sort, words, document, from_on in (
        (
            f"{COUNTY.slug}-csp",
            "leads",
            "The county’s partnership leads; no board was added for it",
            "Minutes of March 2026",
            date(2026, 3, 18),
        ),
        (
            f"{COUNTY.slug}-pcc",
            "commissioner",
            "The commissioner agreed to use partnerships that exist",
            "Letter of April 2026",
            date(2026, 4, 14),
        ),
        (
            f"{COUNTY.slug}-csp",
            "agreement",
            "A rolling agreement, looked at again each spring",
            "Community safety agreement, edition 9",
            date(2026, 4, 1),
        ),
        (
            f"{COUNTY.slug}-csp",
            "sharing",
            "One protocol that every partner has signed",
            "Information sharing protocol, edition 4",
            date(2025, 6, 2),
        ),
        (
            f"{COUNTY.slug}-csp",
            "scrutiny",
            "The county council’s committee looks at three priorities a year",
            "Constitution, part 4",
            date(2024, 5, 20),
        ),
    ):
        governance.say_arrangement(
            body=body, sort=sort, words=words, document=document, from_on=from_on, by=gwen, at=at
        )


STRONG = {
    4: ("Organised crime", "Partners act together against organised crime and its harm"),
    3: ("Serious violence and organised crime", "Serious violence and organised crime"),
    2: ("Vulnerability", "A theme in all that we do: people whom organised crime uses"),
    1: ("Drugs and exploitation", "County lines and exploitation of children"),
}


def _register(stage: Stage, at: datetime) -> None:
    gwen, asha = stage.actor("gwen.sallis", at), stage.actor("asha.penrose", at)
    before = governance.write_priority(
        body="csp-wantsum",
        year=2025,
        strength=1,
        name="Drugs and exploitation",
        document="Wantsum community safety plan, 2025-26",
        page="9",
        quoted="We will keep county lines out of our schools",
        by=asha,
        at=at,
    )
    governance.write_priority(
        body="csp-wantsum",
        year=2026,
        strength=3,
        name="Serious violence and organised crime",
        document="Wantsum community safety plan, 2026-27",
        page="6",
        quoted="Serious violence and organised crime is one of our five priorities",
        came_from=[(before, "merged")],
        by=asha,
        at=at,
    )
    for place, district in enumerate(COUNTY.districts):
        if district.name in ("Wantsum", UNRECORDED, COUNTY.unitary.name):
            continue
        strength = (3, 4, 3, 2, 3, 1, 3, 0)[place % 8]
        name, quoted = STRONG.get(strength, ("", ""))
        governance.write_priority(
            body=f"csp-{district.slug}",
            year=2026,
            strength=strength,
            name=name,
            document=f"{district.name} community safety plan, 2026-27",
            page="4" if strength else "",
            quoted=quoted,
            by=gwen,
            at=at,
        )


def _placed(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    meeting = governance.call_meeting(
        forum="wantsum-csp",
        starts_at=moment("2026-06-17", "14:00"),
        place="Council offices, room 2",
        by=asha,
        at=at,
    )
    stage.made["wantsum-paper"] = governance.plan_paper(
        meeting_id=meeting,
        subject="Homes that are taken over: what we learned in six weeks",
        paper_type="decision",
        about=stage.made["tern-court"],
        by=asha,
        at=at,
    )


def _drafted(stage: Stage, at: datetime) -> None:
    _written(THIRD, stage, at)
    draft_board_paper(paper_id=stage.made[THIRD.key], by=stage.actor("gwen.sallis", at), at=at)


def _sent(stage: Stage, at: datetime) -> None:
    paper = stage.made[THIRD.key]
    governance.send_paper(paper_id=paper, by=stage.actor("gwen.sallis", at), at=at)
    governance.clear_paper(
        paper_id=paper, is_cleared=True, by=stage.actor(_colleague(at), at), at=at
    )


def _counted(stage: Stage, at: datetime) -> None:
    count_period(
        area=COUNTIES[0].code,
        first_day=date(2026, 4, 13),
        last_day=date(2026, 5, 21),
        by=stage.actor("gwen.sallis", at),
        at=at,
    )

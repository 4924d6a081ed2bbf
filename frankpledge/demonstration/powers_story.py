"""What the six weeks hold of powers: one closure is stopped, and one that helps is used.

Bea names Tom and reviews what the story is about to need. On the day of the joint visit a full
closure of Colin's home is stopped at the safeguarding gate; on 5 May a partial one is served, and
the court hears it within its 48 hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Holding, Post
from frankpledge.asking import api as asking
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.powers import api as powers

CLOSURES = ("PW001", "PW002")
TOM_RINGS, LICENSING_RINGS = "01632 960141", "01632 960145"
"""Numbers that are kept for invented people."""
EVERY_CHECK = tuple(code for code, _ in asking.checklist())
HELD = (
    (1, True, "Incident log of the council, 2026/114"),
    (2, True, "Four statements, council file C/26/31"),
    (3, True, "Notes of the visits of 17 and 29 April"),
    (4, False, ""),
    (5, True, "Council file C/26/31, part 2"),
)
SHOWN = "Callers at all hours on eleven days, and disorder in the stairwell on four of them"


def powers_scenes() -> Iterator[Scene]:
    """From the delegation before the story begins to the hearing on 6 May 2026."""
    for day, clock, what, play in (
        ("2026-04-13", "09:30", "14: Bea names Tom for closures", _tom_is_named),
        ("2026-04-13", "09:45", "14: and reviews them, with what else is at hand", _reviewed),
        ("2026-04-13", "09:48", "10: the head of licensing names who reviews", _licensing_is_named),
        ("2026-04-13", "09:50", "10: and who may override a stop", _who_overrides),
        ("2026-04-17", "15:20", "10: a full closure of the home is thought of", _full_closure),
        ("2026-04-17", "15:40", "10: Joan is rung, and says not to: it is stopped", _stopped),
        ("2026-04-20", "09:10", "10: the full closure is let go of", _let_go),
        ("2026-04-27", "09:30", "16: a partial closure is thought of instead", _partial),
        ("2026-04-27", "10:10", "16: Joan is rung again: go, with conditions", _gate_passed),
        ("2026-04-29", "14:00", "16: the test is gone through, part by part", _checked),
        ("2026-04-30", "09:30", "15: the new offence is reviewed: not confirmed", _offence),
        ("2026-04-30", "11:00", "16: those whom the law names are asked", _consulted),
        ("2026-05-01", "09:20", "16: Asha asks before the notice is served", _ask_before),
        ("2026-05-01", "11:00", "16: Imogen checks by hand, and answers", _answer_before),
        ("2026-05-05", "10:00", "16: the answers are in, after the bank holiday", _answers),
        ("2026-05-05", "10:20", "16: the answer to asking before acting is named", _named),
        ("2026-05-05", "11:00", "16: Tom authorises it", _authorised),
        ("2026-05-05", "14:30", "16: the notice is served: 48 hours to court", _served),
        ("2026-05-06", "15:30", "16: the court makes the order within its clock", _heard),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _tom_is_named(stage: Stage, at: datetime) -> None:
    bea = stage.actor("bea.holroyd", at)
    for code in CLOSURES:
        powers.delegate(
            code=code,
            post=str(_post(bea.agency_id, "Environmental protection manager")),
            telephone=TOM_RINGS,
            ends_on=date(2027, 3, 31),
            limits="Up to 24 hours; 48 hours with the chief executive’s signature",
            by=bea,
            at=at,
        )


def _licensing_is_named(stage: Stage, at: datetime) -> None:
    """A team of the council that answers for its own data names its own officer."""
    licensing = stage.agency("wantsum-licensing")
    powers.delegate(
        code="PW110",
        post=str(_post(licensing, "Licensing team leader")),
        telephone=LICENSING_RINGS,
        ends_on=date(2027, 3, 31),
        limits="To apply for a review; the licensing sub-committee decides",
        by=stage.actor(_holder(licensing, "Head of licensing"), at),
        at=at,
    )


def _holder(agency: UUID, title: str) -> str:
    """The user name of whoever holds a post."""
    held = Holding.objects.filter(post_id=_post(agency, title))
    return str(held.values_list("person__username", flat=True).get())


def _post(agency: UUID, title: str) -> UUID:
    return Post.objects.get(agency_id=agency, title=title).id


def _reviewed(stage: Stage, at: datetime) -> None:
    bea = stage.actor("bea.holroyd", at)
    for code in (*CLOSURES, "PW005", "PW110", "PW152"):
        powers.review(code=code, verdict="right", by=bea, at=at)


def _who_overrides(stage: Stage, at: datetime) -> None:
    bea = stage.actor("bea.holroyd", at)
    powers.name_overrider(
        post=str(_post(bea.agency_id, "Environmental protection manager")),
        ends_on=date(2027, 3, 31),
        by=bea,
        at=at,
    )


def _full_closure(stage: Stage, at: datetime) -> None:
    stage.made["full-closure"] = powers.start_use(
        problem_id=stage.made["tern-court"],
        code="PW001",
        measure="A full closure of 6 Tern Court",
        aim="To end the nuisance to the neighbours",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _stopped(stage: Stage, at: datetime) -> None:
    powers.answer_gate(
        use_id=stage.made["full-closure"],
        spoke_to="Joan Lisle, adult care duty manager",
        rung_at=moment("2026-04-17", "15:30"),
        answer="stop",
        words="Do not close it to the tenant. Think of a closure to everybody else.",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _let_go(stage: Stage, at: datetime) -> None:
    powers.withdraw_use(
        use_id=stage.made["full-closure"],
        words="It would have put the tenant out. A partial closure is looked at instead.",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _partial(stage: Stage, at: datetime) -> None:
    stage.made["partial-closure"] = powers.start_use(
        problem_id=stage.made["tern-court"],
        code="PW001",
        measure="A partial closure of 6 Tern Court, to everybody but the tenant and his visitors",
        aim="To let the tenant live at home without those who took it over",
        agencies=[stage.agency("saltmarsh-homes")],
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _gate_passed(stage: Stage, at: datetime) -> None:
    powers.answer_gate(
        use_id=stage.made["partial-closure"],
        spoke_to="Joan Lisle, adult care duty manager",
        rung_at=moment("2026-04-27", "10:00"),
        answer="conditions",
        words="Tell the tenant first, with somebody whom he knows, and leave him a number to ring.",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _checked(stage: Stage, at: datetime) -> None:
    asha, use = stage.actor("asha.penrose", at), stage.made["partial-closure"]
    facts = powers.page(use_id=use, by=asha, at=at)
    for number, held, where in HELD[: len(facts.evidence)]:
        powers.note_evidence(use_id=use, number=number, held=held, where=where, by=asha, at=at)
    for limb in facts.limbs:
        powers.tick_limb(
            use_id=use,
            number=limb.number,
            shown=True,
            why=SHOWN
            if limb.number == 1
            else "Two warnings and the landlord’s letter did not help",
            rests_on=[1, 2],
            by=asha,
            at=at,
        )
    powers.finish_check(
        use_id=use,
        equality_note="The tenant keeps his home. It lasts 48 hours until the court has heard it.",
        by=asha,
        at=at,
    )


def _consulted(stage: Stage, at: datetime) -> None:
    asha, use = stage.actor("asha.penrose", at), stage.made["partial-closure"]
    for number, whom, agency in (
        (1, "The tenant with his support worker; Saltmarsh Homes as the owner", ""),
        (2, "Duty manager, adult care", str(stage.agency("fallowshire-adult-care"))),
        (3, "Neighbourhood constable", ""),
    ):
        powers.ask_consultee(use_id=use, number=number, whom=whom, agency=agency, by=asha, at=at)


def _ask_before(stage: Stage, at: datetime) -> None:
    stage.made["before-notice"] = asking.ask_before(
        place="6 Tern Court",
        area=stage.area("Wantsum"),
        planned="Service of a closure notice, to everybody but the tenant",
        goers="Three: two council officers and a constable",
        first_day=date(2026, 5, 5),
        last_day=date(2026, 5, 6),
        problem_id=stage.made["tern-court"],
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _answer_before(stage: Stage, at: datetime) -> None:
    asking.answer_before(
        request_id=stage.made["before-notice"],
        verdict="proceed",
        safety="police",
        checked=EVERY_CHECK,
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _answers(stage: Stage, at: datetime) -> None:
    asha, use = stage.actor("asha.penrose", at), stage.made["partial-closure"]
    for number, answer, words in (
        (1, "agrees", "The tenant was told on 1 May with his support worker; the landlord agrees"),
        (3, "agrees", ""),
    ):
        powers.note_consultee(use_id=use, number=number, answer=answer, words=words, by=asha, at=at)
    powers.answer_consultation(
        use_id=use,
        number=2,
        answer="conditions",
        words="The support worker visits on the day",
        by=stage.actor("joan.lisle", at),
        at=at,
    )
    powers.finish_consultation(use_id=use, by=asha, at=at)


def _named(stage: Stage, at: datetime) -> None:
    powers.note_asked(
        use_id=stage.made["partial-closure"],
        request_id=str(stage.made["before-notice"]),
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _authorised(stage: Stage, at: datetime) -> None:
    powers.authorise_use(
        use_id=stage.made["partial-closure"],
        words="Each part of the test is shown. It is the least that helps, and keeps him at home.",
        by=stage.actor("tom.arkwright", at),
        at=at,
    )


def _served(stage: Stage, at: datetime) -> None:
    powers.bring_in_force(
        use_id=stage.made["partial-closure"],
        since=at,
        lasts_until=date(2026, 5, 7),
        words="Notice C/26/31, handed to the tenant and fixed to the door; photographed",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _heard(stage: Stage, at: datetime) -> None:
    powers.note_hearing(
        use_id=stage.made["partial-closure"],
        heard_at=moment("2026-05-06", "14:00"),
        court_said="made",
        lasts_until=date(2026, 8, 5),
        words="Three months, to everybody but the tenant and his carers",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _offence(stage: Stage, at: datetime) -> None:
    powers.review(
        code="PW038",
        verdict="right",
        words="No commencement order was found for it. Look again in June.",
        by=stage.actor("bea.holroyd", at),
        at=at,
    )

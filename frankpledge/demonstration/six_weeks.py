"""Six weeks in Wantsum: the story of Tern Court, step by step, by the acts that the site offers.

Steps are numbered as in the guided first hour. Those that rest on systems still to come (the
safeguarding gate, powers, referrals, disruptions, returns and papers) are told when these are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Kind, LinkKind, Ref, link
from frankpledge.demonstration.before import CARD
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.entities import api as entities
from frankpledge.governance import api as governance
from frankpledge.intelligence import api as intelligence
from frankpledge.plans import api as plans
from frankpledge.problems import api as problems
from frankpledge.profiles import api as profiles

CHECKED = frozenset(code for code, _ in intelligence.CHECKLIST)
DEV_SAW = (
    "Came to mend a boiler. Strangers answered the door, three or four men, and would not let me "
    "past the hall. I have not seen the tenant for weeks. Smell of cannabis, a lot of phones. "
    "A grey van outside, FV19 KTN."
)
SANITISED = (
    "For some weeks there have been several unfamiliar men at one home in Tern Court, who control "
    "who may enter. The occupier has not been seen. There are signs of drug use and of many "
    "telephones."
)


def scenes() -> Iterator[Scene]:
    """The story from the afternoon of 14 April to the evening of 22 May 2026."""
    for day, clock, what, play in (
        ("2026-04-13", "11:00", "1: Asha makes the second re-visit at Ropewalk", _second_visit),
        ("2026-04-13", "16:00", "1: and the first at Harbour Steps", _steps_first_visit),
        ("2026-04-14", "16:40", "2: Dev scans the card on his van", _dev_tells),
        ("2026-04-14", "22:15", "3: another worker is shown the way out: 999", _way_out),
        ("2026-04-15", "08:20", "4: Imogen opens the oldest unread and hands it over", _triage),
        ("2026-04-15", "08:30", "5: what he told is like what Ruth holds", _silent_match),
        ("2026-04-15", "09:10", "6: she sanitises it; it waits for a second person", _sanitise),
        ("2026-04-15", "10:30", "6: Quill approves, and it is shared by name", _approve),
        ("2026-04-15", "11:30", "7: Asha opens the problem Tern Court", _tern_court),
        ("2026-04-15", "13:30", "7: the agenda is built, a conflict is declared", _tasking_built),
        ("2026-04-15", "14:20", "7: tasking decides", _tasking),
        ("2026-04-15", "15:30", "7: the minutes, in one act", _minutes),
        ("2026-04-15", "16:00", "8: Asha asks round to six agencies", _ask_round),
        ("2026-04-16", "09:30", "The lamps are mended; the police take on their action", _taken_on),
        ("2026-04-17", "12:00", "8: by Friday, held, nil, held, nil, refused, silent", _answers),
        ("2026-04-17", "15:00", "10: the joint visit", _joint_visit),
        ("2026-04-20", "10:00", "Harbour Steps is seen again", _steps_second_visit),
        (
            "2026-04-21",
            "10:00",
            "13: Femi tells of the same visitors at Harbour Vapes",
            _femi_tells,
        ),
        ("2026-04-28", "15:00", "The cars at Tern Court are known", _cars_known),
        (
            "2026-05-05",
            "10:00",
            "The last visit at Ropewalk, after the bank holiday",
            _ropewalk_last,
        ),
        ("2026-05-06", "09:30", "17: an alert goes to the wrong group and is recalled", _recall),
        ("2026-05-06", "16:00", "18: the locks are changed: re-visits are set", _locks_changed),
        ("2026-05-08", "10:00", "18: the re-visit of Friday", _friday_visit),
        ("2026-05-11", "10:00", "The last visit at Harbour Steps", _steps_last_visit),
        ("2026-05-12", "11:00", "18: the re-visit of Tuesday: Colin is home", _tuesday_visit),
        ("2026-05-12", "15:00", "19: Dev is answered, on the 28th day", _dev_is_answered),
        ("2026-05-12", "16:00", "21: the fire service comments on the profile", _fire_comments),
        ("2026-05-13", "10:00", "Femi is answered too", _femi_is_answered),
        ("2026-05-13", "11:00", "The next tasking is called", _next_tasking),
        ("2026-05-14", "10:00", "21: Wantsum's profile gains a finding", _finding),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _second_visit(stage: Stage, at: datetime) -> None:
    problems.record_revisit(
        revisit_id=stage.made["ropewalk-second"],
        outcome="safe",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _steps_first_visit(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    due = problems.revisits_due(asha, at.date())
    first = next(line for line in due if line.problem_id == stage.made["harbour-steps"])
    problems.record_revisit(revisit_id=first.uid, outcome="safe", by=asha, at=at)


def _dev_tells(stage: Stage, at: datetime) -> None:
    scanned = intelligence.scanned(CARD, at=at)
    assert scanned is not None, "the card in the van is known"
    intelligence.submit(
        told=intelligence.Told(
            text=DEV_SAW,
            place="6 Tern Court",
            district=stage.area("Wantsum"),
            seen="this_week",
            how_known="saw",
            risk="adult",
            named=(intelligence.Named(kind="vehicle", text="FV19 KTN", role="suspected"),),
        ),
        token="tern-court",
        card=CARD,
        by=scanned.actor,
        at=at,
    )


def _way_out(stage: Stage, at: datetime) -> None:
    intelligence.offer(intelligence.Exit.DANGER, now=at)


def _oldest_unread(stage: Stage, at: datetime) -> UUID:
    queue = intelligence.queue(by=stage.actor("imogen.tarrant", at), at=at)
    return next(line.uid for line in queue if "Tern Court" in line.place)


def _triage(stage: Stage, at: datetime) -> None:
    imogen = stage.actor("imogen.tarrant", at)
    submission = _oldest_unread(stage, at)
    intelligence.open_submission(submission_id=submission, by=imogen, at=at)
    stage.made["tern-court-submission"] = submission
    stage.made["tern-court-report"] = intelligence.evaluate(
        submission_id=submission,
        text=DEV_SAW,
        place="6 Tern Court",
        grade=intelligence.Given(
            source=2,
            intelligence="A",
            code="C",
            action="A3",
            sanitisation="S1",
            recipients=(
                stage.agency("wantsum-council"),
                stage.agency("fallowshire-adult-care"),
                stage.agency("fallowshire-police"),
            ),
            origin="here",
        ),
        by=imogen,
        at=at,
    )
    intelligence.hand_over(
        report_id=stage.made["tern-court-report"], force_reference="FP/26/004417", by=imogen, at=at
    )


def _silent_match(stage: Stage, at: datetime) -> None:
    entities.match_waiting(at=at)


def _sanitise(stage: Stage, at: datetime) -> None:
    stage.made["tern-court-product"] = intelligence.sanitise(
        report_id=stage.made["tern-court-report"],
        text=SANITISED,
        place="Tern Court",
        confirmed=CHECKED,
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _approve(stage: Stage, at: datetime) -> None:
    product = stage.made["tern-court-product"]
    intelligence.approve(product_id=product, by=stage.actor("martin.quill", at), at=at)
    intelligence.share(
        product_id=product,
        agencies=[
            stage.agency("wantsum-council"),
            stage.agency("fallowshire-adult-care"),
            stage.agency("fallowshire-police"),
        ],
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _tern_court(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    shown = intelligence.open_product(product_id=stage.made["tern-court-product"], by=asha, at=at)
    stage.made["tern-court"] = problems.open_problem(
        title="Tern Court",
        place="6 Tern Court",
        place_kind="address",
        area=stage.area("Wantsum"),
        forum="wantsum-tasking",
        agencies=[
            stage.agency("fallowshire-police"),
            stage.agency("fallowshire-intelligence"),
            stage.agency("saltmarsh-homes"),
        ],
        lead=stage.person("asha.penrose"),
        by=asha,
        at=at,
    )
    link(
        Ref(kind=Kind.PRODUCT, uid=shown.uid),
        Ref(kind=Kind.PROBLEM, uid=stage.made["tern-court"]),
        LinkKind.INFORMS,
        by=asha,
        at=at,
    )


def _tasking_built(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    governance.build_agenda(meeting_id=stage.made["tasking"], by=asha, at=at)
    governance.chase_updates(meeting_id=stage.made["tasking"], by=asha, at=at)
    housing = stage.actor("amir.sandiford", at)
    item = stage.item_of("tern-court", "tasking", housing)
    governance.declare_conflict(item_id=item, by=housing, at=at)


def _tasking(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    item = stage.item_of("tern-court", "tasking", asha)
    for name in ("asha.penrose", "mallory.elphick", "sam.whitlock"):
        # Femi joins late and does not declare.
        governance.undertake(meeting_id=stage.made["tasking"], by=stage.actor(name, at), at=at)
    governance.note_attendance(
        meeting_id=stage.made["tasking"],
        present=[
            stage.person(name)
            for name in ("asha.penrose", "mallory.elphick", "sam.whitlock", "femi.adair")
        ],
        apologies=[stage.person("elowen.elphick")],
        by=asha,
        at=at,
    )
    governance.decide(
        item_id=item, text="Find out who is safe first; visit with the police", by=asha, at=at
    )
    for verb, text, four_p, agency, due in (
        (
            "Visit",
            "Tern Court with an officer, and see the tenant",
            "protect",
            "wantsum-council",
            17,
        ),
        ("Change", "the locks at 6 Tern Court once it is safe", "prepare", "wantsum-council", 24),
        ("Identify", "the cars that call at Tern Court", "pursue", "fallowshire-police", 29),
    ):
        stage.made[f"tern-court-{verb.lower()}"] = plans.add_action(
            verb=verb,
            text=text,
            four_p=four_p,
            due_on=date(2026, 4, due),
            owner_agency=stage.agency(agency),
            arises_from=[
                Ref(kind=Kind.AGENDA_ITEM, uid=item),
                Ref(kind=Kind.PROBLEM, uid=stage.made["tern-court"]),
            ],
            by=asha,
            at=at,
        )


def _minutes(stage: Stage, at: datetime) -> None:
    plans.take_minutes(meeting_id=stage.made["tasking"], by=stage.actor("asha.penrose", at), at=at)


ASKED = (
    "fallowshire-fire",
    "fallowshire-adult-care",
    "wantsum-school",
    "wantsum-licensing",
    "fallowshire-probation",
    "fallowshire-hospitals",
)


def _ask_round(stage: Stage, at: datetime) -> None:
    problems.ask(
        problem_id=stage.made["tern-court"],
        agencies=[stage.agency(code) for code in ASKED],
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _answers(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    for code, who, said, words in (
        ("fallowshire-fire", "sam.whitlock", "held", "Speak to the fire safety officer"),
        ("fallowshire-adult-care", "joan.lisle", "nil", ""),
        ("wantsum-school", "priya.vance", "held", "Speak to the designated safeguarding lead"),
        ("wantsum-licensing", "rufus.bracegirdle", "nil", ""),
        (
            "fallowshire-probation",
            "elowen.elphick",
            "refused",
            "We may say only to the police, on their own request",
        ),
    ):
        problems.answer_ask(
            ask_id=stage.ask_of("tern-court", code, asha),
            answer=said,
            words=words,
            by=stage.actor(who, at),
            at=at,
        )
    problems.chase_ask(
        ask_id=stage.ask_of("tern-court", "fallowshire-hospitals", asha), by=asha, at=at
    )


def _joint_visit(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    for what, note in (
        ("visit", "Seen with an officer. The tenant was there and did not speak freely."),
        ("safeguarding_call", "Adult care's duty manager was rung before anything else was done."),
    ):
        problems.tell(problem_id=stage.made["tern-court"], what=what, note=note, by=asha, at=at)
    visit = plans.actions_from(_problem(stage, "tern-court"), asha, at.date())
    _progress(stage, at, "asha.penrose", visit, "Visit", "done", "The tenant was seen")


def _taken_on(stage: Stage, at: datetime) -> None:
    tom = stage.actor("tom.arkwright", at)
    lamps = plans.actions_from(_problem(stage, "harbour-steps"), tom, at.date())
    _progress(stage, at, "tom.arkwright", lamps, "lamps", "done", "All three lamps work")
    inspector = stage.actor("mallory.elphick", at)
    cars = plans.actions_from(_problem(stage, "tern-court"), inspector, at.date())
    _progress(stage, at, "mallory.elphick", cars, "cars", "agreed", "")


def _cars_known(stage: Stage, at: datetime) -> None:
    inspector = stage.actor("mallory.elphick", at)
    cars = plans.actions_from(_problem(stage, "tern-court"), inspector, at.date())
    _progress(stage, at, "mallory.elphick", cars, "cars", "done", "Two cars, passed to the unit")


def _problem(stage: Stage, name: str) -> Ref:
    return Ref(kind=Kind.PROBLEM, uid=stage.made[name])


def _progress(
    stage: Stage,
    at: datetime,
    who: str,
    lines: Sequence[plans.ActionLine],
    words: str,
    status: str,
    outcome: str,
) -> None:
    line = next(line for line in lines if words in line.words)
    plans.progress_action(
        action_id=line.uid, status=status, outcome=outcome, by=stage.actor(who, at), at=at
    )


def _record_next_visit(stage: Stage, at: datetime, problem: str) -> None:
    """Record the earliest re-visit at a problem that nobody has recorded yet."""
    asha = stage.actor("asha.penrose", at)
    visits = problems.revisits_at(stage.made[problem], asha, at.date())
    waiting = [line for line in visits if line.recorded_on is None]
    line = min(waiting, key=lambda visit: visit.due_on)
    problems.record_revisit(revisit_id=line.uid, outcome="safe", by=asha, at=at)


def _steps_second_visit(stage: Stage, at: datetime) -> None:
    _record_next_visit(stage, at, "harbour-steps")


def _steps_last_visit(stage: Stage, at: datetime) -> None:
    _record_next_visit(stage, at, "harbour-steps")


def _ropewalk_last(stage: Stage, at: datetime) -> None:
    _record_next_visit(stage, at, "ropewalk")


def _femi_is_answered(stage: Stage, at: datetime) -> None:
    intelligence.answer(
        submission_id=stage.made["harbour-vapes-submission"],
        wording_code="recorded",
        usefulness="useful",
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _femi_tells(stage: Stage, at: datetime) -> None:
    femi = stage.actor("femi.adair", at)
    intelligence.accredit(
        agency_id=femi.agency_id,
        reference="Agreement of March 2026",
        by=stage.actor("martin.quill", at),
        at=at,
    )
    intelligence.submit(
        told=intelligence.Told(
            text="Test purchase work at Harbour Vapes: the same men as at Tern Court bring stock "
            "in unmarked bags. Seen on three visits.",
            place="Harbour Vapes, Quay Street",
            district=stage.area("Wantsum"),
            seen="ongoing",
            how_known="saw",
            own_grade=intelligence.OwnGiven(source=1, intelligence="B"),
        ),
        token="harbour-vapes",
        by=femi,
        at=at,
    )


def _recall(stage: Stage, at: datetime) -> None:
    """A product meant for two agencies goes to the retailers' group too, and is called back."""
    imogen = stage.actor("imogen.tarrant", at)
    queue = intelligence.queue(by=imogen, at=at)
    submission = next(line.uid for line in queue if "Harbour Vapes" in line.place)
    stage.made["harbour-vapes-submission"] = submission
    report = intelligence.evaluate(
        submission_id=submission,
        text="The same men as at Tern Court bring stock to Harbour Vapes in unmarked bags.",
        place="Harbour Vapes, Quay Street",
        grade=intelligence.Given(source=1, intelligence="A", code="P", origin="here"),
        by=imogen,
        at=at,
    )
    intelligence.hand_over(report_id=report, force_reference="FP/26/005102", by=imogen, at=at)
    product = intelligence.sanitise(
        report_id=report,
        text="Stock is being brought to a vape shop on Quay Street in unmarked bags, repeatedly.",
        place="Quay Street",
        confirmed=CHECKED,
        by=imogen,
        at=at,
    )
    if intelligence.open_product(product_id=product, by=imogen, at=at).is_draft:
        intelligence.approve(product_id=product, by=stage.actor("martin.quill", at), at=at)
    wrong = intelligence.share(
        product_id=product, agencies=[stage.agency("wantsum-retailers")], by=imogen, at=at
    )
    intelligence.recall(dissemination_id=wrong[0], by=imogen, at=at)
    intelligence.share(
        product_id=product, agencies=[stage.agency("wantsum-council")], by=imogen, at=at
    )


def _locks_changed(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    problems.tell(
        problem_id=stage.made["tern-court"],
        what="intervention",
        note="Locks changed with the tenant's agreement. The visitors have gone.",
        by=asha,
        at=at,
    )
    locks = plans.actions_from(_problem(stage, "tern-court"), asha, at.date())
    _progress(stage, at, "asha.penrose", locks, "locks", "done", "New locks, two keys")
    visits = problems.set_revisits(
        problem_id=stage.made["tern-court"],
        after=at.date(),
        days=(2, 6, 28),
        visitor=stage.person("asha.penrose"),
        alone=False,
        by=asha,
        at=at,
    )
    stage.made["friday-visit"], stage.made["tuesday-visit"], _ = visits


def _friday_visit(stage: Stage, at: datetime) -> None:
    _visit(stage, at, "friday-visit")


def _tuesday_visit(stage: Stage, at: datetime) -> None:
    _visit(stage, at, "tuesday-visit")


def _visit(stage: Stage, at: datetime, name: str) -> None:
    problems.record_revisit(
        revisit_id=stage.made[name],
        outcome="safe",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _dev_is_answered(stage: Stage, at: datetime) -> None:
    intelligence.answer(
        submission_id=stage.made["tern-court-submission"],
        wording_code="recorded",
        usefulness="very_useful",
        by=stage.actor("imogen.tarrant", at),
        at=at,
    )


def _next_tasking(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    stage.made["next-tasking"] = governance.call_meeting(
        forum="wantsum-tasking",
        starts_at=moment("2026-05-27", "14:00"),
        place="Council offices, room 2",
        by=asha,
        at=at,
    )
    governance.build_agenda(meeting_id=stage.made["next-tasking"], by=asha, at=at)
    governance.ask_updates(meeting_id=stage.made["next-tasking"], by=asha, at=at)


def _fire_comments(stage: Stage, at: datetime) -> None:
    profiles.comment_on_profile(
        profile_id=stage.made["profile"],
        text="Our home visits found blocked exits at two of the addresses on this estate.",
        by=stage.actor("sam.whitlock", at),
        at=at,
    )


def _finding(stage: Stage, at: datetime) -> None:
    finding = profiles.add_finding(
        profile_id=stage.made["profile"],
        text="It is likely that homes of adults living alone are being taken over in two estates. "
        "Recorded drug offences stand as context and do not measure it.",
        products=[stage.made["tern-court-product"]],
        by=stage.actor("lowri.lacey", at),
        at=at,
    )
    plans.add_action(
        verb="Brief",
        text="every visiting service on who answers the door, and where to say so",
        four_p="prepare",
        due_on=date(2026, 6, 12),
        owner_agency=stage.agency("wantsum-council"),
        arises_from=[Ref(kind=Kind.FINDING, uid=finding)],
        by=stage.actor("asha.penrose", at),
        at=at,
    )

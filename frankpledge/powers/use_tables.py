"""Uses of powers as the kit's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.asking import api as asking
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.reading import ConsulteeLine, UseFacts, UseLine
from frankpledge.powers.tables import table
from frankpledge.ui.api import Cell, Fact, Link, Row, Table, Tone

_TONES: Mapping[Stage, Tone] = {
    Stage.STOPPED: Tone.URGENT,
    Stage.BREACHED: Tone.URGENT,
    Stage.DECIDING: Tone.WARNING,
    Stage.APPEALED: Tone.WARNING,
    Stage.IN_FORCE: Tone.ACTIVE,
    Stage.AUTHORISED: Tone.GOOD,
}


def stage_tone(stage: Stage) -> Tone:
    """The colour of a stage: what it means to the reader."""
    return _TONES.get(stage, Tone.NEUTRAL)


def uses(lines: Sequence[UseLine]) -> Table:
    """Uses, where each stands, and until when a clock runs."""
    return table(
        ("Use", "Where", "Stands at", "Started", "Clock"),
        [
            Row(
                cells=(
                    Cell(
                        line.power,
                        href=reverse("powers:use", args=[line.uid]),
                        note=f"{line.measure}. {line.reference}",
                    ),
                    Cell(line.place, note=line.area),
                    Cell(line.stage_words, tone=stage_tone(line.stage), note=line.agency),
                    f"{localtime(line.started_at):%-d %B %Y}",
                    f"Court by {moment(line.hear_by)}" if line.hear_by else "None runs",
                )
            )
            for line in lines
        ],
    )


def moment(at: datetime) -> str:
    """A moment as these tables say it."""
    return f"{localtime(at):%H:%M on %A %-d %B %Y}"


def summary(use: UseFacts) -> list[Fact]:
    """What is known of a use at a glance."""
    facts = [
        Fact(name="What exactly", value=use.line.measure),
        Fact(name="To achieve", value=use.aim),
        Fact(name="About", value=f"{use.subject}: {use.pointer}" if use.pointer else use.subject),
        Fact(name="Agency", value=use.line.agency),
        Fact(name="Started", value=f"{moment(use.line.started_at)}, by {use.line.started_by}"),
    ]
    if use.equality_note:
        facts.append(Fact(name="Proportionality and equality", value=use.equality_note))
    if use.authorised and use.authorised_at:
        facts.append(
            Fact(name="Authorised", value=f"{moment(use.authorised_at)}, by {use.authorised}")
        )
    if use.in_force_at:
        facts.append(Fact(name="In force since", value=moment(use.in_force_at)))
    if use.line.lasts_until:
        facts.append(Fact(name="Lasts until", value=use.line.lasts_until))
    if use.heard_at:
        facts.append(Fact(name="Heard by the court", value=_heard(use)))
    if use.appealed_on:
        result = use.appeal_result or "not decided"
        facts.append(Fact(name="Appeal", value=f"{use.appealed_on:%-d %B %Y}: {result}"))
    if use.ended_at:
        facts += [
            Fact(name="Ended", value=f"{moment(use.ended_at)}. {use.ended_how}"),
            Fact(name="What changed", value=use.ended_words),
            Fact(name="Where it went", value=use.displacement_note or "Not known"),
        ]
    return facts


def _heard(use: UseFacts) -> str:
    assert use.heard_at is not None
    kept = {True: " The clock was met.", False: " The clock was missed.", None: ""}
    return f"{moment(use.heard_at)}. {use.court_said}.{kept[use.kept_the_clock]}"


def of(use: UseFacts, now: datetime) -> Mapping[str, Table]:
    """The tables of a use's page, by name."""
    return {
        "limbs": _limbs(use),
        "evidence": _evidence(use),
        "consultees": _consultees(use, now),
        "breaches": table(
            ("Day", "What happened", "What was done"),
            [
                Row(
                    cells=(
                        f"{each.happened_on:%-d %B %Y}",
                        each.words,
                        each.answered_with or Cell("Nothing yet", tone=Tone.WARNING),
                    )
                )
                for each in use.breaches
            ],
        ),
        "looks": table(
            ("After", "Due", "How things are", "How that is known"),
            [
                Row(
                    cells=(
                        f"{each.months} months",
                        f"{each.due_on:%-d %B %Y}",
                        each.turned or "Not looked at yet",
                        each.words,
                    )
                )
                for each in use.looks
            ],
        ),
    }


def _limbs(use: UseFacts) -> Table:
    return table(
        ("Part of the test", "What was said", "Why, and by what"),
        [
            Row(
                cells=(
                    Cell(
                        each.words,
                        href=reverse("powers:tick-limb", args=[use.line.uid, each.number])
                        if use.may["tick_limb"]
                        else "",
                    ),
                    Cell(
                        each.state,
                        tone={True: Tone.GOOD, False: Tone.WARNING, None: Tone.NEUTRAL}[
                            each.is_shown
                        ],
                    ),
                    Cell(each.why or "Nothing said yet", note="; ".join(each.rests_on)),
                )
            )
            for each in use.limbs
        ],
    )


def _evidence(use: UseFacts) -> Table:
    return table(
        ("What would show it", "Held or missing"),
        [
            Row(
                cells=(
                    Cell(
                        each.words,
                        href=reverse("powers:note-evidence", args=[use.line.uid, each.number])
                        if use.may["note_evidence"]
                        else "",
                    ),
                    Cell(
                        each.state,
                        tone={True: Tone.GOOD, False: Tone.WARNING, None: Tone.NEUTRAL}[
                            each.is_held
                        ],
                    ),
                )
            )
            for each in use.evidence
        ],
    )


def _consultees(use: UseFacts, now: datetime) -> Table:
    rows = []
    for each in use.consultees:
        is_noted = each.asked_at and not each.asks
        page = "powers:note-consultee" if is_noted else "powers:ask-consultee"
        may = use.may["consult"] and not each.said
        if each.is_ours:
            page, may = "powers:answer-consultation", use.may["answer_consultation"]
        href = reverse(page, args=[use.line.uid, each.number])
        if each.said:
            words = ". ".join(part for part in (each.said_words, each.said_by) if part)
            said = Cell(each.said, note=words)
        elif each.due_at is None:
            said = _not_asked(use, each)
        else:
            late = each.is_late(now)
            said = Cell(
                "No answer yet: late" if late else "Asked",
                tone=Tone.URGENT if late else Tone.NEUTRAL,
                note=f"Due by {moment(each.due_at)}"
                + (f". {each.asks} answers here" if each.asks else ""),
            )
        rows.append(
            Row(
                cells=(
                    Cell(
                        each.words,
                        href=href if may else "",
                        note=each.whom,
                    ),
                    Cell(each.strength, tone=Tone.WARNING if each.is_hard else Tone.NEUTRAL),
                    said,
                )
            )
        )
    return table(("Whom", "By law or by good sense", "What they said"), rows)


def _not_asked(use: UseFacts, each: ConsulteeLine) -> Cell:
    if use.may["consult"] and (each.only_when or not each.is_hard):
        href = reverse("powers:note-consultee", args=[use.line.uid, each.number])
        return Cell("Not asked yet. Say that it does not apply", href=href)
    return Cell("Not asked yet")


def answer_words(line: asking.BeforeLine) -> str:
    """An answer to asking before acting, as it is chosen from."""
    return f"{line.planned}: {line.answer} ({line.reference})"


def links(lines: Sequence[UseLine]) -> list[Link]:
    """Uses as links."""
    return [
        Link(text=f"{line.power}: {line.stage_words}", href=reverse("powers:use", args=[line.uid]))
        for line in lines
    ]

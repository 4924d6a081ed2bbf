"""Questions, requests, requirements and alerts as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse

from frankpledge.asking.alerts import AlertFacts, AlertLine
from frankpledge.asking.answering import Question, Waiting
from frankpledge.asking.before_acting import BeforeFacts, BeforeLine
from frankpledge.asking.contacts import Contact
from frankpledge.asking.information import RequestFacts, RequestLine
from frankpledge.asking.lateness import Lateness
from frankpledge.asking.models import Stage, Standing
from frankpledge.asking.requirements import RequirementFacts, RequirementLine
from frankpledge.ui.api import Cell, Column, Fact, Row, Table, Tone

BEFORE_TONES = {
    "Asked": Tone.QUIET,
    "Answered": Tone.ACTIVE,
    "Given back": Tone.WARNING,
    "Run out": Tone.QUIET,
    "Withdrawn": Tone.QUIET,
    "No answer yet": Tone.URGENT,
    "Acted on immediate risk": Tone.WARNING,
}
STAGE_TONES = {
    Stage.DRAFT: Tone.QUIET,
    Stage.AUTHORISED: Tone.NEUTRAL,
    Stage.SENT: Tone.ACTIVE,
    Stage.ACKNOWLEDGED: Tone.ACTIVE,
    Stage.CLARIFY: Tone.WARNING,
    Stage.ESCALATED: Tone.URGENT,
    Stage.ANSWERED: Tone.GOOD,
    Stage.CLOSED: Tone.QUIET,
    Stage.WITHDRAWN: Tone.QUIET,
}


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(text=name) for name in names)


def days(first: date, last: date) -> str:
    """The days that are asked about, in words."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"


def before(lines: Sequence[BeforeLine]) -> Table:
    """Questions as their askers see them."""
    return Table(
        columns=_columns("Place", "When", "Answer", "State", "Good until"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.place,
                        href=reverse("asking:before", args=[line.uid]),
                        note=line.planned,
                    ),
                    Cell(days(line.first_day, line.last_day), note=line.asked_by),
                    Cell(line.answer or None, note=line.safety),
                    Cell(line.state, tone=BEFORE_TONES[line.state]),
                    line.expires_at,
                )
            )
            for line in lines
        ),
    )


def questions(found: Sequence[Waiting], at: datetime) -> Table:
    """Questions as the unit sees them, the next to be released first."""
    return Table(
        columns=_columns("Place", "Asked by", "For", "Released", "What is wanted"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        each.line.place,
                        href=reverse("asking:answer-before", args=[each.line.uid]),
                        note=each.line.planned,
                    ),
                    Cell(each.line.asked_by, note="Chased" if each.chased_at else ""),
                    days(each.line.first_day, each.line.last_day),
                    each.line.release_at,
                    _wanted(each, at),
                )
            )
            for each in found
        ),
    )


def _wanted(each: Waiting, at: datetime) -> Cell:
    if each.risk_to_read:
        return Cell("Acted on risk: read it", tone=Tone.URGENT)
    if each.awaits_call:
        return Cell("Waits for their call", tone=Tone.NEUTRAL)
    late = at >= each.line.release_at
    return Cell("Late" if late else "To answer", tone=Tone.URGENT if late else Tone.ACTIVE)


def before_summary(facts: BeforeFacts) -> list[Fact]:
    """What was asked, at the head of the asker's page."""
    line = facts.line
    rows = [
        Fact(name="Reference", value=line.reference),
        Fact(name="Place", value=line.place),
        Fact(name="When", value=days(line.first_day, line.last_day)),
        Fact(name="What you mean to do", value=line.planned),
        Fact(name="Who goes", value=line.goers),
        Fact(name="Asked by", value=line.asked_by),
        Fact(name="Asked", value=line.asked_at),
        Fact(name="Answered by", value=line.unit),
        Fact(name="Answer released", value=line.released_at or line.release_at),
        Fact(name="State", value=line.state, tone=BEFORE_TONES[line.state]),
    ]
    if facts.with_agencies:
        rows.append(Fact(name="Goes along", value=list(facts.with_agencies)))
    if facts.chased_at:
        rows.append(Fact(name="Chased", value=facts.chased_at))
    if facts.called_at:
        rows.append(Fact(name="Your call was noted", value=facts.called_at))
    if line.acted_at:
        rows.append(Fact(name="Acted on immediate risk", value=line.acted_at))
        rows.append(Fact(name="What was done", value=facts.acted_words))
        seen = facts.acted_seen_at or "Not yet"
        rows.append(Fact(name="Read by the unit", value=seen))
    return rows


def question_summary(facts: Question) -> list[Fact]:
    """What was asked, at the head of the unit's page."""
    line = facts.line
    rows = [
        Fact(name="Reference", value=line.reference),
        Fact(name="Place", value=line.place),
        Fact(name="When", value=days(line.first_day, line.last_day)),
        Fact(name="What they mean to do", value=line.planned),
        Fact(name="Who goes", value=line.goers),
        Fact(name="Asked by", value=line.asked_by),
        Fact(name="Asked", value=line.asked_at),
        Fact(name="Answer is released", value=facts.releases_at or line.release_at),
    ]
    if facts.chased_at:
        rows.append(Fact(name="Chased", value=facts.chased_at))
    if facts.found:
        rows.append(Fact(name="You found", value=facts.found))
        rows.append(Fact(name="They read", value=facts.released_as))
        rows.append(Fact(name="How staff should go", value=facts.safety))
    if facts.called_at:
        rows.append(Fact(name="They called", value=facts.called_at))
        rows.append(Fact(name="They were told", value=facts.call_told))
    if facts.acted_at:
        rows.append(Fact(name="Acted on immediate risk", value=facts.acted_at))
        rows.append(Fact(name="What was done", value=facts.acted_words))
    return rows


def requests(lines: Sequence[RequestLine]) -> Table:
    """Requests for information as a list."""
    return Table(
        columns=_columns("Wanted", "From and to", "Due", "State"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.wanted,
                        href=reverse("asking:request", args=[line.uid]),
                        note=line.reference,
                    ),
                    Cell(f"{line.asker} to {line.to}", note=line.direction),
                    Cell(line.due_at, note="Overdue" if line.is_overdue else line.urgency),
                    Cell(
                        line.response or line.stage.label,
                        tone=Tone.URGENT if line.is_overdue else STAGE_TONES[line.stage],
                    ),
                )
            )
            for line in lines
        ),
    )


def request_summary(facts: RequestFacts) -> list[Fact]:
    """What stands at the head of a request's page."""
    line = facts.line
    rows = [
        Fact(name="Asked by", value=facts.asked_by),
        Fact(name="Asked of", value=line.to),
        Fact(name="Direction", value=line.direction),
        Fact(name="What is wanted", value=line.wanted),
        Fact(name="What it is for", value=facts.purpose),
        Fact(name="Law", value=f"{facts.gateway} ({facts.regime})"),
        Fact(name="Why it is needed", value=facts.necessity),
        Fact(name="Why no less would do", value=facts.proportionality),
        Fact(name="How soon", value=line.urgency),
        Fact(name="State", value=line.stage.label, tone=STAGE_TONES[line.stage]),
    ]
    if facts.subject:
        rows.append(Fact(name="On file as", value=facts.subject))
    if line.due_at:
        rows.append(Fact(name="Due", value=line.due_at))
    if line.response:
        rows.append(Fact(name="Answer", value=line.response))
    if facts.refusal:
        rows.append(Fact(name="Reason", value=facts.refusal))
    if facts.conditions:
        rows.append(Fact(name="Conditions", value=facts.conditions))
    if facts.words:
        onward = "Ask first" if facts.asks_before_onward else "As the law allows"
        rows.append(Fact(name="Passing it on", value=onward))
    return rows


STANDING_TONES = {
    Standing.DRAFT: Tone.QUIET,
    Standing.APPROVED: Tone.NEUTRAL,
    Standing.ISSUED: Tone.ACTIVE,
    Standing.ANSWERED: Tone.GOOD,
    Standing.PARTIAL: Tone.GOOD,
    Standing.EXPIRED: Tone.QUIET,
    Standing.WITHDRAWN: Tone.QUIET,
}


def requirements(lines: Sequence[RequirementLine]) -> Table:
    """Requirements as a list."""
    return Table(
        columns=_columns("What to tell of", "Theme", "Until", "State"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.wording,
                        href=reverse("asking:requirement", args=[line.uid]),
                        note=line.reference,
                    ),
                    line.theme,
                    line.valid_to,
                    Cell(line.standing.label, tone=STANDING_TONES[line.standing]),
                )
            )
            for line in lines
        ),
    )


def requirement_summary(facts: RequirementFacts) -> list[Fact]:
    """What stands at the head of a requirement's page."""
    line, own = facts.line, facts.for_police
    rows = [
        Fact(name="Theme", value=line.theme),
        Fact(name="Until", value=line.valid_to),
        Fact(name="State", value=line.standing.label, tone=STANDING_TONES[line.standing]),
    ]
    if own is not None:
        rows += [
            Fact(name="Level", value=own.level),
            Fact(name="Priority", value=line.priority),
            Fact(name="The question", value=own.question),
            Fact(name="For police only", value=own.wording or "Nothing more"),
            Fact(name="Gap", value=own.gap or "None named"),
            Fact(name="From", value=own.valid_from),
            Fact(name="Issued to", value=list(own.targets)),
            Fact(name="Drafted by", value=own.drafted_by),
            Fact(name="Approved by", value=own.approved_by or "Nobody yet"),
            Fact(
                name="Answers",
                value=f"{own.responses}, of which {own.useful_responses} useful. "
                f"{own.counted_by_hand} of them came another way and were counted by hand",
            ),
            Fact(name="What they were worth", value=own.assessed or "Not said yet"),
        ]
    return rows


def alerts(lines: Sequence[AlertLine]) -> Table:
    """Alerts as a list."""
    return Table(
        columns=_columns("Alert", "Marking", "Issued", "Until", "State"),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.title, href=reverse("asking:alert", args=[line.uid])),
                    line.marking,
                    line.issued_at,
                    line.expires_on,
                    _alert_state(line),
                )
            )
            for line in lines
        ),
    )


def _alert_state(line: AlertLine) -> Cell:
    if line.is_recalled:
        return Cell("Recalled", tone=Tone.URGENT)
    if line.has_expired:
        return Cell("Over", tone=Tone.QUIET)
    if line.is_ours:
        return Cell("Issued", tone=Tone.NEUTRAL)
    return Cell("New", tone=Tone.ACTIVE) if line.is_new else Cell("Opened", tone=Tone.QUIET)


def alert_reach(facts: AlertFacts) -> list[Fact]:
    """What became of an alert, for the unit that issued it."""
    reach = facts.reach
    if reach is None:
        return []
    rows = [
        Fact(name="Meant for", value=f"{reach.meant_for} people"),
        Fact(name="Roles", value=list(reach.roles) or "Everybody who reads alerts there"),
        Fact(name="Opened", value=reach.opened),
        Fact(name="Acknowledged", value=reach.acknowledged),
    ]
    if reach.recalled_at:
        rows += [
            Fact(name="Recalled", value=reach.recalled_at),
            Fact(name="Why", value=reach.recalled_why),
            Fact(name="Had opened it by then", value=list(reach.opened_by) or "Nobody"),
        ]
    return rows


def contacts(found: Sequence[Contact]) -> Table:
    """Points of contact as a list."""
    return Table(
        columns=_columns("Agency", "Point of contact", "Since"),
        rows=tuple(Row(cells=(each.agency, each.person, each.named_at)) for each in found),
    )


def lateness(rows: Sequence[Lateness]) -> Table:
    """How soon answers came, police and partners side by side."""
    names = ("Asked", "Of", "Due", "On time", "Late", "No answer", "Refused", "Nothing held")
    return Table(
        columns=tuple(Column(text=name, numeric=index > 1) for index, name in enumerate(names)),
        rows=tuple(
            Row(
                cells=(
                    Cell(row.what, note=row.why_not),
                    row.side,
                    row.due,
                    row.on_time,
                    row.late,
                    row.unanswered,
                    row.refused,
                    row.nil,
                )
            )
            for row in rows
        ),
    )

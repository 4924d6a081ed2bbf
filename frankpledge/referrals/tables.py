"""Referrals, doors and people on duty as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.referrals.catalogue import Source, pathways
from frankpledge.referrals.concerns import Shared
from frankpledge.referrals.counting import MeasureLine, QuarterShown
from frankpledge.referrals.directory import ServiceLine
from frankpledge.referrals.doors import DoorFacts
from frankpledge.referrals.duty import DutyContact
from frankpledge.referrals.gate import Notice
from frankpledge.referrals.joint import JointLine
from frankpledge.referrals.models import State
from frankpledge.referrals.register import ReferralFacts, ReferralLine
from frankpledge.ui.api import Cell, Column, Fact, Happening, Link, Row, Table, Tone

_TONES = {
    State.SENT: Tone.WARNING,
    State.RECEIVED: Tone.ACTIVE,
    State.ACCEPTED: Tone.GOOD,
    State.DECLINED: Tone.URGENT,
    State.TRANSFERRED: Tone.NEUTRAL,
    State.CLOSED: Tone.QUIET,
}


def _table(names: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(columns=tuple(Column(text=name) for name in names), rows=tuple(rows))


def moment_words(at: datetime) -> str:
    """A moment in a table: Friday 17 April, 14:05."""
    return f"{localtime(at):%A %-d %B, %H:%M}"


def state_cell(line: ReferralLine) -> Cell:
    """Where a referral is, and by when somebody has to decide."""
    if line.is_late and line.due_at:
        return Cell(
            line.state.label, tone=Tone.URGENT, note=f"Late since {moment_words(line.due_at)}"
        )
    note = f"Decision due {moment_words(line.due_at)}" if line.due_at else ""
    return Cell(line.state.label, tone=_TONES[line.state], note=note)


def referrals(lines: Sequence[ReferralLine]) -> Table:
    """Referrals as lists show them."""
    return _table(
        ("Reference", "Door", "From", "To", "Sent", "State"),
        [
            Row(
                cells=(
                    Cell(
                        line.reference,
                        href=reverse("referrals:referral", args=[line.uid]),
                        note=line.area,
                    ),
                    Cell(
                        line.pathway,
                        note="Opened by itself"
                        if line.opened_itself
                        else ("Worked here" if line.worked_here else "Tracked only"),
                    ),
                    line.from_agency,
                    line.to_agency or "Not a partner here",
                    moment_words(line.sent_at),
                    state_cell(line),
                )
            )
            for line in lines
        ],
    )


def summary(facts: ReferralFacts) -> list[Fact]:
    """A referral's own facts: for one that is only tracked, no more than door, time, reference."""
    line = facts.line
    found = [
        Fact(name="State", value=line.state.label, tone=_TONES[line.state]),
        Fact(name="Complete", value="Yes" if line.is_complete else "Not until it is accepted"),
        Fact(name="Door", value=facts.how),
        Fact(name="From", value=line.from_agency),
        Fact(name="To", value=line.to_agency or "Not a partner here"),
        Fact(name="Sent", value=moment_words(line.sent_at)),
        Fact(name="Their reference", value=facts.their_reference or "None yet"),
        Fact(name="Agreement", value=facts.basis.agreement),
    ]
    if line.due_at:
        found.insert(
            2, Fact(name="Decision due", value=moment_words(line.due_at), tone=_late(line))
        )
    if facts.basis.duty:
        found.append(Fact(name="Duty", value=facts.basis.duty))
    found.append(Fact(name="Told", value=facts.basis.told))
    if facts.basis.capacity:
        found.append(Fact(name="Capacity", value=facts.basis.capacity))
    found += [Fact(name=name, value=value) for name, value in facts.nrm]
    if line.eighteen_on:
        found.append(
            Fact(
                name="Turns 18",
                value=f"{line.eighteen_on:%-d %B %Y}",
                tone=Tone.WARNING if facts.crosses_soon else None,
            )
        )
    if facts.outcome:
        found.append(Fact(name="What came of it", value=facts.outcome))
    return found


def _late(line: ReferralLine) -> Tone | None:
    return Tone.URGENT if line.is_late else None


def content(facts: ReferralFacts) -> list[Fact]:
    """What whoever helps has to know."""
    said = (
        ("Name", facts.content.name),
        ("Address", facts.content.place),
        ("What worries us", facts.content.concern),
        ("What they want", facts.content.wishes),
        ("How to reach them safely", facts.content.safe_contact),
    )
    return [Fact(name=name, value=value or "Not said") for name, value in said]


def needs(facts: ReferralFacts) -> Table:
    """Needs, each with what became of it."""
    tones = {"met": Tone.GOOD, "partly": Tone.ACTIVE, "not_met": Tone.URGENT, "not_wanted": None}
    return _table(
        ("Need", "What became of it"),
        [
            Row(cells=(need.words, Cell(need.outcome_words, tone=tones.get(need.outcome))))
            for need in facts.needs
        ],
    )


def standings(facts: ReferralFacts) -> Table:
    """How the person stands: all at once, each with its days and its source."""
    return _table(
        ("They stand as", "Since", "Until", "Who says so"),
        [
            Row(
                cells=(
                    each.words,
                    f"{each.since:%-d %B %Y}",
                    f"{each.until:%-d %B %Y}" if each.until else "It holds",
                    Cell(each.source, note=f"Written by {each.said_by}"),
                )
            )
            for each in facts.standings
        ],
    )


def timeline(facts: ReferralFacts) -> list[Happening]:
    """The steps of a referral's life, newest first."""
    tones = {"Accepted": Tone.GOOD, "Declined": Tone.URGENT}
    return [
        Happening(
            at=step.at,
            title=step.title,
            by=step.who,
            text=step.words,
            tone=tones.get(step.title, Tone.NEUTRAL),
        )
        for step in facts.steps
    ]


def around(facts: ReferralFacts) -> list[Link]:
    """The referral that this one follows, and those that follow it, as far as they may be seen."""
    found = [facts.earlier] if facts.earlier else []
    return [
        Link(
            text=f"{line.pathway}, {line.state.label.lower()}",
            href=reverse("referrals:referral", args=[line.uid]),
            about=line.reference,
        )
        for line in (*found, *facts.later)
    ]


def shared(lines: Sequence[Shared]) -> Table:
    """Which other agencies are concerned about what the reader has a referral for."""
    return _table(
        ("Concerned about", "Another agency", "The later of the two", "Your referral"),
        [
            Row(
                cells=(
                    line.about.capitalize(),
                    line.agency,
                    moment_words(line.at),
                    Cell(line.reference, href=reverse("referrals:referral", args=[line.referral])),
                )
            )
            for line in lines
        ],
    )


def notices(lines: Sequence[Notice]) -> Table:
    """What is thought of at places of referrals that the reader has."""
    return _table(
        ("What is thought of", "Where", "By whom", "When", "Your referral"),
        [
            Row(
                cells=(
                    line.what,
                    line.place,
                    Cell(line.who, note=line.agency),
                    moment_words(line.at),
                    Cell(line.reference, href=reverse("referrals:referral", args=[line.referral])),
                )
            )
            for line in lines
        ],
    )


def contact(found: DutyContact) -> list[Fact]:
    """Whom to ring."""
    return [
        Fact(name="Ring", value=f"{found.name}, {found.post}"),
        Fact(name="At", value=found.agency),
        Fact(name="Telephone", value=found.telephone),
        Fact(name="Hours", value=found.hours),
        Fact(name="At other hours", value=found.out_of_hours),
    ]


def doors(lines: Iterable[DoorFacts]) -> Table:
    """Where doors are in a district."""
    known = pathways()
    return _table(
        ("Door", "Whose it is", "How one gets there", "Panel"),
        [
            Row(
                cells=(
                    known[line.pathway].name,
                    line.agency,
                    line.how,
                    Cell(
                        line.forum_name or "None",
                        note=f"Meets on {line.next_meets_on:%A %-d %B}"
                        if line.next_meets_on
                        else "",
                    ),
                )
            )
            for line in sorted(lines, key=lambda line: known[line.pathway].order)
        ],
    )


def sources(lines: Sequence[Source]) -> Table:
    """Where reference lists come from; what is derived waits for its owner."""
    return _table(
        ("List", "How it came about", "Owner", "Looked over again by"),
        [
            Row(
                cells=(
                    Cell(line.file, note=f"Version {line.version}, {line.taken_on:%-d %B %Y}"),
                    Cell(
                        line.words,
                        note="Derived: waits for its owner" if line.is_derived else "Given",
                    ),
                    line.owner,
                    f"{line.review_on:%-d %B %Y}",
                )
            )
            for line in lines
        ],
    )


def directory(lines: Sequence[ServiceLine]) -> Table:
    """Services, with places and waiting as they were last told."""
    return _table(
        ("Service", "For", "Districts", "How one gets there", "Places free", "Waiting"),
        [
            Row(
                cells=(
                    Cell(line.name, note=line.provider),
                    Cell(line.need, note=line.ages),
                    ", ".join(line.areas),
                    Cell(line.route, note=line.telephone),
                    _places(line),
                    Cell(_or_not_said(line.waiting), note=_weeks(line.weeks)),
                )
            )
            for line in lines
        ],
    )


def _places(line: ServiceLine) -> Cell:
    told = f"Told {line.counted_on:%-d %B}" if line.counted_on else "Nobody has told"
    return Cell(
        _or_not_said(line.places),
        href=reverse("referrals:count-places", args=[line.number]) if line.is_ours else "",
        note=f"{told}, over four weeks ago" if line.is_stale else told,
    )


def _or_not_said(count: int | None) -> str:
    return "Not said" if count is None else str(count)


def _weeks(weeks: int | None) -> str:
    return "" if weeks is None else f"About {weeks} week{'' if weeks == 1 else 's'}"


def joint(lines: Sequence[JointLine]) -> Table:
    """The steps of an agreed pathway, with an owner on each side."""
    return _table(
        ("Step", "On the partnership’s side", "On the board’s side", "Clock", "Looked at again"),
        [
            Row(
                cells=(
                    Cell(f"{line.order}. {line.words}"),
                    _owner(line.partnership_owner, line.partnership_side),
                    _owner(line.board_owner, line.board_side),
                    line.clock,
                    _again(line),
                )
            )
            for line in lines
        ],
    )


def _owner(owner: str, usually: str) -> Cell:
    return Cell(owner) if owner else Cell("Nobody yet", tone=Tone.WARNING, note=usually)


def _again(line: JointLine) -> Cell:
    if line.review_on is None:
        return Cell("Not agreed")
    return Cell(f"{line.review_on:%-d %B %Y}", tone=Tone.URGENT if line.is_due else None)


def quarter(shown: QuarterShown) -> Table:
    """Rounded counts of a quarter, beside the one before."""
    return _table(
        ("Count", "Of which", "This quarter", "The quarter before"),
        [
            Row(cells=(line.measure, line.part, Cell(line.count, note=line.note), line.before))
            for line in shown.lines
        ],
    )


def hand_offs(told: tuple[date, tuple[MeasureLine, ...]] | None) -> Table | None:
    """What became of hand-offs in the newest frozen quarter, or nothing where none has been."""
    if told is None:
        return None
    first, lines = told
    return _table(
        ("Hand-offs", "Which way", f"Quarter from {first:%-d %B %Y}", "The quarter before"),
        [Row(cells=(line.measure, line.part, line.count, line.before)) for line in lines],
    )

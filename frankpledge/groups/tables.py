"""Vulnerabilities, counts and groups as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from frankpledge.groups.assessing import Disagreement
from frankpledge.groups.counts import Count
from frankpledge.groups.linking import LinkLine
from frankpledge.groups.lists import Threat
from frankpledge.groups.models import Standing
from frankpledge.groups.moving import ErrorLine
from frankpledge.groups.register import AssessmentLine, GroupFacts, GroupLine
from frankpledge.groups.removals import Removal, WayOutLine
from frankpledge.groups.sheets import Fault, Line
from frankpledge.groups.states import Status
from frankpledge.groups.switching import SwitchLine
from frankpledge.groups.vulnerabilities import VulnerabilityFacts, VulnerabilityLine
from frankpledge.ui.api import Cell, Column, Fact, Row, Table, Tone

TONES = {
    Status.TRIGGERED: Tone.NEUTRAL,
    Status.SCOPING: Tone.NEUTRAL,
    Status.REJECTED: Tone.QUIET,
    Status.ASSESSED: Tone.ACTIVE,
    Status.ACTIVE: Tone.WARNING,
    Status.MONITORED: Tone.ACTIVE,
    Status.ARCHIVED: Tone.QUIET,
    Status.DISPOSED: Tone.QUIET,
    Status.ERROR: Tone.QUIET,
}


def _table(names: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(columns=tuple(Column(text=name) for name in names), rows=tuple(rows))


def _due(day: date | None, *, is_late: bool) -> Cell | None:
    if day is None:
        return None
    words = f"{day.day} {day:%B %Y}"
    return Cell(words, tone=Tone.URGENT, note="Late") if is_late else Cell(words)


def vulnerabilities(lines: Sequence[VulnerabilityLine]) -> Table:
    """What crime exploits, those to be looked at soonest first."""
    return _table(
        ("Vulnerability", "District", "Threats", "Who sees to it", "Look again"),
        [
            Row(
                cells=(
                    Cell(
                        each.title,
                        href=reverse("groups:vulnerability", args=[each.uid]),
                        note=each.nature,
                    ),
                    each.area,
                    ", ".join(each.threats),
                    Cell(each.lead or None, note=each.owner),
                    _due(each.review_on, is_late=each.is_late),
                )
            )
            for each in lines
        ],
    )


def vulnerability_summary(facts: VulnerabilityFacts) -> list[Fact]:
    """One vulnerability, fact by fact."""
    line = facts.line
    closed = line.standing == Standing.CLOSED
    return [
        Fact(name="Reference", value=line.reference),
        Fact(name="What sort of thing", value=line.nature),
        Fact(name="Threats", value=", ".join(line.threats)),
        Fact(name="District", value=line.area),
        Fact(name="Who sees to it", value=f"{line.lead}, {line.owner}"),
        Fact(name="State", value="Closed" if closed else "Open"),
        *([Fact(name="Why it was closed", value=facts.closed_why)] if closed else []),
        *(
            []
            if closed
            else [
                Fact(
                    name="Look again on",
                    value=line.review_on,
                    tone=Tone.URGENT if line.is_late else None,
                )
            ]
        ),
    ]


def threats(found: Sequence[Threat]) -> Table:
    """The list of threats as it stood."""
    return _table(
        ("Threat", "Family", "On the list from", "Until", "Source"),
        [
            Row(
                cells=(
                    Cell(each.label, note=each.code),
                    Cell(each.family, note=f"Part of {each.parent}" if each.parent else ""),
                    each.valid_from,
                    Cell(each.valid_to) if each.valid_to else Cell("No end"),
                    each.source,
                )
            )
            for each in found
        ],
    )


def counts(lines: Sequence[Count], of: str, *, counted: str = "Groups") -> Table:
    """Counts made safe, and what was *counted*."""
    return _table((of, counted), [Row(cells=(each.name, each.words)) for each in lines])


def faults(found: Sequence[Fault]) -> Table:
    """What is wrong with a sheet, and where."""
    return _table(
        ("Row", "Column", "What is wrong"),
        [Row(cells=(str(each.row), each.column or None, each.words)) for each in found[:100]],
    )


def preview(lines: Sequence[Line]) -> Table:
    """What a sheet says, as it would be taken in."""
    return _table(
        ("District", "Type", "Threat", "Tier", "Groups"),
        [
            Row(cells=(each.district, each.sort.value, each.threat, each.tier, each.count))
            for each in lines[:200]
        ],
    )


def switches(lines: Sequence[SwitchLine]) -> Table:
    """Where the register is or was on, and on whose word."""
    return _table(
        ("Area", "Data-protection officer", "Impact assessment", "On from", "Until"),
        [
            Row(
                cells=(
                    each.area,
                    each.officer,
                    each.assessment,
                    each.on_at,
                    each.off_at or Cell("On now", tone=Tone.ACTIVE),
                )
            )
            for each in lines
        ],
    )


def groups(lines: Sequence[GroupLine]) -> Table:
    """The register, or a page of it, in the order of codenames."""
    return _table(
        ("Codename", "District", "State", "Tier", "Lead officer", "Next review"),
        [
            Row(
                cells=(
                    Cell(
                        each.codename,
                        href=reverse("groups:group", args=[each.uid]),
                        note=f"{each.sort}: {', '.join(each.threats)}",
                    ),
                    each.area,
                    Cell(
                        each.status_words,
                        tone=TONES[each.status],
                        note=" ".join(each.stops),
                    ),
                    each.tier or None,
                    each.lead or None,
                    _due(each.review_on, is_late=each.is_late),
                )
            )
            for each in lines
        ],
    )


def _known(value: int | None) -> str:
    return "Not known" if value is None else str(value)


def group_summary(facts: GroupFacts) -> list[Fact]:
    """One group, fact by fact, as far as its reader is shown it."""
    line = facts.line
    found = [
        Fact(name="Reference", value=line.reference),
        Fact(name="What it is", value=line.sort),
        Fact(name="State", value=line.status_words, tone=TONES[line.status]),
        Fact(name="District", value=line.area),
        Fact(name="Mainly", value=facts.main_threat),
        Fact(name="Threats", value=", ".join(line.threats)),
        Fact(name="Tier", value=f"{line.tier}: {facts.tier_why}" if line.tier else "Not decided"),
        Fact(name="Lead officer", value=line.lead or "Nobody yet"),
        Fact(
            name="Next review",
            value=line.review_on or "None due",
            tone=Tone.URGENT if line.is_late else None,
        ),
        Fact(name="Plan due", value=facts.plan_due_on or "Not set"),
        Fact(name="Children involved", value=_known(facts.children_involved)),
        Fact(name="Whose record it is", value=facts.owner),
    ]
    if facts.archived_why:
        found.append(Fact(name="Why it was archived", value=facts.archived_why))
    if facts.into:
        found.append(Fact(name="One with", value=facts.into))
    if facts.proposed_why:
        found.append(Fact(name="Put forward for the archive", value=facts.proposed_why))
    if facts.shows_people:
        found += [
            Fact(name="Whose score it is", value=facts.score_owner),
            Fact(name="People, as far as is known", value=_known(facts.people_known)),
            Fact(
                name="People on record who count",
                value="Nobody is linked yet"
                if facts.people_who_count is None
                else f"{facts.people_who_count}: suspected or convicted. Victims never count",
            ),
            Fact(name="Latest intelligence", value=facts.last_intelligence_on or "Not known"),
            Fact(name="Test for being mapped", value=facts.entry_test),
        ]
    return found


def _about_score(each: AssessmentLine) -> str:
    told = "; ".join(f"{name}: {words}" for name, words in each.parts)
    if not each.is_sufficient:
        told = "Too little is known to rely on it"
    return f"{told}. The scheme has changed: today it would be {each.as_if}" if each.as_if else told


def assessments(lines: Sequence[AssessmentLine]) -> Table:
    """What each scheme made of a group, the latest first."""
    return _table(
        ("Scheme", "Score", "Lies between", "Known", "Not known", "By"),
        [
            Row(
                cells=(
                    Cell(each.scheme, note=f"Version {each.version}"),
                    Cell(
                        each.words,
                        tone=None if each.is_sufficient else Tone.WARNING,
                        note=_about_score(each),
                    ),
                    each.between,
                    Cell(
                        f"{each.coverage}%",
                        note=f"Assessor’s sureness: {each.sureness}" if each.sureness else "",
                    ),
                    ", ".join(each.unknown) or None,
                    Cell(
                        each.at,
                        note=f"{each.by}, {each.agency}" + ("" if each.is_latest else ". Earlier"),
                    ),
                ),
                tone=None if each.is_latest else Tone.QUIET,
            )
            for each in lines
        ],
    )


def links(lines: Sequence[LinkLine]) -> Table:
    """Who and what is linked with a group."""
    return _table(
        ("Link", "What they are", "Grade", "From", "What to do"),
        [
            Row(
                cells=(
                    Cell(
                        each.other,
                        href=reverse("groups:group", args=[each.other_group])
                        if each.other_group
                        else "",
                        note=each.relation,
                    ),
                    Cell(
                        each.category or None,
                        note=each.age
                        + ("" if each.scores or not each.category else ". Does not count"),
                    ),
                    Cell(each.grade, note=each.source),
                    each.from_on,
                    _next(each),
                )
            )
            for each in lines
        ],
    )


def _next(each: LinkLine) -> Cell | None:
    if each.waits_for_sign_off:
        if each.may_sign_off:
            return Cell("Sign for them", href=reverse("groups:sign-off", args=[each.uid]))
        return Cell("Waits for a supervisor", tone=Tone.WARNING)
    if each.may_end:
        return Cell("End it", href=reverse("groups:end-link", args=[each.uid]))
    return None


def removals(lines: Sequence[Removal]) -> Table:
    """What waits to be removed, and why."""
    return _table(
        ("Person", "Group", "What they are", "Last noticed", "Why it waits", "What to do"),
        [
            Row(
                cells=(
                    each.person,
                    Cell(each.group, href=reverse("groups:group", args=[each.group_id])),
                    each.category,
                    each.noticed_on,
                    " ".join(each.reasons),
                    Cell("End it", href=reverse("groups:end-link", args=[each.link_id])),
                )
            )
            for each in lines
        ],
    )


def ways_out(lines: Sequence[WayOutLine]) -> Table:
    """Requests for a way out that wait for a decision."""
    return _table(
        ("On file", "Asked by", "What has changed", "Links", "Due", "What to do"),
        [
            Row(
                cells=(
                    Cell(each.pointer, note=each.system),
                    each.for_whom,
                    each.words,
                    str(each.links),
                    _due(each.due_on, is_late=each.is_late),
                    Cell("Decide", href=reverse("groups:decide-way-out", args=[each.number])),
                )
            )
            for each in lines
        ],
    )


def own_ways_out(lines: Sequence[WayOutLine]) -> Table:
    """What somebody asked for, and whether it was considered. Nothing else is ever said."""
    return _table(
        ("On file", "What has changed", "Considered"),
        [
            Row(
                cells=(
                    Cell(each.pointer, note=each.system),
                    each.words,
                    Cell(each.decided_on, tone=Tone.GOOD)
                    if each.decided_on
                    else Cell(f"By {each.due_on.day} {each.due_on:%B %Y}"),
                )
            )
            for each in lines
        ],
    )


def errors(lines: Sequence[ErrorLine]) -> Table:
    """Records that are said to be errors."""
    return _table(
        ("Reference", "What the error was", "Asked by", "Agreed"),
        [
            Row(
                cells=(
                    each.reference,
                    each.why,
                    Cell(each.asked_by, note=f"{each.asked_at:%-d %B %Y}"),
                    Cell(each.agreed_at)
                    if each.agreed_at
                    else Cell("Look at it", href=reverse("groups:agree-error", args=[each.number])),
                )
            )
            for each in lines
        ],
    )


def disagreements(lines: Sequence[Disagreement]) -> Table:
    """Groups that two schemes place far apart."""
    return _table(
        ("Codename", "By attributes", "By harm", "What a second assessor makes of it"),
        [
            Row(
                cells=(
                    Cell(each.codename, href=reverse("groups:group", args=[each.uid])),
                    each.by_attributes,
                    each.by_harm,
                    each.reconciled
                    or Cell("Write it", href=reverse("groups:reconcile", args=[each.uid])),
                )
            )
            for each in lines
        ],
    )

"""Drafting section 2.0 of a board paper: each module is asked for what is cleared, and no more.

Every figure carries its source, how to come to it again, and the page that opens it. Nothing here
asks intelligence for anything, so no figure can lead to what somebody told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Decision, Kind, Ref, record
from frankpledge.governance import api as governance
from frankpledge.governance.api import DraftedFigure, DraftedParagraph
from frankpledge.pages.policies import Act
from frankpledge.plans import api as plans
from frankpledge.profiles import api as profiles

COUNTED = ("B1", "B2", "B4", "E1", "E2", "G1", "G2", "C1")
"""Measures of the county's quarter that a paper tells of. None is about few people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One source's paragraph with the records that it rests on, or why there is none."""

    title: str
    paragraph: DraftedParagraph | None
    why_not: str = ""
    about: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What section 2.0 would say if it were drafted now, and what has moved since it was."""

    paper: governance.PaperFacts
    parts: tuple[Part, ...]
    moved: tuple[tuple[str, str, str], ...]
    """Figures that stand in the paper and differ now: label, as drafted, as it is now."""
    may_draft: Decision


@transaction.atomic
def preview(*, paper_id: UUID, by: Actor, at: datetime) -> Draft:
    """What would be drafted, before it is. Looking is recorded."""
    paper = governance.paper_page(paper_id=paper_id, by=by, at=at)
    parts = tuple(_parts(paper, by, at)) if paper.may_draft else ()
    record(Act.PREVIEW_DRAFT, [ref for part in parts for ref in part.about] or None, by=by, at=at)
    now = {
        figure.code: figure.value
        for part in parts
        if part.paragraph
        for figure in part.paragraph.figures
    }
    return Draft(
        paper=paper,
        parts=parts,
        moved=tuple(
            (figure.label, figure.value, now[figure.code])
            for paragraph in paper.paragraphs
            for figure in paragraph.figures
            if figure.code in now and now[figure.code] != figure.value
        ),
        may_draft=paper.may_draft,
    )


def draft(*, paper_id: UUID, by: Actor, at: datetime) -> int:
    """Draft section 2.0 from what is cleared now; say how many paragraphs it has."""
    found = preview(paper_id=paper_id, by=by, at=at)
    return governance.draft_paper(
        paper_id=paper_id,
        paragraphs=[part.paragraph for part in found.parts if part.paragraph],
        about=[ref for part in found.parts if part.paragraph for ref in part.about],
        counted_on=localtime(at).date(),
        by=by,
        at=at,
    )


def _parts(paper: governance.PaperFacts, by: Actor, at: datetime) -> Iterator[Part]:
    on = localtime(at).date()
    yield _log(paper, by, on)
    yield from _quarter(by, at)
    yield _register(by, on)
    yield _profiles(by, at)


def _log(paper: governance.PaperFacts, by: Actor, on: date) -> Part:
    actions = governance.board_actions_before(paper.forum_id, paper.line.meets_at, by=by, on=on)
    if not actions:
        return Part(
            title="The board’s action log",
            paragraph=None,
            why_not="No action is left from earlier meetings.",
        )
    done = [each for each in actions if each.closed_on or each.colour == "blue"]
    late = [each for each in actions if each.colour in ("amber", "red")]
    source, href = "The board’s action log", reverse("boards:agenda", args=[paper.line.meeting_id])
    figures = [
        DraftedFigure(
            code="log.actions",
            label="Actions before the board",
            value=str(len(actions)),
            source=source,
            query="Actions raised at earlier meetings that are open, or were closed since the last",
            href=href,
            parts=tuple((each.reference, each.state) for each in actions),
        ),
        DraftedFigure(
            code="log.done",
            label="Actions complete or closed",
            value=str(len(done)),
            source=source,
            query="Of these, those that the owner says are complete or the chair has closed",
            href=href,
            parts=tuple((each.reference, each.state) for each in done),
        ),
        DraftedFigure(
            code="log.late",
            label="Actions past their day",
            value=str(len(late)),
            source=source,
            query="Of these, those whose day has passed and that are not said to be complete",
            href=href,
            parts=tuple((each.reference, f"due {_day(each.due_on)}") for each in late),
        ),
    ]
    text = (
        f"Of {_count(len(actions), 'action')} that earlier meetings raised, {len(done)} "
        f"{'is' if len(done) == 1 else 'are'} complete or closed and {len(late)} "
        f"{'is' if len(late) == 1 else 'are'} past the day on which "
        f"{'it was' if len(late) == 1 else 'they were'} due."
    )
    return Part(
        title="The board’s action log",
        paragraph=DraftedParagraph(text=text, figures=tuple(figures)),
    )


def _quarter(by: Actor, at: datetime) -> Iterator[Part]:
    title = "The quarter that partnerships returned"
    rounds = plans.return_rounds(by) if plans.may_collate_returns(by) else ()
    if not rounds:
        yield Part(
            title=title,
            paragraph=None,
            why_not="Your post does not add up returns, or none has been asked for.",
        )
        return
    county = plans.county(round_id=rounds[0].number, by=by, at=at)
    waiting = [
        line.body
        for line in county.bodies
        if line.has_arrived and not line.is_invited and not line.is_settled
    ]
    if waiting:
        yield Part(
            title=title,
            paragraph=None,
            why_not=f"Not cleared: {', '.join(waiting)}. Accept each return first.",
        )
        return
    yield _returned(title, county)
    yield _counted(county)


def _returned(title: str, county: plans.County) -> Part:
    quarter = county.line.quarter.words
    here = reverse("plans:county", args=[county.line.number])
    own = [line for line in county.bodies if not line.is_invited]
    missing = [line.body for line in own if not line.has_arrived]
    source = f"Returns of partnerships, {quarter}"
    text = (
        f"For {quarter}, {county.arrived} of {_count(county.asked, 'partnership')} have returned. "
        + (f"Of {_listed(missing)} nothing is known: missing is not nought. " if missing else "")
        + (_nil(county.nil) if county.nil else "")
    ).rstrip()
    figures = (
        DraftedFigure(
            code="returns.arrived",
            label="Partnerships that have returned",
            value=f"{county.arrived} of {county.asked}",
            source=source,
            query="Returns signed by their chair and accepted, of the partnerships valid in the "
            "quarter; a guest is not counted",
            href=here,
            parts=tuple((line.body, line.state) for line in own),
        ),
        *(
            [
                DraftedFigure(
                    code="returns.nil",
                    label="Nil returns",
                    value=str(county.nil),
                    source=source,
                    query="Accepted returns that say there was nothing to tell",
                    href=here,
                    parts=tuple((line.body, "nil") for line in own if line.is_nil),
                )
            ]
            if county.nil
            else []
        ),
    )
    about = tuple(
        Ref(kind=Kind.RETURN, uid=line.return_id)
        for line in own
        if line.has_arrived and line.return_id
    )
    return Part(title=title, paragraph=DraftedParagraph(text=text, figures=figures), about=about)


def _nil(number: int) -> str:
    return f"{_count(number, 'return')} {'is' if number == 1 else 'are'} nil, which is an answer."


def _counted(county: plans.County) -> Part:
    lines = {line.measure.code: line for block in county.blocks for line in block.lines}
    figures, said = [], []
    for code in COUNTED:
        line = lines.get(code)
        if line is None or line.measure.protected or line.sum.total is None:
            continue
        said.append(f"{line.measure.words.lower()}: {line.sum.total}")
        figures.append(
            DraftedFigure(
                code=f"returns.{code}",
                label=line.measure.words,
                value=str(line.sum.total),
                source=f"Returns of partnerships, {county.line.quarter.words}, measure {code}",
                query="Each event once, over the returns that were accepted"
                if line.measure.adding == "events"
                else "Added up over the returns that were accepted",
                href=reverse("plans:number", args=[county.line.number, code]),
            )
        )
    title = "What the quarter adds up to"
    if not figures:
        return Part(title=title, paragraph=None, why_not="No measure has a number yet.")
    text = f"In that quarter, over the partnerships that returned: {'; '.join(said)}."
    return Part(title=title, paragraph=DraftedParagraph(text=text, figures=tuple(figures)))


def _register(by: Actor, on: date) -> Part:
    title = "How strongly priorities carry it"
    if not governance.may_list_priorities(by):
        return Part(title=title, paragraph=None, why_not="Your post does not read the register.")
    year = governance.plan_year(on)
    strong, bodies, lines = governance.strong_priorities(year, by, on)
    recorded = [line for line in lines if line.strength is not None]
    if not recorded:
        return Part(title=title, paragraph=None, why_not="Nothing is recorded for this year.")
    unknown = bodies - len(recorded)
    text = (
        f"In {governance.year_words(year)}, {strong} of {_count(bodies, 'partnership')} name "
        "serious and organised crime among their priorities, alone or with others."
        + (f" Of {unknown} nothing is recorded." if unknown else "")
    )
    figure = DraftedFigure(
        code="register.strong",
        label="Partnerships that name it among their priorities",
        value=f"{strong} of {bodies}",
        source=f"Register of priorities, {governance.year_words(year)}",
        query="Partnerships at strength 3 or 4, of all that are valid on the day",
        href=f"{reverse('boards:register')}?year={year}",
        parts=tuple((line.body, line.words) for line in lines),
    )
    return Part(
        title=title,
        paragraph=DraftedParagraph(text=text, figures=(figure,)),
        about=tuple(Ref(kind=Kind.PRIORITY, uid=line.uid) for line in recorded if line.uid),
    )


def _profiles(by: Actor, at: datetime) -> Part:
    title = "Local profiles"
    if Kind.RELEASE not in by.kinds_for(Action.READ):
        return Part(title=title, paragraph=None, why_not="Your post does not read releases.")
    standing = [line for line in profiles.releases(by, at) if not line.is_recalled]
    if not standing:
        return Part(
            title=title, paragraph=None, why_not="No profile that you may read is released."
        )
    due = [line for line in standing if line.is_due]
    areas = sorted({line.area_name for line in standing})
    text = (
        f"{_count(len(areas), 'area')} {'has' if len(areas) == 1 else 'have'} a local profile "
        f"that was released: {_listed(areas)}."
        + (f" {_count(len(due), 'release')} should be refreshed." if due else "")
    )
    href = reverse("profiles:releases")
    figure = DraftedFigure(
        code="profiles.released",
        label="Areas with a released profile",
        value=str(len(areas)),
        source="Releases of profiles",
        query="Areas of releases that were not recalled",
        href=href,
        parts=tuple(
            (f"{line.area_name}, {line.period}", f"released {_day(line.released_at.date())}")
            for line in standing
        ),
    )
    return Part(
        title=title,
        paragraph=DraftedParagraph(text=text, figures=(figure,)),
        about=tuple(Ref(kind=Kind.RELEASE, uid=line.uid) for line in standing),
    )


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

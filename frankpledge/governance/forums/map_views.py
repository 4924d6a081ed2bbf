"""Pages of the map of forums and of the fourteen questions: ask, one call, answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from frankpledge.access.api import NotFound, actor_of, now_of
from frankpledge.governance import policies
from frankpledge.governance.forums import (
    answers,
    drawing,
    forum_map,
    tables,
)
from frankpledge.governance.forums.answers import Side
from frankpledge.governance.forums.mapped import (
    AGE_WORDS,
    LEVEL_WORDS,
    within,
)
from frankpledge.governance.forums.questions import QUESTIONS
from frankpledge.governance.forums.reference import harm_words
from frankpledge.ui.api import Chart


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The map: every forum, the fourteen questions, and the drawing."""
    actor, now = actor_of(request), now_of(request)
    mapped = forum_map.mapped(by=actor, at=now)
    area = _area(request.GET.get("area", ""), mapped)
    shown = within(mapped.forums, [area]) if area else mapped.forums
    table = tables.forums(_narrowed(mapped, area))
    page = {
        "mapped": mapped,
        "area": area,
        "table": table,
        "counted": len(shown),
        "questions": QUESTIONS,
        "drawn": _drawn(_narrowed(mapped, area)) if shown else None,
        "may_write": policies.may_write_entry(actor),
        "may_offer": policies.may_offer(actor),
    }
    return render(request, "governance/forums/index.html", page)


def _narrowed(mapped: forum_map.Mapped, area: str) -> forum_map.Mapped:
    return replace(mapped, forums=within(mapped.forums, [area])) if area else mapped


def _area(code: str, mapped: forum_map.Mapped) -> str:
    if code and code not in dict(mapped.areas):
        raise NotFound
    return code


def _drawn(mapped: forum_map.Mapped) -> Chart:
    table = tables.forums(mapped)
    return Chart(
        svg=drawing.draw(mapped.forums),
        title="Where cases are handed on",
        alt=f"{len(mapped.forums)} forums in rows by level, joined by the hand-offs between them. "
        "Loops of two are dashed and red; dead ends have a thick purple edge; "
        "forums that have stopped are white. "
        "The table holds every hand-off.",
        source="Entries of the map, as whoever runs each forum keeps them",
        columns=table.columns,
        rows=[row.cells for row in table.rows],
    )


@require_GET
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One of the fourteen: its formula, its answer, and how another day or area differs."""
    actor, now = actor_of(request), now_of(request)
    side = Side(on=day_asked(request, "on"), area=request.GET.get("area", ""))
    other = None
    if request.GET.get("other_on") or request.GET.get("other_area"):
        other = Side(
            on=day_asked(request, "other_on") or side.on,
            area=request.GET.get("other_area", "") or side.area,
        )
    found = answers.answer(number, side=side, other=other, by=actor, at=now)
    page = {
        "found": found,
        "side": side,
        "other": other,
        "table": tables.answer(found.answer, found.mapped),
        "compared": tables.compared(found.compared, found.answer.columns)
        if found.compared is not None
        else None,
        "matrix": tables.matrix(found.mapped.forums, found.mapped.uids) if number == 2 else None,
        "drawn": _drawn(found.mapped) if number in (6, 9) and found.mapped.forums else None,
        "sides": (
            ("first", "On the first side", "on", "area", side.on, side.area),
            (
                "other",
                "On the second side",
                "other_on",
                "other_area",
                other.on if other else None,
                other.area if other else "",
            ),
        ),
        "to_judge": _to_judge(found) if policies.may_judge_purpose(actor) else (),
    }
    return render(request, "governance/forums/question.html", page)


def _to_judge(found: answers.Answered) -> list[tuple[str, str]]:
    """Pairs that seem to be for the same and that nobody has judged, with where to say so."""
    if found.question.number != 4:
        return []
    uids = found.mapped.uids
    return [
        (
            reverse("forums:judge", args=[uids[code] for code in line.forums]),
            f"{line.cells[0]} and {line.cells[1]}",
        )
        for line in found.answer.lines
        if line.is_flagged
    ][:20]


def day_asked(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise NotFound from fault


@require_GET
def stops(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What breaks if a forum stops."""
    actor, now = actor_of(request), now_of(request)
    found = answers.what_breaks(entry_id=entry_id, by=actor, at=now)
    harms = harm_words()
    page = {
        "found": found,
        "orphans": [found.names[one] for one, _ in found.breaks.orphans],
        "lose_every_input": [found.names[code] for code in found.breaks.lose_every_input],
        "lose_every_exit": [found.names[code] for code in found.breaks.lose_every_exit],
        "cut_off": [found.names[code] for code in found.breaks.cut_off],
        "gaps": [
            f"{harms[harm]}, {AGE_WORDS[age].lower()}, {LEVEL_WORDS[level].lower()}"
            + (f": in {count} of {found.areas} areas" if count < found.areas else "")
            for harm, age, level, count in found.gaps
        ],
    }
    return render(request, "governance/forums/stops.html", page)

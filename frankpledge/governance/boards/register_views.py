"""Pages of the register of priorities and of arrangements: ask, one call, answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from frankpledge.access.api import actor_of, now_of
from frankpledge.governance import policies
from frankpledge.governance.boards import arrangements as arranged, forms, priorities, rules, tables
from frankpledge.governance.boards.views import get_or_post
from frankpledge.kernel import whole_number
from frankpledge.ui.api import Fact, accepted, form_page, typed


def _year(request: HttpRequest) -> int | None:
    asked = whole_number(request.GET.get("year", ""), most=2099)
    return asked if asked and asked >= 2000 else None


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """How strongly each partnership carries it in a year, and how it got on agendas."""
    actor, now = actor_of(request), now_of(request)
    facts = priorities.register(year=_year(request), by=actor, at=now)
    page = {
        "register": facts,
        "year": rules.year_words(facts.year),
        "years": [(year, rules.year_words(year)) for year in facts.years if year != facts.year],
        "table": tables.register(facts.lines),
        "agendas": tables.on_agendas(facts.agendas),
    }
    return render(request, "governance/boards/register.html", page)


@get_or_post
def write(request: HttpRequest) -> HttpResponse:
    """A line of the register is written."""
    actor, now = actor_of(request), now_of(request)
    on = localtime(now).date()
    year = _year(request) or rules.plan_year(on)
    form = forms.WritePriority(
        typed(request),
        bodies=priorities.bodies_to_write(actor, priorities.day_of(year, on)),
        earlier=priorities.earlier(actor, year),
    )
    if form.is_valid():
        given = form.cleaned_data
        came = [(UUID(given["came_from"]), given["how"])] if given["came_from"] else []
        made = accepted(
            form,
            lambda: priorities.write_priority(
                body=given["body"],
                year=year,
                strength=int(given["strength"]),
                document=given["document"],
                name=given["name"],
                page=given["page"],
                quoted=given["quoted"],
                came_from=came,
                by=actor,
                at=now,
            ),
        )
        if made:
            return redirect("boards:priority", made.result)
    return form_page(
        request,
        form,
        title="How strongly does a plan carry it?",
        about=rules.year_words(year),
        button="Save",
        back=reverse("boards:register"),
        decision=policies.may_write_priority(actor),
    )


@require_GET
def priority(request: HttpRequest, priority_id: UUID) -> HttpResponse:
    """One line of the register: its evidence, and where it came from."""
    actor, now = actor_of(request), now_of(request)
    facts = priorities.priority(priority_id=priority_id, by=actor, at=now)
    page = {
        "priority": facts,
        "year": rules.year_words(facts.line.year),
        "facts": [
            Fact(name="Strength", value=facts.line.words),
            Fact(name="Called", value=facts.line.name),
            Fact(name="Document", value=facts.document),
            Fact(name="Page", value=facts.page),
            Fact(name="In its own words", value=facts.quoted),
            Fact(name="Written by", value=f"{facts.written_by}, {facts.written_on:%-d %B %Y}"),
        ],
        "came_from": [(how, line, rules.year_words(line.year)) for how, line in facts.came_from],
        "became": [(how, line, rules.year_words(line.year)) for how, line in facts.became],
    }
    return render(request, "governance/boards/priority.html", page)


@require_GET
def arrangements(request: HttpRequest) -> HttpResponse:
    """What bodies have arranged, as dated records."""
    actor = actor_of(request)
    decision = policies.may_say_arrangement(actor)
    lines = arranged.arrangements(by=actor)
    page = {"table": tables.arrangements(lines, may_end=bool(decision)), "may_say": decision}
    return render(request, "governance/boards/arrangements.html", page)


@get_or_post
def say(request: HttpRequest) -> HttpResponse:
    """Somebody says what a body has arranged."""
    actor, now = actor_of(request), now_of(request)
    form = forms.SayArrangement(typed(request), bodies=arranged.bodies(localtime(now).date()))
    if form.is_valid() and accepted(
        form, lambda: arranged.say_arrangement(by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, "It is on record")
        return redirect("boards:arrangements")
    return form_page(
        request,
        form,
        title="What has been arranged?",
        button="Put it on record",
        back=reverse("boards:arrangements"),
        decision=policies.may_say_arrangement(actor),
    )


@get_or_post
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody says when an arrangement ended."""
    actor, now = actor_of(request), now_of(request)
    form = forms.EndArrangement(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: arranged.end_arrangement(number=number, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "It no longer stands from that day")
        return redirect("boards:arrangements")
    return form_page(
        request,
        form,
        title="When did it end?",
        button="Save",
        back=reverse("boards:arrangements"),
        decision=policies.may_end_arrangement(actor),
    )

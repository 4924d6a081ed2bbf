"""Pages of powers: ask, one call, answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import NotFound, actor_of, now_of, require
from frankpledge.powers import (
    catalogue,
    delegations,
    forms,
    looking_up,
    policies,
    reviews,
    sheets as play_sheets,
    starting,
    tables,
)
from frankpledge.ui.api import accepted, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The catalogue, by words."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_look_up(actor))
    words = request.GET.get("words", "").strip()
    on = localtime(now).date()
    found = [each for each in catalogue.powers() if _speaks_of(each, words)]
    page = {
        "table": tables.catalogue(found, catalogue.holders(), reviews.standings(on=on)),
        "words": words,
        "counted": len(found),
        "banner": reviews.banner(on=on),
        "may_name": policies.may_name_overrider(actor),
        "may_use": policies.may_list_uses(actor),
        "may_review": policies.may_review(actor),
    }
    return render(request, "powers/index.html", page)


def _speaks_of(power: catalogue.Power, words: str) -> bool:
    said = f"{power.code} {power.name} {power.summary} {power.law}".casefold()
    return all(word in said for word in words.casefold().split())


@require_GET
def here(request: HttpRequest) -> HttpResponse:
    """What could be used here, today, by whom."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_look_up(actor))
    problem = _problem(request)
    asked = looking_up.asked_by(problem, actor) if problem else None
    if problem and asked is None:
        raise NotFound
    districts = looking_up.districts(actor)
    is_asked = "area" in request.GET
    form = forms.LookUp(
        request.GET if is_asked else None,
        districts=districts,
        initial={"area": asked.area, "targets": list(asked.targets)} if asked else None,
    )
    answer = None
    if is_asked and form.is_valid():
        given = form.cleaned_data
        answer = looking_up.look_up(
            area=given["area"],
            targets=given["targets"] or starting.targets_about(given["about"]),
            harm=given["harm"],
            age=given["age"],
            problem_id=problem,
            by=actor,
            at=now,
        )
    page = {
        "form": form,
        "answer": answer,
        "asked": asked,
        "problem": problem,
        "about": _about(form),
        "not_available": tables.not_available(answer.not_available) if answer else None,
    }
    return render(request, "powers/here.html", page, status=status_of(form))


def _about(form: forms.LookUp) -> str:
    given = getattr(form, "cleaned_data", {})
    words = {"person": "A person", "business": "A business", "group": "A group"}
    about = words.get(given.get("about", ""), "")
    return f"{about}, {given['reference']}" if about and given.get("reference") else about


def _problem(request: HttpRequest) -> UUID | None:
    text = request.GET.get("problem", "")
    try:
        return UUID(text) if text else None
    except ValueError as fault:
        raise NotFound from fault


@require_GET
def power(request: HttpRequest, code: str) -> HttpResponse:
    """One power: what it is, its test, who may use it, and how it stands in law."""
    actor, now = actor_of(request), now_of(request)
    entry = looking_up.power_here(code, by=actor, at=now)
    if entry is None:
        raise NotFound
    known = catalogue.holders()
    page = {
        "entry": entry,
        "power": entry.power,
        "holders": [known[token].name for token in entry.power.holders],
        "harms": tables.harms(entry.power),
        "targets": [
            words
            for target, words in catalogue.TARGET_WORDS.items()
            if target in entry.power.targets
        ],
        "may_review": policies.may_review(actor),
        "may_delegate": policies.may_delegate(actor),
        "own": actor.agency_name,
    }
    return render(request, "powers/power.html", page)


@require_GET
def sheets(request: HttpRequest) -> HttpResponse:
    """The play sheets."""
    actor = actor_of(request)
    require(policies.may_look_up(actor))
    page = {"table": tables.sheets(play_sheets.sheets(), request.GET.get("area", ""))}
    return render(request, "powers/sheets.html", page)


@require_GET
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One play sheet, in one district."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_look_up(actor))
    districts = looking_up.districts(actor)
    area = request.GET.get("area", "") or (districts[0][0] if districts else "")
    found = looking_up.sheet_here(code, area=area, by=actor, at=now)
    if found is None:
        raise NotFound
    page = {"here": found, "districts": districts, "area": area}
    return render(request, "powers/sheet.html", page)


@require_GET
def letter(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A letter of a play sheet as a text file."""
    require(policies.may_look_up(actor_of(request)))
    found = next((each for each in play_sheets.letters_of(code) if each.number == number), None)
    if found is None:
        raise NotFound
    answer = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}-{number}.txt"'
    return answer


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What a lawyer has to look over."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_review(actor))
    on = localtime(now).date()
    lines = reviews.waiting(on=on)
    statute = request.GET.get("statute", "")
    shown = [each for each in lines if not statute or each.power.legislation == statute]
    page = {
        "table": tables.waiting(shown),
        "counted": len(shown),
        "statute": statute,
        "statutes": sorted({each.power.legislation for each in lines if each.power.legislation}),
        "banner": reviews.banner(on=on),
    }
    return render(request, "powers/queue.html", page)


@get_or_post
def review(request: HttpRequest, code: str) -> HttpResponse:
    """A lawyer says what they found."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_review(actor)
    require(decision)
    entry = looking_up.power_here(code, by=actor, at=now)
    if entry is None:
        raise NotFound
    form = forms.Review(typed(request))
    if form.is_valid() and accepted(
        form, lambda: reviews.review(code=code, by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("powers:power", code)
    page = {"form": form, "power": entry.power, "entry": entry, "may_review": decision}
    return render(request, "powers/review.html", page, status=status_of(form))


@get_or_post
def delegate(request: HttpRequest, code: str) -> HttpResponse:
    """A lawyer names who may use a power for their council."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_delegate(actor)
    require(decision)
    found = catalogue.power(code)
    if found is None:
        raise NotFound
    form = forms.Delegate(typed(request), posts=delegations.posts_of(actor))
    if form.is_valid() and accepted(
        form, lambda: delegations.delegate(code=code, by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("powers:power", code)
    page = {"form": form, "power": found, "may_delegate": decision}
    return render(request, "powers/delegate.html", page, status=status_of(form))


@require_POST
def end_delegation(request: HttpRequest, number: int) -> HttpResponse:
    """A lawyer ends a delegation of their council."""
    actor, now = actor_of(request), now_of(request)
    return redirect("powers:power", delegations.end_delegation(number=number, by=actor, at=now))

"""Pages of the measures and of the monthly digest."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of
from frankpledge.intelligence.answers import forms as forms_of_answers
from frankpledge.intelligence.measures import digest as digests_of, freezing
from frankpledge.intelligence.measures.drawing import shares_by_month
from frankpledge.ui.api import Column, Row, accepted, form_page, status_of, typed

MARKING = "OFFICIAL"
COLUMNS = (
    Column(text="Of what"),
    Column(text="Figure", numeric=True),
    Column(text="19 times in 20", numeric=True),
    Column(text="Counted (n)", numeric=True),
)


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    found = freezing.months(by=actor_of(request), at=now_of(request))
    return render(
        request,
        "intelligence/measures.html",
        {
            "months": found,
            "chart": shares_by_month(found.trends),
            "marking": MARKING,
        },
    )


@require_POST
def close_month(request: HttpRequest) -> HttpResponse:
    freezing.close_month(by=actor_of(request), at=now_of(request))
    messages.success(request, "Closed. These figures are never worked out again.")
    return redirect("intelligence:measures")


@require_GET
def month(request: HttpRequest, unit_id: int, year: int, number: int) -> HttpResponse:
    shown = freezing.month(
        unit_id=unit_id, month=_first(year, number), by=actor_of(request), at=now_of(request)
    )
    return render(
        request,
        "intelligence/month.html",
        {
            "shown": shown,
            "columns": COLUMNS,
            "tables": [
                (
                    each,
                    [
                        Row(cells=(line.part, line.value, line.limits, line.n))
                        for line in each.lines
                    ],
                )
                for each in shown.measures
            ],
            "marking": MARKING,
        },
    )


@require_GET
def digests(request: HttpRequest) -> HttpResponse:
    found = digests_of.digests(by=actor_of(request), at=now_of(request))
    return render(request, "intelligence/digests.html", {"digests": found, "marking": MARKING})


@require_http_methods(["GET", "POST"])
def draft_digest(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    found = digests_of.digests(by=actor, at=now)
    form = forms_of_answers.DraftDigest(typed(request), months=found.undrafted)
    if form.is_valid():
        done = accepted(
            form, lambda: digests_of.draft_digest(by=actor, at=now, **form.cleaned_data)
        )
        if done:
            messages.success(request, "Drafted. A supervisor who did not draft it approves it.")
            return redirect("intelligence:digests")
    return form_page(
        request,
        form,
        title="Draft a digest",
        button="Draft it",
        back="../",
        decision=found.may_draft_digest,
        words="Themes and agencies with fewer than five reports are left out, with whatever would "
        "give them away.",
    )


@require_http_methods(["GET", "POST"])
def digest(request: HttpRequest, unit_id: int, year: int, number: int) -> HttpResponse:
    actor, now, first = actor_of(request), now_of(request), _first(year, number)
    shown = digests_of.digest(unit_id=unit_id, month=first, by=actor, at=now)
    form = forms_of_answers.ChooseLedTo(typed(request), themes=shown.themes)
    if form.is_valid():
        done = accepted(
            form,
            lambda: digests_of.choose_led_to(
                month=first, chosen=form.cleaned_data, by=actor, at=now
            ),
        )
        if done:
            messages.success(request, "Saved.")
            return redirect("intelligence:digest", unit_id, year, number)
    return render(
        request,
        "intelligence/digest.html",
        {"digest": shown, "form": form, "marking": MARKING},
        status=status_of(form),
    )


@require_POST
def approve_digest(request: HttpRequest, year: int, number: int) -> HttpResponse:
    digests_of.approve_digest(month=_first(year, number), by=actor_of(request), at=now_of(request))
    messages.success(request, "Approved. Everybody who tells you things can read it.")
    return redirect("intelligence:digests")


def _first(year: int, number: int) -> date:
    try:
        return date(year, number, 1)
    except ValueError as problem:
        raise Http404 from problem

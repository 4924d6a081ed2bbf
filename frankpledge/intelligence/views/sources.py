"""Pages of the source unit: track records, and asking for a box to be opened. None opens one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of
from frankpledge.intelligence.sharing import forms as sharing_forms
from frankpledge.intelligence.sources import opening as asking, track_records as told
from frankpledge.ui.api import Cell, Column, Row, accepted, form_page, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"
_COLUMNS = (
    Column(text="Source"),
    Column(text="Told", numeric=True),
    Column(text="Not decided", numeric=True),
    Column(text="Not intelligence", numeric=True),
    Column(text="How graded"),
    Column(text="What the unit makes of it"),
)


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    page = {
        "columns": _COLUMNS,
        "rows": [_row(each) for each in told.track_records(by=actor, at=now)],
        "openings": asking.openings(by=actor, at=now),
        "marking": MARKING,
    }
    return render(request, "intelligence/sources.html", page)


def _row(record: told.TrackRecord) -> Row:
    graded = [f"{label}: {times}" for label, times in (*record.by_source, *record.by_intelligence)]
    return Row(
        cells=(
            record.reference,
            record.items,
            record.undecided,
            record.not_intelligence,
            Cell("; ".join(graded)),
            record.remark,
        )
    )


@require_GET
def source(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _source(request, uid)


def _source(
    request: HttpRequest,
    uid: UUID,
    *,
    ask_form: sharing_forms.AskToOpen | None = None,
    code: str = "",
) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    shown = told.source_of(
        submission_id=uid,
        is_asked=asking.is_asked(uid, by=actor, at=now),
        by=actor,
        at=now,
    )
    page: dict[str, object] = {
        "source": shown,
        "columns": _COLUMNS,
        "rows": [_row(shown.record)] if shown.record else [],
        "ask_form": ask_form or sharing_forms.AskToOpen(),
        "code": code,
        "marking": MARKING,
    }
    if ask_form is not None:
        page["form"] = ask_form
    return render(
        request, "intelligence/source.html", page, status=status_of(ask_form) if ask_form else 200
    )


@require_POST
def ask_to_open(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asks, and shows the code in this one answer: it is kept nowhere, so not in the session."""
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.AskToOpen(request.POST)
    if form.is_valid():
        made = accepted(
            form,
            lambda: asking.ask(submission_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if made:
            return _source(request, uid, code=made.result.code)
    return _source(request, uid, ask_form=form)


@require_http_methods(["GET", "POST"])
def remark_on_source(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.Remark(typed(request))
    shown = told.source_of(submission_id=uid, by=actor, at=now)
    if form.is_valid():
        done = accepted(
            form,
            lambda: told.remark_on(submission_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Kept.")
            return redirect("intelligence:source", uid)
    return form_page(
        request,
        form,
        title="What the unit makes of this source",
        about=shown.record.reference if shown.record else "",
        button="Keep it",
        back=reverse("intelligence:source", args=[uid]),
        decision=shown.may_remark,
    )


@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.DecideOpening(typed(request))
    if form.is_valid():
        answers = form.cleaned_data
        done = accepted(
            form,
            lambda: asking.decide(
                opening_id=uid,
                approve=answers["approve"] == "yes",
                because=answers["because"],
                by=actor,
                at=now,
            ),
        )
        if done:
            messages.success(request, "Decided. Whoever asked can see it.")
            return redirect("intelligence:opening", uid)
    shown = asking.opening(opening_id=uid, by=actor, at=now)
    return render(
        request,
        "intelligence/opening.html",
        {"opening": shown, "form": form, "marking": MARKING},
        status=status_of(form),
    )


@require_POST
def withdraw_opening(request: HttpRequest, uid: UUID) -> HttpResponse:
    asking.withdraw(opening_id=uid, by=actor_of(request), at=now_of(request))
    messages.success(request, "Withdrawn. The box stays closed.")
    return redirect("intelligence:opening", uid)

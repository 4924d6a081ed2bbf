"""Pages of the ledger, and of what is done when something went to the wrong people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of
from frankpledge.intelligence import slots
from frankpledge.intelligence.sharing import (
    breach as breaches,
    forms as sharing_forms,
    ledger as book,
)
from frankpledge.ui.api import Cell, Column, Row, Tone, accepted, form_page, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"
_COLUMNS = (
    Column(text="What"),
    Column(text="Shared with"),
    Column(text="Shared"),
    Column(text="Until"),
    Column(text="Opened by", numeric=True),
    Column(text="State"),
)


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    found = book.ledger(by=actor, at=now)
    page = {
        "ledger": found,
        "columns": _COLUMNS,
        "rows": [_row(line) for line in found.lines],
        "marking": MARKING,
    }
    return render(request, "intelligence/ledger.html", page)


def _row(line: book.Line) -> Row:
    product = reverse("intelligence:product", args=[line.product]) if line.product else ""
    breach = reverse("intelligence:breach", args=[line.uid])
    had = f"{line.opened_by_recall} before it was recalled" if line.recalled_at else ""
    return Row(
        cells=(
            Cell(
                line.reference,
                href=product,
                note=f"{'Profile, version' if line.is_of_a_profile else 'Version'} {line.version}",
            ),
            Cell(line.recipient, note=line.basis),
            line.shared_at,
            line.expires_on,
            Cell(f"{line.opened} of {max(line.meant_for, line.opened)}", note=had),
            Cell(
                line.state,
                href=breach if line.recalled_at else "",
                note="A breach clock was started" if line.has_breach else "",
            ),
        ),
        tone=Tone.WARNING if line.has_breach else None,
    )


@require_GET
def export_ledger(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    answer = HttpResponse(
        book.export_ledger(by=actor, at=now), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return answer


@require_GET
def breach(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _breach(request, uid)


def _breach(
    request: HttpRequest,
    uid: UUID,
    *,
    step: sharing_forms.TakeStep | None = None,
    conclude: sharing_forms.Conclude | None = None,
) -> HttpResponse:
    shown = breaches.breach_of(dissemination_id=uid, by=actor_of(request), at=now_of(request))
    left = [(each.code, each.words) for each in shown.steps if each.done_at is None]
    failed = step or conclude
    page: dict[str, object] = {
        "breach": shown,
        "now": now_of(request),
        "step_form": step or sharing_forms.TakeStep(steps=left),
        "steps_left": bool(left),
        "conclude_form": conclude or sharing_forms.Conclude(),
        "marking": MARKING,
    }
    if failed is not None:
        page["form"] = failed
    return render(
        request, "intelligence/breach.html", page, status=status_of(failed) if failed else 200
    )


@require_http_methods(["GET", "POST"])
def start_breach(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.StartBreach(typed(request))
    if form.is_valid():
        answers = form.cleaned_data
        aware = datetime.combine(answers["aware_on"], answers["aware_at"], slots.HERE)
        done = accepted(
            form,
            lambda: breaches.start(
                # The minute in which it was shared counts as after it was.
                dissemination_id=uid,
                aware_at=breaches.not_before_it_was_shared(uid, aware, by=actor, at=now),
                by=actor,
                at=now,
            ),
        )
        if done:
            messages.success(request, "The clock is running. It ends 72 hours from then.")
            return redirect("intelligence:breach", uid)
    shown = breaches.breach_of(dissemination_id=uid, by=actor, at=now)
    if not form.is_bound:
        local = now.astimezone(slots.HERE)
        form.initial = {"aware_on": local.date(), "aware_at": f"{local:%H:%M}"}
    return form_page(
        request,
        form,
        title="Start the clock",
        about=f"{shown.product_reference}, shared with {shown.recipient}",
        words="The Information Commissioner is told within 72 hours of your agency becoming "
        "aware, unless nobody is likely to be at risk. Each controller has a clock of its own.",
        button="Start the clock",
        back=reverse("intelligence:breach", args=[uid]),
        decision=shown.may_start,
    )


@require_POST
def take_step(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.TakeStep(request.POST, steps=breaches.steps_known())
    if form.is_valid():
        done = accepted(
            form,
            lambda: breaches.take_step(dissemination_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Kept.")
            return redirect("intelligence:breach", uid)
    return _breach(request, uid, step=form)


@require_POST
def conclude(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.Conclude(request.POST)
    if form.is_valid():
        done = accepted(
            form,
            lambda: breaches.conclude(dissemination_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Decided. The clock of your agency has stopped.")
            return redirect("intelligence:breach", uid)
    return _breach(request, uid, conclude=form)

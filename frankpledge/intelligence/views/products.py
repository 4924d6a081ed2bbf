"""Pages of products: sanitising, a second person, sharing, and reading what was shared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.intelligence import (
    approval,
    dissemination,
    forms,
    grading,
    sanitisation,
)
from frankpledge.intelligence.dissemination import Shown
from frankpledge.ui.api import Side, accepted, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"


@require_http_methods(["GET", "POST"])
def sanitise(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Sanitise(typed(request))
    if form.is_valid():
        answers = form.cleaned_data
        made = accepted(
            form,
            lambda: sanitisation.sanitise(
                report_id=uid,
                text=answers["text"],
                place=answers["place"],
                confirmed=frozenset(answers["confirmed"]),
                originator_consulted=answers["originator_consulted"],
                by=actor,
                at=now,
            ),
        )
        if made:
            return redirect("intelligence:product", made.result)
    draft = sanitisation.draft(report_id=uid, by=actor, at=now)
    require(draft.may_sanitise)
    if not form.is_bound:
        form.initial = {"text": draft.text, "place": draft.place}
    page = {
        "draft": draft,
        "form": form,
        "left": Side(title="What came in", text=draft.text, notes=[draft.place]),
        "right": Side(
            title="What gives it away", text="", notes=draft.giveaways or ["Nothing was found"]
        ),
        "marking": MARKING,
    }
    return render(request, "intelligence/sanitise.html", page, status=status_of(form))


@require_GET
def products(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    listed = dissemination.products(by=actor, at=now)
    return render(request, "intelligence/products.html", {"products": listed, "marking": MARKING})


@require_GET
def product(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    return _product(request, dissemination.open_product(product_id=uid, by=actor, at=now))


def _product(
    request: HttpRequest, shown: Shown, form: forms.SendBack | None = None
) -> HttpResponse:
    page: dict[str, object] = {
        "product": shown,
        "back_form": form or forms.SendBack(),
        "marking": MARKING,
        "handling": shown.handling,
    }
    if form is not None:
        page["form"] = form
    return render(
        request, "intelligence/product.html", page, status=status_of(form) if form else 200
    )


@require_POST
def approve(request: HttpRequest, uid: UUID) -> HttpResponse:
    approval.approve(product_id=uid, by=actor_of(request), at=now_of(request))
    messages.success(request, "Approved. It is shared with nobody until somebody shares it.")
    return redirect("intelligence:product", uid)


@require_POST
def send_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.SendBack(request.POST)
    if form.is_valid():
        done = accepted(
            form,
            lambda: approval.send_back(product_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Sent back to be sanitised again.")
            return redirect("intelligence:product", uid)
    return _product(request, dissemination.open_product(product_id=uid, by=actor, at=now), form)


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Share(
        typed(request),
        agencies=grading.agency_choices(actor),
        forums=dissemination.forum_choices(),
    )
    if form.is_valid():
        answers = form.cleaned_data
        made = accepted(
            form,
            lambda: dissemination.share(
                product_id=uid,
                agencies=[UUID(each) for each in answers["agencies"]],
                forums=answers["forums"],
                basis=answers["basis"],
                expires_on=answers["expires_on"],
                by=actor,
                at=now,
            ),
        )
        if made:
            messages.success(request, "Shared.")
            return redirect("intelligence:product", uid)
    shown = dissemination.open_product(product_id=uid, by=actor, at=now)
    require(shown.may_share)
    return render(
        request,
        "intelligence/share.html",
        {"product": shown, "form": form, "marking": MARKING},
        status=status_of(form),
    )


@require_POST
def acknowledge(request: HttpRequest, uid: UUID) -> HttpResponse:
    dissemination.acknowledge(product_id=uid, by=actor_of(request), at=now_of(request))
    messages.success(request, "Acknowledged.")
    return redirect("intelligence:product", uid)


@require_POST
def recall(request: HttpRequest, uid: UUID) -> HttpResponse:
    product_id = dissemination.recall(
        dissemination_id=uid, by=actor_of(request), at=now_of(request)
    )
    messages.success(request, "Recalled. They can no longer find it.")
    return redirect("intelligence:product", product_id)

"""Pages of products: sanitising, a second person, sharing, and reading what was shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.intelligence import forms
from frankpledge.intelligence.desk import grading
from frankpledge.intelligence.models import Basis, Ended
from frankpledge.intelligence.sharing import (
    absence,
    approval,
    disclosure,
    dissemination,
    forms as sharing_forms,
    ledger,
    originators,
    sanitisation,
)
from frankpledge.intelligence.sharing.sanitisation import Plan
from frankpledge.intelligence.sharing.shown import Shown
from frankpledge.ui.api import Side, accepted, form_page, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"


@require_http_methods(["GET", "POST"])
def sanitise(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.Sanitise(
        typed(request),
        agencies=grading.agency_choices(actor),
        forums=dissemination.forum_choices(),
    )
    if form.is_valid():
        answers = form.cleaned_data
        made = accepted(
            form,
            lambda: disclosure.disclose(
                report_id=uid,
                text=answers["text"],
                place=answers["place"],
                confirmed=frozenset(answers["confirmed"]),
                originator_consulted=answers["originator_consulted"],
                blur=answers["blur"],
                limits=answers["limits"],
                no_export=answers["no_export"],
                purposes=answers["purposes"],
                plan=_plan(answers),
                by=actor,
                at=now,
            ),
        )
        if made:
            return redirect("intelligence:product", made.result)
    draft = sanitisation.draft(report_id=uid, by=actor, at=now)
    require(draft.may_sanitise)
    if not form.is_bound:
        form.initial = {
            "text": draft.text,
            "place": draft.place,
            "blur": draft.blur,
            "limits": draft.limits,
        }
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


def _plan(answers: Mapping[str, Any]) -> Plan | None:
    if not (answers["agencies"] or answers["forums"]):
        return None
    return Plan(
        agencies=tuple(UUID(each) for each in answers["agencies"]),
        forums=tuple(answers["forums"]),
        basis=answers["basis"] or Basis.CRIME_AND_DISORDER,
        expires_on=answers["expires_on"],
    )


@require_http_methods(["GET", "POST"])
def consult_originator(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = sharing_forms.ConsultOriginator(typed(request))
    if form.is_valid():
        answers = form.cleaned_data
        done = accepted(
            form,
            lambda: originators.consult_originator(
                report_id=uid,
                agreed=answers["agreed"] == "yes",
                how=answers["how"],
                limits=answers["limits"],
                by=actor,
                at=now,
            ),
        )
        if done:
            messages.success(request, "Kept. What they said stands beside the report.")
            return redirect("intelligence:sanitise", uid)
    draft = sanitisation.draft(report_id=uid, by=actor, at=now)
    return form_page(
        request,
        form,
        title="What the originator said",
        about=draft.reference,
        words="Keep what they said, and not who they are.",
        button="Keep it",
        back=reverse("intelligence:sanitise", args=[uid]),
        decision=draft.may_sanitise,
    )


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
    made = disclosure.approve(product_id=uid, by=actor_of(request), at=now_of(request))
    if made:
        messages.success(request, "Approved, and shared as was planned.")
    else:
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
def prove(request: HttpRequest, uid: UUID) -> HttpResponse:
    proof = absence.prove(product_id=uid, by=actor_of(request), at=now_of(request))
    if proof.holds:
        messages.success(request, "Nothing that was removed was found anywhere.")
    else:
        messages.error(request, "Something that was removed was found. See where, below.")
    return redirect("intelligence:product", uid)


@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    line = ledger.line(dissemination_id=uid, by=actor, at=now)
    form = sharing_forms.Recall(typed(request))
    if form.is_valid():
        done = accepted(
            form,
            lambda: dissemination.recall(
                dissemination_id=uid,
                because=form.cleaned_data["because"] or Ended.MISTAKE,
                by=actor,
                at=now,
            ),
        )
        if done:
            messages.success(request, "Recalled. They can no longer find it.")
            return redirect("intelligence:breach", uid)
    return form_page(
        request,
        form,
        title=f"Recall {line.reference} from {line.recipient}",
        about=f"{line.opened} of {line.meant_for} people have opened it",
        words="They can no longer find it, from that moment. The ledger keeps who had opened it.",
        button="Recall it now",
        back=reverse("intelligence:product", args=[line.product]) if line.product else "/",
        decision=line.may_recall,
    )

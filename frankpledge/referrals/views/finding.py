"""Pages that lead from what was seen to the doors that are open. What is ticked is not kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import NotFound, actor_of, now_of, require
from frankpledge.referrals import catalogue, finding, forms, policies, tables
from frankpledge.referrals.routing import Seen
from frankpledge.ui.api import status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Whose eyes, and whom it is about."""
    actor = actor_of(request)
    require(policies.may_route(actor))
    form = forms.Begin(request.GET if "work" in request.GET else None)
    if form.is_valid():
        return redirect("referrals:saw", form.cleaned_data["work"], form.cleaned_data["about"])
    page = {"form": form, "may_list": policies.may_list_referrals(actor)}
    return render(request, "referrals/begin.html", page, status=status_of(form))


@get_or_post
def saw(request: HttpRequest, work: str, about: str) -> HttpResponse:
    """What was seen, and the doors that are open for it."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_route(actor))
    card = catalogue.card(work)
    if card is None or about not in ("child", "adult", "place", "unknown"):
        raise NotFound
    form = forms.Saw(typed(request), card=card, about=about)
    answer = None
    if form.is_valid():
        answer = finding.find_doors(seen=_seen(form.cleaned_data, about), by=actor, at=now)
    page = {
        "form": form,
        "answer": answer,
        "card": card,
        "may_refer": policies.may_refer(actor),
        "again": reverse("referrals:saw", args=[work, about]),
    }
    return render(request, "referrals/saw.html", page, status=status_of(form))


def _seen(given: dict[str, Any], about: str) -> Seen:
    return Seen(
        signs=frozenset([*given["signs"], *given.get("more_signs", ())]),
        circumstances=frozenset(given["circumstances"]),
        about="" if about == "unknown" else about,
        age=given.get("age"),
        learning_disability=given.get("learning_disability"),
        care_needs=given.get("care_needs"),
        agrees=given.get("agrees"),
    )


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Where the lists come from, and which wait for their owner."""
    require(policies.may_route(actor_of(request)))
    return render(request, "referrals/sources.html", {"table": tables.sources(catalogue.sources())})

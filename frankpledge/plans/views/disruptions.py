"""Pages of disruptions: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Decision, actor_of, now_of, require
from frankpledge.kernel import DomainError
from frankpledge.plans import (
    disruptions,
    forms as action_forms,
    further_forms as forms,
    planning,
    policies,
    tables,
)
from frankpledge.plans.disruptions import DisruptionFacts
from frankpledge.plans.views.origins import origin_of
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Disruptions that the reader may open."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_disruptions(actor))
    narrow = forms.NarrowDisruptions(request.GET or None)
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    lines = disruptions.listed(by=actor, at=now, **asked)
    page = {
        "narrow": narrow,
        "table": tables.disruptions(lines),
        "may_claim": policies.may_claim_disruption(actor),
    }
    return render(request, "plans/disruptions.html", page)


@get_or_post
def claim(request: HttpRequest) -> HttpResponse:
    """One event, claimed for all that took part."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_claim_disruption(actor)
    require(decision)
    origin = origin_of(request)
    form = forms.Claim(
        typed(request), areas=planning.areas(actor), agencies=disruptions.agencies(actor)
    )
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: disruptions.claim_disruption(
                by=actor, at=now, arises_from=[origin] if origin else [], **form.cleaned_data
            ),
        )
    ):
        return redirect("plans:disruption", made.result)
    return form_page(
        request,
        form,
        title="Claim a disruption",
        button="Claim it",
        back=reverse("plans:disruptions"),
        decision=decision,
        words="Claim one event once, for everybody who took part. Somebody else then says how far "
        "crime was disrupted.",
    )


@require_GET
def disruption(request: HttpRequest, disruption_id: UUID) -> HttpResponse:
    """One disruption: what it was, who took part, and what was said of it."""
    actor, now = actor_of(request), now_of(request)
    facts = disruptions.page(disruption_id=disruption_id, by=actor, at=now)
    page = {
        "disruption": facts,
        "summary": tables.disruption(facts),
        "alike": tables.disruptions(facts.alike),
    }
    return render(request, "plans/disruption.html", page)


@get_or_post
def join(request: HttpRequest, disruption_id: UUID) -> HttpResponse:
    """An agency that took part."""
    actor, now = actor_of(request), now_of(request)
    facts = disruptions.page(disruption_id=disruption_id, by=actor, at=now)
    form = forms.JoinIn(typed(request), agencies=disruptions.agencies(actor))
    return _changed(
        request,
        form,
        facts,
        lambda: disruptions.join_disruption(
            disruption_id=disruption_id, by=actor, at=now, **form.cleaned_data
        ),
        title="Add an agency that took part",
        decision=facts.may_join,
    )


@get_or_post
def moderate(request: HttpRequest, disruption_id: UUID) -> HttpResponse:
    """What somebody else says of the claim."""
    actor, now = actor_of(request), now_of(request)
    facts = disruptions.page(disruption_id=disruption_id, by=actor, at=now)
    form = forms.Moderate(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: disruptions.moderate_disruption(
            disruption_id=disruption_id, by=actor, at=now, **form.cleaned_data
        ),
        title="Say how far crime was disrupted",
        decision=facts.may_moderate,
    )


@require_POST
def second(request: HttpRequest, disruption_id: UUID) -> HttpResponse:
    """A second person agrees that it is major."""
    actor, now = actor_of(request), now_of(request)
    try:
        disruptions.second_disruption(disruption_id=disruption_id, by=actor, at=now)
        messages.success(request, "Agreed")
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("plans:disruption", disruption_id)


@get_or_post
def review(request: HttpRequest, disruption_id: UUID) -> HttpResponse:
    """Whether it lasted."""
    actor, now = actor_of(request), now_of(request)
    facts = disruptions.page(disruption_id=disruption_id, by=actor, at=now)
    form = action_forms.Look(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: disruptions.review_disruption(
            disruption_id=disruption_id,
            lasted=form.cleaned_data["found"],
            note=form.cleaned_data["note"],
            by=actor,
            at=now,
        ),
        title="Did it last?",
        decision=facts.may_review,
    )


def _changed(
    request: HttpRequest,
    form: Form,
    facts: DisruptionFacts,
    act: Callable[[], object],
    *,
    title: str,
    decision: Decision,
) -> HttpResponse:
    if form.is_valid() and accepted(form, act):
        messages.success(request, "Saved")
        return redirect("plans:disruption", facts.line.uid)
    return form_page(
        request,
        form,
        title=title,
        about=facts.line.title,
        button="Save",
        back=reverse("plans:disruption", args=[facts.line.uid]),
        decision=decision,
    )

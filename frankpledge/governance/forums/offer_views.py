"""Pages of what agencies offer: ask, one call, answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from frankpledge.access.api import actor_of, now_of
from frankpledge.governance import policies
from frankpledge.governance.forums import forms, offers, tables
from frankpledge.governance.forums.entry_views import get_or_post
from frankpledge.governance.forums.reference import harm_words
from frankpledge.ui.api import accepted, form_page, typed


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What each agency offers by threat, what waits to be agreed, and what nobody offers."""
    actor, now = actor_of(request), now_of(request)
    on, harms = localtime(now).date(), harm_words()
    every = offers.offers(by=actor, on=on)
    threat = request.GET.get("threat", "")
    shown = [line for line in every if not threat or line.threat == threat]
    page = {
        "harms": harms,
        "threat": threat,
        "table": tables.offers(shown, harms, on),
        "gaps": tables.offer_gaps(offers.gaps(every, on=on), harms),
        "to_agree": [line for line in shown if line.may_agree],
        "own": [line for line in shown if line.agency_id == actor.agency_id and line.may_end],
        "may_offer": policies.may_offer(actor),
    }
    return render(request, "governance/forums/offers.html", page)


@get_or_post
def offer(request: HttpRequest) -> HttpResponse:
    """Somebody says what their agency can bring."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_offer(actor)
    form = forms.MakeOffer(typed(request))
    if (
        decision
        and form.is_valid()
        and accepted(form, lambda: offers.offer(by=actor, at=now, **form.cleaned_data))
    ):
        messages.success(request, "Your offer waits for the county team to agree it")
        return redirect("forums:offers")
    return form_page(
        request,
        form,
        title="What can your agency bring?",
        about=actor.agency_name,
        button="Offer it",
        back=reverse("forums:offers"),
        decision=decision,
    )


@require_POST
def agree(request: HttpRequest, number: int) -> HttpResponse:
    """The county team agrees an offer."""
    actor, now = actor_of(request), now_of(request)
    review_on = offers.agree_offer(number=number, by=actor, at=now)
    day = f"{review_on.day} {review_on:%B %Y}"
    messages.success(request, f"Agreed. To be looked at again by {day}")
    return redirect("forums:offers")


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """An agency says that it can no longer bring something."""
    actor, now = actor_of(request), now_of(request)
    offers.end_offer(number=number, by=actor, at=now)
    messages.success(request, "The offer has ended")
    return redirect("forums:offers")

"""Pages of the digest: ask, one call, answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from frankpledge.access.api import actor_of, now_of
from frankpledge.pages import digest as digests, policies
from frankpledge.pages.forms import ChooseDigest
from frankpledge.ui.api import accepted, form_page, typed


@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """How much awaits somebody, beside when they last looked."""
    facts = digests.read_digest(by=actor_of(request), at=now_of(request))
    return render(request, "pages/digest.html", {"digest": facts})


@require_http_methods(["GET", "POST"])
def choose_digest(request: HttpRequest) -> HttpResponse:
    """On which days it comes by e-mail."""
    actor, now = actor_of(request), now_of(request)
    form = ChooseDigest(typed(request), initial={"days": list(digests.chosen_days(actor))})
    if form.is_valid() and accepted(
        form, lambda: digests.choose_digest(by=actor, at=now, **form.cleaned_data)
    ):
        wanted = form.cleaned_data["days"]
        messages.success(request, "Those days are kept" if wanted else "No digest will be sent")
        return redirect("pages:digest")
    return form_page(
        request,
        form,
        title="On which days do you want the digest?",
        words="It comes to your work address and says how much awaits you, never what. Tick no day "
        "to have none.",
        button="Save",
        back=reverse("pages:digest"),
        decision=policies.may_choose_digest(actor),
    )

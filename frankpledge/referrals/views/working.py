"""Pages of referrals for whoever sends one, decides on one and helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Decision, NotFound, actor_of, now_of, require
from frankpledge.referrals import (
    catalogue,
    describing,
    first_responders,
    following,
    forms,
    policies,
    register,
    sending,
    tables,
)
from frankpledge.referrals.models import Form as WhoseForm
from frankpledge.referrals.sending import Content
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Referrals that somebody may open, a page at a time."""
    actor, now = actor_of(request), now_of(request)
    narrow = forms.Narrow(request.GET or None)
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    found = register.listed(
        by=actor,
        at=now,
        state=asked.get("state", ""),
        form=asked.get("form", ""),
        reference=asked.get("reference", ""),
        after=_uid(request.GET.get("after", "")),
    )
    further = request.GET.copy()
    further["after"] = str(found.after)
    page = {
        "narrow": narrow,
        "table": tables.referrals(found.lines),
        "next": f"?{further.urlencode()}" if found.after else "",
        "may_refer": policies.may_refer(actor),
        "may_read_notices": policies.may_read_notices(actor),
        "may_read_measures": policies.may_read_measures(actor),
    }
    return render(request, "referrals/index.html", page)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@get_or_post
def which(request: HttpRequest) -> HttpResponse:
    """Which door, and whose form."""
    actor = actor_of(request)
    form = forms.Which(typed(request), initial={"pathway": request.GET.get("door", "")})
    if form.is_valid():
        given = form.cleaned_data
        return redirect("referrals:refer", given["pathway"], given["form"])
    return form_page(
        request,
        form,
        title="Send somebody to a door",
        words="If you do not know which door, look for it first. A child’s and an adult’s form ask "
        "different things.",
        button="Continue",
        back=reverse("referrals:index"),
        decision=policies.may_refer(actor),
    )


@get_or_post
def refer(request: HttpRequest, pathway: str, whose: str) -> HttpResponse:
    """What is noted of a referral: by the child's form, the adult's, or the place's."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_refer(actor))
    door = catalogue.pathway(pathway)
    if door is None or door.is_emergency or whose not in WhoseForm.values:
        raise NotFound
    form = forms.Send(typed(request), door=door, form=whose, areas=register.districts(actor))
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: sending.refer(
                pathway=pathway, form=whose, by=actor, at=now, **_sent(form.cleaned_data, door)
            ),
        )
    ):
        messages.success(request, _said(door.worked_here))
        return redirect("referrals:referral", made.result)
    page = {
        "form": form,
        "door": door,
        "whose": WhoseForm(whose).label,
        "may_refer": policies.may_refer(actor),
    }
    return render(request, "referrals/refer.html", page, status=422 if form.errors else 200)


def _said(worked_here: bool) -> str:  # noqa: FBT001
    if worked_here:
        return "The referral has been sent. It is complete once it is accepted."
    return "It is noted which door, and when. Send it there now: nothing goes by itself."


_CONTENT = ("name", "concern", "wishes", "safe_contact", "capacity")


def _sent(given: dict[str, Any], door: Any) -> dict[str, Any]:
    """The answers as the act takes them."""
    facts: dict[str, Any] = {
        name: given[name]
        for name in ("area", "agreement", "duty", "told", "why_not_told")
        if name in given
    }
    for name in ("needs", "eighteen_on", "their_reference", "person", "born_on"):
        if name in given:
            facts[name] = given[name]
    if door.worked_here:
        content = {name: given.get(name, "") for name in _CONTENT}
        facts["content"] = Content(place=given.get("place", ""), **content)
    else:
        facts["place"] = given.get("place", "")
    if door.code in first_responders.DOORS:
        facts["offer"] = first_responders.Offer(
            safeguarding_first=bool(given.get("safeguarding_first")),
            informed=bool(given.get("informed")),
            interpreter=given.get("interpreter", "not_needed"),
            seen_alone=bool(given.get("seen_alone")),
            offer_again_on=given.get("offer_again_on"),
            exploitation=tuple(given.get("exploitation", ())),
        )
    return facts


@require_GET
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral: its life, and what may be done with it."""
    facts = register.page(referral_id=referral_id, by=actor_of(request), at=now_of(request))
    page = {
        "referral": facts,
        "summary": tables.summary(facts),
        "content": tables.content(facts) if facts.line.worked_here else None,
        "needs": tables.needs(facts),
        "standings": tables.standings(facts),
        "ends": [each for each in facts.standings if each.until is None],
        "timeline": tables.timeline(facts),
        "around": tables.around(facts),
    }
    return render(request, "referrals/referral.html", page)


@require_POST
def receive(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say that it has arrived."""
    following.receive(referral_id=referral_id, by=actor_of(request), at=now_of(request))
    return redirect("referrals:referral", referral_id)


def _act(
    request: HttpRequest,
    referral_id: UUID,
    *,
    build: Callable[[register.ReferralFacts], Form],
    act: Callable[..., object],
    decision: Callable[[register.ReferralFacts], Decision],
    title: str,
    button: str,
    words: str = "",
    given: Callable[[Form, register.ReferralFacts], dict[str, Any]] | None = None,
) -> HttpResponse:
    """A page with one form about one referral, and the act that it leads to."""
    actor, now = actor_of(request), now_of(request)
    facts = register.page(referral_id=referral_id, by=actor, at=now)
    form = build(facts)
    if form.is_valid():
        answers = given(form, facts) if given else form.cleaned_data
        if accepted(form, lambda: act(referral_id=referral_id, by=actor, at=now, **answers)):
            return redirect("referrals:referral", referral_id)
    return form_page(
        request,
        form,
        title=title,
        about=f"{facts.line.reference}, {facts.pathway.name}",
        words=words,
        button=button,
        back=reverse("referrals:referral", args=[referral_id]),
        decision=decision(facts),
    )


@get_or_post
def accept(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say that somebody has taken it on."""
    return _act(
        request,
        referral_id,
        build=lambda facts: forms.Accept(typed(request)),
        act=following.accept,
        decision=lambda facts: facts.may_accept,
        title="It is accepted",
        button="It is accepted",
        words="Only now is it complete, and its clock stops.",
    )


@get_or_post
def decline(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say no, with why and what instead."""
    return _act(
        request,
        referral_id,
        build=lambda facts: forms.Decline(typed(request), pathway=facts.line.code),
        act=following.decline,
        decision=lambda facts: facts.may_decline,
        title="It is declined",
        button="It is declined",
        words="Whoever sent it reads the reason, and what could be tried instead.",
    )


@get_or_post
def transfer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Pass it on to another door."""
    return _act(
        request,
        referral_id,
        build=lambda facts: forms.Transfer(typed(request), pathway=facts.line.code),
        act=following.transfer,
        decision=lambda facts: facts.may_transfer,
        title="Pass it on to another door",
        button="Pass it on",
        words="It is complete only once that door accepts it.",
    )


@get_or_post
def reopen(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Open it again."""
    return _act(
        request,
        referral_id,
        build=lambda facts: forms.Reopen(typed(request)),
        act=following.reopen,
        decision=lambda facts: facts.may_reopen,
        title="Open it again",
        button="Open it again",
    )


@get_or_post
def close(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say what came of it."""
    return _act(
        request,
        referral_id,
        build=lambda facts: forms.Close(typed(request)),
        act=following.close,
        decision=lambda facts: facts.may_close,
        title="What came of it",
        button="Close it",
    )


@get_or_post
def describe(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write down what whoever helps has to know."""
    return _act(
        request,
        referral_id,
        build=lambda facts: forms.Describe(
            typed(request),
            initial={name: getattr(facts.content, name) for name in ("place", *_CONTENT)},
        ),
        act=describing.describe,
        decision=lambda facts: facts.may_describe,
        title="What whoever helps has to know",
        button="Keep it",
        words="Write what is needed to help, and no more.",
        given=lambda form, facts: {
            "content": Content(**form.cleaned_data),
            "eighteen_on": facts.line.eighteen_on,
        },
    )


@get_or_post
def needs(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say what is needed, and what became of it."""

    def known(facts: register.ReferralFacts) -> dict[str, str]:
        return {need.code: need.outcome for need in facts.needs}

    return _act(
        request,
        referral_id,
        build=lambda facts: forms.Needs(typed(request), known=known(facts)),
        act=describing.say_needs,
        decision=lambda facts: facts.may_say_needs,
        title="What is needed, and what became of it",
        button="Keep it",
        words="Not known is not the same as not met.",
        given=lambda form, facts: {
            "outcomes": form.outcomes(known(facts)) if isinstance(form, forms.Needs) else {}
        },
    )


@get_or_post
def standing(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say how the person stands."""
    return _act(
        request,
        referral_id,
        build=lambda facts: forms.SayStanding(typed(request)),
        act=describing.say_standing,
        decision=lambda facts: facts.may_say_standing,
        title="How the person stands",
        button="Keep it",
    )


@require_POST
def end_standing(request: HttpRequest, referral_id: UUID, code: str) -> HttpResponse:
    """Say that the person stands so no longer."""
    describing.end_standing(
        referral_id=referral_id, standing=code, by=actor_of(request), at=now_of(request)
    )
    return redirect("referrals:referral", referral_id)

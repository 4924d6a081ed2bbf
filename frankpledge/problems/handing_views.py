"""Pages on which problems are merged, split and handed over: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from frankpledge.access.api import Decision, actor_of, now_of
from frankpledge.problems import forms, handing, register
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def merge(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """It is the same matter as another, which goes on for both."""
    actor, now = actor_of(request), now_of(request)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    form = forms.Merge(typed(request), others=handing.could_merge_into(problem_id, actor))
    return _changed(
        request,
        form,
        facts,
        lambda: handing.merge_problem(problem_id=problem_id, by=actor, at=now, **form.cleaned_data),
        title="Merge it into another problem",
        button="Merge them",
        decision=facts.may_merge,
        words="The other problem goes on for both, and re-visits still to be made are set again "
        "there. This one stays to be read. Who sees the other does not change.",
    )


@get_or_post
def split(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """Part of it becomes a problem of its own."""
    actor, now = actor_of(request), now_of(request)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    form = forms.Split(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: handing.split_problem(problem_id=problem_id, by=actor, at=now, **form.cleaned_data),
        title="Make part of it a problem of its own",
        button="Open the new problem",
        decision=facts.may_split,
        words="The new problem is seen by whoever sees this one, and each says where the other is.",
    )


@get_or_post
def offer(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """Another agency is asked to lead on it."""
    actor, now = actor_of(request), now_of(request)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    form = forms.Offer(typed(request), agencies=handing.could_take_on(problem_id, actor))
    return _changed(
        request,
        form,
        facts,
        lambda: handing.offer_problem(problem_id=problem_id, by=actor, at=now, **form.cleaned_data),
        title="Hand it over to another agency",
        button="Offer it",
        decision=facts.may_offer,
        words="An agency that works on it can lead on it. It stays yours until it says yes.",
    )


@get_or_post
def answer_offer(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """One's agency takes it on, or says why not."""
    actor, now = actor_of(request), now_of(request)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    form = forms.AnswerOffer(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: handing.answer_offer(problem_id=problem_id, by=actor, at=now, **form.cleaned_data),
        title="Take the problem on?",
        button="Answer",
        decision=facts.may_answer_offer,
        words="Your agency would own it and its re-visits. Whoever led it stays a partner.",
    )


def _changed(
    request: HttpRequest,
    form: Form,
    facts: register.ProblemFacts,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    decision: Decision,
    words: str,
) -> HttpResponse:
    """The page of one such change, or the problem once it is made."""
    if form.is_valid() and (done := accepted(form, act)):
        messages.success(request, "Saved")
        made = done.result if isinstance(done.result, UUID) else facts.line.uid
        return redirect("problems:problem", made)
    return form_page(
        request,
        form,
        title=title,
        about=facts.line.title,
        button=button,
        back=reverse("problems:problem", args=[facts.line.uid]),
        decision=decision,
        words=words,
    )

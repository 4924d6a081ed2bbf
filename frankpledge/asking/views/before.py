"""Pages of asking before acting, for who asks and for who answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Actor, actor_of, now_of, require
from frankpledge.asking import (
    answering,
    before_acting,
    forms,
    immediate_risk,
    policies,
    steps,
    tables,
)
from frankpledge.ui.api import Fact, accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    if policies.is_desk(actor):
        found = answering.questions(by=actor, at=now)
        table = tables.questions(found, now)
    else:
        table = tables.before(before_acting.listed(by=actor, at=now))
    page = {
        "table": table,
        "is_desk": policies.is_desk(actor),
        "may_ask": policies.may_ask_before(actor),
        "not_clearance": before_acting.NOT_CLEARANCE,
    }
    return render(request, "asking/before_index.html", page)


def _questions(actor: Actor, request: HttpRequest, about: dict[str, str]) -> list[steps.Build]:
    areas = before_acting.where(actor, now_of(request))
    agencies = forms.agency_choices(apart_from=actor.agency_id)
    return [
        lambda sent: forms.BeforeWhere(sent, areas=areas, initial=about),
        lambda sent: forms.BeforePlan(sent),
        lambda sent: forms.BeforeDays(sent),
        lambda sent: forms.BeforePeople(sent, agencies=agencies),
        lambda sent: forms.Nothing(sent),
    ]


@get_or_post
def ask(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(policies.may_ask_before(actor))
    problem_id = _problem(request)
    about = dict(before_acting.place_of(problem_id, actor)) if problem_id else {}
    questions = _questions(actor, request, about)
    shown = steps.walk(questions, typed(request))
    if isinstance(shown, steps.Answers):
        answers = shown
        last = answers.forms[-1]
        made = accepted(
            last,
            lambda: before_acting.ask_before(
                problem_id=problem_id, by=actor, at=now, **_before(answers.given)
            ),
        )
        if made:
            return redirect("asking:before", made.result)
        shown = steps.page_of(questions, len(questions) - 1, last, request.POST)
    page = {
        "shown": shown,
        "form": shown.form,
        "answers": _answers_so_far(questions, request) if shown.is_last else [],
        "title": "Check what you ask" if shown.is_last else "Ask before you act",
        "button": "Ask the intelligence unit" if shown.is_last else "Continue",
        "back": reverse("asking:before-index"),
        "act_on_risk": before_acting.ACT_ON_RISK,
        "not_clearance": before_acting.NOT_CLEARANCE,
        "acted_url": reverse("asking:acted"),
    }
    return render(request, "asking/before_ask.html", page, status=status_of(shown.form))


def _problem(request: HttpRequest) -> UUID | None:
    text = request.GET.get("problem", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _before(given: dict[str, object]) -> Any:
    return {name: value for name, value in given.items() if name != "step"}


def _answers_so_far(questions: list[steps.Build], request: HttpRequest) -> list[Fact]:
    found = []
    for build in questions[:-1]:
        form = build(request.POST)
        if not form.is_valid():
            continue
        for name, value in form.cleaned_data.items():
            label = str(form.fields[name].label)
            found.append(Fact(name=label, value=_shown(form, name, value)))
    return found


def _shown(form: Any, name: str, value: object) -> object:
    choices = dict(getattr(form.fields[name], "choices", ()))
    if isinstance(value, list):
        return [choices.get(each, each) for each in value] or "None"
    return choices.get(value, value) if isinstance(value, str) else value


@get_or_post
def acted(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    problem_id = _problem(request)
    areas = before_acting.where(actor, now)
    about = dict(before_acting.place_of(problem_id, actor)) if problem_id else {}
    form = forms.ActedWithoutAsking(typed(request), areas=areas, initial=about)
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: immediate_risk.act_without_asking(
                problem_id=problem_id, by=actor, at=now, **form.cleaned_data
            ),
        )
    ):
        messages.success(request, "The intelligence unit has been told that you acted.")
        return redirect("asking:before", made.result)
    return form_page(
        request,
        form,
        title="We acted on immediate risk",
        button="Tell the unit",
        back=reverse("asking:before-index"),
        decision=policies.may_act_on_risk(actor, None, None),
        words=before_acting.ACT_ON_RISK,
    )


@require_GET
def before(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = before_acting.page(request_id=request_id, by=actor, at=now)
    page = {
        "before": facts,
        "summary": tables.before_summary(facts),
        "not_clearance": before_acting.NOT_CLEARANCE,
        "no_answer": before_acting.NO_ANSWER,
    }
    return render(request, "asking/before.html", page)


@require_POST
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    before_acting.withdraw_before(request_id=request_id, by=actor_of(request), at=now_of(request))
    messages.success(request, "The unit knows that you will not go.")
    return redirect("asking:before", request_id)


@require_POST
def chase(request: HttpRequest, request_id: UUID) -> HttpResponse:
    before_acting.chase_before(request_id=request_id, by=actor_of(request), at=now_of(request))
    messages.success(request, "The unit has been reminded.")
    return redirect("asking:before", request_id)


@get_or_post
def act_on_risk(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.ActedOnRisk(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: immediate_risk.act_on_risk(
            request_id=request_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "The intelligence unit has been told that you acted.")
        return redirect("asking:before", request_id)
    facts = before_acting.page(request_id=request_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="We acted on immediate risk",
        about=facts.line.place,
        button="Tell the unit",
        back=reverse("asking:before", args=[request_id]),
        decision=facts.may_act_on_risk,
        words=before_acting.ACT_ON_RISK,
    )


@get_or_post
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.AnswerBefore(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: answering.answer_before(
            request_id=request_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "It will be released at the time that was fixed.")
        return redirect("asking:answer-before", request_id)
    facts = answering.question(request_id=request_id, by=actor, at=now)
    page = {
        "question": facts,
        "summary": tables.question_summary(facts),
        "form": form,
        "call_form": forms.NoteCall(),
    }
    return render(request, "asking/answer_before.html", page, status=status_of(form))


@get_or_post
def give_back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.ReturnBefore(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: answering.return_before(
            request_id=request_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        return redirect("asking:before-index")
    facts = answering.question(request_id=request_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Give the question back",
        about=facts.line.place,
        button="Give it back",
        back=reverse("asking:answer-before", args=[request_id]),
        decision=facts.may_answer,
        words="They read this at the time that was fixed when they asked, like any answer.",
    )


@get_or_post
def note_call(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.NoteCall(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: answering.note_call(request_id=request_id, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "The call has been noted.")
        return redirect("asking:answer-before", request_id)
    facts = answering.question(request_id=request_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Note their call",
        about=facts.line.place,
        button="Note it",
        back=reverse("asking:answer-before", args=[request_id]),
        decision=facts.may_note_call,
    )


@require_POST
def see_risk(request: HttpRequest, request_id: UUID) -> HttpResponse:
    answering.see_risk(request_id=request_id, by=actor_of(request), at=now_of(request))
    return redirect("asking:answer-before", request_id)

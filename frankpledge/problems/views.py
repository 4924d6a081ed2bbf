"""Pages of problems, re-visits and asks: ask, one call, answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Decision, actor_of, now_of
from frankpledge.problems import (
    asks,
    beside,
    casework,
    forms,
    handing,
    policies,
    register,
    revisits,
    tables,
)
from frankpledge.ui.api import accepted, form_page

get_or_post = require_http_methods(["GET", "POST"])


def _today(request: HttpRequest) -> date:
    return localtime(now_of(request)).date()


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    narrow = forms.Narrow(request.GET or None)
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    lines = register.listed(
        by=actor, at=now, status=asked.get("status", ""), words=asked.get("words", "")
    )
    page = {
        "narrow": narrow,
        "table": tables.problems(lines),
        "count": len(lines),
        "may_open": policies.may_open_problem(actor),
    }
    return render(request, "problems/index.html", page)


@get_or_post
def open_problem(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    offered = register.choices(actor, _today(request))
    form = forms.OpenProblem(request.POST or None, choices=offered)
    if form.is_valid() and (
        made := accepted(form, lambda: casework.open_problem(by=actor, at=now, **form.cleaned_data))
    ):
        return redirect("problems:problem", made.result)
    return form_page(
        request,
        form,
        title="Open a problem",
        button="Open the problem",
        back=reverse("problems:index"),
        decision=policies.may_open_problem(actor),
    )


@require_GET
def problem(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    visits = revisits.at_problem(problem_id, actor, _today(request))
    asked = asks.at_problem(problem_id, actor, _today(request))
    page = {
        "problem": facts,
        "summary": tables.problem_summary(facts),
        "revisits": tables.revisits(visits, at_problem=True),
        "asks": tables.asks(asked, at_problem=True),
        "asked": asked,
        "late": any(line.is_silent for line in asked),
        "not_clearance": asks.NOT_CLEARANCE,
        "merged_into": handing.merged_into(problem_id, actor),
        "beside": beside.parts_for(problem_id, actor, now),
    }
    return render(request, "problems/problem.html", page)


@get_or_post
def describe(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    offered = register.choices(actor, _today(request))
    form = forms.Describe(
        request.POST or None,
        choices=offered,
        initial={
            "title": facts.line.title,
            "label": facts.line.label,
            "lead": facts.lead_id,
            "lead_post": facts.lead_post,
        },
    )
    if form.is_valid() and accepted(
        form,
        lambda: casework.describe(problem_id=problem_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("problems:problem", problem_id)
    return _about_problem(
        request,
        form,
        facts,
        title="Change the details",
        button="Save",
        decision=facts.may_describe,
    )


@get_or_post
def tell(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Tell(request.POST or None)
    if form.is_valid() and accepted(
        form, lambda: casework.tell(problem_id=problem_id, by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("problems:problem", problem_id)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    return _about_problem(
        request,
        form,
        facts,
        title="Say what happened",
        button="Add to the story",
        decision=facts.may_tell,
    )


@get_or_post
def point(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Point(request.POST or None)
    if form.is_valid() and accepted(
        form, lambda: casework.point(problem_id=problem_id, by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("problems:problem", problem_id)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    return _about_problem(
        request,
        form,
        facts,
        title="Add an outside reference",
        button="Add the reference",
        decision=facts.may_point,
        words="People are never named here. Say where they are on file instead.",
    )


@get_or_post
def share(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    offered = register.choices(actor, _today(request))
    form = forms.Share(request.POST or None, choices=offered)
    if form.is_valid() and accepted(
        form,
        lambda: casework.share_problem(
            problem_id=problem_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        return redirect("problems:problem", problem_id)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    return _about_problem(
        request,
        form,
        facts,
        title="Share the problem",
        button="Share",
        decision=facts.may_share,
    )


@get_or_post
def move(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    known = revisits.still_safe_at_28_days(problem_id, actor)
    form = forms.Move(request.POST or None, initial={"still_safe": known})
    if form.is_valid() and accepted(
        form, lambda: casework.move(problem_id=problem_id, by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("problems:problem", problem_id)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    return _about_problem(
        request,
        form,
        facts,
        title="Change how it stands",
        button="Save",
        decision=facts.may_move,
    )


@get_or_post
def set_revisits(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    offered = register.choices(actor, _today(request))
    form = forms.SetRevisits(
        request.POST or None, choices=offered, initial={"after": _today(request)}
    )
    if form.is_valid() and accepted(
        form,
        lambda: revisits.set_revisits(problem_id=problem_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("problems:problem", problem_id)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    return _about_problem(
        request,
        form,
        facts,
        title="Set re-visits",
        button="Set re-visits",
        decision=facts.may_set_revisits,
    )


@get_or_post
def ask_round(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    offered = register.choices(actor, _today(request))
    form = forms.AskRound(request.POST or None, choices=offered)
    if form.is_valid() and accepted(
        form, lambda: asks.ask(problem_id=problem_id, by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("problems:problem", problem_id)
    facts = register.page(problem_id=problem_id, by=actor, at=now)
    return _about_problem(
        request,
        form,
        facts,
        title="Ask other agencies",
        button="Ask",
        decision=facts.may_ask,
        words=asks.NOT_CLEARANCE,
    )


@require_POST
def chase_late(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    try:
        names = asks.chase_late(problem_id=problem_id, by=actor, at=now)
        messages.success(request, f"Reminded: {', '.join(names)}.")
    except asks.NobodyIsLate as nobody:
        messages.warning(request, str(nobody))
    return redirect("problems:problem", problem_id)


def _about_problem(
    request: HttpRequest,
    form: Form,
    facts: register.ProblemFacts,
    *,
    title: str,
    button: str,
    decision: Decision,
    words: str = "",
) -> HttpResponse:
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


@require_GET
def revisits_index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    lines = revisits.listed(by=actor, at=now)
    return render(request, "problems/revisits.html", {"table": tables.revisits(lines)})


@get_or_post
def revisit(request: HttpRequest, revisit_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.RecordRevisit(request.POST or None)
    done: list[UUID] = []
    if form.is_valid() and accepted(
        form,
        lambda: revisits.record_revisit(
            revisit_id=revisit_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        done.append(revisit_id)
        messages.success(request, "The re-visit has been recorded.")
    facts = revisits.page(revisit_id=revisit_id, by=actor, at=now)
    if done:
        return redirect("problems:problem", facts.line.problem_id)
    page = {"visit": facts, "summary": tables.revisit_summary(facts.line), "form": form}
    return render(request, "problems/revisit.html", page, status=422 if form.errors else 200)


@require_GET
def asks_index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    lines = asks.listed(by=actor, at=now)
    page = {
        "to_us": tables.asks([line for line in lines if line.is_to_us]),
        "by_us": tables.asks([line for line in lines if not line.is_to_us]),
        "not_clearance": asks.NOT_CLEARANCE,
    }
    return render(request, "problems/asks.html", page)


@get_or_post
def ask_page(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = asks.page(ask_id=ask_id, by=actor, at=now)
    form = forms.AnswerAsk(request.POST or None, people=facts.people)
    if form.is_valid() and accepted(
        form, lambda: asks.answer_ask(ask_id=ask_id, by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, "Your agency’s answer has been given.")
        return redirect("problems:asks")
    page = {
        "ask": facts,
        "summary": tables.ask_summary(facts.line),
        "replies": tables.replies(facts.line),
        "form": form,
        "not_clearance": asks.NOT_CLEARANCE,
    }
    return render(request, "problems/ask.html", page, status=422 if form.errors else 200)


@get_or_post
def answer_again(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = asks.page(ask_id=ask_id, by=actor, at=now)
    form = forms.AnswerAsk(request.POST or None, people=facts.people)
    if form.is_valid() and accepted(
        form, lambda: asks.answer_again(ask_id=ask_id, by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, "The new answer stands beside the one before. Both are kept.")
        return redirect("problems:ask", ask_id)
    return form_page(
        request,
        form,
        title="Answer again",
        about=facts.line.problem,
        button="Put it beside the first answer",
        back=reverse("problems:ask", args=[ask_id]),
        decision=facts.may_answer_again,
        words="What your agency said before stays. Whoever reads one reads both.",
    )


@require_POST
def chase(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    asks.chase_ask(ask_id=ask_id, by=actor_of(request), at=now_of(request))
    messages.success(request, "The agency has been reminded.")
    return redirect("problems:ask", ask_id)


@require_POST
def withdraw_round(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    try:
        asks.withdraw_round(ask_id=ask_id, by=actor_of(request), at=now_of(request))
        messages.success(request, "Nobody needs to answer any more. Answers that came are kept.")
    except asks.AskedAlready as answered:
        messages.warning(request, str(answered))
    return redirect("problems:ask", ask_id)

"""Pages of requests for information, points of contact, and how soon answers come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Actor, actor_of, now_of, require
from frankpledge.asking import (
    contacts,
    forms,
    information,
    onward,
    policies,
    requesting,
    steps,
    tables,
)
from frankpledge.asking.lateness import lateness as count_lateness
from frankpledge.kernel import DomainError
from frankpledge.ui.api import Done, accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


class Move(Protocol):
    """An act that moves a request on and says nothing more."""

    def __call__(self, *, request_id: UUID, by: Actor, at: datetime) -> None: ...


MOVES: dict[str, tuple[Move, str]] = {
    "authorise": (requesting.authorise, "Authorised. It can be sent."),
    "send": (requesting.send, "Sent. The clock runs."),
    "acknowledge": (requesting.acknowledge_request, "They know that it has arrived."),
    "close": (requesting.close_request, "Closed."),
    "escalate": (requesting.escalate, "Escalated. Both agencies see that it is overdue."),
    "withdraw": (requesting.withdraw_request, "Withdrawn."),
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    lines = information.listed(by=actor, at=now)
    page = {
        "to_us": tables.requests([line for line in lines if line.is_to_us]),
        "by_us": tables.requests([line for line in lines if not line.is_to_us]),
        "may_draft": policies.may_draft_request(actor),
        "may_count": policies.may_count_lateness(actor),
    }
    return render(request, "asking/requests.html", page)


@get_or_post
def draft(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(policies.may_draft_request(actor))
    agencies = contacts.agencies_to_ask(actor.agency_id)
    questions: list[steps.Build] = [
        lambda sent: forms.RequestTo(sent, agencies=agencies),
        lambda sent: forms.RequestWhat(sent),
        lambda sent: forms.RequestAbout(sent),
        lambda sent: forms.RequestLaw(sent),
        lambda sent: forms.RequestWhy(sent),
        lambda sent: forms.RequestHowSoon(sent),
    ]
    shown = steps.walk(questions, typed(request))
    if isinstance(shown, steps.Answers):
        given: Any = shown.given
        made, number = _drafted(shown, lambda: requesting.draft_request(by=actor, at=now, **given))
        if made:
            return redirect("asking:request", made.result)
        shown = steps.page_of(questions, number, shown.forms[number], request.POST)
    page = {
        "shown": shown,
        "form": shown.form,
        "title": "Ask for information",
        "button": "Save the draft" if shown.is_last else "Continue",
        "back": reverse("asking:requests"),
        "nobody": not agencies,
    }
    return render(request, "asking/request_draft.html", page, status=status_of(shown.form))


def _drafted(answers: steps.Answers, act: Callable[[], UUID]) -> tuple[Done[UUID] | None, int]:
    """What was made, or the number of the question whose answer was at fault."""
    try:
        return Done(act()), 0
    except DomainError as problem:
        for number, form in enumerate(answers.forms):
            if problem.argument in form.fields:
                form.add_error(problem.argument, str(problem))
                return None, number
        answers.forms[-1].add_error(None, str(problem))
        return None, len(answers.forms) - 1


@require_GET
def page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = information.page(request_id=request_id, by=actor, at=now)
    context = {"request_facts": facts, "summary": tables.request_summary(facts)}
    return render(request, "asking/request.html", context)


@require_POST
def move(request: HttpRequest, request_id: UUID, act: str) -> HttpResponse:
    done, words = MOVES[act]
    done(request_id=request_id, by=actor_of(request), at=now_of(request))
    messages.success(request, words)
    return redirect("asking:request", request_id)


@get_or_post
def clarify(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Words(typed(request), label="What is not clear?")
    if form.is_valid() and accepted(
        form,
        lambda: requesting.clarify(request_id=request_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("asking:request", request_id)
    facts = information.page(request_id=request_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Ask what they mean",
        about=facts.line.reference,
        button="Ask",
        back=reverse("asking:request", args=[request_id]),
        decision=facts.may_clarify,
        words="The clock stands still until they have said.",
    )


@get_or_post
def explain(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Words(typed(request), label="What did you mean?")
    if form.is_valid() and accepted(
        form,
        lambda: requesting.explain(request_id=request_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("asking:request", request_id)
    facts = information.page(request_id=request_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Say what you meant",
        about=facts.line.reference,
        button="Say it",
        back=reverse("asking:request", args=[request_id]),
        decision=facts.may_explain,
    )


@get_or_post
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.AnswerRequest(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: requesting.answer_request(
            request_id=request_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "Your agency’s answer has been given.")
        return redirect("asking:request", request_id)
    facts = information.page(request_id=request_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Answer the request",
        about=facts.line.wanted,
        button="Give the answer",
        back=reverse("asking:request", args=[request_id]),
        decision=facts.may_answer,
        words="You decide for your agency. It is a power to tell, and not a duty.",
    )


@get_or_post
def ask_onward(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    agencies = forms.agency_choices(apart_from=actor.agency_id)
    form = forms.AskOnward(typed(request), agencies=agencies)
    if form.is_valid() and accepted(
        form,
        lambda: onward.ask_onward(request_id=request_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("asking:request", request_id)
    facts = information.page(request_id=request_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Ask whether it may be passed on",
        about=facts.line.reference,
        button="Ask",
        back=reverse("asking:request", args=[request_id]),
        decision=facts.may_ask_onward,
    )


@require_POST
def decide_onward(request: HttpRequest, request_id: UUID, onward_id: int) -> HttpResponse:
    onward.decide_onward(
        request_id=request_id,
        onward_id=onward_id,
        agreed=request.POST.get("agreed") == "yes",
        by=actor_of(request),
        at=now_of(request),
    )
    return redirect("asking:request", request_id)


@require_POST
def pass_on(request: HttpRequest, request_id: UUID, onward_id: int) -> HttpResponse:
    onward.pass_on(
        request_id=request_id, onward_id=onward_id, by=actor_of(request), at=now_of(request)
    )
    messages.success(request, "They can read the answer now.")
    return redirect("asking:request", request_id)


@get_or_post
def contacts_index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.NameContact(typed(request), people=contacts.people_to_name(actor))
    if form.is_valid() and accepted(
        form, lambda: contacts.name_contact(by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("asking:contacts")
    found = contacts.listed(by=actor, at=now)
    context = {
        "table": tables.contacts(found),
        "contacts": found,
        "form": form,
        "may_name": policies.may_name_contact(actor),
    }
    return render(request, "asking/contacts.html", context, status=status_of(form))


@require_POST
def end_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    contacts.end_contact(contact_id=contact_id, by=actor_of(request), at=now_of(request))
    return redirect("asking:contacts")


@require_GET
def lateness(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    table = tables.lateness(count_lateness(by=actor, at=now))
    return render(request, "asking/lateness.html", {"table": table})

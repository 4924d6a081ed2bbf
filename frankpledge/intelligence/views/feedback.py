"""Pages about answers: giving one, agreeing something specific, and what is owed to whom."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import TooManyTries, actor_of, address_of, now_of
from frankpledge.intelligence.answers import chasing, feedback, forms as forms_of_answers, results
from frankpledge.intelligence.answers.policies import may_name_head
from frankpledge.intelligence.giving import contact, forms_of_ways_in, receipts
from frankpledge.ui.api import Cell, Column, Row, Tone, accepted, form_page, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"
CLOCKS = {"read": "Read by a person", "answer": "Answered"}


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    question = feedback.question(submission_id=uid, by=actor, at=now)
    form = forms_of_answers.Answer(typed(request), was_answered=bool(question.said))
    if form.is_valid():
        done = accepted(
            form,
            lambda: feedback.answer(submission_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Answered.")
            return redirect("intelligence:desk")
    return render(
        request,
        "intelligence/answer.html",
        {"question": question, "form": form, "marking": MARKING},
        status=status_of(form),
    )


@require_http_methods(["GET", "POST"])
def propose_result(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms_of_answers.ProposeResult(typed(request))
    if form.is_valid():
        done = accepted(
            form,
            lambda: results.propose_result(
                submission_id=uid, by=actor, at=now, **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, "A supervisor who did not write it decides on it.")
            return redirect("intelligence:propose-result", uid)
    return _result(request, uid, propose=form)


@require_POST
def agree_result(request: HttpRequest, uid: UUID) -> HttpResponse:
    results.agree_result(submission_id=uid, by=actor_of(request), at=now_of(request))
    messages.success(request, "Told to the sender.")
    return redirect("intelligence:propose-result", uid)


@require_POST
def send_back_result(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms_of_answers.SendBackResult(request.POST)
    if form.is_valid():
        done = accepted(
            form,
            lambda: results.send_back_result(
                submission_id=uid, by=actor, at=now, **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, "Sent back.")
            return redirect("intelligence:propose-result", uid)
    return _result(request, uid, send_back=form)


def _result(
    request: HttpRequest,
    uid: UUID,
    *,
    propose: forms_of_answers.ProposeResult | None = None,
    send_back: forms_of_answers.SendBackResult | None = None,
) -> HttpResponse:
    shown = results.result(submission_id=uid, by=actor_of(request), at=now_of(request))
    propose = propose or forms_of_answers.ProposeResult()
    send_back = send_back or forms_of_answers.SendBackResult()
    return render(
        request,
        "intelligence/result.html",
        {
            "result": shown,
            "propose": propose,
            "send_back": send_back,
            "form": send_back if send_back.is_bound else propose,
            "marking": MARKING,
        },
        status=422 if propose.errors or send_back.errors else 200,
    )


@require_GET
def owed(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    running = chasing.list_owed(by=actor, at=now)
    return render(
        request,
        "intelligence/owed.html",
        {
            "columns": (
                Column(text="Report"),
                Column(text="Clock"),
                Column(text="Owed by"),
                Column(text="Met"),
                Column(text="Days late", numeric=True),
                Column(text="Reminded"),
            ),
            "rows": [
                Row(
                    cells=(
                        Cell(each.reference, href=f"../submissions/{each.submission}/answer/"),
                        CLOCKS[each.clock],
                        each.due_on,
                        each.met_on,
                        each.days_late or None,
                        "; ".join(each.chased),
                    ),
                    tone=Tone.URGENT if each.days_late and each.met_on is None else None,
                )
                for each in running
            ],
            "waiting": results.waiting(actor),
            "may_name_head": may_name_head(actor, is_own_unit=True),
            "marking": MARKING,
        },
    )


@require_http_methods(["GET", "POST"])
def name_head(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms_of_answers.NameHead(typed(request), posts=chasing.posts_of(actor))
    if form.is_valid():
        done = accepted(
            form,
            lambda: chasing.name_head(post_id=UUID(form.cleaned_data["post_id"]), by=actor, at=now),
        )
        if done:
            messages.success(request, "The last reminders go there from now on.")
            return redirect("intelligence:owed")
    return form_page(
        request,
        form,
        title="Say which post leads the unit",
        button="Save",
        back="../",
        decision=may_name_head(actor, is_own_unit=True),
    )


@login_not_required
@never_cache
@require_POST
def withdraw_contact(request: HttpRequest) -> HttpResponse:
    """Whoever holds a code asks not to be contacted. A wrong code gets what reading it gets."""
    form = forms_of_ways_in.ReadReceipt(request.POST)
    now = now_of(request)
    found, refusal = None, ""
    try:
        receipts.try_a_code(address_of(request), now=now)
        if form.is_valid():
            if contact.withdraw_contact_by_code(form.cleaned_data["code"], at=now):
                found = receipts.by_code(form.cleaned_data["code"], at=now)
            else:
                form.add_error("code", "There is no receipt with that code. Check it")
    except TooManyTries as problem:
        form, refusal = forms_of_ways_in.ReadReceipt(), str(problem)
    return render(
        request,
        "intelligence/receipt.html",
        {"form": form, "found": found, "refusal": refusal},
        status=429 if refusal else status_of(form),
    )


@require_POST
def withdraw_own_contact(request: HttpRequest, reference: str) -> HttpResponse:
    contact.withdraw_contact(reference=reference, by=actor_of(request), at=now_of(request))
    messages.success(request, "Nobody will contact you about this.")
    return redirect("intelligence:receipts")

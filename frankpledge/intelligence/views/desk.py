"""Pages of the desk: the queue, submissions, reports and the answers owed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.intelligence import (
    cards,
    feedback,
    forms,
    grading,
    handover,
    slots,
)
from frankpledge.intelligence import (
    desk as waiting,
)
from frankpledge.intelligence import (
    triage as deciding,
)
from frankpledge.intelligence.policies import may_make_card
from frankpledge.ui.api import accepted, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    return render(
        request,
        "intelligence/desk.html",
        {
            "now": now,
            "queue": deciding.queue(by=actor, at=now),
            "to_sanitise": waiting.to_sanitise(by=actor, at=now),
            "to_approve": waiting.to_approve(by=actor, at=now),
            "owed": feedback.owed(actor, on=slots.day_and_slot(now)[0]),
            "not_handed_over": waiting.not_handed_over(by=actor, at=now),
            "marking": MARKING,
        },
    )


@require_GET
def submission(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    return render(
        request,
        "intelligence/submission.html",
        {
            "now": now,
            "opened": opened,
            "triage": forms.Triage(),
            "handover": handover.of_submission(opened),
            "marking": MARKING,
        },
    )


@require_POST
def triage(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Triage(request.POST)
    if form.is_valid():
        made = accepted(
            form,
            lambda: deciding.triage(
                submission_id=uid, outcome=form.cleaned_data["outcome"], by=actor, at=now
            ),
        )
        if made:
            messages.success(request, "Closed. The answer to whoever told it is still owed.")
            return redirect("intelligence:report", made.result)
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    require(opened.may_evaluate)
    page = {
        "now": now,
        "opened": opened,
        "triage": form,
        "form": form,
        "handover": handover.of_submission(opened),
        "marking": MARKING,
    }
    return render(request, "intelligence/submission.html", page, status=status_of(form))


@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    agencies = grading.agency_choices(actor)
    form = forms.Evaluate(typed(request), agencies=agencies)
    if form.is_valid():
        answers = form.cleaned_data
        made = accepted(
            form,
            lambda: grading.evaluate(
                submission_id=uid,
                text=answers["text"],
                place=answers["place"],
                concerns_child=answers["concerns_child"],
                force_reference=answers["force_reference"] if answers["origin"] == "force" else "",
                grade=_given(form, origin=answers["origin"]),
                by=actor,
                at=now,
            ),
        )
        if made:
            messages.success(request, "Graded.")
            return redirect("intelligence:report", made.result)
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    if not form.is_bound:
        source, known = grading.suggested(opened.how_known_code)
        form.initial = {
            "text": opened.text,
            "place": opened.place,
            "source": source,
            "intelligence": known,
        }
    page = {
        "opened": opened,
        "form": form,
        "handover": handover.of_submission(opened),
        "marking": MARKING,
    }
    return render(request, "intelligence/evaluate.html", page, status=status_of(form))


def _given(form: forms.Regrade, *, origin: str) -> grading.Given:
    answers = form.cleaned_data
    return grading.Given(
        source=answers["source"],
        intelligence=answers["intelligence"],
        code=answers["code"],
        action=answers["action"],
        sanitisation=answers["sanitisation"],
        recipients=tuple(UUID(each) for each in answers["recipients"]),
        origin=origin,
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Answer(typed(request))
    if form.is_valid():
        done = accepted(
            form,
            lambda: feedback.answer(submission_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Answered.")
            return redirect("intelligence:desk")
    question = feedback.question(submission_id=uid, by=actor, at=now)
    return render(
        request,
        "intelligence/answer.html",
        {"question": question, "form": form, "marking": MARKING},
        status=status_of(form),
    )


@require_GET
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    opened = grading.open_report(report_id=uid, by=actor, at=now)
    page = {
        "report": opened,
        "handover": handover.of_report(opened),
        "hand_over": forms.HandOver(),
        "marking": MARKING,
    }
    return render(request, "intelligence/report.html", page)


@require_http_methods(["GET", "POST"])
def regrade(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Regrade(typed(request), agencies=grading.agency_choices(actor))
    if form.is_valid():
        done = accepted(
            form,
            lambda: grading.regrade(
                report_id=uid, grade=_given(form, origin="here"), by=actor, at=now
            ),
        )
        if done:
            messages.success(request, "Graded anew. The earlier grade is kept beside it.")
            return redirect("intelligence:report", uid)
    opened = grading.open_report(report_id=uid, by=actor, at=now)
    require(opened.may_regrade)
    return render(
        request,
        "intelligence/regrade.html",
        {"report": opened, "form": form, "marking": MARKING},
        status=status_of(form),
    )


@require_POST
def hand_over(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.HandOver(request.POST)
    if form.is_valid():
        done = accepted(
            form,
            lambda: grading.hand_over(report_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Handed over.")
            return redirect("intelligence:report", uid)
    opened = grading.open_report(report_id=uid, by=actor, at=now)
    page = {
        "report": opened,
        "handover": handover.of_report(opened),
        "hand_over": form,
        "form": form,
        "marking": MARKING,
    }
    return render(request, "intelligence/report.html", page, status=status_of(form))


@require_http_methods(["GET", "POST"])
def make_card(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(may_make_card(actor))
    form = forms.MakeCard(typed(request), agencies=grading.agency_choices(actor))
    address = ""
    if form.is_valid():
        code = cards.make_card(agency_id=UUID(form.cleaned_data["agency"]), by=actor, at=now)
        address = request.build_absolute_uri(reverse("intelligence:card", args=[code]))
    return render(
        request,
        "intelligence/make_card.html",
        {"form": form, "address": address},
        status=status_of(form),
    )

"""Pages of the desk: the queue, what was told, and what is decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import Actor, NotFound, actor_of, now_of, require
from frankpledge.intelligence import slots, units
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import (
    chis_pattern,
    forms as desk_forms,
    handover,
    outcomes,
    overview as waiting,
    routing,
    triage as deciding,
)
from frankpledge.intelligence.desk.handover import Format
from frankpledge.intelligence.desk.opened import Opened
from frankpledge.intelligence.giving import questions
from frankpledge.ui.api import accepted, form_page, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    day = slots.day_and_slot(now)[0]
    narrow = desk_forms.Narrow(
        request.GET or None,
        queues=routing.queues(),
        districts=units.districts_read_for(on=day),
    )
    wanted = narrow.cleaned_data if narrow.is_bound and narrow.is_valid() else {}
    queue = deciding.queue(
        by=actor,
        at=now,
        only=str(wanted.get("only") or ""),
        district=str(wanted.get("district") or ""),
    )
    return render(
        request,
        "intelligence/desk.html",
        {
            "now": now,
            "queue": queue,
            "narrow": narrow,
            "results": f"{len(queue)} shown",
            "patterns": chis_pattern.patterns(by=actor, at=now),
            "for_supervisors": waiting.for_supervisors(by=actor, at=now),
            "to_grade": waiting.to_grade(by=actor, at=now),
            "to_sanitise": waiting.to_sanitise(by=actor, at=now),
            "to_approve": waiting.to_approve(by=actor, at=now),
            "owed": feedback.owed(actor, on=day),
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
            "choose": desk_forms.Choose(),
            "handover": handover.of_submission(opened),
            "file": reverse("intelligence:submission-file", args=[uid]),
            "marking": MARKING,
        },
    )


@require_http_methods(["GET", "POST"])
def triage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close it: first the outcome, and then what that outcome asks for."""
    actor, now = actor_of(request), now_of(request)
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    require(opened.may_triage)
    outcome = str(request.POST.get("outcome") or request.GET.get("outcome") or "")
    rule = outcomes.rule_for(outcome)
    if rule is None:
        return _choose(request, opened)
    form = desk_forms.Close(
        typed(request),
        rule=rule,
        alike=_alike(opened),
        initial={"outcome": outcome, "passed_on": slots.day_and_slot(now)[0]},
    )
    if form.is_valid():
        made = accepted(
            form,
            lambda: deciding.triage(
                submission_id=uid, outcome=outcome, passed=form.passed, by=actor, at=now
            ),
        )
        if made:
            messages.success(request, f"{rule.done} The answer to whoever told it is still owed.")
            return _after(actor, rule, made.result)
    page = {"opened": opened, "form": form, "rule": rule, "marking": MARKING}
    return render(request, "intelligence/close.html", page, status=status_of(form))


def _after(actor: Actor, rule: outcomes.OutcomeRule, report: UUID) -> HttpResponse:
    if rule.supervisors_only:
        return redirect("intelligence:desk")
    return redirect("intelligence:report", report)


def _choose(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Ask for the outcome, where none was chosen or none that there is."""
    asked = request.POST if request.method == "POST" else request.GET
    form = desk_forms.Choose(asked)
    page = {
        "now": now_of(request),
        "opened": opened,
        "choose": form,
        "form": form,
        "handover": handover.of_submission(opened),
        "file": reverse("intelligence:submission-file", args=[opened.uid]),
        "marking": MARKING,
    }
    return render(request, "intelligence/submission.html", page, status=status_of(form))


def _alike(opened: Opened) -> list[tuple[str, str]]:
    return [
        (str(other.uid), f"{other.reference}: {other.place} ({'; '.join(other.reasons)})")
        for other in opened.alike
    ]


@require_http_methods(["GET", "POST"])
def ask_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = desk_forms.AskBack(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: questions.ask_back(submission_id=uid, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "Asked. The clock stands still until the answer comes.")
        return redirect("intelligence:submission", uid)
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Ask whoever told it",
        about=opened.reference,
        words="They read the question where they read their receipt. Ask only what they know.",
        button="Ask",
        back=reverse("intelligence:submission", args=[uid]),
        decision=opened.may_ask_back,
    )


@require_GET
def submission_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The text for the force's own system, as a file."""
    actor, now = actor_of(request), now_of(request)
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    handover.take_away(uid=uid, by=actor, at=now, graded=False)
    return as_file(request, handover.values_of_submission(opened), opened.reference)


def as_file(request: HttpRequest, values: Mapping[str, str], reference: str) -> HttpResponse:
    """The form of the force's system filled in, as the sort of file that was asked for."""
    asked = request.GET.get("as", Format.TEXT)
    if asked not in {str(each) for each in Format}:
        raise NotFound
    kind = Format(asked)
    response = HttpResponse(handover.as_file(values, kind), content_type=handover.MEDIA[kind])
    response["Content-Disposition"] = f'attachment; filename="{reference}.{kind}"'
    return response


@require_http_methods(["GET", "POST"])
def settle_pattern(request: HttpRequest, number: int) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = desk_forms.Settle(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: chis_pattern.settle(notice_id=number, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "Written down.")
        return redirect("intelligence:desk")
    found = {each.id: each for each in chis_pattern.patterns(by=actor, at=now)}
    pattern = found.get(number)
    if pattern is None:
        raise NotFound
    return form_page(
        request,
        form,
        title="One person has told us much about one subject",
        about=f"{pattern.subject}, {pattern.district}",
        words="Three times or more in 90 days. Nobody here can see who. Decide with the source "
        "unit whether whoever it is needs the protection that the law gives a source.",
        button="Write it down",
        back=reverse("intelligence:desk"),
        decision=pattern.may_settle,
    )

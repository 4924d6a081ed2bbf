"""Pages about reports: grading what was told, handing it over, and keeping what must be kept."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.intelligence.desk import (
    forms as desk_forms,
    grading,
    handover,
    legacy_grades,
    purging,
    triage as deciding,
)
from frankpledge.intelligence.desk.opened import Opened
from frankpledge.intelligence.desk.opened_report import Evaluated, open_report
from frankpledge.intelligence.views.desk import MARKING, as_file
from frankpledge.kernel import DomainError, whole_number
from frankpledge.ui.api import accepted, form_page, status_of, typed


@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Grade it: at once, or after another item was asked for or an older grade looked at."""
    actor, now = actor_of(request), now_of(request)
    step = str(request.POST.get("step") or "")
    count = _count(request) + (step == "add")
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    require(opened.may_evaluate)
    agencies = grading.agency_choices(actor)
    if step or request.method == "GET":
        initial = _typed_so_far(request, count) if step else _initial(opened)
        form = desk_forms.Evaluate(initial=initial, agencies=agencies, count=count)
        return _evaluate_page(request, opened, form, _suggestion(request) if step else None)
    form = desk_forms.Evaluate(typed(request), agencies=agencies, count=count)
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
                grade=form.given(origin=answers["origin"]),
                items=form.items,
                provenance=form.came_from,
                legacy=form.read_older(),
                by=actor,
                at=now,
            ),
        )
        if made:
            messages.success(request, "Graded.")
            return redirect("intelligence:report", made.result)
    return _evaluate_page(request, opened, form, None)


def _typed_so_far(request: HttpRequest, count: int) -> dict[str, object]:
    """What was typed before another item was asked for, none of it judged yet."""
    several = {"recipients": request.POST.getlist("recipients")}
    return {**request.POST.dict(), **several, "count": count}


def _count(request: HttpRequest) -> int:
    return whole_number(str(request.POST.get("count", ""))) or 1


def _initial(opened: Opened) -> dict[str, object]:
    """What the plain answers suggest, or the grade that an accredited agency gave its own."""
    initial: dict[str, object] = {
        "text": opened.text,
        "place": opened.place,
        "concerns_child": opened.risk_code in ("child", "both"),
        "source": opened.suggested.source,
        "intelligence": opened.suggested.intelligence,
    }
    if opened.theirs is not None:
        theirs = opened.theirs.given
        initial |= {
            "source": theirs.source,
            "intelligence": theirs.intelligence,
            "code": theirs.code,
            "action": theirs.action,
            "sanitisation": theirs.sanitisation,
            "recipients": [str(each) for each in theirs.recipients],
            "instructions": theirs.instructions,
        }
    return initial


def _suggestion(request: HttpRequest) -> str:
    """What an older grade might be today, in words. Nothing is filled in."""
    written = str(request.POST.get("legacy") or "")
    if not written:
        return ""
    try:
        old = legacy_grades.read_legacy(written, scheme=str(request.POST.get("legacy_scheme")))
    except DomainError as problem:
        return f"{problem}."
    found = legacy_grades.suggestion_for(old)
    source = found.source or "1, 2 or 3"
    notes = "".join(f" {note}." for note in found.notes)
    return f"{old.in_short} might be {source} {found.intelligence} {found.code} today.{notes}"


def _evaluate_page(
    request: HttpRequest, opened: Opened, form: desk_forms.Evaluate, suggestion: str | None
) -> HttpResponse:
    page = {
        "opened": opened,
        "form": form,
        "suggestion": suggestion,
        "handover": handover.of_submission(opened),
        "file": reverse("intelligence:submission-file", args=[opened.uid]),
        "marking": MARKING,
    }
    return render(request, "intelligence/evaluate.html", page, status=status_of(form))


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Handing over in one act: the text to copy, and the reference typed back."""
    actor, now = actor_of(request), now_of(request)
    form = desk_forms.HandOver(typed(request))
    if form.is_valid():
        made = accepted(
            form,
            lambda: handover.transfer(submission_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if made:
            messages.success(request, "Handed over.")
            return redirect("intelligence:report", made.result)
    opened = deciding.open_submission(submission_id=uid, by=actor, at=now)
    require(opened.may_transfer)
    page = {
        "opened": opened,
        "form": form,
        "handover": handover.of_submission(opened),
        "file": reverse("intelligence:submission-file", args=[uid]),
        "marking": MARKING,
    }
    return render(request, "intelligence/transfer.html", page, status=status_of(form))


@require_GET
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    opened = open_report(report_id=uid, by=actor, at=now)
    return _report_page(request, opened, desk_forms.HandOver())


def _report_page(
    request: HttpRequest, opened: Evaluated, hand_over: desk_forms.HandOver
) -> HttpResponse:
    page = {
        "now": now_of(request),
        "report": opened,
        "handover": handover.as_text(_values(request, opened)),
        "file": reverse("intelligence:report-file", args=[opened.uid]),
        "hand_over": hand_over,
        "form": hand_over,
        "marking": MARKING,
    }
    return render(request, "intelligence/report.html", page, status=status_of(hand_over))


@require_GET
def report_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The text of a report for the force's own system, as a file."""
    actor, now = actor_of(request), now_of(request)
    opened = open_report(report_id=uid, by=actor, at=now)
    handover.take_away(uid=uid, by=actor, at=now, graded=True)
    return as_file(request, _values(request, opened), opened.reference)


def _values(request: HttpRequest, opened: Evaluated) -> Mapping[str, str]:
    """What the force's form asks: from the report, or from what was told where it has no text."""
    if opened.text or opened.submission is None or not opened.is_intelligence:
        return handover.values_of_report(opened)
    told = deciding.open_submission(
        submission_id=opened.submission, by=actor_of(request), at=now_of(request)
    )
    return handover.values_of_submission(told)


@require_http_methods(["GET", "POST"])
def regrade(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    opened = open_report(report_id=uid, by=actor, at=now)
    require(opened.may_regrade)
    said = [item for item in opened.items if not item.is_provenance]
    form = desk_forms.RegradeItems(
        typed(request),
        agencies=grading.agency_choices(actor),
        numbers=[(item.number, f"Item {item.number}") for item in said],
    )
    if form.is_valid():
        done = accepted(
            form,
            lambda: grading.regrade(
                report_id=uid,
                grade=form.given(origin="here"),
                item_grades=form.item_grades,
                by=actor,
                at=now,
            ),
        )
        if done:
            messages.success(request, "Graded anew. The earlier grade is kept beside it.")
            return redirect("intelligence:report", uid)
    return render(
        request,
        "intelligence/regrade.html",
        {"report": opened, "said": said, "form": form, "marking": MARKING},
        status=status_of(form),
    )


@require_POST
def hand_over(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = desk_forms.HandOver(request.POST)
    if form.is_valid():
        done = accepted(
            form,
            lambda: handover.hand_over(report_id=uid, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, "Handed over.")
            return redirect("intelligence:report", uid)
    return _report_page(request, open_report(report_id=uid, by=actor, at=now), form)


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = desk_forms.Hold(typed(request))
    if form.is_valid() and accepted(
        form, lambda: purging.hold(report_id=uid, by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, "Held. What was told stays until the hold is lifted.")
        return redirect("intelligence:report", uid)
    opened = open_report(report_id=uid, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Keep what was told",
        about=opened.reference,
        words="What was told is let go of 90 days after the force has it. A hold stops that.",
        button="Hold it",
        back=reverse("intelligence:report", args=[uid]),
        decision=opened.may_hold,
    )


@require_POST
def lift_hold(request: HttpRequest, uid: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    purging.lift_hold(report_id=uid, by=actor, at=now)
    messages.success(request, "The hold is lifted.")
    return redirect("intelligence:report", uid)

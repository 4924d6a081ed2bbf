"""Pages of mentions: ask, one call, answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.entities import (
    forms,
    judging,
    looking_up,
    notices,
    policies,
    review,
    subjects,
    tables,
)
from frankpledge.ui.api import accepted, form_page, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"
get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def index(request: HttpRequest) -> HttpResponse:
    """Looking up by identifier; what is looked for is never part of an address."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_look_up(actor))
    form = forms.LookUp(typed(request))
    found = None
    if form.is_valid():
        done = accepted(form, lambda: looking_up.look_up(by=actor, at=now, **form.cleaned_data))
        found = tables.mentions(done.result) if done else None
    page = {
        "form": form,
        "found": found,
        "may_look_up": policies.may_look_up(actor),
        "may_review": policies.may_review(actor),
        "marking": MARKING,
    }
    return render(request, "entities/index.html", page, status=status_of(form))


@require_GET
def told(request: HttpRequest) -> HttpResponse:
    """What the reader's agency holds that something submitted is like."""
    actor, now = actor_of(request), now_of(request)
    page = {
        "table": tables.notices(notices.notices_for(by=actor, at=now)),
        "marking": MARKING,
    }
    return render(request, "entities/notices.html", page)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Pairs that wait to be judged."""
    actor, now = actor_of(request), now_of(request)
    page = {"table": tables.pairs(review.queue(by=actor, at=now)), "marking": MARKING}
    return render(request, "entities/review.html", page)


@get_or_post
def pair(request: HttpRequest, left_id: UUID, right_id: UUID) -> HttpResponse:
    """Two mentions side by side, and the judging of them."""
    actor, now = actor_of(request), now_of(request)
    form = forms.Judge(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: judging.judge(
            left_id=left_id, right_id=right_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "Judged. You can withdraw it on the pair’s page.")
        return redirect("entities:review")
    shown = review.pair(left_id=left_id, right_id=right_id, by=actor, at=now)
    if not form.is_bound:
        form.initial = {"reason": ". ".join(words for words, points in shown.why if points > 0)}
    left, right = tables.sides(shown)
    page = {
        "pair": shown,
        "left": left,
        "right": right,
        "why": tables.why(shown),
        "rulings": tables.rulings(shown.rulings),
        "form": form,
        "marking": MARKING,
    }
    return render(request, "entities/pair.html", page, status=status_of(form))


@get_or_post
def withdraw(request: HttpRequest, left_id: UUID, right_id: UUID) -> HttpResponse:
    """Withdrawing the judgement of a pair."""
    actor, now = actor_of(request), now_of(request)
    form = forms.Withdraw(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: judging.withdraw(
            left_id=left_id, right_id=right_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "Withdrawn. The judgement is kept, with why it was withdrawn.")
        return redirect("entities:pair", left_id, right_id)
    shown = review.pair(left_id=left_id, right_id=right_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Withdraw the judgement",
        button="Withdraw",
        back=reverse("entities:pair", args=[left_id, right_id]),
        decision=shown.may_withdraw,
        about=f"{shown.left.typed} and {shown.right.typed}",
    )


@require_GET
def subject(request: HttpRequest, mention_id: UUID) -> HttpResponse:
    """Everything that was judged to be of one subject, on a day."""
    actor, now = actor_of(request), now_of(request)
    form = forms.AsAt(request.GET or None)
    on = form.cleaned_data["on"] if form.is_valid() else None
    found = subjects.subject(mention_id=mention_id, by=actor, at=now, on=on)
    page = {
        "subject": found,
        "summary": tables.subject_summary(found),
        "mentions": tables.mentions(found.mentions),
        "changes": tables.changes(found.changes),
        "rulings": tables.rulings(found.rulings),
        "form": form,
        "marking": MARKING,
    }
    return render(request, "entities/subject.html", page)

"""Pages of shared cases: what is counted, the offline page, and what the key holder could learn."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.access.api import Action, actor_of, now_of, require
from frankpledge.governance import policies
from frankpledge.governance.forums import forms, forum_map, shared_cases, tables
from frankpledge.governance.forums.entry_views import get_or_post
from frankpledge.kernel import DomainError
from frankpledge.ui.api import accepted, form_page, status_of, typed

OFFLINE_PAGE = Path(__file__).parent / "offline" / "shared_cases.html"
"""The page that makes hashes on a partner's own side. It is saved and opened without a network."""


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Runs, what they found, and what anybody could still learn."""
    actor, now = actor_of(request), now_of(request)
    runs = shared_cases.runs(by=actor, at=now)
    page = {
        "runs": [(run, tables.counts(run)) for run in runs],
        "may_open": policies.may_open_run(actor),
        "keeps": bool(forum_map.choices(by=actor, at=now, action=Action.EDIT)),
    }
    return render(request, "governance/forums/shared.html", page)


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The offline page, to be saved."""
    require(policies.may_read_map(actor_of(request)))
    answer = HttpResponse(OFFLINE_PAGE.read_bytes(), content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="shared-cases.html"'
    return answer


@get_or_post
def open_run(request: HttpRequest) -> HttpResponse:
    """An information governance lead opens a run."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_open_run(actor)
    form = forms.OpenRun(typed(request))
    if (
        decision
        and form.is_valid()
        and accepted(form, lambda: shared_cases.open_run(by=actor, at=now, **form.cleaned_data))
    ):
        messages.success(request, "The run is open for 14 days")
        return redirect("forums:shared")
    return form_page(
        request,
        form,
        title="Open a count of shared cases",
        button="Open it",
        back=reverse("forums:shared"),
        decision=decision,
        words="Make the key with the offline page first. It stays with you: give it to each forum "
        "by telephone or on paper, and destroy it when the run has been counted.",
    )


@get_or_post
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever runs a forum gives its file of hashes."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_read_map(actor))
    kept = forum_map.choices(by=actor, at=now, action=Action.EDIT)
    form = forms.GiveHashes(
        typed(request),
        request.FILES if request.method == "POST" else None,
        entries=[(str(uid), name) for uid, _, name in kept],
    )
    if form.is_valid():
        text = form.cleaned_data["text"].read().decode("utf-8", errors="replace")
        done = accepted(
            form,
            lambda: shared_cases.give_hashes(
                number=number,
                entry_id=UUID(form.cleaned_data["entry"]),
                text=text,
                by=actor,
                at=now,
            ),
        )
        if done:
            messages.success(
                request, f"{done.result} hashes given. They go when the run is counted"
            )
            return redirect("forums:shared")
    page = {"form": form, "may_give": policies.may_read_map(actor)}
    return render(request, "governance/forums/give.html", page, status=status_of(form))


@require_POST
def count(request: HttpRequest, number: int) -> HttpResponse:
    """An information governance lead has a run counted."""
    actor, now = actor_of(request), now_of(request)
    try:
        pairs = shared_cases.count_run(number=number, chance=SystemRandom(), by=actor, at=now)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{pairs} counts kept. Every hash has been deleted")
    return redirect("forums:shared")


@require_POST
def empty(request: HttpRequest, number: int) -> HttpResponse:
    """An information governance lead lets a run go."""
    actor, now = actor_of(request), now_of(request)
    shared_cases.empty_run(number=number, by=actor, at=now)
    messages.success(request, "The run was let go. Every hash has been deleted")
    return redirect("forums:shared")

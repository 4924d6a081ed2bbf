"""Pages about boards that speak for several modules: drafting a paper, and the self-check."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from frankpledge.access.api import actor_of, now_of
from frankpledge.governance import api as governance
from frankpledge.pages import board_counting, board_papers, self_checking
from frankpledge.pages.forms import CountPeriod
from frankpledge.ui.api import accepted, form_page, typed


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """What section 2.0 would say; sent, it is drafted."""
    actor, now = actor_of(request), now_of(request)
    if request.method == "POST":
        made = board_papers.draft(paper_id=paper_id, by=actor, at=now)
        messages.success(request, f"Drafted: {made} paragraphs of section 2.0")
        return redirect("boards:paper", paper_id)
    facts = board_papers.preview(paper_id=paper_id, by=actor, at=now)
    return render(request, "pages/draft_paper.html", {"draft": facts})


@require_safe
def self_check(request: HttpRequest) -> HttpResponse:
    """Each duty, and the record that answers it."""
    lines = self_checking.self_check(by=actor_of(request), at=now_of(request))
    page = {"lines": lines, "answered": sum(line.is_answered for line in lines)}
    return render(request, "pages/self_check.html", page)


@require_safe
def came_of_it(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """What was counted for boards of a period, and what was told and cleared."""
    facts = board_counting.came_of_it(number=number, by=actor_of(request), at=now_of(request))
    return render(request, "pages/came_of_it.html", {"facts": facts})


@require_http_methods(["GET", "POST"])
def count_period(request: HttpRequest) -> HttpResponse:
    """A period that is over is counted for boards."""
    actor, now = actor_of(request), now_of(request)
    form = CountPeriod(typed(request), areas=governance.areas_to_count(actor))
    if form.is_valid():
        made = accepted(
            form, lambda: board_counting.count_period(by=actor, at=now, **form.cleaned_data)
        )
        if made:
            messages.success(request, "It is counted, once for good")
            return redirect("pages:came-of-it-in", made.result)
    return form_page(
        request,
        form,
        title="Count a period for boards",
        words="Each agency’s own service counts what that agency holds. Nobody can sign in as it. "
        "What may be shown is kept for good, and is not counted again when something is put right.",
        button="Count it",
        back=reverse("pages:came-of-it"),
        decision=governance.may_keep_figures(actor),
    )

"""Pages about boards that speak for several modules: drafting a paper, and the self-check."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from frankpledge.access.api import actor_of, now_of
from frankpledge.pages import board_papers, self_checking


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

"""Pages that speak for several modules, and pages that say the same to everybody."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frankpledge.access.api import Kind, actor_of, now_of
from frankpledge.pages import morning as mornings, thread as threads


@require_safe
def morning(request: HttpRequest) -> HttpResponse:
    facts = mornings.morning(by=actor_of(request), at=now_of(request))
    page = "pages/morning.html" if facts.starts else "pages/no_grants.html"
    return render(request, page, {"morning": facts})


@require_safe
def thread(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    if kind not in set(Kind):
        raise Http404
    facts = threads.walk(kind=Kind(kind), uid=uid, by=actor_of(request), at=now_of(request))
    return render(request, "pages/thread.html", {"thread": facts})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def open_sources(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/open_sources.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")

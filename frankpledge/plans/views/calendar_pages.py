"""The page of one's own calendar, and the feed behind its address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.plans import calendars, policies

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def own_calendar(request: HttpRequest) -> HttpResponse:
    """A private address at which one's own calendar reads when actions are due."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_make_calendar(actor)
    require(decision)
    secret = ""
    if "make" in request.POST:
        secret = calendars.make_calendar(by=actor, at=now)
    elif "end" in request.POST:
        calendars.end_calendar(by=actor, at=now)
        messages.success(request, "The address has ended")
        return redirect("plans:own-calendar")
    page = {
        "address": request.build_absolute_uri(reverse("plans:calendar", args=[secret]))
        if secret
        else "",
        "has_calendar": calendars.has_calendar(actor),
        "may_make": decision,
    }
    return render(request, "plans/calendar.html", page)


@login_not_required
@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address: references and days."""
    text = calendars.calendar(
        secret=secret, at=now_of(request), address=request.build_absolute_uri("/")
    )
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store"},
    )

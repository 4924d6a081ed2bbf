"""The page on which somebody looks for records by their words."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.search import forms
from frankpledge.search.finding import Found, Order, find
from frankpledge.search.policies import may_search
from frankpledge.ui.api import accepted, status_of


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(may_search(actor))
    form = forms.Search(request.GET if "words" in request.GET else None)
    found: Found | None = None
    older = ""
    if form.is_valid():
        asked = form.cleaned_data
        order = Order(asked["order"] or Order.NEWEST)
        done = accepted(
            form,
            lambda: find(asked["words"], order=order, before=asked["before"], by=actor, at=now),
        )
        found = done.result if done else None
        if found and found.older is not None:
            older = urlencode({"words": asked["words"], "order": order, "before": found.older})
    page = {"form": form, "found": found, "older": older}
    return render(request, "search/search.html", page, status=status_of(form))

"""The rival of `benchmarks.page`: the same rows in plain Django, with nobody asked who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

COLUMNS = ("Problem", "Place", "State", "Owner", "Lead", "Opened")


def addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that gives this rival its own few addresses, in the same process."""

    def ask(request: HttpRequest) -> HttpResponse:
        request.urlconf = "benchmarks.stock"
        return get_response(request)

    return ask


def index(request: HttpRequest, **_: object) -> HttpResponse:
    """Every row there is, joined as the site joins them."""
    from django.apps import apps
    from django.db.models import QuerySet

    rows: QuerySet[Any] = QuerySet(apps.get_model("problems", "Problem")).select_related(
        "protection__owner", "area", "lead", "forum"
    )
    page = {"rows": rows.order_by("status", "-opened_at"), "columns": COLUMNS}
    return HttpResponse(_template().render(page, request))


@cache
def _template() -> Any:
    """The page, read once, as the cached loader of a production site would keep it."""
    from django.template import engines

    return engines["django"].from_string(
        Path(__file__).with_name("stock.html").read_text(encoding="utf-8")
    )


urlpatterns = [
    path("", index),
    path("open/", index, name="problem-open"),
    path("<uuid:uid>/", index, name="problem"),
]

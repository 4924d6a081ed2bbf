"""Answering the stop page before anything else is touched: no database, no session, no record.

It stands first in `MIDDLEWARE`. Whoever is in danger gets the page even where the database file is
gone, the record cannot be written, or the host name is one that we do not know.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from frankpledge.ui.api import STOP_HEADERS, STOP_PAGE, STOP_PATH

_ANSWERED = frozenset({STOP_PATH, STOP_PATH.rstrip("/")})


class StopPageFirst:
    """Answers the stop page itself and hands on everything else, without looking at it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in _ANSWERED:
            return HttpResponse(STOP_PAGE, headers=dict(STOP_HEADERS))
        return self.get_response(request)

"""Refusing what is too large before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from frankpledge.attachments.sorts import LARGEST_BYTES, TAKEN

TOO_LARGE = 413
LARGEST_FORM = 1_000_000
"""How much may come with the file or without one: words, and the boundaries between them."""


class RefuseTooLarge:
    """Answers 413 by what a request says of its own length, before its body is touched.

    It stands above whatever reads the body, which the check against forged forms does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        holds_file = request.content_type == "multipart/form-data"
        most = LARGEST_FORM + (LARGEST_BYTES if holds_file else 0)
        if _length(request) > most:
            page = render_to_string("attachments/too_large.html", {"taken": TAKEN})
            return HttpResponse(page, status=TOO_LARGE)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isascii() and said.isdigit() else 0

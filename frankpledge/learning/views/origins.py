"""What an address says that something arises from, such as `?from=finding:6f9a…`."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from frankpledge.access.api import Kind, NotFound, Ref


def origin_of(request: HttpRequest) -> Ref | None:
    """The record that the address names. Raises `NotFound` for what can be none."""
    text = request.GET.get("from", "")
    if not text:
        return None
    kind, _, uid = text.partition(":")
    try:
        return Ref(kind=Kind(kind), uid=UUID(uid))
    except ValueError as fault:
        raise NotFound from fault

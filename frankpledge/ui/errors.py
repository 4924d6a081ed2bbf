"""The pages for what cannot be answered. Each says no more than its reader may know.

Settings: in the root `urls.py`, `handler400`, `handler403`, `handler404` and `handler500` name
the views below; `CSRF_FAILURE_VIEW = "frankpledge.ui.errors.csrf_failure"`.
"""

import functools

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from frankpledge.ui.context import is_demonstration

NO_REASON = "Your role does not include it."
NOT_THERE = "There is nothing here."
FOR_PROGRAMS = "/api/"
"""Where addresses begin whose answers are read by programs."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, without repeating what was sent."""
    return HttpResponse(_fixed("400.html", demonstration=is_demonstration()), status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason that the refusal carries."""
    reason = getattr(exception, "reason", "") or str(exception or "") or NO_REASON
    if _by_a_program(request):
        return JsonResponse({"error": reason}, status=403)
    return HttpResponse(render_to_string("403.html", {"reason": reason}, request), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token, which is nearly always one that grew old."""
    return HttpResponse(_fixed("403_csrf.html", demonstration=is_demonstration()), status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same bytes for what is missing and what is hidden, whoever asks and however."""
    if _by_a_program(request):
        return JsonResponse({"error": NOT_THERE}, status=404)
    return HttpResponse(_fixed("404.html", demonstration=is_demonstration()), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, from a page made beforehand, for when nothing else can be relied on."""
    return HttpResponse(_fixed("500.html", demonstration=is_demonstration()), status=500)


def unavailable(request: HttpRequest, reason: str = "") -> HttpResponse:
    """503, asking to come back in a minute."""
    page = render_to_string("503.html", {"reason": reason, "is_demonstration": is_demonstration()})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


def _by_a_program(request: HttpRequest) -> bool:
    return request.path_info.startswith(FOR_PROGRAMS)


@functools.cache
def _fixed(name: str, *, demonstration: bool) -> bytes:
    """A page rendered without its request, once."""
    return render_to_string(name, {"is_demonstration": demonstration}).encode()

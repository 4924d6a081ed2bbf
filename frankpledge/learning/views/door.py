"""The door of an event: for anybody with its code, and without an account or a name."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frankpledge.access.api import TooManyTries, address_of, counting_wrong, now_of
from frankpledge.learning import attending, forms
from frankpledge.learning.attending import NotAPass
from frankpledge.ui.api import accepted, status_of, typed

WRONG_CODES = 20
"""How many wrong codes may come from one address in a quarter of an hour."""

get_or_post = require_http_methods(["GET", "POST"])


@login_not_required
@never_cache
@get_or_post
def door(request: HttpRequest) -> HttpResponse:
    """The code first, then where one works and as what. A wrong code and a closed door are one."""
    now = now_of(request)
    code = forms.Code(typed(request))
    if not code.is_valid():
        return _door(request, code)

    def knock() -> attending.Door:
        with counting_wrong("door", address_of(request), NotAPass, most=WRONG_CODES, now=now):
            return attending.door(code=code.cleaned_data["code"], at=now)

    opened = accepted(code, knock)
    if opened is None:
        return _door(request, code)
    asked = typed(request) if "organisation" in request.POST else None
    form = forms.ComeByCode(
        asked, organisations=opened.result.organisations, areas=opened.result.areas
    )
    if form.is_valid() and (
        given := accepted(
            form, lambda: attending.come_by_code(at=now, **code.cleaned_data, **form.cleaned_data)
        )
    ):
        page = {"door": opened.result, "given": given.result}
        return render(request, "learning/counted.html", page)
    page = {"door": opened.result, "code": code.cleaned_data["code"], "form": form}
    return render(request, "learning/door.html", page, status=status_of(form))


def _door(request: HttpRequest, code: Form) -> HttpResponse:
    return render(request, "learning/door_code.html", {"form": code}, status=status_of(code))


@login_not_required
@never_cache
@get_or_post
def back(request: HttpRequest) -> HttpResponse:
    """With a pass: how sure one is, what one needs, and after three months what one did."""
    now = now_of(request)
    code = forms.Code(typed(request))
    if not code.is_valid():
        return _back(request, code)
    given = code.cleaned_data["code"]
    try:
        with counting_wrong("pass", address_of(request), NotAPass, most=WRONG_CODES, now=now):
            facts = attending.passed(given=given, at=now)
    except (NotAPass, TooManyTries) as refusal:
        code.add_error("code", str(refusal))
        return _back(request, code)
    part = request.POST.get("part", "")
    form, act = _part(part, request, given)
    said = False
    if form is not None and form.is_valid() and accepted(form, lambda: act(form, now)):
        said, facts = True, attending.passed(given=given, at=now)
    blank = {
        "before": forms.Rate(prefix="before"),
        "after": forms.Rate(prefix="after"),
        "needs": forms.SayNeedsByCode(prefix="needs"),
        "told": forms.TellAfterwards(prefix="told"),
    }
    if form is not None and not said:
        blank[part] = form
    page = {"facts": facts, "given": given, "said": said, **blank}
    status = status_of(form) if form is not None and not said else 200
    return render(request, "learning/pass.html", page, status=status)


def _part(part: str, request: HttpRequest, given: str) -> tuple[Form | None, Callable[..., object]]:
    """The form that was sent with a pass, and what it does."""
    if part in ("before", "after"):
        rated = forms.Rate(request.POST, prefix=part)
        return rated, lambda form, at: attending.rate_by_pass(
            given=given, ratings=rated.ratings, after=part == "after", at=at
        )
    if part == "needs":
        return forms.SayNeedsByCode(
            request.POST, prefix=part
        ), lambda form, at: attending.need_by_pass(given=given, at=at, **form.cleaned_data)
    if part == "told":
        return forms.TellAfterwards(
            request.POST, prefix=part
        ), lambda form, at: attending.tell_by_pass(given=given, at=at, **form.cleaned_data)
    return None, lambda form, at: None


def _back(request: HttpRequest, code: Form) -> HttpResponse:
    return render(request, "learning/pass_code.html", {"form": code}, status=status_of(code))

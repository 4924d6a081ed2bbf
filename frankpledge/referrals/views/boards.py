"""Pages of services, of pathways agreed with boards, and of what boards are told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.referrals import (
    board_forms,
    counting,
    directory,
    joint as agreed,
    policies,
    register,
    tables,
)
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Services, by district, age and need."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_route(actor))
    narrow = board_forms.NarrowServices(request.GET or None, areas=register.districts(actor))
    asked: dict[str, Any] = narrow.cleaned_data if narrow.is_valid() else {}
    found = directory.entries(
        area=asked.get("area", ""),
        age=asked.get("age"),
        need=asked.get("need", ""),
        by=actor,
        at=now,
    )
    page = {
        "narrow": narrow,
        "table": tables.directory(found),
        "may_keep": policies.may_keep_service(actor),
    }
    return render(request, "referrals/services.html", page)


@get_or_post
def keep_service(request: HttpRequest) -> HttpResponse:
    """Put a service into the directory."""
    actor, now = actor_of(request), now_of(request)
    form = board_forms.KeepService(typed(request), areas=register.districts(actor))
    if form.is_valid() and accepted(
        form, lambda: directory.keep_service(by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("referrals:services")
    return form_page(
        request,
        form,
        title="Put a service into the directory",
        words="Your agency keeps the entry true.",
        button="Put it in",
        back=reverse("referrals:services"),
        decision=policies.may_keep_service(actor),
    )


@get_or_post
def count_places(request: HttpRequest, number: int) -> HttpResponse:
    """Say how many places are free, and how many people wait."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_route(actor))
    service = directory.service(number=number, by=actor, at=now)
    form = board_forms.CountPlaces(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: directory.count_places(number=number, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("referrals:services")
    return form_page(
        request,
        form,
        title="How many places are there?",
        about=service.name,
        words="What is not known is left empty. That is not the same as none.",
        button="Keep it",
        back=reverse("referrals:services"),
        decision=policies.may_count_places(actor, service.kept_by),
    )


@require_GET
def joint(request: HttpRequest) -> HttpResponse:
    """The pathways that a district's partnership has agreed with boards."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_route(actor))
    districts = register.districts(actor)
    asked = request.GET.get("area", "")
    area = asked if asked in dict(districts) else districts[0][0] if districts else ""
    page = {
        "districts": districts,
        "area": area,
        "boards": [
            (
                words,
                tables.joint(agreed.joint(area=area, board=code, by=actor, at=now)),
                tables.hand_offs(
                    counting.hand_offs(area=area, board=code, by=actor, at=now)
                    if policies.may_read_measures(actor)
                    else None
                ),
            )
            for code, words in agreed.BOARDS
        ],
        "may_read": policies.may_read_measures(actor),
        "may_agree": policies.may_agree_joint(actor),
    }
    return render(request, "referrals/joint.html", page)


@get_or_post
def agree_joint(request: HttpRequest) -> HttpResponse:
    """Write down who owns a step, on both sides."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_agree_joint(actor))
    form = board_forms.AgreeJoint(
        typed(request), areas=register.districts(actor), posts=agreed.posts_to_choose()
    )
    if form.is_valid() and accepted(
        form, lambda: agreed.agree_joint(by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("referrals:joint")
    return form_page(
        request,
        form,
        title="Write down who owns a step",
        button="Keep it from today",
        back=reverse("referrals:joint"),
        decision=policies.may_agree_joint(actor),
    )


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """Rounded counts of a quarter that is over."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_read_measures(actor))
    areas = counting.areas_to_choose(localtime(now).date())
    frozen = counting.frozen_quarters(areas=dict(areas))
    chosen = _chosen(request.GET.get("of", ""), frozen)
    shown = (
        counting.quarter(area=chosen[0], first_day=chosen[1], by=actor, at=now) if chosen else None
    )
    page = {
        "frozen": [
            (f"{area}:{day}", f"{dict(areas)[area]}, quarter from {day:%-d %B %Y}")
            for area, day in frozen
        ],
        "chosen": f"{chosen[0]}:{chosen[1]}" if chosen else "",
        "shown": shown,
        "table": tables.quarter(shown) if shown else None,
        "may_freeze": policies.may_freeze_quarter(actor),
    }
    return render(request, "referrals/measures.html", page)


def _chosen(text: str, frozen: list[tuple[str, date]]) -> tuple[str, date] | None:
    known = {f"{area}:{day}": (area, day) for area, day in frozen}
    return known.get(text) or (frozen[0] if frozen else None)


@get_or_post
def freeze_quarter(request: HttpRequest) -> HttpResponse:
    """Freeze the counts of a quarter that is over."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_freeze_quarter(actor))
    on = localtime(now).date()
    form = board_forms.FreezeQuarter(
        typed(request),
        areas=counting.areas_to_choose(on),
        quarters=counting.quarters_over(on),
    )
    if form.is_valid():
        given = form.cleaned_data
        first = date.fromisoformat(given["first_day"])
        if accepted(
            form,
            lambda: counting.freeze_quarter(area=given["area"], first_day=first, by=actor, at=now),
        ):
            return redirect("referrals:measures")
    return form_page(
        request,
        form,
        title="Freeze a quarter’s counts",
        words="Each count is rounded to the nearest five. It is done once, and never again from "
        "later rows.",
        button="Freeze it",
        back=reverse("referrals:measures"),
        decision=policies.may_freeze_quarter(actor),
    )

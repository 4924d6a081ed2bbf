"""Pages for what doors need: whom to ring, where a pathway goes, and what a lead is told."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import Agency, Forum, actor_of, now_of, require
from frankpledge.referrals import concerns, doors, duty, forms, gate, policies, register, tables
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What is thought of at places of one's own referrals, and who else is concerned."""
    actor, now = actor_of(request), now_of(request)
    page = {
        "table": tables.notices(gate.notices_for(by=actor, at=now)),
        "shared": tables.shared(concerns.shared_concerns(by=actor, at=now)),
    }
    return render(request, "referrals/notices.html", page)


@require_GET
def who_to_ring(request: HttpRequest) -> HttpResponse:
    """Whom to ring, and where doors are, in one's districts."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_note_gate(actor))
    districts = register.districts(actor)
    asked = request.GET.get("area", "")
    area = asked if asked in dict(districts) else districts[0][0] if districts else ""
    contact = duty.contact_if_set(area, now)
    page = {
        "districts": districts,
        "area": area,
        "contact": contact,
        "contact_rows": tables.contact(contact) if contact else (),
        "table": tables.doors(doors.doors_in(area, now).values()),
        "may_set_duty": policies.may_set_duty(actor),
        "may_set_door": policies.may_set_door(actor),
    }
    return render(request, "referrals/who_to_ring.html", page)


@get_or_post
def set_duty(request: HttpRequest) -> HttpResponse:
    """Say whom to ring in a district."""
    actor, now = actor_of(request), now_of(request)
    form = forms.SetDuty(typed(request), areas=register.districts(actor))
    if form.is_valid() and accepted(
        form, lambda: duty.set_duty(by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("referrals:who-to-ring")
    return form_page(
        request,
        form,
        title="Say whom to ring",
        words="It is shown to everybody who thinks of enforcing something in that district, "
        "whether or not anything is held there.",
        button="Set it from today",
        back=reverse("referrals:who-to-ring"),
        decision=policies.may_set_duty(actor),
    )


@get_or_post
def set_door(request: HttpRequest) -> HttpResponse:
    """Say where a pathway goes in a district."""
    actor, now = actor_of(request), now_of(request)
    form = forms.SetDoor(
        typed(request),
        areas=register.districts(actor),
        agencies=[(str(row.id), row.name) for row in Agency.objects.order_by("name")],
        forums=list(
            Forum.objects.filter(code__in=actor.forums).order_by("name").values_list("code", "name")
        ),
    )
    if form.is_valid():
        given = form.cleaned_data
        agency = UUID(given.pop("agency"))
        if accepted(form, lambda: doors.set_door(agency=agency, by=actor, at=now, **given)):
            return redirect("referrals:who-to-ring")
    return form_page(
        request,
        form,
        title="Say where a door is",
        button="Set it from today",
        back=reverse("referrals:who-to-ring"),
        decision=policies.may_set_door(actor),
    )

"""Pages for whoever looks after cards, work addresses and agencies that grade their own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Agency, NotFound, actor_of, now_of, require
from frankpledge.intelligence import calendar
from frankpledge.intelligence.desk import accreditation
from frankpledge.intelligence.desk.grading import agency_choices
from frankpledge.intelligence.giving import cards, work_address
from frankpledge.intelligence.giving.forms_of_ways_in import Accredit, MakeCard, SetDomains
from frankpledge.intelligence.giving.jobs import job, jobs
from frankpledge.intelligence.policies import (
    may_accredit,
    may_make_card,
    may_set_domains,
    may_withdraw_card,
)
from frankpledge.ui.api import accepted, form_page, status_of, typed


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = cards.listed(by=actor, at=now_of(request))
    page = {
        "cards": [(row, _address_of(request, row.code), _job_of(row.job)) for row in rows],
        "may_make": may_make_card(actor),
        "may_withdraw": may_withdraw_card(actor),
        "may_accredit": may_accredit(actor),
    }
    return render(request, "intelligence/cards.html", page)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(may_make_card(actor))
    form = MakeCard(
        typed(request),
        agencies=agency_choices(actor),
        jobs=[(each.code, each.name) for each in jobs()],
    )
    code = ""
    if form.is_valid():
        answers = form.cleaned_data
        done = accepted(
            form,
            lambda: cards.make_card(
                agency_id=UUID(answers["agency"]),
                job_code=answers["job"],
                kind=answers["kind"] or "card",
                by=actor,
                at=now,
            ),
        )
        code = done.result if done else ""
    page = {"form": form, "code": code, "address": _address_of(request, code) if code else ""}
    return render(request, "intelligence/make_card.html", page, status=status_of(form))


@require_GET
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """A card as it goes to the printer: signs, address, code, and when to call 999 instead."""
    actor, now = actor_of(request), now_of(request)
    row = next((each for each in cards.listed(by=actor, at=now) if each.code == code), None)
    if row is None or row.withdrawn_on is not None:
        raise NotFound
    page = {
        "card": row,
        "job": job(row.job) if row.job else None,
        "address": _address_of(request, row.code).removesuffix(row.code),
        "hours": sorted(calendar.hours_by_weekday().items()),
    }
    return render(request, "intelligence/printed_card.html", page)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_of(request)
    require(may_withdraw_card(actor))
    try:
        cards.withdraw_card(code=code, by=actor, at=now_of(request))
    except cards.NoSuchCard:
        raise NotFound from None
    messages.success(request, "Withdrawn. Nobody can use it any more.")
    return redirect("intelligence:cards")


@require_http_methods(["GET", "POST"])
def domains(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_of(request)
    require(may_set_domains(actor))
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise NotFound
    form = SetDomains(typed(request))
    if request.method == "GET":
        form.initial = {"domains": "\n".join(work_address.domains_of(agency.id))}
    if form.is_valid():
        done = accepted(
            form,
            lambda: work_address.set_domains(
                agency_id=agency.id,
                domains=form.cleaned_data["domains"].split("\n"),
                by=actor,
                at=now_of(request),
            ),
        )
        if done:
            messages.success(request, "The work addresses are set.")
            return redirect("intelligence:cards")
    return form_page(
        request,
        form,
        title="Work addresses that prove somebody",
        about=agency.name,
        button="Save",
        back=reverse("intelligence:cards"),
        decision=may_set_domains(actor),
    )


@require_http_methods(["GET", "POST"])
def accredited(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(may_accredit(actor))
    form = Accredit(typed(request), agencies=agency_choices(actor))
    if form.is_valid():
        done = accepted(
            form,
            lambda: accreditation.accredit(
                agency_id=UUID(form.cleaned_data["agency"]),
                reference=form.cleaned_data["reference"],
                by=actor,
                at=now_of(request),
            ),
        )
        if done:
            messages.success(request, "Its own grades are taken from today.")
            return redirect("intelligence:accredited")
    page = {
        "form": form,
        "rows": accreditation.accredited(by=actor),
        "may_accredit": may_accredit(actor),
    }
    return render(request, "intelligence/accredited.html", page, status=status_of(form))


@require_POST
def end_accreditation(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    require(may_accredit(actor))
    try:
        accreditation.end_accreditation(accreditation_id=number, by=actor, at=now_of(request))
    except accreditation.NoSuchAccreditation:
        raise NotFound from None
    messages.success(request, "Its own grades are taken no more. Those that came keep theirs.")
    return redirect("intelligence:accredited")


def _address_of(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("card", args=[code]))


def _job_of(code: str) -> str:
    found = job(code) if code else None
    return found.name if found else ""

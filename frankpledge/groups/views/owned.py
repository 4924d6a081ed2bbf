"""Pages of what partners own: vulnerabilities, threats, counts and the briefing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, deny, now_of, record, require
from frankpledge.groups import (
    briefing,
    briefing_papers,
    counts,
    forms,
    lists,
    policies,
    sheets,
    switching,
    tables,
    vulnerabilities,
)
from frankpledge.groups.policies import Act
from frankpledge.ui.api import accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What there is here for this reader."""
    actor, now = actor_of(request), now_of(request)
    areas = switching.areas_on(now)
    places = {
        "counts": policies.may_read_counts(actor),
        "vulnerabilities": policies.may_list_vulnerabilities(actor),
        "briefing": policies.may_read_briefing(actor),
        "register": policies.may_list_groups(actor, areas_on=areas),
        "network": policies.may_read_network(actor, areas_on=areas),
        "removals": policies.may_list_removals(actor, areas_on=areas),
        "fairness": policies.may_read_fairness(actor),
        "errors": policies.may_list_errors(actor),
        "switch": policies.may_switch_on(actor),
        "way_out": policies.may_ask_way_out(actor),
    }
    if not any(places.values()):
        require(deny("Your post does not work on threats or groups.", clause="role"))
    return render(request, "groups/index.html", {"places": places})


@require_GET
def threats(request: HttpRequest) -> HttpResponse:
    """The list of threats as it stands, or stood on a day."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_threats(actor))
    asked = any(name.startswith("on_") for name in request.GET)
    form = forms.ThreatDay(request.GET if asked else None)
    day = localtime(now).date()
    if form.is_valid() and form.cleaned_data["on"]:
        day = form.cleaned_data["on"]
    record(Act.LIST_THREATS, None, by=actor, at=now)
    found = lists.threats_on(day)
    page = {"form": form, "day": day, "table": tables.threats(found), "counted": len(found)}
    return render(request, "groups/threats.html", page, status=status_of(form))


@require_GET
def vulnerabilities_index(request: HttpRequest) -> HttpResponse:
    """What crime exploits, as far as this reader may see."""
    actor, now = actor_of(request), now_of(request)
    form = forms.NarrowVulnerabilities(request.GET)
    standing = form.cleaned_data["standing"] if form.is_valid() else ""
    found = vulnerabilities.listed(by=actor, at=now, standing=standing)
    page = {
        "form": form,
        "table": tables.vulnerabilities(found),
        "counted": len(found),
        "may_open": policies.may_open_vulnerability(actor),
    }
    return render(request, "groups/vulnerabilities.html", page)


@get_or_post
def open_vulnerability(request: HttpRequest) -> HttpResponse:
    """Record one."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_open_vulnerability(actor)
    require(decision)
    form = forms.RecordVulnerability(
        typed(request), choices=vulnerabilities.choices(actor, localtime(now).date())
    )
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: vulnerabilities.open_vulnerability(by=actor, at=now, **form.cleaned_data),
        )
    ):
        messages.success(request, "Saved")
        return redirect("groups:vulnerability", made.result)
    return form_page(
        request,
        form,
        title="Record a vulnerability",
        button="Record it",
        back=reverse("groups:vulnerabilities"),
        decision=decision,
        words="A place, a trade or people at risk that organised crime exploits. Name nobody.",
    )


@require_GET
def vulnerability(request: HttpRequest, vulnerability_id: UUID) -> HttpResponse:
    """One of them."""
    actor, now = actor_of(request), now_of(request)
    facts = vulnerabilities.page(vulnerability_id=vulnerability_id, by=actor, at=now)
    page = {"facts": facts, "summary": tables.vulnerability_summary(facts)}
    return render(request, "groups/vulnerability.html", page)


@get_or_post
def review_vulnerability(request: HttpRequest, vulnerability_id: UUID) -> HttpResponse:
    """Say what a review found."""
    actor, now = actor_of(request), now_of(request)
    form = forms.ReviewVulnerability(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: vulnerabilities.review_vulnerability(
            vulnerability_id=vulnerability_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "Saved")
        return redirect("groups:vulnerability", vulnerability_id)
    facts = vulnerabilities.page(vulnerability_id=vulnerability_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Review it",
        about=facts.line.title,
        button="Keep the review",
        back=reverse("groups:vulnerability", args=[vulnerability_id]),
        decision=facts.may_review,
    )


@get_or_post
def close_vulnerability(request: HttpRequest, vulnerability_id: UUID) -> HttpResponse:
    """Close it with a reason."""
    actor, now = actor_of(request), now_of(request)
    form = forms.CloseVulnerability(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: vulnerabilities.close_vulnerability(
            vulnerability_id=vulnerability_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "Saved")
        return redirect("groups:vulnerability", vulnerability_id)
    facts = vulnerabilities.page(vulnerability_id=vulnerability_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Close it",
        about=facts.line.title,
        button="Close it",
        back=reverse("groups:vulnerability", args=[vulnerability_id]),
        decision=facts.may_close,
    )


@require_GET
def counts_page(request: HttpRequest) -> HttpResponse:
    """Numbers and nature of mapped groups, made safe."""
    actor, now = actor_of(request), now_of(request)
    found = counts.read_counts(by=actor, at=now)
    page = {
        "areas": [
            {
                "counts": each,
                "districts": tables.counts(each.districts, "District"),
                "sorts": tables.counts(each.sorts, "Type"),
                "threats": tables.counts(each.threats, "Main threat"),
                "tiers": tables.counts(each.tiers, "Tier"),
            }
            for each in found
        ],
        "may_import": policies.may_import_counts(actor),
        "may_give": policies.may_give_counts(actor, areas_on=switching.areas_on(now)),
    }
    return render(request, "groups/counts.html", page)


@get_or_post
def import_counts(request: HttpRequest) -> HttpResponse:
    """Look through a sheet before anything of it is kept."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_import_counts(actor)
    require(decision)
    form = forms.CountSheet(typed(request), request.FILES or None, areas=counts.count_areas(actor))
    page: dict[str, object] = {"form": form, "decision": decision}
    if form.is_valid():
        given = form.cleaned_data
        content = given["sheet"].read(sheets.LARGEST + 1)
        seen = accepted(
            form,
            lambda: counts.preview(
                content=content, area=given["area"], as_at=given["as_at"], by=actor, at=now
            ),
        )
        if seen:
            sheet = seen.result.sheet
            page |= {
                "seen": seen.result,
                "faults": tables.faults(sheet.faults),
                "preview": tables.preview(sheet.lines),
                "keep": forms.TakeIn(
                    initial={
                        "content": sheets.as_csv(sheet.lines),
                        "area": given["area"],
                        "as_at": given["as_at"],
                        "source": given["source"],
                    }
                ),
            }
            if sheet.faults:
                return render(request, "groups/import_counts.html", page, status=422)
    return render(request, "groups/import_counts.html", page, status=status_of(form))


@require_POST
def keep_counts(request: HttpRequest) -> HttpResponse:
    """Take in the sheet that was looked through, whole."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_import_counts(actor))
    form = forms.TakeIn(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        if accepted(
            form,
            lambda: counts.import_counts(
                content=given["content"].encode(),
                area=given["area"],
                as_at=given["as_at"],
                source=given["source"],
                by=actor,
                at=now,
            ),
        ):
            messages.success(request, "The counts are taken in. Partners can read them.")
            return redirect("groups:counts")
    for faults in form.errors.values():
        for fault in faults:
            messages.error(request, str(fault))
    return redirect("groups:import-counts")


@get_or_post
def give_counts(request: HttpRequest) -> HttpResponse:
    """Give out how many groups the register maps today."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_give_counts(actor, areas_on=switching.areas_on(now))
    form = forms.OneArea(typed(request), areas=counts.count_areas(actor))
    if (
        decision
        and form.is_valid()
        and accepted(form, lambda: counts.give_counts(by=actor, at=now, **form.cleaned_data))
    ):
        messages.success(request, "The counts are given out. Partners can read them.")
        return redirect("groups:counts")
    return form_page(
        request,
        form,
        title="Give out counts from the register",
        button="Give them out",
        back=reverse("groups:counts"),
        decision=decision,
        words="Partners read numbers and nature, so that no small number shows. Counts for a day "
        "are given out once.",
    )


@require_GET
def briefings(request: HttpRequest) -> HttpResponse:
    """The districts that have a page."""
    actor = actor_of(request)
    require(policies.may_read_briefing(actor))
    found = [
        {"name": name, "href": reverse("groups:briefing", args=[code])}
        for code, name in briefing.districts(actor)
    ]
    return render(request, "groups/briefings.html", {"districts": found})


@require_POST
def make_briefing(request: HttpRequest) -> HttpResponse:
    """The briefing of one district or of all as files, in one act."""
    actor, now = actor_of(request), now_of(request)
    code = request.POST.get("code", "")
    content = briefing_papers.make_briefing(code=code, by=actor, at=now)
    name = f"briefing-{localtime(now).date().isoformat()}.zip"
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_GET
def briefing_page(request: HttpRequest, code: str) -> HttpResponse:
    """One page of one district, to read and to print."""
    actor, now = actor_of(request), now_of(request)
    found = briefing.briefing(code=code, by=actor, at=now)
    page = {
        "briefing": found,
        "threats": tables.counts(found.threats, "Main threat"),
        "tiers": tables.counts(found.tiers, "Tier"),
        "vulnerabilities": tables.vulnerabilities(found.vulnerabilities),
    }
    return render(request, "groups/briefing.html", page)

"""Pages of requirements and alerts, and the first page of asking."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, deny, now_of, require
from frankpledge.asking import (
    alerts,
    before_acting,
    forms,
    knowing_forms,
    policies,
    requirements,
    tables,
)
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    places = {
        "before": policies.may_list_before(actor),
        "requests": policies.may_list_requests(actor),
        "requirements": policies.may_list_requirements(actor),
        "alerts": policies.may_list_alerts(actor),
        "lateness": policies.may_count_lateness(actor),
    }
    if not any(places.values()):
        require(deny("Your post asks and answers nothing here."))
    return render(request, "asking/index.html", {"places": places})


@require_GET
def requirements_index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    page = {
        "table": tables.requirements(requirements.listed(by=actor, at=now)),
        "may_draft": policies.may_draft_requirement(actor),
    }
    return render(request, "asking/requirements.html", page)


@get_or_post
def draft_requirement(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = knowing_forms.DraftRequirement(
        typed(request),
        agencies=forms.agency_choices(apart_from=actor.agency_id),
        districts=before_acting.where(actor, now),
    )
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: requirements.draft_requirement(by=actor, at=now, **form.cleaned_data),
        )
    ):
        return redirect("asking:requirement", made.result)
    return form_page(
        request,
        form,
        title="Draft a requirement",
        button="Save the draft",
        back=reverse("asking:requirements"),
        decision=policies.may_draft_requirement(actor),
        words="A supervisor approves it before it is issued.",
    )


@require_GET
def requirement(request: HttpRequest, requirement_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = requirements.page(requirement_id=requirement_id, by=actor, at=now)
    page = {"requirement": facts, "summary": tables.requirement_summary(facts)}
    return render(request, "asking/requirement.html", page)


@require_POST
def approve_requirement(request: HttpRequest, requirement_id: UUID) -> HttpResponse:
    requirements.approve_requirement(
        requirement_id=requirement_id, by=actor_of(request), at=now_of(request)
    )
    return redirect("asking:requirement", requirement_id)


@require_POST
def issue_requirement(request: HttpRequest, requirement_id: UUID) -> HttpResponse:
    try:
        requirements.issue_requirement(
            requirement_id=requirement_id, by=actor_of(request), at=now_of(request)
        )
    except (requirements.TooMany, requirements.OutOfTime) as refused:
        messages.error(request, str(refused))
    return redirect("asking:requirement", requirement_id)


@require_POST
def withdraw_requirement(request: HttpRequest, requirement_id: UUID) -> HttpResponse:
    requirements.withdraw_requirement(
        requirement_id=requirement_id, by=actor_of(request), at=now_of(request)
    )
    return redirect("asking:requirement", requirement_id)


@get_or_post
def count_response(request: HttpRequest, requirement_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = knowing_forms.CountResponse(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: requirements.count_response(
            requirement_id=requirement_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        return redirect("asking:requirement", requirement_id)
    facts = requirements.page(requirement_id=requirement_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Count an answer that came another way",
        about=facts.line.reference,
        button="Count it",
        back=reverse("asking:requirement", args=[requirement_id]),
        decision=facts.may_count,
        words="What was told here in answer to it counts by itself. Who sent this is not kept.",
    )


@get_or_post
def assess_requirement(request: HttpRequest, requirement_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = knowing_forms.AssessRequirement(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: requirements.assess_requirement(
            requirement_id=requirement_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        return redirect("asking:requirement", requirement_id)
    facts = requirements.page(requirement_id=requirement_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Say what the answers were worth",
        about=facts.line.reference,
        button="Save",
        back=reverse("asking:requirement", args=[requirement_id]),
        decision=facts.may_assess,
    )


@require_GET
def alerts_index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    page = {
        "table": tables.alerts(alerts.listed(by=actor, at=now)),
        "may_issue": policies.may_issue_alert(actor),
    }
    return render(request, "asking/alerts.html", page)


@get_or_post
def issue_alert(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = knowing_forms.IssueAlert(
        typed(request),
        agencies=forms.agency_choices(apart_from=actor.agency_id),
        districts=before_acting.where(actor, now),
    )
    if form.is_valid() and (
        made := accepted(form, lambda: alerts.issue_alert(by=actor, at=now, **form.cleaned_data))
    ):
        return redirect("asking:alert", made.result)
    return form_page(
        request,
        form,
        title="Issue an alert",
        button="Issue it",
        back=reverse("asking:alerts"),
        decision=policies.may_issue_alert(actor),
        words="It goes out at once. It can be recalled, and what was read stays read.",
    )


@require_GET
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = alerts.open_alert(alert_id=alert_id, by=actor, at=now)
    page = {"alert": facts, "reach": tables.alert_reach(facts)}
    return render(request, "asking/alert.html", page)


@require_POST
def acknowledge_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    alerts.acknowledge_alert(alert_id=alert_id, by=actor_of(request), at=now_of(request))
    return redirect("asking:alert", alert_id)


@get_or_post
def recall_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = knowing_forms.RecallAlert(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: alerts.recall_alert(alert_id=alert_id, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "Recalled. Nobody finds it any more.")
        return redirect("asking:alert", alert_id)
    facts = alerts.open_alert(alert_id=alert_id, by=actor, at=now)
    return form_page(
        request,
        form,
        title="Recall the alert",
        about=facts.line.title,
        button="Recall it",
        back=reverse("asking:alert", args=[alert_id]),
        decision=facts.may_recall,
        words="Everybody loses it at once.",
    )

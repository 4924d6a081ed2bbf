"""Pages of actions and of tasking: ask, one call, answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Kind, NotFound, Ref, actor_of, now_of, require
from frankpledge.governance import api as governance
from frankpledge.kernel import DomainError
from frankpledge.plans import actions, forms, policies, tables, tasking as tasking_page
from frankpledge.problems.api import NOT_CLEARANCE
from frankpledge.ui.api import accepted

get_or_post = require_http_methods(["GET", "POST"])


def _origin(request: HttpRequest) -> Ref | None:
    """The record that the address says an action arises from, such as `finding:6f9a…`."""
    text = request.GET.get("from", "")
    if not text:
        return None
    kind, _, uid = text.partition(":")
    try:
        return Ref(kind=Kind(kind), uid=UUID(uid))
    except ValueError as fault:
        raise NotFound from fault


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    narrow = forms.Narrow(request.GET or None)
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    origin = _origin(request)
    if origin:
        lines = actions.listed_from(origin, by=actor, at=now)
    else:
        lines = actions.listed(by=actor, at=now, **asked)
    page = {
        "narrow": None if origin else narrow,
        "table": tables.actions(lines),
        "empty_strands": actions.without_actions(lines) if not request.GET else (),
        "may_add": policies.may_add_action(actor),
        "origin": request.GET.get("from", ""),
    }
    return render(request, "plans/index.html", page)


@get_or_post
def add(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(policies.may_add_action(actor))
    origin = _origin(request)
    agencies = actions.choices(actor, localtime(now).date())
    form = forms.AddAction(request.POST or None, agencies=agencies)
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: actions.add_action(
                by=actor, at=now, arises_from=[origin] if origin else [], **form.cleaned_data
            ),
        )
    ):
        return redirect("plans:action", made.result)
    page = {"form": form, "may_add": policies.may_add_action(actor)}
    return render(request, "plans/add.html", page, status=422 if form.errors else 200)


@get_or_post
def action(request: HttpRequest, action_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = actions.page(action_id=action_id, by=actor, at=now)
    form = forms.Progress(request.POST or None, states=facts.next_states)
    if form.is_valid() and accepted(
        form,
        lambda: actions.progress_action(action_id=action_id, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "Saved")
        return redirect("plans:action", action_id)
    page = {
        "action": facts,
        "summary": tables.summary(facts.line),
        "steps": tables.steps(facts.steps),
        "form": form,
    }
    return render(request, "plans/action.html", page, status=422 if form.errors else 200)


@require_GET
def tasking(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = tasking_page.run(meeting_id=meeting_id, by=actor, at=now)
    page = {
        "tasking": facts,
        "items": [
            (
                item,
                tables.actions(item.actions),
                forms.CatchAction(
                    agencies=facts.agencies,
                    prefix="line",
                    auto_id=f"id_{item.facts.number}_%s",
                ),
                forms.Decide(prefix="decision", auto_id=f"id_{item.facts.number}_%s"),
            )
            for item in facts.items
        ],
        "not_clearance": NOT_CLEARANCE,
        "may_add": policies.may_add_action(actor),
    }
    return render(request, "plans/tasking.html", page)


@get_or_post
def item(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = tasking_page.run(meeting_id=meeting_id, by=actor, at=now)
    shown = next((one for one in facts.items if one.facts.uid == item_id), None)
    if shown is None:
        raise NotFound
    deciding = "decide" in request.POST
    adding, catching = "add" in request.POST, "catch" in request.POST
    decide = forms.Decide(request.POST if deciding else None, prefix="decision")
    new = forms.AddAction(
        request.POST if adding else None, agencies=facts.agencies, prefix="action"
    )
    line = forms.CatchAction(
        request.POST if catching else None, agencies=facts.agencies, prefix="line"
    )
    origins = [
        Ref(kind=Kind.AGENDA_ITEM, uid=item_id),
        Ref(kind=Kind.PROBLEM, uid=shown.facts.problem.uid),
    ]
    if decide.is_valid() and accepted(
        decide,
        lambda: governance.decide(item_id=item_id, by=actor, at=now, **decide.cleaned_data),
    ):
        return redirect(_back_to(meeting_id, item_id))
    if new.is_valid() and accepted(
        new,
        lambda: actions.add_action(by=actor, at=now, arises_from=origins, **new.cleaned_data),
    ):
        return redirect(_back_to(meeting_id, item_id))
    if line.is_valid() and accepted(
        line,
        lambda: actions.add_action(
            by=actor, at=now, arises_from=origins, **line.action(localtime(now).date())
        ),
    ):
        return redirect(_back_to(meeting_id, item_id))
    page = {
        "line": line if catching else None,
        "tasking": facts,
        "item": shown,
        "table": tables.actions(shown.actions),
        "decide": decide,
        "add": new,
        "may_add": policies.may_add_action(actor),
    }
    failed = decide.errors or new.errors or line.errors
    return render(request, "plans/item.html", page, status=422 if failed else 200)


@require_POST
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    try:
        count = tasking_page.take_minutes(meeting_id=meeting_id, by=actor, at=now)
        messages.success(request, f"Minutes taken for {count} items")
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("plans:tasking", meeting_id)


def _back_to(meeting_id: UUID, item_id: UUID) -> str:
    return f"{reverse('plans:tasking', args=[meeting_id])}#item-{item_id}"

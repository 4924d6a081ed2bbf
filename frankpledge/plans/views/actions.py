"""Pages of actions and of tasking: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import (
    Actor,
    Decision,
    Kind,
    NotFound,
    Ref,
    actor_of,
    now_of,
    require,
)
from frankpledge.governance import api as governance
from frankpledge.kernel import DomainError
from frankpledge.plans import (
    actions,
    board as side_by_side,
    following,
    forms,
    pasted,
    planning,
    policies,
    smart,
    tables,
    tasking as tasking_page,
)
from frankpledge.plans.lines import ActionFacts
from frankpledge.plans.views.origins import origin_of
from frankpledge.problems.api import NOT_CLEARANCE
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])
PRINTED = 500
"""How many actions are printed at most."""


def _asked(request: HttpRequest, actor: Actor) -> tuple[forms.Narrow, dict[str, Any]]:
    """The form that narrows the list, and what it asks for."""
    narrow = forms.Narrow(
        request.GET or None,
        areas=planning.areas(actor),
        agencies=actions.choices(actor, localtime(actor.at).date()),
    )
    return narrow, narrow.cleaned_data if narrow.is_valid() else {}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Actions, narrowed as the address says, a page at a time."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_actions(actor))
    narrow, asked = _asked(request, actor)
    origin = origin_of(request)
    if origin:
        lines, following = actions.listed_from(origin, by=actor, at=now), ""
    else:
        found = actions.listed(by=actor, at=now, after=request.GET.get("after", ""), **asked)
        lines, following = found.lines, found.next
    query = request.GET.copy()
    query.pop("after", None)
    narrowed = query.urlencode()
    if following:
        query["after"] = following
    page = {
        "narrow": None if origin else narrow,
        "narrowed": narrowed,
        "next": f"?{query.urlencode()}" if following else "",
        "table": tables.actions(lines),
        "empty_strands": () if request.GET else actions.empty_strands(actor),
        "may_add": policies.may_add_action(actor),
        "may_list_plans": policies.may_list_plans(actor),
        "may_list_disruptions": policies.may_list_disruptions(actor),
        "may_list_returns": policies.may_list_returns(actor),
        "origin": request.GET.get("from", ""),
    }
    return render(request, "plans/index.html", page)


@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The same actions on one page, for the printer."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_actions(actor))
    _, asked = _asked(request, actor)
    found = actions.listed(by=actor, at=now, size=PRINTED, **asked)
    page = {"table": tables.actions(found.lines), "at": now, "is_cut": bool(found.next)}
    return render(request, "plans/sheet.html", page)


@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """The same actions by the days on which they are due."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_actions(actor))
    narrow, asked = _asked(request, actor)
    found = actions.listed(by=actor, at=now, **asked)
    page = {"narrow": narrow, "items": tables.by_day(found.lines)}
    return render(request, "plans/timeline.html", page)


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The same actions side by side, by how far they are."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_actions(actor))
    narrow, asked = _asked(request, actor)
    del narrow.fields["status"]
    asked.pop("status", None)
    columns = side_by_side.board(by=actor, at=now, **asked)
    page = {
        "narrow": narrow,
        "narrowed": request.GET.urlencode(),
        "columns": [
            {
                "state": column.state,
                "title": column.title,
                "has_more": column.has_more,
                "cards": [
                    {
                        "line": card.line,
                        "moves": card.moves,
                        "colour": tables.colour_of(card.line.rag),
                    }
                    for card in column.cards
                ],
            }
            for column in columns
        ],
    }
    return render(request, "plans/board.html", page)


@require_POST
def move(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """An action goes a step further, straight from the board."""
    actor, now = actor_of(request), now_of(request)
    try:
        actions.progress_action(
            action_id=action_id, status=request.POST.get("status", ""), by=actor, at=now
        )
        messages.success(request, "Saved")
    except DomainError as problem:
        messages.error(request, str(problem))
    back = QueryDict(request.POST.get("back", "")).urlencode()
    return redirect(f"{reverse('plans:board')}{'?' if back else ''}{back}")


@get_or_post
def bulk(request: HttpRequest) -> HttpResponse:
    """How far several actions are, all at once or none."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_actions(actor))
    _, asked = _asked(request, actor)
    found = actions.listed(by=actor, at=now, **{**asked, "whose": "agency"})
    form = forms.Bulk(
        typed(request),
        lines=[
            (str(line.uid), f"{line.words} ({line.status.label.lower()})") for line in found.lines
        ],
    )
    if form.is_valid() and (
        done := accepted(
            form,
            lambda: following.progress_many(
                chosen=[UUID(uid) for uid in form.cleaned_data["chosen"]],
                status=form.cleaned_data["status"],
                note=form.cleaned_data["note"],
                by=actor,
                at=now,
            ),
        )
    ):
        messages.success(request, f"Saved for {done.result} actions")
        return redirect("plans:index")
    return form_page(
        request,
        form,
        title="Say how far several actions are",
        button="Save them all",
        back=reverse("plans:index"),
        decision=policies.may_list_actions(actor),
        words="Your agency’s actions that still stand. If one cannot be changed, none is.",
    )


@get_or_post
def add(request: HttpRequest) -> HttpResponse:
    """A new action, and words about how it is written before it is kept."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_add_action(actor))
    origin = origin_of(request)
    today = localtime(now).date()
    form = forms.AddAction(
        request.POST or None,
        agencies=actions.choices(actor, today),
        initial={"verb": request.GET.get("verb", "")},
    )
    is_checking = "check" in request.POST
    plan = origin.uid if origin and origin.kind == Kind.PLAN else None
    if (
        form.is_valid()
        and not is_checking
        and (
            made := accepted(
                form,
                lambda: actions.add_action(
                    by=actor,
                    at=now,
                    plan=plan,
                    arises_from=[origin] if origin and not plan else [],
                    **form.cleaned_data,
                ),
            )
        )
    ):
        return redirect("plans:action", made.result)
    advice = None
    if is_checking and form.is_valid():
        given = form.cleaned_data
        advice = smart.advice(
            verb=given["verb"],
            text=given["text"],
            owner_post=given["owner_post"],
            outcome_measure=given["outcome_measure"],
            due_on=given["due_on"],
            today=today,
        )
    page = {
        "form": form,
        "may_add": policies.may_add_action(actor),
        "advice": advice,
        "is_checked": advice is not None,
    }
    return render(request, "plans/add.html", page, status=422 if form.errors else 200)


@get_or_post
def paste(request: HttpRequest) -> HttpResponse:
    """An e-mail, out of which the form for an action is filled in. The e-mail is not kept."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_add_action(actor)
    require(decision)
    form = forms.Paste(typed(request))
    if form.is_valid():
        today = localtime(now).date()
        begun = pasted.begun_from(form.cleaned_data["email"], today)
        new = forms.AddAction(
            agencies=actions.choices(actor, today),
            initial={"verb": begun.verb, "text": begun.text, "due_on": begun.due_on},
        )
        page = {
            "form": new,
            "may_add": decision,
            "send_to": reverse("plans:add"),
            "is_from_email": True,
        }
        return render(request, "plans/add.html", page)
    return form_page(
        request,
        form,
        title="Make an action out of an e-mail",
        button="Continue",
        back=reverse("plans:index"),
        decision=decision,
        words="We look for what is asked and by when. You check it before anything is kept.",
    )


@get_or_post
def action(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """One action, and how far it is."""
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
        "summary": tables.summary(facts),
        "steps": tables.steps(facts.steps),
        "form": form,
    }
    return render(request, "plans/action.html", page, status=422 if form.errors else 200)


@get_or_post
def describe(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Who does it, who steps in, and how it is measured."""
    actor, now = actor_of(request), now_of(request)
    facts = actions.page(action_id=action_id, by=actor, at=now)
    form = forms.Describe(
        typed(request),
        deputies=following.deputies(action_id, actor),
        initial={
            "owner_post": facts.owner_post,
            "deputy": str(facts.deputy_id or ""),
            "csp_duty": facts.duty_code,
            "output_measure": facts.output_measure,
            "outcome_measure": facts.outcome_measure,
        },
    )
    return _changed(
        request,
        form,
        facts,
        lambda: following.describe_action(
            action_id=action_id, by=actor, at=now, **form.cleaned_data
        ),
        title="Who does it, and how it is measured",
        decision=facts.may_describe,
    )


@get_or_post
def place(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Under which plan an action stands."""
    actor, now = actor_of(request), now_of(request)
    facts = actions.page(action_id=action_id, by=actor, at=now)
    form = forms.PlaceAction(
        typed(request),
        plans=following.plans_to_place_in(actor),
        initial={"plan": str(facts.plan.uid) if facts.plan else ""},
    )
    return _changed(
        request,
        form,
        facts,
        lambda: following.place_action(
            action_id=action_id,
            plan=UUID(form.cleaned_data["plan"]) if form.cleaned_data["plan"] else None,
            by=actor,
            at=now,
        ),
        title="Put it under a plan",
        decision=facts.may_place,
    )


@get_or_post
def blocker(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """What stands in its way."""
    actor, now = actor_of(request), now_of(request)
    facts = actions.page(action_id=action_id, by=actor, at=now)
    form = forms.Blocker(
        typed(request), initial={"blocker": facts.blocker, "at_risk": facts.at_risk}
    )
    return _changed(
        request,
        form,
        facts,
        lambda: following.block_action(action_id=action_id, by=actor, at=now, **form.cleaned_data),
        title="What stands in its way",
        decision=facts.may_block,
    )


@get_or_post
def colour(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """A colour in place of the computed one."""
    actor, now = actor_of(request), now_of(request)
    facts = actions.page(action_id=action_id, by=actor, at=now)
    form = forms.ByHand(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: following.override_rag(action_id=action_id, by=actor, at=now, **form.cleaned_data),
        title="Set its colour by hand",
        decision=facts.may_override,
    )


@get_or_post
def milestone(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """A day on the way."""
    actor, now = actor_of(request), now_of(request)
    facts = actions.page(action_id=action_id, by=actor, at=now)
    form = forms.AddMilestone(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: following.set_milestone(action_id=action_id, by=actor, at=now, **form.cleaned_data),
        title="Set a milestone",
        decision=facts.may_set_milestone,
    )


@require_POST
def reach(request: HttpRequest, action_id: UUID, milestone: int) -> HttpResponse:
    """A milestone was reached, or failed."""
    actor, now = actor_of(request), now_of(request)
    return _done(
        request,
        action_id,
        lambda: following.reach_milestone(
            action_id=action_id,
            milestone=milestone,
            reached="reached" in request.POST,
            by=actor,
            at=now,
        ),
    )


@require_POST
def confirm(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Somebody else confirms that it is closed."""
    actor, now = actor_of(request), now_of(request)
    return _done(
        request,
        action_id,
        lambda: following.confirm_action(action_id=action_id, by=actor, at=now),
    )


@require_POST
def escalate(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """It is handed to the deputy."""
    actor, now = actor_of(request), now_of(request)
    return _done(
        request,
        action_id,
        lambda: following.escalate_action(action_id=action_id, by=actor, at=now),
    )


@get_or_post
def recheck(request: HttpRequest, action_id: UUID, recheck: int) -> HttpResponse:
    """Whether it lasted."""
    actor, now = actor_of(request), now_of(request)
    facts = actions.page(action_id=action_id, by=actor, at=now)
    form = forms.Look(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: following.recheck_action(
            action_id=action_id, recheck=recheck, by=actor, at=now, **form.cleaned_data
        ),
        title="Did it last?",
        decision=facts.may_recheck,
    )


def _changed(
    request: HttpRequest,
    form: Form,
    facts: ActionFacts,
    act: Callable[[], object],
    *,
    title: str,
    decision: Decision,
) -> HttpResponse:
    """The page of one change to an action, or the action once that is made."""
    if form.is_valid() and accepted(form, act):
        messages.success(request, "Saved")
        return redirect("plans:action", facts.line.uid)
    return form_page(
        request,
        form,
        title=title,
        about=facts.line.words,
        button="Save",
        back=reverse("plans:action", args=[facts.line.uid]),
        decision=decision,
    )


def _done(request: HttpRequest, action_id: UUID, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, "Saved")
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("plans:action", action_id)


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

"""Pages of plans: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.plans import further_forms as forms, planning, policies, tables
from frankpledge.plans.planning import PlanFacts
from frankpledge.plans.views.origins import origin_of
from frankpledge.ui.api import Cell, Column, Row, Table, accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Plans that the reader may open."""
    actor, now = actor_of(request), now_of(request)
    lines = planning.listed(by=actor, at=now)
    page = {
        "table": Table(
            columns=tuple(Column(text=name) for name in ("Plan", "For", "District", "Until")),
            rows=tuple(
                Row(
                    cells=(
                        Cell(
                            line.title,
                            href=reverse("plans:plan", args=[line.uid]),
                            note=f"{line.reference}, {line.state.label.lower()}",
                        ),
                        Cell(line.level, note=line.body),
                        line.area,
                        line.ends_on,
                    )
                )
                for line in lines
            ),
        ),
        "may_make": policies.may_make_plan(actor),
    }
    return render(request, "plans/plans.html", page)


@get_or_post
def make(request: HttpRequest) -> HttpResponse:
    """A new plan."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_make_plan(actor)
    require(decision)
    origin = origin_of(request)
    held = planning.what_holds(origin, by=actor, at=now)
    form = forms.MakePlan(
        typed(request),
        areas=planning.areas(actor),
        agencies=planning.partners(actor),
        is_held=bool(held),
    )
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: planning.make_plan(
                by=actor, at=now, arises_from=[origin] if origin else [], **form.cleaned_data
            ),
        )
    ):
        return redirect("plans:plan", made.result)
    return form_page(
        request,
        form,
        title="Make a plan",
        button="Make the plan",
        back=reverse("plans:plans"),
        decision=decision,
        words=f"{held} A plan is made for it today only to keep somebody safe."
        if held
        else "Plans of a year, a threat and a place are joined and never merged: each keeps its "
        "own actions and its own readers.",
    )


@require_GET
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan: its objectives and actions by P."""
    actor, now = actor_of(request), now_of(request)
    facts = planning.page(plan_id=plan_id, by=actor, at=now)
    page = {
        "plan": facts,
        "strands": [(strand, tables.actions(strand.actions)) for strand in facts.strands],
        "empty": [strand.name for strand in facts.strands if strand.is_empty],
    }
    return render(request, "plans/plan.html", page)


@get_or_post
def describe(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Where a plan stands, and how people are kept safe."""
    actor, now = actor_of(request), now_of(request)
    facts = planning.page(plan_id=plan_id, by=actor, at=now)
    form = forms.DescribePlan(
        typed(request),
        initial={
            "state": facts.line.state.value,
            "summary": facts.summary,
            "safeguarding": facts.safeguarding,
            "gaps": facts.gaps,
        },
    )
    return _changed(
        request,
        form,
        facts,
        lambda: planning.describe_plan(plan_id=plan_id, by=actor, at=now, **form.cleaned_data),
        title="Change the plan",
    )


@get_or_post
def objective(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One thing that a plan is to achieve."""
    actor, now = actor_of(request), now_of(request)
    facts = planning.page(plan_id=plan_id, by=actor, at=now)
    form = forms.AddObjective(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: planning.add_objective(plan_id=plan_id, by=actor, at=now, **form.cleaned_data),
        title="Add an objective",
    )


@get_or_post
def join(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Another plan that this one has to do with."""
    actor, now = actor_of(request), now_of(request)
    facts = planning.page(plan_id=plan_id, by=actor, at=now)
    form = forms.JoinPlan(typed(request), plans=planning.to_join(plan_id, actor))
    return _changed(
        request,
        form,
        facts,
        lambda: planning.join_plan(
            plan_id=plan_id, other=UUID(form.cleaned_data["other"]), by=actor, at=now
        ),
        title="Join it to another plan",
    )


@require_POST
def copy(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The plan, carried into the next year."""
    actor, now = actor_of(request), now_of(request)
    made = planning.copy_plan(plan_id=plan_id, by=actor, at=now)
    messages.success(request, "Carried into the next year, as a draft")
    return redirect("plans:plan", made)


def _changed(
    request: HttpRequest, form: Form, facts: PlanFacts, act: Callable[[], object], *, title: str
) -> HttpResponse:
    if form.is_valid() and accepted(form, act):
        messages.success(request, "Saved")
        return redirect("plans:plan", facts.line.uid)
    return form_page(
        request,
        form,
        title=title,
        about=facts.line.title,
        button="Save",
        back=reverse("plans:plan", args=[facts.line.uid]),
        decision=facts.may_change,
    )

"""Pages of boards: the forward plan, a meeting's agenda and pack, and templates."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Actor, NotFound, actor_of, now_of, require
from frankpledge.governance import policies
from frankpledge.governance.boards import files, forms, house, packs, reading, tables, writing
from frankpledge.problems import api as problems
from frankpledge.ui.api import accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The forward plan, and the meetings that have been."""
    actor, now = actor_of(request), now_of(request)
    coming = reading.forward_plan(by=actor, at=now)
    past = reading.past_meetings(by=actor, at=now)
    page = {
        "coming": [(meeting, tables.papers(lines)) for meeting, lines in coming],
        "past": [(meeting, len(lines)) for meeting, lines in past],
        "may_plan": policies.may_plan_paper(actor),
        "may_list_priorities": policies.may_list_priorities(actor),
        "may_read_figures": policies.may_read_figures(actor),
    }
    return render(request, "governance/boards/index.html", page)


@require_GET
def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: what is left from the last, its papers and its pack."""
    actor, now = actor_of(request), now_of(request)
    facts = packs.agenda(meeting_id=meeting_id, by=actor, at=now)
    page = {
        "agenda": facts,
        "papers": tables.papers(facts.papers),
        "last": tables.decisions(facts.last_papers),
        "log": tables.actions(facts.log),
        "is_over": facts.starts_at <= now,
    }
    return render(request, "governance/boards/agenda.html", page)


def _problems(actor: Actor) -> list[tuple[str, str]]:
    return [(str(line.uid), line.title) for line in problems.open_problems(actor)]


@get_or_post
def plan(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A paper is put on the forward plan."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_plan_paper(actor)
    require(decision)
    facts = packs.agenda(meeting_id=meeting_id, by=actor, at=now)
    form = forms.PlanPaper(typed(request), problems=_problems(actor))
    if form.is_valid():
        asked = form.cleaned_data
        made = accepted(
            form,
            lambda: writing.plan_paper(
                meeting_id=meeting_id,
                subject=asked["subject"],
                paper_type=asked["paper_type"],
                about=UUID(asked["about"]) if asked["about"] else None,
                by=actor,
                at=now,
            ),
        )
        if made:
            messages.success(request, "It is on the forward plan")
            return redirect("boards:paper", made.result)
    return form_page(
        request,
        form,
        title="Put a paper on the forward plan",
        about=f"{facts.forum}, {localtime(facts.starts_at):%-d %B %Y}",
        button="Put it on the plan",
        back=reverse("boards:agenda", args=[meeting_id]),
        decision=decision,
    )


@require_GET
def pack(request: HttpRequest, meeting_id: UUID, audience: str, kind: str) -> HttpResponse:
    """A meeting's papers in one file, for the board or for the public."""
    if audience not in ("board", "public"):
        raise NotFound
    actor, now = actor_of(request), now_of(request)
    made = packs.pack(meeting_id=meeting_id, for_public=audience == "public", by=actor, at=now)
    return files.file_of(made, kind, name=f"pack-{audience}")


@get_or_post
def templates(request: HttpRequest) -> HttpResponse:
    """The Word templates of the reader's agency, and a form that takes one in."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_add_template(actor)
    require(decision)
    form = forms.AddTemplate(typed(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        if accepted(
            form,
            lambda: house.add_template(
                name=given["name"], content=given["template"], by=actor, at=now
            ),
        ):
            messages.success(request, "The template can be used for papers")
            return redirect("boards:templates")
    page = {"lines": house.templates(actor), "form": form, "decision": decision}
    return render(request, "governance/boards/templates.html", page, status=status_of(form))


@require_POST
def end_template(request: HttpRequest, number: int) -> HttpResponse:
    """A template is used no longer."""
    house.end_template(number=number, by=actor_of(request), at=now_of(request))
    messages.success(request, "The template is used no longer")
    return redirect("boards:templates")

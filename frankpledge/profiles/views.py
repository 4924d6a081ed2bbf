"""Pages of profiles, findings and comments: ask, one call, answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Decision, actor_of, now_of, require
from frankpledge.intelligence import api as intelligence
from frankpledge.learning import api as learning
from frankpledge.profiles import (
    consultation,
    drafting,
    findings,
    forms,
    in_the_background,
    kit,
    notes,
    paper,
    policies,
    reading,
)
from frankpledge.profiles.again import AGAIN_WORDS
from frankpledge.ui.api import accepted, form_page, typed
from frankpledge.work.api import TooMuchAsked

OFFERED_PRODUCTS = 30
"""How many of the products that are shared with an analyst are offered for a finding to rest on."""

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    lines = reading.listed(by=actor, at=now)
    page = {
        "table": kit.profiles(lines),
        "may_draft": policies.may_draft_profile(actor),
        "may_make_documents": policies.may_make_documents(actor) if lines else None,
        "about": paper.CONTEXT,
    }
    return render(request, "profiles/index.html", page)


# Counting takes seconds. Outside a transaction of the request, nobody waits for it meanwhile.
@transaction.non_atomic_requests
@get_or_post
def draft(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(policies.may_draft_profile(actor))
    offered = drafting.choices()
    form = forms.DraftProfile(request.POST or None, choices=offered)

    def build() -> tuple[str, UUID]:
        asked = dict(form.cleaned_data)
        if asked["area"].startswith(drafting.EVERY_DISTRICT):
            force = asked.pop("area").removeprefix(drafting.EVERY_DISTRICT)
            job = in_the_background.ask_for_drafts(force=force, by=actor, at=now, **asked)
            return "work:job", job
        made = drafting.draft_profile(by=actor, at=now, **asked)
        (again,) = drafting.beside_earlier([made], actor)
        if again in AGAIN_WORDS:
            messages.info(request, AGAIN_WORDS[again])
        return "profiles:profile", made

    if form.is_valid() and (done := accepted(form, build)):
        return redirect(*done.result)
    words = (
        "One district takes a few seconds. Every district of a force area takes about a minute and "
        "is built behind the page, while you do something else."
        if offered.months
        else "No crime files are held yet, so nothing can be built."
    )
    return form_page(
        request,
        form,
        title="Build a draft",
        words=words,
        button="Build",
        back=reverse("profiles:index"),
        decision=policies.may_draft_profile(actor),
    )


@get_or_post
def study(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(policies.may_draft_profile(actor))
    form = forms.StudyDistricts(request.POST or None, choices=drafting.choices())
    if form.is_valid() and (
        done := accepted(
            form,
            lambda: in_the_background.ask_for_study(by=actor, at=now, **form.cleaned_data),
        )
    ):
        return redirect("work:job", done.result)
    return form_page(
        request,
        form,
        title="Look at every district at once",
        words="A workbook of each district’s count, rate, change and slope by type, and of how "
        "unevenly each type lies. It shows where to look: before saying anything of a place, build "
        "its profile. It is made behind the page.",
        button="Make the workbook",
        back=reverse("profiles:index"),
        decision=policies.may_draft_profile(actor),
    )


@require_POST
def make_documents(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    try:
        return redirect("work:job", in_the_background.ask_for_documents(by=actor, at=now))
    except TooMuchAsked as refused:
        messages.error(request, f"{refused}.")
        return redirect("work:index")


@require_GET
def profile(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    page = {
        "profile": facts,
        "line": facts.line,
        "about": paper.CONTEXT,
        "marking": paper.WORKING_MARKING,
        "handling": kit.HANDLING[facts.line.stage],
        "judged": _with_actions(facts, by_a_person=True),
        "drafted": _with_actions(facts, by_a_person=False),
        "lead": [(section, kit.shown_parts(section.parts)) for section in facts.lead],
        "waiting": [each for each in facts.comments if each.awaits_an_answer],
        "parts": kit.parts(facts),
        "comments": kit.comments(facts),
        "attribution": facts.content.attribution,
    }
    return render(request, "profiles/profile.html", page)


def _with_actions(facts: reading.ProfileFacts, *, by_a_person: bool) -> list[tuple[object, object]]:
    """Findings with the actions that they gave rise to: judged by people, or drafted by rules."""
    return [
        (finding, facts.actions.get(finding.uid, ()))
        for finding in facts.findings
        if finding.is_by_a_person == by_a_person
    ]


@require_GET
def figures(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    page = {
        "line": facts.line,
        "marking": paper.MARKING,
        "handling": kit.HANDLING[facts.line.stage],
        "notes": notes.notes_of(facts.content.figures),
        "inputs": facts.content.inputs,
        "digest": facts.content.figures_digest,
        "attribution": facts.content.attribution,
    }
    return render(request, "profiles/figures.html", page)


@get_or_post
def add_finding(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    form = forms.AddFinding(
        request.POST or None,
        content=facts.content,
        products=intelligence.products_shared_with(actor, limit=OFFERED_PRODUCTS),
        returns=reading.indicators_returned(profile_id, actor),
        issues=learning.issues_raised(actor),
    )
    if form.is_valid() and accepted(
        form,
        lambda: findings.add_finding(profile_id=profile_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("profiles:profile", profile_id)
    return _about_profile(
        request,
        form,
        facts,
        title="Add a finding",
        button="Add the finding",
        decision=facts.may_add_finding,
    )


@get_or_post
def edit_finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = findings.page(finding_id=finding_id, by=actor, at=now)
    form = forms.EditFinding(
        request.POST or None,
        initial={
            "text": facts.text,
            "yardstick": facts.yardstick,
            "confidence": facts.confidence,
        },
    )
    if form.is_valid() and accepted(
        form,
        lambda: findings.edit_finding(finding_id=finding_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("profiles:profile", facts.profile_id)
    words = f"As it was drafted from the figures: {facts.drafted}" if facts.drafted else ""
    return form_page(
        request,
        form,
        title="Edit the finding",
        words=words,
        button="Save",
        back=reverse("profiles:profile", args=[facts.profile_id]),
        decision=facts.may_edit,
    )


@get_or_post
def share(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    form = forms.ShareProfile(
        typed(request),
        agencies=consultation.agencies_to_ask(actor),
        posts=consultation.posts_to_ask(actor, now),
        forums=consultation.forums_to_ask(),
        marks=facts.marks,
    )
    if form.is_valid() and accepted(
        form,
        lambda: consultation.share_profile(
            profile_id=profile_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "The agencies can now read the profile and comment on it.")
        return redirect("profiles:profile", profile_id)
    return _about_profile(
        request,
        form,
        facts,
        title="Ask agencies to comment",
        button="Ask for comments",
        decision=facts.may_share,
    )


@get_or_post
def comment(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    form = forms.CommentOnProfile(
        typed(request),
        initial={"block": request.GET.get("on", "")},
        content=facts.content,
        marks=facts.marks,
    )
    if form.is_valid() and accepted(
        form,
        lambda: consultation.comment_on_profile(
            profile_id=profile_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "Your comment has been added.")
        return redirect("profiles:profile", profile_id)
    return _about_profile(
        request,
        form,
        facts,
        title="Comment on the profile",
        button="Add the comment",
        decision=facts.may_comment,
    )


def _about_profile(
    request: HttpRequest,
    form: Form,
    facts: reading.ProfileFacts,
    *,
    title: str,
    button: str,
    decision: Decision,
) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        about=f"{facts.line.area_name}, {facts.line.period}",
        button=button,
        back=reverse("profiles:profile", args=[facts.line.uid]),
        decision=decision,
    )

"""Pages of events: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import ALLOW, Decision, NotFound, actor_of, deny, now_of, require
from frankpledge.kernel import DomainError
from frankpledge.learning import (
    attending,
    audience,
    choices,
    events,
    forms,
    policies,
    programme,
    tables,
)
from frankpledge.learning.programme import EventFacts
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Events that the reader may open."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_events(actor))
    narrow = forms.NarrowEvents(request.GET or None)
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    page = {
        "narrow": narrow,
        "table": tables.events(programme.listed(by=actor, at=now, **asked)),
        "may_make": policies.may_make_event(actor),
        "may_read_coverage": policies.may_read_coverage(actor),
        "may_list_cases": policies.may_list_cases(actor),
    }
    return render(request, "learning/index.html", page)


@get_or_post
def make(request: HttpRequest) -> HttpResponse:
    """An event that is still to come."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_make_event(actor)
    require(decision)
    form = forms.MakeEvent(typed(request), areas=choices.areas_of_events(actor, now))
    if form.is_valid() and (
        made := accepted(form, lambda: events.make_event(by=actor, at=now, **form.cleaned_data))
    ):
        return redirect("learning:event", made.result)
    return form_page(
        request,
        form,
        title="Plan an event",
        button="Plan it",
        back=reverse("learning:index"),
        decision=decision,
        words="Nobody else knows of it until you ask them to it.",
    )


@require_GET
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """One event: who was asked, who came, and what was raised."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    page = {
        "event": facts,
        "summary": tables.event(facts),
        "invitations": tables.invitations(facts.invitations),
        "groups": tables.groups(facts.groups),
        "changes": tables.changes(facts.changes),
        "needs": tables.needs(facts.needs),
        "issues": tables.issues(facts.issues),
    }
    return render(request, "learning/event.html", page)


@get_or_post
def invite(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Agencies that are asked."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.Invite(typed(request), agencies=choices.agencies(actor, now))
    return _changed(
        request,
        form,
        facts,
        lambda: events.invite(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="Ask agencies to it",
        button="Ask them",
        decision=facts.may_invite,
    )


@get_or_post
def reply(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Whether anybody comes from the reader's agency."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.Reply(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: events.reply(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="Say whether anybody comes",
        decision=facts.may_reply,
    )


@require_POST
def hold(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """That it was held."""
    actor, now = actor_of(request), now_of(request)
    try:
        events.hold_event(event_id=event_id, by=actor, at=now)
        messages.success(request, "It counts from now on")
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("learning:event", event_id)


@get_or_post
def call_off(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """That it does not take place."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.CallOff(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: events.call_off(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="Call it off",
        button="Call it off",
        decision=facts.may_change,
    )


@get_or_post
def come(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """That the reader came."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.Come(typed(request), areas=choices.areas_at(event_id, actor))
    return _changed(
        request,
        form,
        facts,
        lambda: attending.come(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="Say that you came",
        button="I am here",
        decision=facts.may_come,
    )


@get_or_post
def note_attendance(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """People who signed a list on paper."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.NoteAttendance(
        typed(request),
        organisations=choices.organisations_at(event_id, actor),
        areas=choices.areas_at(event_id, actor),
    )
    return _changed(
        request,
        form,
        facts,
        lambda: attending.note_attendance(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="Count people in from a list",
        button="Count them in",
        decision=facts.may_note_attendance,
    )


@get_or_post
def rate(request: HttpRequest, event_id: UUID, when: str) -> HttpResponse:
    """How sure the reader is, before it or after it."""
    if when not in ("before", "after"):
        raise NotFound
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.Rate(typed(request))
    is_after = when == "after"
    return _changed(
        request,
        form,
        facts,
        lambda: attending.rate(
            event_id=event_id, ratings=form.ratings, after=is_after, by=actor, at=now
        ),
        title=f"How sure are you, {'after' if is_after else 'before'} it?",
        decision=facts.may_rate if facts.own else deny("Say that you came first."),
    )


@get_or_post
def need(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """What the reader, or the room, needs to learn."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.SayNeeds(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: attending.need(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="What do you need to learn?" if facts.own else "What does the room need to learn?",
        decision=ALLOW if facts.may_need else deny("Those who came say what they need."),
    )


@get_or_post
def raise_issue(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Something that somebody ought to take up."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.RaiseIssue(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: events.raise_issue(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="Write down an issue",
        button="Write it down",
        decision=facts.may_raise_issue,
    )


@require_GET
def issue(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """One issue, and what came of it."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.issue_page(issue_id=issue_id, by=actor, at=now)
    return render(request, "learning/issue.html", {"issue": facts})


@get_or_post
def tell_afterwards(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """What the reader does differently after three months."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.TellAfterwards(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: attending.tell_afterwards(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="What do you do differently?",
        decision=facts.may_tell,
    )


@get_or_post
def follow_up(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """What came of it."""
    actor, now = actor_of(request), now_of(request)
    facts = programme.page(event_id=event_id, by=actor, at=now)
    form = forms.FollowUp(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: events.follow_up(event_id=event_id, by=actor, at=now, **form.cleaned_data),
        title="What came of it?",
        decision=facts.may_follow_up,
    )


def _changed(
    request: HttpRequest,
    form: Form,
    facts: EventFacts,
    act: Callable[[], object],
    *,
    title: str,
    decision: Decision,
    button: str = "Save",
) -> HttpResponse:
    require(decision)
    if form.is_valid() and accepted(form, act):
        messages.success(request, "Saved")
        return redirect("learning:event", facts.line.uid)
    return form_page(
        request,
        form,
        title=title,
        about=facts.line.title,
        button=button,
        back=reverse("learning:event", args=[facts.line.uid]),
        decision=decision,
    )


# --- coverage ---------------------------------------------------------------------------------


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Who was reached and who never was."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_read_coverage(actor))
    narrow = forms.NarrowCoverage(request.GET or None, areas=audience.areas_for(actor, now))
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    facts = audience.coverage(by=actor, at=now, **asked)
    page = {
        "narrow": narrow,
        "coverage": facts,
        "cells": tables.cells(facts.lines),
        "needs": tables.answered(facts.needs),
        "may_keep": policies.may_keep_audience(actor),
    }
    return render(request, "learning/coverage.html", page)


@get_or_post
def keep_audience(request: HttpRequest) -> HttpResponse:
    """A line of the register of who ought to be reached."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_keep_audience(actor)
    require(decision)
    form = forms.KeepAudience(typed(request), areas=audience.areas_for(actor, now))
    if form.is_valid() and accepted(
        form, lambda: audience.keep_audience(by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, "Saved")
        return redirect("learning:coverage")
    return form_page(
        request,
        form,
        title="Who ought to be reached?",
        button="Save",
        back=reverse("learning:coverage"),
        decision=decision,
        words="One line for each organisation, sort of work and district. The same line again "
        "changes how many there are.",
    )

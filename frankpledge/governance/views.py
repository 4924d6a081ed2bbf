"""Pages of meetings and their items: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.governance import (
    agenda,
    conflicts,
    forms,
    meetings,
    minutes_out,
    policies,
    tables,
)
from frankpledge.governance.boards.files import file_of
from frankpledge.kernel import DomainError
from frankpledge.ui.api import accepted, file_name, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


def _done(request: HttpRequest, act: Callable[[], str]) -> None:
    """Do *act* and say what came of it, or why it could not be done."""
    try:
        messages.success(request, act())
    except DomainError as problem:
        messages.error(request, str(problem))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    coming, past = meetings.listed(by=actor, at=now)
    page = {
        "coming": tables.meetings(coming),
        "past": tables.meetings(past),
        "may_call": policies.may_call_meeting(actor),
    }
    return render(request, "governance/index.html", page)


@get_or_post
def call(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    require(policies.may_call_meeting(actor))
    form = forms.CallMeeting(request.POST or None, forums=meetings.forums_for(actor))
    if form.is_valid():
        asked = form.cleaned_data
        starts_at = datetime.combine(asked["on"], asked["starts"], tzinfo=get_current_timezone())
        made = accepted(
            form,
            lambda: meetings.call_meeting(
                forum=asked["forum"], starts_at=starts_at, place=asked["place"], by=actor, at=now
            ),
        )
        if made:
            return redirect("governance:meeting", made.result)
    page = {"form": form, "may_call": policies.may_call_meeting(actor)}
    return render(request, "governance/call.html", page, status=422 if form.errors else 200)


@require_GET
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = meetings.page(meeting_id=meeting_id, by=actor, at=now)
    page = {
        "meeting": facts,
        "items": tables.items(facts.items),
        "members": tables.members(facts.members),
    }
    return render(request, "governance/meeting.html", page)


@get_or_post
def call_off(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting does not take place."""
    actor, now = actor_of(request), now_of(request)
    facts = meetings.page(meeting_id=meeting_id, by=actor, at=now)
    form = forms.CallOffMeeting(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: meetings.call_off_meeting(
            meeting_id=meeting_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "It is called off")
        return redirect("governance:meeting", meeting_id)
    return form_page(
        request,
        form,
        title="Call the meeting off",
        about=facts.line.forum,
        words="It stays on record as called off and counts as no meeting. Nobody owes it an "
        "update any more.",
        button="Call it off",
        back=reverse("governance:meeting", args=[meeting_id]),
        decision=facts.may_call_off,
    )


@require_POST
def build(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)

    def act() -> str:
        added = agenda.build_agenda(meeting_id=meeting_id, by=actor, at=now)
        return f"{added} added to the agenda" if added else "Every open problem is on it already"

    _done(request, act)
    return redirect("governance:meeting", meeting_id)


@require_POST
def ask(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)

    def act() -> str:
        asked = agenda.ask_updates(meeting_id=meeting_id, by=actor, at=now)
        return f"{asked} updates asked for"

    _done(request, act)
    return redirect("governance:meeting", meeting_id)


@require_POST
def chase(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)

    def act() -> str:
        chased = agenda.chase_updates(meeting_id=meeting_id, by=actor, at=now)
        return f"Chased: {', '.join(chased)}"

    _done(request, act)
    return redirect("governance:meeting", meeting_id)


@get_or_post
def attendance(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = meetings.page(meeting_id=meeting_id, by=actor, at=now)
    require(facts.may_note_attendance)
    noted = {
        presence: [str(one.person_id) for one in facts.members if one.presence == presence]
        for presence in ("present", "apologies")
    }
    form = forms.NoteAttendance(request.POST or None, members=facts.members, initial=noted)
    if form.is_valid() and accepted(
        form,
        lambda: meetings.note_attendance(
            meeting_id=meeting_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        return redirect("governance:meeting", meeting_id)
    page = {"meeting": facts, "form": form}
    return render(request, "governance/attendance.html", page, status=422 if form.errors else 200)


@require_POST
def undertake(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)

    def act() -> str:
        meetings.undertake(meeting_id=meeting_id, by=actor, at=now)
        return "You have declared that you will keep this confidential"

    _done(request, act)
    return redirect("governance:meeting", meeting_id)


@require_GET
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = meetings.page(meeting_id=meeting_id, by=actor, at=now)
    return render(request, "governance/minutes.html", {"meeting": facts})


@require_GET
def minutes_file(request: HttpRequest, meeting_id: UUID, kind: str) -> HttpResponse:
    made = minutes_out.export_minutes(
        meeting_id=meeting_id, by=actor_of(request), at=now_of(request)
    )
    return file_of(made, kind, name="minutes")


@require_GET
def minutes_schedule(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    held = minutes_out.schedule_minutes(
        meeting_id=meeting_id, by=actor_of(request), at=now_of(request)
    )
    answer = HttpResponse(held, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name("minutes-schedule.csv")}"'
    return answer


@get_or_post
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = agenda.page(item_id=item_id, by=actor, at=now)
    form = forms.GiveUpdate(request.POST or None)
    if form.is_valid() and accepted(
        form,
        lambda: agenda.give_update(item_id=item_id, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "Your update has been given")
        return redirect("governance:item", item_id)
    page = {"page": facts, "updates": tables.updates(facts.item.updates), "form": form}
    return render(request, "governance/item.html", page, status=422 if form.errors else 200)


@get_or_post
def conflict(request: HttpRequest, item_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = agenda.page(item_id=item_id, by=actor, at=now)
    require(facts.may_declare)
    form = forms.DeclareConflict(request.POST or None)
    if form.is_valid():
        conflicts.declare_conflict(item_id=item_id, by=actor, at=now)
        return redirect("governance:meeting", facts.item.meeting_id)
    page = {"page": facts, "form": form}
    return render(request, "governance/conflict.html", page, status=422 if form.errors else 200)

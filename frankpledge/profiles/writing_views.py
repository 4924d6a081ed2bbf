"""Pages on which a profile is written, partners return and comments are answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import ALLOW, NotFound, actor_of, now_of
from frankpledge.profiles import (
    collecting,
    consultation,
    indicators,
    kit,
    reading,
    words,
    writing,
    writing_forms as forms,
)
from frankpledge.profiles.collecting import CannotAsk
from frankpledge.profiles.writing import Meanwhile, NoSuchPart
from frankpledge.ui.api import accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])
NOT_KEPT = "Your words have not been kept: the section is empty or too long."
SAVED_FIRST = (
    "Somebody else has saved this section since you opened it. Your words are kept; when you save, "
    "you will see both and nothing is lost."
)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get_or_post
def passage(request: HttpRequest, profile_id: UUID, code: str) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    try:
        facts = writing.open_passage(profile_id=profile_id, code=code, by=actor, at=now)
    except NoSuchPart:
        raise NotFound from None
    form = forms.WritePassage(
        typed(request),
        initial={"text": facts.text, "reach": facts.reach, "version": facts.version},
    )
    back = f"{reverse('profiles:profile', args=[profile_id])}#section-{code}"
    page = {
        "profile_id": profile_id,
        "facts": facts,
        "form": form,
        "back": back,
        "may": ALLOW,
        "meanwhile": None if form.is_bound else facts.meanwhile,
    }
    by_itself = "by_itself" in request.POST
    if not form.is_valid():
        if by_itself:
            return JsonResponse({"kept": False, "words": NOT_KEPT})
        return render(request, "profiles/passage.html", page, status=status_of(form))
    given = {"profile_id": profile_id, "code": code, "by": actor, "at": now, **form.cleaned_data}
    if "keep" in request.POST or by_itself:
        is_behind = writing.keep_draft(**given)
        if by_itself:
            words = SAVED_FIRST if is_behind else f"Your words were kept at {localtime(now):%H:%M}."
            return JsonResponse({"kept": True, "words": words})
        messages.success(request, "Your words are kept for you. The section stands as it was.")
        return redirect("profiles:write", profile_id, code)
    try:
        writing.write_passage(**given)
    except Meanwhile as changed:
        form.add_error(None, str(changed))
        again = forms.WritePassage(initial={**form.cleaned_data, "version": changed.version})
        page |= {"form": again, "meanwhile": changed}
        return render(request, "profiles/passage.html", page, status=409)
    messages.success(request, "The section has been saved.")
    return redirect(back)


@get_or_post
def threat(request: HttpRequest, profile_id: UUID, number: int | None = None) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    initial: dict[str, object] = {"version": 0, "reach": "partner"}
    if number is not None:
        try:
            line = writing.open_threat(profile_id=profile_id, number=number, by=actor, at=now)
        except NoSuchPart:
            raise NotFound from None
        initial = {name: getattr(line, name) for name in forms.WriteThreat.base_fields}
    form = forms.WriteThreat(typed(request), initial=initial)
    if form.is_valid() and accepted(
        form,
        lambda: writing.write_threat(profile_id=profile_id, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "The threat table has been saved.")
        return redirect(f"{reverse('profiles:profile', args=[profile_id])}#section-P05")
    return form_page(
        request,
        form,
        title="Change a threat" if number else "Add a threat",
        about=f"{facts.line.area_name}, {facts.line.period}",
        words="A threat that is low or not known belongs in the table too.",
        button="Save",
        back=reverse("profiles:profile", args=[profile_id]),
        decision=facts.may_write,
    )


@get_or_post
def ask(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    form = forms.AskAgency(
        typed(request),
        initial={"reach": "partner"},
        agencies=consultation.agencies_to_ask(actor),
    )
    if form.is_valid() and accepted(
        form,
        lambda: writing.ask_agency(profile_id=profile_id, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "The ask has been added.")
        return redirect(f"{reverse('profiles:profile', args=[profile_id])}#section-P15")
    return form_page(
        request,
        form,
        title="Ask an agency to do something",
        about=f"{facts.line.area_name}, {facts.line.period}",
        button="Add the ask",
        back=reverse("profiles:profile", args=[profile_id]),
        decision=facts.may_write,
    )


@get_or_post
def request_returns(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(profile_id=profile_id, by=actor, at=now)
    form = forms.RequestReturns(typed(request), agencies=consultation.agencies_to_ask(actor))
    if form.is_valid() and accepted(
        form,
        lambda: collecting.request_returns(
            profile_id=profile_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "The agency has been asked.")
        return redirect(f"{reverse('profiles:profile', args=[profile_id])}#section-A1")
    return form_page(
        request,
        form,
        title="Ask for a return",
        about=f"{facts.line.area_name}, {facts.line.period}",
        words="What was asked for, received, refused and late is printed in the profile.",
        button="Ask for it",
        back=reverse("profiles:profile", args=[profile_id]),
        decision=facts.may_request,
    )


@get_or_post
def supply(request: HttpRequest, profile_id: UUID, code: str) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    try:
        facts, areas = collecting.open_request(
            profile_id=profile_id, template=code, by=actor, at=now
        )
    except CannotAsk:
        raise NotFound from None
    form = forms.SupplyReturn(typed(request), request.FILES or None)
    page: dict[str, object] = {
        "profile_id": profile_id,
        "code": code,
        "facts": facts,
        "areas": areas,
        "form": form,
        "back": reverse("profiles:profile", args=[profile_id]),
    }
    if form.is_valid():
        file, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
        if reason:
            if accepted(
                form,
                lambda: collecting.refuse_return(
                    profile_id=profile_id, template=code, reason=reason, by=actor, at=now
                ),
            ):
                messages.success(request, "Your answer has been kept.")
                return redirect("profiles:profile", profile_id)
        else:
            held = file.read()
            if "check" in request.POST:
                read = accepted(
                    form,
                    lambda: collecting.preview_return(
                        profile_id=profile_id,
                        template=code,
                        name=file.name,
                        held=held,
                        by=actor,
                        at=now,
                    ),
                )
                if read:
                    page["preview"] = kit.preview(read.result)
            else:
                done = accepted(
                    form,
                    lambda: collecting.supply_return(
                        profile_id=profile_id,
                        template=code,
                        name=file.name,
                        held=held,
                        by=actor,
                        at=now,
                    ),
                )
                if done:
                    taken = words.count_of(done.result, "row")
                    have = "has" if done.result == 1 else "have"
                    messages.success(request, f"{taken} {have} been taken in.")
                    return redirect("profiles:profile", profile_id)
    return render(request, "profiles/supply.html", page, status=status_of(form))


@require_GET
def template(request: HttpRequest, profile_id: UUID, code: str) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    try:
        facts, areas = collecting.open_request(
            profile_id=profile_id, template=code, by=actor, at=now
        )
    except CannotAsk:
        raise NotFound from None
    held = indicators.template(areas, asked=facts.ask, made_at=now)
    answer = HttpResponse(held, content_type=SPREADSHEET)
    answer["Content-Disposition"] = f'attachment; filename="return-{localtime(now):%Y-%m-%d}.xlsx"'
    return answer


@get_or_post
def answer_comment(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts, profile_id = consultation.open_comment(comment_id=comment_id, by=actor, at=now)
    form = forms.AnswerComment(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: consultation.answer_comment(
            comment_id=comment_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "The comment has been answered.")
        return redirect(f"{reverse('profiles:profile', args=[profile_id])}#consultation")
    return form_page(
        request,
        form,
        title="Answer a comment",
        about=facts.agency,
        words=f"On the passage “{facts.passage}”: “{facts.text}”"
        if facts.passage
        else f"“{facts.text}”",
        button="Answer",
        back=reverse("profiles:profile", args=[profile_id]),
        decision=ALLOW,
    )

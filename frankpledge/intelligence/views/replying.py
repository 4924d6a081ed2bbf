"""Answering what the desk asked: with the code of a receipt and nothing else, or as its holder."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frankpledge.access.api import TooManyTries, actor_of, address_of, now_of
from frankpledge.intelligence.desk import forms as desk_forms
from frankpledge.intelligence.giving import questions, receipts
from frankpledge.ui.api import accepted, status_of, typed

NOTHING = "That code is not one of ours, or we have not asked you anything"
PAGE = "intelligence/reply.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest) -> HttpResponse:
    """The question that waits for a code, and the answer to it. A wrong code and one at which
    nothing waits get the same page."""
    now = now_of(request)
    form = desk_forms.Reply(typed(request))
    asked = None
    if request.method == "POST":
        try:
            receipts.try_a_code(address_of(request), now=now)
        except TooManyTries as refusal:
            page = {"form": desk_forms.Reply(), "refusal": str(refusal)}
            return render(request, PAGE, page, status=429)
    if form.is_valid():
        given = form.cleaned_data
        if given["text"] and accepted(form, lambda: questions.reply(at=now, **given)):
            return render(request, "intelligence/replied.html")
        asked = questions.question_for(given["code"], at=now)
        if asked is None and not form.errors:
            form.add_error("code", NOTHING)
    return render(request, PAGE, {"form": form, "asked": asked}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def reply_own(request: HttpRequest, reference: str) -> HttpResponse:
    """The question that waits at a receipt of one's own, and the answer to it. A reference of
    somebody else's and one at which nothing waits are the same page that is not there."""
    actor, now = actor_of(request), now_of(request)
    asked = questions.question_for_holder(reference=reference, by=actor, at=now)
    form = desk_forms.ReplyAsHolder(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: questions.reply_as_holder(
            reference=reference, by=actor, at=now, **form.cleaned_data
        ),
    ):
        return render(request, "intelligence/replied.html")
    return render(request, PAGE, {"form": form, "asked": asked}, status=status_of(form))

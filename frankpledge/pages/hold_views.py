"""Pages of legal holds on a record of any module: ask, one call, answer."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from frankpledge.access.api import (
    ALLOW,
    Actor,
    Kind,
    Ref,
    actor_of,
    holds_on,
    lift_hold,
    may_hold,
    now_of,
    place_hold,
)
from frankpledge.pages import captions


class PlaceHold(forms.Form):
    """Why a record must be kept."""

    reason = forms.CharField(
        label="Why must it be kept?",
        help_text="For example, the reference of the court or the inquiry. Name nobody",
        max_length=300,
        error_messages={"required": "Say why it must be kept"},
    )


def _ref(kind: str, uid: UUID, actor: Actor) -> tuple[Ref, str]:
    if kind not in set(Kind):
        raise Http404
    ref = Ref(kind=Kind(kind), uid=uid)
    caption = captions.caption_of(ref, actor)
    if caption is None:
        raise Http404
    return ref, caption


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """The holds on a record, and a form that places one for whoever may change it."""
    actor, now = actor_of(request), now_of(request)
    ref, caption = _ref(kind, uid, actor)
    form = PlaceHold(request.POST or None)
    if form.is_valid():
        place_hold(ref=ref, reason=form.cleaned_data["reason"], by=actor, at=now)
        messages.success(request, "It is kept until the hold is lifted")
        return redirect("pages:hold", kind, uid)
    page = {
        "kind": kind,
        "uid": uid,
        "caption": caption,
        "href": captions.url_of(ref, actor),
        "holds": holds_on(ref, actor),
        "may_hold": may_hold(ref, actor),
        "allowed": ALLOW,
        "form": form,
    }
    return render(request, "pages/hold.html", page, status=422 if form.errors else 200)


@require_POST
def lift(request: HttpRequest, kind: str, uid: UUID, number: int) -> HttpResponse:
    """A hold is lifted."""
    actor = actor_of(request)
    ref, _ = _ref(kind, uid, actor)
    lift_hold(ref=ref, number=number, by=actor, at=now_of(request))
    messages.success(request, "The hold is lifted")
    return redirect("pages:hold", kind, uid)

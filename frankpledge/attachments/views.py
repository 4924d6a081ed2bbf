"""Pages for files beside a record: what is there, adding one, opening one, removing one."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import TooManyTries, actor_of, count_try, now_of, require
from frankpledge.attachments import forms, holding
from frankpledge.attachments.policies import may_attach
from frankpledge.attachments.scanner import NOT_SCANNED, address
from frankpledge.attachments.standing import ref_from, stands
from frankpledge.ui.api import accepted, status_of, typed

MOST_IN_AN_HOUR = 20
HOUR = timedelta(hours=1)
SEALED_OFF = "default-src 'none'; sandbox"
TOO_MANY = 429


@require_http_methods(["GET", "POST"])
def beside(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """The files beside one record, and a box to add another."""
    actor, now = actor_of(request), now_of(request)
    parent = ref_from(kind, uid)
    standing = stands(parent, by=actor, at=now)
    form = forms.Add(typed(request), request.FILES or None)
    status = None
    if request.method == "POST":
        require(may_attach(actor))
        try:
            count_try("attach", str(actor.person_id), most=MOST_IN_AN_HOUR, now=now, within=HOUR)
        except TooManyTries:
            form.add_error(None, "You have added 20 files in an hour. Wait a while, and go on then")
            status = TOO_MANY
    if form.is_valid():
        given = form.cleaned_data["file"]
        added = accepted(
            form,
            lambda: holding.attach(
                parent=parent,
                content=given.content,
                name=given.name,
                verdict=given.verdict,
                reach=standing.reach,
                by=actor,
                at=now,
            ),
        )
        if added:
            return redirect("attachments:beside", kind=kind, uid=uid)
    return render(
        request,
        "attachments/beside.html",
        {
            "standing": standing,
            "held": holding.held_beside(parent, by=actor, at=now),
            "form": form,
            "may_attach": may_attach(actor),
            "scanner": "" if address() else NOT_SCANNED,
        },
        status=status or status_of(form),
    )


@require_GET
def attachment(request: HttpRequest, uid: UUID) -> FileResponse:
    """The file itself, to be saved and never shown inside the page."""
    actor, now = actor_of(request), now_of(request)
    return _handed(holding.open_attachment(attachment_id=uid, by=actor, at=now), is_saved=True)


@require_GET
def preview(request: HttpRequest, uid: UUID) -> FileResponse:
    """A small picture, drawn anew for the page."""
    actor, now = actor_of(request), now_of(request)
    return _handed(holding.preview_of(attachment_id=uid, by=actor, at=now), is_saved=False)


def _handed(file: holding.Handed, *, is_saved: bool) -> FileResponse:
    return FileResponse(
        BytesIO(file.content),
        as_attachment=is_saved,
        filename=file.name,
        content_type=file.content_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": SEALED_OFF,
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


@require_http_methods(["GET", "POST"])
def dispose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask once more, then remove the file for good."""
    actor, now = actor_of(request), now_of(request)
    if request.method == "POST":
        parent = holding.dispose(attachment_id=uid, by=actor, at=now)
        return redirect("attachments:beside", kind=parent.kind, uid=parent.uid)
    file = holding.to_dispose(attachment_id=uid, by=actor, at=now)
    back = reverse("attachments:beside", args=[file.parent.kind, file.parent.uid])
    return render(request, "attachments/dispose.html", {"file": file, "back": back})

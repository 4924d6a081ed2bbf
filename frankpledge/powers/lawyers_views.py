"""Pages of the lawyer's view: the catalogue taken away, brought back, and what has changed."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import NotFound, actor_of, now_of, require
from frankpledge.powers import policies, tables, taking_in
from frankpledge.ui.api import accepted, status_of

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class SendCatalogue(forms.Form):
    """The file to be looked over."""

    file = forms.FileField(
        label="The reviewed catalogue, as CSV or XLSX",
        error_messages={"required": "Choose the file", "empty": "The file is empty"},
    )


class ConfirmCatalogue(forms.Form):
    """What was shown, on its way back."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False)
    token = forms.CharField(widget=forms.HiddenInput)


@require_GET
def export_catalogue(request: HttpRequest, kind: str) -> HttpResponse:
    """The catalogue as a file."""
    if kind not in KINDS:
        raise NotFound
    content = taking_in.export_catalogue(kind=kind, by=actor_of(request), at=now_of(request))
    answer = HttpResponse(content, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="powers.{kind}"'
    return answer


@require_http_methods(["GET", "POST"])
def import_catalogue(request: HttpRequest) -> HttpResponse:
    """A reviewed catalogue comes back: what would change is shown, and then taken in."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_import_catalogue(actor)
    require(decision)
    if "content" in request.POST:
        confirm = ConfirmCatalogue(request.POST)
        if confirm.is_valid() and (
            taken := accepted(
                confirm,
                lambda: taking_in.import_catalogue(by=actor, at=now, **confirm.cleaned_data),
            )
        ):
            messages.success(request, f"Changed: {counted(taken.result)}.")
            return redirect("powers:changes")
        page = {"form": SendCatalogue(), "failed": confirm, "decision": decision}
        return render(request, "powers/import.html", page, status=422)
    sent = request.method == "POST"
    form = SendCatalogue(request.POST, request.FILES) if sent else SendCatalogue()
    shown = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        done = accepted(
            form,
            lambda: taking_in.preview_catalogue(
                content=file.read(taking_in.MOST_READ), name=file.name, by=actor, at=now
            ),
        )
        shown = done.result if done else None
    page = {
        "form": form,
        "decision": decision,
        "shown": shown,
        "faults": tables.faults(shown.read.faults) if shown else None,
        "changes": tables.changes(shown.changes) if shown else None,
        "confirm": ConfirmCatalogue(initial={"content": shown.content, "token": shown.token})
        if shown and shown.changes
        else None,
    }
    wrong = shown is not None and bool(shown.read.faults)
    return render(request, "powers/import.html", page, status=422 if wrong else status_of(form))


def counted(number: int) -> str:
    """So many values, in words."""
    return "1 value" if number == 1 else f"{number} values"


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What has changed in the catalogue, by whom."""
    require(policies.may_look_up(actor_of(request)))
    page = {"table": tables.change_log(taking_in.change_log())}
    return render(request, "powers/changes.html", page)

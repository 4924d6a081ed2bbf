"""Pages for what must not be held: setting it apart, and what becomes of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Kind, NotFound, Ref, actor_of, now_of
from frankpledge.intelligence.quarantine import forms, setting_apart, spills
from frankpledge.intelligence.quarantine.markings import OFF_LINE, Grounds
from frankpledge.ui.api import Cell, Column, Fact, Row, Table, Tone, accepted, status_of, typed

MARKING = "OFFICIAL-SENSITIVE"
_OURS = (Kind.SUBMISSION, Kind.REPORT, Kind.PRODUCT)


@require_http_methods(["GET", "POST"])
def quarantine(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """Set something apart at once. Asked first only what it holds."""
    actor, now = actor_of(request), now_of(request)
    if kind not in _OURS:
        raise NotFound
    ref = Ref(kind=Kind(kind), uid=uid)
    standing = setting_apart.may_be_set_apart(ref=ref, by=actor, at=now)
    form = forms.SetApart(typed(request))
    if form.is_valid():
        done = accepted(
            form,
            lambda: setting_apart.quarantine(
                ref=ref, grounds=Grounds(form.cleaned_data["grounds"]), by=actor, at=now
            ),
        )
        if done:
            messages.success(
                request,
                f"Set apart as {done.result}. Information governance and the supervisors have it "
                "on their page. Forward it to nobody and copy nothing of it",
            )
            return redirect("/")
    return render(
        request,
        "intelligence/quarantine.html",
        {
            "form": form,
            "reference": standing.reference,
            "may_quarantine": standing.may_quarantine,
            "back": reverse(f"intelligence:{kind}", args=[uid]),
            "marking": MARKING,
        },
        status=status_of(form),
    )


@require_GET
def incidents(request: HttpRequest) -> HttpResponse:
    """Every spill in which the reader is named."""
    rows = spills.incidents(by=actor_of(request), at=now_of(request))
    return render(
        request,
        "intelligence/incidents.html",
        {"table": _table(rows), "marking": MARKING},
    )


def _table(rows: list[spills.IncidentLine]) -> Table:
    return Table(
        columns=tuple(Column(text=text) for text in ("Incident", "What it was", "Found", "Stage")),
        rows=tuple(
            Row(
                cells=(
                    Cell(row.reference, href=reverse("intelligence:incident", args=[row.uid])),
                    row.grounds,
                    row.found_on,
                    Cell(row.stage, tone=Tone.WARNING if row.is_open else Tone.NEUTRAL),
                )
            )
            for row in rows
        ),
    )


@require_http_methods(["GET", "POST"])
def incident(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One spill: what was found, who had opened it, and what is still to be done."""
    actor, now = actor_of(request), now_of(request)
    form = forms.NoteBackups(typed(request))
    if form.is_valid():
        done = accepted(
            form,
            lambda: spills.note_backups(
                incident_id=uid, words=form.cleaned_data["words"], by=actor, at=now
            ),
        )
        if done:
            return redirect("intelligence:incident", uid=uid)
    shown = spills.incident_of(incident_id=uid, by=actor, at=now)
    return render(
        request,
        "intelligence/incident.html",
        {
            "shown": shown,
            "facts": _facts(shown),
            "form": form,
            "off_line": OFF_LINE,
            "words_href": _words_href(shown),
            "marking": MARKING,
        },
        status=status_of(form),
    )


def _words_href(shown: spills.IncidentShown) -> str:
    """Where the words are, for those few whom the rule lets read them."""
    if not shown.may_read_words or shown.about_uid is None:
        return ""
    return reverse(f"intelligence:{shown.about_href_kind}", args=[shown.about_uid])


def _facts(shown: spills.IncidentShown) -> list[Fact]:
    """What is known of a spill, in the order in which it happened."""
    facts = [
        Fact(name="What it was", value=shown.grounds),
        Fact(name="Why it was found", value=shown.why),
        Fact(name="Found", value=f"{shown.found_on:%-d %B %Y}, {shown.found_between}"),
    ]
    if shown.found_by:
        facts.append(Fact(name="Found by", value=shown.found_by))
    if shown.about:
        facts.append(Fact(name="Record", value=shown.about))
    if shown.held_since:
        facts.append(Fact(name="In every backup since", value=f"{shown.held_since:%-d %B %Y}"))
    if shown.backups:
        facts.append(Fact(name="Backups", value=f"{shown.backups} ({shown.backups_by})"))
    if shown.asked_by:
        facts.append(Fact(name="Deletion asked for by", value=shown.asked_by))
    if shown.decided_by:
        facts.append(Fact(name="Decided by", value=shown.decided_by))
    return facts


@require_POST
def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    spills.release(incident_id=uid, by=actor_of(request), at=now_of(request))
    return redirect("intelligence:incident", uid=uid)


@require_POST
def ask_deletion(request: HttpRequest, uid: UUID) -> HttpResponse:
    spills.ask_deletion(incident_id=uid, by=actor_of(request), at=now_of(request))
    return redirect("intelligence:incident", uid=uid)


@require_POST
def delete_spill(request: HttpRequest, uid: UUID) -> HttpResponse:
    spills.delete_spill(incident_id=uid, by=actor_of(request), at=now_of(request))
    return redirect("intelligence:incident", uid=uid)

"""Pages of long work: what was asked for, how far it is, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.access.api import actor_of, now_of, require
from frankpledge.ui.api import Cell, Column, Row, Table, Tone
from frankpledge.work import asking, policies
from frankpledge.work.asking import Progress
from frankpledge.work.models import State

TONES = {
    State.WAITING: Tone.QUIET,
    State.RUNNING: Tone.ACTIVE,
    State.DONE: Tone.GOOD,
    State.FAILED: Tone.WARNING,
    State.CALLED_OFF: Tone.QUIET,
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the reader asked for."""
    actor = actor_of(request)
    require(policies.may_ask(actor))
    return render(request, "work/index.html", {"table": _table(asking.listed(by=actor))})


@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far one of them is."""
    return render(
        request,
        "work/job.html",
        {"work": asking.progress(job_id=job_id, by=actor_of(request)), "State": State},
    )


@require_POST
def call_off(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Call one off."""
    asking.call_off(job_id=job_id, by=actor_of(request), at=now_of(request))
    messages.success(request, "It has been called off.")
    return redirect("work:job", job_id)


@require_GET
def result(request: HttpRequest, job_id: UUID, number: int) -> HttpResponse:
    """One file of what came of it."""
    handed = asking.open_result(
        job_id=job_id, number=number, by=actor_of(request), at=now_of(request)
    )
    return HttpResponse(
        handed.content,
        content_type=handed.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{handed.name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _table(lines: tuple[Progress, ...]) -> Table:
    return Table(
        columns=(Column(text="What"), Column(text="Asked for"), Column(text="Where it stands")),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.title, href=reverse("work:job", args=[line.uid])),
                    line.asked_at,
                    Cell(line.state.label, tone=TONES[line.state], note=line.sentence),
                )
            )
            for line in lines
        ),
    )

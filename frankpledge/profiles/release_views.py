"""Pages on which a version is looked at, cleared, released, signed, read and recalled."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import NotFound, actor_of, now_of, require
from frankpledge.intelligence import api as intelligence
from frankpledge.papers.api import as_pdf
from frankpledge.profiles import consultation, kit, releasing, writing_forms as forms
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.releasing import InTheWay
from frankpledge.ui.api import accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])
AUDIENCES = (Reach.PARTNER, Reach.PUBLIC)
FILES = (
    ("profile.docx", "Word document"),
    ("profile.pdf", "PDF, made to be read aloud too"),
    ("summary.pdf", "One page (PDF)"),
    ("profile.xlsx", "Workbook with every figure (XLSX)"),
    ("profile.geojson", "Map (GeoJSON)"),
)


def _audience(name: str) -> Reach:
    if name not in AUDIENCES:
        raise NotFound
    return Reach(name)


@require_GET
def version(request: HttpRequest, profile_id: UUID, audience: str) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = releasing.version(profile_id=profile_id, audience=_audience(audience), by=actor, at=now)
    return _version(request, facts, _release_form(request, facts))


def _release_form(
    request: HttpRequest, facts: releasing.VersionFacts
) -> forms.ReleaseVersion | None:
    """Who receives it; none where nobody does, since anybody may read it once it is signed."""
    if facts.version != Reach.PARTNER:
        return None
    return forms.ReleaseVersion(
        typed(request),
        initial={"agencies": facts.asked, "basis": intelligence.Basis.CRIME_AND_DISORDER},
        agencies=consultation.agencies_to_ask(actor_of(request)),
    )


def _version(
    request: HttpRequest, facts: releasing.VersionFacts, form: forms.ReleaseVersion | None
) -> HttpResponse:
    page = {
        "facts": facts,
        "form": form,
        "parts": kit.whole_page(facts.led.parts) if facts.led else (),
        "marking": releasing.MARKINGS[facts.version],
        "handling": "Not released",
    }
    status = status_of(form) if form else 200
    return render(request, "profiles/version.html", page, status=status)


@require_POST
def clear(request: HttpRequest, profile_id: UUID, audience: str) -> HttpResponse:
    try:
        releasing.clear_version(
            profile_id=profile_id,
            audience=_audience(audience),
            digest=request.POST.get("digest", ""),
            by=actor_of(request),
            at=now_of(request),
        )
    except InTheWay as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, "The version has been cleared.")
    return redirect("profiles:version", profile_id, audience)


@require_POST
def release(request: HttpRequest, profile_id: UUID, audience: str) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = releasing.version(profile_id=profile_id, audience=_audience(audience), by=actor, at=now)
    require(facts.may_release)
    if facts.in_the_way:
        messages.error(request, " ".join(facts.in_the_way))
        return redirect("profiles:version", profile_id, audience)
    form = _release_form(request, facts)
    if form is not None and not form.is_valid():
        return _version(request, facts, form)
    given = form.cleaned_data if form else {}
    try:
        made = releasing.release_version(
            profile_id=profile_id, audience=facts.version, by=actor, at=now, **given
        )
    except intelligence.EndsTooSoon as wrong:
        assert form is not None
        form.add_error("expires_on", str(wrong))
        return _version(request, facts, form)
    messages.success(request, "The version has been released.")
    return redirect("profiles:released", made)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    lines = releasing.list_releases(by=actor_of(request), at=now_of(request))
    return render(request, "profiles/releases.html", {"table": kit.releases(lines)})


@require_GET
def released(request: HttpRequest, release_id: UUID) -> HttpResponse:
    facts = releasing.open_release(release_id=release_id, by=actor_of(request), at=now_of(request))
    page = {
        "facts": facts,
        "line": facts.line,
        "parts": () if facts.line.is_recalled else kit.whole_page(facts.paper.parts),
        "marking": facts.paper.marking,
        "handling": facts.paper.handling,
        "files": FILES,
        "ledger": kit.given_to(facts.ledger),
        "had_opened": sorted({name for each in facts.ledger for name in each.opened_by_recall}),
    }
    return render(request, "profiles/released.html", page)


@require_GET
def released_file(request: HttpRequest, release_id: UUID, name: str) -> HttpResponse:
    held = releasing.release_file(
        release_id=release_id, name=name, by=actor_of(request), at=now_of(request)
    )
    return _file(name, held.content, held.media_type)


def _file(name: str, content: bytes, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def acknowledge(request: HttpRequest, release_id: UUID) -> HttpResponse:
    releasing.acknowledge_release(release_id=release_id, by=actor_of(request), at=now_of(request))
    messages.success(request, "The ledger says that your agency has read it.")
    return redirect("profiles:released", release_id)


@require_POST
def sign(request: HttpRequest, release_id: UUID) -> HttpResponse:
    releasing.sign_release(release_id=release_id, by=actor_of(request), at=now_of(request))
    messages.success(request, "Signed. Anybody can read it from now on, without signing in.")
    return redirect("profiles:released", release_id)


@get_or_post
def recall(request: HttpRequest, release_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    facts = releasing.open_release(release_id=release_id, by=actor, at=now)
    form = forms.RecallRelease(typed(request), initial={"because": intelligence.Ended.CHANGED})
    if form.is_valid() and accepted(
        form,
        lambda: releasing.recall_release(
            release_id=release_id, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "The version has been recalled.")
        return redirect("profiles:released", release_id)
    return form_page(
        request,
        form,
        title="Recall this version",
        about=f"{facts.line.area_name}, {facts.line.period}",
        words="Nobody who received it can read it from that moment. They are told why, and the "
        "ledger keeps who had opened it.",
        button="Recall",
        back=reverse("profiles:released", args=[release_id]),
        decision=facts.may_recall,
    )


@login_not_required
@require_GET
def public_index(request: HttpRequest) -> HttpResponse:
    return render(request, "profiles/public.html", {"editions": releasing.public_editions()})


@login_not_required
@require_GET
def public_edition(request: HttpRequest, release_id: UUID) -> HttpResponse:
    found = releasing.public_edition(release_id)
    if found is None:
        raise NotFound
    content, made, published_at = found
    page = {
        "made": made,
        "origin": content.origin,
        "release_id": release_id,
        "published_at": published_at,
        "parts": kit.whole_page(made.parts),
        "marking": made.marking,
        "handling": made.handling,
    }
    return render(request, "profiles/public_edition.html", page)


@login_not_required
@require_GET
def public_pdf(request: HttpRequest, release_id: UUID) -> HttpResponse:
    found = releasing.public_edition(release_id)
    if found is None:
        raise NotFound
    return _file("profile.pdf", as_pdf(found[1]), "application/pdf")

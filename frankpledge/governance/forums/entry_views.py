"""Pages of the entries of forums: ask, one call, answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Actor, Agency, Area, actor_of, now_of, require
from frankpledge.governance import policies
from frankpledge.governance.forums import (
    bringing_in,
    entries,
    forms,
    forum_map,
    judging,
    shared_cases,
    tables,
)
from frankpledge.governance.forums.forms import DERIVED_WORDS
from frankpledge.governance.forums.map_views import day_asked
from frankpledge.governance.forums.mapped import (
    AGE_WORDS,
    LEVEL_WORDS,
    SUBJECT_WORDS,
    TEST_WORDS,
)
from frankpledge.governance.forums.reference import harm_words
from frankpledge.governance.forums.said import EntryFacts
from frankpledge.ui.api import Fact, accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One forum: what is said of it, by whom, and since when."""
    actor, now = actor_of(request), now_of(request)
    page = entries.page(entry_id=entry_id, by=actor, at=now, on=day_asked(request, "on"))
    context = {
        "page": page,
        "facts": _facts(page),
        "members": tables.members(page.facts),
        "to_check": [DERIVED_WORDS[name] for name in page.to_check],
    }
    return render(request, "governance/forums/entry.html", context)


def _facts(page: entries.EntryPage) -> list[Fact]:
    facts, standing = page.facts, page.standing
    harms = harm_words()
    statutory = {True: "Yes", False: "No", None: "Partly, or nobody knows"}[facts.is_statutory]
    return [
        Fact(name="What it is for", value=facts.purpose),
        Fact(name="Level", value=LEVEL_WORDS[facts.level]),
        Fact(name="Does the law ask for it?", value=statutory),
        Fact(name="Law", value=facts.statute),
        Fact(name="Chaired by", value=facts.chair),
        Fact(name="Meets", value=_rhythm(facts)),
        Fact(name="Cases it can hear", value=facts.capacity),
        Fact(name="Threshold", value=facts.threshold),
        Fact(name="Sort of threshold", value=TEST_WORDS[facts.test]),
        Fact(name="Discusses", value=[SUBJECT_WORDS[each] for each in facts.subjects] or None),
        Fact(name="Ages", value=[AGE_WORDS[each] for each in facts.ages] or "All"),
        Fact(name="Harms", value=[harms.get(each, each) for each in facts.harms] or None),
        Fact(name="Shares information on", value=facts.legal_basis),
        Fact(name="Hands cases to", value=[name for _, name in facts.hands_to] or "None"),
        Fact(name="Does it meet?", value=standing.exists_words),
        Fact(name="Last met", value=standing.last_met_on),
        Fact(name="Verified", value=standing.verified_on or "Never"),
        Fact(name="To be verified again", value=standing.next_on or "Now"),
        Fact(name="Kept by", value=page.owner),
        Fact(name="Said since", value=page.from_on),
        Fact(name="Where this comes from", value=facts.provenance),
    ]


def _rhythm(facts: EntryFacts) -> str:
    parts = []
    if facts.meetings_a_year is not None:
        parts.append(f"{facts.meetings_a_year} times a year")
    elif facts.frequency:
        parts.append(facts.frequency)
    if facts.minutes_long is not None:
        parts.append(f"{facts.minutes_long} minutes")
    if facts.minutes_to_prepare is not None:
        parts.append(f"{facts.minutes_to_prepare} to prepare")
    return ", ".join(parts)


@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """Entries that the reader keeps and has to look at."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_write_entry(actor))
    on = localtime(now).date()
    lines = entries.due(by=actor, on=on)
    page = {"table": tables.due(lines, on), "counted": len(lines)}
    return render(request, "governance/forums/due.html", page)


@get_or_post
def write(request: HttpRequest) -> HttpResponse:
    """A forum is put on the map."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_write_entry(actor)
    require(decision)
    agencies, form = _agencies(), _entry_form(request, actor, None)
    if form.is_valid():
        made = accepted(
            form,
            lambda: entries.write_entry(facts=form.facts(None, agencies), by=actor, at=now),
        )
        if made:
            return redirect("forums:entry", made.result)
    return form_page(
        request,
        form,
        title="Put a forum on the map",
        button="Put it on the map",
        back=reverse("forums:index"),
        decision=decision,
        words="Only what exists already. Nothing here makes a new meeting.",
    )


@get_or_post
def change(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Whoever runs a forum changes what is said of it."""
    actor, now = actor_of(request), now_of(request)
    page = entries.page(entry_id=entry_id, by=actor, at=now)
    require(page.may_change)
    agencies, form = _agencies(), _entry_form(request, actor, page)
    if form.is_valid() and accepted(
        form,
        lambda: entries.change_entry(
            entry_id=entry_id, facts=form.facts(page.facts, agencies), by=actor, at=now
        ),
    ):
        messages.success(request, "It is said from today on. What was said before is kept")
        return redirect("forums:entry", entry_id)
    return form_page(
        request,
        form,
        title=f"Change {page.facts.name}",
        button="Say so from today on",
        back=reverse("forums:entry", args=[entry_id]),
        decision=page.may_change,
    )


def _entry_form(request: HttpRequest, actor: Actor, page: entries.EntryPage | None) -> forms.Entry:
    others = forum_map.choices(by=actor, at=now_of(request))
    return forms.Entry(
        typed(request),
        areas=_districts(),
        others=[(code, name) for _, code, name in others if page is None or code != page.code],
        initial=forms.entry_initial(page.facts) if page else None,
    )


def _districts() -> list[tuple[str, str]]:
    rows = Area.objects.filter(kind__in=("district", "unitary"), valid_to=None).order_by("name")
    return list(rows.values_list("code", "name"))


def _agencies() -> list[tuple[str, str]]:
    return list(Agency.objects.order_by("name").values_list("code", "name"))


@get_or_post
def verify(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Whoever runs a forum says that its entry is true."""
    actor, now = actor_of(request), now_of(request)
    page = entries.page(entry_id=entry_id, by=actor, at=now)
    require(page.may_verify)
    form = forms.Verify(typed(request), to_check=page.to_check)
    if form.is_valid():
        done = accepted(
            form,
            lambda: entries.verify_entry(entry_id=entry_id, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            day = f"{done.result.day} {done.result:%B %Y}"
            messages.success(request, f"Verified. We ask again on {day}")
            return redirect("forums:entry", entry_id)
    context = {
        "page": page,
        "facts": _facts(page),
        "members": tables.members(page.facts),
        "form": form,
    }
    return render(request, "governance/forums/verify.html", context, status=status_of(form))


@get_or_post
def figures(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Whoever runs a forum gives what was counted in a period."""
    actor, now = actor_of(request), now_of(request)
    page = entries.page(entry_id=entry_id, by=actor, at=now)
    form = forms.Figures(typed(request), hands_to=page.facts.hands_to)
    if (
        page.may_give_figures
        and form.is_valid()
        and accepted(
            form,
            lambda: entries.give_figures(entry_id=entry_id, by=actor, at=now, **form.given()),
        )
    ):
        messages.success(request, "The figures have been given")
        return redirect("forums:entry", entry_id)
    return form_page(
        request,
        form,
        title="Give the figures of a period",
        about=page.facts.name,
        button="Give them",
        back=reverse("forums:entry", args=[entry_id]),
        decision=page.may_give_figures,
        words="A period is counted once, and its figures are never changed. Small numbers are not "
        "shown to anybody.",
    )


@get_or_post
def estimate(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Whoever runs a forum says how many of its cases another knows too."""
    actor, now = actor_of(request), now_of(request)
    page = entries.page(entry_id=entry_id, by=actor, at=now)
    known = forum_map.choices(by=actor, at=now)
    form = forms.Estimate(
        typed(request), others=[(str(uid), name) for uid, _, name in known if uid != entry_id]
    )
    if (
        page.may_estimate
        and form.is_valid()
        and accepted(
            form,
            lambda: shared_cases.estimate_overlap(
                entry_id=entry_id,
                other_id=UUID(form.cleaned_data["other"]),
                band=form.cleaned_data["band"],
                by=actor,
                at=now,
            ),
        )
    ):
        messages.success(request, "Your estimate has been kept")
        return redirect("forums:entry", entry_id)
    return form_page(
        request,
        form,
        title="How many cases does another forum know too?",
        about=page.facts.name,
        button="Say so",
        back=reverse("forums:entry", args=[entry_id]),
        decision=page.may_estimate,
        words="Say what you believe. Do not look anybody up, and name nobody.",
    )


@get_or_post
def judge(request: HttpRequest, entry_id: UUID, other_id: UUID) -> HttpResponse:
    """Somebody says whether two forums repeat one another."""
    actor, now = actor_of(request), now_of(request)
    one = entries.page(entry_id=entry_id, by=actor, at=now)
    other = entries.page(entry_id=other_id, by=actor, at=now)
    decision = policies.may_judge_purpose(actor)
    form = forms.Judge(typed(request))
    if (
        decision
        and form.is_valid()
        and accepted(
            form,
            lambda: judging.judge_purpose(
                entry_id=entry_id, other_id=other_id, by=actor, at=now, **form.cleaned_data
            ),
        )
    ):
        messages.success(request, "Your judgement has been kept")
        return redirect("forums:question", 4)
    return form_page(
        request,
        form,
        title="Do these two forums repeat one another?",
        about=f"{one.facts.name} and {other.facts.name}",
        button="Say so",
        back=reverse("forums:question", args=[4]),
        decision=decision,
    )


@require_POST
def reference(request: HttpRequest) -> HttpResponse:
    """The forums of the reference are put on the map."""
    actor, now = actor_of(request), now_of(request)
    added = bringing_in.bring_in(by=actor, at=now)
    messages.success(request, f"{added} forums put on the map, for whoever runs them to check")
    return redirect("forums:index")

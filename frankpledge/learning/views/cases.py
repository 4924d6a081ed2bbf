"""Pages of case studies: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import Decision, actor_of, now_of, require
from frankpledge.learning import case_forms as forms, cases, choices, policies, reading, tables
from frankpledge.learning.clearing import CLEARED_FOR
from frankpledge.learning.identifying import LOOKED_FOR
from frankpledge.learning.models import EMMIE, OSARA
from frankpledge.learning.reading import CaseFacts
from frankpledge.learning.views.origins import origin_of
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])
MOST_DAYS = CLEARED_FOR.days


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Case studies that the reader may read."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_cases(actor))
    narrow = forms.NarrowCases(
        request.GET or None,
        threats=reading.threat_names().items(),
        powers=reading.power_names().items(),
        places=reading.place_kinds().items(),
    )
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    page = {
        "narrow": narrow,
        "table": tables.cases(reading.listed(by=actor, at=now, **asked)),
        "may_write": policies.may_write_case(actor),
        "may_list_events": policies.may_list_events(actor),
    }
    return render(request, "learning/cases.html", page)


@get_or_post
def write(request: HttpRequest) -> HttpResponse:
    """The beginning of a case study."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_write_case(actor)
    require(decision)
    origin = origin_of(request)
    form = forms.WriteCase(
        typed(request),
        areas=choices.districts(actor, now),
        agencies=choices.other_agencies(actor, now),
        threats=reading.threat_names().items(),
        powers=reading.power_names().items(),
        places=reading.place_kinds().items(),
    )
    if form.is_valid() and (
        made := accepted(
            form,
            lambda: cases.write_case(
                by=actor, at=now, arises_from=[origin] if origin else [], **form.cleaned_data
            ),
        )
    ):
        return redirect("learning:change-case", made.result)
    return form_page(
        request,
        form,
        title="Write a case study",
        button="Begin it",
        back=reverse("learning:cases"),
        decision=decision,
        words="It is a draft that only the agencies that took part can read, until each of them "
        "has cleared its words.",
    )


@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case study, with what it is worth as evidence above it and beneath it."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(case_id=case_id, by=actor, at=now)
    written = {name: (words, text) for name, words, text in facts.words}
    page = {
        "case": facts,
        "summary": tables.case(facts),
        "osara": [written[name] for name in OSARA],
        "emmie": [written[name] for name in EMMIE],
        "partners": [written[name] for name in ("only_a_partner", "police_alone")],
        "lessons": written["lessons"],
        "clearances": tables.clearances(facts.clearances),
        "alike": tables.alike(facts.alike),
    }
    return render(request, "learning/case.html", page)


@get_or_post
def change(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The words and the evidence."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(case_id=case_id, by=actor, at=now)
    shown = dict(zip(cases.SHOWN, (value for _, value in facts.shown), strict=True))
    form = forms.ChangeCase(
        typed(request),
        initial={
            "title": facts.line.title,
            "claimed": facts.claimed.value,
            **{name: text for name, _, text in facts.words},
            **shown,
        },
    )
    return _changed(
        request,
        form,
        facts,
        lambda: cases.change_case(case_id=case_id, by=actor, at=now, **form.act),
        title="Write it",
        decision=facts.may_change,
        words="Write so that nobody can be recognised: a month and not a day, an age band and not "
        "an age, a sort of place and not its name. Changed words are cleared again by everybody.",
    )


@get_or_post
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What could let somebody be recognised, and the question to each agency."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(case_id=case_id, by=actor, at=now)
    require(facts.may_ask)
    form = forms.AskClearance(typed(request))
    if form.is_valid() and accepted(
        form, lambda: cases.ask_clearance(case_id=case_id, by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, "Each agency is asked")
        return redirect("learning:case", case_id)
    page = {
        "case": facts,
        "form": form,
        "looked_for": [sign.words for sign in LOOKED_FOR],
        "decision": facts.may_ask,
    }
    return render(request, "learning/ask.html", page, status=422 if form.errors else 200)


@get_or_post
def clear(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the reader's agency says of the words."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(case_id=case_id, by=actor, at=now)
    form = forms.ClearCase(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: cases.clear_case(case_id=case_id, by=actor, at=now, **form.cleaned_data),
        title="Clear its words for your agency",
        decision=facts.may_clear,
        words="Read it as somebody who knows the people would. If anybody could be recognised, or "
        f"a case is before a court, refuse. A clearance lasts at most {MOST_DAYS} days.",
    )


@get_or_post
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """That the reader's agency takes its clearance back."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(case_id=case_id, by=actor, at=now)
    form = forms.WithdrawClearance(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: cases.withdraw_clearance(case_id=case_id, by=actor, at=now, **form.cleaned_data),
        title="Take your agency’s clearance back",
        decision=facts.may_withdraw,
        words="From then on only the agencies that took part can read it.",
    )


def _changed(
    request: HttpRequest,
    form: Form,
    facts: CaseFacts,
    act: Callable[[], object],
    *,
    title: str,
    decision: Decision,
    words: str,
) -> HttpResponse:
    require(decision)
    if form.is_valid() and accepted(form, act):
        messages.success(request, "Saved")
        return redirect("learning:case", facts.line.uid)
    return form_page(
        request,
        form,
        title=title,
        about=facts.line.title,
        button="Save",
        back=reverse("learning:case", args=[facts.line.uid]),
        decision=decision,
        words=words,
    )

"""Pages for whoever tells what they saw, with an account or a card, and reads the answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import Actor, Kind, NotFound, actor_of, now_of, require
from frankpledge.intelligence import calendar, cards, exits, forms, slots
from frankpledge.intelligence import receipts as standing
from frankpledge.intelligence.danger import words_of_danger
from frankpledge.intelligence.markings import MarkedTooHigh
from frankpledge.intelligence.models import Exit
from frankpledge.intelligence.policies import may_submit, reads
from frankpledge.intelligence.sealing import NoSourceKey
from frankpledge.intelligence.submission import DangerNow, Told, TooLong, submit
from frankpledge.intelligence.units import districts_read_for
from frankpledge.kernel import DomainError
from frankpledge.ui.api import status_of, typed

SHORTEST_TOKEN = 16
TOO_LARGE = 413
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Whoever tells: who acts for them, and where their pages are."""

    actor: Actor
    agency: str
    card: str
    first: str
    second: str


def _with_account(request: HttpRequest) -> Teller:
    actor = actor_of(request)
    return Teller(
        actor=actor,
        agency=actor.agency_name,
        card="",
        first=reverse("intelligence:tell"),
        second=reverse("intelligence:write"),
    )


def _with_card(request: HttpRequest, code: str) -> Teller:
    found = cards.scanned(code, at=now_of(request))
    if found is None:
        raise NotFound
    return Teller(
        actor=found.actor,
        agency=found.agency,
        card=found.code,
        first=reverse("intelligence:card", args=[found.code]),
        second=reverse("intelligence:card-write", args=[found.code]),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    return _stop(request, _with_account(request))


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    return _write(request, _with_account(request))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, code: str) -> HttpResponse:
    return _stop(request, _with_card(request, code))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def card_write(request: HttpRequest, code: str) -> HttpResponse:
    return _write(request, _with_card(request, code))


def _stop(request: HttpRequest, teller: Teller) -> HttpResponse:
    """The stop screen: 999, a crime report and safeguarding come before anything is written."""
    require(may_submit(teller.actor))
    now = now_of(request)
    form = forms.Stop(typed(request))
    if form.is_valid():
        way = form.cleaned_data["way"]
        if way == forms.NOTHING_TO_LEAVE:
            return redirect(teller.second)
        out = exits.offer(Exit(way), now=now)
        return render(
            request,
            "intelligence/exit.html",
            {"out": out, "teller": teller, "is_danger": way == Exit.DANGER},
        )
    return render(
        request,
        "intelligence/tell.html",
        {"form": form, "teller": teller, "hours": calendar.when_read(now)},
        status=status_of(form),
    )


def _write(request: HttpRequest, teller: Teller) -> HttpResponse:
    """The form, the answers to check, and the receipt. Nothing is kept until it is sent."""
    require(may_submit(teller.actor))
    day, _ = slots.day_and_slot(now_of(request))
    form = forms.Tell(typed(request), districts=districts_read_for(on=day))
    step = request.POST.get("step", "")
    if request.method == "POST" and step != "change" and form.is_valid():
        told = Told(**form.cleaned_data)
        if words_of_danger(told.text, told.place) and not _danger_is_over(request):
            return _danger(request, teller, form)
        if step == "send":
            return _send(request, teller, form, told)
        return _check(request, teller, form, told)
    if step == "change":
        form = forms.Tell(initial=request.POST.dict(), districts=districts_read_for(on=day))
    return _form(request, teller, form)


def _form(
    request: HttpRequest, teller: Teller, form: forms.Tell, status: int | None = None
) -> HttpResponse:
    return render(
        request,
        "intelligence/write.html",
        {
            "form": form,
            "teller": teller,
            "token": _token(request),
            "danger_is_over": _danger_is_over(request),
        },
        status=status or status_of(form),
    )


def _check(request: HttpRequest, teller: Teller, form: forms.Tell, told: Told) -> HttpResponse:
    answers = [
        (str(bound.label), _in_words(form, bound.name, bound.value()))
        for bound in form
        if bound.name != "contact" or told.may_contact
    ]
    return render(
        request,
        "intelligence/check.html",
        {"teller": teller, "answers": answers, "carried": _carried(request, form)},
    )


def _in_words(form: forms.Tell, name: str, value: object) -> str:
    """An answer as its reader chose it: the label rather than what stands for it."""
    choices = getattr(form.fields[name], "choices", ())
    return next((str(label) for code, label in choices if code == value), str(value or ""))


def _danger(request: HttpRequest, teller: Teller, form: forms.Tell) -> HttpResponse:
    """Call 999. Only that the exit was offered is kept; the words go back with the page."""
    now = now_of(request)
    exits.offer(Exit.DANGER, now=now)
    return render(
        request,
        "intelligence/danger.html",
        {
            "teller": teller,
            "hours": calendar.nobody_reads_until(now),
            "is_read_now": calendar.is_open(now),
            "carried": _carried(request, form),
        },
    )


def _send(request: HttpRequest, teller: Teller, form: forms.Tell, told: Told) -> HttpResponse:
    now = now_of(request)
    try:
        proof = submit(
            told=told,
            token=_token(request),
            by=teller.actor,
            at=now,
            card=teller.card,
            danger_is_over=_danger_is_over(request),
        )
    except DangerNow:
        return _danger(request, teller, form)
    except NoSourceKey as problem:
        form.add_error(None, str(problem))
        return _form(request, teller, form, UNAVAILABLE)
    except TooLong as problem:
        form.add_error("text", str(problem))
        return _form(request, teller, form, TOO_LARGE)
    except MarkedTooHigh as problem:
        # What was written is not sent back either: it may not be here at all.
        empty = forms.Tell(
            {**request.POST.dict(), "text": "", "place": "", "contact": ""},
            districts=districts_read_for(on=slots.day_and_slot(now)[0]),
        )
        empty.is_valid()
        empty.errors.clear()
        empty.add_error("text", str(problem))
        return _form(request, teller, empty)
    except DomainError as problem:
        form.add_error(problem.argument if problem.argument in form.fields else None, str(problem))
        return _form(request, teller, form)
    return render(request, "intelligence/sent.html", {"teller": teller, "proof": proof})


def _carried(request: HttpRequest, form: forms.Tell) -> list[tuple[str, str]]:
    """The answers as hidden boxes: they travel with the page, and are kept nowhere meanwhile."""
    answers = [(name, str(form.data.get(name, ""))) for name in form.fields]
    return [*answers, ("token", _token(request))]


def _token(request: HttpRequest) -> str:
    """The form's own token: sent twice, it gives the same receipt."""
    given = request.POST.get("token", "")
    return given if len(given) >= SHORTEST_TOKEN else secrets.token_urlsafe(24)


def _danger_is_over(request: HttpRequest) -> bool:
    return request.POST.get("danger_is_over") == "yes"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """How a receipt stands, for whoever has its code. A wrong code always gets the same page."""
    form = forms.ReadReceipt(typed(request))
    found = None
    if request.method == "POST":
        try:
            standing.count_try(request.META.get("REMOTE_ADDR", ""))
        except standing.TooManyTries as refusal:
            return render(
                request,
                "intelligence/receipt.html",
                {"form": forms.ReadReceipt(), "refusal": str(refusal)},
                status=429,
            )
        if form.is_valid():
            found = standing.by_code(form.cleaned_data["code"], at=now_of(request))
            if found is None:
                form.add_error("code", "There is no receipt with that code. Check it")
    return render(
        request,
        "intelligence/receipt.html",
        {"form": form, "found": found},
        status=status_of(form),
    )


@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    return render(
        request,
        "intelligence/receipts.html",
        {
            "mine": standing.mine(by=actor, at=now_of(request)),
            "may_submit": may_submit(actor),
            "reads_words": reads(actor, Kind.SUBMISSION),
        },
    )


@require_GET
def told(request: HttpRequest) -> HttpResponse:
    """A page of its own: beside somebody's receipts, its line in the record would name them."""
    ours = standing.words_of_our_agency(by=actor_of(request), at=now_of(request))
    return render(request, "intelligence/told_by_us.html", {"ours": ours})

"""The stop screen, all questions on one page, and what becomes of what was told."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import Kind, TooManyTries, actor_of, address_of, now_of
from frankpledge.intelligence import calendar, slots
from frankpledge.intelligence.answers.answers_given import confirmed, from_answers, in_words
from frankpledge.intelligence.giving import (
    exits,
    forms as forms_of_giving,
    forms_of_ways_in,
    half_told,
    receipts as standing,
)
from frankpledge.intelligence.giving.danger import words_of_danger
from frankpledge.intelligence.giving.forms_of_files import FilesGiven
from frankpledge.intelligence.giving.look_out import look_outs_for
from frankpledge.intelligence.giving.recognition import found_in
from frankpledge.intelligence.giving.refused_words import with_reference
from frankpledge.intelligence.giving.submission import DangerNow, submit
from frankpledge.intelligence.giving.told import Told, TooLong
from frankpledge.intelligence.models import Exit, Route
from frankpledge.intelligence.policies import may_submit, may_take_call, reads
from frankpledge.intelligence.quarantine.markings import MarkedTooHigh
from frankpledge.intelligence.sources.sealing import NoSourceKey
from frankpledge.intelligence.views.giving_steps import (
    TOO_LARGE,
    TOO_MANY,
    UNAVAILABLE,
    cannot_wait,
    danger,
    phrases_that_tell,
    receipt_page,
    request_named,
)
from frankpledge.intelligence.views.giving_ways import Teller, half_of, setting_for
from frankpledge.kernel import DomainError
from frankpledge.ui.api import status_of, typed

SHORTEST_TOKEN = 16


def tell(request: HttpRequest, teller: Teller) -> HttpResponse:
    """The stop screen: danger, a crime, somebody at risk, terrorism and corruption come first."""
    now = now_of(request)
    form = forms_of_giving.Stop(typed(request))
    if form.is_valid():
        chosen = form.cleaned_data["way"]
        if chosen == [forms_of_giving.NOTHING_TO_LEAVE]:
            return redirect(_with_request(teller.page(half_told.WORDS), request))
        return _ways_out(request, teller, [Exit(way) for way in chosen])
    page = {
        "form": form,
        "teller": teller,
        "hours": calendar.when_read(now),
        "half": half_of(request, teller),
        "answers_request": request_named(request),
        "may_take_call": may_take_call(teller.actor) if not teller.card else None,
        # Somebody with an account has a page of their own for these. For a card, the record says
        # in which half hour it was looked at and no nearer, as it does of what is told by it.
        "look_outs": look_outs_for(by=teller.actor, at=slots.blurred(now)) if teller.card else (),
    }
    return render(request, "intelligence/tell.html", page, status=status_of(form))


def _ways_out(request: HttpRequest, teller: Teller, chosen: list[Exit]) -> HttpResponse:
    """Whom to call, the most urgent first. Only that each was offered is kept."""
    now = now_of(request)
    areas = setting_for(request, teller).districts
    outs = [exits.offer(way, now=now, areas=areas) for way in exits.IN_ORDER if way in chosen]
    page = {
        "outs": outs,
        "teller": teller,
        "is_danger": bool({Exit.DANGER, Exit.IN_PROGRESS} & set(chosen)),
        "is_corruption": Exit.CORRUPTION in chosen,
        "onward": _with_request(teller.page(half_told.WORDS), request),
        "in_confidence": f"{teller.page(half_told.WORDS)}?route={Route.CONFIDENTIAL.value}",
    }
    return render(request, "intelligence/exit.html", page)


def _with_request(address: str, request: HttpRequest) -> str:
    """An address that goes on saying which request of the police is answered, if any is."""
    named = request_named(request)
    return f"{address}?{urlencode({'answers': named})}" if named else address


def write(request: HttpRequest, teller: Teller) -> HttpResponse:
    """All questions, the answers to check, and the receipt. Nothing is kept until it is sent."""
    form = _questions(request, teller, typed(request))
    step = request.POST.get("step", "")
    if request.method == "POST" and step != "change" and form.is_valid():
        told = from_answers(
            form.cleaned_data,
            named=confirmed(found_in(form.cleaned_data["text"]), request.POST.getlist("found")),
            answers_request=request_named(request),
        )
        if words_of_danger(*told.words) and not _danger_is_over(request):
            return danger(request, teller, _carried(request, form), back_to=teller.second)
        if step == "send":
            return _send(request, teller, form, told)
        return _check(request, teller, form, told)
    if step == "change":
        form = _questions(request, teller)
        form.initial = {
            name: box.widget.value_from_datadict(request.POST, request.FILES, name)
            for name, box in form.fields.items()
        }
    return _form(request, teller, form)


def _questions(
    request: HttpRequest, teller: Teller, answers: QueryDict | None = None
) -> forms_of_giving.Tell:
    """All questions; its own grade, too, of an agency whose grades are taken as they come."""
    setting = setting_for(request, teller)
    if not setting.grades_own:
        return forms_of_giving.Tell(answers, districts=setting.districts)
    return forms_of_giving.TellAndGrade(
        answers, districts=setting.districts, agencies=setting.agencies
    )


def _form(
    request: HttpRequest, teller: Teller, form: forms_of_giving.Tell, status: int | None = None
) -> HttpResponse:
    page = {
        "form": form,
        "teller": teller,
        "token": _token(request),
        "answers_request": request_named(request),
        "danger_is_over": _danger_is_over(request),
    }
    return render(request, "intelligence/write.html", page, status=status or status_of(form))


def _check(
    request: HttpRequest,
    teller: Teller,
    form: forms_of_giving.Tell,
    told: Told,
    files: FilesGiven | None = None,
) -> HttpResponse:
    page = {
        "teller": teller,
        "answers": [(given.label, given.answer) for given in in_words(form)],
        "carried": _carried(request, form),
        "found": forms_of_giving.Confirm(found=found_in(told.text)),
        "cannot_wait": cannot_wait(request, said=told.urgent is True),
        "giveaways": phrases_that_tell(told.text),
        "files": files or FilesGiven(),
    }
    status = status_of(files) if files else 200
    return render(request, "intelligence/check.html", page, status=status)


def _send(
    request: HttpRequest, teller: Teller, form: forms_of_giving.Tell, told: Told
) -> HttpResponse:
    files = FilesGiven(request.POST, request.FILES)
    if not files.is_valid():
        return _check(request, teller, form, told, files)
    try:
        proof = submit(
            told=told,
            token=_token(request),
            by=teller.actor,
            at=now_of(request),
            card=teller.card,
            danger_is_over=_danger_is_over(request),
            files=files.given(),
        )
    except DangerNow:
        return danger(request, teller, _carried(request, form), back_to=teller.second)
    except NoSourceKey as problem:
        form.add_error(None, str(problem))
        return _form(request, teller, form, UNAVAILABLE)
    except TooLong as problem:
        form.add_error("text", str(problem))
        return _form(request, teller, form, TOO_LARGE)
    except TooManyTries as problem:
        form.add_error(None, str(problem))
        return _form(request, teller, form, TOO_MANY)
    except MarkedTooHigh as problem:
        return _emptied(request, teller, problem)
    except DomainError as problem:
        form.add_error(problem.argument if problem.argument in form.fields else None, str(problem))
        return _form(request, teller, form)
    return receipt_page(request, teller, proof)


FREE = (
    "text", "place", "doubt_why", "referral_reference", "crime_reference", "contact",
)  # fmt: skip


def _emptied(request: HttpRequest, teller: Teller, problem: MarkedTooHigh) -> HttpResponse:
    """What was written is not sent back either: it may not be here at all."""
    kept = request.POST.copy()
    for name in FREE:
        kept[name] = ""
    form = _questions(request, teller, kept)
    form.is_valid()
    form.errors.clear()
    told = with_reference(problem, district=kept.get("district", ""), at=now_of(request))
    form.add_error("text", told)
    return _form(request, teller, form)


def _carried(request: HttpRequest, form: forms_of_giving.Tell) -> list[tuple[str, str]]:
    """The answers as hidden boxes: they travel with the page, and are kept nowhere meanwhile."""
    answers = half_told.typed_on(form, request.POST)
    boxes = [(name, text) for name, texts in answers.items() for text in texts]
    more = [("answers", named)] if (named := request_named(request)) else []
    return [*boxes, *more, ("token", _token(request)), ("step", "check")]


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
    form = forms_of_ways_in.ReadReceipt(typed(request))
    found = None
    if request.method == "POST":
        try:
            standing.try_a_code(address_of(request), now=now_of(request))
        except TooManyTries as refusal:
            return render(
                request,
                "intelligence/receipt.html",
                {"form": forms_of_ways_in.ReadReceipt(), "refusal": str(refusal)},
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

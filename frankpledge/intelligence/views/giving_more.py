"""Other ways to begin: an e-mail, a telephone call, something half told, and proof of work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frankpledge.access.api import (
    Agency,
    NotFound,
    TooManyTries,
    actor_of,
    address_of,
    count_try,
    now_of,
    require,
)
from frankpledge.intelligence.giving import (
    cards,
    drafts,
    forms_of_ways_in,
    half_told,
    work_address,
)
from frankpledge.intelligence.giving.danger import words_of_danger
from frankpledge.intelligence.giving.forms import Paste
from frankpledge.intelligence.giving.half_told import WORDS, HalfTold
from frankpledge.intelligence.giving.pasted import taken_from
from frankpledge.intelligence.giving.refused_words import with_reference
from frankpledge.intelligence.giving.told import LONGEST_BYTES
from frankpledge.intelligence.models import CameBy, Unit
from frankpledge.intelligence.policies import may_take_call
from frankpledge.intelligence.quarantine.markings import MarkedTooHigh, refuse_secret
from frankpledge.intelligence.views.giving_steps import TOO_LARGE, TOO_MANY, UNAVAILABLE, danger
from frankpledge.intelligence.views.giving_ways import (
    CHALLENGE,
    DRAFT,
    PASS,
    Teller,
    give,
    keep_half,
    setting_for,
    take_back,
)
from frankpledge.kernel import DomainError
from frankpledge.ui.api import form_page, status_of, typed

TRIES = 10


def paste(request: HttpRequest, teller: Teller) -> HttpResponse:
    """Take what somebody saw out of an e-mail, and go on with the same questions."""
    form = Paste(typed(request))
    status = None
    if form.is_valid():
        pasted = form.cleaned_data["pasted"]
        try:
            refuse_secret(pasted)
        except MarkedTooHigh as problem:
            form = Paste({})
            form.is_valid()
            form.errors.clear()
            form.add_error("pasted", with_reference(problem, district="", at=now_of(request)))
        else:
            taken = taken_from(pasted)
            if len(pasted.encode()) > LONGEST_BYTES:
                form.add_error("pasted", "Paste at most 200,000 characters")
                status = TOO_LARGE
            elif not taken.text:
                form.add_error("pasted", "There is nothing in it but headers. Paste all of it")
            elif words_of_danger(taken.text) and request.POST.get("danger_is_over") != "yes":
                return danger(request, teller, [("pasted", pasted)], back_to=teller.paste)
            else:
                half = HalfTold(
                    typed={WORDS: {"text": [taken.text]}},
                    came_by=CameBy.EMAIL.value,
                    notes=list(taken.taken_out),
                    danger_known=list(words_of_danger(taken.text)),
                )
                return _begin(request, teller, half)
    page = {"form": form, "teller": teller}
    return render(request, "intelligence/paste.html", page, status=status or status_of(form))


def _begin(request: HttpRequest, teller: Teller, half: HalfTold) -> HttpResponse:
    code = keep_half(request, teller, half, drafts.new_code())
    return give(redirect(teller.page(WORDS)), DRAFT, code)


def resume(request: HttpRequest, teller: Teller) -> HttpResponse:
    """Go on with what was half told, for whoever has its code. Wrong codes are all alike."""
    form = forms_of_ways_in.Resume(typed(request))
    status = None
    if form.is_valid():
        code = form.cleaned_data["code"]
        now = now_of(request)
        try:
            count_try("resume", address_of(request), most=TRIES, now=now)
        except TooManyTries as problem:
            form.add_error("code", str(problem))
            status = TOO_MANY
        else:
            kept = drafts.read(code, whose=teller.actor.person_id, now=now)
            if kept is not None:
                half = HalfTold.opened(kept)
                following = half_told.next_of(half, setting_for(request, teller))
                onward = redirect(teller.page(following.name) if following else teller.check)
                return give(onward, DRAFT, code.strip())
            form.add_error("code", "There is nothing under that code. Check it")
    page = {"form": form, "teller": teller, "kept_days": drafts.KEPT_DAYS}
    return render(request, "intelligence/resume.html", page, status=status or status_of(form))


@never_cache
@require_http_methods(["GET", "POST"])
def telephone(request: HttpRequest) -> HttpResponse:
    """Take down what somebody tells by telephone: the same questions, receipt and clock."""
    actor = actor_of(request)
    require(may_take_call(actor))
    teller = Teller(actor=actor, agency=actor.agency_name)
    at_desk = Unit.objects.filter(agency_id=actor.agency_id).exists()
    others = Agency.objects.exclude(id=actor.agency_id).order_by("name") if at_desk else ()
    form = forms_of_ways_in.Caller(
        typed(request), agencies=[(str(each.id), each.name) for each in others]
    )
    if form.is_valid():
        half = HalfTold(
            is_call=True,
            came_by=CameBy.TELEPHONE.value,
            caller=form.cleaned_data["caller"],
            caller_agency=form.cleaned_data.get("agency", ""),
        )
        return _begin(request, teller, half)
    return form_page(
        request,
        form,
        title="Take down a telephone call",
        button="Continue",
        back=teller.first,
        decision=may_take_call(actor),
        words="Ask first whether anybody is in danger now: if so, they must hang up and call 999. "
        "Read the code on the receipt out to them at the end.",
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever has an address that was sent round shows that they work there."""
    now = now_of(request)
    found = cards.scanned(code, at=now)
    if found is None or not found.needs_proof:
        raise NotFound
    form = forms_of_ways_in.WorkAddress(typed(request))
    status = None
    if form.is_valid():
        try:
            count_try("prove", address_of(request), most=TRIES, now=now)
            if form.cleaned_data["proof"] == "card":
                return _by_card_code(form.cleaned_data["card"], link=found.code, request=request)
            challenge = work_address.send_code(
                form.cleaned_data["address"], card=found.code, now=now
            )
        except TooManyTries as problem:
            form.add_error(None, str(problem))
            status = TOO_MANY
        except DomainError as problem:
            form.add_error(
                problem.argument if problem.argument in form.fields else None, str(problem)
            )
            status = UNAVAILABLE if isinstance(problem, work_address.CannotSend) else None
        else:
            return give(redirect("intelligence:prove-code", found.code), CHALLENGE, challenge)
    page = {"form": form, "agency": found.agency}
    return render(request, "intelligence/prove.html", page, status=status or status_of(form))


def _by_card_code(typed_code: str, *, link: str, request: HttpRequest) -> HttpResponse:
    now = now_of(request)
    if not cards.is_agency_code(typed_code, link=link, at=now):
        raise work_address.WrongCode(
            "That is not the code of any of its cards in use. Check it", argument="card"
        )
    given = work_address.pass_for(link, now=now)
    return give(redirect("intelligence:card", link), PASS, given)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def prove_code(request: HttpRequest, code: str) -> HttpResponse:
    """The one-time code that was sent to a work address."""
    now = now_of(request)
    found = cards.scanned(code, at=now)
    if found is None or not found.needs_proof:
        raise NotFound
    form = forms_of_ways_in.OneTime(typed(request))
    status = None
    if form.is_valid():
        try:
            count_try("prove", address_of(request), most=TRIES, now=now)
            given = work_address.prove(
                request.COOKIES.get(CHALLENGE, ""), form.cleaned_data["code"], now=now
            )
        except TooManyTries as problem:
            form.add_error("code", str(problem))
            status = TOO_MANY
        except work_address.WrongCode as problem:
            form.add_error("code", str(problem))
        else:
            onward = redirect("intelligence:card", found.code)
            return take_back(give(onward, PASS, given), CHALLENGE)
    page = {"form": form, "agency": found.agency, "code": found.code}
    return render(request, "intelligence/prove_code.html", page, status=status or status_of(form))

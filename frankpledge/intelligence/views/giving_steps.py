"""One question a page: kept as it is answered, checked at the end, and sent once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from frankpledge.access.api import NotFound, TooManyTries, now_of
from frankpledge.intelligence import calendar
from frankpledge.intelligence.answers.answers_given import given_by, told_by
from frankpledge.intelligence.giving import drafts, exits, half_told
from frankpledge.intelligence.giving.danger import words_found, words_of_danger
from frankpledge.intelligence.giving.forms import SPLIT, Divide
from frankpledge.intelligence.giving.forms_of_files import FilesGiven
from frankpledge.intelligence.giving.half_told import (
    DIVIDE,
    WHO,
    WORDS,
    HalfTold,
    Question,
    Setting,
)
from frankpledge.intelligence.giving.refused_words import with_reference
from frankpledge.intelligence.giving.submission import DangerNow, Proof, receipt_again, submit
from frankpledge.intelligence.giving.told import LONGEST_BYTES, Call
from frankpledge.intelligence.models import Exit, Route
from frankpledge.intelligence.quarantine.markings import MarkedTooHigh, refuse_secret
from frankpledge.intelligence.reference_files import rows
from frankpledge.intelligence.sources.sealing import NoSourceKey
from frankpledge.intelligence.views.giving_ways import (
    DRAFT,
    Teller,
    code_of,
    give,
    half_of,
    keep_half,
    setting_for,
    take_back,
)
from frankpledge.kernel import DomainError, whole_number
from frankpledge.ui.api import Fact, Link, status_of

TOO_LARGE, TOO_MANY, UNAVAILABLE, GONE = 413, 429, 503, 410
MOST_PEOPLE = 12
LONGEST_REFERENCE = 40


def question(request: HttpRequest, teller: Teller, name: str) -> HttpResponse:
    """One question. What was typed is kept before the next is asked."""
    each = half_told.question(name)
    if each is None:
        raise NotFound
    half = half_of(request, teller)
    if half is None:
        if name != WORDS:
            return redirect(teller.first)
        half = _begun(request)
    setting = setting_for(request, teller)
    if not each.is_asked(half, setting):
        return _onward(teller, half, setting)
    if request.method == "POST":
        return _answered(request, teller, half, setting, each)
    return _page(request, teller, half, setting, each, half_told.begun(each, half, setting))


def _begun(request: HttpRequest) -> HalfTold:
    """The beginning: by which route, and what request of the police it answers, if any."""
    given = _given(request)
    is_confidential = given.get("route") == Route.CONFIDENTIAL
    return HalfTold(
        route=(Route.CONFIDENTIAL if is_confidential else Route.ORDINARY).value,
        answers_request=request_named(request),
    )


def request_named(request: HttpRequest) -> str:
    """The reference of the request that is answered, as whoever came from it brings it."""
    return _given(request).get("answers", "").replace("\x00", "").strip()[:LONGEST_REFERENCE]


def _given(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _answered(
    request: HttpRequest, teller: Teller, half: HalfTold, setting: Setting, each: Question
) -> HttpResponse:
    form = each.form(request.POST, half, setting)
    typed = half_told.typed_on(form, request.POST)
    written = [text for texts in typed.values() for text in texts]
    try:
        refuse_secret(*written)
    except MarkedTooHigh as problem:
        # What was written is neither kept nor sent back: it may not be here at all.
        told = with_reference(problem, district="", at=now_of(request))
        return _refused(request, teller, half, setting, each, told)
    if any(len(text.encode(errors="replace")) > LONGEST_BYTES for text in written):
        form.add_error(None, "Write at most 200,000 characters. Send the rest as another report")
        return _page(request, teller, half, setting, each, form, TOO_LARGE)
    # A danger that is over is not asked about again; other words of danger are.
    alarming = [word for word in words_of_danger(*written) if word not in half.danger_known]
    if alarming and request.POST.get("danger_is_over") != "yes":
        return danger(request, teller, carried(typed, request), back_to=teller.page(each.name))
    half.danger_known += alarming
    if "later" in request.POST:
        return _later(request, teller, half, each, typed)
    if not form.is_valid():
        return _page(request, teller, half, setting, each, form)
    again = _taken(request, half, each, form, typed)
    code = keep_half(request, teller, half)
    onward = redirect(teller.page(each.name)) if again else _onward(teller, half, setting)
    return give(onward, DRAFT, code)


def _taken(
    request: HttpRequest,
    half: HalfTold,
    each: Question,
    form: forms.Form,
    typed: half_told.Typed,
) -> bool:
    """Take an answer, and say whether the same page comes again."""
    if each.name == WHO:
        return _somebody_taken(request, half, form)
    half.take(each.name, typed, is_answered=True)
    if isinstance(form, Divide) and form.cleaned_data["whole"] == SPLIT:
        half.divide(form.parts())
    return False


def _somebody_taken(request: HttpRequest, half: HalfTold, form: forms.Form) -> bool:
    """Add the person or business that was typed, or take one away."""
    remove = whole_number(request.POST.get("remove", ""), most=len(half.people) - 1)
    if remove is not None:
        del half.people[remove]
        return True
    if form.cleaned_data["name"] and len(half.people) < MOST_PEOPLE:
        half.people.append({name: str(value) for name, value in form.cleaned_data.items()})
    if "another" in request.POST and len(half.people) < MOST_PEOPLE:
        return True
    half.take(WHO, {}, is_answered=True)
    return False


def _onward(teller: Teller, half: HalfTold, setting: Setting) -> HttpResponse:
    following = half_told.next_of(half, setting)
    return redirect(teller.page(following.name) if following else teller.check)


def _later(
    request: HttpRequest,
    teller: Teller,
    half: HalfTold,
    each: Question,
    typed: half_told.Typed,
) -> HttpResponse:
    """Keep it for a week under a code to write down. The browser forgets it."""
    half.take(each.name, typed, is_answered=False)
    code = keep_half(request, teller, half)
    ends_on = drafts.keep(code, half.kept(), whose=teller.actor.person_id, now=now_of(request))
    page = {"teller": teller, "code": code, "ends_on": ends_on}
    return take_back(render(request, "intelligence/kept.html", page), DRAFT)


def _refused(
    request: HttpRequest,
    teller: Teller,
    half: HalfTold,
    setting: Setting,
    each: Question,
    problem: str,
) -> HttpResponse:
    form = each.form({}, half, setting)
    form.is_valid()
    form.errors.clear()
    form.add_error(next(iter(form.fields)), problem)
    return _page(request, teller, half, setting, each, form)


def _page(
    request: HttpRequest,
    teller: Teller,
    half: HalfTold,
    setting: Setting,
    each: Question,
    form: forms.Form,
    status: int | None = None,
) -> HttpResponse:
    asked = list(half_told.asked_of(half, setting))
    place = asked.index(each)
    suggestion = half_told.parts_of(half) if each.name == DIVIDE else None
    page = {
        "teller": teller,
        "half": half,
        "question": each,
        "form": form,
        "place": place + 1,
        "pages": len(asked),
        "back": teller.page(asked[place - 1].name) if place else teller.first,
        "reasons": suggestion.reasons if suggestion else (),
        "is_first": each.name == WORDS,
        "is_who": each.name == WHO,
        "is_full": len(half.people) >= MOST_PEOPLE,
    }
    return render(request, "intelligence/question.html", page, status=status or status_of(form))


def check(request: HttpRequest, teller: Teller) -> HttpResponse:
    """The answers, each with a way to change it, and the button that sends them."""
    half = half_of(request, teller)
    if half is None:
        return _sent_or_gone(request, teller)
    setting = setting_for(request, teller)
    if half_told.next_of(half, setting) is not None:
        return _onward(teller, half, setting)
    if request.method == "POST":
        return _sent(request, teller, half, setting)
    return _to_check(request, teller, half, setting)


def _to_check(
    request: HttpRequest,
    teller: Teller,
    half: HalfTold,
    setting: Setting,
    problems: Sequence[str] = (),
    status: int = 200,
    files: FilesGiven | None = None,
) -> HttpResponse:
    answers = [
        Fact(
            name=given.label,
            value=given.answer,
            links=[Link(text="Change", href=teller.page(given.question), about=given.label)],
        )
        for given in given_by(half, setting)
    ]
    page = {
        "teller": teller,
        "half": half,
        "answers": answers,
        "token": drafts.token_of(code_of(request)),
        "problems": [{"text": problem} for problem in problems],
        "cannot_wait": cannot_wait(request, said=half.says("when", "urgent") == ["yes"]),
        "giveaways": phrases_that_tell(half.text),
        "is_confidential": half.route == Route.CONFIDENTIAL,
        "files": files or FilesGiven(),
    }
    return render(request, "intelligence/check_all.html", page, status=status)


def cannot_wait(request: HttpRequest, *, said: bool) -> str:
    """Whom else to call where something is said to be unable to wait and nobody reads it now."""
    now = now_of(request)
    if not said or calendar.is_open(now):
        return ""
    return (
        f"You say that this cannot wait. {calendar.nobody_reads_until(now)} "
        "If it may happen before then, call 101 as well, or 999 if somebody is in danger."
    )


def phrases_that_tell(text: str) -> list[str]:
    """Phrases of somebody's own that would say who told it. It is theirs to change, or not."""
    patterns = tuple(row["pattern"] for row in rows("giveaway_phrases.csv"))
    return list(words_found(text, patterns))


def _sent(request: HttpRequest, teller: Teller, half: HalfTold, setting: Setting) -> HttpResponse:
    told, wrong = told_by(half, setting)
    if told is None:
        return redirect(teller.page(wrong.name) if wrong else teller.first)
    code = code_of(request)
    files = FilesGiven(request.POST, request.FILES)
    if not files.is_valid():
        return _to_check(request, teller, half, setting, status=422, files=files)
    try:
        proof = submit(
            told=told,
            token=drafts.token_of(code),
            by=teller.actor,
            at=now_of(request),
            card=teller.card,
            danger_is_over=bool(half.danger_known),
            call=call_of(half),
            files=files.given(),
        )
    except DangerNow:
        words = carried(half.typed.get(WORDS, {}), request)
        return danger(request, teller, words, back_to=teller.page(WORDS))
    except DomainError as problem:
        status = 422
        if isinstance(problem, NoSourceKey):
            status = UNAVAILABLE
        elif isinstance(problem, TooManyTries):
            status = TOO_MANY
        return _to_check(request, teller, half, setting, [str(problem)], status)
    following = half.next_report()
    drafts.discard(code, whose=teller.actor.person_id)
    response = receipt_page(request, teller, proof, half, following)
    if following is None:
        return take_back(response, DRAFT)
    return give(response, DRAFT, keep_half(request, teller, following, drafts.new_code()))


def call_of(half: HalfTold) -> Call | None:
    """Whose words they are, where somebody takes down a call."""
    if not half.is_call:
        return None
    agency = UUID(half.caller_agency) if half.caller_agency else None
    return Call(caller=half.caller, agency_id=agency)


def _sent_or_gone(request: HttpRequest, teller: Teller) -> HttpResponse:
    """Sent twice, the same receipt; otherwise what was half told is here no more."""
    token = request.POST.get("token", "")
    proof = receipt_again(token=token, by=teller.actor, at=now_of(request), card=teller.card)
    if proof is not None:
        return receipt_page(request, teller, proof)
    return render(request, "intelligence/gone.html", {"teller": teller}, status=GONE)


def receipt_page(
    request: HttpRequest,
    teller: Teller,
    proof: Proof,
    half: HalfTold | None = None,
    following: HalfTold | None = None,
) -> HttpResponse:
    """The receipt, with its code, which is shown once, and the report that waits after it."""
    page = {
        "teller": teller,
        "proof": proof,
        "following": following,
        "next_page": teller.page("where"),
        "is_confidential": half is not None and half.route == Route.CONFIDENTIAL,
        "is_call": half is not None and half.is_call,
    }
    return render(request, "intelligence/sent.html", page)


def danger(
    request: HttpRequest, teller: Teller, kept: list[tuple[str, str]], *, back_to: str
) -> HttpResponse:
    """Call 999. Only that the exit was offered is kept; the words go back with the page."""
    now = now_of(request)
    out = exits.offer(Exit.DANGER, now=now)
    page = {
        "teller": teller,
        "out": out,
        "hours": calendar.nobody_reads_until(now),
        "is_read_now": calendar.is_open(now),
        "carried": kept,
        "back_to": back_to,
    }
    return render(request, "intelligence/danger.html", page)


def carried(typed: half_told.Typed, request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, as hidden boxes: it travels with the page, and is kept nowhere meanwhile."""
    boxes = [(name, text) for name, texts in typed.items() for text in texts]
    more = [(name, request.POST[name]) for name in ("route", "answers") if name in request.POST]
    return [*boxes, *more]

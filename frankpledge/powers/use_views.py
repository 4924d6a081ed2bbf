"""Pages of uses of powers: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import NotFound, actor_of, now_of, require
from frankpledge.powers import (
    authorising,
    catalogue,
    checking,
    consulting,
    delegations,
    gate,
    living,
    overriders,
    policies,
    reading,
    setting_aside,
    starting,
    use_forms,
    use_tables,
)
from frankpledge.powers.clocks import legal_clock
from frankpledge.powers.lifecycle import STAGE_WORDS
from frankpledge.powers.use_forms import Because, moment_of
from frankpledge.problems import api as problems
from frankpledge.ui.api import accepted, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def uses(request: HttpRequest) -> HttpResponse:
    """The uses that somebody may open, the newest first."""
    actor, now = actor_of(request), now_of(request)
    stage, before = request.GET.get("stage", ""), _moment(request.GET.get("before", ""))
    lines, more = reading.listed(by=actor, at=now, stage=stage, before=before)
    older = f"?stage={stage}&before={lines[-1].started_at:%Y-%m-%dT%H:%M:%S.%f}" if more else ""
    page = {
        "table": use_tables.uses(lines),
        "stages": [(each.value, words) for each, words in STAGE_WORDS.items()],
        "stage": stage,
        "older": older,
    }
    return render(request, "powers/uses.html", page)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{text}+00:00") if text else None
    except ValueError as fault:
        raise NotFound from fault


@get_or_post
def start_use(request: HttpRequest, problem_id: UUID, code: str) -> HttpResponse:
    """Somebody thinks of using one power for one problem."""
    actor, now = actor_of(request), now_of(request)
    problem = problems.among([problem_id], actor).get(problem_id)
    found = catalogue.power(code)
    if problem is None or found is None:
        raise NotFound
    decision = starting.may_start_of(found, problem=problem, by=actor, at=now)
    form = use_forms.StartUse(
        typed(request),
        agencies=starting.agencies_to_share_with(problem_id, actor),
        initial={"subject": "place"},
    )
    if form.is_valid() and (
        done := accepted(
            form,
            lambda: starting.start_use(
                problem_id=problem_id, code=code, by=actor, at=now, **form.cleaned_data
            ),
        )
    ):
        return redirect("powers:use", done.result)
    return form_page(
        request,
        form,
        title=f"Think of using: {found.name}",
        about=problem.place,
        words="It stays an idea until the safeguarding duty contact has been rung.",
        button="Start it as an idea",
        back=reverse("powers:here") + f"?problem={problem_id}",
        decision=decision,
    )


@require_GET
def use(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """One use, where it stands and what comes next."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(use_id=use_id, by=actor, at=now)
    officers = delegations.officers([facts.line.code], at=now).get(facts.line.code, [])
    page = {
        "use": facts,
        "tables": use_tables.of(facts, now),
        "summary": use_tables.summary(facts),
        "officers": [each for each in officers if each.agency == facts.line.agency],
        "clock": legal_clock(facts.line.code),
        "contact": gate.contact_for(facts.area_code, by=actor, at=now),
    }
    return render(request, "powers/use.html", page)


@get_or_post
def answer_gate(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """The safeguarding gate: whom to ring, and what they said."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(use_id=use_id, by=actor, at=now)
    require(facts.may["answer_gate"])
    form = use_forms.AnswerGate(typed(request))
    if form.is_valid():
        given = dict(form.cleaned_data)
        rung_at = moment_of(given.pop("rung_day"), given.pop("rung_clock"))
        if accepted(
            form,
            lambda: gate.answer_gate(use_id=use_id, rung_at=rung_at, by=actor, at=now, **given),
        ):
            return redirect("powers:use", use_id)
    page = {
        "use": facts,
        "form": form,
        "contact": gate.contact_for(facts.area_code, by=actor, at=now),
        "questions": gate.questions(),
        "decision": facts.may["answer_gate"],
    }
    return render(request, "powers/gate.html", page, status=status_of(form))


Make = Callable[[HttpRequest, reading.UseFacts], Form]
Do = Callable[..., object]


def _acts(
    name: str, *, title: str, button: str, make: Make, do: Do, words: str = ""
) -> Callable[..., HttpResponse]:
    """A page that is one form about a use, and the act that it sends."""

    @get_or_post
    def view(request: HttpRequest, use_id: UUID, **parts: int) -> HttpResponse:
        actor, now = actor_of(request), now_of(request)
        facts = reading.page(use_id=use_id, by=actor, at=now)
        require(facts.may[name])
        form = make(request, facts) if not parts else _of_part(make, request, facts, parts)
        if form.is_valid() and accepted(
            form, lambda: do(use_id=use_id, by=actor, at=now, **parts, **_moments(form))
        ):
            return redirect("powers:use", use_id)
        return form_page(
            request,
            form,
            title=title,
            about=f"{facts.line.power}, {facts.line.place}",
            words=getattr(form, "about_part", "") or words,
            button=button,
            back=reverse("powers:use", args=[use_id]),
            decision=facts.may[name],
        )

    view.__name__ = name
    return view


def _of_part(
    make: Make, request: HttpRequest, facts: reading.UseFacts, parts: dict[str, int]
) -> Form:
    number = parts["number"]
    listed: dict[str, str] = {}
    for what, lines in (
        ("evidence", facts.evidence),
        ("limb", facts.limbs),
        ("consult", facts.consultees),
    ):
        if f"/{what}/" in request.path:
            listed = {str(line.number): line.words for line in lines}
    if str(number) not in listed:
        raise NotFound
    form = make(request, facts)
    form.about_part = listed[str(number)]  # type: ignore[attr-defined]
    return form


def _moments(form: Form) -> dict[str, object]:
    """What a form gives, with each day and its time as one moment."""
    given = dict(form.cleaned_data)
    for what in ("since", "heard"):
        if f"{what}_day" in given:
            argument = "since" if what == "since" else "heard_at"
            given[argument] = moment_of(given.pop(f"{what}_day"), given.pop(f"{what}_clock"))
    return given


def _because(label: str, empty: str = "") -> Make:
    return lambda request, facts: Because(typed(request), label=label, empty=empty)


override_stop = _acts(
    "override_stop",
    title="Let it go on although the duty contact said not to",
    words="This carries your name, and stands on the use for good.",
    button="Override the stop",
    make=_because("Why should it go on all the same?", "Enter why it should go on all the same"),
    do=lambda *, words, **given: gate.override_stop(reason=words, **given),
)
note_evidence = _acts(
    "note_evidence",
    title="What do you hold?",
    button="Keep it",
    make=lambda request, facts: use_forms.NoteEvidence(typed(request)),
    do=checking.note_evidence,
)
add_evidence = _acts(
    "note_evidence",
    title="Something else that you hold",
    button="Add it",
    make=lambda request, facts: use_forms.AddEvidence(typed(request)),
    do=checking.add_evidence,
)
tick_limb = _acts(
    "tick_limb",
    title="Is this part of the test shown?",
    button="Sign it",
    make=lambda request, facts: use_forms.TickLimb(
        typed(request),
        held=[(str(each.number), each.words) for each in facts.evidence if each.is_held],
    ),
    do=checking.tick_limb,
)
finish_check = _acts(
    "finish_check",
    title="Finish the lawful check",
    button="Go on to consult",
    make=lambda request, facts: use_forms.FinishCheck(typed(request)),
    do=checking.finish_check,
)
ask_consultee = _acts(
    "consult",
    title="Ask somebody",
    words="An answer is due by the end of the second working day.",
    button="Note that they have been asked",
    make=lambda request, facts: use_forms.AskConsultee(
        typed(request),
        agencies=consulting.choices_to_ask(
            facts.line.uid, by=actor_of(request), at=now_of(request)
        ),
    ),
    do=consulting.ask_consultee,
)
answer_consultation = _acts(
    "answer_consultation",
    title="What does your agency say?",
    words="It stands on the use in your name, and is not changed afterwards.",
    button="Answer",
    make=lambda request, facts: use_forms.AnswerConsultation(typed(request)),
    do=consulting.answer_consultation,
)
note_consultee = _acts(
    "consult",
    title="What did they say?",
    button="Keep it",
    make=lambda request, facts: use_forms.NoteConsultee(typed(request)),
    do=consulting.note_consultee,
)
finish_consultation = _acts(
    "finish_consultation",
    title="Finish the consultation",
    button="Go on to ask before you act",
    make=_because("Why does it go on, if somebody objects or has not answered? (optional)"),
    do=consulting.finish_consultation,
)
bring_in_force = _acts(
    "bring_in_force",
    title="It has been used",
    button="It is in force",
    make=lambda request, facts: use_forms.BringInForce(typed(request)),
    do=living.bring_in_force,
)
note_hearing = _acts(
    "note_hearing",
    title="What did the court say?",
    button="Keep it",
    make=lambda request, facts: use_forms.NoteHearing(typed(request)),
    do=living.note_hearing,
)
note_breach = _acts(
    "note_breach",
    title="A breach",
    button="Keep it",
    make=lambda request, facts: use_forms.NoteBreach(typed(request)),
    do=living.note_breach,
)
answer_breach = _acts(
    "answer_breach",
    title="What was done about the breach?",
    button="Keep it",
    make=_because("What was done?", "Enter what was done about it"),
    do=living.answer_breach,
)
note_appeal = _acts(
    "note_appeal",
    title="An appeal",
    button="Keep it",
    make=lambda request, facts: use_forms.NoteAppeal(typed(request)),
    do=living.note_appeal,
)
decide_appeal = _acts(
    "decide_appeal",
    title="What came of the appeal?",
    button="Keep it",
    make=lambda request, facts: use_forms.DecideAppeal(typed(request)),
    do=living.decide_appeal,
)
end_use = _acts(
    "end_use",
    title="It has ended",
    words="You will look at it again after three and six months.",
    button="End it",
    make=lambda request, facts: use_forms.EndUse(typed(request)),
    do=living.end_use,
)
review_use = _acts(
    "review_use",
    title="Look back",
    button="Keep it",
    make=lambda request, facts: use_forms.ReviewUse(typed(request)),
    do=living.review_use,
)
authorise_use = _acts(
    "authorise_use",
    title="Authorise it",
    words="You authorise it in your own name, under the delegation to your post.",
    button="Authorise it",
    make=_because("Why do you authorise it?", "Enter why you authorise it"),
    do=authorising.authorise_use,
)
reject_use = _acts(
    "reject_use",
    title="Do not authorise it",
    button="Do not authorise it",
    make=_because("Why not?", "Enter why not"),
    do=authorising.reject_use,
)
park_use = _acts(
    "park_use",
    title="Put it aside",
    words="Taken up again, it begins at the safeguarding gate.",
    button="Put it aside",
    make=_because("Why?", "Enter why it is put aside"),
    do=setting_aside.park_use,
)
withdraw_use = _acts(
    "withdraw_use",
    title="Withdraw it",
    button="Withdraw it",
    make=_because("Why?", "Enter why it is withdrawn"),
    do=setting_aside.withdraw_use,
)


@get_or_post
def note_asked(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Which answer was given before acting."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(use_id=use_id, by=actor, at=now)
    require(facts.may["note_asked"])
    answers = authorising.answers_given(use_id, by=actor, at=now)
    form = use_forms.NoteAsked(
        typed(request), answers=[(str(line.uid), use_tables.answer_words(line)) for line in answers]
    )
    if form.is_valid() and accepted(
        form,
        lambda: authorising.note_asked(use_id=use_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("powers:use", use_id)
    page = {"use": facts, "form": form, "answers": answers, "decision": facts.may["note_asked"]}
    return render(request, "powers/note_asked.html", page, status=status_of(form))


@get_or_post
def share_use(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Who else may read it."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(use_id=use_id, by=actor, at=now)
    require(facts.may["share_use"])
    offered = starting.agencies_to_share_with(facts.problem_id, actor) if facts.problem_id else []
    form = use_forms.ShareUse(typed(request), agencies=offered)
    if form.is_valid() and accepted(
        form,
        lambda: setting_aside.share_use(use_id=use_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("powers:use", use_id)
    return form_page(
        request,
        form,
        title="Share it",
        about=f"{facts.line.power}, {facts.line.place}",
        button="Share it",
        back=reverse("powers:use", args=[use_id]),
        decision=facts.may["share_use"],
    )


@require_POST
def take_up_use(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """What was put aside is an idea again."""
    setting_aside.take_up_use(use_id=use_id, by=actor_of(request), at=now_of(request))
    return redirect("powers:use", use_id)


@get_or_post
def name_overrider(request: HttpRequest) -> HttpResponse:
    """Who may override a stop, and naming another post."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_name_overrider(actor)
    require(decision)
    form = use_forms.NameOverrider(typed(request), posts=delegations.posts_of(actor))
    if form.is_valid() and accepted(
        form, lambda: overriders.name_overrider(by=actor, at=now, **form.cleaned_data)
    ):
        return redirect("powers:overriders")
    page = {
        "form": form,
        "named": overriders.overriders_of(actor, at=now),
        "decision": decision,
    }
    return render(request, "powers/overriders.html", page, status=status_of(form))


@require_POST
def end_overrider(request: HttpRequest, number: int) -> HttpResponse:
    """A post may override stops no more."""
    overriders.end_overrider(number=number, by=actor_of(request), at=now_of(request))
    return redirect("powers:overriders")

"""Pages of the register: its switch, its list, each group and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Decision, NotFound, actor_of, now_of, require
from frankpledge.groups import (
    assessing,
    forms,
    moving,
    policies,
    register as registered,
    reviewing,
    schemes,
    switching,
    tables,
)
from frankpledge.groups.states import STATUS_WORDS, Status
from frankpledge.kernel import DomainError
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def switch(request: HttpRequest) -> HttpResponse:
    """Where the register is on, and on whose word."""
    actor = actor_of(request)
    decision = policies.may_switch_on(actor)
    if not decision:
        require(policies.may_read_counts(actor))
    found = switching.switches()
    page = {
        "table": tables.switches(found),
        "on": [each for each in found if each.off_at is None],
        "may_switch": decision,
    }
    return render(request, "groups/switch.html", page)


@get_or_post
def switch_on(request: HttpRequest) -> HttpResponse:
    """Switch it on."""
    actor, now = actor_of(request), now_of(request)
    form = forms.SwitchOn(typed(request), areas=switching.area_choices(actor))
    decision = policies.may_switch_on(actor)
    if (
        decision
        and form.is_valid()
        and accepted(form, lambda: switching.switch_on(by=actor, at=now, **form.cleaned_data))
    ):
        messages.success(request, "The register is on there.")
        return redirect("groups:switch")
    return form_page(
        request,
        form,
        title="Switch the register on",
        button="Switch it on",
        back=reverse("groups:switch"),
        decision=decision,
        words="From then on, named posts may hold and read mapped groups there. Vulnerabilities, "
        "threats and counts need no register.",
    )


@require_POST
def switch_off(request: HttpRequest, number: int) -> HttpResponse:
    """Switch it off."""
    actor, now = actor_of(request), now_of(request)
    try:
        switching.switch_off(number=number, by=actor, at=now)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("groups:switch")


@require_GET
def register_index(request: HttpRequest) -> HttpResponse:
    """The register, a page at a time."""
    actor, now = actor_of(request), now_of(request)
    form = forms.Narrow(request.GET)
    narrowed = {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    found = registered.listed(by=actor, at=now, after=request.GET.get("after", ""), **narrowed)
    page = {
        "form": form,
        "table": tables.groups(found.lines),
        "next": f"?{urlencode(narrowed | {'after': found.after})}" if found.after else "",
        "first": request.GET.get("after", "") and f"?{urlencode(narrowed)}",
        "on": [each for each in switching.switches() if each.off_at is None],
        "may_put_forward": policies.may_put_forward(actor),
        "reads_scores": not policies.leads_only(actor),
    }
    return render(request, "groups/register.html", page)


@get_or_post
def put_forward(request: HttpRequest) -> HttpResponse:
    """Put a group forward."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_groups(actor, areas_on=switching.areas_on(now)))
    decision = policies.may_put_forward(actor)
    require(decision)
    form = forms.PutForward(typed(request), choices=moving.choices(actor, now))
    if form.is_valid() and (
        made := accepted(form, lambda: moving.put_forward(by=actor, at=now, **form.cleaned_data))
    ):
        messages.success(request, "It is put forward.")
        return redirect("groups:group", made.result)
    return form_page(
        request,
        form,
        title="Put a group forward",
        button="Put it forward",
        back=reverse("groups:register"),
        decision=decision,
        words="A codename is drawn for it. What you leave empty is not known, and is never taken "
        "for no.",
    )


@require_GET
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One group, as this reader is shown it."""
    actor, now = actor_of(request), now_of(request)
    facts = registered.page(group_id=group_id, by=actor, at=now)
    page = {
        "facts": facts,
        "summary": tables.group_summary(facts),
        "assessments": tables.assessments(facts.assessments),
        "schemes": schemes.scheme_choices() if facts.may_assess else (),
        "moves": [
            (to.value, words, decision) for to, words, decision in facts.next_moves if decision
        ],
        "waits": [
            (words, decision.reason) for _, words, decision in facts.next_moves if not decision
        ],
    }
    return render(request, "groups/group.html", page)


def _about_group(
    request: HttpRequest,
    group_id: UUID,
    form: Form,
    act: Callable[..., object],
    *,
    title: str,
    button: str,
    decided: Callable[[registered.GroupFacts], Decision],
    words: str = "",
    done: str = "Saved",
    **more: object,
) -> HttpResponse:
    """A page that is one form about one group: refused before it is filled in, done on a post."""
    actor, now = actor_of(request), now_of(request)
    facts = registered.page(group_id=group_id, by=actor, at=now)
    decision = decided(facts)
    if (
        decision
        and form.is_valid()
        and accepted(
            form,
            lambda: act(group_id=group_id, by=actor, at=now, **form.cleaned_data, **more),
        )
    ):
        messages.success(request, done)
        return redirect("groups:group", group_id)
    return form_page(
        request,
        form,
        title=title,
        about=facts.line.codename,
        button=button,
        back=reverse("groups:group", args=[group_id]),
        decision=decision,
        words=words,
    )


@get_or_post
def describe_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Write what is known."""
    actor, now = actor_of(request), now_of(request)
    known = moving.known_of(group_id=group_id, by=actor, at=now)
    return _about_group(
        request,
        group_id,
        forms.Known(typed(request), initial=known),
        moving.describe_group,
        title="What is known of it",
        button="Keep it",
        decided=lambda facts: facts.may_describe,
        words="What you leave empty is not known, and is never taken for no.",
    )


@get_or_post
def note_intelligence(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Say when the latest intelligence came in."""
    return _about_group(
        request,
        group_id,
        forms.NoteIntelligence(typed(request)),
        moving.note_intelligence,
        title="New intelligence",
        button="Keep it",
        decided=lambda facts: facts.may_ask_error,
    )


@get_or_post
def move_group(request: HttpRequest, group_id: UUID, to: str) -> HttpResponse:
    """Take a group to another state."""
    if to not in {each.value for each in Status}:
        raise NotFound
    target = Status(to)

    def decided(facts: registered.GroupFacts) -> Decision:
        found = {where: decision for where, _, decision in facts.next_moves}
        if target not in found:
            raise NotFound
        return found[target]

    return _about_group(
        request,
        group_id,
        forms.Move(typed(request), to=target),
        moving.move_group,
        title=f"Move it to “{STATUS_WORDS[target]}”",
        button="Move it",
        decided=decided,
        to=to,
    )


@get_or_post
def assess(request: HttpRequest, group_id: UUID, scheme: str) -> HttpResponse:
    """Score a group by a scheme."""
    actor, now = actor_of(request), now_of(request)
    if scheme not in dict(schemes.scheme_choices()):
        raise NotFound
    facts = registered.page(group_id=group_id, by=actor, at=now)
    used = schemes.scheme(scheme)
    form = forms.Assess(typed(request), scheme=used)
    if facts.may_assess and form.is_valid():
        given = form.cleaned_data
        made = accepted(
            form,
            lambda: assessing.assess(
                group_id=group_id,
                scheme=scheme,
                answers=form.answers(),
                sureness=given["sureness"],
                why=given["why"],
                by=actor,
                at=now,
            ),
        )
        if made:
            if made.result.requirements:
                messages.success(
                    request,
                    f"Too little is known. {len(made.result.requirements)} requirements were "
                    "drafted for what is not.",
                )
            return redirect("groups:group", group_id)
    return form_page(
        request,
        form,
        title=used.name,
        about=facts.line.codename,
        button="Keep the assessment",
        back=reverse("groups:group", args=[group_id]),
        decision=facts.may_assess,
        words="Leave at “Not known” whatever is not known: it widens the score and is never taken "
        "for nought. An assessment is kept for good. A score is of a group and never of a person.",
    )


@get_or_post
def decide_tier(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Decide a tier."""
    return _about_group(
        request,
        group_id,
        forms.DecideTier(typed(request)),
        assessing.decide_tier,
        title="Decide its tier",
        button="Decide",
        decided=lambda facts: facts.may_decide_tier,
        words="A score decides nothing by itself.",
    )


@get_or_post
def name_lead(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Name who leads."""
    return _about_group(
        request,
        group_id,
        forms.NameLead(typed(request), leads=reviewing.leads(now_of(request))),
        reviewing.name_lead,
        title="Name its lead officer",
        button="Name them",
        decided=lambda facts: facts.may_name_lead,
        words="They may be of the police or of a partner. They read its card, and no people.",
    )


@get_or_post
def review_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Say what a review found."""
    return _about_group(
        request,
        group_id,
        forms.ReviewGroup(typed(request)),
        reviewing.review_group,
        title="Review it",
        button="Keep the review",
        decided=lambda facts: facts.may_review,
    )


@get_or_post
def propose_archive(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Put it forward for the archive."""
    return _about_group(
        request,
        group_id,
        forms.ProposeArchive(typed(request)),
        moving.propose_archive,
        title="Put it forward for the archive",
        button="Put it forward",
        decided=lambda facts: facts.may_propose,
        words="Whoever chairs tasking decides.",
        done="It is put forward. Whoever chairs tasking decides.",
    )


@get_or_post
def merge(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Make one of two."""
    offered = registered.choices_of_groups(actor_of(request), now_of(request), apart_from=group_id)
    return _about_group(
        request,
        group_id,
        forms.Merge(typed(request), groups=offered),
        moving.merge,
        title="It is one with another group",
        button="Make them one",
        decided=lambda facts: facts.may_merge,
        words="This one goes into the archive. Its links go over with their grades and sources.",
        done="They are one now. This one is in the archive.",
    )


@get_or_post
def transfer(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Hand it over."""
    return _about_group(
        request,
        group_id,
        forms.Transfer(typed(request)),
        moving.transfer,
        title="Hand it over",
        button="Hand it over",
        decided=lambda facts: facts.may_transfer,
        done="It is handed over, and in the archive here.",
    )


@get_or_post
def reconcile(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Say what to make of two schemes that disagree."""
    return _about_group(
        request,
        group_id,
        forms.Reconcile(typed(request)),
        assessing.reconcile,
        title="Two schemes disagree",
        button="Keep the note",
        decided=lambda facts: facts.may_reconcile,
        words="Another assessor than the last writes this.",
    )


@require_GET
def disagreements(request: HttpRequest) -> HttpResponse:
    """Where two schemes disagree."""
    actor, now = actor_of(request), now_of(request)
    found = assessing.disagreeing(by=actor, at=now)
    page = {"table": tables.disagreements(found), "counted": len(found)}
    return render(request, "groups/disagreements.html", page)


@get_or_post
def ask_error(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Say that it was recorded in error."""
    return _about_group(
        request,
        group_id,
        forms.Why(typed(request)),
        moving.ask_error,
        title="It was recorded in error",
        button="Ask for it to be taken out",
        decided=lambda facts: facts.may_ask_error,
        words="The data-protection officer reads the reference and what you write, nothing "
        "else of it. Name nobody.",
        done="The data-protection officer is asked.",
    )


@get_or_post
def strike_error(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Take it out, once that was agreed."""
    actor, now = actor_of(request), now_of(request)
    form = forms.Confirm(typed(request))
    facts = registered.page(group_id=group_id, by=actor, at=now)
    if (
        facts.may_ask_error
        and form.is_valid()
        and accepted(form, lambda: moving.strike_error(group_id=group_id, by=actor, at=now))
    ):
        messages.success(request, "It is out of the register.")
        return redirect("groups:register")
    return form_page(
        request,
        form,
        title="Take it out of the register",
        about=facts.line.codename,
        button="Take it out",
        back=reverse("groups:group", args=[group_id]),
        decision=facts.may_ask_error,
        words="It goes from every list, page and count. That it was there stays in the record.",
    )


@require_GET
def errors(request: HttpRequest) -> HttpResponse:
    """What the data-protection officer is asked to agree to."""
    actor, now = actor_of(request), now_of(request)
    found = moving.errors(by=actor, at=now)
    return render(
        request, "groups/errors.html", {"table": tables.errors(found), "counted": len(found)}
    )


@get_or_post
def agree_error(request: HttpRequest, number: int) -> HttpResponse:
    """Agree that a record was an error."""
    actor, now = actor_of(request), now_of(request)
    line = next((each for each in moving.errors(by=actor, at=now) if each.number == number), None)
    if line is None:
        raise NotFound
    form = forms.Confirm(typed(request))
    if form.is_valid() and accepted(
        form, lambda: moving.agree_error(number=number, by=actor, at=now)
    ):
        messages.success(request, "It is agreed. Its coordinator takes it out.")
        return redirect("groups:errors")
    return form_page(
        request,
        form,
        title="Was it an error?",
        about=line.reference,
        button="Agree that it was",
        back=reverse("groups:errors"),
        decision=policies.may_list_errors(actor),
        words=line.why,
    )

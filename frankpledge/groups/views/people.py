"""Pages of people in the register: links, removals, a way out and the fairness report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.access.api import NotFound, actor_of, now_of, require
from frankpledge.groups import (
    counts,
    fairness,
    forms,
    linking,
    moving,
    people_forms,
    policies,
    register as registered,
    removals,
    switching,
    tables,
)
from frankpledge.ui.api import accepted, form_page, typed

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def people_page(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Who and what is linked with a group: a gang's people as counts, unless they are asked for."""
    actor, now = actor_of(request), now_of(request)
    in_full = request.GET.get("list") == "full"
    facts = registered.page(group_id=group_id, by=actor, at=now)
    found = linking.people(group_id=group_id, in_full=in_full, by=actor, at=now)
    page = {
        "facts": facts,
        "found": found,
        "table": tables.links(found.links),
        "nothing": "Nothing else is linked with it."
        if found.names_kept_back
        else "Nobody and nothing is linked with it.",
        "may_link": facts.may_record_link,
    }
    return render(request, "groups/people.html", page)


@get_or_post
def link_person(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Link somebody."""
    actor, now = actor_of(request), now_of(request)
    facts = registered.page(group_id=group_id, by=actor, at=now)
    form = people_forms.LinkPerson(typed(request), areas=moving.choices(actor, now).areas)
    if (
        facts.may_record_link
        and form.is_valid()
        and accepted(
            form,
            lambda: linking.link_person(group_id=group_id, by=actor, at=now, **form.cleaned_data),
        )
    ):
        messages.success(request, "It is written down.")
        return redirect("groups:people", group_id)
    return form_page(
        request,
        form,
        title="Link somebody",
        about=facts.line.codename,
        button="Link them",
        back=reverse("groups:people", args=[group_id]),
        decision=facts.may_record_link,
        words="By where they are on file, never by name. For somebody under 18, consult "
        "safeguarding first; the link stands once a supervisor has signed.",
    )


@get_or_post
def link_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Link two groups."""
    actor, now = actor_of(request), now_of(request)
    facts = registered.page(group_id=group_id, by=actor, at=now)
    offered = registered.choices_of_groups(actor, now, apart_from=group_id)
    form = people_forms.LinkGroup(typed(request), groups=offered)
    if (
        facts.may_record_link
        and form.is_valid()
        and accepted(
            form,
            lambda: linking.link_group(group_id=group_id, by=actor, at=now, **form.cleaned_data),
        )
    ):
        messages.success(request, "It is written down.")
        return redirect("groups:people", group_id)
    return form_page(
        request,
        form,
        title="Link another group",
        about=facts.line.codename,
        button="Link it",
        back=reverse("groups:people", args=[group_id]),
        decision=facts.may_record_link,
    )


@get_or_post
def sign_off(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Let a child's link stand."""
    actor, now = actor_of(request), now_of(request)
    link, group = linking.open_link(link_id, actor, now)
    form = forms.Confirm(typed(request))
    if form.is_valid() and accepted(
        form, lambda: linking.sign_off(link_id=link_id, by=actor, at=now)
    ):
        messages.success(request, "Saved")
        return redirect("groups:people", group.uid)
    return form_page(
        request,
        form,
        title="Sign for somebody under 18",
        about=group.codename,
        button="Sign, so that the link stands",
        back=reverse("groups:people", args=[group.uid]),
        decision=policies.may_sign_off(actor, link),
        words="Safeguarding was consulted before they were linked. Until you sign, they count "
        "towards nothing.",
    )


@get_or_post
def end_link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """End a link."""
    actor, now = actor_of(request), now_of(request)
    _, group = linking.open_link(link_id, actor, now)
    form = forms.Why(typed(request))
    if form.is_valid() and accepted(
        form, lambda: linking.end_link(link_id=link_id, by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, "Saved")
        return redirect("groups:people", group.uid)
    return form_page(
        request,
        form,
        title="End a link",
        about=group.codename,
        button="End it",
        back=reverse("groups:people", args=[group.uid]),
        decision=policies.may_end_link(actor, group),
    )


@require_GET
def removals_page(request: HttpRequest) -> HttpResponse:
    """What waits to be removed, and requests for a way out."""
    actor, now = actor_of(request), now_of(request)
    waiting = removals.removals(by=actor, at=now)
    asked = removals.ways_out(by=actor, at=now)
    page = {
        "removals": tables.removals(waiting),
        "counted": len(waiting),
        "ways_out": tables.ways_out(asked),
    }
    return render(request, "groups/removals.html", page)


@require_GET
def way_out(request: HttpRequest) -> HttpResponse:
    """What somebody asked for, and whether it was considered."""
    actor, now = actor_of(request), now_of(request)
    found = removals.own_ways_out(by=actor, at=now)
    page = {
        "table": tables.own_ways_out(found),
        "words": removals.same_words(),
        "may_ask": policies.may_ask_way_out(actor),
    }
    return render(request, "groups/way_out.html", page)


@get_or_post
def ask_way_out(request: HttpRequest) -> HttpResponse:
    """Ask for a way out."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_ask_way_out(actor)
    require(decision)
    form = people_forms.AskWayOut(typed(request), areas=removals.way_out_areas(actor))
    if form.is_valid() and accepted(
        form, lambda: removals.ask_way_out(by=actor, at=now, **form.cleaned_data)
    ):
        messages.success(request, removals.same_words())
        return redirect("groups:way-out")
    return form_page(
        request,
        form,
        title="Ask for a way out",
        button="Ask for it",
        back=reverse("groups:way-out"),
        decision=decision,
        words=removals.same_words(),
    )


@get_or_post
def decide_way_out(request: HttpRequest, number: int) -> HttpResponse:
    """Decide on a way out."""
    actor, now = actor_of(request), now_of(request)
    asked = next(
        (each for each in removals.ways_out(by=actor, at=now) if each.number == number), None
    )
    if asked is None:
        raise NotFound
    form = people_forms.DecideWayOut(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: removals.decide_way_out(number=number, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "Saved")
        return redirect("groups:removals")
    return form_page(
        request,
        form,
        title="Decide on a way out",
        about=f"{asked.system} {asked.pointer}",
        button="Decide",
        back=reverse("groups:removals"),
        decision=policies.may_list_removals(actor, areas_on=switching.areas_on(now)),
        words=f"{asked.for_whom}. {asked.words}",
    )


@require_GET
def fairness_page(request: HttpRequest) -> HttpResponse:
    """How many people the register links to gangs, by age, ethnicity and area."""
    actor, now = actor_of(request), now_of(request)
    found = fairness.fairness(by=actor, at=now)
    page = {
        "reports": [
            {
                "report": each,
                "ages": tables.counts(each.ages, "Age", counted="People"),
                "ethnicities": tables.counts(each.ethnicities, "Ethnicity", counted="People"),
                "areas": tables.counts(each.areas, "District", counted="People"),
            }
            for each in found
        ],
        "may_make": policies.may_make_fairness(actor, areas_on=switching.areas_on(now)),
    }
    return render(request, "groups/fairness.html", page)


@get_or_post
def make_fairness(request: HttpRequest) -> HttpResponse:
    """Make this quarter's report."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_make_fairness(actor, areas_on=switching.areas_on(now))
    form = forms.OneArea(typed(request), areas=counts.count_areas(actor))
    if (
        decision
        and form.is_valid()
        and accepted(form, lambda: fairness.make_fairness(by=actor, at=now, **form.cleaned_data))
    ):
        messages.success(request, "The report is made.")
        return redirect("groups:fairness")
    return form_page(
        request,
        form,
        title="Make this quarter’s report",
        button="Make it",
        back=reverse("groups:fairness"),
        decision=decision,
    )

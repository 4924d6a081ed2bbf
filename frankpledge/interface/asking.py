"""What other programs may ask for: the acts behind the pages, as whoever has signed in.

Nothing here decides: each address asks one front door, as the page beside it does, and answers
with named fields. A refusal goes on to the edge, which records it and answers as for a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.operation import Operation

from frankpledge.access.api import Actor, actor_of, now_of, require
from frankpledge.analysis.api import (
    NotComparable,
    Period,
    Refused,
    open_store,
    profile_figures,
)
from frankpledge.intelligence import api as intelligence
from frankpledge.interface import answers
from frankpledge.plans import api as plans
from frankpledge.problems import api as problems
from frankpledge.profiles import api as profiles

Answer = TypeVar("Answer", bound=Schema)

REFUSALS = {401: answers.Refusal, 403: answers.Refusal}
WITH_FAULTS = {**REFUSALS, 422: answers.Refusal}
WITH_ABSENCE = {**WITH_FAULTS, 404: answers.Refusal}


def _signed_in(request: HttpRequest) -> Actor | None:
    actor = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else None


class Interface(NinjaAPI):
    """Operations are called as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def _reads_profiles(request: HttpRequest) -> Actor | None:
    # Asked before what was sent is read, so that whoever may not ask learns nothing of the form.
    actor = _signed_in(request)
    if actor is not None:
        require(profiles.may_list_profiles(actor))
    return actor


interface = Interface(
    title="Frankpledge",
    version="1",
    description="What the pages show, as whoever has signed in. Every look is recorded.",
    docs_url=None,
    openapi_url=None,
    auth=_signed_in,
    urls_namespace="interface",
)


@interface.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    return JsonResponse({"error": "Sign in first."}, status=401)


@interface.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    first = fault.errors[0]
    return JsonResponse({"error": f"{first['loc'][-1]}: {first['msg']}."}, status=422)


@interface.exception_handler(Refused)
def _no_such_figures(request: HttpRequest, fault: Refused) -> HttpResponse:
    return JsonResponse({"error": f"{str(fault).rstrip('.')}."}, status=422)


@interface.exception_handler(Http404)
def _left_to_the_edge(request: HttpRequest, fault: Http404) -> HttpResponse:
    # The edge records what was not found, and answers all of it with the same bytes.
    raise fault


def _given(kind: type[Answer], facts: Iterable[object]) -> list[Answer]:
    return [kind.from_orm(each) for each in facts]


@interface.get("/me", response={200: answers.Me, **REFUSALS}, summary="Who is asking")
def me(request: HttpRequest) -> answers.Me:
    actor = actor_of(request)
    return answers.Me(
        name=actor.name,
        agency=actor.agency_name,
        roles=sorted(actor.roles),
        purpose=actor.purpose,
        force_wide=actor.force_wide,
        districts=sorted(actor.districts),
    )


@interface.get(
    "/problems",
    response={200: list[answers.Problem], **WITH_FAULTS},
    summary="Problems that you may open",
)
def list_problems(
    request: HttpRequest, status: problems.Status | None = None, area: str = "", words: str = ""
) -> list[answers.Problem]:
    """Those not closed, unless a status is asked for."""
    lines = problems.listed(
        by=actor_of(request),
        at=now_of(request),
        status=status.value if status else "",
        area=area,
        words=words,
    )
    return _given(answers.Problem, lines)


@interface.get(
    "/problems/{uuid:problem_id}",
    response={200: answers.ProblemPage, **WITH_ABSENCE},
    summary="One problem, with what has happened",
)
def problem(request: HttpRequest, problem_id: UUID) -> answers.ProblemPage:
    facts = problems.problem_page(problem_id=problem_id, by=actor_of(request), at=now_of(request))
    return answers.ProblemPage(
        problem=answers.Problem.from_orm(facts.line),
        partners=list(facts.partners),
        timeline=_given(answers.Happened, facts.timeline),
        still_safe=facts.still_safe,
    )


@interface.get(
    "/actions",
    response={200: answers.Actions, **WITH_FAULTS},
    summary="Actions that you may open, the soonest first",
)
def list_actions(
    request: HttpRequest, four_p: plans.FourP | None = None, status: str = "", after: str = ""
) -> answers.Actions:
    """Some at a time: `after` is the `next` of the answer before."""
    page = plans.listed(
        by=actor_of(request),
        at=now_of(request),
        four_p=four_p.value if four_p else "",
        status=status,
        after=after,
    )
    return answers.Actions(actions=_given(answers.Action, page.lines), next=page.next)


@interface.get(
    "/shared",
    response={200: list[answers.Shared], **REFUSALS},
    summary="What the intelligence unit shares with you, newest first",
)
def list_shared(request: HttpRequest) -> list[answers.Shared]:
    lines = intelligence.products(by=actor_of(request), at=now_of(request))
    return _given(answers.Shared, lines)


@interface.get(
    "/figures",
    response={200: answers.Counts, **WITH_FAULTS},
    summary="Recorded crime in an area, counted exactly",
    auth=_reads_profiles,
)
def figures(
    request: HttpRequest, area: str, first: str, last: str, by: str = "district,type"
) -> answers.Counts:
    """Months are written YYYY-MM; `by` is any of district, type and month, with commas between."""
    Period(first=first, last=last)
    grouped = by.split(",")
    if "lsoa" in grouped:
        raise NotComparable("Small areas are too many to ask for here. Use the command line")
    store = open_store(settings.FRANKPLEDGE_HOME)
    counted = profile_figures(store, area=area, first=first, last=last, by=grouped)
    return answers.Counts(
        area=counted.area.code,
        area_name=counted.area.name,
        origin=counted.evidence.origin,
        rows=_given(answers.Count, counted.rows),
        unplaced=dict(counted.unplaced),
        outside=dict(counted.outside),
        months_held=list(counted.evidence.months),
        months_missing=list(counted.evidence.months_missing),
        caveats=[caveat.text for caveat in counted.caveats],
        attribution=counted.evidence.attribution,
    )


@login_not_required
@require_safe
def description(request: HttpRequest) -> JsonResponse:
    """The interface in OpenAPI: what may be asked for, which says nothing of any record."""
    return JsonResponse(interface.get_openapi_schema(path_prefix="/api/"))

"""Signing in as anyone in the story. Outside a demonstration there is nothing here."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from frankpledge.access.api import now_of
from frankpledge.demonstration import cast


@login_not_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    _only_in_a_demonstration()
    now = now_of(request)
    agency, district = request.GET.get("agency", ""), request.GET.get("district", "")
    return render(
        request,
        "demonstration/people.html",
        {
            "personas": cast.personas(at=now),
            "characters": cast.characters(agency=agency, district=district, at=now)
            if agency or district
            else [],
            "agencies": cast.agencies(),
            "districts": cast.districts(),
            "agency": agency,
            "district": district,
            "moment": now,
        },
    )


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    _only_in_a_demonstration()
    person = cast.person_called(
        persona=request.POST.get("persona", ""), username=request.POST.get("username", "")
    )
    if person is None:
        return render(
            request,
            "demonstration/nobody.html",
            {"asked_for": request.POST.get("persona") or request.POST.get("username", "")},
            status=422,
        )
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session["purpose"] = person.usual_purpose
    return redirect("/")


def _only_in_a_demonstration() -> None:
    if not settings.FRANKPLEDGE_DEMO:
        raise Http404

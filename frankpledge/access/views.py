"""Pages for signing in and out, and for saying why one looks."""

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frankpledge.access import forms, inspection, signing_in
from frankpledge.access.people import Person
from frankpledge.access.requests import actor_of, address_of, now_of
from frankpledge.access.tries import TooManyTries
from frankpledge.access.vocabulary import Purpose


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = forms.SignIn(request, request.POST or None)
    if request.method == "POST":
        username = request.POST.get("username", "")
        try:
            signing_in.try_to_sign_in(username, address_of(request), now=now_of(request))
        except TooManyTries as refusal:
            return render(
                request,
                "access/sign_in.html",
                {"form": forms.SignIn(request), "refusal": str(refusal)},
                status=429,
            )
        if form.is_valid():
            person = form.get_user()
            login(request, person)
            signing_in.forgive(username, now=now_of(request))
            signing_in.note(signing_in.Act.SIGN_IN, person.pk, at=now_of(request))
            return redirect(_onward(request))
        signing_in.refused(username, at=now_of(request))
    return render(
        request, "access/sign_in.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    signing_in.note(signing_in.Act.SIGN_OUT, actor.person_id, at=now_of(request))
    logout(request)
    return redirect("access:sign-in")


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = forms.DeclarePurpose(request.POST or None, initial={"purpose": actor.purpose})
    if form.is_valid():
        declared = Purpose(form.cleaned_data["purpose"])
        signing_in.declare_purpose(declared, person_id=actor.person_id, at=now_of(request))
        request.session["purpose"] = declared.value
        return redirect("/")
    return render(
        request, "access/purpose.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def inspect(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    form = forms.Inspect(request.POST or None)
    looks = None
    if form.is_valid():
        looks = inspection.looks_at(form.cleaned_data["record"], by=actor, at=now)
    week = inspection.last_week(by=actor, at=now)
    return render(
        request,
        "access/inspect.html",
        {"form": form, "looks": looks, "week": week},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    person = Person.objects.get(id=actor.person_id)
    form = forms.ChangePassword(person, request.POST or None)
    if form.is_valid():
        changed = form.save()
        update_session_auth_hash(request, changed)
        signing_in.note(signing_in.Act.CHANGE_PASSWORD, actor.person_id, at=now_of(request))
        return redirect("/")
    return render(
        request, "access/password.html", {"form": form}, status=422 if form.errors else 200
    )


def _onward(request: HttpRequest) -> str:
    onward = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return onward if safe else "/"

"""Who tells, by which way in, and where their half-told answers are: for every page of telling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frankpledge.access.api import Actor, Agency, NotFound, actor_of, now_of, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.desk.accreditation import is_accredited
from frankpledge.intelligence.giving import cards, drafts, work_address
from frankpledge.intelligence.giving.half_told import HalfTold, Setting
from frankpledge.intelligence.giving.jobs import Job
from frankpledge.intelligence.policies import may_submit
from frankpledge.intelligence.units import districts_read_for

DRAFT, PASS, CHALLENGE = "telling", "pass", "challenge"
COOKIE_SECONDS = 60 * 60

More = ParamSpec("More")


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Whoever tells: who acts for them, what proves it, and where their pages are."""

    actor: Actor
    agency: str
    card: str = ""
    job: Job | None = None

    def _address(self, name: str, *more: str) -> str:
        if self.card:
            return reverse(f"intelligence:card-{name}", args=[self.card, *more])
        return reverse(f"intelligence:{name}", args=[*more])

    @property
    def first(self) -> str:
        """Where everything begins: the stop screen."""
        if self.card:
            return reverse("intelligence:card", args=[self.card])
        return reverse("intelligence:tell")

    @property
    def second(self) -> str:
        """All questions on one page."""
        return self._address("write")

    @property
    def check(self) -> str:
        """The answers, to be checked and sent."""
        return self._address("check")

    @property
    def paste(self) -> str:
        """Where an e-mail is pasted."""
        return self._address("paste")

    @property
    def resume(self) -> str:
        """Where something half told is gone on with."""
        return self._address("resume")

    def page(self, name: str) -> str:
        """The page of one question."""
        return self._address("question", name)


Page = Callable[Concatenate[HttpRequest, Teller, More], HttpResponse]


def by_account(page: Page[More]) -> Callable[..., HttpResponse]:
    """A page of telling for somebody who has signed in."""

    @never_cache
    @require_http_methods(["GET", "POST"])
    def shown(request: HttpRequest, *args: More.args, **more: More.kwargs) -> HttpResponse:
        actor = actor_of(request)
        require(may_submit(actor))
        return page(request, Teller(actor=actor, agency=actor.agency_name), *args, **more)

    return shown


def by_card(page: Page[More]) -> Callable[..., HttpResponse]:
    """The same page for whoever holds a card, or has proved that they work at its agency."""

    @login_not_required
    @never_cache
    @require_http_methods(["GET", "POST"])
    def shown(
        request: HttpRequest, code: str, *args: More.args, **more: More.kwargs
    ) -> HttpResponse:
        found = cards.scanned(code, at=now_of(request))
        if found is None:
            raise NotFound
        if found.needs_proof and not _has_proved(request, found.code):
            return redirect("intelligence:prove", found.code)
        require(may_submit(found.actor))
        teller = Teller(actor=found.actor, agency=found.agency, card=found.code, job=found.job)
        return page(request, teller, *args, **more)

    return shown


@login_not_required
@require_safe
def from_a_card(request: HttpRequest, code: str) -> HttpResponse:
    """On to the page of the card whose short address was typed, if there is such a card."""
    found = cards.scanned(code, at=now_of(request))
    if found is None:
        raise NotFound
    return redirect("intelligence:card", found.code)


def _has_proved(request: HttpRequest, code: str) -> bool:
    return work_address.passes(request.COOKIES.get(PASS, ""), code, now=now_of(request))


def setting_for(request: HttpRequest, teller: Teller) -> Setting:
    """What the questions need to know: districts, and whether the agency grades its own."""
    day, _ = slots.day_and_slot(now_of(request))
    grades_own = is_accredited(teller.actor.agency_id, on=day)
    others = Agency.objects.exclude(id=teller.actor.agency_id).order_by("name")
    return Setting(
        districts=districts_read_for(on=day),
        agencies=[(str(each.id), each.name) for each in others] if grades_own else (),
        grades_own=grades_own,
    )


def half_of(request: HttpRequest, teller: Teller) -> HalfTold | None:
    """What this browser has half told, or None: nothing, sent, or past its day."""
    code = code_of(request)
    kept = drafts.read(code, whose=teller.actor.person_id, now=now_of(request)) if code else None
    return HalfTold.opened(kept) if kept is not None else None


def code_of(request: HttpRequest) -> str:
    """The code under which this browser keeps what is half told."""
    return request.COOKIES.get(DRAFT, "")


def keep_half(request: HttpRequest, teller: Teller, half: HalfTold, code: str = "") -> str:
    """Keep what is half told, and give the code that it is kept under."""
    code = code or code_of(request) or drafts.new_code()
    drafts.keep(code, half.kept(), whose=teller.actor.person_id, now=now_of(request))
    return code


def give(response: HttpResponse, name: str, value: str) -> HttpResponse:
    """Let the browser keep a code for an hour, where no script can read it."""
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_SECONDS,
        path=_path(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def take_back(response: HttpResponse, *names: str) -> HttpResponse:
    """Let the browser forget."""
    for name in names:
        response.delete_cookie(name, path=_path(), samesite="Lax")
    return response


def _path() -> str:
    return reverse("intelligence:tell").removesuffix("tell/")

"""The edge: who is behind a request, at what moment, and what becomes of a refusal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from frankpledge.access.actors import Actor, actor_for
from frankpledge.access.clock import moment_now
from frankpledge.access.decisions import NotFound, NotPermitted
from frankpledge.access.people import Person
from frankpledge.access.record import Outcome, RecordOverdue, record
from frankpledge.access.vocabulary import Purpose

log = logging.getLogger("frankpledge.requests")

ACTIVE_KEY = "last_active"
ACTIVE_GRAIN = timedelta(seconds=60)
UNAVAILABLE = (RecordOverdue, OperationalError, InterfaceError)
"""Faults of the database or the record, not of the code: nothing is shown, and it may pass."""


class Act(StrEnum):
    """What the edge itself records."""

    REFUSED = "access.refused"
    NOT_FOUND = "access.not_found"


class ActorMissing(RuntimeError):
    """A view asked who is acting, and nobody had been attached to the request.

    If you are seeing this, it is because of one of two things:

    - `AccessMiddleware` is missing from MIDDLEWARE, or comes before the authentication
      middleware. Move it to just below that.
    - The address is open to people who have not signed in, and its view asks for an actor.
      Close it, or act as the service that the address belongs to.
    """


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking. Raises `ActorMissing` where nobody has signed in."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise ActorMissing
    return actor


def now_of(request: HttpRequest) -> datetime:
    """The moment of the request, which in a demonstration is the demonstration's own."""
    moment = getattr(request, "now", None)
    return moment if isinstance(moment, datetime) else moment_now()


def address_of(request: HttpRequest) -> str:
    """The network address that a request came from, as far as the servers before us can be
    trusted to say (`TRUSTED_PROXIES`)."""
    return str(request.META.get("REMOTE_ADDR", ""))


class AccessMiddleware:
    """Attaches the moment and the actor, ends idle sessions, and records every refusal.

    A refusal is written after the view's transaction was rolled back, in one of its own:
    otherwise exactly the events that matter would be lost with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            self._attach(request)
            response = self.get_response(request)
        except UNAVAILABLE as fault:
            return self._unavailable(request, fault)
        if getattr(request, "actor", None) is not None:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Record what was refused or not found; say so if the record cannot be kept."""
        if isinstance(exception, UNAVAILABLE):
            return self._unavailable(request, exception)
        actor = getattr(request, "actor", None)
        if not isinstance(actor, Actor):
            return None
        if isinstance(exception, NotPermitted | NotFound):
            act = Act.REFUSED if isinstance(exception, NotPermitted) else Act.NOT_FOUND
            clause = exception.clause if isinstance(exception, NotPermitted) else "not_found"
            with transaction.atomic():
                record(
                    act,
                    None,
                    by=actor,
                    at=now_of(request),
                    outcome=Outcome.DENIED,
                    clause=clause,
                    asked_for=_asked_for(request),
                )
        return None

    def _attach(self, request: HttpRequest) -> None:
        request.now = moment_now()  # type: ignore[attr-defined]
        request.actor = None  # type: ignore[attr-defined]
        user = request.user
        if not isinstance(user, Person):
            return
        if _idle_too_long(request):
            logout(request)
            return
        purpose = request.session.get("purpose")
        actor = actor_for(
            user.id,
            at=now_of(request),
            purpose=Purpose(purpose) if purpose in set(Purpose) else None,
            delegation_id=request.session.get("delegation"),
            channel="web",
            request_id=str(uuid4()),
        )
        subject = actor.subject
        if not subject.active or subject.locked or not actor.is_current:
            logout(request)
            return
        request.actor = actor  # type: ignore[attr-defined]

    def _unavailable(self, request: HttpRequest, fault: Exception) -> HttpResponse:
        log.error("refused: the record or the database cannot be used", exc_info=fault)
        return render(request, "503.html", status=503)


def _idle_too_long(request: HttpRequest) -> bool:
    """Whether the session has lain idle past its limit; an active one is noted once a minute."""
    now = timezone.now()
    noted = request.session.get(ACTIVE_KEY)
    last = datetime.fromisoformat(noted) if noted else now
    if now - last > timedelta(seconds=settings.SESSION_IDLE_SECONDS):
        return True
    if noted is None or now - last > ACTIVE_GRAIN:
        request.session[ACTIVE_KEY] = now.isoformat()
    return False


def _asked_for(request: HttpRequest) -> UUID | None:
    match = request.resolver_match
    for value in match.kwargs.values() if match else ():
        if isinstance(value, UUID):
            return value
    return None

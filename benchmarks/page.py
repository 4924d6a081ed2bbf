"""A page of fifty rows with session, rule and record, beside the same page without any of them.

Both are whole requests through Django's WSGI handler in one process, turn and turn about, in CPU
time. The rival reads the same rows with the same joins and shows the same columns in the markup of
the same design system, by Django's own templates. The work is done in a process of its own, whose
data folder is thrown away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from wsgiref.util import setup_testing_defaults

from benchmarks.apart import measured_apart, say
from benchmarks.measure import Measurement, side_by_side

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

ROWS = 50
MANY_ROWS = 500
TIMES = 60
LIMIT = 1.3
STOCK_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "benchmarks.stock.addresses",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""What a new Django project has, without what needs a session."""


def run() -> Iterator[Measurement]:
    """The ratio in CPU time, and the queries of the page with few and many rows."""
    yield from measured_apart("page")


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    cookie = _somebody_signed_in()
    _add_problems(ROWS)
    site, stock = _handlers()
    ours = _page_of(site, "/problems/", cookie)
    theirs = _page_of(stock, "/", "")
    for page in (ours, theirs):
        rows = page().count(b"<tr") - 1
        if rows != ROWS:
            raise RuntimeError(f"a page of {ROWS} rows shows {rows}")
    value, peer_value = side_by_side(TIMES, ours, theirs, clock=time.process_time)
    yield Measurement(
        name="page of 50 rows, CPU",
        value=value,
        unit="s",
        peer="stock Django templates, without session, rule and record",
        peer_value=peer_value,
        limit=LIMIT,
        n=TIMES,
    )
    few = _queries(ours)
    _add_problems(MANY_ROWS - ROWS)
    many = _queries(ours)
    yield Measurement(
        name="queries of a page of 500 rows",
        value=many,
        unit="queries",
        peer="the same page with 50 rows",
        peer_value=few,
        limit=1.0,
    )


def _somebody_signed_in() -> str:
    from django.core.management import call_command
    from django.test import Client

    from frankpledge.access.api import Role
    from tests.makers import make_agency, make_area, make_person

    call_command("migrate", verbosity=0, interactive=False)
    make_area("E07999101", name="Wantsum")
    person = make_person(
        make_agency("council"), Role.CSM, districts=["E07999101"], name="Asha Penrose"
    )
    client = Client()
    client.force_login(person)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _add_problems(number: int) -> None:
    from datetime import timedelta

    from frankpledge.access.api import Person, actor_for, moment_now
    from frankpledge.problems import api as problems

    person = Person.objects.get(name="Asha Penrose")
    now = moment_now()
    for each in range(number):
        at = now - timedelta(minutes=each)
        problems.open_problem(
            title=f"Strangers at the door of number {each}",
            place=f"{each} Tern Court",
            place_kind="address",
            area="E07999101",
            lead=person.id,
            by=actor_for(person.id, at=at),
            at=at,
        )


def _handlers() -> tuple[WSGIHandler, WSGIHandler]:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    site = get_wsgi_application()
    ours = settings.MIDDLEWARE
    settings.MIDDLEWARE = STOCK_MIDDLEWARE
    stock = get_wsgi_application()
    settings.MIDDLEWARE = ours
    return site, stock


def _page_of(application: WSGIHandler, path: str, cookie: str) -> Callable[[], bytes]:
    def ask() -> bytes:
        environ: dict[str, object] = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1"}
        if cookie:
            environ["HTTP_COOKIE"] = cookie
        setup_testing_defaults(environ)
        told: list[str] = []

        def start(
            status: str, headers: list[tuple[str, str]], fault: object = None, /
        ) -> Callable[[bytes], object]:
            told.append(status)
            return bytes

        answer = application(environ, start)
        body = b"".join(answer)
        answer.close()
        if told != ["200 OK"]:
            raise RuntimeError(f"{path} answers {told}")
        return body

    return ask


def _queries(page: Callable[[], bytes]) -> int:
    from django.core.signals import request_started
    from django.db import connection, reset_queries

    # A request forgets the queries before it; that it also would forget its own is prevented.
    request_started.disconnect(reset_queries)
    connection.force_debug_cursor = True
    try:
        page()
        before = len(connection.queries_log)
        connection.queries_log.clear()
        page()
        return len(connection.queries_log) or before
    finally:
        connection.force_debug_cursor = False
        request_started.connect(reset_queries)


if __name__ == "__main__":
    say(measured)

"""Pages of actions and returns with ten years of thirteen districts, beside one year of them.

Fifty thousand actions and five hundred and twenty returns, beside a tenth of each, on both
databases. Most of what is old is done and confirmed, and was looked at again; a few old actions
still stand, forgotten, and a few closures were never confirmed. Each page is asked for turn and
turn about of two processes, one of which holds one year and the other ten, as a manager and as the
county team, so that a busy moment falls on both alike; the best of several is taken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

from benchmarks.measure import Measurement, best_of

if TYPE_CHECKING:
    from tests.plans.partnership import Here

DISTRICTS, ACTIONS_A_YEAR = 12, 5_000
YEARS = (1, 10)
STANDING_EVERY = 8
"""Of the last year's actions, one in so many still stands."""
FORGOTTEN_EVERY = 150
"""Of older years' actions, one in so many still stands, and one was never confirmed."""
TIMES = 15
LIMIT = 1.5
PAGES = (
    ("actions", "manager", "/plans/"),
    ("late actions", "manager", "/plans/?status=late"),
    ("done actions", "manager", "/plans/?status=done"),
    ("returns", "county", "/plans/returns/"),
    ("the county's quarter", "county", "/plans/returns/county/{last}/"),
    ("the first page", "manager", "/"),
)


def run() -> Iterator[Measurement]:
    """Each page's time with ten years over its time with one, on SQLite, then on PostgreSQL."""
    from tests.__main__ import a_postgres_server

    yield from _run_on("sqlite", ("", ""))
    with a_postgres_server() as url:
        yield from _run_on("postgresql", [_database_on(url, f"years{years}") for years in YEARS])


def _database_on(url: str, name: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    scheme, place, _, query, _ = urlsplit(url)
    return urlunsplit((scheme, place, f"/{name}", query, ""))


def _run_on(vendor: str, urls: Sequence[str]) -> Iterator[Measurement]:
    with ExitStack() as stack:
        one, ten = (
            stack.enter_context(_holding(years, url))
            for years, url in zip(YEARS, urls, strict=True)
        )
        for number, (name, _, _) in enumerate(PAGES):
            times = [(_asked(one, number), _asked(ten, number)) for _ in range(TIMES)]
            yield Measurement(
                name=f"{name}, ten years, {vendor}",
                value=min(with_ten for _, with_ten in times),
                unit="s",
                peer="one year",
                peer_value=min(with_one for with_one, _ in times),
                limit=LIMIT,
                n=TIMES,
            )


@contextmanager
def _holding(years: int, url: str) -> Iterator[subprocess.Popen[str]]:
    """A process with so many years in a database of its own, that times the pages it is asked."""
    with tempfile.TemporaryDirectory() as home:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        env |= {"DATABASE_URL": url} if url else {}
        env |= {
            "FRANKPLEDGE_HOME": home,
            "FRANKPLEDGE_DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
        }
        words = [sys.executable, "-m", "benchmarks.ten_years", str(years)]
        with subprocess.Popen(
            words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            _said(process)
            yield process
            assert process.stdin is not None
            process.stdin.close()


def _asked(process: subprocess.Popen[str], number: int) -> float:
    assert process.stdin is not None
    process.stdin.write(f"{number}\n")
    process.stdin.flush()
    return float(_said(process))


def _said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("A process that held years of work ended; what it said is above")
    return line


def hold(years: int) -> None:
    """Fill this process's empty database, say so, and time each page whose number is read."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from frankpledge.access.api import moment_now
    from frankpledge.access.sealing import seal_waiting, waits_for_sealer
    from frankpledge.plans.models import ReturnRound
    from tests.plans.partnership import make_county

    call_command("migrate", verbosity=0)
    today = moment_now().date()
    here = make_county(DISTRICTS)
    for back in range(years):
        _add_a_year(here, today - timedelta(days=365 * back), last=not back)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clients = {
        "manager": Client(SERVER_NAME="127.0.0.1"),
        "county": Client(SERVER_NAME="127.0.0.1"),
    }
    clients["manager"].force_login(here.managers["D1"])
    clients["county"].force_login(here.gwen)
    last = ReturnRound.objects.order_by("-first_day").values_list("pk", flat=True).first()
    pages = [(clients[who], path.format(last=last)) for _, who, path in PAGES]

    def ask(client: Client, path: str) -> None:
        assert client.get(path).status_code == 200, path

    for client, path in pages:
        ask(client, path)
    _say("filled")
    for line in sys.stdin:
        # As the sealer does beside a site; what waits too long would stop every page.
        while waits_for_sealer() and seal_waiting():
            pass
        _say(str(best_of(1, partial(ask, *pages[int(line)]))))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _add_a_year(here: Here, until: date, *, last: bool) -> None:
    """A year of every district: its actions, and its four quarters' returns."""
    from django.db import transaction

    with transaction.atomic():
        _add_actions(here, until, last=last)
        _add_returns(here, until)


def _add_actions(here: Here, until: date, *, last: bool) -> None:
    from django.db.models import QuerySet

    from frankpledge.access.api import Protection
    from frankpledge.access.protection import ProtectionTerm
    from frankpledge.plans.models import FourP, PlannedAction, Recheck, Status, Step

    codes = list(here.councils)
    protections, terms, rows, steps, rechecks = [], [], [], [], []
    for number in range(ACTIONS_A_YEAR):
        code = codes[number % len(codes)]
        council, manager = here.councils[code], here.managers[code]
        protection = Protection(uid=uuid4(), kind="action", owner=council)
        protections.append(protection)
        terms += [
            ProtectionTerm(protection=protection, what="district", value=code),
            ProtectionTerm(protection=protection, what="agency", value=str(here.police.id)),
        ]
        stands = number % (STANDING_EVERY if last else FORGOTTEN_EVERY) == 0
        is_confirmed = not stands and number % FORGOTTEN_EVERY != 1
        due = until - timedelta(days=number % 365 - (60 if stands and last else 0))
        at = _moment(due - timedelta(days=30))
        row = PlannedAction(
            protection=protection,
            reference=f"A{protection.uid.hex[:11]}",
            verb="Visit",
            text="the parade",
            four_p=FourP.values[number % 4],
            area_id=code,
            owner_agency=council,
            due_on=due,
            status=Status.AGREED if stands else Status.DONE,
            added_at=at,
            added_by=manager,
            done_at=None if stands else at,
            done_by=None if stands else manager,
            confirmed_at=at if is_confirmed else None,
            confirmed_by=here.chairs[code] if is_confirmed else None,
        )
        rechecks += [
            Recheck(
                action=row,
                months=months,
                due_on=due + timedelta(days=30 * months),
                found="" if last and months == 6 else "lasted",
                found_at=None if last and months == 6 else at,
                found_by=None if last and months == 6 else manager,
            )
            for months in ((3, 6) if is_confirmed else ())
        ]
        rows.append(row)
        steps.append(Step(action=row, status=row.status, at=at, by=manager))
    Protection.objects.bulk_create(protections, batch_size=500)
    ProtectionTerm.objects.bulk_create(terms, batch_size=500)
    actions: QuerySet[Any] = QuerySet(PlannedAction)
    actions.bulk_create(rows, batch_size=500)
    Step.objects.bulk_create(steps, batch_size=500)
    Recheck.objects.bulk_create(rechecks, batch_size=500)


def _add_returns(here: Here, until: date) -> None:
    from frankpledge.plans.models import ReturnRound
    from frankpledge.plans.returns.quarters import quarter_of
    from tests.plans.partnership import COUNTY

    quarter = quarter_of(until).before
    for _ in range(4):
        asked = ReturnRound.objects.create(
            area_id=COUNTY,
            quarter=quarter.code,
            first_day=quarter.first_day,
            last_day=quarter.last_day,
            due_on=quarter.last_day + timedelta(days=30),
            requested_at=_moment(quarter.last_day),
            requested_by=here.gwen,
            agency=here.county,
            invited_id="csp-u1",
        )
        for code in here.councils:
            _add_return(here, asked.pk, code, _moment(quarter.last_day + timedelta(days=9)))
        quarter = quarter.before


def _add_return(here: Here, round_id: int, code: str, at: datetime) -> UUID:
    from frankpledge.access.api import Protection
    from frankpledge.access.protection import ProtectionTerm
    from frankpledge.plans.models import QuarterReturn, ReturnFigure, ReturnRound
    from frankpledge.plans.returns.measures import MEASURES

    protection = Protection.objects.create(kind="return", owner=here.councils[code])
    ProtectionTerm.objects.create(protection=protection, what="district", value=code)
    ProtectionTerm.objects.create(protection=protection, what="agency", value=str(here.county.id))
    asked = ReturnRound.objects.get(pk=round_id)
    row = QuarterReturn(
        protection=protection,
        reference=f"R{protection.uid.hex[:11]}",
        round=asked,
        body_id=f"csp-{code.lower()}",
        first_day=asked.first_day,
        last_day=asked.last_day,
        cut_off_on=asked.due_on,
        state="locked",
        begun_at=at,
        begun_by=here.managers[code],
        handed_by=here.managers[code],
        chair=here.chairs[code],
        signed_at=at,
        signed_by=here.chairs[code],
        first_signed_on=at.date(),
    )
    row.save(force_insert=True)
    ReturnFigure.objects.bulk_create(
        ReturnFigure(made_in=row, measure=measure.code, number=number % 9)
        for number, measure in enumerate(MEASURES)
    )
    return row.uid


def _moment(day: date) -> datetime:
    from datetime import UTC

    return datetime.combine(day, datetime.min.time(), tzinfo=UTC)


def main(years: int) -> None:
    """Hold so many years in the database that this process was given."""
    import django

    django.setup()
    hold(years)


if __name__ == "__main__":
    main(int(sys.argv[1]))

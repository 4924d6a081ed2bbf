"""Pages of actions and returns with ten years of thirteen districts, beside one year of them.

Fifty thousand actions and five hundred and twenty returns, beside a tenth of each. What still
stands is the same in both, as it would be: old years are done. The pages are asked for in turn, in
one process, as a manager and as the county team, and the best of several is taken.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from benchmarks.measure import Measurement, best_of

if TYPE_CHECKING:
    from tests.plans.partnership import Here

YEARS, DISTRICTS, ACTIONS_A_YEAR = 10, 12, 5_000
STANDING_EVERY = 8
"""Of the last year's actions, one in so many still stands."""
TIMES = 7
LIMIT = 1.5


def run() -> Iterator[Measurement]:
    """Each page's time with ten years over its time with one."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.ten_years"],
            env={
                **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
                "FRANKPLEDGE_HOME": home,
                "FRANKPLEDGE_DEMO": "0",
                "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    for line in done.stdout.splitlines():
        yield Measurement(**json.loads(line))


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    from django.core.management import call_command
    from django.db import connection

    from frankpledge.access.api import moment_now
    from tests.plans.partnership import make_county

    call_command("migrate", verbosity=0)
    today = moment_now().date()
    here = make_county(DISTRICTS)
    _add_a_year(here, today, last=True)
    one = _times(here)
    for back in range(1, YEARS):
        _add_a_year(here, today - timedelta(days=365 * back), last=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ten = _times(here)
    for path, seconds in ten.items():
        yield Measurement(
            name=f"{path}, ten years",
            value=seconds,
            unit="s",
            peer="one year",
            peer_value=one[path],
            limit=LIMIT,
            n=TIMES,
        )


def _times(here: Here) -> dict[str, float]:
    from django.test import Client

    from frankpledge.plans.models import ReturnRound

    manager, county = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    manager.force_login(here.managers["D1"])
    county.force_login(here.gwen)
    last = ReturnRound.objects.order_by("-first_day").values_list("pk", flat=True).first()
    asked = (
        ("actions", manager, "/plans/"),
        ("late actions", manager, "/plans/?status=late"),
        ("done actions", manager, "/plans/?status=done"),
        ("returns", county, "/plans/returns/"),
        ("the county's quarter", county, f"/plans/returns/county/{last}/"),
        ("the first page", manager, "/"),
    )
    found = {}
    for name, client, path in asked:
        assert client.get(path).status_code == 200, path
        found[name] = best_of(TIMES, lambda client=client, path=path: client.get(path))  # type: ignore[misc]
    return found


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
    from frankpledge.plans.models import FourP, PlannedAction, Status, Step

    codes = list(here.councils)
    protections, terms, rows, steps = [], [], [], []
    for number in range(ACTIONS_A_YEAR):
        code = codes[number % len(codes)]
        council, manager = here.councils[code], here.managers[code]
        protection = Protection(uid=uuid4(), kind="action", owner=council)
        protections.append(protection)
        terms += [
            ProtectionTerm(protection=protection, what="district", value=code),
            ProtectionTerm(protection=protection, what="agency", value=str(here.police.id)),
        ]
        stands = last and number % STANDING_EVERY == 0
        due = until - timedelta(days=number % 365 - (60 if stands else 0))
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
            confirmed_at=None if stands else at,
            confirmed_by=None if stands else here.chairs[code],
        )
        rows.append(row)
        steps.append(Step(action=row, status=row.status, at=at, by=manager))
    Protection.objects.bulk_create(protections, batch_size=500)
    ProtectionTerm.objects.bulk_create(terms, batch_size=500)
    actions: QuerySet[Any] = QuerySet(PlannedAction)
    actions.bulk_create(rows, batch_size=500)
    Step.objects.bulk_create(steps, batch_size=500)


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


def main() -> None:
    """Fill the database that this process was given, and print each measurement as JSON."""
    import django

    django.setup()
    for measurement in measured():
        sys.stdout.write(f"{json.dumps(asdict(measurement))}\n")


if __name__ == "__main__":
    main()

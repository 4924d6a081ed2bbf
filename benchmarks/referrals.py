"""Pages of referrals with 100,000 of them, beside the same pages with 1,000.

Whole requests in one process, in CPU time, for somebody whose agency has a twentieth of them and
for somebody whose agency has none; and the safeguarding gate, which asks nothing of what is held.
The work is done in a process of its own, whose data folder is thrown away.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.apart import measured_apart, say
from benchmarks.measure import Measurement

if TYPE_CHECKING:
    from frankpledge.access.api import Agency, Person

FEW, MANY = 1_000, 100_000
AGENCIES = 20
TIMES = 15
LIMIT = 1.5
AREA = "E07999101"
PAGES = ("/referrals/", "/referrals/?state=sent", "/", "/referrals/notices/")


def run() -> Iterator[Measurement]:
    """How much longer each page takes with a hundred times as many referrals."""
    yield from measured_apart("referrals")


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    from django.core.management import call_command

    from tests.makers import make_area

    call_command("migrate", verbosity=0, interactive=False)
    make_area(AREA, name="Wantsum")
    acts = _acts()
    _add(0, FEW)
    few = {name: _seconds(act) for name, act in acts.items()}
    _add(FEW, MANY)
    for name, act in acts.items():
        yield Measurement(
            name=f"{name}, {MANY} referrals",
            value=_seconds(act),
            unit="s",
            peer=f"the same, {FEW} referrals",
            peer_value=few[name],
            limit=LIMIT,
            n=TIMES,
        )


def _acts() -> dict[str, Callable[[], object]]:
    from django.test import Client

    from frankpledge.access.api import Role, actor_for, moment_now
    from frankpledge.referrals import api as referrals
    from tests.makers import make_agency, make_person

    agencies = [make_agency(f"agency{number}") for number in range(AGENCIES)]

    def lead(agency: Agency, name: str) -> Person:
        role = Role.SAFEGUARDING_LEAD
        return make_person(agency, role, name=name, districts=[AREA], tags=("child",))

    some = lead(agencies[0], "Joan Lisle")
    none = lead(make_agency("none"), "Kit Marlow")
    csm = make_person(agencies[1], Role.CSM, districts=[AREA], name="Asha Penrose")
    found: dict[str, Callable[[], object]] = {}
    for person, words in ((some, "a twentieth"), (none, "none")):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person)
        for page in PAGES:
            found[f"{page} for {words}"] = partial(client.get, page)

    def gate() -> None:
        now = moment_now()
        referrals.note_gate(
            area=AREA, place="7 Tern Court", what="Visit", by=actor_for(csm.id, at=now), at=now
        )

    return found | {"the gate": gate}


def _seconds(act: Callable[[], object]) -> float:
    act()
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _line_key(number: int) -> str:
    """Where a referral is about: two agencies are concerned about each of the newest places."""
    from frankpledge.referrals.whereabouts import keys_of

    place = number // 2 if number < 40 else number
    return keys_of(area=AREA, typed=f"{place} Tern Court").line


def _add(first: int, last: int) -> None:
    """Referrals numbered from *first* up to *last*, spread over the agencies and two years."""
    from django.db import connection, transaction

    from frankpledge.access.api import Agency, Kind, Person, Protection, What, actor_for, moment_now
    from frankpledge.access.protection import ProtectionTerm
    from frankpledge.referrals.models import Concern, Referral

    agencies = list(Agency.objects.filter(code__startswith="agency").order_by("code"))
    sender = Person.objects.get(name="Joan Lisle")
    now: datetime = moment_now()
    by = actor_for(sender.id, at=now)
    for start in range(first, last, 2_000):
        numbers = range(start, min(start + 2_000, last))
        guards = [
            Protection(kind=Kind.REFERRAL, owner=agencies[number % AGENCIES]) for number in numbers
        ]
        with transaction.atomic():
            Protection.objects.bulk_create(guards)
            ProtectionTerm.objects.bulk_create(
                ProtectionTerm(protection=guard, what=What.DISTRICT, value=AREA) for guard in guards
            )
            # As in use: what came to an agency is shared with it.
            ProtectionTerm.objects.bulk_create(
                ProtectionTerm(
                    protection=guard,
                    what=What.AGENCY,
                    value=str(agencies[(number + 1) % AGENCIES].id),
                )
                for number, guard in zip(numbers, guards, strict=True)
            )
            Referral.visible_to(by).bulk_create(
                Referral(
                    protection=guard,
                    reference=f"R{number:08}",
                    pathway="PA14",
                    pathway_version="1",
                    worked_here=False,
                    form="adult",
                    area_id=AREA,
                    line_key=_line_key(number),
                    from_agency=agencies[number % AGENCIES],
                    to_agency=agencies[(number + 1) % AGENCIES],
                    sent_by=sender,
                    sent_at=now - timedelta(minutes=number * 10),
                    state_at=now - timedelta(minutes=number * 10),
                    # Most of what there ever was is over; what still runs is much the same.
                    state="sent" if number % FEW < 20 and number < 4 * FEW else "accepted",
                    decided_at=now,
                    due_at=now,
                    agreement="agreed",
                    told=True,
                )
                for number, guard in zip(numbers, guards, strict=True)
            )
            Concern.objects.bulk_create(
                Concern(
                    referral_id=guard.pk,
                    agency=agencies[number % AGENCIES],
                    line_key=_line_key(number),
                    at=now - timedelta(minutes=number * 10),
                )
                for number, guard in zip(numbers, guards, strict=True)
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    say(measured)

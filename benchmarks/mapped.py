"""A register of 5,000 groups and 200,000 links beside the same pages at 50 groups and 2,000 links.

What is timed is the whole page as a coordinator asks for it: signed in, the rule, the line in the
record and the markup. Each group has as many links in both, so only what is around it grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

from benchmarks.apart import measured_apart, say
from benchmarks.measure import Measurement, best_of

FEW, MANY, EACH = 50, 5_000, 40
LIMIT = 1.5
TIMES = 9
DISTRICT, FORCE = "E07999101", "E23999001"


def run() -> Iterator[Measurement]:
    """In a process and a database of its own."""
    yield from measured_apart("mapped")


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from frankpledge.access.api import Purpose, Role, actor_for, moment_now
    from frankpledge.access.models import AreaPart
    from frankpledge.groups import api as groups
    from tests.makers import make_agency, make_area, make_person

    call_command("migrate", verbosity=0, interactive=False)
    settings.ALLOWED_HOSTS = ["testserver"]
    make_area(FORCE, kind="force", name="Fallowshire")
    make_area(DISTRICT, name="Wantsum")
    AreaPart.objects.create(whole_id=FORCE, part_id=DISTRICT)
    unit = make_agency("unit", kind="police")
    purpose = Purpose.LAW_ENFORCEMENT
    reader = make_person(unit, Role.OCG_COORDINATOR, force_wide=True, purpose=purpose)
    officer = make_person(
        unit, Role.INFORMATION_GOVERNANCE, force_wide=True, purpose=Purpose.OVERSIGHT
    )
    now = moment_now()
    groups.switch_on(
        area=FORCE, officer="Prisca Holm", assessment="1", by=actor_for(officer.id, at=now), at=now
    )
    client = Client()
    client.force_login(reader)
    first = _fill(reader.id, unit.id, 0, FEW)
    pages = {
        "list": "/groups/register/",
        "filter": "/groups/register/?sort=street_gang&tier=T3",
        "open": f"/groups/register/{first}/",
        "links": f"/groups/register/{first}/people/?list=full",
    }

    def ask(page: str) -> None:
        answer = client.get(page)
        if answer.status_code != 200:
            raise RuntimeError(f"{page}: {answer.status_code}")

    def timed() -> dict[str, float]:
        for page in pages.values():
            ask(page)
        return {name: best_of(TIMES, partial(ask, page)) for name, page in pages.items()}

    few = timed()
    _fill(reader.id, unit.id, FEW, MANY)
    many = timed()
    for name in pages:
        yield Measurement(
            name=f"register of {MANY:,} groups and {MANY * EACH:,} links: {name}",
            value=many[name],
            unit="s",
            peer=f"the same page at {FEW} groups and {FEW * EACH:,} links",
            peer_value=few[name],
            limit=LIMIT,
            n=TIMES,
        )


def _fill(person: UUID, agency: UUID, start: int, end: int) -> UUID | None:
    """Active groups with 40 people linked to each; gives the first of them."""
    from django.db import transaction

    from frankpledge.access.api import Kind, Protection, moment_now
    from frankpledge.access.protection import ProtectionTerm
    from frankpledge.groups.models import Group, GroupLink, Subject

    now, day = moment_now(), date(2026, 1, 5)
    made = None
    with transaction.atomic():
        for number in range(start, end):
            own = Protection(kind=Kind.GROUP, owner_id=agency)
            people = [Protection(kind=Kind.GROUP, owner_id=agency) for _ in range(EACH)]
            links = [Protection(kind=Kind.LINK, owner_id=agency) for _ in range(EACH)]
            Protection.objects.bulk_create([own, *people, *links])
            ProtectionTerm.objects.bulk_create(
                ProtectionTerm(protection=each, what="district", value=DISTRICT)
                for each in (own, *people)
            )
            Group(
                protection=own,
                reference=f"R{number:06}",
                codename=f"Amber Anvil {(number * 7919) % MANY:05}",
                sort="street_gang" if number % 2 else "organised_group",
                status="active",
                status_on=day,
                area_id=DISTRICT,
                threats=["DRG"],
                main_threat="DRG",
                tier="T3" if number % 3 else "T4",
                tier_why="As tasking had it",
                score_owner_id=agency,
                lead_id=person,
                put_forward_on=day,
                put_forward_by_id=person,
                review_on=date(2099, 1, 1),
            ).save(force_insert=True)
            Subject.objects.bulk_create(
                Subject(
                    protection=each,
                    reference=f"P{number:06}-{place:02}",
                    system="Force system",
                    pointer=f"NOM/{number}/{place}",
                    age="25_49",
                    ethnicity="unknown",
                    area_id=DISTRICT,
                    noticed_on=day,
                    recorded_at=now,
                    recorded_by_id=person,
                )
                for place, each in enumerate(people)
            )
            GroupLink.objects.bulk_create(
                GroupLink(
                    protection=each,
                    left=people[place],
                    right=own,
                    relation="member",
                    category="suspect",
                    about_person=True,
                    source_grade=2,
                    intelligence_grade="B",
                    source="INT/1",
                    from_on=day,
                    recorded_at=now,
                    recorded_by_id=person,
                )
                for place, each in enumerate(links)
            )
            made = made or own.uid
    return made


if __name__ == "__main__":
    say(measured)

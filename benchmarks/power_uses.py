"""Pages of uses of powers with 20,000 uses in a county beside the same pages with 200.

Whole requests in one process, in CPU time: the list, one use, its problem, the candidates there,
and the morning. Half of the uses are of the reader's own district and the others of eleven more;
they stand at several stages, each with its test, evidence, consultees and story. The work is done
in a process of its own, whose data folder is thrown away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks.apart import measured_apart, say
from benchmarks.measure import Measurement, best_of

if TYPE_CHECKING:
    from frankpledge.access.api import Person

FEW, MANY = 200, 20_000
DISTRICTS = 12
TIMES = 25
LIMIT = 1.5
AT_ONCE = 2_000


def run() -> Iterator[Measurement]:
    """The ratio in CPU time of each page, and of its queries."""
    yield from measured_apart("power_uses")


def measured() -> Iterator[Measurement]:
    """The same, in this process, whose database is empty and may be filled."""
    county = _County()
    county.fill(FEW)
    few = county.timed()
    county.fill(MANY - FEW)
    many = county.timed()
    for name, (seconds, queries) in many.items():
        before, queries_before = few[name]
        yield Measurement(
            name=f"uses of powers: {name}, CPU with {MANY}",
            value=seconds,
            unit="s",
            peer=f"the same with {FEW}",
            peer_value=before,
            limit=LIMIT,
            n=TIMES,
        )
        yield Measurement(
            name=f"uses of powers: {name}, queries with {MANY}",
            value=queries,
            unit="queries",
            peer=f"the same with {FEW}",
            peer_value=queries_before,
            limit=1.0,
        )


class _County:
    """Twelve districts with a council each, a problem in each, and uses of powers for them."""

    def __init__(self) -> None:
        from django.core.management import call_command
        from django.test import Client

        from frankpledge.access.api import Role
        from tests.makers import make_agency, make_area, make_person

        call_command("migrate", verbosity=0, interactive=False)
        self.people: list[Person] = []
        for number in range(DISTRICTS):
            code = f"E0799910{number:X}"
            make_area(code, name=f"District {number}")
            council = make_agency(f"council{number}")
            self.people.append(make_person(council, Role.CSM, districts=[code]))
        self.made = 0
        self.problems = [self._problem(number) for number in range(DISTRICTS)]
        self.first = ""
        self.client = Client(SERVER_NAME="127.0.0.1")
        self.client.force_login(self.people[0])

    def _problem(self, number: int) -> Any:
        from frankpledge.access.api import actor_for, moment_now
        from frankpledge.problems import api as problems

        now = moment_now()
        return problems.open_problem(
            title="Strangers at the door",
            place="6 Tern Court",
            place_kind="address",
            area=f"E0799910{number:X}",
            by=actor_for(self.people[number].id, at=now),
            at=now,
        )

    def fill(self, count: int) -> None:
        """Add uses, spread evenly. One in the reader's own district is linked to its problem."""
        for begun in range(0, count, AT_ONCE):
            self._add(min(AT_ONCE, count - begun))
        if not self.first:
            self._link_one()

    def _add(self, count: int) -> None:
        from django.db import transaction

        from frankpledge.access.api import Kind, Protection, actor_for, moment_now
        from frankpledge.access.protection import ProtectionTerm
        from frankpledge.powers import models
        from frankpledge.powers.catalogue import power
        from frankpledge.powers.lifecycle import Stage

        now, found = moment_now(), power("PW001")
        assert found is not None
        stages = [*[Stage.CHECKING] * 3, Stage.CONSULTING, Stage.WITHDRAWN]
        protections, terms, uses = [], [], []
        parts: dict[Any, list[Any]] = {model: [] for model in (
            models.Limb, models.Evidence, models.Consultee, models.UseEvent
        )}  # fmt: skip
        for _ in range(count):
            self.made += 1
            # Half are of the reader's own district, so that a page of the list is full each time.
            district = 0 if self.made % 2 else self.made // 2 % DISTRICTS
            person, area = self.people[district], f"E0799910{district:X}"
            protection = Protection(uid=uuid4(), kind=Kind.POWER_USE, owner_id=person.agency_id)
            protections.append(protection)
            terms.append(ProtectionTerm(protection=protection, what="district", value=area))
            use = models.PowerUse(
                protection=protection,
                reference=f"{self.made:08d}",
                power=found.code,
                power_version=found.version,
                area_id=area,
                place=f"{self.made} Tern Court",
                target="premises",
                measure="A partial closure",
                aim="To keep the tenant at home",
                stage=stages[self.made // 2 % len(stages)],
                started_at=now - timedelta(minutes=self.made * 20),
                started_by=person,
            )
            uses.append(use)
            for number in range(1, 4):
                words = f"Part {number}"
                parts[models.Limb].append(models.Limb(use=use, number=number, words=words))
                parts[models.Evidence].append(models.Evidence(use=use, number=number, words=words))
                parts[models.Consultee].append(
                    models.Consultee(use=use, number=number, words=words, is_hard=number == 1)
                )
                parts[models.UseEvent].append(
                    models.UseEvent(use=use, what="started", at=use.started_at, told_by=person)
                )
        with transaction.atomic():
            Protection.objects.bulk_create(protections)
            ProtectionTerm.objects.bulk_create(terms)
            by = actor_for(self.people[0].id, at=now)
            models.PowerUse.open_to(by).bulk_create(uses)
            for model, rows in parts.items():
                model.objects.bulk_create(rows)

    def _link_one(self) -> None:
        from frankpledge.access.api import Kind, LinkKind, Ref, actor_for, link, moment_now
        from frankpledge.powers.models import PowerUse

        now = moment_now()
        by = actor_for(self.people[0].id, at=now)
        use = PowerUse.open_to(by).order_by("-started_at")[0]
        problem = Ref(kind=Kind.PROBLEM, uid=self.problems[0])
        link(problem, use, LinkKind.GAVE_RISE_TO, by=by, at=now)
        self.first = str(use.uid)

    def timed(self) -> dict[str, tuple[float, int]]:
        """The least CPU time of each page, and how many queries it asks."""
        from django.db import connection

        asked: list[str] = []

        def listen(execute: Any, sql: str, *others: Any) -> Any:
            asked.append(sql)
            return execute(sql, *others)

        found = {}
        for name, work in self._work().items():
            work()
            asked.clear()
            with connection.execute_wrapper(listen):
                work()
            counted = len(asked)
            found[name] = (best_of(TIMES, work, clock=time.process_time), counted)
        return found

    def _work(self) -> dict[str, Callable[[], object]]:
        here = f"/powers/here/?problem={self.problems[0]}&area=E07999100"
        return {
            "the list": self._page("/powers/uses/"),
            "the list of one stage": self._page("/powers/uses/?stage=checking"),
            "one use": self._page(f"/powers/uses/{self.first}/"),
            "its problem": self._page(f"/problems/{self.problems[0]}/"),
            "candidates there": self._page(here),
            "the morning": self._page("/"),
        }

    def _page(self, path: str) -> Callable[[], object]:
        def ask() -> object:
            answer = self.client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answers {answer.status_code}")
            return answer

        return ask


if __name__ == "__main__":
    say(measured)

"""Somebody who asks for long work of a kind that counts, and keeps how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from frankpledge.access.api import ALLOW, Actor, Decision, Person, Role
from frankpledge.work import api as work, sorts
from tests.makers import NOW, as_actor, make_agency, make_person

COUNTING = "tests.counting"


class Counting:
    """Counts to a number; refuses, fails and is watched as a test wants it."""

    def __init__(self) -> None:
        self.allowed: Decision = ALLOW
        self.stepped: Callable[[int], None] = lambda number: None
        self.begun_at: list[int] = []
        self.keep: Callable[[], str] | None = None

    def may(self, by: Actor, given: work.Given, at: datetime) -> Decision:
        return self.allowed

    def perform(self, given: work.Given, by: Actor, at: datetime, going: work.Going) -> work.Result:
        first = int((going.kept() or b"0").decode())
        self.begun_at.append(first)
        whole = int(str(given["to"]))
        for number in range(first, whole):
            self.stepped(number)
            going.keep(str(number + 1).encode())
            going.step(number + 1, whole)
        said = f"{by.name} counted to {whole}".encode()
        return work.Result(
            files=[work.Made(name="count.txt", media_type="text/plain", content=said)],
            keep=self.keep,
        )


@pytest.fixture
def counting(settings, tmp_path: Path) -> Iterator[Counting]:
    settings.FRANKPLEDGE_HOME = tmp_path
    found = Counting()
    work.offer(
        work.Sort(
            code=COUNTING,
            title="Counting",
            may=found.may,
            perform=found.perform,
            back=lambda given: "",
        )
    )
    yield found
    sorts._sorts.pop(COUNTING)


@pytest.fixture
def asker(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: NOW)
    return make_person(make_agency("council"), Role.CSM, name="Asha Penrose")


@pytest.fixture
def ask(counting: Counting, asker: Person) -> Callable[..., UUID]:
    def asked(to: int = 3) -> UUID:
        return work.ask(COUNTING, given={"to": to}, by=as_actor(asker), at=NOW)

    return asked

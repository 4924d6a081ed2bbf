"""Whole worlds of people and records that share their agencies, districts, forums and names.

A world is what a database holds: every subject, record and grant once, by id, so that it can be
loaded into tables and each pair asked both ways. Records are drawn until some, but not most, of
the people may find them; a share of them is left as it fell, so that there are also records that
nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.access.draft import Part
from tests.access.makings import TAGS, Policy, ends, later, some
from tests.access.oracle import Table

AGENCIES = tuple(f"A{number}" for number in range(1, 8))
DISTRICTS = tuple(f"D{number}" for number in range(1, 6))
FORUMS = tuple(f"F{number}" for number in range(1, 5))
NOMINALS = tuple(f"N{number}" for number in range(1, 10))
NOW = 1000
FEWEST, MOST, TRIES, AS_IT_FELL = 0.10, 0.40, 24, 0.15
DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everybody and everything at one moment. A subject's principal and a record's parent are
    written out in full inside it, as a case has them, and are themselves subjects and objects."""

    table: Table
    subjects: tuple[Part, ...]
    objects: tuple[Part, ...]
    agreements: dict[str, int]
    break_glass: tuple[tuple[str, str, int], ...]
    purpose: str
    now: int = NOW

    def context(self, purpose: str | None = None) -> Part:
        """The day on which a question is put in this world."""
        return {
            "now": self.now,
            "purpose": self.purpose if purpose is None else purpose,
            "agreements": self.agreements,
            "break_glass": [list(grant) for grant in self.break_glass],
        }

    def case(self, subject: Part, action: str, thing: Part, purpose: str | None = None) -> Part:
        """One question put in this world."""
        return {
            "subject": subject,
            "action": action,
            "object": thing,
            "context": self.context(purpose),
        }

    def cases(self, action: str) -> Iterator[Part]:
        """This action, by everybody, on everything."""
        for subject in self.subjects:
            for thing in self.objects:
                yield self.case(subject, action, thing)


def world(seed: int, n_subjects: int, n_objects: int, *, table: Table) -> World:
    """A world of so many people and records; the same seed makes the same world."""
    return Maker(Random(seed), Policy(table), table).make(n_subjects, n_objects)


class Maker:
    """Makes one world, drawing each record until it is neither open to all nor closed to all."""

    def __init__(self, rng: Random, policy: Policy, table: Table) -> None:
        self.rng, self.policy, self.table = rng, policy, table
        self.agreements = {agency: later(rng, NOW) for agency in AGENCIES}
        for agency, end in zip(rng.sample(AGENCIES, 2), (NOW, NOW - 1), strict=True):
            self.agreements[agency] = end
        del self.agreements[rng.choice([each for each in AGENCIES if self.agreements[each] <= NOW])]
        self.useful = [role for role in policy.roles if policy.granted[role]]
        self.kinds = sorted({kind for _, kind in policy.grants["read"]})
        self.subjects: list[Part] = []
        self.objects: list[Part] = []
        self.depth: dict[str, int] = {}
        self.glass: list[tuple[str, str, int]] = []
        self.live_agencies = [each for each, end in self.agreements.items() if end > NOW]
        widest = "read" if rng.random() < 0.2 else "export"
        self.purpose = rng.choice(policy.purposes[widest])

    def make(self, n_subjects: int, n_objects: int) -> World:
        """People first, then records one upon another."""
        for number in range(1, n_subjects + 1):
            self.subjects.append(self.person(f"P{number}"))
        self.delegate()
        for number in range(1, n_objects + 1):
            self.add_object(f"O{number}")
        return World(
            table=self.table,
            subjects=tuple(self.subjects),
            objects=tuple(self.objects),
            agreements=self.agreements,
            break_glass=tuple(self.glass),
            purpose=self.purpose,
        )

    def person(self, uid: str) -> Part:
        """Somebody, mostly in order; something small is often about to end or has just ended."""
        rng = self.rng
        of = self.live_agencies if rng.random() < 0.93 else AGENCIES
        return {
            "id": uid,
            "agency": rng.choice(list(of)),
            "roles": self.roles(),
            "vetting": rng.choice((0, 1, 2, 2, 3, 3, 4)),
            "vetting_until": ends(rng, NOW, 0.08),
            "active": rng.random() >= 0.04,
            "locked": rng.random() < 0.04,
            "until": ends(rng, NOW, 0.06),
            "districts": some(rng, DISTRICTS, 3),
            "force_wide": rng.random() < 0.3,
            "forums": {forum: ends(rng, NOW, 0.2) for forum in some(rng, FORUMS, 3)},
            "tag_authority": {tag: ends(rng, NOW, 0.15) for tag in some(rng, TAGS, 5)},
            "conflicts": some(rng, NOMINALS, 1),
            "delegation": None,
        }

    def roles(self) -> list[str]:
        """One to three roles that grant something, or rarely one that grants nothing."""
        if self.rng.random() < 0.05:
            return [self.rng.choice(self.policy.roles)]
        return self.rng.sample(self.useful, min(len(self.useful), self.rng.choice((1, 2, 2, 3))))

    def delegate(self) -> None:
        """Let about one in six act for another; a principal may have delegated as well."""
        rng = self.rng
        for index, subject in enumerate(self.subjects):
            principal = rng.choice(self.subjects)
            if rng.random() >= 0.17 or principal["id"] == subject["id"]:
                continue
            grants = [pair for role in principal["roles"] for pair in self.policy.granted[role]]
            few = rng.sample(sorted(grants), min(len(grants), 3 + int(rng.random() * 40)))
            self.subjects[index] = {
                **subject,
                "delegation": {
                    "principal": {**principal, "delegation": None},
                    "until": ends(rng, NOW, 0.15),
                    "scope": [list(pair) for pair in dict.fromkeys(few)],
                },
            }

    def add_object(self, uid: str) -> None:
        """Draw records until one is open to some; keep the last if none would be."""
        rng = self.rng
        parent = self.choose_parent()
        tries = 1 if rng.random() < AS_IT_FELL else TRIES
        best: tuple[float, Part, list[tuple[str, str, int]]] | None = None
        for _ in range(tries):
            thing = self.record(uid, parent)
            glass = self.some_glass(uid)
            share = self.open_to(thing, glass)
            far = max(FEWEST - share, share - MOST, 0.0)
            if best is None or far < best[0]:
                best = far, thing, glass
            if far == 0.0:
                break
        if best is not None:
            self.objects.append(best[1])
            self.glass += best[2]
            self.depth[uid] = 0 if parent is None else self.depth[parent["id"]] + 1

    def choose_parent(self) -> Part | None:
        """Some record that is already there and not too deep, or none; never a disposed one."""
        if self.rng.random() < 0.6:
            return None
        fit = [each for each in self.objects
               if self.depth[each["id"]] < DEEPEST and each["state"] == "live"]  # fmt: skip
        return self.rng.choice(fit) if fit else None

    def some_glass(self, uid: str) -> list[tuple[str, str, int]]:
        """Break-glass on this record, for one or two people, where it was broken at all."""
        if self.rng.random() >= 0.2:
            return []
        few = self.rng.sample(self.subjects, min(len(self.subjects), 2))
        return [(each["id"], uid, ends(self.rng, NOW, 0.4)) for each in few]

    def open_to(self, thing: Part, glass: list[tuple[str, str, int]]) -> float:
        """The share of people who may read it, by the oracle."""
        context = {
            "now": NOW,
            "purpose": self.purpose,
            "agreements": self.agreements,
            "break_glass": [*self.glass, *glass],
        }
        reasons = self.policy.oracle.reasons
        seen = sum(not reasons(each, "read", thing, context) for each in self.subjects)
        return seen / max(1, len(self.subjects))

    def record(self, uid: str, parent: Part | None) -> Part:
        """A record, shared widely enough to be found by some, with a little against it."""
        rng = self.rng
        people = [each["id"] for each in self.subjects]
        restricted = rng.random() < 0.08
        named = rng.sample(people, min(len(people), int(len(people) * rng.random() * 0.5)
                                       if restricted else int(rng.random() * 4)))  # fmt: skip
        code = rng.choice("PPPC")
        # A record kept by few roles needs the widest sharing to be found by anyone.
        wide = rng.random() < 0.5 or parent is not None
        return {
            "id": uid,
            "kind": rng.choice(self.kinds),
            "owner": rng.choice(self.live_agencies if rng.random() < 0.8 else AGENCIES),
            "min_vetting": rng.choice((0, 0, 0, 0, 1, 2, 3)),
            "tags": some(rng, TAGS, 1) if rng.random() < 0.25 else [],
            "code": code,
            "conditions": self.conditions() if code == "C" or rng.random() < 0.1 else [],
            "agencies": rng.sample(AGENCIES, rng.choice((3, 4, 5) if wide else (0, 1, 2))),
            "forums": some(rng, FORUMS, 3 if wide else 1),
            "named": {person: ends(rng, NOW, 0.25) for person in named},
            "editors": rng.sample(people, min(len(people), int(rng.random() * 3))),
            "excluded_persons": rng.sample(people, min(len(people), int(rng.random() * 2))),
            "excluded_agencies": some(rng, AGENCIES, 1) if rng.random() < 0.2 else [],
            "restricted": restricted,
            "districts": some(rng, DISTRICTS, 2) if rng.random() < 0.5 else [],
            "nominals": some(rng, NOMINALS, 2),
            "state": rng.choices(("live", "draft", "disposed"), (90, 7, 3))[0],
            "parent": parent,
        }

    def conditions(self) -> list[list[Any]]:
        """None to two conditions, no two of one name."""
        rng = self.rng
        purposes = self.policy.purposes["read"]
        possible: list[list[Any]] = [
            ["agencies", rng.sample(AGENCIES, 4)],
            ["until", ends(rng, NOW, 0.2)],
            ["purpose", sorted({self.purpose, rng.choice(purposes)})
             if rng.random() < 0.8 else [rng.choice(purposes)]],
            ["no_export", None],
            ["no_onward", None],
            ["view_only", None],
        ]  # fmt: skip
        return rng.sample(possible, int(rng.random() * 3))

"""Worlds put into the database, so that the rule and the database can be asked the same things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from frankpledge.access.actors import Actor
from frankpledge.access.cases import read_case
from frankpledge.access.models import (
    Agency,
    BreakGlass,
    Person,
    Protection,
    ProtectionCondition,
    ProtectionConditionValue,
    ProtectionTerm,
)
from frankpledge.access.moments import moment_of
from frankpledge.access.vocabulary import Purpose
from tests.access.worlds import World

SPACE = UUID("5f0e4f5c-0d3a-4a43-9a5e-0c4d1f0b6a11")
SCALE = 1_000_000
"""Worlds count in small whole numbers; the database keeps moments, so each becomes a second."""


def uid_of(name: str) -> str:
    """The identity that stands for a world's short name."""
    return str(uuid5(SPACE, name))


def as_stored(part: Any, key: str = "") -> Any:
    """A world's part with identities for names and seconds for numbers."""
    if isinstance(part, dict):
        return {
            (uid_of(name) if key in ("agreements", "named") else name): as_stored(value, name)
            if key not in ("agreements", "named", "forums", "tag_authority")
            else value * SCALE
            for name, value in part.items()
        }
    if key in ("until", "vetting_until", "now") and isinstance(part, int):
        return part * SCALE
    if key in ("id", "agency", "owner"):
        return uid_of(part)
    if key in ("agencies", "editors", "excluded_persons", "excluded_agencies"):
        return [uid_of(name) for name in part]
    if key == "conditions":
        return [[name, _argument(name, value)] for name, value in part]
    if key == "break_glass":
        return [[uid_of(who), uid_of(what), until * SCALE] for who, what, until in part]
    return part


def _argument(name: str, value: Any) -> Any:
    if name == "until":
        return value * SCALE
    return [uid_of(agency) for agency in value] if name == "agencies" else value


@dataclass(frozen=True)
class Loaded:
    """A world and where its records went."""

    world: World
    objects: tuple[Any, ...]

    def actors(self, purpose: str) -> Iterator[tuple[Any, Actor]]:
        """Everybody in the world, as they would come in from the edge."""
        for subject in self.world.subjects:
            case = as_stored(self.world.case(subject, "read", self.world.objects[0], purpose))
            parsed, _, _, context = read_case(case)
            if purpose not in set(Purpose):
                continue
            yield (
                case["subject"],
                Actor(
                    subject=parsed,
                    person_id=UUID(parsed.id),
                    name=subject["id"],
                    agency_id=UUID(parsed.agency),
                    agency_name=subject["agency"],
                    post_title="",
                    purpose=Purpose(purpose),
                    at=moment_of(context.now),
                    agreements=context.agreements,
                    break_glass={
                        key: until
                        for key, until in context.break_glass.items()
                        if key[0] == parsed.id
                    },
                ),
            )


def load(world: World) -> Loaded:
    """Put every agency, person, record and grant of *world* into the database."""
    far = datetime(2100, 1, 1, tzinfo=UTC)
    agencies = {subject["agency"] for subject in world.subjects}
    for thing in world.objects:
        agencies |= {thing["owner"]}
    Agency.objects.bulk_create(
        Agency(id=uid_of(name), code=f"w-{name}".lower(), name=name, short_name=name, kind="other")
        for name in sorted(agencies)
    )
    Person.objects.bulk_create(
        Person(
            id=uid_of(subject["id"]),
            username=f"w-{subject['id']}",
            name=subject["id"],
            agency_id=uid_of(subject["agency"]),
            ends_at=far,
            password="!",
        )
        for subject in world.subjects
    )
    depth: dict[str, int] = {}
    for thing in sorted(world.objects, key=_depth):
        stored = as_stored(thing)
        depth[thing["id"]] = _depth(thing)
        protection = Protection.objects.create(
            uid=stored["id"],
            kind=stored["kind"],
            owner_id=stored["owner"],
            min_vetting=stored["min_vetting"],
            code=stored["code"],
            restricted=stored["restricted"],
            state=stored["state"],
            parent_id=stored["parent"]["id"] if stored["parent"] else None,
            depth=depth[thing["id"]],
        )
        _terms(protection, stored)
        _conditions(protection, stored)
    BreakGlass.objects.bulk_create(
        BreakGlass(
            person_id=who,
            protection_id=what,
            category="life",
            granted_at=moment_of(0),
            until=moment_of(until),
        )
        for who, what, until in as_stored(world.context())["break_glass"]
    )
    return Loaded(world=world, objects=tuple(as_stored(thing) for thing in world.objects))


def _depth(thing: Any) -> int:
    return 1 + _depth(thing["parent"]) if thing["parent"] else 0


def _terms(protection: Protection, stored: Any) -> None:
    entries: dict[tuple[str, str], datetime | None] = {}
    for what, field in (
        ("agency", "agencies"),
        ("forum", "forums"),
        ("editor", "editors"),
        ("excluded_person", "excluded_persons"),
        ("excluded_agency", "excluded_agencies"),
        ("tag", "tags"),
        ("district", "districts"),
        ("nominal", "nominals"),
    ):
        entries.update({(what, value): None for value in stored[field]})
    entries.update({("named", value): moment_of(until) for value, until in stored["named"].items()})
    ProtectionTerm.objects.bulk_create(
        ProtectionTerm(protection=protection, what=what, value=value, until=until)
        for (what, value), until in entries.items()
    )


def _conditions(protection: Protection, stored: Any) -> None:
    for name, argument in stored["conditions"]:
        row = ProtectionCondition.objects.create(
            protection=protection,
            name=name,
            until=moment_of(argument) if name == "until" else None,
        )
        if name in ("agencies", "purpose"):
            ProtectionConditionValue.objects.bulk_create(
                ProtectionConditionValue(condition=row, value=value) for value in argument
            )

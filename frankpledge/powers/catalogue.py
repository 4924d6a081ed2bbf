"""The catalogue of powers: what each row says, where its law stands, and whether that is in force.

Rows are `powers.csv`, what they lack is `power_targets.csv` (derived, for a lawyer to check), and
who is meant by a holder is `power_holders.csv`. An area's own file of the same name replaces any.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from frankpledge.problems.api import reference_rows, reference_version

SHIPPED = Path(__file__).parent / "reference"
POWERS, TARGETS = "powers.csv", "power_targets.csv"
ALL_THREATS = "all"
_LIMB = re.compile(r"(?<=[.;])\s+|,?\s+AND\s+")


class Target(StrEnum):
    """What a power is used on."""

    PERSON = "person"
    PREMISES = "premises"
    BUSINESS = "business"
    VEHICLE = "vehicle"
    MONEY = "money"
    DEVICE = "device"
    LAND = "land"
    LICENCE = "licence"


TARGET_WORDS: Mapping[Target, str] = {
    Target.PERSON: "A person",
    Target.PREMISES: "A home or other building",
    Target.BUSINESS: "A business",
    Target.VEHICLE: "A vehicle",
    Target.MONEY: "Money or goods",
    Target.DEVICE: "A telephone, account or website",
    Target.LAND: "Land, a street or a park",
    Target.LICENCE: "A licence",
}


class Status(StrEnum):
    """Where the law of a power stands."""

    IN_FORCE = "in_force"
    AMENDED = "in_force_amended"
    TRANSFERRED = "in_force_transferred"
    NON_STATUTORY = "non_statutory"
    PARTLY = "partly_prospective"
    PROSPECTIVE = "prospective"
    CHECK_COMMENCEMENT = "check_commencement"
    PILOT_ENDED = "pilot_ended"
    CHECK = "check"


STATUS_WORDS: Mapping[Status, str] = {
    Status.IN_FORCE: "In force",
    Status.AMENDED: "In force, amended",
    Status.TRANSFERRED: "In force, with a new holder",
    Status.NON_STATUTORY: "Not made by law",
    Status.PARTLY: "Partly in force, which part is not confirmed",
    Status.PROSPECTIVE: "Enacted, not in force",
    Status.CHECK_COMMENCEMENT: "Enacted, commencement not confirmed",
    Status.PILOT_ENDED: "The pilot has ended",
    Status.CHECK: "Not confirmed to be available",
}
AVAILABLE = frozenset({Status.IN_FORCE, Status.AMENDED, Status.TRANSFERRED, Status.NON_STATUTORY})
"""Enacted is not in force: only these can be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """One power as the catalogue has it. `version` changes with any of its words."""

    code: str
    name: str
    holders: tuple[str, ...]
    legislation: str
    section: str
    year: str
    jurisdiction: str
    summary: str
    limbs: tuple[str, ...]
    evidence: tuple[str, ...]
    four_p: tuple[str, ...]
    threats: frozenset[str]
    consult: tuple[str, ...]
    limits: tuple[str, ...]
    status: Status
    provenance: str
    targets: frozenset[Target]
    least_age: int | None
    most_age: int | None
    version: str

    @property
    def is_available(self) -> bool:
        """Whether its law is in force, or it needs none."""
        return self.status in AVAILABLE

    @property
    def status_words(self) -> str:
        """Where its law stands, in words."""
        return STATUS_WORDS[self.status]

    @property
    def law(self) -> str:
        """The Act and the sections."""
        return ", ".join(part for part in (self.legislation, self.section) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who is meant by a holder of the catalogue: by kinds of agency, and by tier of council."""

    token: str
    name: str
    kinds: frozenset[str]
    tier: str

    @property
    def is_court(self) -> bool:
        """Whether it decides rather than holds."""
        return self.tier == "court"


def power_names() -> dict[str, str]:
    """What each power is called, by its code."""
    return {each.code: each.name for each in powers()}


def powers() -> tuple[Power, ...]:
    """Every power, by code."""
    return tuple(_by_code().values())


def power(code: str) -> Power | None:
    """The power with this code."""
    return _by_code().get(code)


def _by_code() -> Mapping[str, Power]:
    return _made(*(reference_version(name, shipped=SHIPPED) for name in (POWERS, TARGETS)))


# Kept for as long as neither file changes: a page asks for a power at every turn.
@lru_cache(maxsize=2)
def _made(*_versions: tuple[Path, int]) -> Mapping[str, Power]:
    derived = {row["power"]: row for row in reference_rows(TARGETS, shipped=SHIPPED)}
    made = [_power(row, derived[row["id"]]) for row in reference_rows(POWERS, shipped=SHIPPED)]
    return {each.code: each for each in sorted(made, key=lambda each: each.code)}


def holders() -> Mapping[str, Holder]:
    """Who is meant by each holder that the catalogue names."""
    return {
        row["token"]: Holder(
            token=row["token"],
            name=row["name"],
            kinds=frozenset(_parts(row["kinds"])),
            tier=row["tier"],
        )
        for row in reference_rows("power_holders.csv", shipped=SHIPPED)
    }


def threats() -> tuple[str, ...]:
    """Every kind of harm that some power is for, by name."""
    return tuple(sorted({threat for each in powers() for threat in each.threats} - {ALL_THREATS}))


def limbs_of(test: str) -> tuple[str, ...]:
    """The parts of a legal test that each have to be shown: its sentences, and what AND joins.

    Derived: where a test joins its parts in another way they stay together.
    """
    parts = (part.strip(" .;") for part in _LIMB.split(test))
    return tuple(part[0].upper() + part[1:] for part in parts if part)


def _power(row: Mapping[str, str], derived: Mapping[str, str]) -> Power:
    status, *limits = _parts(row["limits"])
    written = json.dumps([dict(row), dict(derived)], sort_keys=True, ensure_ascii=True)
    return Power(
        code=row["id"],
        name=row["name"],
        holders=_parts(row["holder"]),
        legislation=row["legislation"],
        section=row["section"],
        year=row["year"],
        jurisdiction=row["jurisdiction"],
        summary=row["summary"],
        limbs=limbs_of(row["test"]),
        evidence=tuple(part[0].upper() + part[1:] for part in _parts(row["evidence"])),
        four_p=_parts(row["four_p"]),
        threats=frozenset(_parts(row["soc_types"])),
        consult=_parts(row["consult"]),
        limits=tuple(limits),
        status=Status(status.removeprefix("status:")),
        provenance=row["confidence"],
        targets=frozenset(Target(each) for each in _parts(derived["targets"])),
        least_age=int(derived["least_age"]) if derived["least_age"] else None,
        most_age=int(derived["most_age"]) if derived["most_age"] else None,
        version=hashlib.sha256(written.encode()).hexdigest()[:12],
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())

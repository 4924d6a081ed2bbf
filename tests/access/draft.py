"""One case laid open for changing: a copy deep enough that changes stay in the copy."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.access.makings import Policy

Part = dict[str, Any]
PARENT = "parent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A case that the rule allows, and the one ground of need that each of its records has."""

    case: Part
    grounds: tuple[str, ...]


class Draft:
    """A copy of a base. `eyes` look, `entitled` is on whose behalf; `thing` is what is changed.

    Lists and the little dictionaries inside a part are shared with the base: replace, never mutate.
    """

    __slots__ = (
        "action", "base", "case", "chain", "context", "delegation", "entitled", "eyes", "level",
        "now", "policy", "rng", "thing",
    )  # fmt: skip

    def __init__(self, base: Base, policy: Policy, rng: Random) -> None:
        self.base, self.policy, self.rng = base, policy, rng
        case = base.case
        self.eyes: Part = {**case["subject"]}
        self.entitled: Part = self.eyes
        self.delegation: Part | None = None
        if self.eyes["delegation"] is not None:
            self.delegation = {**self.eyes["delegation"]}
            self.entitled = {**self.delegation["principal"]}
            self.delegation["principal"] = self.entitled
            self.eyes["delegation"] = self.delegation
        self.chain: list[Part] = [{**case["object"]}]
        while (parent := self.chain[-1]["parent"]) is not None:
            copy = {**parent}
            self.chain[-1]["parent"] = copy
            self.chain.append(copy)
        self.context: Part = {**case["context"]}
        self.case: Part = {
            "subject": self.eyes,
            "action": case["action"],
            "object": self.chain[0],
            "context": self.context,
        }
        self.now: int = self.context["now"]
        self.look_at(0)

    def look_at(self, level: int) -> None:
        """Turn to the record itself (0) or to one of those above it."""
        self.level = level
        self.thing = self.chain[level]
        self.action: str = self.case["action"] if level == 0 else "read"

    @property
    def deepest(self) -> int:
        """How many records stand above this one."""
        return len(self.chain) - 1

    @property
    def ground(self) -> str:
        """The one ground of need on which this record was opened."""
        return self.base.grounds[self.level]

    @property
    def owns(self) -> bool:
        """Whether the entitled agency owns this record."""
        return bool(self.entitled["agency"] == self.thing["owner"])

    @property
    def wanted(self) -> tuple[str, str]:
        """The permission that this record takes."""
        return self.action, self.thing["kind"]

    @property
    def wanted_elsewhere(self) -> list[tuple[str, str]]:
        """The permissions that the other records of the chain take."""
        return [
            (self.case["action"] if level == 0 else "read", thing["kind"])
            for level, thing in enumerate(self.chain)
            if level != self.level
        ]

    def past(self) -> int:
        """A moment that has gone by."""
        return self.now - 1 - int(self.rng.random() * 50)

    def later(self) -> int:
        """A moment to come, often the very next."""
        return (
            self.now + 1 if self.rng.random() < 0.6 else self.now + 2 + int(self.rng.random() * 99)
        )

"""What a break is: one change of an allowed case, entered under the one clause that it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.access.draft import Draft

Change = Callable[[Draft], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    """One change; `spreads` if it reaches the records above as well; `at_now` if a boundary.

    The change answers False, having touched nothing, where it does not apply.
    """

    name: str
    change: Change
    clause: str = "ok"
    spreads: bool = False
    at_now: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """The breaks of some clauses, entered as they are defined."""

    entries: dict[str, list[Twist]] = field(default_factory=dict)

    def breaks(
        self, clause: str, *, spreads: bool = False, at_now: bool = False, weight: int = 1
    ) -> Callable[[Change], Change]:
        """Enter a change under its clause; with a weight if it seldom applies."""

        def enter(change: Change) -> Change:
            name = change.__name__.replace("_", " ")
            twist = Twist(name=name, change=change, clause=clause, spreads=spreads, at_now=at_now)
            self.entries.setdefault(clause, []).extend([twist] * weight)
            return change

        return enter

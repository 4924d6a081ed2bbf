"""Questions 6, 7, 9 and 12: where cases are handed on, where they are lost, what would break. Pure.

Formulas: the project's domain notes on forum mapping, section 4.2.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frankpledge.governance.forums.coverage import Cell, lost_cells
from frankpledge.governance.forums.mapped import Forums, Level, by_code, without

Edges = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOffs:
    """Where hand-offs go wrong by their shape alone.

    `pairs` hand to one another; a `ring` is a set in which a case can go round and come back;
    a dead end is handed cases and hands none on. Of `dead_ends`, those in `ends_well` are
    strategic, where what is handed up may rightly stay.
    """

    pairs: tuple[tuple[str, str], ...]
    rings: tuple[tuple[str, ...], ...]
    dead_ends: tuple[str, ...]
    ends_well: tuple[str, ...]

    @property
    def lost_at(self) -> tuple[str, ...]:
        """Dead ends that are not strategic: cases end there that nobody takes further."""
        return tuple(code for code in self.dead_ends if code not in self.ends_well)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """How a forum reaches a strategic one: the forums on the way, or none."""

    forum: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """What would be lost if a forum stopped."""

    orphans: tuple[tuple[str, str], ...]
    """Routes that would lead nowhere, from whom and to the forum that stopped."""
    lose_every_input: tuple[str, ...]
    lose_every_exit: tuple[str, ...]
    cut_off: tuple[str, ...]
    """Forums that would no longer reach a strategic owner."""
    duties: tuple[str, ...]
    """The law that no other forum of the area then stands on."""
    gaps: tuple[Cell, ...]
    without_a_seat: tuple[str, ...]
    """Organisations that would sit nowhere."""


def edges_of(forums: Forums) -> Edges:
    """Hand-offs between forums that are on the map, each once."""
    known = {each.code for each in forums}
    return {
        each.code: tuple(
            sorted({route.to for route in each.routes if route.to in known} - {each.code})
        )
        for each in forums
    }


def hand_offs(forums: Forums) -> HandOffs:
    """Question 6. Pairs, rings and dead ends of the hand-offs."""
    edges = edges_of(forums)
    inward = {to for targets in edges.values() for to in targets}
    dead_ends = tuple(sorted(code for code in inward if not edges[code]))
    known = by_code(forums)
    return HandOffs(
        pairs=tuple(
            sorted(
                (one, other)
                for one, targets in edges.items()
                for other in targets
                if one < other and one in edges[other]
            )
        ),
        rings=rings(edges),
        dead_ends=dead_ends,
        ends_well=tuple(code for code in dead_ends if known[code].level == Level.STRATEGIC),
    )


def rings(edges: Edges) -> tuple[tuple[str, ...], ...]:
    """Largest sets of two or more forums, each of which can be reached from each."""
    reach = {code: reached(edges, code) for code in edges}
    found = {
        frozenset({code, *(other for other in reach[code] if code in reach[other])})
        for code in edges
        if code in reach[code]
    }
    return tuple(sorted(tuple(sorted(each)) for each in found if len(each) > 1))


def reached(edges: Edges, start: str) -> frozenset[str]:
    """Whatever can be reached from *start* by one hand-off or more; itself too if in a ring."""
    found: set[str] = set()
    waiting = list(edges.get(start, ()))
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += edges.get(code, ())
    return frozenset(found)


def escalations(forums: Forums) -> tuple[Escalation, ...]:
    """Question 9. For every forum that is not strategic, the shortest way to one that is."""
    edges, known = edges_of(forums), by_code(forums)
    return tuple(
        Escalation(forum=code, path=_way_up(edges, known, code))
        for code in sorted(known)
        if known[code].level != Level.STRATEGIC
    )


def _way_up(edges: Edges, known: Mapping[str, object], start: str) -> tuple[str, ...]:
    came_from: dict[str, str] = {start: ""}
    waiting = deque([start])
    while waiting:
        code = waiting.popleft()
        if getattr(known[code], "level", None) == Level.STRATEGIC:
            path = [code]
            while came_from[path[-1]]:
                path.append(came_from[path[-1]])
            return tuple(reversed(path))
        for to in edges[code]:
            if to not in came_from:
                came_from[to] = code
                waiting.append(to)
    return ()


def what_breaks(forums: Forums, code: str, *, harms: Iterable[str], areas: Iterable[str]) -> Breaks:
    """Question 12. Take the forum off the map, and say what is then orphaned, unmet or uncovered.

    Raises `KeyError` for a forum that is not on the map.
    """
    gone = by_code(forums)[code]
    rest = without(forums, code)
    before, after = edges_of(forums), edges_of(rest)
    had_input = {to for targets in before.values() for to in targets}
    has_input = {to for targets in after.values() for to in targets}
    was_owned = {each.forum for each in escalations(forums) if each.path}
    is_owned = {each.forum for each in escalations(rest) if each.path}
    seated = {member.organisation for each in rest for member in each.members}
    statutes = {each.statute for each in rest if each.areas & gone.areas or not gone.areas}
    return Breaks(
        orphans=tuple(sorted((each, code) for each in after if code in before[each])),
        lose_every_input=tuple(sorted((had_input - has_input) - {code})),
        lose_every_exit=tuple(sorted(each for each in after if before[each] and not after[each])),
        cut_off=tuple(sorted(was_owned - is_owned - {code})),
        duties=(gone.statute,) if gone.is_statutory and gone.statute not in statutes else (),
        gaps=lost_cells(forums, rest, harms=harms, areas=areas),
        without_a_seat=tuple(
            sorted({m.name for m in gone.members if m.organisation not in seated})
        ),
    )

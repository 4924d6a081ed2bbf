"""A network as one may see it, measured and placed for a picture.

What is measured is what was recorded. Nothing of it is a score of a person, and none of it is
shown to lead officers or partners. Everything is worked out from what *by* may see and from
nothing else, so that a hidden member changes no degree, path, count, order or place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind, NotFound, Ref, record, require
from frankpledge.groups import network, policies, ranking
from frankpledge.groups.charting import (
    SEED,
    Asked,
    chart_of,
    grades_with,
    graph_of,
    read_list,
    tie_words,
)
from frankpledge.groups.cutting import Noted, notes_on
from frankpledge.groups.policies import Act
from frankpledge.groups.sorts import CATEGORY_WORDS, Category
from frankpledge.groups.switching import areas_on
from frankpledge.networks import api as networks
from frankpledge.networks.api import (
    MOST_DRAWN,
    Changes,
    Chart,
    Format,
    Graph,
    Measures,
    Preview,
    RankRanges,
)
from frankpledge.work.api import Progress

MOST_WORK = 8_000_000
"""Nodes times ties times runs that a page works through for its rank ranges."""
MOST_COUNTED = 40_000_000
"""Nodes times ties of which a page counts the shortest paths: more than that takes seconds."""
FEWEST_RUNS, MOST_RUNS = 20, 100
WARNING = (
    "Taking out a broker or cutting a bridge may raise violence. Nobody acts on this list before "
    "an analyst has written down why it would not."
)
MARKING = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeLine:
    """One node with what was measured of it. Ranks are by betweenness; both are None where not
    worked out.

    `constraint` is None where nothing is tied to it. `cut`: without it its part falls apart.
    """

    uid: UUID
    reference: str
    label: str
    sort: str
    is_person: bool
    degree: int
    betweenness: float | None
    constraint: float | None
    core: int
    component: int
    community: int
    rank: tuple[int, int] | None
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """One tie, said from left to right, with what it rests on.

    `categories`: what a person at the left end is in law, in words.
    `hangs`: one end has no other tie, so that it is a bridge by that alone.
    """

    left: str
    right: str
    left_label: str
    right_label: str
    relation: str
    grade: str
    items: int
    starts_on: date | None
    sources: tuple[str, ...]
    categories: tuple[str, ...]
    bridge: bool
    hangs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityLine:
    """One community: its number, how many are in it, and how firmly it holds together."""

    number: int
    size: int
    kept_together: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One thing in the picture: a node by its reference, or a community by its number."""

    key: str
    x: float
    y: float
    community: int
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is in the picture. `of_communities` where there are too many nodes to draw each.

    `joins` are pairs of places in `spots` with how much is between them. `left_out` communities,
    the smallest, are not drawn.
    """

    spots: tuple[Spot, ...]
    joins: tuple[tuple[int, int, float], ...]
    of_communities: bool
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A network on a day with its measures, ready to be shown. Lines are by label.

    `pairs` counts the pairs of nodes that are tied, however many ties each has.

    `runs` is 0 where ranks are not worked out on a page; `ranking` is then the long work that the
    reader asked for, if they did. `notes` is the latest of each articulation point and bridge, by
    the references of its ends.
    """

    on: date
    nodes: tuple[NodeLine, ...]
    ties: tuple[TieLine, ...]
    pairs: int
    communities: tuple[CommunityLine, ...]
    stability: float | None
    components: int
    runs: int
    ranking: Progress | None
    within: tuple[int, ...]
    drawn: Drawn
    paths: tuple[tuple[str, ...], ...]
    changes: Changes | None
    notes: Mapping[frozenset[str], Noted]

    @property
    def articulation_points(self) -> tuple[NodeLine, ...]:
        """Nodes without which their part falls apart."""
        return tuple(node for node in self.nodes if node.cut)

    @property
    def bridges(self) -> tuple[TieLine, ...]:
        """Ties without which their part falls in two, each with a tie of its own."""
        return tuple(tie for tie in self.ties if tie.bridge and not tie.hangs)

    @property
    def paths_counted(self) -> bool:
        """Whether it is known what lies between others: in too large a network it is not."""
        return all(node.betweenness is not None for node in self.nodes)

    @property
    def hanging(self) -> int:
        """How many ties only hold one node that has no other."""
        return sum(tie.hangs for tie in self.ties)


def measured(
    *,
    by: Actor,
    on: date | None = None,
    since: date | None = None,
    with_unassessable: bool = False,
    around: UUID | None = None,
    within: Sequence[int] = (),
    path: tuple[str, str] | None = None,
) -> Measured:
    """The network that *by* may see on a day, its measures and its picture. Each look is recorded.

    *since* adds what changed from that day. *around* keeps to one group and what is tied to it;
    `NotFound` where it is not among what *by* may see. *within* opens a community, a community
    within it, and so on. *path* adds the shortest ways between two nodes by their references.
    Raises `NotPermitted` as `network` does, and `WrongUse` for a path's end that is not there.
    """
    grades = grades_with(with_unassessable=with_unassessable)
    seen = network.network(by=by, on=on, grades=grades, around=around)
    if around is not None and around not in {node.uid for node in seen.nodes}:
        raise NotFound
    earlier = None
    if since is not None:
        earlier = network.network(by=by, on=since, grades=grades, around=around)
    asked = Asked(on=seen.on, with_unassessable=with_unassessable, around=around)
    return _measured(seen, earlier=earlier, within=within, path=path, asked=asked, by=by)


@transaction.atomic
def previewed(
    *, content: bytes, name: str, by: Actor, at: datetime
) -> tuple[Preview, Measured | None]:
    """A list of ties or a workbook of two sheets of one's own: what it holds, and its measures.

    Nothing of it is kept but that somebody looked. With a fault there are no measures. Raises
    `UnusableFile` where it is neither, and `NotPermitted`.
    """
    require(policies.may_preview_network(by, areas_on=areas_on(at)))
    record(Act.PREVIEW_NETWORK, None, by=by, at=at)
    read = read_list(content, name)
    if read.faults:
        return read, None
    return read, _measured(_as_seen(read.chart, localtime(at).date()))


def _as_seen(chart: Chart, on: date) -> network.Network:
    """A chart from elsewhere, as if it had been read from the register on a day."""
    uid = {node.id: uuid5(NAMESPACE_OID, node.id) for node in chart.nodes}
    return network.Network(
        on=on,
        nodes=tuple(
            network.Node(
                uid=uid[node.id],
                label=node.name,
                sort=network.PERSON if node.kind is networks.Kind.PERSON else node.kind.value,
                reference=node.id,
                area="",
            )
            for node in chart.nodes
        ),
        ties=tuple(
            network.Tie(
                left=uid[tie.source],
                right=uid[tie.target],
                relation=tie.kind or "is tied to",
                weight=1,
                source=int(tie.grade[:1] or 0),
                intelligence=tie.grade[1:2],
                starts_on=tie.since,
                ends_on=tie.until,
                sources=tie.references,
                categories=tie.categories,
            )
            for tie in chart.ties
            if tie.source != tie.target and tie.holds_on(on)
        ),
    )


def _measured(
    seen: network.Network,
    *,
    earlier: network.Network | None = None,
    within: Sequence[int] = (),
    path: tuple[str, str] | None = None,
    asked: Asked | None = None,
    by: Actor | None = None,
) -> Measured:
    same = _Same(graph_of(seen))
    graph = same.graph
    found, ranked, runs = _worked_out(same)
    between = found.betweenness
    under_way = None
    if not runs and asked is not None and by is not None:
        under_way = ranking.standing(asked, graph, by)
        ranges = ranking.ranked(under_way, graph, by)
        if ranges is not None:
            ranked, runs, between = _as_pairs(ranges), ranges.runs, ranges.betweenness
    by_reference = {node.reference: node for node in seen.nodes}
    bridges = {(graph.ids[a], graph.ids[b]) for a, b in found.bridges}
    cut = {graph.ids[at] for at in found.articulation_points}
    alone = frozenset(graph.ids[at] for at in (found.degree == 1).nonzero()[0].tolist())
    shown, drawn = _drawn(same, tuple(within))
    inside = frozenset(graph.ids[at] for at in shown)
    lines = tuple(
        _line(
            by_reference[graph.ids[at]],
            found,
            at,
            between=float(between[at]),
            rank=ranked[at] if ranked else None,
            cut=graph.ids[at] in cut,
        )
        for at in shown
    )
    return Measured(
        on=seen.on,
        nodes=tuple(sorted(lines, key=lambda line: (line.label, line.reference))),
        ties=tuple(_tie(tie, bridges, alone) for tie in _readable(seen, inside)),
        pairs=len(graph.left),
        communities=_communities(found),
        stability=found.communities.stability if graph.size else None,
        components=int(found.component.max(initial=0)),
        runs=runs,
        ranking=under_way,
        within=tuple(within),
        drawn=drawn,
        paths=_paths(graph, path),
        changes=networks.changes_of(chart_of(earlier), chart_of(seen)) if earlier else None,
        notes=_notes(seen, by) if by else {},
    )


@transaction.atomic
def export_network(
    *,
    form: Format,
    by: Actor,
    at: datetime,
    on: date | None = None,
    with_unassessable: bool = False,
    around: UUID | None = None,
) -> bytes:
    """The network in another program's format, of what *by* may take away and nothing else.

    Grades and references of what each tie rests on go with it; measures do not. Recorded with
    every group in it. Raises `NotPermitted`, and `NotFound` as `measured` does.
    """
    require(policies.may_export_network(by, areas_on=areas_on(at)))
    grades = grades_with(with_unassessable=with_unassessable)
    taken = network.network(by=by, on=on, grades=grades, around=around, action=Action.EXPORT)
    if around is not None and around not in {node.uid for node in taken.nodes}:
        raise NotFound
    groups = [Ref(kind=Kind.GROUP, uid=n.uid) for n in taken.nodes if n.sort != network.PERSON]
    record(Act.EXPORT_NETWORK, groups or None, by=by, at=at)
    leaving = networks.Leaving(
        title=f"Network on {taken.on.isoformat()}",
        marking=MARKING,
        at=localtime(at),
    )
    return networks.export(chart_of(taken), form, leaving)


class _Same:
    """A graph that is equal to every other with the same nodes and ties."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._content = (
            graph.ids,
            graph.left.tobytes(),
            graph.right.tobytes(),
            graph.weight.tobytes(),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)


_Ranked = tuple[tuple[int, int], ...] | None


@lru_cache(maxsize=16)
def _worked_out(same: _Same) -> tuple[Measures, _Ranked, int]:
    """Measures and ranks: worked out once for the same network, whoever asks."""
    graph = same.graph
    each = max(graph.size * len(graph.left), 1)
    found = networks.measure(graph, seed=SEED, paths=each <= MOST_COUNTED)
    runs = min(MOST_RUNS, MOST_WORK // each)
    if runs < FEWEST_RUNS:
        return found, None, 0
    return found, _as_pairs(networks.rank_ranges(graph, seed=SEED, runs=runs)), runs


def _as_pairs(ranges: RankRanges) -> _Ranked:
    return tuple(zip(ranges.low.tolist(), ranges.high.tolist(), strict=True))


def _notes(seen: network.Network, by: Actor) -> dict[frozenset[str], Noted]:
    reference = {node.uid: node.reference for node in seen.nodes}
    return {
        frozenset(reference[end] for end in ends): notes[0]
        for ends, notes in notes_on(by).items()
        if all(end in reference for end in ends)
    }


def _line(
    node: network.Node,
    found: Measures,
    at: int,
    *,
    between: float,
    rank: tuple[int, int] | None,
    cut: bool,
) -> NodeLine:
    degree = int(found.degree[at])
    return NodeLine(
        uid=node.uid,
        reference=node.reference,
        label=node.label,
        sort=node.sort,
        is_person=node.sort == network.PERSON,
        degree=degree,
        betweenness=None if math.isnan(between) else between,
        constraint=float(found.constraint[at]) if degree else None,
        core=int(found.core[at]),
        component=int(found.component[at]),
        community=int(found.community[at]),
        rank=rank,
        cut=cut,
    )


def _readable(
    seen: network.Network, inside: frozenset[str]
) -> list[tuple[network.Tie, network.Node, network.Node]]:
    node = {each.uid: each for each in seen.nodes}
    ties = [(tie, node[tie.left], node[tie.right]) for tie in seen.ties]
    kept = [each for each in ties if {each[1].reference, each[2].reference} <= inside]
    return sorted(kept, key=lambda each: (each[1].label, each[2].label, each[0].relation))


def _tie(
    each: tuple[network.Tie, network.Node, network.Node],
    bridges: Collection[tuple[str, str]],
    alone: frozenset[str],
) -> TieLine:
    tie, left, right = each
    ends = (left.reference, right.reference)
    is_bridge = ends in bridges or ends[::-1] in bridges
    return TieLine(
        left=left.reference,
        right=right.reference,
        left_label=left.label,
        right_label=right.label,
        relation=tie_words(tie),
        grade=tie.grade,
        items=tie.weight,
        starts_on=tie.starts_on,
        sources=tie.sources,
        categories=tuple(CATEGORY_WORDS[Category(each)] for each in tie.categories),
        bridge=is_bridge,
        hangs=is_bridge and not alone.isdisjoint(ends),
    )


def _communities(found: Measures) -> tuple[CommunityLine, ...]:
    sizes = [0] * (int(found.community.max(initial=0)) + 1)
    for number in found.community.tolist():
        sizes[number] += 1
    kept = found.communities.kept_together
    return tuple(
        CommunityLine(
            number=number,
            size=size,
            kept_together=kept[number - 1] if kept and size > 1 else None,
        )
        for number, size in enumerate(sizes)
        if number
    )


def _opened(
    graph: Graph, found: Measures, within: tuple[int, ...]
) -> tuple[list[int], dict[int, int]]:
    """The nodes of what is opened, and the community of each: its own, or one within it.

    Raises `NotFound` where there is no such community.
    """
    shown = list(range(graph.size))
    parts = dict(enumerate(found.community.tolist()))
    for depth, number in enumerate(within):
        shown = [at for at in shown if parts[at] == number]
        if not shown:
            raise NotFound
        if len(shown) > MOST_DRAWN or depth + 1 < len(within):
            inner = networks.communities_of(graph.among(shown), seed=SEED, tries=1)
            parts = dict(zip(shown, inner.community.tolist(), strict=True))
    return shown, parts


@lru_cache(maxsize=32)
def _drawn(same: _Same, within: tuple[int, ...]) -> tuple[Sequence[int], Drawn]:
    """What is opened and its picture: placed once for the same network, whoever asks.

    Raises `NotFound` as `_opened` does.
    """
    graph = same.graph
    shown, parts = _opened(graph, _worked_out(same)[0], within)
    part = graph.among(shown)
    numbers = networks.numbers(parts[at] for at in shown)
    if part.size <= MOST_DRAWN:
        at = networks.places(part, numbers, seed=SEED)
        keys = part.ids
        communities, members = numbers.tolist(), [1] * part.size
        joins, left_out = part, 0
    else:
        joins = networks.joined(part, numbers)
        many = joins.size
        joins = joins.among(range(min(many, MOST_DRAWN)))
        left_out = many - joins.size
        keys = joins.ids
        communities = [int(key) for key in keys]
        counted = Counter(numbers.tolist())
        members = [counted[number] for number in communities]
        at = networks.places(joins, networks.numbers(communities), seed=SEED)
    return shown, Drawn(
        spots=tuple(
            Spot(key=key, x=x, y=y, community=community, members=size)
            for key, (x, y), community, size in zip(
                keys, at.tolist(), communities, members, strict=True
            )
        ),
        joins=tuple(
            zip(joins.left.tolist(), joins.right.tolist(), joins.weight.tolist(), strict=True)
        ),
        of_communities=part.size > MOST_DRAWN,
        left_out=left_out,
    )


def _paths(graph: Graph, path: tuple[str, str] | None) -> tuple[tuple[str, ...], ...]:
    return networks.shortest_paths(graph, *path, most=20) if path else ()

"""Knows how a network as somebody may see it becomes a chart that can be measured."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from frankpledge.access.api import Actor
from frankpledge.groups import network
from frankpledge.groups.sorts import RELATION_WORDS, USUAL_GRADES, Relation
from frankpledge.networks import api as networks
from frankpledge.networks.api import Chart, Graph, Preview, UnusableFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which network: of a day, with or without what is not known, whole or around one group."""

    on: date
    with_unassessable: bool = False
    around: UUID | None = None

    def seen(self, by: Actor) -> network.Network:
        """It, as *by* may see it. Raises what `network` does."""
        grades = grades_with(with_unassessable=self.with_unassessable)
        return network.network(by=by, on=self.on, grades=grades, around=self.around)


SEED = 20_260_413
"""Of everything that is drawn by lot, so that a page says the same every time."""
_KNOWN = frozenset(Relation)


def tie_words(tie: network.Tie) -> str:
    """What one end is to the other, in our words or in those of a list from elsewhere."""
    return RELATION_WORDS[Relation(tie.relation)] if tie.relation in _KNOWN else tie.relation


def grades_with(*, with_unassessable: bool) -> Collection[str]:
    """The assessments that are drawn: never E, and D only when it is asked for."""
    return USUAL_GRADES | {"D"} if with_unassessable else USUAL_GRADES


def chart_of(seen: network.Network) -> Chart:
    """The same network as the arithmetic takes it; nodes go by their references."""
    reference = {node.uid: node.reference for node in seen.nodes}
    return Chart.of(
        (
            networks.Node(
                id=node.reference,
                label=node.label,
                kind=networks.Kind.PERSON if node.sort == network.PERSON else networks.Kind.GROUP,
            )
            for node in seen.nodes
        ),
        (
            networks.Tie(
                source=reference[tie.left],
                target=reference[tie.right],
                weight=float(tie.weight),
                kind=tie_words(tie),
                grade=tie.grade,
                references=tie.sources,
                categories=tie.categories,
                since=tie.starts_on,
                until=tie.ends_on,
            )
            for tie in seen.ties
        ),
    )


def graph_of(seen: network.Network) -> Graph:
    """The same network as it is counted: what `chart_of` would give, without its words."""
    reference = {node.uid: node.reference for node in seen.nodes}
    return Graph.of(
        reference.values(),
        [(reference[tie.left], reference[tie.right], float(tie.weight)) for tie in seen.ties],
    )


def read_list(content: bytes, name: str) -> Preview:
    """A list of ties or a workbook of two sheets. Raises `UnusableFile` where it is neither."""
    if name.lower().endswith(".xlsx") or content.startswith(b"PK"):
        return networks.preview_workbook(content, name=name)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(content)
        try:
            return networks.read_network(path)
        except UnusableFile as refused:
            raise UnusableFile(name, refused.line, refused.problem, refused.remedy) from None

"""Knows GraphML and GEXF, which programs that draw networks read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from frankpledge.networks.charts import Chart, Tie
from frankpledge.networks.exporting import Leaving, seen
from frankpledge.networks.reading import in_one_cell

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_OF_NODES = ("label", "kind")
_OF_TIES = ("kind", "grade", "references", "since", "until", "category")


def graphml(chart: Chart, leaving: Leaving) -> bytes:
    """The chart as GraphML, each tie with an id of its own so that a pair may have several."""
    root = Element("graphml", xmlns=_GRAPHML)
    for domain, names in (("node", _OF_NODES), ("edge", _OF_TIES)):
        for name in names:
            SubElement(
                root,
                "key",
                {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": "string"},
            )
    weight = {"id": "edge-weight", "for": "edge", "attr.name": "weight", "attr.type": "double"}
    SubElement(root, "key", weight)
    for name in ("title", "marking"):
        whole = {"id": f"graph-{name}", "for": "graph", "attr.name": name, "attr.type": "string"}
        SubElement(root, "key", whole)
    graph = SubElement(root, "graph", edgedefault="undirected")
    _told_in(graph, "graph", [("title", leaving.title), ("marking", leaving.marking)])
    for node in chart.nodes:
        made = SubElement(graph, "node", id=seen(node.id))
        _told_in(made, "node", [("label", node.name), ("kind", node.kind.value)])
    for number, tie in enumerate(chart.ties):
        made = SubElement(
            graph, "edge", id=f"t{number}", source=seen(tie.source), target=seen(tie.target)
        )
        _told_in(made, "edge", [("weight", repr(float(tie.weight))), *_facts(tie)])
    return _whole(root)


def gexf(chart: Chart, leaving: Leaving) -> bytes:
    """The chart as GEXF 1.2, its ties on a timeline of days; an end is the last day of a tie."""
    root = Element("gexf", {"xmlns": _GEXF, "version": "1.2"})
    meta = SubElement(root, "meta", lastmodifieddate=leaving.at.date().isoformat())
    SubElement(meta, "creator").text = "Frankpledge"
    SubElement(meta, "description").text = seen(f"{leaving.title}. {leaving.marking}")
    graph = SubElement(
        root, "graph", defaultedgetype="undirected", mode="dynamic", timeformat="date"
    )
    for domain, names in (("node", ("kind",)), ("edge", _OF_TIES)):
        attributes = SubElement(graph, "attributes", {"class": domain, "mode": "static"})
        for number, name in enumerate(names):
            SubElement(attributes, "attribute", id=str(number), title=name, type="string")
    nodes = SubElement(graph, "nodes", count=str(len(chart.nodes)))
    for node in chart.nodes:
        made = SubElement(nodes, "node", id=seen(node.id), label=seen(node.name))
        _attributes(made, ("kind",), [("kind", node.kind.value)])
    edges = SubElement(graph, "edges", count=str(len(chart.ties)))
    for number, tie in enumerate(chart.ties):
        told = {
            "id": str(number),
            "source": seen(tie.source),
            "target": seen(tie.target),
            "weight": repr(float(tie.weight)),
        }
        if tie.since is not None:
            told["start"] = tie.since.isoformat()
        if tie.until is not None:
            told["end"] = (tie.until - timedelta(days=1)).isoformat()
        _attributes(SubElement(edges, "edge", told), _OF_TIES, _facts(tie))
    return _whole(root)


def _facts(tie: Tie) -> list[tuple[str, str]]:
    return [
        ("kind", tie.kind),
        ("grade", tie.grade),
        ("references", in_one_cell(tie.references)),
        ("since", tie.since.isoformat() if tie.since else ""),
        ("until", tie.until.isoformat() if tie.until else ""),
        ("category", in_one_cell(tie.categories)),
    ]


def _told_in(to: Element, domain: str, facts: Iterable[tuple[str, str]]) -> None:
    for name, value in facts:
        if value:
            SubElement(to, "data", key=f"{domain}-{name}").text = seen(value)


def _attributes(to: Element, names: tuple[str, ...], facts: Iterable[tuple[str, str]]) -> None:
    values = SubElement(to, "attvalues")
    for name, value in facts:
        if value:
            number = str(names.index(name))
            SubElement(values, "attvalue", {"for": number, "value": seen(value)})


def _whole(root: Element) -> bytes:
    indent(root, " ")
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"

"""Networks for the tests: small ones by hand, random ones by lot, and the same for networkx."""

import csv
import gzip
import json

import networkx as nx
from hypothesis import strategies as st

from frankpledge.networks.api import Graph
from tests.plugins.fences import OPEN_DATA

Listed = list[tuple[str, str, float]]

TWO_TRIANGLES: Listed = [(a, b, 1.0) for a, b in ("AB", "BC", "CA", "CD", "DE", "EF", "FD")]
"""Two triangles joined by one tie: every measure is known by hand."""

NETWORKS = OPEN_DATA / "networks"

drawn = st.integers(0, 14).flatmap(
    lambda size: st.lists(
        st.tuples(
            st.integers(0, max(size, 1)).map(str),
            st.integers(0, max(size, 1)).map(str),
            st.sampled_from([0.25, 1.0, 2.0, 7.5]),
        ),
        max_size=3 * size,
    ).map(lambda ties: ([str(number) for number in range(size)], ties))
)
"""Nodes and ties, with pairs given twice and ties to oneself among them."""


def as_networkx(nodes: list[str], ties: Listed) -> nx.Graph:
    """The same network as the reference library takes it, by another road."""
    made = nx.Graph()
    made.add_nodes_from(nodes)
    for a, b, weight in ties:
        made.add_nodes_from([a, b])
        if a != b:
            before = made.edges[a, b]["weight"] if made.has_edge(a, b) else 0.0
            made.add_edge(a, b, weight=before + weight)
    return made


def gang() -> tuple[list[str], Listed]:
    """A published network of a street gang, with strengths. Test data of a real study."""
    with (NETWORKS / "london_gang_nodes.csv").open(encoding="utf-8", newline="") as text:
        nodes = [row["node"] for row in csv.DictReader(text)]
    with (NETWORKS / "london_gang_edges.csv").open(encoding="utf-8", newline="") as text:
        ties = [(r["source"], r["target"], float(r["weight"])) for r in csv.DictReader(text)]
    return nodes, ties


def burglars() -> tuple[list[str], Listed]:
    """A published co-offending network in many parts, each tie given in both directions."""
    (path,) = NETWORKS.glob("israel_*.json.gz")
    with gzip.open(path, "rt", encoding="utf-8") as text:
        held = json.load(text)
    links = [(tie["source"], tie["target"], float(tie["weight"])) for tie in held["links"]]
    return [node["id"] for node in held["nodes"]], links


def graph(nodes: list[str], ties: Listed) -> Graph:
    """Ours."""
    return Graph.of(nodes, ties)

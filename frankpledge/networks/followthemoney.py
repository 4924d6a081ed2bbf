"""Knows FollowTheMoney, which programs of investigative journalism and sanctions lists read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from frankpledge.networks.charts import Chart, Kind, Node, Tie
from frankpledge.networks.exporting import Leaving

SCHEMAS = {
    Kind.PERSON: "Person",
    Kind.GROUP: "Organization",
    Kind.ORGANISATION: "Organization",
    Kind.PLACE: "Address",
    Kind.VEHICLE: "Vehicle",
    Kind.TELEPHONE: "LegalEntity",
    Kind.OTHER: "LegalEntity",
}
"""What each kind is there. What holds a telephone, and what is not said, is of no known kind."""


def written(chart: Chart, leaving: Leaving) -> bytes:
    """One entity a line: first the nodes, then each tie as a link between two of them.

    The grade and the strength stand in a link's summary, and the records that it rests on are its
    record identifiers, for the model has no grades of its own. What a person is in law, as far as
    the link goes, is its status.
    """
    lines = [_entity(node, leaving) for node in chart.nodes]
    lines += _links(chart)
    return "".join(
        f"{json.dumps(line, ensure_ascii=False, sort_keys=True)}\n" for line in lines
    ).encode("utf-8", errors="replace")


def _entity(node: Node, leaving: Leaving) -> Mapping[str, object]:
    properties = {"name": [node.name], "notes": [leaving.marking], "keywords": [node.kind.value]}
    if node.kind is Kind.PLACE:
        properties["full"] = [node.name]
    if node.kind is Kind.TELEPHONE:
        properties["phone"] = [node.name]
    return _as_known(node.id, SCHEMAS[node.kind], properties)


def _links(chart: Chart) -> Iterator[Mapping[str, object]]:
    for number, tie in enumerate(chart.ties):
        told = json.dumps([number, tie.source, tie.target, tie.kind]).encode()
        yield _as_known(
            hashlib.sha1(told, usedforsecurity=False).hexdigest(), "UnknownLink", _properties(tie)
        )


def _properties(tie: Tie) -> dict[str, list[str]]:
    graded = f"Grade {tie.grade} (3x5x2). " if tie.grade else "Not graded. "
    return {
        "subject": [tie.source],
        "object": [tie.target],
        "role": [tie.kind],
        "status": list(tie.categories),
        "summary": [f"{graded}Strength {tie.weight:g}."],
        "recordId": list(tie.references),
        "startDate": [tie.since.isoformat() if tie.since else ""],
        "endDate": [tie.until.isoformat() if tie.until else ""],
    }


def _as_known(
    identifier: str, schema: str, properties: Mapping[str, list[str]]
) -> Mapping[str, object]:
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {
        "id": identifier,
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }

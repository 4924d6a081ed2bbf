"""Knows STIX 2.1, in which threats are exchanged between programs.

Every node is an identity and every tie a relationship. Grades, and what somebody is in law, have
no place of their own there, and the 3x5x2 is none of the scales that `confidence` may be taken
from, so that they stand in an extension that the bundle defines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from frankpledge.networks.charts import CATEGORIES, Chart, Kind, Node, Tie
from frankpledge.networks.exporting import Leaving

_NAMESPACE = UUID("0b3c6c0e-6a6e-5a1c-9d4b-1f1d5c0f8a77")
_CLASSES = {
    Kind.PERSON: "individual",
    Kind.GROUP: "group",
    Kind.ORGANISATION: "organization",
}
EXTENSION = f"extension-definition--{uuid5(_NAMESPACE, 'extension')}"
CREATOR = f"identity--{uuid5(_NAMESPACE, 'creator')}"

_Object = dict[str, object]


def written(chart: Chart, leaving: Leaving) -> bytes:
    """A bundle: who made it, its marking, the extension, identities and relationships."""
    objects = [_creator(leaving), _marking(leaving), _extension(leaving)]
    objects += (_identity(node, leaving) for node in chart.nodes)
    objects += _relationships(chart, leaving)
    told = "".join(sorted(str(each["id"]) for each in objects))
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid5(_NAMESPACE, leaving.title + told)}",
        "objects": objects,
    }
    return (json.dumps(bundle, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def _day(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"


def _headed(kind: str, identifier: str, leaving: Leaving) -> _Object:
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": identifier,
        "created": _moment(leaving.at),
        "modified": _moment(leaving.at),
    }


def _creator(leaving: Leaving) -> _Object:
    return _headed("identity", CREATOR, leaving) | {
        "name": "Frankpledge",
        "identity_class": "system",
    }


def _marking_id(leaving: Leaving) -> str:
    return f"marking-definition--{uuid5(_NAMESPACE, leaving.marking)}"


def _marking(leaving: Leaving) -> _Object:
    made = _headed("marking-definition", _marking_id(leaving), leaving)
    del made["modified"]  # a marking has none
    return made | {
        "created_by_ref": CREATOR,
        "definition_type": "statement",
        "definition": {"statement": leaving.marking or "Not marked"},
    }


def _extension(leaving: Leaving) -> _Object:
    return _headed("extension-definition", EXTENSION, leaving) | {
        "created_by_ref": CREATOR,
        "name": "Grade, kind, strength and subject category",
        "description": "kind of a node; grade of a tie by 3x5x2; strength of a tie; "
        "what the source of a tie is in law",
        "schema": "grade: [1-3][A-E][PC]?, kind: text, strength: number above nought, "
        f"subject_categories: list of {', '.join(CATEGORIES)}",
        "version": "1.1.0",
        "extension_types": ["property-extension"],
    }


def _ours(leaving: Leaving, **facts: object) -> _Object:
    return {
        "created_by_ref": CREATOR,
        "object_marking_refs": [_marking_id(leaving)],
        "extensions": {EXTENSION: {"extension_type": "property-extension"} | facts},
    }


def _identity_id(identifier: str) -> str:
    return f"identity--{uuid5(_NAMESPACE, 'node:' + identifier)}"


def _identity(node: Node, leaving: Leaving) -> _Object:
    return (
        _headed("identity", _identity_id(node.id), leaving)
        | {
            "name": node.name,
            "identity_class": _CLASSES.get(node.kind, "unknown"),
            "external_references": [{"source_name": "node", "external_id": node.id}],
        }
        | _ours(leaving, kind=node.kind.value)
    )


def _relationships(chart: Chart, leaving: Leaving) -> Iterator[_Object]:
    for number, tie in enumerate(chart.ties):
        told = json.dumps([number, tie.source, tie.target, tie.kind])
        made = _headed("relationship", f"relationship--{uuid5(_NAMESPACE, told)}", leaving) | {
            "relationship_type": "related-to",
            "source_ref": _identity_id(tie.source),
            "target_ref": _identity_id(tie.target),
        }
        yield made | _told(tie) | _ours(leaving, **_facts(tie))


def _told(tie: Tie) -> _Object:
    told: _Object = {}
    if tie.kind:
        told["description"] = tie.kind
    if tie.since is not None:
        told["start_time"] = _day(tie.since)
    if tie.until is not None:
        told["stop_time"] = _day(tie.until)
    if tie.references:
        told["external_references"] = [
            {"source_name": "record", "external_id": reference} for reference in tie.references
        ]
    return told


def _facts(tie: Tie) -> _Object:
    told: _Object = {"strength": tie.weight}
    if tie.grade:
        told["grade"] = tie.grade
    if tie.categories:
        told["subject_categories"] = list(tie.categories)
    return told

"""Knows the formats a network leaves in, and what every one of them carries.

Grades, references and days go with every tie. What was measured does not: a number about a person
that travels without its range and its warning would be taken for a score.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from frankpledge.networks.charts import Chart

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Format(StrEnum):
    """What a network can be written as."""

    WORKBOOK = "xlsx"
    GRAPHML = "graphml"
    GEXF = "gexf"
    FOLLOW_THE_MONEY = "ftm.jsonl"
    STIX = "stix.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """What is written on the outside: a title, a marking in words, and when it was written."""

    title: str
    marking: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One format as people know it, with how it is written."""

    name: str
    media_type: str
    write: Callable[[Chart, Leaving], bytes]


def forms() -> dict[Format, Form]:
    """Every format with what it is called and how it is written."""
    # Each is imported when a network leaves, not when one is measured.
    from frankpledge.networks import followthemoney, graph_files, stix, workbook

    return {
        Format.WORKBOOK: Form(
            name="Workbook of two sheets (i2)",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write=workbook.written,
        ),
        Format.GRAPHML: Form(
            name="GraphML", media_type="application/graphml+xml", write=graph_files.graphml
        ),
        Format.GEXF: Form(name="GEXF", media_type="application/gexf+xml", write=graph_files.gexf),
        Format.FOLLOW_THE_MONEY: Form(
            name="FollowTheMoney",
            media_type="application/jsonl",
            write=followthemoney.written,
        ),
        Format.STIX: Form(
            name="STIX 2.1", media_type="application/stix+json;version=2.1", write=stix.written
        ),
    }


def export(chart: Chart, form: Format, leaving: Leaving) -> bytes:
    """The chart in a format. The same chart, title, marking and moment give the same content."""
    return forms()[form].write(chart, leaving)


def seen(text: str) -> str:
    """The text without signs that cannot be written in XML or a workbook; a mark stands for each.

    >>> seen("a\\x00b")
    'a�b'
    """
    return _UNSEEN.sub("�", text)

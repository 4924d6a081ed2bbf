"""Knows how the figures of every district at once are told: as plain values, and as a workbook."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from frankpledge.papers.api import Field, Sheet, as_xlsx

if TYPE_CHECKING:
    import numpy as np

    from frankpledge.analysis.api import Overview, Store

DIGITS = 6
YEAR = 12

Told = dict[str, Any]
"""Names, with numbers, words and lists of more of the same below them."""
DISTRICTS = (
    Field(name="district", meaning="The district's code"),
    Field(name="district_name", meaning="What it is called"),
    Field(name="type", meaning="The published type of crime or incident"),
    Field(name="count", meaning="How many were recorded in the last twelve months"),
    Field(name="population", meaning="Residents of the last census"),
    Field(name="rate_per_1000", meaning="The count for each 1,000 residents"),
    Field(name="change_percent", meaning="Against the twelve months before; empty where not held"),
    Field(name="slope_per_year", meaning="The yearly slope of the monthly count; empty if none"),
)
TYPES = (
    Field(name="type", meaning="The published type of crime or incident"),
    Field(
        name="top_5_percent_of_small_areas_hold_percent",
        meaning="How much lies in the busiest twentieth of the small areas that have any",
    ),
    Field(name="gini", meaning="How unevenly it lies: 0 is evenly, 1 is all in one small area"),
)
FILES = (
    Field(name="name", meaning="The file's own name"),
    Field(name="kind", meaning="What kind of file it is"),
    Field(name="month", meaning="The month that it covers, if it covers one"),
    Field(name="digest", meaning="The digest by which it can be told from any other"),
)


def as_told(store: Store, found: Overview, area: str) -> Told:
    """Everything that a study says, as plain values; a figure that cannot be given is null."""
    figures: Told = {
        "rows": [
            {
                "district": code,
                "district_name": store.areas[code].name,
                "type": kind,
                "count": int(found.counts[at, of, -YEAR:].sum()),
                "population": store.areas[code].residents,
                "rate_per_1000": _number(found.rates[at, of]),
                "change_percent": _at(found.changes, at, of),
                "slope_per_year": _at(found.slopes, at, of),
            }
            for at, code in enumerate(found.districts)
            for of, kind in enumerate(found.types)
        ],
        "types": [
            {
                "type": kind,
                "top_5_percent_of_small_areas_hold_percent": _number(found.top_shares[of]),
                "gini": _number(found.ginis[of]),
            }
            for of, kind in enumerate(found.types)
        ],
        "squares": _squares(found),
        "refusals": list(found.refusals),
    }
    inputs = [
        asdict(each) | {"name": PurePath(each.name).name}
        for each in sorted(
            set(found.sources), key=lambda each: (each.month or "", each.kind, each.name)
        )
    ]
    return {
        "area": {"code": area, "name": store.areas[area].name} if area else None,
        "from": found.months[0],
        "to": found.months[-1],
        "figures_of": {"from": found.months[-YEAR], "to": found.months[-1]},
        "compared_with": {"from": found.months[-2 * YEAR], "to": found.months[-YEAR - 1]}
        if found.changes is not None
        else None,
        **figures,
        "origin": found.origin,
        "inputs": inputs,
        "inputs_digest": _digest(sorted({str(each["digest"]) for each in inputs})),
        "figures_digest": _digest([json.dumps(figures, sort_keys=True)]),
        "caveats": [caveat.text for caveat in found.caveats],
        "attribution": found.attribution,
    }


def workbook(told: Told, *, made_at: datetime) -> bytes:
    """The same as a workbook with a dictionary."""
    return as_xlsx(
        [
            Sheet(
                name=name,
                about=about,
                fields=fields,
                rows=tuple(tuple(row[each.name] for each in fields) for row in rows),
            )
            for name, about, fields, rows in (
                ("Districts", "One row a district and type.", DISTRICTS, told["rows"]),
                ("Types", "How unevenly each type lies. One row a type.", TYPES, told["types"]),
                ("Files", "Every file behind the figures. One row a file.", FILES, told["inputs"]),
            )
        ],
        title=f"Every district, {told['from']} to {told['to']}",
        notes=[
            f"Figures are {told['origin']}. They show where to look: before saying anything of a "
            "place, build its profile.",
            *(f"Not given: {reason}" for reason in told["refusals"]),
            *told["caveats"],
            f"Figures digest {told['figures_digest']}: the same files give the same figures.",
            told["attribution"],
        ],
        made_at=made_at,
    )


def _squares(found: Overview) -> Told | None:
    if found.heat is None:
        return None
    hot, counts = found.heat.hot, found.heat.counts
    return {
        "with_any": len(hot),
        "hot": int(hot.sum()),
        "percent_of_rows_in_hot": _number(100 * counts[hot].sum() / counts.sum()),
    }


def _at(values: np.ndarray | None, at: int, of: int) -> float | None:
    return None if values is None else _number(values[at, of])


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), DIGITS)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

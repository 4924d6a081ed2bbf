"""The schemes by which groups are scored, read from files, and what an assessor may answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from frankpledge.groups import lists
from frankpledge.groups.scoring import (
    Activity,
    Band,
    Interval,
    Item,
    Scales,
    Score,
    by_attributes,
    by_grid,
    by_harm,
)

ACTIVITIES_ASKED = 3
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that a scheme asks, and what may be answered besides that it is not known."""

    code: str
    label: str
    words: str
    choices: tuple[tuple[str, str], ...]
    partner_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A scheme as its file has it. `hash` changes with any weight, scale or threshold."""

    code: str
    name: str
    version: str
    questions: tuple[Question, ...]
    hash: str

    @property
    def asks_of_activities(self) -> bool:
        """Whether it asks what the group does, one activity after another."""
        return self.code == "attributes"


def scheme_choices() -> tuple[tuple[str, str], ...]:
    """Codes and names of the schemes."""
    return tuple((row["code"], row["name"]) for row in lists.rows("schemes.csv"))


def scheme(code: str) -> Scheme:
    """One scheme. Raises `UnknownChoice` for a code that is not on the list."""
    row = next((each for each in lists.rows("schemes.csv") if each["code"] == code), None)
    if row is None:
        raise lists.UnknownChoice("Choose a scheme", argument="scheme")
    items = _item_rows(code)
    written = {
        "scheme": dict(row),
        "items": [dict(each) for each in items],
        "scales": [dict(each) for each in lists.rows("scheme_scales.csv")],
        "bands": [dict(each) for each in lists.rows("scheme_bands.csv")],
        "coverage": lists.number("least_coverage"),
    }
    return Scheme(
        code=code,
        name=row["name"],
        version=row["version"],
        questions=tuple(
            Question(
                code=each["code"],
                label=each["label"],
                words=each["words"],
                choices=scale_choices(each["scale"]),
                partner_words=each["question"],
            )
            for each in items
        ),
        hash=hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()[:12],
    )


def scale_choices(scale: str) -> tuple[tuple[str, str], ...]:
    """What may be answered on a scale, from the least."""
    return tuple(
        (row["code"], row["label"])
        for row in lists.rows("scheme_scales.csv")
        if row["scale"] == scale
    )


def score(code: str, inputs: Mapping[str, str]) -> Score:
    """What a scheme makes of answers, given as codes of its scales. What is missing is unknown.

    Activities stand under `severity1`, `scope1`, `frequency1` and so on.
    """
    if code == "attributes":
        return by_attributes(
            activities=_activities(inputs),
            known=_known(code, inputs),
            items=_items(code),
            scales=Scales(
                severity=_reach("severity"), scope=_reach("scope"), frequency=_reach("frequency")
            ),
            levels=_bands(code, "criminality"),
            bands=_bands(code, "capability"),
            least_coverage=_least(),
        )
    if code == "harm":
        return by_harm(known=_known(code, inputs), items=_items(code), least_coverage=_least())
    if code == "grid":
        return by_grid(
            known=_known(code, inputs),
            items=_items(code),
            bands=_bands(code, "score"),
            least_coverage=_least(),
        )
    raise lists.UnknownChoice("Choose a scheme", argument="scheme")


def _least() -> Fraction:
    return Fraction(str(lists.number("least_coverage")))


def _item_rows(code: str) -> list[Mapping[str, str]]:
    return [row for row in lists.rows("scheme_items.csv") if row["scheme"] == code]


def _values(scale: str) -> dict[str, Fraction]:
    return {
        row["code"]: Fraction(row["value"])
        for row in lists.rows("scheme_scales.csv")
        if row["scale"] == scale
    }


def _reach(scale: str) -> Interval:
    values = _values(scale).values()
    return Interval(low=min(values), high=max(values))


def _items(code: str) -> list[Item]:
    found = []
    for row in _item_rows(code):
        reach = _reach(row["scale"])
        found.append(
            Item(
                code=row["code"],
                section=row["section"],
                weight=Fraction(row["weight"]),
                least=reach.low,
                most=reach.high,
            )
        )
    return found


def _bands(code: str, axis: str) -> Sequence[Band]:
    return [
        Band(name=row["band"], least=Fraction(row["least"]))
        for row in lists.rows("scheme_bands.csv")
        if row["scheme"] == code and row["axis"] == axis
    ]


def _known(code: str, inputs: Mapping[str, str]) -> dict[str, Fraction]:
    found = {}
    for row in _item_rows(code):
        answer = inputs.get(row["code"], UNKNOWN)
        if answer and answer != UNKNOWN:
            found[row["code"]] = _one(row["scale"], answer, argument=row["code"])
    return found


def _one(scale: str, answer: str, *, argument: str) -> Fraction:
    values = _values(scale)
    if answer not in values:
        raise lists.UnknownChoice("Choose one of the answers", argument=argument)
    return values[answer]


def _activities(inputs: Mapping[str, str]) -> list[Activity]:
    """Activities that something is known of. An activity of which nothing is said is none."""
    found = []
    for place in range(1, ACTIVITIES_ASKED + 1):
        parts: list[Fraction | None] = []
        for scale in ("severity", "scope", "frequency"):
            answer = inputs.get(f"{scale}{place}", "") or UNKNOWN
            parts.append(
                None if answer == UNKNOWN else _one(scale, answer, argument=f"{scale}{place}")
            )
        if any(part is not None for part in parts):
            found.append(Activity(severity=parts[0], scope=parts[1], frequency=parts[2]))
    return found

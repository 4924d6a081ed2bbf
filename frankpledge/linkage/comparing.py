"""Knows what is compared about two people, level by level, and what to expect of each level.

The expectations are where learning starts from, and what holds where a list is too small to learn
from. Each level has three: how often it is seen of one person's two records, of two strangers, and
of two members of one household, who share a surname and an address but are not one person.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import splink.comparison_level_library as cll
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

FEWEST_TO_WEIGH = 1_000
"""In a shorter list how often a name stands in it says nothing of how rare the name is."""


Rule = ComparisonLevelCreator | str
"""SQL that both engines read alike, or one of Splink’s own where they differ; ELSE comes last."""
Row = tuple[str, Rule, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Level:
    """One degree of agreement. `same`, `strangers` and `kin` are shares of pairs that show it."""

    label: str
    rule: Rule
    same: float
    strangers: float
    kin: float = 0.0
    weighed_by: str = ""
    """The column whose rarer values count for more."""

    @property
    def weight(self) -> float:
        """How much likelier one person shows it than two strangers, in powers of two."""
        return math.log2(self.same / self.strangers)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One thing about two people, from the closest level to no agreement at all."""

    name: str
    absent: str
    """When it cannot be compared, as SQL."""
    levels: tuple[Level, ...]
    personal: bool
    """Whether it tells members of one household apart."""

    @property
    def weight(self) -> str:
        """The column in which Splink says how much the level that was reached counts for."""
        return f"mw_{self.name}"

    def numbered(self) -> "Comparison":
        """The same with weights that are the levels' numbers, from one for the furthest.

        So what Splink makes of a pair can be counted level by level, and nought is "unknown".
        """
        unit = 2.0**-20
        return replace(
            self,
            levels=tuple(
                replace(level, same=unit * 2.0**number, strangers=unit, weighed_by="")
                for number, level in zip(range(len(self.levels), 0, -1), self.levels, strict=True)
            ),
        )

    def unweighed(self) -> "Comparison":
        """The same without rarer values counting for more."""
        return replace(self, levels=tuple(replace(level, weighed_by="") for level in self.levels))

    def learned(self, same: Sequence[float], strangers: Sequence[float]) -> "Comparison":
        """The same with shares that were learned from the lists."""
        return replace(
            self,
            levels=tuple(
                replace(level, same=m, strangers=u)
                for level, m, u in zip(self.levels, same, strangers, strict=True)
            ),
        )


def comparisons(present: frozenset[str], *, people: int) -> list[Comparison]:
    """What can be compared with the columns that are there, between so many people."""
    candidates = (
        _first_name(present),
        _surname(present),
        _middle_name(),
        _birth(),
        _place(present),
        _number("phone", personal=False),
        _email(),
        _number("national_id", personal=True),
        _sex(),
    )
    needed = {"first_name": "first", "middle_name": "middle", "birth": "dob"}
    weighing = people >= FEWEST_TO_WEIGH
    return [
        each if weighing else each.unweighed()
        for each in candidates
        if each.levels and (each.name == "place" or needed.get(each.name, each.name) in present)
    ]


def _absent(*columns: str) -> str:
    return " AND ".join(f"({column}_l IS NULL OR {column}_r IS NULL)" for column in columns)


def _close(column: str, threshold: float) -> ComparisonLevelCreator:
    return cll.JaroWinklerLevel(column, threshold)


def _slips(column: str, count: int, *, half: int = 3) -> str:
    """So many letters wrong. A slip leaves a half as it was, which is quick to look at first."""
    halves = (
        f"(substr({column}_l, 1, {half}) = substr({column}_r, 1, {half}) "
        f"OR substr({column}_l, -{half}) = substr({column}_r, -{half}))"
    )
    return f"{halves} AND levenshtein({column}_l, {column}_r) <= {count}"


_SWAPPED = (
    "(first_l = surname_r AND (levenshtein(surname_l, first_r) <= 2 "
    "OR surname_l = root_r OR surname_l = other_root_r)) "
    "OR (surname_l = first_r AND (levenshtein(first_l, surname_r) <= 2 "
    "OR surname_r = root_l OR surname_r = other_root_l))"
)


def _levels(
    *rows: tuple[str, Rule, float, float, float], weighed_by: str = ""
) -> tuple[Level, ...]:
    """Levels from rows of label, rule, and the shares of one person, strangers and kin."""
    return tuple(
        Level(
            label=label,
            rule=rule,
            same=same,
            strangers=strangers,
            kin=kin,
            weighed_by=weighed_by if at == 0 else "",
        )
        for at, (label, rule, same, strangers, kin) in enumerate(rows)
    )


def _first_name(present: frozenset[str]) -> Comparison:
    short = "root_l = root_r OR root_l = other_root_r OR other_root_l = root_r"
    initial = (
        "substr(first_l, 1, 1) = substr(first_r, 1, 1) "
        "AND (length(first_l) = 1 OR length(first_r) = 1)"
    )
    rows: list[Row] = [
        ("the same", "first_l = first_r", 0.72, 0.01, 0.02),
        ("a short form", short, 0.08, 0.004, 0.01),
        ("nearly the same", _close("first", 0.9), 0.08, 0.005, 0.01),
        ("an initial", initial, 0.02, 0.002, 0.005),
    ]
    if "surname" in present:
        rows.append(("the other’s surname", _SWAPPED, 0.02, 0.0005, 0.0005))
    if "middle" in present:
        middle = "first_l = middle_r OR middle_l = first_r"
        rows.append(("the other’s middle name", middle, 0.01, 0.003, 0.01))
    rows += [
        ("alike", _close("first", 0.75), 0.03, 0.04, 0.04),
        ("different", "ELSE", 0.04, 0.93, 0.9),
    ]
    return Comparison(
        name="first_name",
        absent=_absent("first"),
        levels=_levels(*rows, weighed_by="first"),
        personal=True,
    )


def _surname(present: frozenset[str]) -> Comparison:
    part = "surname_end_l = surname_end_r OR surname_end_l = surname_r OR surname_l = surname_end_r"
    absent = _absent("surname")
    if "first" in present:
        # Names that changed places are one finding, and the first name has counted it.
        absent = f"({absent}) OR (surname_l <> surname_r AND ({_SWAPPED}))"
    return Comparison(
        name="surname",
        absent=absent,
        levels=_levels(
            ("the same", "surname_l = surname_r", 0.8, 0.002, 0),
            ("nearly the same", _close("surname", 0.9), 0.09, 0.004, 0),
            ("part of a double name", part, 0.01, 0.0005, 0),
            ("alike", _close("surname", 0.75), 0.03, 0.03, 0),
            ("different", "ELSE", 0.05, 0.96, 0),
            weighed_by="surname",
        ),
        personal=False,
    )


def _middle_name() -> Comparison:
    return Comparison(
        name="middle_name",
        absent=_absent("middle"),
        levels=_levels(
            ("the same", "middle_l = middle_r", 0.7, 0.03, 0.05),
            ("one initial", "substr(middle_l, 1, 1) = substr(middle_r, 1, 1)", 0.2, 0.08, 0.1),
            ("different", "ELSE", 0.1, 0.89, 0.85),
        ),
        personal=True,
    )


def _birth() -> Comparison:
    year = "substr(dob_l, 1, 4) = substr(dob_r, 1, 4)"
    month = "substr(dob_l, 5, 2) = substr(dob_r, 5, 2)"
    day = "substr(dob_l, 7, 2) = substr(dob_r, 7, 2)"
    turned = (
        f"{year} AND substr(dob_l, 5, 2) = substr(dob_r, 7, 2) "
        "AND substr(dob_l, 7, 2) = substr(dob_r, 5, 2)"
    )
    two_parts = f"({month} AND {day}) OR ({year} AND ({month} OR {day}))"
    return Comparison(
        name="birth",
        absent=_absent("dob"),
        levels=_levels(
            ("the same", "dob_l = dob_r", 0.84, 0.0001, 0.01),
            ("one slip", _slips("dob", 1, half=4), 0.06, 0.0006, 0.004),
            ("day and month turned", turned, 0.02, 0.0001, 0.001),
            ("two parts of three", two_parts, 0.03, 0.006, 0.01),
            ("the same year", year, 0.02, 0.015, 0.02),
            ("different", "ELSE", 0.03, 0.978, 0.95),
        ),
        personal=True,
    )


def _place(present: frozenset[str]) -> Comparison:
    """Address as one thing, because its parts move together: nobody moves house by postcode."""
    door, road, near, area = _nearness(present)
    levels: list[Level] = []

    def add(label: str, rules: list[str], same: float, strangers: float) -> None:
        if rules:
            levels.extend(_levels((label, " OR ".join(rules), same, strangers, 0)))

    add("the same door", door, 0.6, 0.0002)
    add("the same postcode or street", road, 0.1, 0.001)
    add("nearly the same", near, 0.05, 0.001)
    if "town" in present:
        same = 0.1 if road else 0.7
        levels += _levels(
            ("the same town", "town_l = town_r", same, 0.03, 0),
            ("a town spelt alike", _close("town", 0.88), 0.03, 0.01, 0),
            weighed_by="town",
        )
    add("the same postal area", area, 0.08, 0.03)
    if levels:
        add("different", ["ELSE"], 0.15, 0.9)
    held = [each for each in ("postcode", "street", "town") if each in present]
    return Comparison(name="place", absent=_absent(*held), levels=_shares(levels), personal=False)


def _nearness(present: frozenset[str]) -> tuple[list[str], list[str], list[str], list[str]]:
    """What makes two addresses the same door, the same road, nearly that, the same area."""
    door: list[str] = []
    road: list[str] = []
    near: list[str] = []
    area: list[str] = []
    if "postcode" in present:
        road.append("postcode_l = postcode_r")
        near.append(f"({_slips('postcode', 1, half=2)})")
        area.append(
            "substr(postcode_l, 1, length(postcode_l) - 3) = "
            "substr(postcode_r, 1, length(postcode_r) - 3)"
        )
        door += [
            f"({part}_l = {part}_r AND postcode_l = postcode_r)"
            for part in ("house", "street")
            if part in present
        ]
    if "street" in present:
        beside = "(town_l = town_r OR town_l IS NULL OR town_r IS NULL)"
        road.append(f"(street_l = street_r AND {beside if 'town' in present else 'TRUE'})")
        near.append("street_l = street_r")
    if {"street", "house"} <= present:
        door.append("(house_l = house_r AND street_l = street_r)")
        near.append("(house_l = house_r AND substr(street_l, 1, 4) = substr(street_r, 1, 4))")
    return door, road, near, area


def _shares(levels: list[Level]) -> tuple[Level, ...]:
    """The levels with shares that add up to one, whichever of them there are."""
    same, strangers = sum(each.same for each in levels), sum(each.strangers for each in levels)
    return tuple(
        replace(each, same=each.same / same, strangers=each.strangers / strangers)
        for each in levels
    )


def _number(name: str, *, personal: bool) -> Comparison:
    return Comparison(
        name=name,
        absent=_absent(name),
        levels=_levels(
            ("the same", f"{name}_l = {name}_r", 0.8, 0.00005, 0.00005),
            ("one slip", _slips(name, 1), 0.06, 0.00005, 0.0001),
            ("two slips", _slips(name, 2), 0.01, 0.0005, 0.001),
            ("different", "ELSE", 0.13, 0.9994, 0.9988),
        ),
        personal=personal,
    )


def _email() -> Comparison:
    # Addresses are made of names, so those of two people with one name are alike as well: more
    # than one slip says nothing that the names have not said.
    return Comparison(
        name="email",
        absent=_absent("email"),
        levels=_levels(
            ("the same", "email_l = email_r", 0.7, 0.00005, 0.03),
            ("the same before the @", "email_name_l = email_name_r", 0.05, 0.00005, 0.01),
            ("one slip", _slips("email", 1), 0.1, 0.0002, 0.02),
            ("different", "ELSE", 0.15, 0.9997, 0.94),
        ),
        personal=True,
    )


def _sex() -> Comparison:
    return Comparison(
        name="sex",
        absent=_absent("sex"),
        levels=_levels(
            ("the same", "sex_l = sex_r", 0.98, 0.5, 0.5),
            ("different", "ELSE", 0.02, 0.5, 0.5),
        ),
        personal=True,
    )


def as_splink(compared: Iterable[Comparison]) -> list[ComparisonCreator | dict[str, Any]]:
    """The comparisons as Splink takes them."""
    return [
        {
            "output_column_name": each.name,
            "comparison_levels": [
                cll.CustomLevel(each.absent).configure(is_null_level=True),
                *(_level(level) for level in each.levels),
            ],
        }
        for each in compared
    ]


def _level(level: Level) -> ComparisonLevelCreator:
    if level.rule == "ELSE":
        rule: ComparisonLevelCreator = cll.ElseLevel()
    elif isinstance(level.rule, str):
        rule = cll.CustomLevel(level.rule)
    else:
        rule = level.rule
    settled = rule.configure(
        m_probability=level.same, u_probability=level.strangers, label_for_charts=level.label
    )
    if level.weighed_by:
        settled = settled.configure(tf_adjustment_column=level.weighed_by)
    return settled

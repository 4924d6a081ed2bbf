"""What in a text could let somebody be recognised. Pure; a person decides what becomes of it.

It finds shapes of words, so it misses what has none: a nickname, a trade that one person in a
village has. That is why somebody of each agency reads the words as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """Whether a case study waits until it is gone, or until somebody has thought about it."""

    TAKE_OUT = "take_out"
    THINK = "think"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that is looked for, in words that a page prints."""

    code: str
    weight: Weight
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a sign was found: the part of the case study, and the words themselves."""

    sign: Sign
    part: str
    excerpt: str


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_STREET = r"(?:Street|Road|Lane|Close|Avenue|Court|Way|Drive|Gardens|Place|Row|Walk|House|Terrace)"
_SIGNS: tuple[tuple[Sign, re.Pattern[str]], ...] = tuple(
    (Sign(code=code, weight=weight, words=words), re.compile(pattern, flags))
    for code, weight, words, pattern, flags in (
        (
            "email",
            Weight.TAKE_OUT,
            "an e-mail address",
            r"[\w.+-]+@[\w-]+\.[\w.-]+",
            0,
        ),
        (
            "telephone",
            Weight.TAKE_OUT,
            "a telephone number",
            r"(?<!\d)(?:\+44\s?\d|0\d)(?:[\s-]?\d){8,9}(?!\d)",
            0,
        ),
        (
            "postcode",
            Weight.TAKE_OUT,
            "a postcode",
            r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b",
            0,
        ),
        (
            "mark",
            Weight.TAKE_OUT,
            "a vehicle's registration mark",
            r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b",
            0,
        ),
        (
            "reference",
            Weight.TAKE_OUT,
            "the reference of another record",
            r"\b[2-9BCDFGHJKMNPQRSTVWXYZ]{4}-"
            r"[2-9BCDFGHJKMNPQRSTVWXYZ]{4}\b",
            0,
        ),
        (
            "address",
            Weight.TAKE_OUT,
            "the number of a home or flat",
            rf"\b(?:(?:[Ff]lat|[Nn]umber|[Nn]o\.?) \d+\w?|\d+[a-zA-Z]? (?:[A-Z]\w+ )+{_STREET})\b",
            0,
        ),
        (
            "titled",
            Weight.TAKE_OUT,
            "somebody's name with a title or rank",
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|DS|DI|PS|Sgt|Insp|Cllr)\.? [A-Z][\w’'-]+",
            0,
        ),
        (
            "name",
            Weight.THINK,
            "two words that may be somebody's name",
            r"(?<![.!?:] )(?<!^)\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z’'-]+\b",
            re.MULTILINE,
        ),
        (
            "day",
            Weight.THINK,
            "an exact day, where the month would do",
            rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|"
            r"\d{4}-\d{2}-\d{2})\b",
            0,
        ),
        (
            "time",
            Weight.THINK,
            "a time of day by the clock",
            r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b",
            0,
        ),
        (
            "age",
            Weight.THINK,
            "an exact age, where a band would do",
            r"\b(?:aged \d{1,3}|\d{1,3}[ -]years?[ -]old)\b",
            re.IGNORECASE,
        ),
        (
            "few",
            Weight.THINK,
            "words that say how few people it could be",
            r"\b(?:the only|one of (?:two|three|four|a handful)|nobody else)\b",
            re.IGNORECASE,
        ),
        (
            "standing",
            Weight.THINK,
            "an illness, a faith or where somebody was born",
            r"\b(?:diagnos\w+|schizo\w+|bipolar|autis\w+|dementia|pregnan\w+|HIV|epilep\w+|"
            r"Muslim|Jewish|Hindu|Sikh|Catholic|born in)\b",
            re.IGNORECASE,
        ),
    )
)
TOGETHER = Sign(
    code="together",
    weight=Weight.TAKE_OUT,
    words="an exact age, an exact day and a named place at once, which is enough together",
)
PLACE = Sign(code="place", weight=Weight.THINK, words="the name of a place that a problem is at")
LOOKED_FOR: tuple[Sign, ...] = (*(sign for sign, _ in _SIGNS), PLACE, TOGETHER)
"""Everything that is looked for, as a page prints it."""


def signs_in(
    parts: Mapping[str, str], *, known: Iterable[str] = (), places: Iterable[str] = ()
) -> tuple[Found, ...]:
    """What could let somebody be recognised in the *parts* of a case study, by their names.

    *known* are names that belong to nobody, such as those of agencies and districts; *places* are
    names of places at which there is a problem. The same words in one part are found once.
    """
    names = {name.lower() for name in known}
    found: dict[tuple[str, str, str], Found] = {}
    for part, text in parts.items():
        for sign, pattern in _SIGNS:
            for each in pattern.finditer(text):
                words = each[0]
                if sign.code == "name" and any(words.lower() in name for name in names):
                    continue
                found[sign.code, part, words] = Found(sign=sign, part=part, excerpt=words)
        for place in places:
            if place and place.lower() in text.lower():
                found[PLACE.code, part, place] = Found(sign=PLACE, part=part, excerpt=place)
    codes = {code for code, _, _ in found}
    if {"age", "day"} <= codes and codes & {PLACE.code, "address", "postcode"}:
        first = next(each for key, each in found.items() if key[0] == "age")
        found[TOGETHER.code, first.part, ""] = Found(
            sign=TOGETHER, part=first.part, excerpt=first.excerpt
        )
    return tuple(found.values())


def to_take_out(found: Iterable[Found]) -> tuple[Found, ...]:
    """What has to be gone before anybody is asked to clear the words."""
    return tuple(each for each in found if each.sign.weight == Weight.TAKE_OUT)

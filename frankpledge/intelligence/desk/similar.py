"""Whether two texts may tell of the same thing, and why it seems so. Pure: people decide."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from frankpledge.intelligence.giving.danger import normalised

NEAR = 80
"""From this share of agreement on, in hundredths, two texts say nearly the same."""

PLACE_NEAR = 90
_MARK = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b")
_PHONE = re.compile(r"(?<!\d)(?:\+44 ?|0)\d(?:[ -]?\d){8,9}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alikeness:
    """How alike two things are, from 0 to 100, and each reason in words."""

    score: int
    reasons: tuple[str, ...]
    is_exact: bool


def likeness(one: str, other: str) -> float:
    """How far two texts agree whatever the order of their words, from 0 to 1.

    >>> likeness("strangers answer the door", "the door, strangers answer!")
    1.0
    """
    first, second = normalised(one), normalised(other)
    if not first or not second:
        return 0.0
    return fuzz.token_sort_ratio(first, second) / 100


def alikeness(place: str, text: str, other_place: str, other_text: str) -> Alikeness | None:
    """How alike two things told are, or None where nothing suggests that they are the same."""
    same_words = bool(normalised(text)) and normalised(text) == normalised(other_text)
    share = round(likeness(text, other_text) * 100)
    reasons = []
    if same_words:
        reasons.append("Word for word the same")
    elif share >= NEAR:
        reasons.append(f"{share} in 100 of the words agree")
    places = _places_agree(place, other_place)
    if places:
        reasons.append(places)
    shared = sorted(particulars_in(text) & particulars_in(other_text))
    reasons += [f"Both name {each}" for each in shared]
    if not reasons:
        return None
    weight = 10 * bool(places) + 15 * bool(shared)
    score = 100 if same_words else min(99, max(share, 50 if places else 0) + weight)
    return Alikeness(score=score, reasons=tuple(reasons), is_exact=same_words)


def particulars_in(text: str) -> frozenset[str]:
    """Registration marks and telephone numbers in a text, each written one way."""
    marks = {found.replace(" ", "") for found in _MARK.findall(text.upper())}
    phones = {re.sub(r"\D", "", found.replace("+44", "0")) for found in _PHONE.findall(text)}
    return frozenset(marks | phones)


def _places_agree(place: str, other: str) -> str:
    first, second = normalised(place), normalised(other)
    if not first or not second:
        return ""
    if first == second:
        return "The same place"
    # House numbers tell neighbours apart, however alike the rest of the address is.
    if re.findall(r"\d+\w?", first) != re.findall(r"\d+\w?", second):
        return ""
    return "Nearly the same place" if fuzz.ratio(first, second) >= PLACE_NEAR else ""

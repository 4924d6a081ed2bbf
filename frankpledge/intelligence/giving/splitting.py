"""When a text seems to hold more than one matter, or to come from more than one source.

One matter and one source a submission: a grade is given to a source, and a text that pools what
several people know may give away the only one who knew it all. The rules only suggest; whoever
tells it decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.giving.danger import words_found
from frankpledge.intelligence.giving.recognition import found_in

MOST_PARTS = 6
SHORTEST = 15
"""Letters that a part needs before it is worth telling by itself."""

_STREETS = (
    "street|st|road|rd|avenue|ave|lane|close|court|house|drive|gardens|terrace|row|crescent|"
    "square|grove|walk|mews|hill|way|place|park"
)
_ADDRESS = re.compile(rf"\b(\d{{1,4}}[a-zA-Z]?),?\s+((?:[A-Z][\w'’]+\s+){{1,3}}(?i:{_STREETS}))\b")
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.):]|[-*•])\s+", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'(])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """How a text might be split, and why it seems so."""

    parts: tuple[str, ...]
    reasons: tuple[str, ...]


def suggested_parts(text: str) -> Suggestion | None:
    """How *text* might be split, or None where it seems to hold one matter from one source."""
    pieces, lead_in = _pieces(text)
    reasons = []
    if lead_in:
        reasons.append("You begin something new with “" + lead_in + "”.")
    if _is_list(text):
        reasons.append("You wrote a list of separate things.")
    places = _places(text)
    if len(places) > 1:
        reasons.append(f"You write of more than one address: {_and(places)}.")
    sources = _sources(text)
    if len(sources) > 1:
        reasons.append(f"You know it in more than one way: {_and(sources)}.")
    if not reasons:
        return None
    if len(pieces) < 2:
        pieces = _by_what_changes(text)
    if len(pieces) < 2:
        return None
    return Suggestion(parts=tuple(pieces), reasons=tuple(reasons))


def _is_list(text: str) -> bool:
    return len(_NUMBERED.findall(text)) > 1


def _pieces(text: str) -> tuple[list[str], str]:
    """The text cut where its writer cut it: in a list, or where words begin something new."""
    if _is_list(text):
        return _long_enough(_NUMBERED.split(text)), ""
    sentences = _all_sentences(text)
    pieces: list[str] = []
    lead_in = ""
    patterns = _patterns("new matter")
    for number, sentence in enumerate(sentences):
        opening = words_found(" ".join(sentence.split()[:8]), patterns)
        if number and opening:
            lead_in = lead_in or opening[0]
            pieces.append(sentence)
        elif pieces:
            pieces[-1] = f"{pieces[-1]} {sentence}"
        else:
            pieces.append(sentence)
    return _long_enough(pieces), lead_in


def _by_what_changes(text: str) -> list[str]:
    """The text cut where the address, or the way of knowing, changes from what went before."""
    pieces: list[str] = []
    place = source = ""
    for sentence in _all_sentences(text):
        here = (_places(sentence) or [place])[0]
        how = (_sources(sentence) or [source])[0]
        changes = (place and here != place) or (source and how != source)
        if changes or not pieces:
            pieces.append(sentence)
        else:
            pieces[-1] = f"{pieces[-1]} {sentence}"
        place, source = here, how
    return _long_enough(pieces)


def _all_sentences(text: str) -> list[str]:
    return [
        sentence.strip()
        for paragraph in _PARAGRAPHS.split(text)
        for sentence in _SENTENCES.split(paragraph)
        if sentence.strip()
    ]


def _long_enough(pieces: list[str]) -> list[str]:
    """Pieces of some length: shorter ones belong to what went before, and nothing is dropped."""
    kept: list[str] = []
    for piece in (each.strip() for each in pieces):
        if not piece:
            continue
        too_short = min(len(piece), len(kept[-1]) if kept else SHORTEST) < SHORTEST
        if kept and (too_short or len(kept) == MOST_PARTS):
            kept[-1] = f"{kept[-1]} {piece}"
        else:
            kept.append(piece)
    return kept


def _places(text: str) -> list[str]:
    """Addresses in the text, or postcodes where it has more of them, each once."""
    addresses = {
        " ".join(match.group().split()).casefold(): match.group()
        for match in _ADDRESS.finditer(text)
    }
    postcodes = {each.value: each.text for each in found_in(text) if each.kind == "postcode"}
    return list((addresses if len(addresses) >= len(postcodes) else postcodes).values())


def _sources(text: str) -> list[str]:
    """The ways of knowing that the text speaks of, in words, each once."""
    found: dict[str, str] = {}
    for row in reference_files.rows("splitting_words.csv"):
        if row["rule"] == "source" and words_found(text, (row["pattern"],)):
            found.setdefault(row["means"], row["means"])
    return list(found)


def _patterns(rule: str) -> tuple[str, ...]:
    return tuple(
        row["pattern"] for row in reference_files.rows("splitting_words.csv") if row["rule"] == rule
    )


def _and(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1]

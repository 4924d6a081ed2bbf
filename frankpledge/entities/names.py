"""Names of people and firms: how they are folded, split and sounded, and which are forms of one."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"
REMEMBERED = 200_000
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "miss",
        "ms",
        "mx",
        "dr",
        "prof",
        "sir",
        "lady",
        "lord",
        "rev",
        "cllr",
        "master",
        "madam",
        "aka",
        "nee",
        "alias",
    ]
)
_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "binti",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
        "ter",
        "ten",
    ]
)
_FIRM_WORDS = frozenset(
    ["ltd", "limited", "plc", "llp", "co", "company", "the", "and", "uk", "t/a"]
)
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "`": "'",
        # Cyrillic and Greek as passports write them, near enough to meet a spelling by ear.
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i",
        "ї": "i", "є": "ye", "ґ": "g",
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
        "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
        "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name in parts: what somebody is called first, and the parts of the family name."""

    given: tuple[str, ...]
    family: tuple[str, ...]


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """Letters without marks, in small plain Latin, single spaces; other signs become spaces.

    >>> folded("  Zoë  O’Łuksza ")
    'zoe oluksza'
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain)
        if not unicodedata.combining(letter)
    ).translate(_LETTERS)
    return " ".join(re.sub(r"[^a-z0-9\-]+", " ", bare.replace("'", "")).split())


def person_name(text: str) -> PersonName | None:
    """The parts of a name as it was typed, or None where there is no name in it.

    "SMITH, John" and "John Smith" are the same; a double-barrelled or prefixed family name keeps
    its parts.

    >>> person_name("Ms Ana de Souza-Lima")
    PersonName(given=('ana',), family=('souza', 'lima'))
    """
    before, comma, after = text.partition(",")
    if comma and folded(after):
        family, given = _words(before), _words(after)
        return PersonName(given=given, family=family) if family or given else None
    words = [word for word in folded(text).split() if word.strip("-") not in _TITLES]
    if not words:
        return None
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in _PARTICLES:
        cut -= 1
    given = _parts(words[:cut])
    return PersonName(given=given, family=_parts(words[cut:]))


def _words(text: str) -> tuple[str, ...]:
    return _parts([word for word in folded(text).split() if word.strip("-") not in _TITLES])


def _parts(words: list[str]) -> tuple[str, ...]:
    parts = [part for word in words for part in word.split("-") if part]
    # A particle alone says nothing, unless there is nothing else.
    return tuple(part for part in parts if part not in _PARTICLES) or tuple(parts)


def firm_name(text: str) -> str:
    """A firm's name without the words that every firm has.

    >>> firm_name("The Harbour Vapes Ltd.")
    'harbour vapes'
    """
    words = folded(text).replace("-", " ").split()
    return " ".join(word for word in words if word not in _FIRM_WORDS) or " ".join(words)


_OPENINGS = (
    ("kn", "n"), ("gn", "n"), ("pn", "n"), ("wr", "r"), ("ps", "s"), ("wh", "w"), ("x", "s"),
    ("mac", "mk"), ("mc", "mk"),
)  # fmt: skip
_INSIDE = (
    ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "x"), ("ph", "f"), ("ght", "t"), ("gh", ""),
    ("ck", "k"), ("dge", "j"), ("dg", "j"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("th", "t"),
    ("qu", "k"), ("zh", "x"), ("kh", "k"),
)  # fmt: skip
_ALIKE = str.maketrans({"q": "k", "z": "s", "v": "f", "j": "g", "d": "t", "b": "p"})


@lru_cache(maxsize=REMEMBERED)
def sound(word: str) -> str:
    """How a folded word sounds in English, roughly: the same for what is often misheard.

    >>> sound("philips") == sound("fillipps") and sound("steven") == sound("stephen")
    True
    """
    for opening, heard in _OPENINGS:
        if word.startswith(opening):
            word = heard + word[len(opening) :]
            break
    for written, heard in _INSIDE:
        word = word.replace(written, heard)
    # What is still written with c was not softened and has not become "ch".
    word = re.sub(r"c(?=[aourlkts]|$)", "k", word).translate(_ALIKE)
    opening = "a" if word[:1] in "aeiouy" else word[:1]
    rest = re.sub(r"[aeiouyhw]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", opening + rest)[:6]


@cache
def _roots() -> dict[str, tuple[str, ...]]:
    """Each short or variant form with the names that it may stand for."""
    roots: dict[str, tuple[str, ...]] = {}
    with (REFERENCE / "given_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in (row["name"], *row["forms"].split()):
                roots[form] = (*roots.get(form, ()), row["name"])
    return roots


def roots_of(given: str) -> tuple[str, ...]:
    """The names that a given name may be short for or a form of; itself where none is known.

    >>> set(roots_of("liz")) & set(roots_of("beth"))
    {'elizabeth'}
    """
    return _roots().get(given, (given,))


@cache
def _widespread() -> frozenset[str]:
    with (REFERENCE / "common_names.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"] for row in csv.DictReader(file))


def is_widespread(word: str) -> bool:
    """Whether so many people have the name that sharing it says little. From a fixed list.

    Never counted from what is held: how often a name is held would tell of records unseen.
    """
    return word in _widespread()

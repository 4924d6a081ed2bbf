"""Knows how a name is made ready for comparing: spelling, titles, particles, short forms."""

import csv
import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

MISSING = frozenset(
    {
        "na", "nan", "null", "none", "nil", "unknown", "unk", "unkn", "notknown", "notgiven",
        "notstated", "notrecorded", "notprovided", "notavailable", "missing", "blank", "empty",
        "tbc", "tba", "test", "anon", "anonymous", "withheld", "refused", "noname", "nfn", "nsn",
        "nfa", "nofixedabode", "nofixedaddress", "undefined", "unspecified", "unavailable",
        "notapplicable", "nodata", "xx",
    }
)  # fmt: skip
"""What people write where they know nothing; spaces are taken out before it is looked up."""

_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "doctor",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "reverend",
        "master",
        "mstr",
    }
)
_AFTER = frozenset(
    {"jr", "jnr", "junior", "sr", "snr", "senior", "esq", "obe", "mbe", "cbe", "phd", "ii", "iii"}
)
_PARTICLES = frozenset(
    {
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "bint",
        "ben",
        "abu",
        "ap",
        "mac",
        "mc",
        "st",
        "ter",
        "ten",
    }
)
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_BETWEEN = re.compile(r"[\W\d_]+")


def plain(text: str) -> str:
    """Lower case, without accents or punctuation, one space between words.

    >>> plain(" O’Neill-BRÖWN ")
    'oneill brown'
    """
    lowered = text.lower()
    if not lowered.isascii():
        apart = unicodedata.normalize("NFKD", lowered).translate(_LETTERS)
        # Marks on letters outside Latin are part of the word; only accents are let go.
        lowered = "".join(each for each in apart if not 0x300 <= ord(each) < 0x370)
        lowered = unicodedata.normalize("NFC", lowered)
    if lowered.isalpha():
        return lowered
    return " ".join(_BETWEEN.sub(" ", _APOSTROPHES.sub("", lowered)).split())


def is_missing(plain_text: str) -> bool:
    """Whether the words say only that nothing is known."""
    together = plain_text.replace(" ", "")
    return not together or together in MISSING or (len(together) > 2 and set(together) == {"x"})


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    """For each name the formal names that it may stand for, the likeliest first."""
    table = files("frankpledge.linkage").joinpath("nicknames.csv").read_text(encoding="utf-8")
    forms: dict[str, list[str]] = {}
    for row in csv.DictReader(table.splitlines()):
        forms.setdefault(row["formal"], []).insert(0, row["formal"])
        for also in row["also"].split():
            forms.setdefault(also, []).append(row["formal"])
    return {name: tuple(dict.fromkeys(stands_for)) for name, stands_for in forms.items()}


def roots(first: str) -> tuple[str, str]:
    """The formal names that a first name may stand for: the likeliest and the next, or the same.

    >>> roots("bob"), roots("sam"), roots("ermintrude")
    (('robert', 'robert'), ('samantha', 'samuel'), ('ermintrude', 'ermintrude'))
    """
    stands_for = _short_forms().get(first, (first,))
    return stands_for[0], stands_for[min(1, len(stands_for) - 1)]


def sound(name: str) -> str:
    """A rough key of how a name sounds, the same for most of its misspellings.

    >>> sound("philips") == sound("fillips"), sound("smyth") == sound("smith")
    (True, True)
    """
    if not name.isascii():
        return name
    key = name
    for written, heard in _HEARD:
        key = key.replace(written, heard)
    if not key:
        return key
    rest = key[1:].translate(_NO_VOWELS)
    return re.sub(r"(.)\1+", r"\1", key[0] + rest)


_HEARD = (
    ("ph", "f"), ("gh", ""), ("ck", "k"), ("sch", "s"), ("sh", "s"), ("th", "t"), ("kn", "n"),
    ("wr", "r"), ("mb", "m"), ("dg", "j"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cz", "s"),
    ("sz", "s"), ("c", "k"), ("q", "k"), ("z", "s"), ("v", "f"), ("w", "v"),
)  # fmt: skip
_NO_VOWELS = str.maketrans("", "", "aeiouyh")


def given(text: str) -> tuple[str, str]:
    """A first name run together, and what stands behind its first word.

    >>> given("Anne-Marie"), given("Mr John Paul")
    (('annemarie', 'marie'), ('johnpaul', 'paul'))
    """
    words = plain(text).split()
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    if is_missing("".join(words)):
        return "", ""
    return "".join(words), "".join(words[1:])


def family(text: str) -> tuple[str, str]:
    """A surname run together, and the last word of it.

    >>> family("Smith-Jones"), family("Mc Donald"), family("O'Brien Jr")
    (('smithjones', 'jones'), ('mcdonald', 'mcdonald'), ('obrien', 'obrien'))
    """
    words = plain(text).split()
    while len(words) > 1 and words[-1] in _AFTER:
        words.pop()
    together = "".join(words)
    if is_missing(together):
        return "", ""
    last = together if words[0] in _PARTICLES else words[-1]
    return together, last


def whole(text: str) -> tuple[str, str, str]:
    """First name, middle names and surname of a full name, in either of the usual orders.

    >>> whole("SMITH, John Paul"), whole("Dr Vincent van der Berg")
    (('john', 'paul', 'smith'), ('vincent', '', 'van der berg'))
    """
    surname, comma, rest = text.partition(",")
    if comma and plain(rest):
        words = _without_titles(plain(rest).split())
        return words[0], " ".join(words[1:]), plain(surname)
    words = _without_titles(plain(text).split())
    if is_missing("".join(words)):
        return "", "", ""
    if len(words) == 1:
        return "", "", words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return words[0], " ".join(words[1:start]), " ".join(words[start:])


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _AFTER:
        words = words[:-1]
    return words or [""]


def is_surname_first(texts: list[str]) -> bool:
    """Whether a column of full names writes the surname first without saying so by a comma.

    Capitals tell: "SMITH John" and not "John SMITH".
    """
    counted: Counter[str] = Counter()
    for text in texts:
        words = text.split()
        if len(words) > 1 and "," not in text and words[0].isupper() != words[-1].isupper():
            counted["first" if words[0].isupper() and len(words[0]) > 1 else "last"] += 1
    return counted["first"] > counted["last"]

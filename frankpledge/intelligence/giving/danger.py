"""Words that mean that somebody is in danger now, looked for before anything is sent."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from frankpledge.intelligence import reference_files

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_GAPS = re.compile(r"[\W_]+")
_WORDS_BETWEEN = 3


def normalised(text: str) -> str:
    """Lower-case words with one space between: no accents, apostrophes, marks or hidden signs.

    >>> normalised("He’s  got a\u200b KNIFE!")
    'hes got a knife'
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(
        letter for letter in decomposed if unicodedata.category(letter) not in ("Mn", "Cf")
    )
    return _GAPS.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def expression(pattern: str) -> str:
    """A pattern of the list as a regular expression over normalised text.

    A star ends a word in any way; a lone underscore stands for up to three words.
    """
    parts = []
    for word in pattern.split():
        if word == "_":
            parts.append(rf"(?:\w+ ){{0,{_WORDS_BETWEEN}}}")
        elif word.endswith("*"):
            parts.append(re.escape(normalised(word[:-1])) + r"\w* ")
        else:
            parts.append(re.escape(normalised(word)) + " ")
    return "".join(parts)


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?<!\\w)(?:" + "|".join(expression(pattern) for pattern in patterns) + ")")


def words_found(text: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """What of *patterns* stands in *text*, as it reads once normalised, each once, in order."""
    if not patterns:
        return ()
    found = (
        match.group().strip() for match in _compiled(patterns).finditer(normalised(text) + " ")
    )
    return tuple(dict.fromkeys(found))


def words_of_danger(*texts: str) -> tuple[str, ...]:
    """Words in any of *texts* that mean danger, by this installation's list."""
    patterns = tuple(row["pattern"] for row in reference_files.rows("danger_words.csv"))
    return tuple(word for text in texts for word in words_found(text, patterns))

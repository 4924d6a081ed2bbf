"""How text becomes the words that it can be found by: the same on every database."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from frankpledge.kernel import DomainError

LONGEST_QUESTION = 200
"""Characters of a question that are looked at; what comes after them is left out."""
MOST_WORDS = 8
LONGEST_WORD = 40
SNIPPET = 180
_WORD = re.compile(r"[^\W_]+")


class NothingToLookFor(DomainError):
    """The question holds no word that could be looked for."""


def words_of(text: str) -> list[str]:
    """The words of *text* in order, without case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain.casefold())]


def asked_for(question: str) -> list[str]:
    """The words to look for, each once, in the order in which they were typed.

    Raises `NothingToLookFor` where there is none.
    """
    wanted = list(dict.fromkeys(words_of(question[:LONGEST_QUESTION])))[:MOST_WORDS]
    if not wanted:
        raise NothingToLookFor("Type one or more words to look for", argument="words")
    return wanted


def closeness(wanted: Sequence[str], texts: Sequence[str]) -> list[float]:
    """How close each text is to the words wanted, the closest highest.

    Weighs words by how rare they are *among these texts alone* (Robertson and Zaragoza, "The
    probabilistic relevance framework", 2009, with k1 1.2 and b 0.75), so that nothing depends on a
    text that the reader may not see. Words side by side as they were asked for add to it.
    """
    split = [words_of(text) for text in texts]
    if not split:
        return []
    usual = sum(map(len, split)) / len(split) or 1.0
    holding = Counter(word for words in split for word in set(words))
    found = []
    for words in split:
        times = Counter(words)
        score = 0.0
        for word in wanted:
            rarity = 1 + (len(split) - holding[word] + 0.5) / (holding[word] + 0.5)
            weight = times[word] * 2.2 / (times[word] + 1.2 * (0.25 + 0.75 * len(words) / usual))
            score += weight * rarity
        beside = set(pairwise(words))
        score += sum(pair in beside for pair in pairwise(wanted))
        found.append(score)
    return found


def snippet(text: str, wanted: Sequence[str]) -> str:
    """The part of *text* in which the first wanted word stands, cut at spaces."""
    flat = " ".join(text.split())
    at = next(
        (
            found.start()
            for found in _WORD.finditer(flat)
            if set(words_of(found.group())) & set(wanted)
        ),
        0,
    )
    start = max(0, at - SNIPPET // 3)
    cut = flat[start : start + SNIPPET]
    if start:
        cut = "…" + cut.partition(" ")[2]
    if start + SNIPPET < len(flat):
        cut = cut.rpartition(" ")[0] + "…"
    return cut

"""Security markings in what is typed: nothing marked SECRET or above may be kept here."""

from __future__ import annotations

import re

from frankpledge.kernel import DomainError

_ANYWHERE = re.compile(
    r"\b(?:TOP[\s-]+SECRET|UK[\s-]+SECRET|SECRET[\s/-]+(?:UK|STRAP|ATOMIC|EYES)|STRAP\s?[123])\b"
)
_ALONE = re.compile(r"^\W*(?:UK\W+)?(?:TOP\W+)?SECRET\W*(?:UK\W*)?$", re.IGNORECASE | re.MULTILINE)
_SAID = re.compile(
    r"\b(?:marked|classified|marking|classification)\W+(?:as\W+)?(?:top\W+)?secret\b", re.IGNORECASE
)
_SHOUTED = re.compile(r"\bSECRET\b")


class MarkedTooHigh(DomainError):
    """The text bears a marking that may not be held here. Nothing of it has been kept."""


def is_marked_secret(text: str) -> bool:
    """Whether *text* bears a marking of SECRET or above. The word in a sentence is no marking."""
    if _ANYWHERE.search(text) or _ALONE.search(text) or _SAID.search(text):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    mostly_small = sum(letter.isupper() for letter in letters) * 2 < len(letters)
    return bool(_SHOUTED.search(text)) and mostly_small


def refuse_secret(*texts: str) -> None:
    """Raise `MarkedTooHigh` if any of *texts* is marked SECRET or above."""
    if any(is_marked_secret(text) for text in texts):
        raise MarkedTooHigh(
            "This is marked SECRET or above, which cannot be kept here. Nothing was kept. "
            "Speak to your security officer, who knows the route for it",
            argument="text",
        )

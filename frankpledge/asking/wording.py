"""What a requirement may say to partners: nothing that names, and nothing that sets a task."""

from __future__ import annotations

import re
from collections.abc import Iterable

from frankpledge.asking import rules
from frankpledge.asking.models import OPENING
from frankpledge.kernel import DomainError


class NotForPartners(DomainError):
    """The words name somebody or somewhere, or ask people to do more than notice."""


_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_PLATE = re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", re.IGNORECASE)
_TELEPHONE = re.compile(r"\b0\d[\d ]{8,}\b|\+\d[\d ]{8,}")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_HOUSE = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w’'-]*\s*)+"
    r"|\b(?:flat|unit|number|house)\s+\d+\w?\b"
    r"|\b\d{1,4}\s+\w+(?:\s\w+)?\s"
    r"(?:street|road|lane|avenue|close|court|drive|way|place|gardens|terrace|crescent|hill)\b",
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|pc|dc|sgt)\.?\s+\w+", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![.!?:]\s)(?<!^)(?<!\w)([A-Z][a-z’'-]+\w*)")
_IDENTIFIERS = (
    (_POSTCODE, "a postcode"),
    (_PLATE, "a registration mark"),
    (_TELEPHONE, "a telephone number"),
    (_DATE, "a date of birth"),
    (_TITLE, "a person"),
    (_HOUSE, "an address"),
)


def check_wording(text: str, *, known: Iterable[str] = (), argument: str) -> str:
    """The words, begun as they must be. Raises `NotForPartners` and says which words are wrong.

    *known* are names that may stand in it, such as districts. Everything else that begins with a
    capital letter inside a sentence is taken for a name.
    """
    tidy = " ".join(text.split())
    if not tidy.startswith(OPENING):
        raise NotForPartners(f"Begin with “{OPENING}”", argument=argument)
    if len(tidy) <= len(OPENING) + 5:
        raise NotForPartners("Say what they may notice", argument=argument)
    refuse_identifiers(tidy, known=known, argument=argument)
    lower = tidy[len(OPENING) :].lower()
    for row in rules.rows("tasking_phrases.csv"):
        if re.search(rf"\b{re.escape(row['phrase'])}\b", lower):
            raise NotForPartners(
                f"“{row['phrase']}” asks them to do more than notice. {row['instead']}",
                argument=argument,
            )
    return tidy


def refuse_identifiers(text: str, *, known: Iterable[str] = (), argument: str) -> None:
    """Raise `NotForPartners` for words that point to a person or an address."""
    allowed = [row["word"] for row in rules.rows("words_that_are_not_names.csv")]
    plain = text
    for name in sorted({*allowed, *known}, key=len, reverse=True):
        plain = re.sub(rf"\b{re.escape(name)}\b", lambda found: found.group().lower(), plain)
    for pattern, what in _IDENTIFIERS:
        if found := pattern.search(plain):
            raise NotForPartners(
                f"“{found.group().strip()}” looks like {what}. Never name people or addresses",
                argument=argument,
            )
    if found := _CAPITAL.search(plain):
        raise NotForPartners(
            f"“{found.group(1)}” looks like a name. Never name people or addresses",
            argument=argument,
        )

"""What in a text would tell its reader who told us, and how to write it instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.giving.danger import normalised, words_found

_MONTH = (
    "(?:(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)|May|MAY)"
)
"""A month's name. May has its capital, because things may also be."""
_STREET = (
    "(?i:street|st|road|rd|avenue|ave|lane|close|court|house|place|way|drive|gardens|terrace|row|"
    "crescent|square|grove|walk|point|tower|mews|hill|park)"
)
_DAY_OF_MONTH = r"[0-3]?\d(?:st|nd|rd|th)?"
_HOME = "flat|apartment|apt|room|unit|bedsit|door"

_TIME = "Write the week, not the time."
_DAY = "Write the week, not the day."
_FLAT = "Write the block, not the flat."
_HOUSE = "Write the block or the street, not the number."

_PATTERNS = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"(?i)\b(?:[01]?\d|2[0-3])\s?[:.]\s?[0-5]\d\s*(?:am|pm|hrs|hours)?\b", _TIME),
        (r"(?i)\b(?:1[0-2]|[1-9])\s*[ap]\.?m\b", _TIME),
        (r"(?i)\b(?:[01]\d|2[0-3])[0-5]\d\s*(?:hrs|hours)\b", _TIME),
        (r"(?i)\b(?:1[0-2]|[1-9]) o['’]?clock\b", _TIME),
        (rf"\b{_DAY_OF_MONTH}\s+(?:of\s+)?{_MONTH}\b", _DAY),
        (rf"\b{_MONTH}\s+{_DAY_OF_MONTH}\b(?!\d)", _DAY),
        (r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b", _DAY),
        (r"\b\d{4}-\d{2}-\d{2}\b", _DAY),
        (rf"(?i)\b(?:{_HOME})\s*(?:no\.?|number)?\s*\d+[a-z]?\b", _FLAT),
        (rf"\b\d+[a-zA-Z]?,?\s+(?:[A-Z][\w'’]+\s+){{1,3}}{_STREET}\b", _HOUSE),
        (r"(?i)\b(?:number|no\.?)\s*\d+[a-z]?\b", _HOUSE),
        (r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", "Leave out the postcode."),
        (r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", _DAY),
        (r"(?i)\b(?:yesterday|last night|tonight|this (?:morning|afternoon|evening))\b", _DAY),
        (r"(?<![\w+])(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}\b", "Leave out the telephone number."),
        (r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b", "Leave out the e-mail address."),
        (r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", "Leave out the registration mark."),
        (r"(?i)\b(?:aged? \d{1,2}|\d{1,2}[- ]years?[- ]old)\b", "Write an age group."),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Giveaway:
    """One thing that gives its source away, as it stands in the text, and what to do about it."""

    found: str
    remedy: str

    def __str__(self) -> str:
        return f"“{self.found}”: {self.remedy}"


def giveaways_in(
    *texts: str, agencies: Iterable[str] = (), people: Iterable[str] = ()
) -> list[Giveaway]:
    """What in *texts* gives away who told us.

    All agencies' names are looked for, not only the teller's: otherwise this check itself would
    tell which agency it was. *people* are those who use the site.
    """
    found = [
        Giveaway(found=match.group().strip(), remedy=remedy)
        for text in texts
        for pattern, remedy in _PATTERNS
        for match in pattern.finditer(text)
    ]
    for text in texts:
        found.extend(_named(text, agencies, "Leave out the agency. Write “a partner agency”."))
        found.extend(_named(text, people, "Leave out people who work for an agency."))
        for row in reference_files.rows("giveaway_phrases.csv"):
            found.extend(
                Giveaway(found=words, remedy=row["remedy"])
                for words in words_found(text, (row["pattern"],))
            )
    return list(dict.fromkeys(found))


def _named(text: str, names: Iterable[str], remedy: str) -> list[Giveaway]:
    plain = f" {normalised(text)} "
    return [
        Giveaway(found=name, remedy=remedy)
        for name in dict.fromkeys(names)
        if normalised(name) and f" {normalised(name)} " in plain
    ]

"""Making the beginnings of an action from an e-mail that somebody pastes. Pure; nothing is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_VERB, LONGEST_TEXT = 30, 200
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_HEADER = re.compile(r"^(from|to|cc|sent|date|subject|importance)\s*:\s*(.*)$", re.IGNORECASE)
_ASKING = re.compile(
    r"(?:please|could you|can you|would you|you need to|we need to|action:)\s+(.+?)(?:[.?!]|$)",
    re.IGNORECASE,
)
_POLITE = re.compile(r"^(?:(?:please|kindly|also|just|possibly)\b[\s,]*)+", re.IGNORECASE)
"""What stands before the verb of whoever asks kindly."""
_DAY = re.compile(
    r"\bby\s+(?:\w+day\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(" + "|".join(MONTHS) + r")(?:\s+(\d{4}))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\bby\s+(?:next\s+)?(" + "|".join(WEEKDAYS) + r")\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the form is filled in with. Whoever pasted it reads it over before anything is kept."""

    verb: str
    text: str
    due_on: date | None


def begun_from(email: str, today: date) -> Begun:
    """A verb, what it is done to and a day, as far as the words give them.

    The first sentence that asks for something is taken, or else the subject. Addresses are left
    out. A day without a year is the next such day; nothing in the past is suggested.
    """
    subject, lines = "", []
    for line in email.splitlines():
        header = _HEADER.match(line.strip())
        if header is None:
            lines.append(line.strip())
        elif header[1].casefold() == "subject":
            subject = re.sub(r"^(?:re|fw|fwd)\s*:\s*", "", header[2], flags=re.IGNORECASE)
    body = " ".join(line for line in lines if line and not line.startswith(">"))
    asked = _ASKING.search(body)
    words = _ADDRESS.sub("", asked[1] if asked else subject or body.partition(".")[0])
    words = _WEEKDAY.sub("", _DAY.sub("", _POLITE.sub("", words.strip())))
    words = re.sub(r"\s+", " ", words).strip(" ,;:-")
    verb, _, text = words.partition(" ")
    return Begun(
        verb=verb[:1].upper() + verb[1:LONGEST_VERB],
        text=text[:LONGEST_TEXT],
        due_on=_day_in(body, today) or _day_in(subject, today),
    )


def _day_in(words: str, today: date) -> date | None:
    found = _DAY.search(words)
    if found:
        month = MONTHS.index(found[2].casefold()) + 1
        for year in [int(found[3])] if found[3] else [today.year, today.year + 1]:
            try:
                day = date(year, month, int(found[1]))
            except ValueError:
                return None
            if day >= today:
                return day
        return None
    weekday = _WEEKDAY.search(words)
    if weekday:
        ahead = (WEEKDAYS.index(weekday[1].casefold()) - today.weekday()) % 7 or 7
        return today + timedelta(days=ahead)
    return None

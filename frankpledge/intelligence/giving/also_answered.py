"""What else whoever told something answered, for those who may read their words."""

from __future__ import annotations

from datetime import date

from frankpledge.intelligence.giving.forms import Tell
from frankpledge.intelligence.models import Certainty, Submission

QUESTIONS = (
    "precision", "seen_from", "seen_until", "learned_on", "urgent", "corroborated", "doubt",
    "doubt_why", "referral_made", "referral_reference", "crime_reference", "knowers",
    "could_guess", "risk_if_acted",
)  # fmt: skip
"""Answers that may be left open, by the names of their fields, in the order they are asked."""

SPARE_THE_TELLER = "Do not contact the person who told them"
ON_REQUEST = "Answers the request"
CONTACT = "May whoever told it be contacted?"


def also_answered(row: Submission) -> tuple[tuple[str, str], ...]:
    """Each answer that was given beside what every report says, under its question.

    What was left open is left out: an answer that nobody gave is not a no. Whether they may be
    contacted always stands, with what binds whoever does.
    """
    found = [
        (_label(name), said)
        for name in QUESTIONS
        if (said := _said(row, name)) and getattr(row, name) != Certainty.UNSURE
    ]
    contact = "Yes. Ask where they read their receipt" if row.may_contact else "No"
    if row.spare_teller:
        contact += f". {SPARE_THE_TELLER}"
    found.append((CONTACT, contact))
    if row.answers_request:
        found.append((ON_REQUEST, row.answers_request))
    return tuple(found)


def spell_of(row: Submission) -> str:
    """The days on which it was, as far as they were given: "10 April 2026 to 12 April 2026"."""
    return " to ".join(_day(day) for day in (row.seen_from, row.seen_until) if day)


def _label(name: str) -> str:
    return str(Tell.base_fields[name].label).removesuffix(" (optional)")


def _said(row: Submission, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return _day(value)
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

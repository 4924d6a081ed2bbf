"""Words about how an action is written. They help whoever writes it, and stop nobody."""

from __future__ import annotations

import re
from datetime import date

VAGUE = frozenset(
    {
        *("address", "consider", "continue", "discuss", "engage", "ensure", "explore", "improve"),
        *("liaise", "look", "monitor", "promote", "raise", "review", "support", "work"),
    }
)
"""Verbs after which nobody can say whether it was done."""

SECOND_VERB = re.compile(
    r"\b(?:and|then)\s+(?:arrange|brief|call|change|check|clean|close|fit|find|identify|inspect|"
    r"mend|meet|patrol|report|send|speak|tell|train|visit|write)\b",
    re.IGNORECASE,
)
LONG_DAYS = 183
"""An action that runs longer than this is a plan, or wants a milestone."""


def advice(
    *,
    verb: str,
    text: str,
    owner_post: str,
    outcome_measure: str,
    due_on: date | None,
    today: date,
    has_milestones: bool = False,
) -> tuple[str, ...]:
    """What would make the action easier to do and to check, in sentences; none if nothing would."""
    said: list[str] = []
    first = verb.strip().split(" ")[0].casefold()
    if first in VAGUE:
        said.append(
            f"“{verb}” can go on for ever. Begin with something that can be seen to be done, "
            "such as Visit, Fit or Close."
        )
    if SECOND_VERB.search(text):
        said.append("This looks like two actions. Each can be late by itself, so write two.")
    if not owner_post.strip():
        said.append("Name the post that does it, so that it stays with the post when people move.")
    if not outcome_measure.strip():
        said.append("Say how you will know that it worked: what will be different, and where.")
    elif not re.search(r"\d|\bno\b|\bnone\b|\ball\b|\bevery\b", outcome_measure, re.IGNORECASE):
        said.append("Could the measure be counted, or answered with yes or no?")
    if due_on is not None and (due_on - today).days > LONG_DAYS and not has_milestones:
        said.append(
            "It runs for more than six months. A milestone on the way would show how it is."
        )
    return tuple(said)

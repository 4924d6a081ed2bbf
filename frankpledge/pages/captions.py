"""What a record of any module is called, and where it is: each module is asked for its own."""

from __future__ import annotations

from collections.abc import Callable

from frankpledge.access.api import Actor, Ref
from frankpledge.asking import api as asking
from frankpledge.entities import api as entities
from frankpledge.governance import api as governance
from frankpledge.groups import api as groups
from frankpledge.intelligence import api as intelligence
from frankpledge.learning import api as learning
from frankpledge.plans import api as plans
from frankpledge.powers import api as powers
from frankpledge.problems import api as problems
from frankpledge.profiles import api as profiles

Answer = Callable[[Ref, Actor], str | None]

FIXED_WORDS = (
    "Thank you for telling us. What you said is read by the police intelligence unit. "
    "Keep your receipt: it shows how far it has got and what can be said of what came of it."
)
"""All that is said of what followed to somebody who told us something."""


def _of_intelligence(ref: Ref, by: Actor) -> str | None:
    found = intelligence.caption_of(ref, by)
    return f"{found.title}, {found.detail}" if found else None


def _in_intelligence(ref: Ref, by: Actor) -> str | None:
    found = intelligence.caption_of(ref, by)
    return found.href if found else None


_CAPTIONS: tuple[Answer, ...] = (
    problems.caption_of,
    _of_intelligence,
    asking.caption_of,
    entities.caption_of,
    governance.caption_of,
    groups.caption_of,
    learning.caption_of,
    plans.caption_of,
    powers.caption_of,
    profiles.caption_of,
)
_ADDRESSES: tuple[Answer, ...] = (
    problems.url_of,
    _in_intelligence,
    asking.url_of,
    entities.url_of,
    governance.url_of,
    groups.url_of,
    learning.url_of,
    plans.url_of,
    powers.url_of,
    profiles.url_of,
)


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What the record is called, or None if it is not open to *by*."""
    return _first(_CAPTIONS, ref, by)


def url_of(ref: Ref, by: Actor) -> str | None:
    """Where the record's page is, or None if it has none or it is not open to *by*."""
    return _first(_ADDRESSES, ref, by)


def _first(answers: tuple[Answer, ...], ref: Ref, by: Actor) -> str | None:
    return next((found for ask in answers if (found := ask(ref, by)) is not None), None)

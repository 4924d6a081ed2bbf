"""Who may use the National Referral Mechanism, and what has to be true first. No Django.

From the Modern Slavery Act 2015, section 52, and the statutory guidance under section 49.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CHILD, ADULT, NOTIFY = "PA10", "PA11", "PA12"
DOORS = frozenset({CHILD, ADULT, NOTIFY})
NOT_KNOWN = "unknown"
LOCAL_AUTHORITY = frozenset(
    {
        "county_council",
        "children_services",
        "adult_care",
        "youth_justice",
        "trading_standards",
        "district_council",
        "borough_council",
        "city_council",
        "unitary",
    }
)
FIRST_RESPONDERS = LOCAL_AUTHORITY | {"police"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How the mechanism was offered, as a first responder says."""

    safeguarding_first: bool = False
    informed: bool = False
    interpreter: str = "not_needed"
    seen_alone: bool = False
    offer_again_on: date | None = None
    exploitation: tuple[str, ...] = ()
    """For what the person is exploited, as far as is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a form cannot go, and which answer is at fault."""

    argument: str
    words: str


def objections(
    door: str, *, kind: str, agrees: bool, is_child: bool, names_a_place: bool, offer: Offer
) -> tuple[Objection, ...]:
    """Why that door is shut for an agency of this *kind*, all of it; nothing where it is open."""
    found = []
    if kind not in FIRST_RESPONDERS:
        found.append(
            Objection(
                argument="pathway",
                words="Your agency is no first responder. Tell the police or the council",
            )
        )
    if is_child != (door == CHILD):
        found.append(
            Objection(
                argument="form",
                words="A child goes by the child’s form, and needs to agree to nothing"
                if is_child
                else "An adult goes by the adult’s form",
            )
        )
    if door == CHILD and not offer.safeguarding_first:
        found.append(
            Objection(
                argument="safeguarding_first",
                words="Send a child protection referral first, then this",
            )
        )
    if door == ADULT and not agrees:
        found.append(
            Objection(
                argument="agreement",
                words="An adult has to agree. If they refuse, the duty to notify is left",
            )
        )
    if door == ADULT and not offer.informed:
        found.append(
            Objection(
                argument="informed",
                words="Tell them what it means, in words that they understand, before they agree",
            )
        )
    if door == NOTIFY and agrees:
        found.append(
            Objection(argument="agreement", words="They agree: send the adult’s referral, not this")
        )
    if door == NOTIFY and names_a_place:
        found.append(Objection(argument="place", words="Leave the place out: this names nobody"))
    if door == NOTIFY and offer.offer_again_on is None:
        found.append(
            Objection(
                argument="offer_again_on",
                words="Enter when it will be offered again: a refusal is no reason to stop",
            )
        )
    return (*found, *_what_for(offer.exploitation))


def _what_for(sorts: tuple[str, ...]) -> list[Objection]:
    if not sorts:
        words = "Choose for what they are exploited, or that it is not known yet"
    elif NOT_KNOWN in sorts and len(sorts) > 1:
        words = "Choose what is known, or that nothing is"
    else:
        return []
    return [Objection(argument="exploitation", words=words)]

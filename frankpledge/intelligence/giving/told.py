"""What somebody tells: every answer they may give, and what of it cannot be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from frankpledge.intelligence.desk.accreditation import OwnGiven
from frankpledge.intelligence.giving import mentions
from frankpledge.intelligence.giving.mentions import Named
from frankpledge.intelligence.models import CameBy, HowKnown, Risk, Route, Seen
from frankpledge.intelligence.quarantine.markings import refuse_secret
from frankpledge.kernel import DomainError

LONGEST_BYTES = 200_000


class TooLong(DomainError):
    """More was written than can be taken in one go."""


class Unreadable(DomainError):
    """The text holds what no keyboard types and no database keeps."""


class WrongOrder(DomainError):
    """It is said to have ended before it began, or to have been learned before it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells, as they put it. `contact` is kept only inside the sealed box."""

    text: str
    place: str
    district: str
    seen: str = Seen.THIS_WEEK
    how_known: str = HowKnown.SAW
    risk: str = Risk.NONE
    may_contact: bool = False
    contact: str = ""
    route: str = Route.ORDINARY
    came_by: str = CameBy.FORM
    precision: str = ""
    seen_from: date | None = None
    seen_until: date | None = None
    learned_on: date | None = None
    urgent: bool | None = None
    corroborated: str = ""
    doubt: str = ""
    doubt_why: str = ""
    knowers: str = ""
    could_guess: str = ""
    risk_if_acted: str = ""
    spare_teller: bool = False
    referral_made: str = ""
    referral_reference: str = ""
    crime_reference: str = ""
    answers_request: str = ""
    named: tuple[Named, ...] = ()
    own_grade: OwnGiven | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Everything in it that somebody wrote freely, and that stands with the submission."""
        written = (self.text, self.place, self.doubt_why)
        return (*written, *(f"{each.text} {each.about}" for each in self.named))


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whose words somebody takes down: their name, sealed, and their agency where it is known."""

    caller: str
    agency_id: UUID | None = None


def refuse_what_cannot_be_kept(told: Told) -> None:
    """Raise `Unreadable`, `MarkedTooHigh`, `TooLong`, `WrongOrder` or `ImpossibleMention`."""
    everything = (*told.words, told.contact, told.referral_reference, told.crime_reference)
    for text in (*everything, told.answers_request):
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Unreadable("Take out the characters that cannot be read", argument="text")
    refuse_secret(*everything)
    if len(told.text.encode()) > LONGEST_BYTES:
        raise TooLong(
            "Write at most 200,000 characters. Send the rest as another report", argument="text"
        )
    if told.seen_from and told.seen_until and told.seen_until < told.seen_from:
        raise WrongOrder("It cannot have ended before it began", argument="seen_until")
    if told.seen_from and told.learned_on and told.learned_on < told.seen_from:
        raise WrongOrder("You cannot have learned of it before it happened", argument="learned_on")
    mentions.refuse_impossible(told.named, text=told.text)


def week_of(told: Told, day: date) -> date | None:
    """The Monday of the week in which it was, from the date if one was given."""
    monday = day - timedelta(days=day.weekday())
    if told.seen_from is not None:
        return told.seen_from - timedelta(days=told.seen_from.weekday())
    if told.seen == Seen.THIS_WEEK:
        return monday
    if told.seen == Seen.LAST_WEEK:
        return monday - timedelta(days=7)
    return None

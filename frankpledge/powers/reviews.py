"""A lawyer's review of each power: what was looked over, what waits, and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, NotFound, record, require
from frankpledge.kernel import DomainError
from frankpledge.powers.catalogue import Power, power, powers
from frankpledge.powers.models import Review, Verdict
from frankpledge.powers.policies import Act, may_review

REVIEWED_FOR = timedelta(days=365)
"""A review stands for a year, or until the row changes."""


class NothingSaid(DomainError):
    """A power that is wrong is said to be wrong with why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a power stands with the lawyers: in one sentence, and whether it may be relied on."""

    words: str
    is_reviewed: bool
    reviewed_on: date | None = None
    next_on: date | None = None
    reviewer: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A power that a lawyer has to look over, and why."""

    power: Power
    standing: Standing


NOT_REVIEWED = "No named lawyer has reviewed this. It cannot be relied on."


def standings(*, on: date) -> Mapping[str, Standing]:
    """How every power stands on that day, by code."""
    newest = {
        row.power: row
        for row in Review.objects.filter(reviewed_on__lte=on)
        .select_related("reviewed_by__agency")
        .order_by("reviewed_on", "id")
    }
    return {each.code: _standing(each, newest.get(each.code), on) for each in powers()}


def standing_of(each: Power, *, on: date) -> Standing:
    """How one power stands on that day."""
    rows = Review.objects.filter(power=each.code, reviewed_on__lte=on)
    newest = rows.select_related("reviewed_by__agency").order_by("reviewed_on", "id").last()
    return _standing(each, newest, on)


def waiting(*, on: date) -> list[Waiting]:
    """What has to be looked over, by statute and code."""
    known = standings(on=on)
    found = [
        Waiting(power=each, standing=known[each.code])
        for each in powers()
        if not known[each.code].is_reviewed
    ]
    return sorted(found, key=lambda each: (each.power.legislation, each.power.code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """When the catalogue was last reviewed, and how much of it stands reviewed."""

    last_on: date | None
    reviewed: int
    counted: int


def banner(*, on: date) -> Banner:
    """How the catalogue stands with the lawyers, for the head of its pages."""
    known = standings(on=on)
    days = [each.reviewed_on for each in known.values() if each.reviewed_on is not None]
    return Banner(
        last_on=max(days, default=None),
        reviewed=sum(each.is_reviewed for each in known.values()),
        counted=len(known),
    )


@transaction.atomic
def review(*, code: str, verdict: str, words: str = "", by: Actor, at: datetime) -> None:
    """Say of the power as it stands today whether it is right in law. It is due again in a year.

    Raises `NotPermitted`, `NotFound` for a code that is in no row, and `NothingSaid`.
    """
    require(may_review(by))
    found = power(code)
    if found is None:
        raise NotFound
    if verdict not in Verdict.values:
        raise NothingSaid("Choose what you found", argument="verdict")
    if verdict == Verdict.WRONG and not words.strip():
        raise NothingSaid("Say what is wrong", argument="words")
    on = localtime(at).date()
    Review.objects.create(
        power=code,
        version=found.version,
        verdict=verdict,
        words=words.strip(),
        reviewed_by_id=by.person_id,
        reviewed_on=on,
        next_on=on + REVIEWED_FOR,
    )
    record(Act.REVIEW, None, by=by, at=at, fields=[code])


def _standing(each: Power, row: Review | None, on: date) -> Standing:
    if row is None:
        return Standing(words=NOT_REVIEWED, is_reviewed=False)
    reviewer = f"{row.reviewed_by.name}, {row.reviewed_by.agency.name}"
    if row.verdict == Verdict.WRONG:
        words, stands = f"{reviewer} found it wrong. It must not be relied on.", False
    elif row.version != each.version:
        words, stands = f"It has changed since {reviewer} reviewed it.", False
    elif row.next_on <= on:
        words, stands = f"The review by {reviewer} has run out.", False
    else:
        words, stands = f"Reviewed by {reviewer}.", True
    return Standing(
        words=words,
        is_reviewed=stands,
        reviewed_on=row.reviewed_on,
        next_on=row.next_on,
        reviewer=reviewer,
        said=row.words,
    )

"""What a unit was told in a month and what it led to, for everybody who tells it things."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from frankpledge.access.api import Action, Actor, Agency, Decision, NotFound, record, require
from frankpledge.intelligence import reference_files, slots
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.answers.policies import (
    may_approve_digest,
    may_draft_digest,
    may_read_digest,
)
from frankpledge.intelligence.measures import months as measures
from frankpledge.intelligence.measures.small_numbers import shown
from frankpledge.intelligence.models import (
    Answer,
    Digest,
    DigestLine,
    DigestStage,
    Receipt,
    Submission,
    Unit,
)
from frankpledge.intelligence.policies import Act
from frankpledge.kernel import DomainError

OFFERED_MONTHS = 6
USUAL = "adds"
"""What a theme led to unless somebody chooses other words of the list."""


class NotOverYet(DomainError):
    """A digest is written of a month that is over."""


class DraftedAlready(DomainError):
    """The month has its digest."""


class UnknownWords(DomainError):
    """What something led to is said in words of the list only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLine:
    """One theme: how many reports, and what they led to in fixed words."""

    code: str
    theme: str
    told: int
    led_to_code: str
    led_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """One agency and how many reports it gave."""

    agency: str
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestShown:
    """What the page of a digest needs to know."""

    unit: str
    unit_id: int
    month: date
    is_draft: bool
    approved_on: date | None
    themes: tuple[ThemeLine, ...]
    agencies: tuple[AgencyLine, ...]
    may_approve_digest: Decision
    is_own_unit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestListed:
    """One digest in a list."""

    unit: str
    unit_id: int
    month: date
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What the page about all digests needs to know."""

    listed: tuple[DigestListed, ...]
    may_draft_digest: Decision
    undrafted: tuple[date, ...]


def led_to_words() -> list[tuple[str, str]]:
    """The codes and words of what a theme may have led to."""
    return [(row["code"], row["words"]) for row in reference_files.rows("led_to_words.csv")]


@transaction.atomic
def draft_digest(*, month: date, by: Actor, at: datetime) -> None:
    """Count what the unit answered in a month by theme and by agency, and keep what may be shown.

    A theme or an agency with fewer than five reports is left out, with what would give it away;
    so is a theme that one agency alone told of. Restricted records are not counted. Raises
    `NotPermitted`, `NotOverYet` and `DraftedAlready`.
    """
    unit = Unit.objects.filter(agency_id=by.agency_id).first()
    require(may_draft_digest(by, is_own_unit=unit is not None))
    assert unit is not None, "nobody else is let through"
    first = month.replace(day=1)
    if measures.month_after(first) > slots.day_and_slot(at)[0]:
        raise NotOverYet("Choose a month that is over", argument="month")
    if Digest.objects.filter(unit=unit, month=first).exists():
        raise DraftedAlready("This month has its digest already", argument="month")
    kept = Digest.objects.create(
        unit=unit, month=first, stage=DigestStage.DRAFT, drafted_by_id=by.person_id
    )
    DigestLine.objects.bulk_create(_lines(kept, by, first))
    record(Act.DRAFT_DIGEST, None, by=by, at=at)


def _lines(kept: Digest, by: Actor, first: date) -> list[DigestLine]:
    told = Submission.open_to(by, Action.AGGREGATE).filter(protection__restricted=False)
    receipts = Receipt.open_to(by, Action.AGGREGATE).filter(
        protection__restricted=False, protection__owner_id=by.agency_id, submission__in=told
    )
    agency_of = dict(receipts.values_list("pk", "submission__protection__owner_id"))
    # The newest answer of the month says what a submission was about.
    answers = Answer.given_in(agency_of, first, measures.month_after(first))
    theme_of = {each.receipt_id: each.theme for each in answers}
    by_theme = Counter(theme_of.values())
    tellers = {
        theme: {agency_of[uid] for uid, each in theme_of.items() if each == theme}
        for theme in by_theme
    }
    by_agency = Counter(agency_of[uid] for uid in theme_of)
    themes = shown(by_theme, nothing_is_small=True).parts
    agencies = shown({str(uid): told for uid, told in by_agency.items()}, nothing_is_small=True)
    return [
        *(
            DigestLine(digest=kept, theme=code, told=count, led_to=USUAL)
            for code, _ in feedback.themes()
            if (count := themes.get(code)) is not None and len(tellers[code]) > 1
        ),
        *(
            DigestLine(digest=kept, agency_id=uid, told=count)
            for uid, count in sorted(agencies.parts.items())
            if count is not None and len(by_agency) > 1
        ),
    ]


@transaction.atomic
def choose_led_to(*, month: date, chosen: dict[str, str], by: Actor, at: datetime) -> None:
    """Say for themes of the unit's own draft what they led to, in words of the list.

    Raises `NotFound` where there is no draft, `NotPermitted`, and `UnknownWords`.
    """
    row = _own_draft(month, by)
    known = dict(led_to_words())
    for theme, code in chosen.items():
        if code not in known:
            raise UnknownWords("Choose one of the wordings on the list", argument=theme)
        DigestLine.objects.filter(digest=row, theme=theme).exclude(theme="").update(led_to=code)
    record(Act.DRAFT_DIGEST, None, by=by, at=at, fields=["led_to"])


@transaction.atomic
def approve_digest(*, month: date, by: Actor, at: datetime) -> None:
    """Let everybody read the unit's digest who tells it things. It does not change from then on.

    Raises `NotFound` where there is none, and `NotPermitted` for whoever drafted it.
    """
    row = _own(month, by)
    require(may_approve_digest(by, row, is_own_unit=True))
    row.stage = DigestStage.APPROVED
    row.approved_by_id = by.person_id
    row.approved_on = slots.day_and_slot(at)[0]
    row.save(update_fields=["stage", "approved_by", "approved_on"])
    record(Act.APPROVE_DIGEST, None, by=by, at=at)


@transaction.atomic
def digests(*, by: Actor, at: datetime) -> Digests:
    """Digests that the actor may read, newest first. Looking is recorded. Raises `NotPermitted`."""
    require(may_read_digest(by))
    rows = Digest.objects.select_related("unit__agency").order_by("-month", "unit__agency__name")
    unit = Unit.objects.filter(agency_id=by.agency_id).first()
    record(Act.READ_DIGEST, None, by=by, at=at)
    day, _ = slots.day_and_slot(at)
    return Digests(
        listed=tuple(
            DigestListed(
                unit=row.unit.agency.name,
                unit_id=row.unit_id,
                month=row.month,
                is_draft=row.stage == DigestStage.DRAFT,
            )
            for row in rows
            if row.stage == DigestStage.APPROVED or row.unit.agency_id == by.agency_id
        ),
        may_draft_digest=may_draft_digest(by, is_own_unit=unit is not None),
        undrafted=_undrafted(unit, day) if unit else (),
    )


@transaction.atomic
def digest(*, unit_id: int, month: date, by: Actor, at: datetime) -> DigestShown:
    """One month's digest. Looking is recorded.

    Raises `NotPermitted`, and `NotFound` for a month without one and for another unit's draft.
    """
    require(may_read_digest(by))
    row = Digest.objects.select_related("unit__agency").filter(unit_id=unit_id, month=month).first()
    if row is None:
        raise NotFound
    own = row.unit.agency_id == by.agency_id
    if row.stage != DigestStage.APPROVED and not own:
        raise NotFound
    record(Act.READ_DIGEST, None, by=by, at=at)
    themes, led_to = dict(feedback.themes()), dict(led_to_words())
    lines = list(DigestLine.objects.filter(digest=row).order_by("id"))
    names = dict(
        Agency.objects.filter(id__in=[line.agency_id for line in lines]).values_list("id", "name")
    )
    return DigestShown(
        unit=row.unit.agency.name,
        unit_id=row.unit_id,
        month=row.month,
        is_draft=row.stage == DigestStage.DRAFT,
        approved_on=row.approved_on,
        themes=tuple(
            ThemeLine(
                code=line.theme,
                theme=themes.get(line.theme, line.theme),
                told=line.told,
                led_to_code=line.led_to,
                led_to=led_to.get(line.led_to, ""),
            )
            for line in lines
            if line.theme
        ),
        agencies=tuple(
            sorted(
                (
                    AgencyLine(agency=names[line.agency_id], told=line.told)
                    for line in lines
                    if line.agency_id is not None
                ),
                key=lambda line: line.agency,
            )
        ),
        may_approve_digest=may_approve_digest(by, row, is_own_unit=own),
        is_own_unit=own,
    )


def _undrafted(unit: Unit, day: date) -> tuple[date, ...]:
    """Months of the last six that are over and have no digest, newest first."""
    drafted = set(Digest.objects.filter(unit=unit).values_list("month", flat=True))
    found = []
    first = day.replace(day=1)
    for _ in range(OFFERED_MONTHS):
        first = measures.Month(first=first).previous
        if first not in drafted:
            found.append(first)
    return tuple(found)


def _own(month: date, by: Actor) -> Digest:
    row = Digest.objects.filter(unit__agency_id=by.agency_id, month=month).first()
    if row is None:
        raise NotFound
    return row


def _own_draft(month: date, by: Actor) -> Digest:
    row = _own(month, by)
    require(may_draft_digest(by, is_own_unit=True))
    if row.stage != DigestStage.DRAFT:
        raise NotFound
    return row

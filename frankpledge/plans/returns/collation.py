"""The county's quarter: who has returned, what it adds up to, and what each number is made of."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, NotFound, record, require
from frankpledge.plans import policies
from frankpledge.plans.actions import UnknownChoice
from frankpledge.plans.models import (
    ARRIVED,
    QuarterReturn,
    ReturnChase,
    ReturnFigure,
    ReturnPart,
    ReturnRound,
    ReturnState,
)
from frankpledge.plans.policies import Act
from frankpledge.plans.returns import asking
from frankpledge.plans.returns.adding import Published, Said, Sum, add_up, publish
from frankpledge.plans.returns.measures import (
    BLOCKS,
    BY_CODE,
    JOINT_WORK,
    MEASURES,
    Adding,
    Measure,
)
from frankpledge.plans.returns.quarters import Quarter, quarter_called

SETTLED = (ReturnState.ACCEPTED, ReturnState.LOCKED)
"""In which states a return stands in extracts: the county team has accepted it."""

AUDIENCES = {"pcc": "the commissioner’s office", "public": "the public"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """A round in a list."""

    number: int
    area: str
    quarter: Quarter
    due_on: date
    invited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """How one partnership stands in a round. What has not been signed is not known here."""

    body: str
    code: str
    state: str
    return_id: UUID | None
    has_arrived: bool
    is_settled: bool
    is_nil: bool
    is_late: bool
    is_invited: bool
    days: str
    edition: int
    chased_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyLine:
    """One number of the county."""

    measure: Measure
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyBlock:
    """One block of the county's numbers."""

    letter: str
    title: str
    lines: tuple[CountyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county's quarter. `arrived` of `asked` are those valid then, without any guest."""

    line: RoundLine
    bodies: tuple[BodyLine, ...]
    arrived: int
    asked: int
    nil: int
    blocks: tuple[CountyBlock, ...]

    @property
    def joint_work(self) -> tuple[tuple[str, CountyLine], ...]:
        """The measures of working together, each with the aim that it tells of."""
        lines = {line.measure.code: line for block in self.blocks for line in block.lines}
        return tuple((aim, lines[code]) for aim, codes in JOINT_WORK for code in codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """What one partnership's return says of a measure, and where it stands."""

    body: str
    return_id: UUID
    number: int | None
    why_none: str
    not_comparable: str
    is_counted: bool
    is_rounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One number of the county, opened into its parts."""

    round: RoundLine
    measure: Measure
    sum: Sum
    parts: tuple[PartLine, ...]


def rounds(by: Actor) -> tuple[RoundLine, ...]:
    """The latest rounds of areas that *by* works for, the latest first: those of two years.

    Older ones are reached from their returns in the list.
    """
    require(policies.may_collate_returns(by))
    return tuple(_round_line(each) for each in asking.rounds(by)[: asking.LATEST])


@transaction.atomic
def county(*, round_id: int, by: Actor, at: datetime) -> County:
    """A county's quarter as it stands now, from the returns that *by* may read. Recorded.

    A partnership that has not returned is missing: it is named, and adds nothing. The guest's
    return stands beside and is in no number of the county.
    """
    require(policies.may_collate_returns(by))
    round_ = asking.round_of(round_id, by)
    asked = asking.asked_in(round_)
    rows = _rows(round_, by)
    chased = {
        chase.body_id: localtime(chase.at).date()
        for chase in ReturnChase.objects.filter(round=round_).order_by("at")
    }
    today = localtime(at).date()
    bodies = tuple(
        _body_line(round_, each, rows.get(each.body.code), chased.get(each.body.code), today)
        for each in asked
    )
    own = {each.body.code for each in asked if not each.is_invited}
    said = _said(_arrived(rows, own))
    record(Act.COLLATE_RETURNS, list(rows.values()) or None, by=by, at=at)
    return County(
        line=_round_line(round_),
        bodies=bodies,
        arrived=sum(line.has_arrived and not line.is_invited for line in bodies),
        asked=len(own),
        nil=sum(line.is_nil and line.has_arrived and not line.is_invited for line in bodies),
        blocks=tuple(
            CountyBlock(
                letter=letter,
                title=title,
                lines=tuple(
                    CountyLine(measure=measure, sum=add_up(measure, said[measure.code]))
                    for measure in MEASURES
                    if measure.block == letter
                ),
            )
            for letter, title in BLOCKS.items()
        ),
    )


@transaction.atomic
def opened(*, round_id: int, code: str, by: Actor, at: datetime) -> Opened:
    """One number of the county, opened into what each return says. Recorded."""
    require(policies.may_collate_returns(by))
    if code not in BY_CODE:
        raise NotFound
    round_ = asking.round_of(round_id, by)
    own = {each.body.code for each in asking.asked_in(round_) if not each.is_invited}
    rows = _arrived(_rows(round_, by), own)
    lines = ReturnFigure.objects.filter(made_in__in=rows.values(), measure=code)
    by_return = {line.made_in_id: line for line in lines}
    record(Act.COLLATE_RETURNS, list(rows.values()) or None, by=by, at=at)
    return Opened(
        round=_round_line(round_),
        measure=BY_CODE[code],
        sum=add_up(BY_CODE[code], _said(rows)[code]),
        parts=tuple(
            PartLine(
                body=row.body.name,
                return_id=row.uid,
                number=by_return[row.uid].number,
                why_none=by_return[row.uid].why_none,
                not_comparable=by_return[row.uid].not_comparable,
                is_counted=by_return[row.uid].is_counted,
                is_rounded=by_return[row.uid].is_counted and BY_CODE[code].rounded,
            )
            for row in sorted(rows.values(), key=lambda row: row.body.name)
        ),
    )


@transaction.atomic
def extract(*, round_id: int, audience: str, by: Actor, at: datetime) -> str:
    """A county's accepted quarter as CSV, for the commissioner's office or for the public.

    Of protected measures only the county's number stands in it, rounded and not below five
    (`publish`); the public one leaves single partnerships out altogether. Nothing of a return
    that is not accepted is in it. Recorded.
    """
    require(policies.may_extract_returns(by))
    if audience not in AUDIENCES:
        raise UnknownChoice("Choose who the extract is for")
    round_ = asking.round_of(round_id, by)
    asked = [each for each in asking.asked_in(round_) if not each.is_invited]
    own = {each.body.code for each in asked}
    names = {each.body.code: each.body.name for each in asked}
    rows = {
        code: row for code, row in _arrived(_rows(round_, by), own).items() if row.state in SETTLED
    }
    record(Act.EXTRACT_RETURNS, list(rows.values()) or None, by=by, at=at)
    said = _said(rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["quarter", "measure", "words", "partnership", "number", "rounded", "note"])
    settled = f"{len(rows)} of {len(asked)} partnerships"
    for measure in MEASURES:
        total = add_up(measure, said[measure.code])
        shown = publish(measure, said[measure.code], total.total)
        start = [round_.quarter, measure.code, measure.words]
        for row in _extract_rows(measure, total, shown, names, settled, audience):
            writer.writerow([_harmless(cell) for cell in (*start, *row)])
    return text.getvalue()


def _extract_rows(
    measure: Measure,
    total: Sum,
    shown: Published,
    names: Mapping[str, str],
    settled: str,
    audience: str,
) -> list[tuple[str, str, str, str]]:
    rounded = "to the nearest 5" if shown.is_rounded else ""
    found: list[tuple[str, str, str, str]] = []
    if measure.adding == Adding.SPREAD:
        found += [
            (f"partnerships that said {value}", str(count), "", settled)
            for value, count in (total.spread or {}).items()
        ]
    elif measure.adding != Adding.APART:
        note = "kept back: it is small" if shown.total_kept_back else settled
        found.append(("all", _number(shown.total), rounded, note))
    if audience == "pcc":
        for code in sorted(shown.parts, key=lambda code: names[code]):
            number = shown.parts[code]
            if code in shown.kept_back:
                note = "kept back: only the county’s number is shown"
            else:
                note = "" if number is not None else "not known"
            found.append((names[code], _number(number), rounded, note))
    return found


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _rows(round_: ReturnRound, by: Actor) -> dict[str, QuarterReturn]:
    rows = QuarterReturn.open_to(by).filter(round=round_).select_related("body")
    return {row.body_id: row for row in rows}


def _arrived(rows: Mapping[str, QuarterReturn], own: set[str]) -> dict[str, QuarterReturn]:
    return {code: row for code, row in rows.items() if code in own and row.state in ARRIVED}


def _said(rows: Mapping[str, QuarterReturn]) -> dict[str, dict[str, Said]]:
    """What each of the returns says, by measure and then by partnership."""
    code_of = {row.uid: code for code, row in rows.items()}
    parts: dict[tuple[str, UUID], set[object]] = {}
    for made_in, measure, uid in ReturnPart.objects.filter(made_in__in=rows.values()).values_list(
        "made_in", "measure", "uid"
    ):
        parts.setdefault((measure, made_in), set()).add(uid)
    found: dict[str, dict[str, Said]] = {measure.code: {} for measure in MEASURES}
    for line in ReturnFigure.objects.filter(made_in__in=rows.values()).order_by("made_in"):
        found[line.measure][code_of[line.made_in_id]] = Said(
            number=line.number,
            parts=frozenset(parts.get((line.measure, line.made_in_id), ())),
            not_comparable=line.not_comparable,
            is_rounded=line.is_counted and BY_CODE[line.measure].rounded,
        )
    return found


def _body_line(
    round_: ReturnRound,
    asked: asking.Asking,
    row: QuarterReturn | None,
    chased_on: date | None,
    today: date,
) -> BodyLine:
    has_arrived = row is not None and row.state in ARRIVED
    signed_on = row.first_signed_on if row else None
    whole = (asked.first_day, asked.last_day) == (round_.first_day, round_.last_day)
    reopened = row is not None and row.state == ReturnState.REOPENED
    return BodyLine(
        body=asked.body.name,
        code=asked.body.code,
        state=ReturnState(row.state).label
        if row is not None and (has_arrived or reopened)
        else "Not returned",
        return_id=row.uid if row is not None else None,
        has_arrived=has_arrived,
        is_settled=row is not None and row.state in SETTLED,
        is_nil=bool(row and row.is_nil),
        is_late=(signed_on or today) > round_.due_on,
        is_invited=asked.is_invited,
        days="" if whole else f"{asked.first_day:%-d %B} to {asked.last_day:%-d %B}",
        edition=row.edition if row else 1,
        chased_on=chased_on,
    )


def _round_line(round_: ReturnRound) -> RoundLine:
    quarter = quarter_called(round_.quarter)
    assert quarter, "a round is of a quarter"
    return RoundLine(
        number=int(round_.pk),
        area=round_.area.name,
        quarter=quarter,
        due_on=round_.due_on,
        invited=round_.invited.name if round_.invited else "",
    )

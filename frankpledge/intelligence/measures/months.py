"""The measures of a month, worked out from days and counts. Small numbers never leave this file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt
from uuid import UUID

from frankpledge.intelligence.measures.brought import Brought
from frankpledge.intelligence.measures.counting import Case, Counted, Share
from frankpledge.intelligence.measures.small_numbers import LEAST, may_show_share, shown
from frankpledge.intelligence.measures.survival import Z_95, Passed, Spell, curve, median, passed

SMALL, NONE, OPEN = "small", "none", "open"
"""Why a figure is not shown: too few, nothing to count, or most still wait."""

SILENT_AFTER = timedelta(days=90)
BANDS = ((7, "up to a week"), (28, "up to 28 days"), (None, "longer"))
LAST_MONTHS_OF_QUARTERS = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure: its value with limits and how many it rests on, or why there is none."""

    code: str
    part: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of figures, and the month before, whose cohort is followed to the end of it."""

    first: date

    @property
    def before(self) -> date:
        """The first day of the next month: nothing from then on is counted."""
        return month_after(self.first)

    @property
    def last(self) -> date:
        """The last day."""
        return self.before - timedelta(days=1)

    @property
    def previous(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def quarter(self) -> date | None:
        """The first day of the quarter that this month ends, or None for other months."""
        if self.first.month not in LAST_MONTHS_OF_QUARTERS:
            return None
        return self.first.replace(month=self.first.month - 2)

    def holds(self, day: date | None) -> bool:
        """Whether *day* lies in it."""
        return day is not None and self.first <= day < self.before


def month_after(first: date) -> date:
    """The first day of the month after the one that begins on *first*."""
    return (first + timedelta(days=31)).replace(day=1)


def figures(
    counted: Counted, month: Month, *, brought: Sequence[Brought], trained: Mapping[UUID, int]
) -> list[Measured]:
    """Every measure of a month.

    Nothing that happened after the month's last day counts, so they come out the same whenever
    they are worked out. Cohorts of different months do not overlap.
    """
    cases = [case for case in counted.cases if case.received_on < month.before]
    followed = [case for case in cases if month.previous <= case.received_on < month.first]
    return [
        *_clocks(cases, month),
        *_medians(followed, month),
        *_mixes(cases, month),
        *_reach(cases, counted.last_told, month),
        *_openings(counted.shares, month),
        *_releases(followed, month),
        *_waiting(cases, month),
        *_reciprocity(cases, counted.shares, month, trained),
        *_brought(brought),
    ]


def share(code: str, part: str, some: int, of: int) -> Measured:
    """A share with Wilson's limits (95%), unless few are in it or out of it."""
    if not of:
        return Measured(code=code, part=part, why_not=NONE)
    if not may_show_share(some, of):
        return Measured(code=code, part=part, why_not=SMALL)
    low, high = wilson(some, of)
    return Measured(code=code, part=part, value=some / of, low=low, high=high, n=of)


def wilson(some: int, of: int) -> tuple[float, float]:
    """Limits between which the share behind *some* of *of* lies, 19 times out of 20."""
    at, square = some / of, Z_95**2 / of
    middle = (at + square / 2) / (1 + square)
    half = Z_95 * sqrt(at * (1 - at) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def waited(code: str, spells: Sequence[Spell], part: Fraction | None = None) -> Measured:
    """By when half of all, or another part, have ended; those still open count as open."""
    if not spells:
        return Measured(code=code, why_not=NONE)
    if len(spells) < LEAST or sum(spell.ended for spell in spells) < LEAST:
        return Measured(code=code, why_not=SMALL)
    points = curve(spells)
    found: Passed = median(points) if part is None else passed(points, part)
    if found.at is None:
        return Measured(code=code, why_not=OPEN)
    return Measured(code=code, value=found.at, low=found.low, high=found.high, n=len(spells))


def mix(code: str, counts: Mapping[str, int], *, nothing_is_small: bool = False) -> list[Measured]:
    """Counts of parts beside their total, with what is small and what would give it away left
    out."""
    if not sum(counts.values()):
        return [Measured(code=code, why_not=NONE)]
    safe = shown(counts, nothing_is_small=nothing_is_small)
    return [
        _count(code, "", safe.total),
        *(_count(code, part, count) for part, count in safe.parts.items()),
    ]


def _count(code: str, part: str, count: int | None) -> Measured:
    if count is None:
        return Measured(code=code, part=part, why_not=SMALL)
    return Measured(code=code, part=part, value=count, n=count)


def _clocks(cases: Iterable[Case], month: Month) -> list[Measured]:
    """Clocks that ran out in the month: how many were met by then."""
    triage = [case for case in cases if month.holds(case.decide_by.date())]
    return [
        *(
            share(
                "M2",
                part,
                sum(
                    case.decided_at is not None and case.decided_at <= case.decide_by
                    for case in triage
                    if case.is_urgent == urgent
                ),
                sum(case.is_urgent == urgent for case in triage),
            )
            for part, urgent in (("urgent", True), ("other", False))
        ),
        _met("M4", cases, month, lambda case: case.read_by, lambda case: case.read_on),
        _met("M5", cases, month, lambda case: case.due_on, lambda case: case.answered_on),
    ]


def _met(
    code: str,
    cases: Iterable[Case],
    month: Month,
    due: Callable[[Case], date],
    done: Callable[[Case], date | None],
) -> Measured:
    owed = [case for case in cases if month.holds(due(case))]
    in_time = [case for case in owed if (on := done(case)) is not None and on <= due(case)]
    return share(code, "", len(in_time), len(owed))


def _medians(followed: Sequence[Case], month: Month) -> list[Measured]:
    decided = _spells(followed, lambda case: case.decided_on, month)
    answered = _spells(followed, lambda case: case.answered_on, month)
    reports = [case for case in followed if case.outcome == "intelligence"]
    released = _spells(reports, lambda case: case.released_on, month)
    return [
        waited("M2a", decided),
        waited("M2b", decided, Fraction(9, 10)),
        waited("M3", released),
        waited("M5a", answered),
    ]


def _spells(
    cases: Iterable[Case], ended: Callable[[Case], date | None], month: Month
) -> list[Spell]:
    found = []
    for case in cases:
        on = ended(case)
        over = on is not None and on < month.before
        end = on if on is not None and over else month.last
        found.append(Spell(length=max((end - case.received_on).days, 0), ended=over))
    return found


def _mixes(cases: Iterable[Case], month: Month) -> list[Measured]:
    given = [each for case in cases for each in case.given if month.holds(each.on)]
    outcomes = Counter(case.outcome for case in cases if month.holds(case.decided_on))
    levels = Counter(each.level for each in given)
    judged = [each.useful for each in given if each.useful is not None]
    return [
        *mix("M6", {level: levels[level] for level in ("F1", "F3", "F9")}),
        *mix("M7", dict(sorted(outcomes.items()))),
        share("M8", "", sum(judged), len(judged)),
    ]


def _reach(cases: Iterable[Case], last_told: Mapping[UUID, date], month: Month) -> list[Measured]:
    told = {case.agency for case in cases if month.holds(case.received_on)}
    silent = sum(last + SILENT_AFTER < month.before for last in last_told.values())
    return [
        _count("M11", part, count if count >= LEAST else None)
        for part, count in (("told", len(told)), ("silent", silent))
    ]


def _openings(shares: Iterable[Share], month: Month) -> list[Measured]:
    given = [each for each in shares if month.previous <= each.shared_on < month.first]
    spells = []
    for each in given:
        over = each.opened_on is not None and each.opened_on < month.before
        end = each.opened_on if each.opened_on is not None and over else month.last
        spells.append(Spell(length=max((end - each.shared_on).days, 0), ended=over))
    return [
        share("M15", "", sum(spell.ended for spell in spells), len(spells)),
        waited("M15a", spells),
    ]


def _releases(followed: Iterable[Case], month: Month) -> list[Measured]:
    reports = [case for case in followed if case.outcome == "intelligence"]
    released = [
        case for case in reports if case.released_on is not None and case.released_on < month.before
    ]
    return [share("M16", "", len(released), len(reports))]


def _waiting(cases: Iterable[Case], month: Month) -> list[Measured]:
    """What waited at the end, to the nearest five, so that it gives no flow away."""
    found = []
    for part, done in (
        ("undecided", [case.decided_on for case in cases]),
        ("unanswered", [case.answered_on for case in cases]),
    ):
        ages = [
            (month.last - case.received_on).days
            for case, on in zip(cases, done, strict=True)
            if on is None or on >= month.before
        ]
        for number, (until, words) in enumerate(BANDS):
            more = BANDS[number - 1][0] if number else -1
            count = sum(
                (more is None or age > more) and (until is None or age <= until) for age in ages
            )
            about = 5 * round(count / 5) if count >= LEAST else None
            found.append(
                Measured(code="M17", part=f"{part}, {words}", why_not=SMALL)
                if about is None
                else Measured(code="M17", part=f"{part}, {words}", value=about, n=about)
            )
    return found


def _reciprocity(
    cases: Iterable[Case], shares: Iterable[Share], month: Month, trained: Mapping[UUID, int]
) -> list[Measured]:
    """What went to each agency for each submission from it, once a quarter."""
    began = month.quarter
    if began is None:
        return []
    told = Counter(str(case.agency) for case in cases if began <= case.received_on < month.before)
    given = Counter(
        str(each.agency)
        for each in shares
        if each.agency is not None and began <= each.shared_on < month.before
    )
    for case in cases:
        given[str(case.agency)] += sum(began <= each.on < month.before for each in case.given)
    agencies = sorted(set(told) | set(given))
    if not agencies:
        return [Measured(code="M14", why_not=NONE)]
    safe_told = shown({each: told[each] for each in agencies}, nothing_is_small=True)
    safe_given = shown({each: given[each] for each in agencies}, nothing_is_small=True)
    found = [_ratio("", safe_given.total, safe_told.total)]
    found += [_ratio(each, safe_given.parts[each], safe_told.parts[each]) for each in agencies]
    for agency, staff in sorted(trained.items(), key=lambda pair: str(pair[0])):
        count = safe_told.parts.get(str(agency))
        found.append(
            Measured(code="M12", part=str(agency), why_not=SMALL)
            if count is None or not staff
            else Measured(code="M12", part=str(agency), value=100 * count / staff, n=staff)
        )
    return found


def _ratio(part: str, given: int | None, told: int | None) -> Measured:
    if given is None or told is None or not told:
        return Measured(code="M14", part=part, why_not=SMALL)
    return Measured(code="M14", part=part, value=given / told, n=told)


def _brought(brought: Iterable[Brought]) -> list[Measured]:
    return [share(each.code, each.part, each.some, each.of) for each in brought]

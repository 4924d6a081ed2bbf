"""Knows what is counted for boards, and how each count is made safe and said. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from frankpledge.analysis.api import Counted, Cube, DisclosureMethod, Shown, made_safe

LEAST = 5
"""A median of fewer than these would speak of single places."""
SHORTEST_DAYS = 28
"""A shorter period would speak of single days."""


class Sort(StrEnum):
    """How a figure is made safe."""

    MEDIAN = "median"
    PEOPLE = "people"
    """Rounded to the nearest five from its own true value."""
    ROUNDED_BEFORE = "rounded_before"
    """Rounded and kept where it was counted, and not counted again."""
    EVENTS = "events"
    """Of agencies' own acts, which boards answer for: as they are."""
    NEVER = "never"
    """Nothing that is kept here could count it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure: its words, and all that is needed to read it rightly."""

    code: str
    words: str
    sort: Sort
    source: str
    method: str
    caveat: str


MEASURES: tuple[Measure, ...] = (
    Measure(
        code="first_visit",
        words="Days from a problem being opened to the first visit",
        sort=Sort.MEDIAN,
        source="Problems and their timelines",
        method="Median of the problems whose first visit was in the period",
        caveat="From the day on which a partner opened it. What was told before that, and when, "
        "is not looked at. Fewer than five are not shown.",
    ),
    Measure(
        code="homes_safe",
        words="Homes found safe when somebody went back",
        sort=Sort.PEOPLE,
        source="Re-visits to problems at an address",
        method="Homes whose last re-visit in the period found them safe, to the nearest five",
        caveat="Safe on that day. It says nothing of the day after, or of homes nobody knows of.",
    ),
    Measure(
        code="homes_not_safe",
        words="Homes not found safe, or where nobody could say",
        sort=Sort.PEOPLE,
        source="Re-visits to problems at an address",
        method="Homes whose last re-visit in the period found anything else, to the nearest five",
        caveat="No answer at a door is not safety.",
    ),
    Measure(
        code="referrals_accepted",
        words="Referrals accepted, children and adults",
        sort=Sort.ROUNDED_BEFORE,
        source="The counts of referrals that were frozen for boards",
        method="Each district’s rounded count of the last quarter that was over, added up",
        caveat="More may mean that more is seen and asked for. The quarter is not the period.",
    ),
    Measure(
        code="disruptions",
        words="Disruptions that somebody else judged, each event once",
        sort=Sort.EVENTS,
        source="Disruptions claimed by agencies and moderated",
        method="Events in the period, such as a shop that was shut, counted once whoever took part",
        caveat="That something was disrupted does not show that less crime followed.",
    ),
    Measure(
        code="recalled",
        words="Intelligence sent to the wrong people, and recalled",
        sort=Sort.EVENTS,
        source="The ledger of who was given what",
        method="Recalls in the period whose reason is a mistake, by units that read for the area",
        caveat="What nobody noticed is not here.",
    ),
    Measure(
        code="exposed",
        words="Sources exposed",
        sort=Sort.NEVER,
        source="No record here could say so",
        method="Not counted: whoever told us is sealed away, and what is shared is checked first",
        caveat="That none is known is not that there was none.",
    ),
)
"""What is counted, in the order in which boards read it."""

BY_CODE: Mapping[str, Measure] = {measure.code: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure as it may be kept. `why_none` is a code of `WhyNone` where there is no value."""

    code: str
    value: int | None
    n: int | None = None
    why_none: str = ""
    about: str = ""


def median_of(code: str, days: Sequence[int]) -> Figure:
    """The median in whole days, halves upwards; none of fewer than five."""
    if not days:
        return Figure(code=code, value=None, why_none="nothing")
    if len(days) < LEAST:
        return Figure(code=code, value=None, why_none="few")
    return Figure(code=code, value=int(median(days) + 0.5), n=len(days))


def people(
    code: str, count: int, *, period: str, earlier: Iterable[tuple[str, int]] = ()
) -> Figure:
    """A count of people to the nearest five, held safe beside what was kept of other periods.

    *earlier* are those, each by its period, which has nothing in common with this one.
    """
    before = [
        Shown(name=name, cells=frozenset({name}), value=value, give=2) for name, value in earlier
    ]
    cube = Cube(counts={period: count}, figures=(Counted(name=period, cells=frozenset({period})),))
    (shown,) = made_safe(cube, earlier=before, method=DisclosureMethod.ROUND)
    if shown.value is None:
        return Figure(code=code, value=None, why_none="few")
    return Figure(code=code, value=shown.value)


def in_words(code: str, value: int) -> str:
    """A figure as a board reads it: a rounded nought may have one or two behind it."""
    sort = BY_CODE[code].sort
    if sort in (Sort.PEOPLE, Sort.ROUNDED_BEFORE):
        return "0 to 2" if value == 0 else f"About {value}"
    if sort is Sort.MEDIAN:
        return "1 day" if value == 1 else f"{value} days"
    return "None" if value == 0 else str(value)

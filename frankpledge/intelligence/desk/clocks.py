"""How long each step may take: clocks that keep to working hours and stop while somebody waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from frankpledge.intelligence import calendar, reference_files
from frankpledge.intelligence.slots import HERE


class Clock(StrEnum):
    """A step that has a length of its own. The lengths are in `clocks.csv`."""

    TRIAGE = "triage"
    URGENT = "urgent"
    NEEDS_INFO = "needs_info"
    EVALUATE = "evaluate"
    SANITISE = "sanitise"
    APPROVE = "approve"
    HUMAN_RECEIPT = "human_receipt"
    FEEDBACK = "feedback"


class Unit(StrEnum):
    """What a length is counted in."""

    MINUTES = "working minutes"
    HOURS = "working hours"
    WORKING_DAYS = "working days"
    DAYS = "days"


class UnusableClocks(ValueError):
    """The file of clocks lacks one, or gives a length that cannot be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a step may take, and in what that is counted."""

    number: int
    unit: Unit

    @property
    def working_time(self) -> timedelta:
        """The length in working time, for lengths that are counted so."""
        if self.unit == Unit.MINUTES:
            return timedelta(minutes=self.number)
        return timedelta(hours=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A spell in which a clock stands still. One without an end goes on."""

    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a clock stands: when it runs out, what is left of it, and whether it stands still.

    `due` is None while it stands still, since nobody knows when it will go on. `left` is working
    time, and below nothing where the clock has run out.
    """

    due: datetime | None
    left: timedelta
    is_paused: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it has run out."""
        return self.left < timedelta()

    @property
    def tone(self) -> str:
        """How it is coloured."""
        if self.is_paused:
            return "neutral"
        if self.is_late:
            return "urgent"
        return "warning" if self.left <= timedelta(hours=1) else "neutral"

    @property
    def words(self) -> str:
        """What is left, in words."""
        length = _in_words(abs(self.left))
        if self.is_paused:
            return f"Clock stopped with {length} left"
        if self.is_late:
            return f"Late by {length} of working time"
        return f"{length} of working time left"


def length_of(clock: Clock) -> Length:
    """How long a step may take. Raises `UnusableClocks`."""
    for row in reference_files.rows("clocks.csv"):
        if row["clock"] == clock:
            if not row["length"].isdigit() or row["unit"] not in {str(unit) for unit in Unit}:
                raise UnusableClocks(f"clocks.csv: {clock} has no length that can be counted")
            return Length(number=int(row["length"]), unit=Unit(row["unit"]))
    raise UnusableClocks(f"clocks.csv has no line for {clock}")


def due(clock: Clock, start: datetime, pauses: Iterable[Pause] = ()) -> datetime | None:
    """When a clock that began at *start* runs out, or None while it stands still."""
    length = length_of(clock)
    spells = merged(pauses)
    if length.unit == Unit.DAYS:
        return (start.astimezone(HERE) + timedelta(days=length.number)).replace(fold=0)
    if length.unit == Unit.WORKING_DAYS:
        return _after_working_days(start, length.number, spells)
    return _after_working_time(start, length.working_time, spells)


def read(clock: Clock, start: datetime, *, now: datetime, pauses: Iterable[Pause] = ()) -> Reading:
    """How a clock that began at *start* stands *now*, for clocks that count working time."""
    spells = merged(pauses)
    ends = due(clock, start, spells)
    if ends is not None:
        if calendar.between(now, ends) >= timedelta():
            return Reading(due=ends, left=calendar.working_between(now, ends))
        late = max(calendar.working_between(ends, now), timedelta(minutes=1))
        return Reading(due=ends, left=-late)
    # It stands still: what is left is what was left when it stopped.
    stopped = spells[-1].began
    could = due(clock, start, spells[:-1])
    assert could is not None, "every spell but the last has ended"
    return Reading(due=None, left=calendar.working_between(stopped, could), is_paused=True)


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Pauses in order, those that touch made one. One without an end swallows all that follow."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: each.began):
        last = found[-1] if found else None
        if last is None or (last.ended is not None and last.ended < pause.began):
            found.append(pause)
        elif last.ended is not None and (pause.ended is None or pause.ended > last.ended):
            found[-1] = Pause(began=last.began, ended=pause.ended)
    return found


def _after_working_time(
    start: datetime, length: timedelta, pauses: Sequence[Pause]
) -> datetime | None:
    at, left = start, length
    for pause in pauses:
        if pause.ended is not None and pause.ended <= at:
            continue
        run = calendar.working_between(at, pause.began)
        if run >= left:
            return calendar.after_working(at, left)
        left -= run
        if pause.ended is None:
            return None
        at = pause.ended
    return calendar.after_working(at, left)


def _after_working_days(start: datetime, number: int, pauses: Sequence[Pause]) -> datetime | None:
    """The close of the last of *number* working days after the one on which it began.

    A day counts if the clock runs when the desk closes.
    """
    day = calendar.opens_next(start).astimezone(HERE).date()
    counted = 0
    while counted < number:
        day += timedelta(days=1)
        if not calendar.is_working_day(day):
            continue
        close = calendar.closes_on(day)
        over = [pause for pause in pauses if pause.began < close]
        if over and over[-1].ended is None:
            return None
        if not any(pause.ended is not None and pause.ended >= close for pause in over):
            counted += 1
    return calendar.closes_on(day)


def _in_words(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    if (rest and hours < 10) or not hours:
        parts.append(_counted(rest, "minute"))
    return " ".join(parts)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def words_of(clock: Clock) -> str:
    """What a clock is for, in words."""
    return next(
        (row["words"] for row in reference_files.rows("clocks.csv") if row["clock"] == clock), ""
    )

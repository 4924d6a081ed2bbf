"""How dates, times, lengths of time and numbers are put into words, everywhere the same."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUS = "−"


def local(at: datetime) -> datetime:
    """The same moment by the clock on the wall here; a naive moment is already local."""
    return timezone.localtime(at) if timezone.is_aware(at) else at


def day(value: date | datetime) -> str:
    """13 April 2026."""
    if isinstance(value, datetime):
        value = local(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date | datetime) -> str:
    """13 Apr 2026, for tables."""
    if isinstance(value, datetime):
        value = local(value)
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def weekday(value: date | datetime) -> str:
    """Monday 13 April 2026."""
    if isinstance(value, datetime):
        value = local(value)
    return f"{DAYS[value.weekday()]} {day(value)}"


def moment(value: datetime) -> str:
    """13 April 2026, 16:40."""
    here = local(value)
    return f"{day(here)}, {here:%H:%M}"


def clock_time(value: datetime) -> str:
    """16:40."""
    return f"{local(value):%H:%M}"


def short_moment(value: datetime) -> str:
    """13 Apr 2026, 16:40, for tables."""
    here = local(value)
    return f"{short_day(here)}, {here:%H:%M}"


def month(value: str) -> str:
    """April 2026, from 2026-04."""
    year, number = value.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """1,234, or 12.3 when so many decimal places are asked for, with a real minus sign."""
    if decimals is None:
        decimals = 0 if isinstance(value, int) else 1
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def count(how_many: int, one: str, many: str | None = None) -> str:
    """1 action, 2 actions."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"


def span(length: timedelta) -> str:
    """A length of time in its largest unit: 3 days, 2 hours, 25 minutes, less than a minute."""
    seconds = int(abs(length).total_seconds())
    if seconds >= 48 * 3600:
        return count(seconds // 86400, "day")
    if seconds >= 90 * 60:
        return count(seconds // 3600, "hour")
    if seconds >= 60:
        return count(seconds // 60, "minute")
    return "less than a minute"


def time_left(until: datetime, now: datetime) -> str:
    """How a clock stands: 2 hours left, or 3 days late."""
    if until >= now:
        return f"{span(until - now)} left"
    return f"{span(now - until)} late"

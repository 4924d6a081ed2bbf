"""Half hours of a day: all that is kept of when something was told or released."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")
MINUTES = 30
SLOTS = 24 * 60 // MINUTES


def day_and_slot(at: datetime) -> tuple[date, int]:
    """The local day, and which half hour of it, counted from midnight."""
    local = at.astimezone(HERE)
    return local.date(), (local.hour * 60 + local.minute) // MINUTES


def beginning(day: date, slot: int) -> datetime:
    """The moment at which a half hour began: as near as anyone can come to when it was."""
    hour, half = divmod(slot * MINUTES, 60)
    return datetime.combine(day, time(hour, half), HERE)


def blurred(at: datetime) -> datetime:
    """The beginning of the half hour that *at* lies in, for lines of the record about senders."""
    return at - timedelta(
        minutes=at.minute % MINUTES, seconds=at.second, microseconds=at.microsecond
    )


def words(day: date, slot: int) -> str:
    """16:30 to 17:00."""
    start = beginning(day, slot)
    wall = datetime.combine(day, start.time())
    return f"{wall:%H:%M} to {wall + timedelta(minutes=MINUTES):%H:%M}"

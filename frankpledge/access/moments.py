"""Moments as whole microseconds, which is the one scale of time that the rule works on."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ticks(moment: datetime) -> int:
    """Microseconds from 1970 to an aware moment, exactly."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(tick: int) -> datetime:
    """The aware moment that lies *tick* microseconds after 1970 began."""
    return _EPOCH + timedelta(microseconds=tick)

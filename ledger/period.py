"""Stretches of time as people name them: from a date to a date, in the operator's zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

from ledger.calendar import local, moment, parse_local


@frozen
class Period:
    """From a moment until another one, which no longer belongs to it; epoch milliseconds."""

    from_ms: int
    until_ms: int

    def __contains__(self, at_ms: int) -> bool:
        return self.from_ms <= at_ms < self.until_ms

    @property
    def last_ms(self) -> int:
        """The last moment that belongs to it."""
        return self.until_ms - 1


def starts_at(written: str, zone: ZoneInfo) -> int:
    """The moment that a date, or a date and time, names; a date alone is its midnight.

    Raises:
        ValueError: it is no date, or one that the calendar cannot tell.
    """
    return _told(parse_local(written.strip(), zone), written, zone)


def ends_at(written: str, zone: ZoneInfo) -> int:
    """The moment at which a period ends that goes to a date: all of the day belongs to it; to a time: up to that moment.

    Raises:
        ValueError: it is no date, or one that the calendar cannot tell.
    """
    try:
        day = datetime.strptime(written.strip(), "%Y-%m-%d").replace(tzinfo=zone)
    except ValueError:
        return starts_at(written, zone)
    try:
        return _told(moment(day + timedelta(days=1)), written, zone)
    except OverflowError as error:
        raise ValueError(_unreadable(written)) from error


def _told(at_ms: int, written: str, zone: ZoneInfo) -> int:
    """A moment that the zone's clock can show; the first and the last hours of the calendar it cannot."""
    try:
        local(at_ms, zone)
    except (ValueError, OverflowError) as error:
        raise ValueError(_unreadable(written)) from error
    return at_ms


def _unreadable(written: str) -> str:
    return f"found {written!r}, expected a date such as 2026-03-12 10:02"

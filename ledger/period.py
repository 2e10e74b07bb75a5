"""Stretches of time as people name them: from a date to a date, in the operator's zone."""

from __future__ import annotations

from datetime import timedelta
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
        ValueError: it is no date.
    """
    return parse_local(written.strip(), zone)


def ends_at(written: str, zone: ZoneInfo) -> int:
    """The moment at which a period ends that goes to a date: all of the day belongs to it; to a time: up to that moment.

    Raises:
        ValueError: it is no date.
    """
    at_ms = starts_at(written, zone)
    if ":" in written:
        return at_ms
    return moment(local(at_ms, zone) + timedelta(days=1))

"""The operator's calendar: days, months and years of UTC epoch milliseconds in its time zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

SECOND_MS: Final = 1000
MINUTE_MS: Final = 60 * SECOND_MS
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS

NEVER: Final = 2**63 - 1
"""The date of what does not expire."""


DATE_FORMATS: Final = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2999
"""Years that files and options may name: room for every date that follows from one."""


@lru_cache(maxsize=1024)
def parse_local(text: str, zone: ZoneInfo) -> int:
    """A date and time of the zone's clock, as people write it in files and options, in epoch milliseconds.

    Raises:
        ValueError: it is none of the accepted forms.
    """
    for form in DATE_FORMATS:
        try:
            day = datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return moment(day)
    raise ValueError(f"found {text!r}, expected a date such as 2026-03-12 10:02")


def local(at_ms: int, zone: ZoneInfo) -> datetime:
    """A moment as the zone's clock shows it."""
    return datetime.fromtimestamp(at_ms // 1000, zone)


def moment(day: datetime) -> int:
    """The epoch milliseconds of an aware date and time."""
    return int(day.timestamp()) * 1000


def add_months(at_ms: int, months: int, zone: ZoneInfo) -> int:
    """The same local date and time `months` later; a day that the month lacks becomes its last day."""
    day = local(at_ms, zone)
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    last = monthrange(year, month)[1]
    return moment(day.replace(year=year, month=month, day=min(day.day, last))) + at_ms % 1000


def add_years(at_ms: int, years: int, zone: ZoneInfo) -> int:
    """The same local date and time `years` later; 29 February becomes 1 March where there is none (D11)."""
    day = local(at_ms, zone)
    try:
        later = day.replace(year=day.year + years)
    except ValueError:
        later = day.replace(year=day.year + years, month=3, day=1)
    return moment(later) + at_ms % 1000


@lru_cache(maxsize=64)
def day_number(at_ms: int, zone: ZoneInfo) -> int:
    """The moment's local day as a number that people can read: 20260312."""
    day = local(at_ms, zone)
    return day.year * 10_000 + day.month * 100 + day.day


@lru_cache(maxsize=64)
def start_of_day(at_ms: int, zone: ZoneInfo) -> int:
    """The midnight with which the moment's local day began."""
    return moment(local(at_ms, zone).replace(hour=0, minute=0, second=0, microsecond=0))


def next_month_day(at_ms: int, day: int, zone: ZoneInfo) -> int:
    """The first midnight after a moment that begins the given day of a month; in a shorter month its last day."""
    now = local(at_ms, zone)
    for months in (0, 1, 2):
        years, month0 = divmod(now.month - 1 + months, 12)
        year, month = now.year + years, month0 + 1
        date = datetime(year, month, min(day, monthrange(year, month)[1]), tzinfo=zone)
        if moment(date) > at_ms:
            return moment(date)
    raise AssertionError("one of three months begins that day after any moment")

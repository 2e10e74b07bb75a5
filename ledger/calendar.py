"""The operator's calendar: days, months and years of UTC epoch milliseconds in its time zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

SECOND_MS: Final = 1000
MINUTE_MS: Final = 60 * SECOND_MS
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS

NEVER: Final = 2**63 - 1
"""The date of what does not expire."""


def local(at_ms: int, zone: ZoneInfo) -> datetime:
    """A moment as the zone's clock shows it."""
    return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(zone)


def moment(day: datetime) -> int:
    """The epoch milliseconds of an aware date and time."""
    return round(day.timestamp() * 1000)


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


def start_of_day(at_ms: int, zone: ZoneInfo) -> int:
    """Midnight that began the moment's local day."""
    return moment(local(at_ms, zone).replace(hour=0, minute=0, second=0, microsecond=0))


def start_of_month(at_ms: int, zone: ZoneInfo) -> int:
    """Midnight that began the moment's local month."""
    return moment(local(at_ms, zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0))

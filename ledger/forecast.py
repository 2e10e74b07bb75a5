"""What burns if nothing happens: the dates of an account's lots, added up once and asked by bisection."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby
from zoneinfo import ZoneInfo

from attrs import frozen

from ledger.book import Book
from ledger.calendar import NEVER, local, moment
from ledger.query import belongings


@frozen
class Forecast:
    """When the lots of one purse go, and how much goes up to each date; a question costs one bisection.

    Attributes:
        dates: epoch milliseconds, each once, in order; lots without a date are not in it.
        sums: how much of the purse's unit is gone once that date has come.
    """

    dates: tuple[int, ...]
    sums: tuple[int, ...]

    def until(self, at_ms: int) -> int:
        """How much burns up to a moment, which belongs to the horizon (F13, D08)."""
        place = bisect_right(self.dates, at_ms)
        return self.sums[place - 1] if place else 0

    def between(self, after_ms: int, until_ms: int) -> int:
        """How much burns after a moment and up to another one."""
        return self.until(until_ms) - self.until(after_ms)

    def up_to(self, at_ms: int) -> Forecast:
        """The forecast without the dates after a moment."""
        place = bisect_right(self.dates, at_ms)
        return Forecast(self.dates[:place], self.sums[:place])

    def by_month(self, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
        """(first moment of a calendar month, what burns in it), in order; months in which nothing burns are left out."""
        before_ms = 0
        for begins_ms, dates in groupby(self.dates, lambda date: _month_of(date, zone)):
            last_ms = max(dates)
            yield begins_ms, self.between(before_ms, last_ms)
            before_ms = last_ms


def _month_of(at_ms: int, zone: ZoneInfo) -> int:
    """The first moment of the calendar month of a moment."""
    return moment(local(at_ms, zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0))


def forecast(book: Book, msisdn: str, at_ms: int) -> dict[str, Forecast]:
    """Purse → what burns of it after a moment: of a SIM, and of its points account; purses without dates are left out.

    Raises:
        KeyError: the books know no such SIM.
    """
    made: dict[str, Forecast] = {}
    for purse, lots in belongings(book, msisdn, at_ms).items():
        amounts: dict[int, int] = {}
        for lot in lots:
            if lot.expires_at_ms != NEVER:
                amounts[lot.expires_at_ms] = amounts.get(lot.expires_at_ms, 0) + lot.left
        if amounts:
            dates = sorted(amounts)
            made[purse] = Forecast(tuple(dates), tuple(accumulate(amounts[date] for date in dates)))
    return made

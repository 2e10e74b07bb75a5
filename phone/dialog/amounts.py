"""Amounts with their units, and spans of time, as dialogs write them."""

from __future__ import annotations

import re
from typing import Final
from zoneinfo import ZoneInfo

from attrs import frozen

from ledger.calendar import add_months, parse_local
from phone.dialog.cursor import Cursor
from phone.dialog.words import Unit, Vocabulary

COUNT: Final = re.compile(r"\d{1,9}")
AMOUNT: Final = re.compile(r"(\d{1,15})(?:[.,](\d{1,2}))?(?!\d|[.,]\d)")
DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?|T\d\d:\d\d)?(?!\d)")
UTC: Final = ZoneInfo("UTC")

SPAN_HINT: Final = "such as 61s, 3 min, 2h, 5 days, 1 year"


@frozen
class Span:
    """A length of time: months of the calendar, and milliseconds."""

    months: int = 0
    ms: int = 0

    def after(self, at_ms: int, zone: ZoneInfo) -> int:
        """The moment so much later than another one."""
        return (add_months(at_ms, self.months, zone) if self.months else at_ms) + self.ms


def take_span(cursor: Cursor) -> Span:
    """Take a count and a unit of time.

    Raises:
        Unread: there is none.
    """
    cursor.skip()
    start = cursor.at
    count = cursor.take(COUNT)
    end = cursor.at
    unit = cursor.keyword("spans") if count else None
    if unit is not None and not cursor.text[end].isspace():
        cursor.glue()
    if count is None or unit is None:
        raise cursor.wrong("expected a length of time", SPAN_HINT, start)
    kind = cursor.words.table.spans[unit]
    span = Span(int(count[0]) * kind.months, int(count[0]) * kind.ms)
    if span.months > LONGEST_MONTHS or span.ms > LONGEST_MONTHS * 31 * 86_400_000:
        raise cursor.wrong("time does not go so far", "at most 900 years", start, cursor.at)
    return span


LONGEST_MONTHS: Final = 900 * 12
"""Dates end in the year 2999."""


def take_date(cursor: Cursor) -> str | None:
    """Take a date with or without its time, as it is written; None if none stands here.

    Raises:
        Unread: there is no such day.
    """
    cursor.skip()
    start = cursor.at
    found = cursor.take(DATE)
    if found is None:
        return None
    try:
        parse_local(found[0], UTC)
    except ValueError as error:
        hint = "a date is 2026-03-12 or 2026-03-12 10:02"
        raise cursor.wrong(f'there is no date "{found[0]}"', hint, start, cursor.at) from error
    return found[0]


def written_amount(amount: int, unit: Unit) -> str:
    """An amount, not negative and in the purse's own unit, as a number of a unit that divides it."""
    if not unit.decimals:
        return str(amount // unit.step)
    whole, rest = divmod(amount, unit.step)
    return f"{whole}.{rest:0{unit.decimals}}"


def read_amount(text: str, unit: Unit) -> int | None:
    """A number of a unit in the purse's own unit; None if it is none, or has more decimals than the unit."""
    found = AMOUNT.fullmatch(text)
    if found is None or len(found[2] or "") > unit.decimals:
        return None
    return int(found[1]) * unit.step + int((found[2] or "0").ljust(unit.decimals, "0"))


def unit_for(purse: str, amount: int, words: Vocabulary) -> str | None:
    """The largest unit that says an amount of a purse in whole numbers; None for a purse that has no unit in dialogs."""
    units = words.unit_of.get(purse, ())
    return next((name for name in units if says(words.table.units[name], amount)), None)


def says(unit: Unit, amount: int) -> bool:
    """Whether a unit says an amount of a purse in whole numbers, or to its last decimal."""
    return bool(unit.decimals) or amount % unit.step == 0

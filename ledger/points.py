"""Points as they come: their year, their burn notice, and the remainder that charges carry."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from ledger.book import Book, account_of
from ledger.calendar import HOUR_MS, NEVER, add_years, local, moment
from ledger.draft import Draft
from ledger.marks import MEMBER_SINCE, REMAINDER, REMIND
from ledger.purses import POINTS


def is_member(book: Book, msisdn: str) -> bool:
    """Whether a SIM's points account takes part in the programme."""
    return book.mark(book.pool_of(msisdn), MEMBER_SINCE) is not None


def balance(book: Book, pool: str, at_ms: int) -> int:
    """The points of a points account at a moment."""
    return book.balance(account_of(pool, POINTS), at_ms)


def credit(draft: Draft, pool: str, amount: int, *, source: str = "issued", expires_at_ms: int | None = None) -> None:
    """Credit points: a lot that lives one year, or until the given date, with its burn notice (F30, D11)."""
    rules = draft.configuration.rules.points
    if expires_at_ms is None:
        expires_at_ms = add_years(draft.at_ms, rules.life_years, draft.configuration.zone)
    draft.open(pool, POINTS, amount, expires_at_ms, source=source)
    if rules.burn_notice_days and expires_at_ms != NEVER:
        _remember_notice(draft, pool, expires_at_ms, rules.burn_notice_days, rules.burn_notice_hour)


def _remember_notice(draft: Draft, pool: str, expires_at_ms: int, days: int, hour: int) -> None:
    """One notice for all points of a pool that burn on the same day; none if its time is over already."""
    day = local(expires_at_ms, draft.configuration.zone).toordinal()
    name, notice_at_ms = _notice(day, days, hour, draft.configuration.zone)
    if draft.book.mark(pool, name) is not None:
        return
    for mark in draft.marks:
        if mark.name == name and mark.subject == pool:
            return
    if notice_at_ms > draft.at_ms:
        draft.mark(pool, name, notice_at_ms)


@lru_cache(maxsize=1024)
def _notice(day: int, days: int, hour: int, zone: ZoneInfo) -> tuple[str, int]:
    """The mark and the moment of the notice for what burns on a day, given by its ordinal."""
    date = datetime.fromordinal(day)
    notice_at_ms = moment((date - timedelta(days)).replace(tzinfo=zone)) + hour * HOUR_MS
    return f"{REMIND}{date.year * 10_000 + date.month * 100 + date.day}", notice_at_ms


def accrue(draft: Draft, msisdn: str, kopecks: int) -> int:
    """Points for a charge that the main balance paid, members only, the remainder carried (F20, D09).

    Returns:
        How many points the charge brought.
    """
    book = draft.book
    pool = book.pool_of(msisdn)
    if not kopecks or book.mark(pool, MEMBER_SINCE) is None:
        return 0
    carried = (book.moment(pool, REMAINDER) or 0) + kopecks
    points, remainder = divmod(carried, draft.configuration.rules.accrual.kopecks_per_point)
    draft.mark(pool, REMAINDER, remainder)
    if points:
        credit(draft, pool, points)
    return points

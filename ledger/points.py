"""Points as they come: their year, their burn notice, and the remainder that charges carry."""

from __future__ import annotations

from ledger.book import Book, account_of
from ledger.calendar import HOUR_MS, NEVER, add_years, day_number, local, moment
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
    zone = draft.configuration.zone
    name = f"{REMIND}{day_number(expires_at_ms, zone)}"
    if draft.book.mark(pool, name) is not None or any(mark.name == name for mark in draft.marks):
        return
    date = local(expires_at_ms, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    notice_at_ms = moment(date.fromordinal(date.toordinal() - days).replace(tzinfo=zone)) + hour * HOUR_MS
    if notice_at_ms > draft.at_ms:
        draft.mark(pool, name, notice_at_ms)


def accrue(draft: Draft, msisdn: str, kopecks: int) -> int:
    """Points for a charge that the main balance paid, members only, the remainder carried (F20, D09).

    Returns:
        How many points the charge brought.
    """
    if not kopecks or not is_member(draft.book, msisdn):
        return 0
    pool = draft.book.pool_of(msisdn)
    carried = (draft.book.moment(pool, REMAINDER) or 0) + kopecks
    points, remainder = divmod(carried, draft.configuration.rules.accrual.kopecks_per_point)
    draft.mark(pool, REMAINDER, remainder)
    if points:
        credit(draft, pool, points)
    return points

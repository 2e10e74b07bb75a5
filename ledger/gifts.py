"""The decision of giving points, and its limits by calendar day and month (F40–F45, D12)."""

from __future__ import annotations

from attrs import frozen

from ledger import points
from ledger.book import Book, account_of
from ledger.calendar import day_number
from ledger.commands import Give
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.marks import (
    GIFT_DAY,
    GIFT_MONTH,
    GIFTS_OF_DAY,
    GIFTS_OF_MONTH,
    POOL,
    RECEIVED_MONTH,
    RECEIVED_OF_MONTH,
    REGION,
    SENT_OF_MONTH,
)
from ledger.purses import POINTS


@frozen
class Counts:
    """What a points account has given and received in the running day and month."""

    gifts_of_day: int
    gifts_of_month: int
    sent_of_month: int
    received_of_month: int

    def more(self, *, gifts: int = 0, sent: int = 0, received: int = 0) -> Counts:
        """The counts after so many more gifts and points."""
        return Counts(
            self.gifts_of_day + gifts,
            self.gifts_of_month + gifts,
            self.sent_of_month + sent,
            self.received_of_month + received,
        )


def counts(book: Book, configuration: Configuration, pool: str, at_ms: int, taken_over: str = "") -> Counts:
    """The counts of a points account at a moment; what was counted in another day or month is over.

    With `taken_over` (the prefix `SPLIT`) only what it took over from a shared account when it left it.
    """
    day = day_number(at_ms, configuration.zone)
    month = day // 100

    def of(period_mark: str, period: int, name: str) -> int:
        current = book.mark(pool, f"{taken_over}{period_mark}") == period
        return book.moment(pool, f"{taken_over}{name}") or 0 if current else 0

    return Counts(
        of(GIFT_DAY, day, GIFTS_OF_DAY),
        of(GIFT_MONTH, month, GIFTS_OF_MONTH),
        of(GIFT_MONTH, month, SENT_OF_MONTH),
        of(RECEIVED_MONTH, month, RECEIVED_OF_MONTH),
    )


def mark_counts(draft: Draft, pool: str, now: Counts) -> None:
    """Remember the counts of a points account for the running day and month."""
    day = day_number(draft.at_ms, draft.configuration.zone)
    draft.mark(pool, GIFT_DAY, day)
    draft.mark(pool, GIFTS_OF_DAY, now.gifts_of_day)
    draft.mark(pool, GIFT_MONTH, day // 100)
    draft.mark(pool, GIFTS_OF_MONTH, now.gifts_of_month)
    draft.mark(pool, SENT_OF_MONTH, now.sent_of_month)
    draft.mark(pool, RECEIVED_MONTH, day // 100)
    draft.mark(pool, RECEIVED_OF_MONTH, now.received_of_month)


def give(book: Book, configuration: Configuration, command: Give, at_ms: int) -> Entry | Refusal:
    """Give points to another member: a fresh year for them, or the giver's dates, by rule (F31, D11).

    Refuses with the first rule that fails, in the order of D12: `gift.form`, `gift.self`, `gift.member`, `gift.region`,
    `gift.daily`, `gift.monthly`, `gift.sent_month`, `gift.received_month`, `gift.balance`; limits come as `limit` and
    `left`. A refused gift changes nothing and counts nowhere.
    """
    if not points.is_member(book, command.msisdn):
        return Refusal("membership.required")
    refusal = _wrong_receiver(book, configuration, command)
    if refusal is not None:
        return refusal
    sent = counts(book, configuration, book.pool_of(command.msisdn), at_ms)
    received = counts(book, configuration, book.pool_of(command.to), at_ms)
    refusal = _over_limit(book, configuration, command, sent, received, at_ms)
    return refusal or _given(book, configuration, command, sent, received, at_ms)


def _wrong_receiver(book: Book, configuration: Configuration, command: Give) -> Refusal | None:
    if command.points < 1:
        return Refusal("gift.form", {"least": 1})
    giver = book.pool_of(command.msisdn)
    if book.mark(command.to, POOL) == giver:
        return Refusal("gift.self")
    if book.mark(command.to, POOL) is None or not points.is_member(book, command.to):
        return Refusal("gift.member", {"to": command.to})
    home = book.mark(command.msisdn, REGION)
    if configuration.rules.gift.home_region_only and book.mark(command.to, REGION) != home:
        return Refusal("gift.region", {"to": command.to})
    return None


def _over_limit(
    book: Book, configuration: Configuration, command: Give, sent: Counts, received: Counts, at_ms: int
) -> Refusal | None:
    rules = configuration.rules.gift
    used = (
        ("gift.daily", rules.daily, sent.gifts_of_day, 1),
        ("gift.monthly", rules.monthly, sent.gifts_of_month, 1),
        ("gift.sent_month", rules.sent_month, sent.sent_of_month, command.points),
        ("gift.received_month", rules.received_month, received.received_of_month, command.points),
    )
    for rule, limit, so_far, more in used:
        if limit and so_far + more > limit:
            return Refusal(rule, {"limit": limit, "left": max(0, limit - so_far)})
    left = points.balance(book, book.pool_of(command.msisdn), at_ms)
    if left < command.points:
        return Refusal("gift.balance", {"price": command.points, "left": left, "short": command.points - left})
    return None


def _given(
    book: Book, configuration: Configuration, command: Give, sent: Counts, received: Counts, at_ms: int
) -> Entry:
    giver, receiver = book.pool_of(command.msisdn), book.pool_of(command.to)
    draft = Draft(book, configuration, at_ms)
    draws = draft.draw(giver, POINTS, command.points, into="gifts")
    if configuration.rules.points.gift_expiry == "inherit":
        for draw in draws:
            points.credit(draft, receiver, draw.amount, source="gifts", expires_at_ms=draw.lot.expires_at_ms)
    else:
        points.credit(draft, receiver, command.points, source="gifts")
    mark_counts(draft, giver, sent.more(gifts=1, sent=command.points))
    mark_counts(draft, receiver, received.more(received=command.points))
    left = book.balance(account_of(giver, POINTS), at_ms) - command.points
    return draft.entry("given", command, points=command.points, to=command.to, left=left)

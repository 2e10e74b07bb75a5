"""The decisions of sharing: SIMs of one owner that earn on one points account (F26, D18)."""

from __future__ import annotations

from ledger import points
from ledger.book import Book, account_of
from ledger.commands import Link, Unlink
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.gifts import Counts, counts, mark_counts
from ledger.marks import (
    GIFT_COUNTS,
    MEMBER_SINCE,
    OWNER,
    POOL,
    PROMOTED,
    PROMOTION,
    REMAINDER,
    REMIND,
    SPLIT,
    SPLIT_FROM,
)
from ledger.purses import POINTS

LIMITS = (*GIFT_COUNTS, PROMOTED)
"""What is remembered of a points account for its limits and caps."""


def link(book: Book, configuration: Configuration, command: Link, at_ms: int) -> Entry | Refusal:
    """Let another SIM of the same owner earn on this one's points account; its points come along with their dates.

    Membership, remainder, gift limits and the promotions' cap of both become those of the one account.

    Refuses with `membership.required`, `link.off`, `link.self`, `link.already`, `link.owner`.
    """
    if not points.is_member(book, command.msisdn):
        return Refusal("membership.required")
    refusal = _refusal(book, configuration, command)
    if refusal is not None:
        return refusal
    pool, other = book.pool_of(command.msisdn), book.pool_of(command.other)
    draft = Draft(book, configuration, at_ms)
    draft.mark(command.other, POOL, pool)
    moved = 0
    for lot in tuple(book.live(account_of(other, POINTS), at_ms)):
        draft.empty(lot, into="pooling")
        points.credit(draft, pool, lot.left, source="pooling", expires_at_ms=lot.expires_at_ms)
        moved += lot.left
    _merge_marks(draft, pool, other)
    return draft.entry("linked", command, other=command.other, points=moved)


def _refusal(book: Book, configuration: Configuration, command: Link) -> Refusal | None:
    if not configuration.rules.pooling.allowed:
        return Refusal("link.off")
    if command.other == command.msisdn:
        return Refusal("link.self")
    owner = book.mark(command.msisdn, OWNER)
    if book.mark(command.other, POOL) is None or not owner or book.mark(command.other, OWNER) != owner:
        return Refusal("link.owner", {"other": command.other})
    largest = configuration.rules.pooling.sims
    pool, other = book.pool_of(command.msisdn), book.pool_of(command.other)
    if pool == other or max(len(book.sims_of(pool)), len(book.sims_of(other))) >= largest:
        return Refusal("link.already", {"limit": largest})
    return None


def _merge_marks(draft: Draft, pool: str, other: str) -> None:
    book, configuration = draft.book, draft.configuration
    back = book.mark(other, SPLIT_FROM) == pool
    mine = counts(book, configuration, pool, draft.at_ms)
    theirs = counts(book, configuration, other, draft.at_ms)
    known = counts(book, configuration, other, draft.at_ms, SPLIT) if back else Counts(0, 0, 0, 0)
    mark_counts(
        draft,
        pool,
        Counts(
            mine.gifts_of_day + theirs.gifts_of_day - known.gifts_of_day,
            mine.gifts_of_month + theirs.gifts_of_month - known.gifts_of_month,
            mine.sent_of_month + theirs.sent_of_month - known.sent_of_month,
            mine.received_of_month + theirs.received_of_month - known.received_of_month,
        ),
    )
    carried = (book.moment(pool, REMAINDER) or 0) + (book.moment(other, REMAINDER) or 0)
    earned, remainder = divmod(carried, configuration.rules.accrual.kopecks_per_point)
    draft.mark(pool, REMAINDER, remainder)
    if earned:
        points.credit(draft, pool, earned)
    promoted = (book.moment(other, PROMOTED) or 0) - (book.moment(other, f"{SPLIT}{PROMOTED}") or 0 if back else 0)
    draft.mark(pool, PROMOTED, (book.moment(pool, PROMOTED) or 0) + promoted)
    for name, value in book.marks.get(other, {}).items():
        if name.startswith(PROMOTION) and book.mark(pool, name) is None:
            draft.mark(pool, name, value)
        if name.startswith(REMIND):
            draft.mark(other, name, None)
    for name in (MEMBER_SINCE, REMAINDER):
        draft.mark(other, name, None)


def unlink(book: Book, configuration: Configuration, command: Unlink, at_ms: int) -> Entry | Refusal:
    """Take a SIM off the points account it shares: the points stay, and the SIM takes part no longer.

    What the shared account has given, received and got by promotions counts for both from now on, so that nobody links and
    unlinks around a limit (D20: limits and caps are remembered). An account that comes back brings only what came since.

    Refuses with `unlink.alone` if it shares none.
    """
    if len(book.sims_of(book.pool_of(command.msisdn))) == 1:
        return Refusal("unlink.alone")
    draft = Draft(book, configuration, at_ms)
    shared, own = book.pool_of(command.msisdn), f"{command.msisdn}-{book.seq + 1}"
    draft.mark(command.msisdn, POOL, own)
    for name, value in book.marks.get(shared, {}).items():
        if name in LIMITS or name.startswith(PROMOTION):
            draft.mark(own, name, value)
        if name in LIMITS:
            draft.mark(own, f"{SPLIT}{name}", value)
    draft.mark(own, SPLIT_FROM, shared)
    return draft.entry("unlinked", command)

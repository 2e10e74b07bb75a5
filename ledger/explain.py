"""The lots behind what a subscriber has: where each came from, what was drawn from it, what is left, until when."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field, frozen

from ledger.book import Book
from ledger.entries import Entry
from ledger.purses import Unit


@frozen
class Drawn:
    """An amount that an entry took from a lot; never zero."""

    entry: Entry
    amount: int


@define
class Story:
    """The life of one lot up to a moment.

    Attributes:
        sequence: the lot's number.
        purse: what it is of.
        unit: what its amounts count.
        origin: the entry that opened it.
        opened: its first amount.
        expires_at_ms: from when on it is gone; `NEVER` without a date.
        draws: what was taken from it, oldest first.
    """

    sequence: int
    purse: str
    unit: Unit
    origin: Entry
    opened: int
    expires_at_ms: int
    draws: list[Drawn] = field(factory=list)

    @property
    def left(self) -> int:
        """What is still there."""
        return self.opened - sum(drawn.amount for drawn in self.draws)


def explain(entries: Iterable[Entry], book: Book, msisdn: str, at_ms: int, *, gone: bool = False) -> tuple[Story, ...]:
    """The lots of a SIM and of its points account, each account's lots together, in the order in which they are drawn.

    Args:
        entries: the journal's, from the first on, in order.
        book: the books at the moment; it tells on which points account the SIM earns.
        msisdn: the SIM.
        at_ms: the moment, inclusive.
        gone: also tell of the lots of which nothing is left.

    Raises:
        KeyError: the books know no such SIM.
    """
    owners = (msisdn, book.pool_of(msisdn))
    stories: dict[int, Story] = {}
    for entry in entries:
        if entry.at_ms > at_ms:
            break
        for posting in entry.postings:
            if posting.lot is None:
                continue
            if posting.lot in stories:
                stories[posting.lot].draws.append(Drawn(entry, -posting.amount))
                continue
            owner, _, purse = posting.account.rpartition("/")
            if owner in owners and posting.expires_at_ms is not None:
                stories[posting.lot] = Story(
                    posting.lot, purse, posting.unit, entry, posting.amount, posting.expires_at_ms
                )
    told = [story for story in stories.values() if gone or story.left]
    return tuple(sorted(told, key=lambda story: (story.purse, story.expires_at_ms, story.sequence)))

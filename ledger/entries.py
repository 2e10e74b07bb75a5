"""What the journal holds: entries of zero-sum postings and marks. They are facts; replay applies them and decides nothing.

Nobody changes one that is made. They are not `frozen` because a frozen one takes three times as long to make, and every
command and every replayed entry makes some (docs/performance.md).
"""

from __future__ import annotations

from attrs import define, field, frozen

from ledger.commands import Command
from ledger.purses import Unit


@define(unsafe_hash=True)
class Posting:
    """An amount that comes to an account (positive) or leaves it (negative).

    Attributes:
        account: `OWNER/PURSE` for what a subscriber holds; a bare word for the operator's side (`issued`, `redeemed`,
            `breakage`, `opening`).
        unit: what is counted; the amounts of an entry sum to zero in each unit.
        amount: how many of the unit.
        lot: the sequence number of the subscriber's lot that is opened or drawn on; None on the operator's side.
        expires_at_ms: given on the posting that opens its lot; `NEVER` for a lot without a date.
    """

    account: str
    unit: Unit
    amount: int
    lot: int | None = None
    expires_at_ms: int | None = None


@define(unsafe_hash=True)
class Mark:
    """A named value that a subscriber or points account has from this entry on; None takes it away."""

    subject: str
    name: str
    value: int | str | None


@define
class Entry:
    """One line of the journal.

    Attributes:
        seq: 1, 2, 3 … without gaps.
        at_ms: when, in UTC epoch milliseconds; never before the entry above.
        kind: what happened, as a word: `joined`, `redeemed`, `expired` …
        command: what was asked.
        postings: what moved; zero-sum in each unit.
        marks: what is remembered beside amounts.
        details: figures of the decision for a reader (price, reward …).
        key: the idempotency key, if the command came with one.
    """

    seq: int
    at_ms: int
    kind: str
    command: Command
    postings: tuple[Posting, ...] = ()
    marks: tuple[Mark, ...] = ()
    details: dict[str, int | str] = field(factory=dict)
    key: str | None = None


@frozen
class Refusal:
    """A rule that said no, with its numbers (limit, left, price, until …). Nothing is written."""

    rule: str
    values: dict[str, int | str] = field(factory=dict)

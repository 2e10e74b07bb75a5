"""The state of the books: live lots, marks and totals, as the journal's entries make them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from heapq import heappop, heappush, merge

from attrs import define, field

from ledger.calendar import NEVER
from ledger.entries import Entry, Posting
from ledger.marks import DEADLINE, POOL
from ledger.purses import Unit


class BookError(RuntimeError):
    """An entry breaks an invariant of the books: a fault of the program, never of a subscriber."""


@define
class Lot:
    """An amount with a date, in one purse of one holder.

    Attributes:
        sequence: its number in the books; with the date it gives the total order in which lots are drawn.
        account: `OWNER/PURSE`.
        unit: what is counted, as it was when the lot was opened: the purse may have left the fixtures since.
        left: what is left of it, in this unit; never negative.
        opened_at_ms: when it was opened.
        expires_at_ms: from this moment on it is gone (half-open).
        origin: the number of the entry that opened it.
    """

    sequence: int
    account: str
    unit: Unit
    left: int
    opened_at_ms: int
    expires_at_ms: int
    origin: int


@define
class Draw:
    """A part of a lot that a drawdown takes."""

    lot: Lot
    amount: int


def account_of(owner: str, purse: str) -> str:
    """The name of the account that holds a purse of an owner."""
    return f"{owner}/{purse}"


@define
class Book:
    """All accounts at one moment."""

    seq: int = 0
    at_ms: int = 0
    next_lot: int = 1
    lots: dict[int, Lot] = field(factory=dict)
    order: dict[str, list[tuple[int, int]]] = field(factory=dict)
    """Account → (expires_at_ms, sequence) of its lots, least first; accounts without lots are not in it."""
    held: dict[str, int] = field(factory=dict)
    """Account → what its lots hold together, live or not."""
    marks: dict[str, dict[str, int | str]] = field(factory=dict)
    totals: dict[tuple[str, str], int] = field(factory=lambda: defaultdict(int))
    """(account, unit) → sum of all postings on the operator's side."""
    expiring: list[tuple[int, int]] = field(factory=list)
    """Heap of (expires_at_ms, sequence); spent lots are dropped from it when they come up."""
    deadlines: list[tuple[int, str, str]] = field(factory=list)
    """Heap of (due_at_ms, subject, mark) of the marks that are deadlines; moved ones are dropped when they come up."""

    def live(self, account: str, at_ms: int) -> Iterator[Lot]:
        """The lots of an account that are not gone at a moment, in the order in which they are drawn."""
        for expires_at_ms, sequence in self.order.get(account, ()):
            if expires_at_ms > at_ms:
                yield self.lots[sequence]

    def balance(self, account: str, at_ms: int) -> int:
        """What an account holds at a moment, in its purse's unit."""
        order = self.order.get(account)
        if order is None:
            return 0
        if order[0][0] > at_ms:
            return self.held[account]
        return sum(lot.left for lot in self.live(account, at_ms))

    def mark(self, subject: str, name: str) -> int | str | None:
        """A named value of a subscriber or points account, or None."""
        return self.marks.get(subject, {}).get(name)

    def moment(self, subject: str, name: str) -> int | None:
        """A mark that is a date in epoch milliseconds, or None."""
        value = self.mark(subject, name)
        return value if isinstance(value, int) else None

    def pool_of(self, msisdn: str) -> str:
        """The points account on which a SIM earns.

        Raises:
            KeyError: the books know no such SIM.
        """
        return str(self.marks[msisdn][POOL])

    def draws(self, amount: int, at_ms: int, *accounts: str) -> tuple[tuple[Draw, ...], int]:
        """The parts of live lots, the least of all the accounts first, that make up an amount, and what they lack of it."""
        order = self.order.get(accounts[0]) if len(accounts) == 1 else self._merged(accounts)
        if not order:
            return (), amount
        taken: list[Draw] = []
        for expires_at_ms, sequence in order:
            if amount <= 0:
                break
            if expires_at_ms > at_ms:
                lot = self.lots[sequence]
                part = min(lot.left, amount)
                taken.append(Draw(lot, part))
                amount -= part
        return tuple(taken), amount

    def _merged(self, accounts: tuple[str, ...]) -> list[tuple[int, int]]:
        return list(merge(*[self.order.get(account, ()) for account in accounts]))

    def is_due(self, at_ms: int) -> bool:
        """Whether a date may have come on which something happens by itself; quick, and never wrongly False."""
        expiring, deadlines = self.expiring, self.deadlines
        return bool((expiring and expiring[0][0] <= at_ms) or (deadlines and deadlines[0][0] <= at_ms))

    def next_expiry(self) -> tuple[int, int] | None:
        """(expires_at_ms, sequence) of the lot that goes next, or None."""
        while self.expiring and self.expiring[0][1] not in self.lots:
            heappop(self.expiring)
        return self.expiring[0] if self.expiring else None

    def next_deadline(self) -> tuple[int, str, str] | None:
        """(due_at_ms, subject, mark) of the deadline that comes next, or None."""
        while self.deadlines and self.mark(*self.deadlines[0][1:]) != self.deadlines[0][0]:
            heappop(self.deadlines)
        return self.deadlines[0] if self.deadlines else None

    def sims_of(self, pool: str) -> tuple[str, ...]:
        """The MSISDNs that earn on a points account, in the order in which they were opened."""
        return tuple(subject for subject, values in self.marks.items() if values.get(POOL) == pool)

    def apply(self, entry: Entry) -> None:
        """Change the state as an entry says.

        Raises:
            BookError: the entry is not the next one, goes back in time, does not sum to zero, or overdraws a lot.
        """
        if entry.seq != self.seq + 1:
            raise BookError(f"entry {entry.seq} follows {self.seq}")
        if entry.at_ms < self.at_ms:
            raise BookError(f"entry {entry.seq} goes back in time")
        sums: dict[str, int] = {}
        for posting in entry.postings:
            sums[posting.unit] = sums.get(posting.unit, 0) + posting.amount
        for amount in sums.values():
            if amount:
                raise BookError(f"entry {entry.seq} does not sum to zero: {sums}")
        totals = self.totals
        for posting in entry.postings:
            if posting.lot is None:
                totals[posting.account, posting.unit] += posting.amount
            elif posting.expires_at_ms is None:
                self._draw(posting.lot, posting.amount, entry)
            else:
                self._open(posting, posting.lot, posting.expires_at_ms, entry)
        for mark in entry.marks:
            self._mark(mark.subject, mark.name, mark.value)
        self.seq, self.at_ms = entry.seq, entry.at_ms

    def _mark(self, subject: str, name: str, value: int | str | None) -> None:
        values = self.marks.get(subject)
        if values is None:
            values = self.marks[subject] = {}
        if value is None:
            values.pop(name, None)
            return
        values[name] = value
        if DEADLINE in name and isinstance(value, int):
            heappush(self.deadlines, (value, subject, name))

    def _draw(self, sequence: int, amount: int, entry: Entry) -> None:
        lot = self.lots[sequence]
        lot.left += amount
        self.held[lot.account] += amount
        if lot.left <= 0:
            if lot.left:
                raise BookError(f"entry {entry.seq} overdraws lot {lot.sequence}")
            self._close(lot)

    def _open(self, posting: Posting, sequence: int, expires_at_ms: int, entry: Entry) -> None:
        if sequence != self.next_lot or posting.amount <= 0:
            raise BookError(f"entry {entry.seq} opens lot {sequence} of {posting.amount}; the next is {self.next_lot}")
        self.lots[sequence] = Lot(
            sequence, posting.account, posting.unit, posting.amount, entry.at_ms, expires_at_ms, entry.seq
        )
        place = (expires_at_ms, sequence)
        insort(self.order.setdefault(posting.account, []), place)
        self.held[posting.account] = self.held.get(posting.account, 0) + posting.amount
        if expires_at_ms != NEVER:
            heappush(self.expiring, place)
        self.next_lot += 1

    def _close(self, lot: Lot) -> None:
        order = self.order[lot.account]
        del order[bisect_left(order, (lot.expires_at_ms, lot.sequence))]
        if not order:
            del self.order[lot.account], self.held[lot.account]
        del self.lots[lot.sequence]

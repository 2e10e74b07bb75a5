"""An entry in the making: a decision draws on lots, opens new ones and leaves marks, and each step keeps the sum at zero."""

from __future__ import annotations

from attrs import define, field

from ledger.book import Book, Draw, Lot, account_of
from ledger.commands import Command
from ledger.configuration import Configuration
from ledger.entries import Entry, Mark, Posting


@define
class Draft:
    """Collects the postings of one command; `entry` closes it."""

    book: Book
    configuration: Configuration
    at_ms: int
    postings: list[Posting] = field(factory=list)
    marks: list[Mark] = field(factory=list)
    lots_opened: int = 0

    def draw(self, owner: str, purse: str, amount: int, *, into: str) -> tuple[Draw, ...]:
        """Move an amount from an owner's lots, least first, to an account of the operator's side."""
        draws, missing = self.book.draws(amount, self.at_ms, account_of(owner, purse))
        assert not missing, "whoever decides has looked at the balance"
        self.take(draws, into=into)
        return draws

    def take(self, draws: tuple[Draw, ...], *, into: str) -> None:
        """Move parts of lots, all of one unit, to an account of the operator's side."""
        if not draws:
            return
        unit = draws[0].lot.unit
        taken = 0
        for draw in draws:
            taken += draw.amount
            self.postings.append(Posting(draw.lot.account, unit, -draw.amount, draw.lot.sequence))
        self.postings.append(Posting(into, unit, taken))

    def empty(self, lot: Lot, *, into: str) -> None:
        """Move all that is left of a lot, live or not, to an account of the operator's side."""
        self.take((Draw(lot, lot.left),), into=into)

    def open(self, owner: str, purse: str, amount: int, expires_at_ms: int, *, source: str) -> None:
        """Open a lot for an owner from an account of the operator's side."""
        unit = self.configuration.purses[purse].unit
        sequence = self.book.next_lot + self.lots_opened
        self.lots_opened += 1
        self.postings.append(Posting(account_of(owner, purse), unit, amount, sequence, expires_at_ms))
        self.postings.append(Posting(source, unit, -amount))

    def mark(self, subject: str, name: str, value: int | str | None) -> None:
        """Remember a value of a subscriber or points account."""
        self.marks.append(Mark(subject, name, value))

    def entry(self, kind: str, command: Command, **details: int | str) -> Entry:
        """The entry that the steps make."""
        return Entry(self.book.seq + 1, self.at_ms, kind, command, tuple(self.postings), tuple(self.marks), details)

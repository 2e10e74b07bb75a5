"""The decision of paying a bill of somebody else's, such as MGTS's, with what points have paid of it (F50, P16, D19)."""

from __future__ import annotations

from ledger.book import Book, account_of
from ledger.commands import PayBill
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal


def pay_bill(book: Book, configuration: Configuration, command: PayBill, at_ms: int) -> Entry | Refusal:
    """Draw on what points have paid of such bills, as far as it goes; the rest is paid elsewhere and is none of these books.

    Earns nothing (D09).

    Refuses with `bill.unknown` if no purse pays such bills, `bill.amount` for less than a kopeck, `bill.unpaid` if points
    have paid nothing of them.
    """
    purses = [name for name, purse in configuration.purses.items() if purse.bill == command.bill]
    if not command.bill or not purses:
        return Refusal("bill.unknown", {"bill": command.bill})
    if command.kopecks < 1:
        return Refusal("bill.amount", {"least": 1})
    accounts = [account_of(command.msisdn, purse) for purse in purses]
    draws, rest = book.draws(command.kopecks, at_ms, *accounts)
    if not draws:
        return Refusal("bill.unpaid", {"bill": command.bill})
    draft = Draft(book, configuration, at_ms)
    draft.take(draws, into="used")
    return draft.entry("bill_paid", command, bill=command.bill, kopecks=command.kopecks - rest, rest=rest)

"""Questions to the books that change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from attrs import frozen

from ledger.book import Book, Lot, account_of
from ledger.calendar import NEVER, day_number
from ledger.configuration import Configuration
from ledger.entries import Entry
from ledger.points import is_member
from ledger.purses import MAIN, POINTS


@frozen
class Holding:
    """What a SIM has of one lot: the purse, the amount in its unit, and until when (epoch milliseconds)."""

    purse: str
    amount: int
    expires_at_ms: int


@frozen
class Standing:
    """What a subscriber has at a moment.

    Attributes:
        member: whether the SIM's points account takes part.
        points: its points.
        kopecks: the main balance.
        packages: the SIM's other lots, those that go first first.
        burning: the points that burn next, all of that calendar day together, and when the first of them do; None if none do.
    """

    member: bool
    points: int
    kopecks: int
    packages: tuple[Holding, ...]
    burning: tuple[int, int] | None


def points_lots(book: Book, msisdn: str, at_ms: int) -> Iterator[Lot]:
    """The live lots of points behind a SIM, in the order in which they burn."""
    return book.live(account_of(book.pool_of(msisdn), POINTS), at_ms)


def points(book: Book, msisdn: str, at_ms: int) -> int:
    """The points behind a SIM."""
    return sum(lot.left for lot in points_lots(book, msisdn, at_ms))


def points_by_day(
    book: Book, configuration: Configuration, msisdn: str, at_ms: int, until_ms: int = NEVER
) -> Iterator[tuple[int, int]]:
    """(points, the first moment at which some of them burn) of each calendar day, for texts name no time of day.

    What burns after `until_ms` is left out; what never does comes last, at `NEVER`.
    """
    zone = configuration.zone

    def day(lot: Lot) -> int:
        return NEVER if lot.expires_at_ms == NEVER else day_number(lot.expires_at_ms, zone)

    lots = takewhile(lambda lot: lot.expires_at_ms <= until_ms, points_lots(book, msisdn, at_ms))
    for _, same in groupby(lots, key=day):
        together = tuple(same)
        yield sum(lot.left for lot in together), together[0].expires_at_ms


def holdings(book: Book, configuration: Configuration, msisdn: str, at_ms: int) -> tuple[Holding, ...]:
    """A SIM's packages, services and vouchers: what it holds that burns, those that go first first."""
    lots = [
        (lot.expires_at_ms, lot.sequence, Holding(name, lot.left, lot.expires_at_ms))
        for name, purse in configuration.purses.items()
        if purse.holder == "sim" and name != MAIN
        for lot in book.live(account_of(msisdn, name), at_ms)
    ]
    return tuple(holding for _, _, holding in sorted(lots, key=lambda row: row[:2]))


def standing(book: Book, configuration: Configuration, msisdn: str, at_ms: int) -> Standing:
    """Everything a subscriber has at a moment."""
    days = tuple(points_by_day(book, configuration, msisdn, at_ms))
    return Standing(
        member=is_member(book, msisdn),
        points=sum(amount for amount, _ in days),
        kopecks=book.balance(account_of(msisdn, MAIN), at_ms),
        packages=holdings(book, configuration, msisdn, at_ms),
        burning=next((day for day in days if day[1] != NEVER), None),
    )


def book_at(entries: Iterable[Entry], at_ms: int) -> Book:
    """The books as they were at a moment: the entries up to it are applied to empty books, and nothing is decided again.

    Args:
        entries: the journal's, from the first on.
        at_ms: epoch milliseconds, inclusive: an entry of this very moment counts, and a lot whose date it is, is gone.

    Raises:
        BookError: the entries break an invariant of the books.
    """
    book = Book()
    for entry in takewhile(lambda entry: entry.at_ms <= at_ms, entries):
        book.apply(entry)
    return book


def belongings(book: Book, msisdn: str, at_ms: int) -> dict[str, tuple[Lot, ...]]:
    """Purse → live lots, those that go first first: of a SIM, and of the points account that it earns on.

    Raises:
        KeyError: the books know no such SIM.
    """
    owners = (book.pool_of(msisdn), msisdn)
    found: dict[str, tuple[Lot, ...]] = {}
    for account in book.order:
        owner, _, purse = account.rpartition("/")
        if owner in owners and (lots := tuple(book.live(account, at_ms))):
            found[purse] = found.get(purse, ()) + lots
    return found


def balances(book: Book, msisdn: str, at_ms: int) -> dict[str, int]:
    """Purse → amount in its unit: of a SIM, and of its points account; empty purses are left out.

    Raises:
        KeyError: the books know no such SIM.
    """
    return {purse: sum(lot.left for lot in lots) for purse, lots in belongings(book, msisdn, at_ms).items()}

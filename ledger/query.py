"""Questions to the books that change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from ledger.book import Book, Lot, account_of
from ledger.configuration import Configuration
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
        burning: the lot of points that goes next: how many, and when; None without points.
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
    lots = list(points_lots(book, msisdn, at_ms))
    burning = (lots[0].left, lots[0].expires_at_ms) if lots else None
    return Standing(
        member=is_member(book, msisdn),
        points=sum(lot.left for lot in lots),
        kopecks=book.balance(account_of(msisdn, MAIN), at_ms),
        packages=holdings(book, configuration, msisdn, at_ms),
        burning=burning,
    )

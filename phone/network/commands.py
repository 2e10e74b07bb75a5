"""The one door to the ledger: every service goes through it, and nothing else of the network does."""

from __future__ import annotations

from attrs import define

from ledger.calendar import add_months
from ledger.commands import Command
from ledger.entries import Entry, Refusal
from ledger.ledger import Ledger
from ledger.marks import MEMBER_SINCE
from ledger.query import Standing, points_lots, standing


@define
class Door:
    """Carries commands into the books and answers questions from them."""

    ledger: Ledger

    def execute(self, command: Command, at_ms: int, key: str | None = None) -> Entry | Refusal:
        """Carry out a command now."""
        return self.ledger.execute(command, at_ms, key)

    def standing(self, msisdn: str, at_ms: int) -> Standing:
        """What a subscriber has."""
        return standing(self.ledger.book, self.ledger.configuration, msisdn, at_ms)

    def member_since_ms(self, msisdn: str) -> int | None:
        """Since when a subscriber takes part in the programme; None if not."""
        book = self.ledger.book
        return book.moment(book.pool_of(msisdn), MEMBER_SINCE)

    def burning_next(self, msisdn: str, at_ms: int) -> tuple[int, int] | None:
        """How many points burn next and when (epoch milliseconds): all lots of that date together; None without points."""
        lots = list(points_lots(self.ledger.book, msisdn, at_ms))
        if not lots:
            return None
        date_ms = lots[0].expires_at_ms
        return sum(lot.left for lot in lots if lot.expires_at_ms == date_ms), date_ms

    def burning_within_month(self, msisdn: str, at_ms: int) -> tuple[tuple[int, int], ...]:
        """(points, when) of what burns within one calendar month, lots of the same moment together (F13, D08)."""
        until_ms = add_months(at_ms, 1, self.ledger.configuration.zone)
        burning: dict[int, int] = {}
        for lot in points_lots(self.ledger.book, msisdn, at_ms):
            if lot.expires_at_ms <= until_ms:
                burning[lot.expires_at_ms] = burning.get(lot.expires_at_ms, 0) + lot.left
        return tuple((amount, date_ms) for date_ms, amount in burning.items())

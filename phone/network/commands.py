"""The one door to the ledger: whatever the network asks of the books or writes into them goes through it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Protocol, get_args

from attrs import define, field, fields_dict

from ledger.book import account_of
from ledger.calendar import NEVER, add_months
from ledger.charging import affordable, charge, next_change
from ledger.commands import Charge, Command, Redeem
from ledger.configuration import Configuration
from ledger.entries import Entry, Refusal
from ledger.forecast import forecast
from ledger.ledger import Ledger
from ledger.marks import MEMBER_SINCE, POOL, PROMOTED, PROMOTION
from ledger.period import Period
from ledger.purses import MAIN, POINTS, Reach, Use
from ledger.query import Standing, points, points_by_day, standing
from ledger.redeeming import redeem
from ledger.statement import Statement, statement

TOUCHING = ("msisdn", "to", "other", "friend")
"""The fields of commands that name subscribers."""

TOUCHED: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(name for name in TOUCHING if name in fields_dict(kind)) for kind in get_args(Command)
}
"""Those of each command."""


class Metered(Protocol):
    """Calls that run on somebody's account, as the door sees them."""

    @property
    def running(self) -> Collection[object]:
        """Those that are answered."""

    def settle(self, msisdns: Collection[str], at_ms: int) -> None:
        """Charge what their running calls have begun up to a moment."""

    def replan(self, msisdns: Collection[str], at_ms: int) -> None:
        """Look again how far their running calls can go."""


@define
class Door:
    """Carries commands into the books and answers questions from them.

    Running calls of every subscriber whom a command touches are charged first, so that it finds what is really left.
    """

    ledger: Ledger
    metered: Metered | None = field(default=None, eq=False, repr=False)

    def execute(self, command: Command, at_ms: int, key: str | None = None) -> Entry | Refusal:
        """Carry out a command now."""
        if self.metered is None or not self.metered.running:
            return self.ledger.execute(command, at_ms, key)
        touched = [str(getattr(command, name)) for name in TOUCHED[type(command)]]
        self.metered.settle(touched, at_ms)
        outcome = self.ledger.execute(command, at_ms, key)
        self.metered.replan(touched, at_ms)
        return outcome

    def charge_running(self, command: Charge, at_ms: int) -> Entry | Refusal:
        """Charge what a meter has measured: this is the settling, so nothing is settled before it."""
        return self.ledger.execute(command, at_ms)

    def refusal(self, command: Charge, at_ms: int) -> Refusal | None:
        """Why a use cannot be paid now, or None; changes nothing."""
        outcome = charge(self.ledger.book, self.ledger.configuration, command, at_ms)
        return outcome if isinstance(outcome, Refusal) else None

    def ordering(self, command: Redeem, at_ms: int) -> Entry | Refusal:
        """What an order would write or why it is refused now, running calls left aside; changes nothing."""
        return redeem(self.ledger.book, self.ledger.configuration, command, at_ms)

    def burning_by_month(self, msisdn: str, at_ms: int) -> tuple[tuple[int, int], ...]:
        """(first moment of a calendar month, points that burn in it), in order (F14)."""
        found = forecast(self.ledger.book, msisdn, at_ms).get(POINTS)
        return () if found is None else tuple(found.by_month(self.ledger.configuration.zone))

    def statement(self, msisdn: str, period: Period) -> Statement:
        """What a SIM's account went through in a period."""
        return statement(self.ledger.entries(), msisdn, period)

    def lots(self, msisdn: str, at_ms: int) -> tuple[tuple[int, int], ...]:
        """(points, until when in epoch milliseconds) behind a SIM, those of a calendar day together, what burns first first."""
        return tuple(points_by_day(self.ledger.book, self.ledger.configuration, msisdn, at_ms))

    def affordable(self, msisdn: str, use: Use, reach: Reach, at_ms: int) -> int:
        """How many units of a use a subscriber can pay now, in whole steps of the tariff."""
        return affordable(self.ledger.book, self.ledger.configuration, msisdn, use, reach, at_ms)

    def next_change(self, msisdn: str, use: Use, at_ms: int) -> int | None:
        """When the books by themselves next change what a subscriber can pay a use with; None if they never do."""
        return next_change(self.ledger.book, self.ledger.configuration, msisdn, use, at_ms)

    @property
    def configuration(self) -> Configuration:
        """What is in force."""
        return self.ledger.configuration

    @property
    def head(self) -> int:
        """The number of the newest entry."""
        return self.ledger.book.seq

    def pool_of(self, msisdn: str) -> str | None:
        """The points account of a SIM; None for one that the books do not know."""
        pool = self.ledger.book.mark(msisdn, POOL)
        return None if pool is None else str(pool)

    def sims_of(self, pool: str) -> tuple[str, ...]:
        """The MSISDNs that earn on a points account, in the order in which they were opened."""
        return self.ledger.book.sims_of(pool)

    def holds(self, msisdn: str, purses: Collection[str], at_ms: int) -> str | None:
        """The first of some purses of which a subscriber has something, or None."""
        book = self.ledger.book
        return next((purse for purse in purses if book.balance(account_of(msisdn, purse), at_ms)), None)

    def points(self, msisdn: str, at_ms: int) -> int:
        """The points behind a SIM."""
        return points(self.ledger.book, msisdn, at_ms)

    def kopecks(self, msisdn: str, at_ms: int) -> int:
        """A SIM's main balance."""
        return self.ledger.book.balance(account_of(msisdn, MAIN), at_ms)

    def standing(self, msisdn: str, at_ms: int) -> Standing:
        """What a subscriber has."""
        return standing(self.ledger.book, self.ledger.configuration, msisdn, at_ms)

    def member_since_ms(self, msisdn: str) -> int | None:
        """Since when a subscriber takes part in the programme; None if not."""
        book = self.ledger.book
        return book.moment(book.pool_of(msisdn), MEMBER_SINCE)

    def promotions(self, msisdn: str) -> tuple[int, frozenset[str]]:
        """What promotions have brought a subscriber so far, in points, and the ids of those that are done (F24)."""
        book = self.ledger.book
        pool = book.pool_of(msisdn)
        offers = self.ledger.configuration.earning.promotions.offers
        done = (name for name in offers if book.mark(pool, f"{PROMOTION}{name}") is not None)
        return book.moment(pool, PROMOTED) or 0, frozenset(done)

    def burning_next(self, msisdn: str, at_ms: int) -> tuple[int, int] | None:
        """How many points burn next and when (epoch milliseconds): all lots of that date together; None if none ever does."""
        return next((day for day in self.lots(msisdn, at_ms) if day[1] != NEVER), None)

    def burning_within_month(self, msisdn: str, at_ms: int) -> tuple[tuple[int, int], ...]:
        """(points, when) of what burns within one calendar month, lots of the same date together (F13, D08)."""
        until_ms = add_months(at_ms, 1, self.ledger.configuration.zone)
        return tuple(points_by_day(self.ledger.book, self.ledger.configuration, msisdn, at_ms, until_ms))

"""The decisions of paid use: what it costs, which lots pay it, and the points it brings (F20, F61, D09, D16)."""

from __future__ import annotations

from attrs import define

from ledger import points
from ledger.book import Book, Draw, account_of
from ledger.calendar import NEVER, next_month_day
from ledger.commands import Charge, ChargeFee
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.marks import BLOCKED, FEE_DUE
from ledger.purses import MAIN, Reach, Use
from ledger.tariff import Price


@define
class Payment:
    """Which lots pay a use, in the order in which they are drawn: packages first, then money."""

    packages: tuple[Draw, ...]
    money: tuple[Draw, ...]
    kopecks: int
    """What the packages leave to be paid."""
    short: int
    """The kopecks of it that there is no money for."""


def price_of(configuration: Configuration, use: Use, reach: Reach) -> Price:
    """The tariff's price of a use."""
    tariff = configuration.tariff
    if use == "call":
        return tariff.call_on_net if reach == "on_net" else tariff.call_off_net
    return {"sms": tariff.sms, "mms": tariff.mms, "data": tariff.data}[use]


def plan(book: Book, configuration: Configuration, command: Charge, at_ms: int) -> Payment:
    """How a use would be paid: whole started steps, lots in the total order (rank, expires_at, sequence)."""
    price = price_of(configuration, command.use, command.reach)
    units = started_steps(command.units, price) * price.step
    payers = configuration.payers[command.use, command.reach]
    packages, unpaid = _draw(book, payers.packages, command.msisdn, units, at_ms)
    kopecks = started_steps(unpaid, price) * price.kopecks
    money, short = _draw(book, payers.money, command.msisdn, kopecks, at_ms)
    return Payment(packages, money, kopecks, short)


def started_steps(units: int, price: Price) -> int:
    """How many steps of a price some units begin."""
    return -(-units // price.step)


def _draw(
    book: Book, purses: tuple[tuple[str, ...], ...], msisdn: str, amount: int, at_ms: int
) -> tuple[tuple[Draw, ...], int]:
    """The parts of lots that pay an amount, by the purses' rank, then (expires_at, sequence), and what they lack of it."""
    draws: tuple[Draw, ...] = ()
    for equals in purses:
        if not amount:
            break
        if len(equals) == 1:
            taken, amount = book.draws(amount, at_ms, account_of(msisdn, equals[0]))
        else:
            taken, amount = book.draws(amount, at_ms, *[account_of(msisdn, purse) for purse in equals])
        draws = draws + taken if draws else taken
    return draws, amount


def affordable(book: Book, configuration: Configuration, msisdn: str, use: Use, reach: Reach, at_ms: int) -> int:
    """How many units of a use the subscriber can pay now: whole steps; `NEVER` if it costs nothing."""
    price = price_of(configuration, use, reach)
    payers = configuration.payers[use, reach]
    packages, money = (
        sum(book.balance(account_of(msisdn, purse), at_ms) for equals in purses for purse in equals)
        for purses in (payers.packages, payers.money)
    )
    if price.kopecks == 0:
        return NEVER
    paid_steps = 0 if book.mark(msisdn, BLOCKED) is not None else money // price.kopecks
    return (packages + paid_steps * price.step) // price.step * price.step


def next_change(book: Book, configuration: Configuration, msisdn: str, use: Use, at_ms: int) -> int | None:
    """When the books by themselves next change what the subscriber can pay a use with: a lot ends, or the fee is due."""
    purses = [name for name, purse in configuration.purses.items() if use in purse.uses]
    ends = [lot.expires_at_ms for name in purses for lot in book.live(account_of(msisdn, name), at_ms)]
    fee_due_ms = book.moment(msisdn, FEE_DUE)
    changes = [*ends, *([] if fee_due_ms is None else [fee_due_ms])]
    return min((change for change in changes if at_ms < change < NEVER), default=None)


def charge(book: Book, configuration: Configuration, command: Charge, at_ms: int) -> Entry | Refusal:
    """Pay for a use; what the main balance pays earns points in the same entry (F20, D09).

    Refuses with `charge.units` for less than one unit, `charge.blocked` while a monthly fee is owed and packages do not pay it all, `charge.balance` if there
    is too little money (`price`, `left`, `short` in kopecks).
    """
    if command.units < 1:
        return Refusal("charge.units", {"least": 1})
    payment = plan(book, configuration, command, at_ms)
    if payment.kopecks and book.mark(command.msisdn, BLOCKED) is not None:
        return Refusal("charge.blocked", {"fee": configuration.tariff.monthly_fee.kopecks})
    if payment.short:
        left = payment.kopecks - payment.short
        return Refusal("charge.balance", {"price": payment.kopecks, "left": left, "short": payment.short})
    draft = Draft(book, configuration, at_ms)
    draft.take(payment.packages, into="used")
    draft.take(payment.money, into="revenue")
    earning = 0
    for draw in payment.money:
        if configuration.purses[_purse(draw)].accrues:
            earning += draw.amount
    earned = points.accrue(draft, command.msisdn, earning)
    return draft.entry("charged", command, use=command.use, kopecks=payment.kopecks, points=earned)


def _purse(draw: Draw) -> str:
    return draw.lot.account.rpartition("/")[2]


def charge_fee(book: Book, configuration: Configuration, command: ChargeFee, at_ms: int) -> Entry:
    """Take the monthly fee from the main balance, or block paid use until a top-up pays it (D09)."""
    fee = configuration.tariff.monthly_fee
    draft = Draft(book, configuration, at_ms)
    draft.mark(command.msisdn, FEE_DUE, next_month_day(at_ms, fee.day, configuration.zone))
    if book.balance(account_of(command.msisdn, MAIN), at_ms) < fee.kopecks:
        draft.mark(command.msisdn, BLOCKED, book.moment(command.msisdn, BLOCKED) or at_ms)
        return draft.entry("fee_missed", command, kopecks=fee.kopecks)
    if book.mark(command.msisdn, BLOCKED) is not None:
        draft.mark(command.msisdn, BLOCKED, None)
    if fee.kopecks:
        draft.draw(command.msisdn, MAIN, fee.kopecks, into="revenue")
    earned = points.accrue(draft, command.msisdn, fee.kopecks)
    return draft.entry("fee_charged", command, kopecks=fee.kopecks, points=earned)

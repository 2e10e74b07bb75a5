"""The decisions of paid use: what it costs, which lots pay it, and the points it brings (F20, F61, D09, D16)."""

from __future__ import annotations

from attrs import frozen

from ledger import points
from ledger.book import Book, Draw, Lot, account_of
from ledger.calendar import NEVER, next_month_day
from ledger.commands import Charge, ChargeFee
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.marks import BLOCKED, FEE_DUE
from ledger.purses import MAIN, Reach, Use
from ledger.tariff import Price


@frozen
class Payment:
    """Which lots pay a use, in the order in which they are drawn: packages first, then money."""

    packages: tuple[Draw, ...]
    money: tuple[Draw, ...]
    kopecks: int
    """What the packages leave to be paid; the money drawn is less where there is too little."""


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
    lots = _paying(book, configuration, command, at_ms)
    packages = _draw([lot for lot, is_money in lots if not is_money], units)
    left = units - sum(draw.amount for draw in packages)
    kopecks = started_steps(left, price) * price.kopecks
    money = _draw([lot for lot, is_money in lots if is_money], kopecks)
    return Payment(packages, money, kopecks)


def started_steps(units: int, price: Price) -> int:
    """How many steps of a price some units begin."""
    return -(-units // price.step)


def _paying(book: Book, configuration: Configuration, command: Charge, at_ms: int) -> list[tuple[Lot, bool]]:
    """The live lots that may pay a use, each with whether it is money, in the total order."""
    lots = [
        (payer.rank, lot.expires_at_ms, lot.sequence, lot, payer.is_money)
        for payer in configuration.payers[command.use, command.reach]
        for lot in book.live(account_of(command.msisdn, payer.purse), at_ms)
    ]
    lots.sort(key=lambda row: row[:3])
    return [(lot, is_money) for *_, lot, is_money in lots]


def _draw(lots: list[Lot], amount: int) -> tuple[Draw, ...]:
    draws: list[Draw] = []
    for lot in lots:
        if amount <= 0:
            break
        part = min(lot.left, amount)
        draws.append(Draw(lot, part))
        amount -= part
    return tuple(draws)


def affordable(book: Book, configuration: Configuration, msisdn: str, use: Use, reach: Reach, at_ms: int) -> int:
    """How many units of a use the subscriber can pay now: whole steps; `NEVER` if it costs nothing."""
    price = price_of(configuration, use, reach)
    lots = _paying(book, configuration, Charge(msisdn, use, 1, reach), at_ms)
    packages = sum(lot.left for lot, is_money in lots if not is_money)
    money = sum(lot.left for lot, is_money in lots if is_money)
    if price.kopecks == 0:
        return NEVER
    paid_steps = 0 if book.mark(msisdn, BLOCKED) is not None else money // price.kopecks
    return (packages + paid_steps * price.step) // price.step * price.step


def charge(book: Book, configuration: Configuration, command: Charge, at_ms: int) -> Entry | Refusal:
    """Pay for a use; what the main balance pays earns points in the same entry (F20, D09).

    Refuses with `charge.blocked` while a monthly fee is owed and packages do not pay it all, `charge.balance` if there
    is too little money (`price`, `left`, `short` in kopecks).
    """
    payment = plan(book, configuration, command, at_ms)
    money = sum(draw.amount for draw in payment.money)
    if payment.kopecks and book.mark(command.msisdn, BLOCKED) is not None:
        return Refusal("charge.blocked", {"fee": configuration.tariff.monthly_fee.kopecks})
    if money < payment.kopecks:
        short = payment.kopecks - money
        return Refusal("charge.balance", {"price": payment.kopecks, "left": money, "short": short})
    draft = Draft(book, configuration, at_ms)
    draft.take(payment.packages, into="used")
    draft.take(payment.money, into="revenue")
    earning = sum(draw.amount for draw in payment.money if configuration.purses[_purse(draw)].accrues)
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

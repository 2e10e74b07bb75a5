"""The decision of spending points on a reward of the catalogue."""

from __future__ import annotations

from ledger import points
from ledger.book import Book, account_of
from ledger.calendar import DAY_MS, NEVER, add_months, parse_local, start_of_day
from ledger.catalog import Reward
from ledger.commands import Redeem
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.marks import INTERNET_AT
from ledger.purses import MAIN, POINTS


def redeem(book: Book, configuration: Configuration, command: Redeem, at_ms: int) -> Entry | Refusal:
    """Spend points on a reward: those that burn first go first, and what they buy lasts its term (F32, D15).

    A device may be paid partly in roubles from the main balance, which earn nothing (F52, D09, D19).

    Refuses, in this order, with
        `membership.required` (F07, D22);
        `redeem.unknown`: this channel does not sell it;
        `redeem.window`: not on sale now (F51; `from` and `until` in epoch milliseconds, 0 for open);
        `redeem.cooldown`: Internet again too soon (F57, D14; `until` in epoch milliseconds);
        `redeem.split`: fewer points than it takes, or more than its price (`least`, `price`);
        `redeem.points_only`: another number of points than its price, where roubles do not complete it (`price`);
        `redeem.balance`: too few points (`price`, `left`, `short`);
        `redeem.money`: too little money for the rest (`price`, `left`, `short` in kopecks).
    """
    if not points.is_member(book, command.msisdn):
        return Refusal("membership.required")
    reward = configuration.catalogue.get(command.reward)
    if reward is None or command.channel not in reward.channels:
        return Refusal("redeem.unknown", {"reward": command.reward})
    price = reward.price_points if command.points is None else command.points
    return _refusal(book, configuration, command, reward, price, at_ms) or _redeemed(
        book, configuration, command, reward, price, at_ms
    )


def _refusal(
    book: Book, configuration: Configuration, command: Redeem, reward: Reward, price: int, at_ms: int
) -> Refusal | None:
    if not on_sale(configuration, reward, at_ms):
        starts_ms, ends_ms = sale_window(configuration, reward)
        return Refusal("redeem.window", {"from": starts_ms, "until": 0 if ends_ms == NEVER else ends_ms})
    until = internet_again_at(book, configuration, command.msisdn) if reward.section == "internet" else None
    if until is not None and at_ms < until:
        return Refusal("redeem.cooldown", {"until": until})
    least = least_points(reward)
    if least == reward.price_points != price:
        return Refusal("redeem.points_only", {"price": reward.price_points})
    if not least <= price <= reward.price_points:
        return Refusal("redeem.split", {"least": least, "price": reward.price_points})
    left = points.balance(book, book.pool_of(command.msisdn), at_ms)
    if left < price:
        return Refusal("redeem.balance", {"price": price, "left": left, "short": price - left})
    kopecks = (reward.price_points - price) * (reward.kopecks_per_point or 0)
    money = book.balance(account_of(command.msisdn, MAIN), at_ms)
    if money < kopecks:
        return Refusal("redeem.money", {"price": kopecks, "left": money, "short": kopecks - money})
    return None


def _redeemed(
    book: Book, configuration: Configuration, command: Redeem, reward: Reward, price: int, at_ms: int
) -> Entry:
    draft = Draft(book, configuration, at_ms)
    draft.draw(book.pool_of(command.msisdn), POINTS, price, into="redeemed")
    kopecks = (reward.price_points - price) * (reward.kopecks_per_point or 0)
    if kopecks:
        draft.draw(command.msisdn, MAIN, kopecks, into="revenue")
    amount = reward.amount * configuration.purses[reward.purse].step
    until = term_end(configuration, reward, at_ms)
    draft.open(command.msisdn, reward.purse, amount, until, source="issued")
    if reward.section == "internet":
        draft.mark(command.msisdn, INTERNET_AT, at_ms)
    return draft.entry(
        "redeemed", command, reward=command.reward, price_points=price, price_kopecks=kopecks, until=until
    )


def least_points(reward: Reward) -> int:
    """The fewest points that a reward takes; its price unless roubles may complete it."""
    return reward.price_points if reward.kopecks_per_point is None else reward.least_points


def term_end(configuration: Configuration, reward: Reward, at_ms: int) -> int:
    """When a reward that is activated now ends (F32, D15); never for a one-off."""
    days = configuration.rules.rewards.term_days if reward.term_days is None else reward.term_days
    return at_ms + days * DAY_MS if days else NEVER


def sale_window(configuration: Configuration, reward: Reward) -> tuple[int, int]:
    """From when until when a reward is on sale, in epoch milliseconds, half-open (F51)."""
    zone = configuration.zone
    starts_ms = parse_local(reward.sold_from, zone) if reward.sold_from else 0
    ends_ms = parse_local(reward.sold_until, zone) if reward.sold_until else NEVER
    return starts_ms, ends_ms


def on_sale(configuration: Configuration, reward: Reward, at_ms: int) -> bool:
    """Whether a reward is on sale at a moment (F51)."""
    starts_ms, ends_ms = sale_window(configuration, reward)
    return starts_ms <= at_ms < ends_ms


def internet_again_at(book: Book, configuration: Configuration, msisdn: str) -> int | None:
    """The midnight that begins the day on which a SIM may get Internet again; None if it never had any (F57, D14)."""
    last = book.moment(msisdn, INTERNET_AT)
    months = configuration.rules.rewards.internet_cooldown_months
    if last is None or not months:
        return None
    return start_of_day(add_months(last, months, configuration.zone), configuration.zone)

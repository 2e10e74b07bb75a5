"""The decisions of the programme: pure functions of the books, the configuration, a command and the time."""

from __future__ import annotations

from ledger.book import Book, account_of
from ledger.calendar import DAY_MS, add_months
from ledger.commands import Configure, Expire, Join, OpeningLot, OpenPool, OpenSim, Redeem
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.purses import POINTS

MEMBER_SINCE = "member_since_ms"
"""The mark of a points account that takes part: since when."""

INTERNET_AT = "internet_at_ms"
"""The mark of a SIM: when it last got an Internet reward."""


def is_member(book: Book, msisdn: str) -> bool:
    """Whether a SIM's points account takes part in the programme."""
    return book.mark(book.pool_of(msisdn), MEMBER_SINCE) is not None


def configure(book: Book, configuration: Configuration, command: Configure, at_ms: int) -> Entry:
    """Write down what is in force from now on."""
    return Draft(book, configuration.purses, at_ms).entry("configured", command, digest=command.digest)


def open_pool(book: Book, configuration: Configuration, command: OpenPool, at_ms: int) -> Entry:
    """Open a points account as the world has it."""
    draft = Draft(book, configuration.purses, at_ms)
    if command.member:
        draft.mark(command.pool, MEMBER_SINCE, at_ms)
    _open_lots(draft, command.pool, command.lots)
    return draft.entry("opened", command)


def open_sim(book: Book, configuration: Configuration, command: OpenSim, at_ms: int) -> Entry:
    """Open a SIM's account as the world has it."""
    draft = Draft(book, configuration.purses, at_ms)
    draft.mark(command.msisdn, "pool", command.pool)
    _open_lots(draft, command.msisdn, command.lots)
    return draft.entry("opened", command)


def _open_lots(draft: Draft, owner: str, lots: tuple[OpeningLot, ...]) -> None:
    for lot in lots:
        draft.open(owner, lot.purse, lot.amount, lot.expires_at_ms, source="opening")


def join(book: Book, configuration: Configuration, command: Join, at_ms: int) -> Entry | Refusal:
    """Take part from now on; nothing is credited for what was spent before (F01, F02, F07).

    Refuses with `join.member` if the points account takes part already (D05).
    """
    pool = book.pool_of(command.msisdn)
    if book.mark(pool, MEMBER_SINCE) is not None:
        return Refusal("join.member")
    draft = Draft(book, configuration.purses, at_ms)
    draft.mark(pool, MEMBER_SINCE, at_ms)
    return draft.entry("joined", command, channel=command.channel)


def redeem(book: Book, configuration: Configuration, command: Redeem, at_ms: int) -> Entry | Refusal:
    """Spend points on a reward: the points that burn first go first, and what they buy lasts its term (F32, D15).

    Refuses with `membership.required` (F07, D22), `redeem.unknown` for a reward that this channel does not sell,
    `redeem.cooldown` (F57, D14: `until` in epoch milliseconds), `redeem.balance` (`price`, `left` and `short` in points).
    """
    if not is_member(book, command.msisdn):
        return Refusal("membership.required")
    reward = configuration.catalogue.get(command.reward)
    if reward is None or command.channel not in reward.channels:
        return Refusal("redeem.unknown", {"reward": command.reward})
    if reward.section == "internet":
        until = internet_again_at(book, configuration, command.msisdn)
        if until is not None and at_ms < until:
            return Refusal("redeem.cooldown", {"until": until})
    pool = book.pool_of(command.msisdn)
    left = book.balance(account_of(pool, POINTS), at_ms)
    if left < reward.price_points:
        price = reward.price_points
        return Refusal("redeem.balance", {"price": price, "left": left, "short": price - left})
    draft = Draft(book, configuration.purses, at_ms)
    draft.draw(pool, POINTS, reward.price_points, into="redeemed")
    amount = reward.amount * configuration.purses[reward.purse].step
    expires_at_ms = at_ms + configuration.rules.rewards.term_days * DAY_MS
    draft.open(command.msisdn, reward.purse, amount, expires_at_ms, source="issued")
    if reward.section == "internet":
        draft.mark(command.msisdn, INTERNET_AT, at_ms)
    return draft.entry(
        "redeemed", command, reward=command.reward, price_points=reward.price_points, until=expires_at_ms
    )


def internet_again_at(book: Book, configuration: Configuration, msisdn: str) -> int | None:
    """When a SIM may get its next Internet reward, in epoch milliseconds; None if it may now (F57, D14)."""
    last = book.moment(msisdn, INTERNET_AT)
    months = configuration.rules.rewards.internet_cooldown_months
    return None if last is None or not months else add_months(last, months, configuration.zone)


def expire(book: Book, configuration: Configuration, command: Expire, at_ms: int) -> Entry:
    """What is left of a lot whose date has come goes to `breakage` (F30, F32, F33, D11)."""
    lot = book.lots[command.lot]
    assert lot.expires_at_ms <= at_ms, "a lot burns on its date, not before"
    owner, _, purse = lot.account.rpartition("/")
    draft = Draft(book, configuration.purses, at_ms)
    draft.move_lot(lot, into="breakage")
    return draft.entry("expired", command, owner=owner, purse=purse, amount=lot.left)

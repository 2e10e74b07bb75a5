"""Who comes into the personal account: a number and the password that its subscriber got by SMS (F14, D21)."""

from __future__ import annotations

from hmac import compare_digest

from ledger.calendar import MINUTE_MS
from ledger.entries import Refusal
from phone.air.messages import Refused
from phone.network.desk import Reply
from phone.network.directory import HOME, msisdn_of
from phone.network.network import Network
from phone.network.site.account import Account


def log_in(network: Network, number: str, password: str, at_ms: int) -> Account | Refusal:
    """Open the account of a number.

    Too many wrong passwords, each soon after the one before, make the password useless: a new one must be asked for.

    Refuses with
        `site.number`: it is no number of this operator;
        `site.no_password`: none was asked for;
        `site.password`: a wrong one (`left`: how many more are allowed);
        `site.attempts`: a new one is needed (`limit`).
    """
    found = enter(network, number)
    if isinstance(found, Refusal):
        return found
    rules, subscriber = network.desk.configuration.rules.site, found.subscriber
    if not subscriber.password:
        tried = subscriber.wrong_passwords >= rules.wrong_passwords
        return Refusal("site.attempts", {"limit": rules.wrong_passwords}) if tried else Refusal("site.no_password")
    if compare_digest(subscriber.password.encode(), password.strip().encode()):
        subscriber.wrong_passwords = 0
        return found
    forgotten = at_ms >= subscriber.wrong_until_ms
    subscriber.wrong_passwords = 1 if forgotten else subscriber.wrong_passwords + 1
    subscriber.wrong_until_ms = at_ms + rules.wrong_within_minutes * MINUTE_MS
    left = rules.wrong_passwords - subscriber.wrong_passwords
    if left > 0:
        return Refusal("site.password", {"left": left})
    subscriber.password = ""
    return Refusal("site.attempts", {"limit": rules.wrong_passwords})


def enter(network: Network, number: str) -> Account | Refusal:
    """The account of a number for who is known to be its subscriber; refuses with `site.number`."""
    subscriber = network.desk.directory.by_msisdn.get(msisdn_of(number) or "")
    if subscriber is None or subscriber.operator != HOME:
        return Refusal("site.number")
    return Account(network, subscriber)


def turned_away(network: Network, refusal: Refusal, language: str) -> Reply:
    """What the log-in page says of a refusal."""
    desk = network.desk
    text = desk.texts.fill(f"refusal.{refusal.rule}", language, desk.taught | refusal.values)
    return Reply(text, refused=Refused(refusal.rule, dict(refusal.values)))

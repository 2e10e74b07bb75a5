"""The services of every subscriber, member or not: money, what is left of packages, the own number (D21)."""

from __future__ import annotations

import hashlib

from ledger.calendar import NEVER, day_number
from ledger.entries import Refusal
from phone.network.desk import Desk, Reply, Turn, refuse, say, tell
from phone.network.directory import msisdn_of
from phone.network.services.lines import joined


def money(desk: Desk, turn: Turn) -> Reply:
    """The money on the account (D21)."""
    return Reply(say(desk, turn, "money.balance", kopecks=desk.door.kopecks(turn.subscriber.msisdn, turn.at_ms)))


def packages(desk: Desk, turn: Turn) -> Reply:
    """What is left of packages, the discount, services and vouchers, those that end first first (D21)."""
    held = desk.door.standing(turn.subscriber.msisdn, turn.at_ms).packages
    if not held:
        return Reply(say(desk, turn, "packages.none"))
    lines = [say(desk, turn, "packages.title")]
    for holding in held:
        amount = desk.amount(holding.purse, holding.amount, turn.language)
        if holding.expires_at_ms == NEVER:
            lines.append(say(desk, turn, "packages.line_for_good", amount=amount))
        else:
            lines.append(say(desk, turn, "packages.line", amount=amount, until=holding.expires_at_ms))
    return Reply(joined(lines))


def own_number(desk: Desk, turn: Turn) -> Reply:
    """The subscriber's own number (D21)."""
    return Reply(say(desk, turn, "own_number.is", msisdn=turn.subscriber.msisdn))


def language(desk: Desk, turn: Turn) -> Reply:
    """In which language the operator answers from now on (D21)."""
    turn.subscriber.language = turn.route.language
    return Reply(say(desk, turn, "language.set"))


def password(desk: Desk, turn: Turn) -> Reply:
    """A new password of the personal account, by SMS (D21)."""
    subscriber = turn.subscriber
    subscriber.passwords_made += 1
    subscriber.wrong_passwords = 0
    source = f"{desk.seed}/password/{subscriber.msisdn}/{subscriber.passwords_made}"
    digits = int.from_bytes(hashlib.blake2b(source.encode(), digest_size=8).digest()) % 10**PASSWORD_DIGITS
    subscriber.password = f"{digits:0{PASSWORD_DIGITS}}"
    return Reply(
        say(desk, turn, "password.sent"), sms=(say(desk, turn, "password.is.sms", password=subscriber.password),)
    )


PASSWORD_DIGITS = 6
"""Digits of a password; real ones had four to seven."""


def call_back(desk: Desk, turn: Turn) -> Reply:
    """«Call me back»: an SMS to another number, so many a day (D21)."""
    subscriber, limit = turn.subscriber, desk.configuration.rules.call_back.daily
    other = msisdn_of(turn.values.get("msisdn", ""))
    if other is None or other == subscriber.msisdn or other not in desk.directory.by_msisdn:
        return refuse(desk, turn, Refusal("call_back.form"))
    day = day_number(turn.at_ms, desk.configuration.zone)
    if subscriber.call_back_day != day:
        subscriber.call_back_day, subscriber.call_backs = day, 0
    if subscriber.call_backs >= limit:
        return refuse(desk, turn, Refusal("call_back.daily", {"limit": limit, "left": 0}))
    subscriber.call_backs += 1
    notices = tell(desk, other, "call_back.please.sms", msisdn=subscriber.msisdn, at=turn.at_ms)
    return Reply(say(desk, turn, "call_back.sent", msisdn=other), notices=notices)

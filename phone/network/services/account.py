"""The services of every subscriber, member or not: money, what is left of packages, the own number (D21)."""

from __future__ import annotations

from ledger.calendar import NEVER
from phone.air.text import Span, Text
from phone.network.desk import Desk, Reply, Turn, say


def money(desk: Desk, turn: Turn) -> Reply:
    """The money on the account (D21)."""
    standing = desk.door.standing(turn.subscriber.msisdn, turn.at_ms)
    return Reply(say(desk, turn, "money.balance", kopecks=standing.kopecks))


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


def joined(lines: list[Text]) -> Text:
    """Lines below each other as one text, with the places of their values."""
    value = "\n".join(line.value for line in lines)
    spans: list[Span] = []
    start = 0
    for line in lines:
        spans.extend(Span(span.name, start + span.start, start + span.end) for span in line.spans)
        start += len(line.value) + 1
    return Text(value, lines[0].key, tuple(spans))

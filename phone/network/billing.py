"""What messages and data cost those who send them."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from ledger.commands import Charge
from ledger.entries import Refusal
from ledger.purses import Use
from phone.air.messages import Refused
from phone.air.text import Text
from phone.network.desk import Desk
from phone.network.directory import HOME, Subscriber

CAUSES: Final[dict[str, Literal["balance", "blocked"]]] = {"charge.balance": "balance", "charge.blocked": "blocked"}
"""What the air says of a rule of the books that refuses a use."""


@frozen
class Unpaid:
    """Why a use was not paid: the cause for the phone, the text for its owner, the rule for the trace."""

    cause: Literal["balance", "blocked"]
    text: Text
    refused: Refused


def pay(
    desk: Desk, subscriber: Subscriber, use: Use, units: int, at_ms: int, key: str, to: Subscriber | None = None
) -> Unpaid | None:
    """Charge a subscriber for a use, or say why not; another operator charges its own subscribers.

    Args:
        desk: the operator's means.
        subscriber: who pays.
        use: for what.
        units: how many messages or bytes.
        at_ms: when.
        key: names the use, so that one that comes twice is charged once.
        to: the other side of a message.
    """
    if subscriber.operator != HOME:
        return None
    reach: Literal["on_net", "off_net"] = "on_net" if to is None or to.operator == HOME else "off_net"
    outcome = desk.door.execute(Charge(subscriber.msisdn, use, units, reach), at_ms, key)
    if not isinstance(outcome, Refusal):
        return None
    text = desk.texts.fill(f"refusal.{outcome.rule}", subscriber.language, desk.taught | outcome.values)
    return Unpaid(CAUSES[outcome.rule], text, Refused(outcome.rule, dict(outcome.values)))


def key_of(desk: Desk, kind: str, imsi: str, reference: int, at_ms: int) -> str:
    """A name that no other use has: phones use their references again, the journal's numbers only grow."""
    return f"{kind}/{imsi}/{reference}/{at_ms}/{desk.door.head}"

"""Purses: what a lot can be of. Points, packages, the discount and roubles differ only in the values of `purses.json`."""

from __future__ import annotations

from typing import Final, Literal

from attrs import field, frozen

from ledger.loading import at_least
from ledger.records import Record

Unit = Literal["points", "kopecks", "seconds", "messages", "bytes", "pieces"]
"""What is counted, always in whole numbers. `pieces` are things one has or has not: a service, a melody, a game."""

Use = Literal["call", "sms", "mms", "data"]
Scope = Literal["any", "on_net", "off_net"]
Reach = Literal["on_net", "off_net"]
"""Whether the other side of a call or message is a subscriber of this operator."""


@frozen(kw_only=True)
class Purse(Record):
    """One kind of money, quota or points.

    Attributes:
        unit: what its lots count.
        step: how many of the unit make one of what people say: 60 seconds a minute, 1 048 576 bytes a megabyte (D15).
        holder: who owns its lots: a points account (`pool`), or a SIM by its MSISDN.
        rank: the order in which a use draws on purses, least first (D16); None if no use draws on it.
        uses: which uses it pays.
        scope: to whom a call may go.
        accrues: whether what is paid from it earns points (D09).
        bill: the bill of somebody else's that it pays, such as `mgts`; empty for none (D19).
        phrase: the phrase of the texts that says an amount of steps.
    """

    unit: Unit
    step: int = field(default=1, validator=at_least(1))
    holder: Literal["pool", "sim"] = "sim"
    rank: int | None = None
    uses: tuple[Use, ...] = ()
    scope: Scope = "any"
    accrues: bool = False
    bill: str = ""
    phrase: str


Purses = dict[str, Purse]

POINTS: Final = "points"
"""The purse of points, which the rules of the programme speak of."""

MAIN: Final = "main"
"""The purse of a SIM's own money."""

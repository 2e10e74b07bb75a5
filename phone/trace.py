"""What happened, as values: one event for each message that crossed the air."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from phone.air.messages import Down, Refused, Up

Outcome = Literal["delivered", "lost"]


@frozen
class TraceEvent:
    """One message that crossed the air, seen where it arrived.

    `at_ms` is UTC epoch milliseconds, `phone` the phone's name in the world, `sim` the SIM's MSISDN, `entries` the numbers
    of the ledger entries that the message caused (a first and a last number would do, but a tuple reads better in a test).
    """

    seq: int
    at_ms: int
    phone: str
    sim: str
    direction: Literal["up", "down"]
    message: Up | Down
    outcome: Outcome
    refusal: Refused | None
    entries: tuple[int, ...]

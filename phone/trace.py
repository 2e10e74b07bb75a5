"""What happened, as values: one event for each message that crossed the air."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from phone.air.messages import Down, Refused, Up

Outcome = Literal["delivered", "lost", "rejected"]
"""What became of a message: it arrived, nobody heard it, or the air answered in the place of who should have."""


@frozen
class TraceEvent:
    """One message that crossed the air, seen where it arrived; one that did not, where it was lost.

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

"""What happened, as values: one event for each message that crossed the air."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from phone.air.messages import (
    Down,
    Refused,
    SmsDeliver,
    SmsSubmit,
    Up,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Measure, measure, measure_part

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

    @property
    def kind(self) -> str:
        """What kind of message it is: `UssdAsk`, `SmsDeliver` …."""
        return type(self.message).__name__

    @property
    def length(self) -> Measure | None:
        """Coding and units of the limit of what has them: USSD and short messages; of a part, by the whole's coding."""
        return length_of(self.message)

    @property
    def parts(self) -> int:
        """In how many parts its message travels."""
        return self.message.parts if isinstance(self.message, SmsSubmit | SmsDeliver) else 1


def length_of(message: Up | Down) -> Measure | None:
    """How long a message is where its bearer has a limit."""
    match message:
        case UssdRequest(code=text) | UssdReply(text=text):
            return measure(text, "ussd")
        case UssdAsk(text=said) | UssdEnd(text=said) | UssdNotify(text=said):
            return measure(said.value, "ussd")
        case SmsSubmit() | SmsDeliver():
            text = message.text if isinstance(message, SmsSubmit) else message.text.value
            whole = measure(text, "sms")
            return whole if message.parts == 1 else measure_part(text, message.coding or whole.coding)
    return None

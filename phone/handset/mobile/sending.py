"""Short messages that the phone sends."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from phone.air.messages import SmsSubmit
from phone.air.text import Text, segments

KEPT: Final = 50
"""Sent messages that the phone keeps."""

LAST_REFERENCE: Final = 255
"""References of concatenated messages have eight bits (3GPP TS 23.040, 9.2.3.24.1)."""


@frozen
class Outgoing:
    """A message given to the SMS centre, and what the centre said."""

    reference: int
    slot: int
    to: str
    text: str
    at_ms: int
    state: Literal["sending", "sent", "failed"] = "sending"


def parts_of(message: Outgoing) -> tuple[SmsSubmit, ...]:
    """The message as it travels: one part, or as many as its coding needs."""
    texts = segments(Text(message.text))
    return tuple(
        SmsSubmit(message.reference, message.to, text.value, part, len(texts))
        for part, text in enumerate(texts, start=1)
    )

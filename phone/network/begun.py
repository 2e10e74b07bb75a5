"""USSD that the operator begins: notices to be shown, questions to be answered, and what became of them."""

from __future__ import annotations

from typing import Final, Literal

from attrs import define

from phone.air.text import Text

KEPT: Final = 64
"""How many of them are remembered."""

Fate = Literal["waiting", "acknowledged", "answered", "left", "busy", "unsupported", "timeout", "unreachable"]
"""What became of it: `busy` has another dialogue, `left` closed it without an answer, `unreachable` is off the air."""


@define
class Begun:
    """A dialogue of the operator's own.

    Attributes:
        number: its session.
        imsi: with which SIM.
        text: what was said.
        notify: whether it is only to be shown.
        fate: what became of it.
        reply: what the subscriber answered.
    """

    number: int
    imsi: str
    text: Text
    notify: bool
    fate: Fate = "waiting"
    reply: str | None = None

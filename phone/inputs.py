"""What came into a world from outside: keys, characters, what people and their operator did. It is enough to live it again.

Acts have the verbs of dialogs (`phone/dialog/`) and, for what a hand or the air does, those of `RAW`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from phone.air.messages import (
    CallAnswer,
    CallDisconnect,
    CallSetup,
    CallTone,
    SmsSubmit,
    Uplink,
    UssdRelease,
    UssdReply,
    UssdRequest,
)
from phone.handset.handset import Handset

RAW: Final = frozenset({"press", "down", "up", "type", "air"})
"""A key pressed, kept down, let go; a character of a computer's keyboard; another weather. All else is a verb of dialogs."""

INPUTS: Final = "story/input/"
"""How the keys begin under which a save has the inputs: many, and needed by nobody who only opens it."""

REOPENED: Final = "reopened"
"""A saved world was opened with other fixtures: from here on it cannot be lived again from its beginning."""


@frozen
class Act:
    """What somebody did.

    Attributes:
        verb: one of `RAW`, or a verb of dialogs.
        to: the key, the character, the weather; or whom or what it was for.
        text: what was said.
        slot: on which SIM, from 0.
    """

    verb: str
    to: str = ""
    text: str = ""
    slot: int = 0


@frozen
class Input:
    """An act with its moment (UTC epoch milliseconds) and whose phone it was; an empty name is the operator's."""

    at_ms: int
    name: str
    act: Act


@frozen
class Origin:
    """How a world was opened: what `phone.opening.load_world` was told, and its first moment (UTC epoch milliseconds).

    Of a world that a dialog opened, `header` has the lines that did, and `folder` from where their paths go on.
    """

    world: str
    begun_ms: int
    locale: str = "ru"
    edition: str = ""
    fixtures: str = ""
    settings: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    folder: str = ""


def acted(phone: Handset, uplinks: Sequence[Uplink]) -> Act | None:
    """What somebody did with a phone by a program of their own, as far as what the phone sent tells it; None if nothing does."""
    slots = {slot.card.imsi: place for place, slot in enumerate(phone.mobile.slots)}
    for uplink in uplinks:
        slot = slots.get(uplink.imsi, 0)
        match uplink.message:
            case UssdRequest(code=text) | UssdReply(text=text):
                return Act("say", text=text, slot=slot)
            case UssdRelease(cause="user"):
                return Act("cancel", slot=slot)
            case SmsSubmit(to=to):
                return Act("sms", to, phone.mobile.outbox[0].text, slot)
            case CallSetup(number=to):
                return Act("call", to, slot=slot)
            case CallAnswer():
                return Act("answer", slot=slot)
            case CallDisconnect():
                return Act("hangup", slot=slot)
            case CallTone(digit=digit):
                return Act("keys", digit, slot=slot)
    return None

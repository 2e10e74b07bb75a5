"""The phone without a screen: its SIMs, their registration and dialogues, its messages, its call."""

from __future__ import annotations

from typing import Final, Literal

from attrs import define, evolve, field

from phone.air.messages import (
    Attach,
    CallAnnouncement,
    CallDisconnect,
    CallReleased,
    CallSetup,
    Down,
    Downlink,
    SmsDeliver,
    SmsSubmitReport,
    Up,
    Uplink,
    UssdAsk,
    UssdEnd,
    UssdReleased,
)
from phone.air.mmi import classify
from phone.handset.mobile.call import Call
from phone.handset.mobile.sending import KEPT, LAST_REFERENCE, Outgoing, parts_of
from phone.handset.mobile.sim import SimCard, Slot
from phone.handset.mobile.store import Store
from phone.handset.mobile.ussd import Requesting

DIAL_LIMIT: Final = 160
"""Characters of a number or a code: a USSD string has 160 octets (3GPP TS 24.080)."""

REMEMBERED_NUMBERS: Final = 20
"""Dialled strings that the phone keeps, newest first."""

Verdict = Literal[
    "ussd", "call", "imei", "too_long", "no_coverage", "ussd_busy", "call_busy", "not_done", "not_allowed"
]
"""What the phone does with a dialled string: send it, show the IMEI, or refuse by itself."""


@define
class Mobile:
    """What a phone is. Commands return what goes to the network; the screen and the modem read the fields.

    Slots are counted from 0. Times are UTC epoch milliseconds.
    """

    imei: str
    slots: tuple[Slot, ...]
    store: Store = field(factory=Store)
    outbox: tuple[Outgoing, ...] = ()
    call: Call | None = None
    dialled: tuple[str, ...] = ()
    last_reference: int = 0

    @classmethod
    def of(cls, imei: str, cards: tuple[SimCard, ...]) -> Mobile:
        """A phone, switched off, with these cards in its slots."""
        return cls(imei, tuple(Slot(card) for card in cards))

    def switch_on(self) -> tuple[Uplink, ...]:
        """Every SIM registers."""
        return tuple(uplink for slot in range(len(self.slots)) for uplink in self.find_coverage(slot))

    def find_coverage(self, slot: int) -> tuple[Uplink, ...]:
        """The SIM of a slot registers."""
        self.slots[slot].registered = True
        return self._up(slot, Attach())

    def lose_coverage(self, slot: int) -> None:
        """The SIM of a slot hears the network no more: its dialogue and its call end."""
        self.slots[slot].registered = False
        self.slots[slot].ussd.lose()
        if self.call is not None and self.call.slot == slot and self.in_call:
            self.call = evolve(self.call, released="no_coverage")

    @property
    def in_call(self) -> bool:
        """Whether a call is up."""
        return self.call is not None and self.call.released is None

    @property
    def turns(self) -> int:
        """Grows whenever the USSD dialogue of any slot changes."""
        return sum(slot.ussd.turn for slot in self.slots)

    def judge(self, text: str, slot: int = 0) -> Verdict:
        """What `dial` would do with a string, without doing it (3GPP TS 22.030, 6.5.3)."""
        found = classify(text, in_call=self.in_call)
        if found.kind == "imei":
            return "imei"
        if len(text) > DIAL_LIMIT:
            return "too_long"
        if not self.slots[slot].registered:
            return "no_coverage"
        if found.kind == "ussd":
            return "ussd_busy" if self.slots[slot].ussd.running else "ussd"
        if found.kind != "call":
            return "not_done"
        if not any(character.isdecimal() for character in found.number or ""):
            return "not_allowed"
        return "call_busy" if self.in_call else "call"

    def dial(self, text: str, at_ms: int, slot: int = 0) -> tuple[Uplink, ...]:
        """A string and the call key: opens a dialogue or a call, or does nothing where `judge` refuses."""
        verdict = self.judge(text, slot)
        if verdict not in {"ussd", "call"}:
            return ()
        found = classify(text, in_call=self.in_call)
        self.dialled = (found.text, *(other for other in self.dialled if other != found.text))[:REMEMBERED_NUMBERS]
        if verdict == "ussd":
            return self._up(slot, self.slots[slot].ussd.request(found.text, at_ms))
        number = found.number or ""
        self.call = Call(slot, number, at_ms)
        return self._up(slot, CallSetup(number))

    def reply(self, text: str, at_ms: int, slot: int = 0) -> tuple[Uplink, ...]:
        """Answers the network's question; nothing if it asks none."""
        return self._up(slot, self.slots[slot].ussd.reply(text, at_ms))

    def cancel(self, slot: int = 0) -> tuple[Uplink, ...]:
        """Leaves the dialogue of a slot, or closes its last text."""
        return self._up(slot, self.slots[slot].ussd.leave())

    def hang_up(self) -> tuple[Uplink, ...]:
        """Ends the call, or closes what is left of it."""
        call, self.call = self.call, None
        if call is None or call.released is not None:
            return ()
        return self._up(call.slot, CallDisconnect())

    def leave_all(self) -> tuple[Uplink, ...]:
        """The red key: no dialogue and no call is left."""
        left = tuple(uplink for slot in range(len(self.slots)) for uplink in self.cancel(slot))
        return (*left, *self.hang_up())

    def send_sms(self, number: str, text: str, at_ms: int, slot: int = 0) -> tuple[Uplink, ...]:
        """Sends a message in as many parts as it needs; out of coverage it fails at once and stays in the outbox."""
        self.last_reference = self.last_reference % LAST_REFERENCE + 1
        registered = self.slots[slot].registered
        message = Outgoing(self.last_reference, slot, number, text, at_ms, "sending" if registered else "failed")
        self.outbox = (message, *self.outbox)[:KEPT]
        return tuple(Uplink(self.slots[slot].card.imsi, part) for part in parts_of(message)) if registered else ()

    def receive(self, parcel: Downlink, at_ms: int) -> tuple[Uplink, ...]:
        """Takes a message of the network; what is not for a registered SIM of this phone is not heard."""
        for number, slot in enumerate(self.slots):
            if slot.card.imsi == parcel.imsi and slot.registered:
                return self._take(number, parcel.message, at_ms)
        return ()

    def next_due(self) -> int | None:
        """When the phone's patience with the network ends next."""
        return min((state.gives_up_at_ms for state in self._requests()), default=None)

    def run_due(self, at_ms: int) -> tuple[Uplink, ...]:
        """Gives up the requests that the network has not answered in time."""
        return tuple(
            uplink for number, slot in enumerate(self.slots) for uplink in self._up(number, slot.ussd.give_up(at_ms))
        )

    def _requests(self) -> tuple[Requesting, ...]:
        return tuple(slot.ussd.state for slot in self.slots if isinstance(slot.ussd.state, Requesting))

    def _take(self, slot: int, message: Down, at_ms: int) -> tuple[Uplink, ...]:
        match message:
            case UssdAsk() | UssdEnd() | UssdReleased():
                return self._up(slot, self.slots[slot].ussd.receive(message))
            case SmsDeliver():
                return self._up(slot, self.store.receive(slot, message, at_ms))
            case SmsSubmitReport(reference, cause):
                self._settle(slot, reference, "sent" if cause is None else "failed")
            case CallAnnouncement(text) if self.call is not None and self.call.released is None:
                self.call = evolve(self.call, said=(*self.call.said, text))
            case CallReleased(cause) if self.call is not None and self.call.released is None:
                self.call = evolve(self.call, released=cause)
        return ()

    def _settle(self, slot: int, reference: int, state: Literal["sent", "failed"]) -> None:
        self.outbox = tuple(
            evolve(one, state=state)
            if (one.slot, one.reference) == (slot, reference) and one.state != "failed"
            else one
            for one in self.outbox
        )

    def _up(self, slot: int, message: Up | None) -> tuple[Uplink, ...]:
        return () if message is None else (Uplink(self.slots[slot].card.imsi, message),)

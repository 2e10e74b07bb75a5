"""The SIM cards of a phone, and whether each may be on the network."""

from __future__ import annotations

from typing import Literal

from attrs import define, field, frozen

from phone.air.toolkit import Toolkit
from phone.handset.mobile.pin import Pin
from phone.handset.mobile.ussd import Dialogue

Lock = Literal["pin", "puk", "dead"]
"""What a card asks for before it works: its PIN, after three wrong ones its PUK, after ten of those another card."""


@frozen
class SimCard:
    """A SIM: `imsi` is its address on the air, `msisdn` its number in digits (79160000001)."""

    imsi: str
    msisdn: str


@define
class Slot:
    """A place for a SIM, with what the network knows and says of it.

    Attributes:
        card: the card that belongs here.
        inserted: whether it is in.
        covered: whether the network can be heard here.
        registered: whether the network knows the SIM.
        verified: whether its PIN was given since the phone was switched on.
        put_off: whether its owner would not give the PIN when asked.
        toolkit: the menu of its operator's services that the card brings.
    """

    card: SimCard
    inserted: bool = True
    covered: bool = True
    registered: bool = False
    verified: bool = False
    put_off: bool = False
    toolkit: Toolkit = ()
    ussd: Dialogue = field(factory=Dialogue)
    pin: Pin = field(factory=Pin)
    pin2: Pin = field(factory=Pin)

    @property
    def lock(self) -> Lock | None:
        """What the card asks for; None when it works."""
        if not self.inserted or self.verified or not self.pin.asked:
            return None
        if self.pin.tries:
            return "pin"
        return "puk" if self.pin.puk_tries else "dead"

    @property
    def works(self) -> bool:
        """Whether there is a card that asks for nothing."""
        return self.inserted and self.lock is None

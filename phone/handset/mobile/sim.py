"""The SIM cards of a phone."""

from __future__ import annotations

from attrs import define, field, frozen

from phone.handset.mobile.pin import Pin
from phone.handset.mobile.ussd import Dialogue


@frozen
class SimCard:
    """A SIM: `imsi` is its address on the air, `msisdn` its number in digits (79160000001)."""

    imsi: str
    msisdn: str


@define
class Slot:
    """A place for a SIM, with what the network knows and says of it."""

    card: SimCard
    registered: bool = False
    ussd: Dialogue = field(factory=Dialogue)
    pin: Pin = field(factory=Pin)
    pin2: Pin = field(factory=Pin)

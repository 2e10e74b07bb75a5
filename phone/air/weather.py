"""What the air does to a message: how long it is on its way, and whether it arrives."""

from __future__ import annotations

from attrs import frozen

from phone.air.messages import (
    CallAnnouncement,
    CallReleased,
    Downlink,
    SmsDeliver,
    SmsSubmitReport,
    UssdAsk,
    UssdEnd,
    UssdReleased,
)


@frozen
class Weather:
    """How many milliseconds the network's word is on its way, by bearer."""

    ussd_ms: int
    sms_ms: int
    call_ms: int


def cross(parcel: Downlink, weather: Weather) -> tuple[tuple[int, Downlink], ...]:
    """The parcels that arrive, each with its delay in milliseconds."""
    match parcel.message:
        case UssdAsk() | UssdEnd() | UssdReleased():
            delay_ms = weather.ussd_ms
        case SmsDeliver() | SmsSubmitReport():
            delay_ms = weather.sms_ms
        case CallAnnouncement() | CallReleased():
            delay_ms = weather.call_ms
    return ((delay_ms, parcel),)

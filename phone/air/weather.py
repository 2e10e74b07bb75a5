"""What the air does to a message: how long it is on its way, and whether it arrives."""

from __future__ import annotations

from attrs import field, frozen, validators

from phone.air.messages import (
    CallAlerting,
    CallAnnouncement,
    CallConnected,
    CallHeld,
    CallIncoming,
    CallReleased,
    CallTone,
    DataReply,
    Downlink,
    MmsDeliver,
    MmsNotification,
    MmsSubmitReport,
    SmsDeliver,
    SmsStatusReport,
    SmsSubmitReport,
    SupplementaryResult,
    UssdAsk,
    UssdEnd,
    UssdReleased,
)


@frozen
class Weather:
    """How many milliseconds the network's word is on its way, by bearer."""

    ussd_ms: int = field(validator=validators.ge(0))
    sms_ms: int = field(validator=validators.ge(0))
    call_ms: int = field(validator=validators.ge(0))
    mms_ms: int = field(validator=validators.ge(0))
    data_ms: int = field(validator=validators.ge(0))


def cross(parcel: Downlink, weather: Weather) -> tuple[tuple[int, Downlink], ...]:
    """The parcels that arrive, each with its delay in milliseconds."""
    match parcel.message:
        case UssdAsk() | UssdEnd() | UssdReleased() | SupplementaryResult():
            delay_ms = weather.ussd_ms
        case SmsDeliver() | SmsSubmitReport() | SmsStatusReport() | MmsNotification():
            delay_ms = weather.sms_ms
        case MmsDeliver() | MmsSubmitReport():
            delay_ms = weather.mms_ms
        case DataReply():
            delay_ms = weather.data_ms
        case CallIncoming() | CallAlerting() | CallConnected() | CallHeld() | CallTone():
            delay_ms = weather.call_ms
        case CallAnnouncement() | CallReleased():
            delay_ms = weather.call_ms
    return ((delay_ms, parcel),)

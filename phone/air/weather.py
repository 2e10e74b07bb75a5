"""What the air does to a message, as a function of it and of the weather: how long it travels, how often it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final, Literal

from attrs import field, frozen, validators

from phone.air.messages import (
    CallDown,
    CallReleased,
    CallSetup,
    CallUp,
    DataReply,
    DataRequest,
    Down,
    Downlink,
    MmsDeliver,
    MmsDeliverReport,
    MmsNotification,
    MmsRetrieve,
    MmsSubmit,
    MmsSubmitReport,
    SmsDeliver,
    SmsDeliverReport,
    SmsMemoryAvailable,
    SmsStatusReport,
    SmsSubmit,
    SmsSubmitReport,
    SupplementaryRequest,
    SupplementaryResult,
    Up,
    Uplink,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdNotifyAck,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)

FINE: Final = "fine"
"""The weather in which every message arrives once, in its time."""

UNNUMBERED: Final = 0
"""The session of a release while no session has a number yet: whatever this SIM has open."""

Bearer = Literal["ussd", "sms", "mms", "data", "call", "network"]
Parcel = Uplink | Downlink
Crossing = tuple[tuple[int, Parcel], ...]
"""What arrives, each with the milliseconds that it travels; an answer in place of the message goes the other way."""


@frozen
class Delays:
    """How many milliseconds the network's word is on its way in fine weather, by bearer; a phone's word takes none."""

    ussd_ms: int = field(validator=validators.ge(0))
    sms_ms: int = field(validator=validators.ge(0))
    call_ms: int = field(validator=validators.ge(0))
    mms_ms: int = field(validator=validators.ge(0))
    data_ms: int = field(validator=validators.ge(0))


@frozen(kw_only=True)
class Weather:
    """A weather in which a phone may be.

    Calls and registration are repeated by the radio link until they arrive: they may be slow, but are never lost.

    Attributes:
        covered: whether the phone hears the network at all.
        slower_ms: what every message travels longer, both ways.
        uneven_ms: what it travels longer than that at most, by luck; not those of calls.
        lost_per_mille: how many of a thousand messages are lost, by luck; not those of calls.
        ussd: `busy` answers requests and replies in the network's place, `late` lets the answer come after the session's
            time-out, `malformed` breaks it.
        late_ms: how long after the time-out a late answer comes.
        ussd_copies: how often a request or a reply arrives.
        sms: `busy` answers for the centre that it is congested, `lost` loses what phones send before the centre has it,
            `down` is a centre that neither hears nor says anything.
        sms_slower_ms: what short messages travel longer, both ways.
        sms_copies: how often a short message arrives, both ways.
        sms_reordered: whether the parts of a message arrive in the wrong order, and messages overtake each other.
        apart_ms: the time between copies, or between what is in the wrong order.
        note: why it is as it is, for the reader of the file.
    """

    covered: bool = True
    slower_ms: int = field(default=0, validator=validators.ge(0))
    uneven_ms: int = field(default=0, validator=validators.ge(0))
    lost_per_mille: int = field(default=0, validator=validators.ge(0))
    ussd: Literal["fine", "busy", "late", "malformed"] = "fine"
    late_ms: int = field(default=0, validator=validators.ge(0))
    ussd_copies: int = field(default=1, validator=validators.ge(1))
    sms: Literal["fine", "busy", "lost", "down"] = "fine"
    sms_slower_ms: int = field(default=0, validator=validators.ge(0))
    sms_copies: int = field(default=1, validator=validators.ge(1))
    sms_reordered: bool = False
    apart_ms: int = field(default=0, validator=validators.ge(0))
    note: str = ""


@frozen
class Luck:
    """What decides about one message: the same world, phone and count of messages always decide alike."""

    seed: int
    name: str
    number: int

    def below(self, limit: int, what: str) -> int:
        """A number from 0 to `limit` - 1 for one of the message's decisions."""
        digest = blake2b(f"{self.seed}/{self.name}/{self.number}/{what}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) % limit


def cross(parcel: Parcel, weather: Weather | None, delays: Delays, luck: Luck, timeout_ms: int) -> Crossing:
    """What comes of a message.

    Args:
        parcel: the message, either way.
        weather: in which its phone is; None for fine weather.
        delays: how long the network's word travels.
        luck: decides what the weather leaves open.
        timeout_ms: how long a USSD session waits.
    """
    bearer = bearer_of(parcel.message)
    delay_ms = getattr(delays, f"{'ussd' if bearer == 'network' else bearer}_ms") if isinstance(parcel, Downlink) else 0
    if weather is None:
        return ((delay_ms, parcel),)
    if not weather.covered:
        return ()
    delay_ms += weather.slower_ms
    if bearer in ("call", "network"):
        busy = weather.ussd == "busy" and isinstance(parcel.message, CallSetup)
        return tuple(_refused_call(parcel, delays)) if busy else ((delay_ms, parcel),)
    if luck.below(1000, "loss") < weather.lost_per_mille:
        return ()
    delay_ms += luck.below(weather.uneven_ms + 1, "delay")
    if bearer == "ussd":
        return tuple(_cross_ussd(parcel, weather, delay_ms, delays, timeout_ms))
    if weather.sms == "busy" and isinstance(parcel.message, MmsSubmit):
        report = MmsSubmitReport(parcel.message.reference, "congestion")
        return ((delays.mms_ms, Downlink(parcel.imsi, report)),)
    return tuple(_cross_sms(parcel, weather, delay_ms, delays, luck)) if bearer == "sms" else ((delay_ms, parcel),)


def bearer_of(message: Up | Down) -> Bearer:
    """What carries a message."""
    if isinstance(message, CallUp | CallDown):
        return "call"
    match message:
        case UssdRequest() | UssdReply() | UssdRelease() | UssdNotifyAck():
            return "ussd"
        case UssdAsk() | UssdEnd() | UssdNotify() | UssdReleased() | SupplementaryRequest() | SupplementaryResult():
            return "ussd"
        case SmsSubmit() | SmsDeliverReport() | SmsMemoryAvailable() | SmsSubmitReport() | SmsDeliver():
            return "sms"
        case SmsStatusReport() | MmsNotification():
            return "sms"
        case MmsSubmit() | MmsRetrieve() | MmsDeliverReport() | MmsSubmitReport() | MmsDeliver():
            return "mms"
        case DataRequest() | DataReply():
            return "data"
        case _:
            return "network"


def _refused_call(parcel: Parcel, delays: Delays) -> Iterator[tuple[int, Parcel]]:
    assert isinstance(parcel.message, CallSetup), "only a call that begins is refused"
    yield delays.call_ms, Downlink(parcel.imsi, CallReleased("network", parcel.message.call))


def _cross_ussd(
    parcel: Parcel, weather: Weather, delay_ms: int, delays: Delays, timeout_ms: int
) -> Iterator[tuple[int, Parcel]]:
    imsi = parcel.imsi
    refused = parcel.refused if isinstance(parcel, Downlink) else None
    match parcel.message:
        case UssdRequest() if weather.ussd == "busy":
            yield delays.ussd_ms, Downlink(imsi, UssdReleased(UNNUMBERED, "busy"))
        case UssdReply(session) if weather.ussd == "busy":
            yield 0, Uplink(imsi, UssdRelease(session))
            yield delays.ussd_ms, Downlink(imsi, UssdReleased(session, "busy"))
        case UssdRequest() | UssdReply():
            for copy in range(weather.ussd_copies):
                yield delay_ms + copy * weather.apart_ms, parcel
        case UssdAsk() if weather.ussd == "late":
            yield delay_ms + timeout_ms + weather.late_ms, parcel
        case UssdEnd(session) if weather.ussd == "late":
            yield delay_ms + timeout_ms, Downlink(imsi, UssdReleased(session, "timeout"))
            yield delay_ms + timeout_ms + weather.late_ms, parcel
        case UssdAsk(session) | UssdEnd(session) if weather.ussd == "malformed":
            yield delay_ms, Downlink(imsi, UssdReleased(session, "malformed"), refused)
            if isinstance(parcel.message, UssdAsk):
                yield delay_ms, Uplink(imsi, UssdRelease(session))
        case _:
            yield delay_ms, parcel


def _cross_sms(
    parcel: Parcel, weather: Weather, delay_ms: int, delays: Delays, luck: Luck
) -> Iterator[tuple[int, Parcel]]:
    message = parcel.message
    submitted = isinstance(message, SmsSubmit)
    if weather.sms == "down" or (weather.sms == "lost" and submitted):
        return
    if weather.sms == "busy" and isinstance(message, SmsSubmit):
        yield delays.sms_ms, Downlink(parcel.imsi, SmsSubmitReport(message.reference, "congestion", message.part))
        return
    if not isinstance(message, SmsSubmit | SmsDeliver):
        yield delay_ms, parcel
        return
    delay_ms += weather.sms_slower_ms
    if weather.sms_reordered:
        delay_ms += weather.apart_ms * (max(0, message.parts - message.part) + 2 * luck.below(2, "order"))
    for copy in range(weather.sms_copies):
        yield delay_ms + copy * weather.apart_ms, parcel

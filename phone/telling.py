"""What each message of the air is, said once for all who list, print or count messages.

A message is named by its event (what carries it or what it is about) and its state; what it says besides stands in facts of
JSON, in the order in which a person reads them. What says nothing is left out.
"""

from __future__ import annotations

from typing import Any, Literal

from attrs import asdict, field, frozen

from phone.air.apps import volume
from phone.air.messages import (
    Attach,
    CallAlerting,
    CallAnnouncement,
    CallAnswer,
    CallCharge,
    CallConnected,
    CallDisconnect,
    CallDown,
    CallHeld,
    CallHold,
    CallIncoming,
    CallReleased,
    CallRinging,
    CallSetup,
    CallTone,
    CallTransfer,
    CallUp,
    DataReply,
    DataRequest,
    Detach,
    Down,
    MessageDown,
    MessageUp,
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
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdNotifyAck,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Text

Event = Literal["ussd", "sms", "mms", "data", "call", "service", "network"]
Weight = Literal["said", "quiet", "silent"]
"""Whether people notice a message, only phone and network need it, or it reports that all is well."""

Facts = dict[str, Any]


@frozen
class Told:
    """What a message is.

    Attributes:
        event: what carries it or what it is about.
        state: what it does there; event and state together name it.
        facts: what it says besides, as JSON: `to`, `from`, `text`, `cause` …
        weight: who needs to know.
        read: the facts that are read as a text of their own, below what the message is.
        call: its number among the calls of a SIM, of a message about one.
    """

    event: Event
    state: str
    facts: Facts = field(factory=dict)
    weight: Weight = "said"
    read: tuple[str, ...] = ()
    call: int | None = None


def tell(message: Up | Down) -> Told:
    """What a message is."""
    if isinstance(message, MessageUp | MessageDown):
        return _carried(message)
    if isinstance(message, CallUp | CallDown):
        return _of_call(message)
    match message:
        case Attach():
            return Told("network", "attach", weight="quiet")
        case Detach():
            return Told("network", "detach", weight="quiet")
        case SupplementaryRequest() | SupplementaryResult():
            return _of_service(message)
        case _:
            return _of_ussd(message)


def _of_ussd(
    message: UssdRequest | UssdReply | UssdRelease | UssdNotifyAck | UssdAsk | UssdEnd | UssdNotify | UssdReleased,
) -> Told:
    match message:
        case UssdRequest(code):
            return Told("ussd", "request", {"text": code})
        case UssdReply(_, typed):
            return Told("ussd", "reply", {"text": typed})
        case UssdRelease(_, left):
            return Told("ussd", "release", {} if left == "user" else {"cause": left}, "quiet")
        case UssdNotifyAck(_, None):
            return Told("ussd", "shown", weight="quiet")
        case UssdNotifyAck(_, why):
            return Told("ussd", "not_shown", {"cause": why})
        case UssdNotify(_, text):
            return Told("ussd", "notify", {"text": text.value}, read=("text",))
        case UssdAsk(_, text):
            return Told("ussd", "ask", {"text": text.value}, read=("text",))
        case UssdEnd(_, text):
            return Told("ussd", "end", {"text": text.value}, read=("text",))
        case UssdReleased(_, cause):
            return Told("ussd", "released", {"cause": cause})


def _of_service(message: SupplementaryRequest | SupplementaryResult) -> Told:
    match message:
        case SupplementaryRequest(_, action, service, information):
            wanted = {"action": action, "service": service, "information": list(information)}
            return Told("service", "request", wanted)
        case SupplementaryResult(_, action, statuses, None):
            stand = [_given(**asdict(status)) | {"active": status.active} for status in statuses]
            return Told("service", "done", {"action": action, "services": stand})
        case SupplementaryResult(_, action, _, error):
            return Told("service", "refused", {"action": action, "cause": error})


def _of_call(message: CallUp | CallDown) -> Told:
    number = message.call
    match message:
        case CallSetup(to, _, clir):
            return Told("call", "setup", {"to": to, **_given(clir=clir)}, call=number)
        case CallIncoming(_, caller, waiting):
            named = _given(waiting=waiting) | ({"from": caller} if caller else {})
            return Told("call", "incoming", named, call=number)
        case CallTone(_, digit):
            return Told("call", "tone", {"digit": digit}, call=number)
        case CallAnnouncement(text):
            return Told("call", "announcement", {"text": text.value}, read=("text",), call=number)
        case CallCharge(kopecks=kopecks):
            return Told("call", "charge", {"kopecks": kopecks}, "quiet", call=number)
        case CallReleased(cause):
            return Told("call", "released", {"cause": cause}, call=number)
        case _:
            state, facts = _between(message)
            return Told("call", state, facts, "quiet", call=number)


def _between(
    message: CallRinging
    | CallAnswer
    | CallAlerting
    | CallConnected
    | CallHold
    | CallHeld
    | CallTransfer
    | CallDisconnect,
) -> tuple[str, Facts]:
    """State and facts of what phone and network say to each other about a call."""
    match message:
        case CallRinging():
            return "ringing", {}
        case CallAnswer():
            return "answer", {}
        case CallAlerting():
            return "alerting", {}
        case CallConnected(_, answered_by):
            return "connected", _given(number=answered_by)
        case CallHold(_, held) | CallHeld(_, held):
            return "held" if held else "retrieved", {}
        case CallTransfer(_, to_call):
            return "transfer", {"to_call": to_call}
        case CallDisconnect(_, busy):
            return "disconnect", _given(busy=busy)


def _carried(message: MessageUp | MessageDown) -> Told:
    match message:
        case SmsSubmit() | SmsDeliver():
            return _part(message)
        case SmsSubmitReport(cause=cause, text=text):
            return _taken("sms", "accepted", "rejected", cause=cause, text=text)
        case SmsDeliverReport(cause=cause):
            return _taken("sms", "stored", "not_stored", cause=cause)
        case SmsStatusReport(to=to, outcome=outcome):
            return Told("sms", outcome, {"to": to})
        case SmsMemoryAvailable():
            return Told("sms", "memory_available", weight="quiet")
        case DataRequest() | DataReply():
            return _exchanged(message)
        case _:
            return _multimedia(message)


def _part(message: SmsSubmit | SmsDeliver) -> Told:
    """One part of a short message; what most messages do not have is left out."""
    place = {"part": message.part, "parts": message.parts, **_given(flash=message.flash)}
    if isinstance(message, SmsDeliver):
        return Told("sms", "deliver", {"from": message.sender, "text": message.text.value, **place}, read=("text",))
    wishes = _given(report=message.report, valid_for_s=(message.valid_for_ms or 0) // 1000)
    return Told("sms", "submit", {"to": message.to, "text": message.text, **place, **wishes}, read=("text",))


def _multimedia(
    message: MmsSubmit | MmsSubmitReport | MmsNotification | MmsRetrieve | MmsDeliver | MmsDeliverReport,
) -> Told:
    read = ("subject", "text", "picture")
    match message:
        case MmsSubmit(_, to, subject, typed, picture):
            said = {"subject": subject, "text": typed, "picture": picture}
            return Told("mms", "submit", {"to": to, **said}, read=read)
        case MmsDeliver(_, sender, subject, text, picture):
            said = {"subject": subject, "text": text.value, "picture": picture}
            return Told("mms", "deliver", {"from": sender, **said}, read=read)
        case MmsNotification(_, sender, subject):
            return Told("mms", "notification", {"from": sender, "subject": subject}, "quiet")
        case MmsRetrieve():
            return Told("mms", "retrieve", weight="quiet")
        case MmsSubmitReport(_, cause, text):
            return _taken("mms", "accepted", "rejected", cause=cause, text=text)
        case MmsDeliverReport(_, cause):
            return _taken("mms", "stored", "not_stored", cause=cause)


def _exchanged(message: DataRequest | DataReply) -> Told:
    match message:
        case DataRequest(_, app, path, body):
            asked = {"app": app, "path": path, "body": body, "bytes": volume(message)}
            return Told("data", "request", asked, read=("body",))
        case DataReply(_, body, None):
            return Told("data", "reply", {"body": body, "bytes": volume(message)}, read=("body",))
        case DataReply(_, _, cause, text):
            return Told("data", "rejected", _given(cause=cause, text=text), read=("text",))


def _taken(event: Event, well: str, ill: str, *, cause: str | None, text: Text | None = None) -> Told:
    """A report that all is well, or why not; what its subscriber may read of it is told by others."""
    return Told(event, ill, _given(cause=cause, text=text)) if cause else Told(event, well, weight="silent")


def _given(**values: str | int | Text | None) -> Facts:
    """Those values that say something."""
    return {name: value.value if isinstance(value, Text) else value for name, value in values.items() if value}

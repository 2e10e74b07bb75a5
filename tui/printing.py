"""What the command line prints of a world: conversations as text, or every event as one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from attrs import asdict, define, field

from phone.air.apps import volume
from phone.air.messages import (
    Attach,
    CallAlerting,
    CallAnnouncement,
    CallConnected,
    CallDisconnect,
    CallDown,
    CallHeld,
    CallHold,
    CallIncoming,
    CallReleased,
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
from phone.trace import TraceEvent, length_of
from phone.world import World


@define
class Report:
    """Listens to a world and prints; remembers whether the operator refused anything.

    Attributes:
        world: whose texts and zone are used.
        name: the person whose conversation is printed; SMS to others carry their names.
        as_json: one object a line for each event instead of the conversation.
        write: where a line goes.
    """

    world: World
    name: str
    as_json: bool
    write: Callable[[str], None]
    refused: bool = False
    _told: set[tuple[str, str, int, int]] = field(factory=set)
    _parts: dict[tuple[str, str, int], dict[int, str]] = field(factory=dict)

    def __call__(self, event: TraceEvent) -> None:
        """Print one event."""
        self.refused = self.refused or (event.outcome == "delivered" and _is_refusal(event))
        if self.as_json:
            self.write(json.dumps(event_json(self.world, event), ensure_ascii=False))
            return
        if (
            event.outcome == "lost"
            or (event.outcome, event.direction) == ("rejected", "down")
            or self._came_before(event)
        ):
            return
        match event.message:
            case UssdAsk(_, text) | UssdEnd(_, text) | UssdNotify(_, text) | CallAnnouncement(text) if (
                event.phone == self.name
            ):
                self.write(text.value)
            case UssdReply(_, text) if event.phone == self.name:
                self.write(f"> {text}")
            case UssdReleased(_, cause) if event.phone == self.name:
                self.write(self._face("released", cause))
            case SmsSubmitReport() | MmsSubmitReport() | DataReply() | SmsStatusReport() if event.phone == self.name:
                self._reported(event.message)
            case CallAlerting() | CallTone() | CallReleased() if event.phone == self.name:
                self._of_call(event.message, event.direction == "up")
            case SmsDeliver() as part:
                self._sms(event, part)
            case MmsDeliver(_, sender, subject, text, picture):
                drawn = f"[{picture}]" if picture else ""
                self._say("MMS", event, sender, " / ".join(filter(None, (subject, text.value, drawn))))

    def _came_before(self, event: TraceEvent) -> bool:
        """Whether a message is a copy, or says the last word of a dialogue once more."""
        match event.message:
            case SmsDeliver(delivery):
                name = (event.sim, "sms", delivery, 0)
            case UssdAsk(session, _, turn) if turn:
                name = (event.sim, "ussd", session, turn)
            case UssdEnd(session) | UssdReleased(session) if session:
                name = (event.sim, "ussd", session, 0)
            case UssdReply(session, _, invoke) if invoke:
                name = (event.sim, "reply", session, invoke)
            case _:
                return False
        before = name in self._told
        self._told.add(name)
        return before

    def _reported(self, report: SmsSubmitReport | MmsSubmitReport | DataReply | SmsStatusReport) -> None:
        match report:
            case SmsStatusReport(to=to, outcome=outcome):
                self.write(self._face("sms_report", outcome, to=to))
            case DataReply(body=body, cause=None):
                self.write(body)
            case SmsSubmitReport(cause=cause, text=text) if cause is not None:
                self.write(text.value if text else self._face("sms_failed", cause))
            case MmsSubmitReport(cause=cause, text=text) if cause is not None:
                self.write(text.value if text else self._face("mms_failed", cause))
            case DataReply(cause=cause, text=text) if cause is not None:
                self.write(text.value if text else self._face("data_failed", cause))

    def _of_call(self, message: CallAlerting | CallTone | CallReleased, sent: bool) -> None:
        language = self.world.phones[self.name].language
        match message:
            case CallTone(digit=digit):
                self.write(f"{'>' if sent else '<'} {digit}")
            case CallReleased(cause=cause):
                self.write(self.world.texts.word(f"handset.call.released.{cause}", language))
            case CallAlerting():
                self.write(self.world.texts.word("handset.call.alerting", language))

    def _sms(self, event: TraceEvent, part: SmsDeliver) -> None:
        parts = self._parts.setdefault((event.phone, part.sender, part.reference), {})
        parts[part.part] = part.text.value
        if len(parts) == part.parts:
            self._say("SMS", event, part.sender, "".join(parts[number] for number in sorted(parts)))

    def _say(self, kind: str, event: TraceEvent, sender: str, text: str) -> None:
        to = "" if event.phone == self.name else f" → {event.phone}"
        self.write(f"{kind} {sender}{to}: {text}")

    def _face(self, key: str, cause: str, **values: str) -> str:
        return self.world.texts.word(f"line.{key}.{cause}", self.world.phones[self.name].language, **values)


def _is_refusal(event: TraceEvent) -> bool:
    match event.message:
        case UssdReleased():
            return True
        case CallReleased(cause=cause):
            return event.refusal is not None or cause not in ("user", "network")
        case SmsSubmitReport(cause=cause) | MmsSubmitReport(cause=cause) | DataReply(cause=cause) if cause is not None:
            return True
    return event.refusal is not None


def event_json(world: World, event: TraceEvent) -> dict[str, Any]:
    """An event as a flat object; keys without a value are left out."""
    local = datetime.fromtimestamp(event.at_ms / 1000, UTC).astimezone(world.texts.zone)
    row: dict[str, Any] = {"seq": event.seq, "at": local.isoformat(timespec="milliseconds"), "phone": event.phone}
    row |= {"sim": event.sim, "direction": event.direction} | _said(event.message)
    if event.outcome != "delivered":
        row["outcome"] = event.outcome
    if event.entries:
        row["entries"] = list(event.entries)
    if event.refusal is not None:
        row["refused"] = {"rule": event.refusal.rule, **event.refusal.values}
    return row


def _said(message: Up | Down) -> dict[str, Any]:
    if isinstance(message, MessageUp | MessageDown):
        return _carried(message)
    if isinstance(message, CallUp | CallDown):
        return {"event": "call", "call": message.call, **_called(message)}
    match message:
        case Attach() | Detach():
            return {"event": "network", "state": type(message).__name__.lower()}
        case SupplementaryRequest() | SupplementaryResult():
            return {"event": "service", **_served(message)}
        case _:
            return {"event": "ussd", **_of_ussd(message)}


def _of_ussd(
    message: UssdRequest | UssdReply | UssdRelease | UssdNotifyAck | UssdAsk | UssdEnd | UssdNotify | UssdReleased,
) -> dict[str, Any]:
    match message:
        case UssdRequest():
            return {"state": "request", **_worded(message)}
        case UssdReply():
            return {"state": "reply", **_worded(message)}
        case UssdRelease(_, left):
            return {"state": "release", **({} if left == "user" else {"cause": left})}
        case UssdNotifyAck(_, why):
            return {"state": "not_shown" if why else "shown", **_given(cause=why)}
        case UssdNotify():
            return {"state": "notify", **_worded(message)}
        case UssdAsk():
            return {"state": "ask", **_worded(message)}
        case UssdEnd():
            return {"state": "end", **_worded(message)}
        case UssdReleased(_, cause):
            return {"state": "released", "cause": cause}


def _served(message: SupplementaryRequest | SupplementaryResult) -> dict[str, Any]:
    match message:
        case SupplementaryRequest(_, action, service, information):
            wanted = {"action": action, "service": service, "information": list(information)}
            return {"state": "request", **wanted}
        case SupplementaryResult(_, action, _, None):
            statuses = [_given(**asdict(status)) | {"active": status.active} for status in message.statuses]
            return {"state": "done", "action": action, "services": statuses}
        case SupplementaryResult(_, action, _, error):
            return {"state": "refused", "action": action, "cause": error}


def _called(message: CallUp | CallDown) -> dict[str, Any]:
    """What concerns a call; `call` is its number on the air of this SIM."""
    match message:
        case CallSetup(number, _, clir):
            return {"state": "setup", "to": number, **_given(clir=clir)}
        case CallIncoming(_, caller, waiting):
            return {"state": "incoming", **_given(waiting=waiting), **({"from": caller} if caller else {})}
        case CallConnected(_, number):
            return {"state": "connected", **_given(number=number)}
        case CallHold(_, held) | CallHeld(_, held):
            return {"state": "held" if held else "retrieved"}
        case CallTone(_, digit):
            return {"state": "tone", "digit": digit}
        case CallTransfer(_, to_call):
            return {"state": "transfer", "to_call": to_call}
        case CallAnnouncement(text):
            return {"state": "announcement", "text": text.value}
        case CallReleased(cause):
            return {"state": "released", "cause": cause}
        case CallDisconnect(_, busy):
            return {"state": "disconnect", **_given(busy=busy)}
        case _:
            return {"state": type(message).__name__.removeprefix("Call").lower()}


def _carried(message: MessageUp | MessageDown) -> dict[str, Any]:
    """A short or multimedia message, a data request, and what is reported of them."""
    match message:
        case SmsSubmit() | SmsDeliver():
            return {"event": "sms", **_part(message)}
        case SmsSubmitReport(cause=cause, text=text):
            return {"event": "sms", "state": "rejected" if cause else "accepted", **_given(cause=cause, text=text)}
        case SmsDeliverReport(cause=full):
            return {"event": "sms", "state": "not_stored" if full else "stored", **_given(cause=full)}
        case SmsStatusReport(to=to, outcome=outcome):
            return {"event": "sms", "state": outcome, "to": to}
        case SmsMemoryAvailable():
            return {"event": "sms", "state": "memory_available"}
        case DataRequest() | DataReply():
            return {"event": "data", **_exchanged(message)}
        case _:
            return {"event": "mms", **_multimedia(message)}


def _part(message: SmsSubmit | SmsDeliver) -> dict[str, Any]:
    """One part of a short message; what most messages do not have is left out."""
    place = {"part": message.part, "parts": message.parts, **_given(flash=message.flash)}
    if isinstance(message, SmsDeliver):
        return {
            "state": "deliver",
            "from": message.sender,
            **_worded(message),
            **place,
        }
    wishes = _given(report=message.report, valid_for_s=(message.valid_for_ms or 0) // 1000)
    return {"state": "submit", "to": message.to, **_worded(message), **place, **wishes}


def _multimedia(
    message: MmsSubmit | MmsSubmitReport | MmsNotification | MmsRetrieve | MmsDeliver | MmsDeliverReport,
) -> dict[str, Any]:
    match message:
        case MmsSubmit(_, to, subject, typed, picture):
            return {"state": "submit", "to": to, "subject": subject, "text": typed, "picture": picture}
        case MmsDeliver(_, sender, subject, text, picture):
            said = {"subject": subject, "text": text.value, "picture": picture}
            return {"state": "deliver", "from": sender, **said}
        case MmsNotification(_, sender, subject):
            return {"state": "notification", "from": sender, "subject": subject}
        case MmsRetrieve():
            return {"state": "retrieve"}
        case MmsSubmitReport(_, cause, text):
            return {"state": "rejected" if cause else "accepted", **_given(cause=cause, text=text)}
        case MmsDeliverReport(_, full):
            return {"state": "not_stored" if full else "stored", **_given(cause=full)}


def _exchanged(message: DataRequest | DataReply) -> dict[str, Any]:
    match message:
        case DataRequest(_, app, path, body):
            return {"state": "request", "app": app, "path": path, "body": body, "bytes": volume(message)}
        case DataReply(_, body, None):
            return {"state": "reply", "body": body, "bytes": volume(message)}
        case DataReply(_, _, cause, text):
            return {"state": "rejected", **_given(cause=cause, text=text)}


def _given(**values: str | int | Text | None) -> dict[str, Any]:
    """Those values that say something."""
    return {name: value.value if isinstance(value, Text) else value for name, value in values.items() if value}


def _worded(
    message: UssdRequest | UssdReply | UssdAsk | UssdEnd | UssdNotify | SmsSubmit | SmsDeliver,
) -> dict[str, Any]:
    found = length_of(message)
    assert found is not None, "what has words has a length"
    said = message.code if isinstance(message, UssdRequest) else message.text
    text = said.value if isinstance(said, Text) else said
    return {"text": text, "coding": found.coding, "units": found.units, "limit": found.limit}

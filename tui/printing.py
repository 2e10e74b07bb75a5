"""What the command line prints of a world: conversations as text, or every event as one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from attrs import define, field

from phone.air.messages import (
    CallAlerting,
    CallAnnouncement,
    CallReleased,
    CallTone,
    DataReply,
    MmsDeliver,
    MmsSubmitReport,
    SmsDeliver,
    SmsStatusReport,
    SmsSubmitReport,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdReleased,
    UssdReply,
)
from phone.telling import tell
from phone.trace import TraceEvent
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
        self.refused = self.refused or _is_refusal(event)
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
    if event.outcome != "delivered":
        return (event.outcome, event.direction) == ("rejected", "up")
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
    row |= {"sim": event.sim, "direction": event.direction} | _said(event)
    if event.outcome != "delivered":
        row["outcome"] = event.outcome
    if event.entries:
        row["entries"] = list(event.entries)
    if event.refusal is not None:
        row["refused"] = {"rule": event.refusal.rule, **event.refusal.values}
    return row


def _said(event: TraceEvent) -> dict[str, Any]:
    """What a message is and says; a text that has a length is followed by it."""
    told, length = tell(event.message), event.length
    row: dict[str, Any] = {"event": told.event} | ({} if told.call is None else {"call": told.call})
    row["state"] = told.state
    for name, value in told.facts.items():
        row[name] = value
        if name == "text" and length is not None:
            row |= {"coding": length.coding, "units": length.units, "limit": length.limit}
    return row

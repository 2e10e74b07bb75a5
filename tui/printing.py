"""What the command line prints of a world: conversations as text, or every event as one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from attrs import define, field

from phone.air.messages import (
    Attach,
    CallAnnouncement,
    CallDisconnect,
    CallReleased,
    CallSetup,
    Detach,
    Down,
    SmsDeliver,
    SmsDeliverReport,
    SmsSubmit,
    SmsSubmitReport,
    Up,
    UssdAsk,
    UssdEnd,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Bearer, measure
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
    _parts: dict[tuple[str, str, int], dict[int, str]] = field(factory=dict)

    def __call__(self, event: TraceEvent) -> None:
        """Print one event."""
        self.refused = self.refused or _is_refusal(event)
        if self.as_json:
            self.write(json.dumps(event_json(self.world, event), ensure_ascii=False))
            return
        match event.message:
            case UssdAsk(_, text) | UssdEnd(_, text) | CallAnnouncement(text) if event.phone == self.name:
                self.write(text.value)
            case UssdReply(_, text) if event.phone == self.name:
                self.write(f"> {text}")
            case UssdReleased(_, cause) if event.phone == self.name:
                self.write(self._face("released", cause))
            case SmsSubmitReport(_, cause) if event.phone == self.name and cause is not None:
                self.write(self._face("sms_failed", cause))
            case SmsDeliver() as part:
                self._sms(event, part)

    def _sms(self, event: TraceEvent, part: SmsDeliver) -> None:
        parts = self._parts.setdefault((event.phone, part.sender, part.reference), {})
        parts[part.part] = part.text.value
        if len(parts) == part.parts:
            to = "" if event.phone == self.name else f" → {event.phone}"
            text = "".join(parts[number] for number in sorted(parts))
            self.write(f"SMS {part.sender}{to}: {text}")

    def _face(self, key: str, cause: str) -> str:
        return self.world.texts.word(f"line.{key}.{cause}", self.world.phones[self.name].language)


def _is_refusal(event: TraceEvent) -> bool:
    match event.message:
        case UssdReleased() | SmsSubmitReport(_, "unknown_number" | "congestion"):
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


def _said(message: Up | Down) -> dict[str, Any]:  # noqa: C901, PLR0912  (one line for each kind of message)
    match message:
        case Attach() | Detach():
            return {"event": "network", "state": type(message).__name__.lower()}
        case UssdRequest(code):
            return {"event": "ussd", "state": "request", **_worded(code, "ussd")}
        case UssdReply(_, reply):
            return {"event": "ussd", "state": "reply", **_worded(reply, "ussd")}
        case UssdRelease():
            return {"event": "ussd", "state": "release"}
        case UssdAsk(_, text):
            return {"event": "ussd", "state": "ask", **_worded(text.value, "ussd")}
        case UssdEnd(_, text):
            return {"event": "ussd", "state": "end", **_worded(text.value, "ussd")}
        case UssdReleased(_, cause):
            return {"event": "ussd", "state": "released", "cause": cause}
        case SmsSubmit(_, to, words, part, parts):
            return {"event": "sms", "state": "submit", "to": to, **_worded(words, "sms"), "part": part, "parts": parts}
        case SmsSubmitReport(_, None):
            return {"event": "sms", "state": "accepted"}
        case SmsSubmitReport(_, why):
            return {"event": "sms", "state": "rejected", "cause": why}
        case SmsDeliver(_, sender, text, _, _, part, parts):
            said = _worded(text.value, "sms")
            return {"event": "sms", "state": "deliver", "from": sender, **said, "part": part, "parts": parts}
        case SmsDeliverReport(_, None):
            return {"event": "sms", "state": "stored"}
        case SmsDeliverReport(_, full):
            return {"event": "sms", "state": "not_stored", "cause": full}
        case CallSetup(number):
            return {"event": "call", "state": "setup", "to": number}
        case CallDisconnect():
            return {"event": "call", "state": "disconnect"}
        case CallAnnouncement(text):
            return {"event": "call", "state": "announcement", "text": text.value}
        case CallReleased(cause):
            return {"event": "call", "state": "released", "cause": cause}


def _worded(text: str, bearer: Bearer) -> dict[str, Any]:
    found = measure(text, bearer)
    return {"text": text, "coding": found.coding, "units": found.units, "limit": found.limit}

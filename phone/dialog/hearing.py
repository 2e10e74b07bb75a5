"""What phones are told, one thing after another: the words of the network and of other people, as a dialog has them."""

from __future__ import annotations

import json
from collections.abc import Callable

from attrs import define, field, frozen

from phone.air.messages import (
    CallAnnouncement,
    CallIncoming,
    CallReleased,
    CallTone,
    DataReply,
    MmsDeliver,
    MmsSubmitReport,
    SmsDeliver,
    SmsStatusReport,
    SmsSubmitReport,
)
from phone.air.text import Bearer, Measure, Text, measure
from phone.handset.mobile.store import join
from phone.handset.mobile.ussd import Asking, Ended, Incoming, Released
from phone.trace import TraceEvent
from phone.world import World

BEARERS: dict[str, Bearer] = {
    "ussd": "ussd",
    "ussd_end": "ussd",
    "ussd_notify": "ussd",
    "sms": "sms",
    "sms_flash": "sms",
}
"""Which kinds of reply have a length on the air."""


@frozen
class Heard:
    """Something that a phone was told.

    Attributes:
        number: counts all that was told in the world, from 1.
        at_ms: when, in UTC epoch milliseconds.
        name: whose phone.
        kind: a reply of the dialogs' vocabulary: `ussd`, `sms`, `voice` …
        sender: who it is from, where it is from somebody.
        text: what was told, with the places of its values.
    """

    number: int
    at_ms: int
    name: str
    kind: str
    sender: str
    text: Text

    @property
    def length(self) -> Measure | None:
        """Coding, units and parts on the air; None where a kind has no limit."""
        bearer = BEARERS.get(self.kind)
        return None if bearer is None else measure(self.text.value, bearer)


@define
class Hearing:
    """Listens to a world; what a phone does not show (an answer that comes too late, a copy) is not told.

    Attributes:
        world: whose phones are heard.
        tell: takes each thing as it is told.
    """

    world: World
    tell: Callable[[Heard], None]
    _number: int = 0
    _turns: dict[tuple[str, int], int] = field(factory=dict)
    """(name, slot) → the turn of its USSD dialogue that was told last."""
    _parts: dict[tuple[str, str, int], dict[int, Text]] = field(factory=dict)
    _known: set[tuple[str, int]] = field(factory=set)
    """(SIM, delivery) of the parts that came."""

    @classmethod
    def begin(cls, world: World, tell: Callable[[Heard], None]) -> Hearing:
        """Listen from now on."""
        made = cls(world, tell)
        for name, phone in world.phones.items():
            for place, slot in enumerate(phone.mobile.slots):
                made._turns[name, place] = slot.ussd.turn
        world.listen(made)
        return made

    def follow(self, other: Hearing) -> None:
        """Know what the hearing of the world knew of which this one is a copy."""
        self._number, self._known = other._number, set(other._known)
        self._parts = {name: dict(parts) for name, parts in other._parts.items()}

    def __call__(self, event: TraceEvent) -> None:
        """Tell what an event brought to a phone."""
        if event.outcome != "delivered" or event.direction == "up":
            return
        self.look(event.phone)
        name = event.phone
        match event.message:
            case SmsDeliver() as part:
                self._sms(event, part)
            case MmsDeliver(_, sender, subject, text, picture):
                drawn = f"[{picture}]" if picture else ""
                self._told(name, "mms", Text("\n".join(filter(None, (subject, text.value, drawn)))), sender)
            case CallAnnouncement(text):
                self._told(name, "voice", text)
            case CallTone(digit=digit):
                self._told(name, "voice", Text(digit))
            case CallIncoming(_, caller):
                self._told(name, "call", Text(""), f"+{caller}" if caller else "")
            case CallReleased(cause):
                self._told(name, "call_end", self._word(name, f"handset.call.released.{cause}"))
            case SmsStatusReport(to=to, outcome=outcome):
                self._told(name, "sms_report", self._word(name, f"line.sms_report.{outcome}", to=to))
            case SmsSubmitReport() | MmsSubmitReport() | DataReply() as report:
                self._report(name, report)

    def look_at_all(self) -> None:
        """Tell what the USSD dialogues of all phones have become."""
        for name in self.world.phones:
            self.look(name)

    def look(self, name: str) -> None:
        """Tell what the USSD dialogues of a phone have become, if it was not told yet."""
        for place, slot in enumerate(self.world.phones[name].mobile.slots):
            dialogue = slot.ussd
            if self._turns.get((name, place), 0) == dialogue.turn:
                continue
            self._turns[name, place] = dialogue.turn
            match dialogue.state:
                case Asking(text=text):
                    self._told(name, "ussd", text)
                case Ended(text):
                    self._told(name, "ussd_end", text)
                case Incoming(text):
                    self._told(name, "ussd_notify", text)
                case Released(cause):
                    self._told(name, "ussd_error", self._word(name, f"handset.ussd.released.{cause}"))

    def failed(self, name: str, cause: str) -> None:
        """Tell that a message of a phone could not be handed in, by the phone's own word."""
        self._told(name, "sms_error", self._word(name, f"line.sms_failed.{cause}"))

    def page(self, name: str, text: Text, *, refused: bool) -> None:
        """Tell what a page of the personal account answered somebody."""
        self._told(name, "site_error" if refused else "site", text)

    def _told(self, name: str, kind: str, text: Text, sender: str = "") -> None:
        self._number += 1
        self.tell(Heard(self._number, self.world.now_ms, name, kind, sender, text))

    def _sms(self, event: TraceEvent, part: SmsDeliver) -> None:
        if (event.sim, part.delivery) in self._known:
            return
        self._known.add((event.sim, part.delivery))
        kind = "sms_flash" if part.flash else "sms"
        if part.parts == 1:
            self._told(event.phone, kind, part.text, part.sender)
            return
        parts = self._parts.setdefault((event.sim, part.sender, part.reference), {})
        parts[part.part] = part.text
        if len(parts) == part.parts:
            del self._parts[event.sim, part.sender, part.reference]
            self._told(event.phone, kind, join(tuple(parts[place] for place in sorted(parts))), part.sender)

    def _report(self, name: str, report: SmsSubmitReport | MmsSubmitReport | DataReply) -> None:
        if report.cause is None:
            said = _said(report.body) if isinstance(report, DataReply) else ""
            if said:
                self._told(name, "data", Text(said))
            return
        kind = {SmsSubmitReport: "sms", MmsSubmitReport: "mms", DataReply: "data"}[type(report)]
        text = report.text or self._word(name, f"line.{kind}_failed.{report.cause}")
        self._told(name, f"{kind}_error", text)

    def _word(self, name: str, key: str, **values: str) -> Text:
        return self.world.texts.render(key, self.world.phones[name].language, **values)


def _said(body: str) -> str:
    """What the reply of an app's server has to be read, if it has a text."""
    read = json.loads(body) if body else None
    text = read.get("text", "") if isinstance(read, dict) else ""
    return text if isinstance(text, str) else ""

"""What phones are told, written down as a dialog: `Анна < USSD`, and under it every line of the text behind a bar."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from ledger.calendar import local
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
from phone.handset.mobile.ussd import Asking, Ended, Incoming, Released
from phone.trace import TraceEvent
from phone.world import World

BAR = "  | "


@define
class Transcript:
    """Listens to a world and writes; what a phone does not show (an answer that comes too late, a copy) is not written.

    Attributes:
        world: whose phones are heard.
        write: where a line goes.
        dated: whether replies carry their date and time.
    """

    world: World
    write: Callable[[str], None]
    dated: bool = False
    _turns: dict[tuple[str, int], int] = field(factory=dict)
    """(name, slot) → the turn of its USSD dialogue that was written last."""
    _parts: dict[tuple[str, str, int], dict[int, str]] = field(factory=dict)
    _known: set[tuple[str, int]] = field(factory=set)
    """(SIM, delivery) of the parts that came."""

    def __call__(self, event: TraceEvent) -> None:
        """Write what an event brought to a phone."""
        if event.outcome != "delivered" or event.direction == "up":
            return
        self.look(event.phone)
        match event.message:
            case SmsDeliver() as part:
                self._sms(event, part)
            case MmsDeliver(_, sender, subject, text, picture):
                drawn = f"[{picture}]" if picture else ""
                self.reply(event.phone, f"MMS from {sender}", "\n".join(filter(None, (subject, text.value, drawn))))
            case CallAnnouncement(text):
                self.reply(event.phone, "VOICE", text.value)
            case CallTone(digit=digit):
                self.reply(event.phone, "VOICE", digit)
            case CallIncoming(_, caller):
                self.reply(event.phone, f"CALL from +{caller}" if caller else "CALL")
            case CallReleased(cause):
                self.reply(event.phone, "CALL end", self._word(event.phone, f"handset.call.released.{cause}"))
            case SmsStatusReport(to=to, outcome=outcome):
                self.reply(event.phone, "SMS report", self._word(event.phone, f"line.sms_report.{outcome}", to=to))
            case SmsSubmitReport() | MmsSubmitReport() | DataReply():
                self._report(event.phone, event.message)

    def look(self, name: str) -> None:
        """Write what the USSD dialogues of a phone have become, if it was not written yet."""
        for place, slot in enumerate(self.world.phones[name].mobile.slots):
            dialogue = slot.ussd
            if self._turns.get((name, place), 0) == dialogue.turn:
                continue
            self._turns[name, place] = dialogue.turn
            match dialogue.state:
                case Asking(text=text):
                    self.reply(name, "USSD", text.value)
                case Ended(text) | Incoming(text):
                    self.reply(name, "USSD end", text.value)
                case Released(cause):
                    self.reply(name, "USSD error", self._word(name, f"handset.ussd.released.{cause}"))

    def screen(self, name: str) -> None:
        """Write the rows of a phone's display that have something on them."""
        self.write(f"{name} screen contains")
        for row in self.world.frame(name).body:
            if row.text.strip():
                self.write(f"  |{_literal(row.text)}|")

    def reply(self, name: str, what: str, text: str = "") -> None:
        """Write one reply."""
        at = local(self.world.now_ms, self.world.texts.zone).strftime(" at %Y-%m-%d %H:%M") if self.dated else ""
        self.write(f"{name} < {what}{at}")
        for line in text.splitlines():
            self.write(f"{BAR}{_literal(line)}".rstrip(" "))

    def _sms(self, event: TraceEvent, part: SmsDeliver) -> None:
        if (event.sim, part.delivery) in self._known:
            return
        self._known.add((event.sim, part.delivery))
        parts = self._parts.setdefault((event.sim, part.sender, part.reference), {})
        parts[part.part] = part.text.value
        if len(parts) == part.parts:
            del self._parts[event.sim, part.sender, part.reference]
            self.reply(event.phone, f"SMS from {part.sender}", "".join(parts[place] for place in sorted(parts)))

    def _report(self, name: str, report: SmsSubmitReport | MmsSubmitReport | DataReply) -> None:
        if report.cause is None:
            return
        kinds = {SmsSubmitReport: "sms", MmsSubmitReport: "mms", DataReply: "data"}
        kind = kinds[type(report)]
        said = report.text.value if report.text else self._word(name, f"line.{kind}_failed.{report.cause}")
        self.reply(name, f"{kind.upper()} error", said)

    def _word(self, name: str, key: str, **values: str) -> str:
        return self.world.texts.word(key, self.world.phones[name].language, **values)


def _literal(text: str) -> str:
    """A text as a dialog has it: braces would be places."""
    return text.replace("{", "{{").replace("}", "}}")

"""The phone's calls as unsolicited results: RING, who calls, who waits, and how a call ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field

from phone.handset.mobile.call import Call
from phone.modem.answers import Word
from phone.modem.commands.calls import is_incoming, number_of
from phone.modem.listing import kind_of

if TYPE_CHECKING:
    from phone.modem.modem import Modem

RING_MS: Final = 5_000
"""From one RING to the next."""

ANSWER_REGISTER: Final = 0

_ENDS: Final[dict[str | None, Word]] = {"busy": "BUSY", "rejected": "BUSY", "timeout": "NO ANSWER"}
"""How a call that was not answered ended."""


@define
class CallWatch:
    """The calls when they were last looked at, and when the next RING is due."""

    known: dict[int, Call] = field(factory=dict)
    ring_at_ms: int | None = None
    rings: int = 0

    def look(self, modem: Modem, *, told: bool) -> None:
        """See which calls are new, which have ended; with `told` the client hears of it."""
        calls = modem.mobile.calls
        live = {call.id: call for call in calls.live if call.slot == modem.slot}
        before, self.known = self.known, live
        if live == before:
            return
        for call in live.values():
            if call.id not in before:
                self._new(modem, call, waiting=call is calls.waiting)
            elif told and modem.settings.notices_shown[1] and call.far_held != before[call.id].far_held:
                modem.announce(f"+CSSU: {2 if call.far_held else 3}")
        if told:
            for call in before.values():
                if call.id not in live:
                    modem.announce(_end(call, calls.calls))
        if not any(call.stage == "ringing" for call in live.values()):
            self.ring_at_ms = None

    def ring(self, modem: Modem) -> None:
        """Ring if it is time, and answer after as many rings as register 0 says."""
        if self.ring_at_ms is None or modem.at_ms < self.ring_at_ms:
            return
        call = modem.mobile.calls.ringing
        if call is None:
            return
        self.ring_at_ms = modem.at_ms + RING_MS
        self.rings += 1
        modem.announce("+CRING: VOICE" if modem.settings.rings_tell_kind else "RING", *_caller(modem, call))
        if self.rings == modem.settings.registers[ANSWER_REGISTER]:
            modem.act(lambda mobile, _: mobile.answer())

    def _new(self, modem: Modem, call: Call, *, waiting: bool) -> None:
        if call.stage != "ringing":
            return
        if not waiting:
            self.ring_at_ms, self.rings = modem.at_ms, 0
        elif modem.settings.waiting_shown:
            number = number_of(call)
            modem.announce(f'+CCWA: "{modem.written(number)}",{kind_of(number)},1')


def _caller(modem: Modem, call: Call) -> tuple[str, ...]:
    """`+CLIP`: the number; an empty one is withheld, or the phone is not told."""
    if not modem.settings.caller_shown:
        return ()
    number = number_of(call)
    hidden = "" if number else f",,,,{1 if call.number == '' else 2}"
    return (f'+CLIP: "{modem.written(number)}",{kind_of(number)}{hidden}',)


def _end(call: Call, ended: tuple[Call, ...]) -> Word:
    """How a call ended for the client."""
    if call.stage == "active" or is_incoming(call):
        return "NO CARRIER"
    cause = next((one.released for one in ended if one.id == call.id), None)
    return _ENDS.get(cause, "NO CARRIER")

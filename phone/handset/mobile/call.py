"""The calls of a phone: one that is up, one that is held, one that waits (3GPP TS 22.030, 6.5.5; 22.083)."""

from __future__ import annotations

import re
from typing import Final, Literal

from attrs import define, evolve, field, frozen

from phone.air.messages import (
    CallAlerting,
    CallAnnouncement,
    CallAnswer,
    CallCause,
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
)
from phone.air.text import Text
from phone.handset.mobile.calllog import CallLog, Kind, Logged

PAUSE_MS: Final = 3_000
"""How long a `p` in a dialled number waits after the answer before its tones follow (3GPP TS 22.101, annex A)."""

PAUSE: Final = "p"
WAIT: Final = "w"
"""What follows a wait is sent when the subscriber says so."""

BREAK: Final = re.compile(f"[{PAUSE}{WAIT}]")
TONES: Final = frozenset("0123456789*#")

Stage = Literal["calling", "alerting", "ringing", "active"]


@frozen
class Call:
    """A call: what was said so far, and why it ended (None while it lasts).

    Attributes:
        slot: the SIM it is on.
        number: whom or who; empty if withheld, None if the network does not tell.
        since_ms: when it began.
        said: announcements.
        released: why it ended.
        id: its number on the air.
        stage: on its way, ringing there, ringing here, or answered.
        held: this side lets the other wait.
        far_held: the other side lets this one wait.
        connected_at_ms: when it was answered.
        ended_at_ms: when it ended, if it was answered.
        tones: what will be sent as tones, from the first pause `p` or wait `w` on.
        tones_at_ms: when; None while they wait for an answer or for the subscriber.
        heard: the tones that came.
    """

    slot: int
    number: str | None
    since_ms: int
    said: tuple[Text, ...] = ()
    released: CallCause | None = None
    id: int = 0
    stage: Stage = "calling"
    held: bool = False
    far_held: bool = False
    connected_at_ms: int | None = None
    ended_at_ms: int | None = None
    tones: str = ""
    tones_at_ms: int | None = None
    heard: str = ""

    def seconds(self, at_ms: int) -> int | None:
        """How long it has lasted since the answer; None without one."""
        if self.connected_at_ms is None:
            return None
        return ((self.ended_at_ms or at_ms) - self.connected_at_ms) // 1000


Sent = tuple[tuple[int, CallUp], ...]
"""What goes to the network, by slot."""


@define
class Calls:
    """The calls of a phone, and those that are over; `muted` while the others do not hear this side."""

    calls: tuple[Call, ...] = ()
    last_id: int = -1
    log: CallLog = field(factory=CallLog)
    muted: bool = False

    @property
    def live(self) -> tuple[Call, ...]:
        """Calls that have not ended."""
        return tuple([call for call in self.calls if call.released is None])

    @property
    def current(self) -> Call | None:
        """The call that the phone shows: the one that is up, else on its way, ringing, held, or the one that has ended."""

        def place(call: Call) -> int:
            if call.released is not None:
                return 4
            return 3 if call.held else {"active": 0, "calling": 1, "alerting": 1, "ringing": 2}[call.stage]

        return min(self.calls, key=place, default=None)

    @property
    def waiting(self) -> Call | None:
        """A call that rings beside others."""
        return next((call for call in self.live if call.stage == "ringing" and len(self.live) > 1), None)

    @property
    def ringing(self) -> Call | None:
        """A call that rings, alone or beside others."""
        return next((call for call in self.live if call.stage == "ringing"), None)

    @property
    def held(self) -> Call | None:
        """A call that waits for this side."""
        return next((call for call in self.live if call.held), None)

    @property
    def active(self) -> tuple[Call, ...]:
        """Calls that are up and not held: one, or those of a conference."""
        return tuple(call for call in self.live if call.stage == "active" and not call.held)

    @property
    def awaited(self) -> Call | None:
        """A call that is up and whose tones wait for the subscriber."""
        return next((call for call in self.active if call.tones.startswith(WAIT)), None)

    @property
    def may_dial(self) -> bool:
        """Whether another call can begin: none is on its way or rings, and an active one can be held (22.030, 6.5.5.1)."""
        settled = all(call.stage == "active" for call in self.live)
        return settled and not (self.active and self.held)

    def dial(
        self, slot: int, number: str, at_ms: int, *, clir: Literal["show", "hide"] | None = None, tones: str = ""
    ) -> Sent:
        """Begins a call; what is up is held before."""
        self.muted = self.muted and bool(self.live)
        holds = self._hold_active()
        self.last_id += 1
        self.calls = (*self.live, Call(slot, number, at_ms, id=self.last_id, tones=tones))
        return (*holds, (slot, CallSetup(number, self.last_id, clir)))

    def answer(self) -> Sent:
        """Takes the call that rings; what is up is held."""
        call = self.ringing
        if call is None:
            return ()
        return (*self._hold_active(), (call.slot, CallAnswer(call.id)))

    def reject(self, at_ms: int | None = None) -> Sent:
        """Does not take the call that rings."""
        return () if self.ringing is None else self._leave((self.ringing,), at_ms)

    def hang_up(self, at_ms: int | None = None) -> Sent:
        """Ends the call that is shown, or closes what is left of it."""
        call = self.current
        if call is None or call.released is not None:
            self.calls = ()
            return ()
        return self._leave((call,), at_ms)

    def end(self, at_ms: int | None = None) -> Sent:
        """The red key: ends every call except one that waits (22.030, 6.5.5.1); one that rings alone is not taken."""
        waiting = self.waiting
        return self._leave(tuple(call for call in self.live if call is not waiting), at_ms, closing=True)

    def tone(self, digit: str) -> Sent:
        """Presses a key in the calls that are up."""
        return tuple((call.slot, CallTone(call.id, digit)) for call in self.active)

    def send_tones(self, text: str, at_ms: int) -> Sent:
        """Sends what was written as tones in the calls that are up; pauses and waits in it count as in a dialled number."""
        for call in self.active:
            self._put(call, evolve(call, tones=f"{PAUSE}{text}{call.tones}"))
        return tuple(sent for call in self.active for sent in self._send_tones(call, at_ms))

    def send_awaited(self, at_ms: int) -> Sent:
        """Sends the tones that wait for the subscriber, up to the next pause or wait."""
        return () if self.awaited is None else self._send_tones(self.awaited, at_ms)

    def toggle_hold(self) -> Sent:
        """Holds what is up and takes back what is held."""
        held = self.held
        return (*self._hold_active(), *(() if held is None else self._hold(held, held=False)))

    def can_steer(self, code: str) -> bool:
        """Whether an in-call code has a call to act on (22.030, 6.5.5.1)."""
        match code:
            case "0":
                return self.ringing is not None or self.held is not None
            case "1":
                return bool(self.active)
            case "2":
                if self.ringing is not None:
                    return not (self.active and self.held)
                return bool(self.active or self.held)
            case "3":
                return bool(self.active and self.held)
            case "4":
                return len(self.active) == 1 and self.held is not None and self.ringing is None
        return len(code) == 2 and self._numbered(code) is not None

    def steer(self, code: str, at_ms: int | None = None) -> Sent:
        """Carries out an in-call code: 0, 1, 2, 3, 4, and 1X, 2X with the place of a call counted from 1."""
        if not self.can_steer(code):
            return ()
        match code:
            case "0":
                if self.ringing is not None:
                    return self.reject(at_ms)
                return self._leave((self.held,) if self.held else (), at_ms)
            case "1":
                ended = self._leave(self.active, at_ms)
                return (*ended, *(self.answer() if self.ringing is not None else self.toggle_hold()))
            case "2":
                return self.answer() if self.ringing is not None else self.toggle_hold()
            case "3":
                return () if self.held is None else self._hold(self.held, held=False)
            case "4":
                active, held = self.active[0], self.held
                return () if held is None else ((active.slot, CallTransfer(active.id, held.id)),)
        numbered = self._numbered(code)
        if numbered is None:
            return ()
        if code[0] == "1":
            return self._leave((numbered,), at_ms)
        others = tuple(call for call in self.active if call is not numbered)
        return tuple(sent for call in others for sent in self._hold(call, held=True))

    def lose(self, slot: int, at_ms: int | None) -> None:
        """The SIM of a slot hears the network no more; without a time, how long the calls lasted is not told."""
        for call in self.live:
            if call.slot == slot:
                self._release(call, "no_coverage", at_ms)

    def receive(self, slot: int, message: CallDown, at_ms: int) -> Sent:
        """Takes the network's word about a call; one about a call that is over changes nothing."""
        if isinstance(message, CallIncoming):
            return self._ring(slot, message, at_ms)
        if isinstance(message, CallCharge):
            self.log.charge(slot, message.call, message.kopecks)
            return ()
        call = next((call for call in self.live if (call.slot, call.id) == (slot, message.call)), None)
        if call is None:
            return ()
        match message:
            case CallAlerting():
                self._put(call, evolve(call, stage="alerting"))
            case CallConnected(number=number):
                tones_at_ms = at_ms + PAUSE_MS if call.tones.startswith(PAUSE) else None
                answered = evolve(call, stage="active", connected_at_ms=at_ms, tones_at_ms=tones_at_ms)
                self._put(call, evolve(answered, number=f"+{number}" if number else call.number))
            case CallHeld(held=held):
                self._put(call, evolve(call, far_held=held))
            case CallTone(digit=digit):
                self._put(call, evolve(call, heard=call.heard + digit))
            case CallAnnouncement(text=text):
                self._put(call, evolve(call, said=(*call.said, text)))
            case CallReleased(cause=cause):
                self._release(call, cause, at_ms)
        return ()

    def next_due(self) -> int | None:
        """When tones of a dialled number follow."""
        return (
            None
            if not self.calls
            else min((call.tones_at_ms for call in self.live if call.tones_at_ms is not None), default=None)
        )

    def run_due(self, at_ms: int) -> Sent:
        """Sends the tones between two pauses."""
        due = [call for call in self.live if call.tones_at_ms is not None and call.tones_at_ms <= at_ms]
        return tuple(sent for call in due for sent in self._send_tones(call, at_ms))

    def _send_tones(self, call: Call, at_ms: int) -> Sent:
        """The tones behind a pause or a wait, as far as the next one."""
        now = BREAK.split(call.tones[1:], maxsplit=1)[0]
        later = call.tones[1 + len(now) :]
        self._put(call, evolve(call, tones=later, tones_at_ms=at_ms + PAUSE_MS if later.startswith(PAUSE) else None))
        return tuple((call.slot, CallTone(call.id, digit)) for digit in now if digit in TONES)

    def _ring(self, slot: int, message: CallIncoming, at_ms: int) -> Sent:
        """Another SIM's call, or a third beside one that rings, finds the phone busy: it has one radio and two ears."""
        busy = any(call.slot != slot or call.stage != "active" for call in self.live)
        if busy or (self.live and not message.waiting):
            return ((slot, CallDisconnect(message.call, busy=True)),)
        self.muted = self.muted and bool(self.live)
        self.calls = (*self.live, Call(slot, message.caller, at_ms, id=message.call, stage="ringing"))
        return ((slot, CallRinging(message.call)),)

    def _numbered(self, code: str) -> Call | None:
        """The call of an active one's place, as 1X and 2X count them."""
        place = int(code[1]) - 1 if code[1:].isdecimal() else -1
        return self.active[place] if 0 <= place < len(self.active) else None

    def _hold_active(self) -> Sent:
        return tuple(sent for call in self.active for sent in self._hold(call, held=True))

    def _hold(self, call: Call, *, held: bool) -> Sent:
        self._put(call, evolve(call, held=held))
        return ((call.slot, CallHold(call.id, held)),)

    def _leave(self, left: tuple[Call, ...], at_ms: int | None, *, closing: bool = False) -> Sent:
        """Ends some calls from this side; with the last one, nothing is left to be shown when `closing`."""
        for call in left:
            self._log(call, at_ms)
        gone = {call.id for call in left}
        self.calls = tuple(call for call in (self.live if closing else self.calls) if call.id not in gone)
        return tuple((call.slot, CallDisconnect(call.id)) for call in left)

    def _release(self, call: Call, cause: CallCause, at_ms: int | None) -> None:
        """A call ends: one that rang here is missed, another is shown until the subscriber closes it."""
        self._log(call, at_ms, missed=call.stage == "ringing")
        if call.stage == "ringing":
            self._put(call, None)
            return
        connected_at_ms = None if at_ms is None else call.connected_at_ms
        ended_at_ms = None if connected_at_ms is None else at_ms
        ended = evolve(call, released=cause, connected_at_ms=connected_at_ms, ended_at_ms=ended_at_ms)
        self._put(call, None if len(self.live) > 1 else ended)

    def _log(self, call: Call, at_ms: int | None, *, missed: bool = False) -> None:
        """A call is over; one that was not taken here on purpose counts as received."""
        kind: Kind = "missed" if missed else "received" if call.id < 0 else "dialled"
        seconds = None if at_ms is None else call.seconds(at_ms)
        self.log.add(Logged(kind, call.slot, call.number, call.since_ms, seconds, call.id))

    def _put(self, call: Call, now: Call | None) -> None:
        put = ((now if one is call else one) for one in self.calls)
        self.calls = tuple(one for one in put if one is not None)

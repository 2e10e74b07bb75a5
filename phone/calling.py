"""A call of somebody's phone for programs: what was said in it, how it stands, what it cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import define, frozen

from ledger.commands import Charge
from phone.air.messages import CallAnnouncement, CallCause, CallReleased, Refused
from phone.air.text import Text
from phone.handset.mobile.call import Call, Stage
from phone.inputs import Act
from phone.trace import TraceEvent
from phone.world import World

CallState = Stage | Literal["held", "released"]
"""How a call stands: on its way, ringing there or here, up, held, over."""


@define
class PhoneCall:
    """One call of a phone; its verbs let time pass until the network has said its word.

    Attributes:
        world: where it is.
        name: whose phone.
        slot: on which SIM.
        number: its number on the air.
        since_seq: the newest event of the trace before it.
        since_entry: the newest entry of the books before it.
    """

    world: World
    name: str
    slot: int
    number: int
    since_seq: int
    since_entry: int

    @property
    def announcements(self) -> tuple[Text, ...]:
        """What the network said in it, oldest first."""
        messages = (event.message for event in self._events())
        return tuple(message.text for message in messages if isinstance(message, CallAnnouncement))

    @property
    def state(self) -> CallState:
        """How it stands now."""
        call = self._call
        if call is None or call.released is not None:
            return "released"
        return "held" if call.held else call.stage

    @property
    def cause(self) -> CallCause | None:
        """Why it ended: `user` if this side or the other hung up; None while it lasts."""
        causes = [event.message.cause for event in self._events() if isinstance(event.message, CallReleased)]
        return causes[-1] if causes else "user" if self.state == "released" else None

    @property
    def refused(self) -> Refused | None:
        """What the operator refused in it, last."""
        found = [event.refusal for event in self._events() if event.refusal is not None]
        return found[-1] if found else None

    @property
    def heard(self) -> str:
        """The tones that came from the other side."""
        call = self._call
        return "" if call is None else call.heard

    @property
    def cost_kopecks(self) -> int:
        """What this SIM has paid for calls since it began."""
        msisdn = self.world.people[self.name].msisdns[self.slot]
        return sum(
            int(entry.details["kopecks"])
            for entry in self.world.ledger.entries(self.since_entry + 1)
            if isinstance(entry.command, Charge) and (entry.command.msisdn, entry.command.use) == (msisdn, "call")
        )

    def press(self, *keys: str) -> PhoneCall:
        """Press keys one after another, waiting after each for what the other side says; several in one string go at once.

        Raises:
            ValueError: the call is not up, or there is no such key.
        """
        for key in keys:
            if self.state != "active":
                raise ValueError(f"key {key!r}: the call is {self.state}, expected one that is up")
            if not key or set(key) - set("0123456789*#"):
                raise ValueError(f"key {key!r}: expected digits, * or #")
            for digit in key:
                self._sound(digit)
            self.world.settle()
        return self

    def hang_up(self) -> PhoneCall:
        """The red key."""
        self.world.command(self.name, lambda phone, at_ms: phone.mobile.leave_all(at_ms), Act("hangup", slot=self.slot))
        self.world.settle()
        return self

    def wait(self, by_ms: int) -> PhoneCall:
        """Go on talking, or waiting."""
        self.world.advance(by_ms)
        return self

    def _sound(self, digit: str) -> None:
        act = Act("keys", digit, slot=self.slot)
        self.world.command(self.name, lambda phone, _: phone.mobile.tone(digit), act)

    @property
    def _call(self) -> Call | None:
        calls = self.world.phones[self.name].mobile.calls.calls
        return next((call for call in calls if (call.slot, call.id) == (self.slot, self.number)), None)

    def _events(self) -> Iterator[TraceEvent]:
        msisdn = self.world.people[self.name].msisdns[self.slot]
        for event in self.world.trace:
            about = isinstance(event.message, CallAnnouncement | CallReleased) and event.message.call == self.number
            if event.seq > self.since_seq and (event.phone, event.sim) == (self.name, msisdn) and about:
                yield event


@frozen
class Placed:
    """What a phone had before a call began."""

    seq: int
    entry: int

    @classmethod
    def now(cls, world: World) -> Placed:
        """The newest event and entry."""
        return cls(world.trace[-1].seq if world.trace else 0, world.ledger.head)


def place_call(world: World, name: str, slot: int, number: str) -> PhoneCall:
    """Dial a number and wait for what comes of it; the phone has judged that it would place a call."""
    before = Placed.now(world)
    world.command(name, lambda phone, at_ms: phone.mobile.dial(number, at_ms, slot), Act("call", number, slot=slot))
    made = PhoneCall(world, name, slot, world.phones[name].mobile.calls.last_id, before.seq, before.entry)
    world.settle()
    return made


def take_call(world: World, name: str) -> PhoneCall | None:
    """Answer the call that rings; None if none does."""
    ringing = world.phones[name].mobile.calls.ringing
    if ringing is None:
        return None
    before = Placed.now(world)
    world.command(name, lambda phone, _: phone.mobile.answer(), Act("answer", slot=ringing.slot))
    world.settle()
    return PhoneCall(world, name, ringing.slot, ringing.id, before.seq, before.entry)

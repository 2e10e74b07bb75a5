"""The calls that a phone has had: who, when, for how long, and what they cost."""

from __future__ import annotations

from typing import Final, Literal

from attrs import define, evolve, frozen

KEPT: Final = 20
"""Calls of each kind that the phone remembers."""

Kind = Literal["missed", "received", "dialled"]

CallKey = tuple[int, int, int]
"""What tells a call from others: its SIM, its number on the air, when it began."""


@frozen
class Logged:
    """A call that is over.

    Attributes:
        kind: missed here, received here, or dialled here.
        slot: the SIM it was on.
        number: whom or who: as it was dialled, or in digits; empty if withheld, None if the network did not tell.
        at_ms: when it began.
        seconds: how long it lasted from the answer; None without one, or where nobody looked at a clock.
        call: its number on the air.
        cost_kopecks: what it cost, as the network told; None if it did not.
    """

    kind: Kind
    slot: int
    number: str | None
    at_ms: int
    seconds: int | None = None
    call: int = 0
    cost_kopecks: int | None = None

    @property
    def key(self) -> CallKey:
        """What tells it from others, whatever else the phone learns of it."""
        return self.slot, self.call, self.at_ms


@define
class CallLog:
    """All of them, newest first, and what they come to; `unseen` of the missed ones were not looked at."""

    calls: tuple[Logged, ...] = ()
    unseen: int = 0
    received_s: int = 0
    dialled_s: int = 0
    cost_kopecks: int = 0

    def of(self, kind: Kind) -> tuple[Logged, ...]:
        """Those of a kind."""
        return tuple(call for call in self.calls if call.kind == kind)

    def get(self, key: CallKey) -> Logged | None:
        """One of them; None if it was deleted, or made room."""
        return next((call for call in self.calls if call.key == key), None)

    def add(self, call: Logged) -> None:
        """A call is over; the oldest of its kind makes room."""
        others = self.of(call.kind)
        gone = others[KEPT - 1] if len(others) >= KEPT else None
        self.calls = (call, *(one for one in self.calls if one is not gone))
        self.unseen += call.kind == "missed"
        if call.kind == "received":
            self.received_s += call.seconds or 0
        elif call.kind == "dialled":
            self.dialled_s += call.seconds or 0

    def charge(self, slot: int, call: int, kopecks: int) -> None:
        """The network tells what a call came to (advice of charge, 3GPP TS 22.086)."""
        known = next((one for one in self.calls if (one.slot, one.call) == (slot, call)), None)
        self.cost_kopecks += kopecks
        if known is not None:
            told = evolve(known, cost_kopecks=(known.cost_kopecks or 0) + kopecks)
            self.calls = tuple(told if one is known else one for one in self.calls)

    def delete(self, key: CallKey) -> None:
        """Forgets one call; what it came to stays in the sums."""
        self.calls = tuple(call for call in self.calls if call.key != key)

    def erase(self) -> None:
        """Forgets the calls and what they came to."""
        self.calls, self.unseen, self.received_s, self.dialled_s, self.cost_kopecks = (), 0, 0, 0, 0

"""The ether: the weather around each phone, and the messages that are on their way between phones and network."""

from __future__ import annotations

from heapq import heappop, heappush

from attrs import define, evolve, field, frozen

from ledger.loading import nearest
from phone.air.messages import Uplink
from phone.air.weather import FINE, Bearer, Crossing, Luck, Parcel, Weather, bearer_of, cross
from phone.worldfile import AirFile

ORDERED: frozenset[Bearer] = frozenset({"call", "network"})
"""What the radio link repeats until it arrives, in the order in which it was sent."""


@frozen
class UnderWay:
    """What of a world is neither in its books nor in a phone nor with the operator: the weather, and what crosses the air.

    Attributes:
        airs: name → the weather in which a phone is, where it is not fine.
        flying: (arrives_at_ms, order of sending, parcel), the next one first.
        sent: how many parcels were sent.
        crossed: name → how many messages of or to a phone have met other than fine weather.
        last: (IMSI, up) → when the newest word about a call or of registration arrives.
        learned: the weathers that are not in `air.json`.
    """

    airs: dict[str, str]
    flying: tuple[tuple[int, int, Parcel], ...]
    sent: int
    crossed: dict[str, int]
    last: dict[tuple[str, bool], int]
    learned: dict[str, Weather] = field(factory=dict)


@define
class Ether:
    """Weather and messages under way; it decides what becomes of a message, and hands none over by itself.

    Attributes:
        file: how long messages travel, and what weathers there are.
        seed: what luck is derived from.
        airs: name → the weather in which a phone is, where it was ever changed.
    """

    file: AirFile
    seed: int
    airs: dict[str, str] = field(factory=dict)
    _flying: list[tuple[int, int, Parcel]] = field(factory=list)
    """Heap of (arrives_at_ms, order of sending, parcel)."""
    _sent: int = 0
    _crossed: dict[str, int] = field(factory=dict)
    """Name → how many messages of or to a phone have met other than fine weather."""
    _last: dict[tuple[str, bool], int] = field(factory=dict)
    """(IMSI, up) → when the newest word about a call or of registration arrives that is on its way; they keep their order."""
    _learned: dict[str, Weather] = field(factory=dict)
    """The weathers that its file did not have."""

    def weather(self, name: str) -> str:
        """The name of the weather in which somebody's phone is."""
        return self.airs.get(name, FINE)

    def is_covered(self, name: str) -> bool:
        """Whether somebody's phone hears the network at all."""
        weather = self.file.states.get(self.weather(name))
        return weather is None or weather.covered

    def change(self, name: str, state: str) -> None:
        """Somebody's phone comes into another weather: `fine`, or one of the states of `air.json`.

        Raises:
            ValueError: there is no such weather; names the nearest.
        """
        if state not in self.file.names:
            expected = f"one of {', '.join(self.file.names)}{nearest(state, self.file.names)}"
            raise ValueError(f'there is no weather "{state}"; expected {expected}')
        self.airs[name] = state

    def learn(self, state: str, weather: Weather) -> None:
        """There is one weather more, for as long as the world lives."""
        self._learned[state] = weather
        self.file = evolve(self.file, states={**self.file.states, state: weather})

    def cross(self, name: str, parcel: Parcel, timeout_ms: int) -> Crossing:
        """What the weather makes of a message of somebody's phone or to it, where a USSD session waits for `timeout_ms`."""
        if isinstance(parcel, Uplink) and name not in self.airs:
            return ((0, parcel),)
        weather = self.file.states.get(self.weather(name))
        if weather is not None:
            self._crossed[name] = self._crossed.get(name, 0) + 1
        luck = Luck(self.seed, name, self._crossed.get(name, 0))
        return cross(parcel, weather, self.file.fine, luck, timeout_ms)

    def carry(self, parcel: Parcel, delay_ms: int, at_ms: int) -> bool:
        """Send a message on its way; whether it is a phone's and has arrived in the same moment, and is left to the caller.

        Words about a call and of registration do not overtake each other.
        """
        up = isinstance(parcel, Uplink)
        arrives_ms = at_ms + delay_ms
        if bearer_of(parcel.message) in ORDERED:
            arrives_ms = max(arrives_ms, self._last.get((parcel.imsi, up), 0))
            if not up or arrives_ms > at_ms:
                self._last[parcel.imsi, up] = arrives_ms
        if up and arrives_ms == at_ms:
            return True
        self._sent += 1
        heappush(self._flying, (arrives_ms, self._sent, parcel))
        return False

    def next_due(self) -> int | None:
        """When the next message arrives, in epoch milliseconds."""
        return self._flying[0][0] if self._flying else None

    def take(self, at_ms: int) -> Parcel | None:
        """The next message that has arrived by a moment; None if there is none."""
        return heappop(self._flying)[2] if self._flying and self._flying[0][0] <= at_ms else None

    @property
    def flying(self) -> tuple[Parcel, ...]:
        """What is on its way, the next one first."""
        return tuple(parcel for *_, parcel in sorted(self._flying))

    def lose_all(self) -> None:
        """Nothing that is on its way arrives."""
        self._flying.clear()

    @property
    def under_way(self) -> UnderWay:
        """The weather and what crosses the air now."""
        return UnderWay(
            dict(self.airs),
            tuple(sorted(self._flying)),
            self._sent,
            dict(self._crossed),
            dict(self._last),
            dict(self._learned),
        )

    def resume(self, kept: UnderWay) -> None:
        """Go on from the weather and what crossed the air at another time."""
        self.airs, self._flying = dict(kept.airs), list(kept.flying)
        self._sent, self._crossed, self._last = kept.sent, dict(kept.crossed), dict(kept.last)
        for state, weather in kept.learned.items():
            self.learn(state, weather)

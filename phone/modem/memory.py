"""Where messages lie for a client: numbered places in `SM` and `ME`, over the phone's one store.

A phone keeps whole messages, a client reads and deletes parts, each in a place of its own. The message goes from the phone
with the last of its parts; a message that a hand deletes leaves all its places. Where a new one comes to lie, the third
memory of `+CPMS` says; what a client stores to be sent, and reports, lie beside them and are the modem's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, Literal

from attrs import define, field, frozen

from phone.air.pdu import StatusReport, Submit
from phone.air.text import Text, segments
from phone.handset.mobile.store import CAPACITY, Message, Store

MemoryName = Literal["SM", "ME"]

MEMORIES: Final[tuple[MemoryName, ...]] = ("SM", "ME")

OWN_MAX: Final = 50
"""Reports and messages to be sent that the modem keeps."""

UNREAD, READ, UNSENT, SENT = range(4)
"""`<stat>`: received and not read, received and read, stored and not sent, stored and sent (27.005, 3.1)."""


@frozen
class Received:
    """A part of a message in the phone's store."""

    message: Message
    text: Text
    part: int = 1
    parts: int = 1


@frozen
class Stored:
    """A message that a client has stored, with its bits as they came; `draft` is its number among the phone's drafts.

    What is only a part of a message, or no text, is no draft: then it is None.
    """

    submit: Submit
    draft: int | None = None


Content = Received | Stored | StatusReport


@define
class Place:
    """What lies in a place, and what its client has done with it."""

    content: Content
    read: bool = False
    sent: bool = False


@define
class Memory:
    """All places, by memory and number; numbers begin at 1, and the lowest free one is taken."""

    places: dict[MemoryName, dict[int, Place]] = field(factory=lambda: {name: {} for name in MEMORIES})
    last_number: int = 0
    _seen: tuple[Message, ...] = ()

    def put(self, name: MemoryName, content: Content) -> int:
        """Lay something into a place; returns its number."""
        there = self.places[name]
        number = next(place for place in range(1, len(there) + 2) if place not in there)
        there[number] = Place(content)
        return number

    def follow(self, store: Store, slot: int) -> tuple[tuple[Received, ...], ...]:
        """Drop what is gone from the phone; the new messages of a SIM, oldest first, each in its parts.

        A multimedia message is none that a modem could hand over.
        """
        if store.inbox is self._seen:
            return ()
        self._seen = store.inbox
        kept = {message.number: message for message in store.inbox}
        for there in self.places.values():
            for number, place in tuple(there.items()):
                if isinstance(place.content, Received) and place.content.message.number not in kept:
                    del there[number]
        new = [
            message
            for message in reversed(store.inbox)
            if message.number > self.last_number and message.slot == slot and message.kind == "sms"
        ]
        self.last_number = max(self.last_number, *kept, 0)
        return tuple(map(parts_of, new))

    def follow_drafts(self, drafts: Collection[int]) -> None:
        """Drop what a hand has deleted from the drafts, or sent."""
        for there in self.places.values():
            for number, place in tuple(there.items()):
                draft = place.content.draft if isinstance(place.content, Stored) and not place.sent else None
                if draft is not None and draft not in drafts:
                    del there[number]

    def others(self, message: Message) -> Iterator[Place]:
        """The places of a message's parts."""
        for there in self.places.values():
            for place in there.values():
                if isinstance(place.content, Received) and place.content.message.number == message.number:
                    yield place

    def status(self, place: Place, store: Store) -> int:
        """Whether it was read, by the client or by a hand, or sent."""
        match place.content:
            case Stored():
                return SENT if place.sent else UNSENT
            case Received(message):
                held = store.get(message.number)
                return READ if place.read or (held is not None and held.read) else UNREAD
        return READ if place.read else UNREAD

    def used(self, name: MemoryName) -> int:
        """How many places are taken."""
        return len(self.places[name])

    def total(self, name: MemoryName, store: Store) -> int:
        """How many there are: those that are taken and as many as the phone has room for; no number is greater."""
        free = max(0, CAPACITY - len(store.inbox) - len(store.gathering))
        return max(self.used(name) + free, *self.places[name], 1)

    @property
    def has_room(self) -> bool:
        """Whether the modem can keep one more report or message to be sent."""
        places = (place for there in self.places.values() for place in there.values())
        return sum(not isinstance(place.content, Received) for place in places) < OWN_MAX


def parts_of(message: Message) -> tuple[Received, ...]:
    """The parts in which a message crosses the air."""
    texts = segments(message.text)
    return tuple(Received(message, text, part, len(texts)) for part, text in enumerate(texts, start=1))

"""The store of received messages, and the parts of those that are still on their way."""

from __future__ import annotations

from typing import Final, Literal

from attrs import define, evolve, frozen

from phone.air.addresses import is_number
from phone.air.messages import SmsDeliver, SmsDeliverReport
from phone.air.text import Span, Text

CAPACITY: Final = 50
"""Messages the phone can hold, those with parts missing included."""

REMEMBERED_PARTS: Final = 512
"""How many parts the phone remembers in order to know a repeated one."""

PARTS_KEPT_MS: Final = 7 * 24 * 3_600_000
"""How long parts wait for the rest of their message."""

Kind = Literal["sms", "mms"]

PartName = tuple[Kind, int, int, str, int, int]
"""Kind, slot, delivery, sender, reference and place of a part."""


@frozen
class Message:
    """A received message, complete; `number` names it in this phone, `slot` is the SIM it came to.

    A multimedia message has a subject and the name of a picture as well; both may be empty.
    """

    number: int
    slot: int
    sender: str
    text: Text
    sent_at_ms: int
    received_at_ms: int
    read: bool = False
    kind: Kind = "sms"
    subject: str = ""
    picture: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the sender is a number; a name cannot be answered."""
        return is_number(self.sender)


@frozen
class Gathering:
    """The parts so far of one message, each with its place (from 1)."""

    slot: int
    sender: str
    reference: int
    parts: int
    since_ms: int
    flash: bool = False
    pieces: tuple[tuple[int, Text], ...] = ()

    def accepts(self, slot: int, part: SmsDeliver) -> bool:
        """Whether the part belongs to this message."""
        own = (self.slot, self.sender, self.reference, self.parts, self.flash)
        return own == (slot, part.sender, part.reference, part.parts, part.flash)

    def plus(self, part: SmsDeliver) -> Gathering:
        """With one part more; a place that is taken stays as it is."""
        if any(place == part.part for place, _ in self.pieces):
            return self
        return evolve(self, pieces=tuple(sorted([*self.pieces, (part.part, part.text)], key=lambda piece: piece[0])))

    @property
    def complete(self) -> bool:
        """Whether no part is missing."""
        return len(self.pieces) == self.parts


@define
class Store:
    """Received messages, newest first; `flashes` are those that are shown and not stored, oldest first."""

    inbox: tuple[Message, ...] = ()
    gathering: tuple[Gathering, ...] = ()
    last_number: int = 0
    known_parts: tuple[PartName, ...] = ()
    away: tuple[int, ...] = ()
    """The slots whose messages found no room, until one is deleted."""
    flashes: tuple[Message, ...] = ()

    @property
    def turned_away(self) -> bool:
        """Whether a message found no room."""
        return bool(self.away)

    @property
    def has_room(self) -> bool:
        """Whether one more message can be stored."""
        return len(self.inbox) + sum(not one.flash for one in self.gathering) < CAPACITY

    @property
    def unread(self) -> int:
        """Messages not read yet."""
        return sum(not message.read for message in self.inbox)

    def get(self, number: int) -> Message | None:
        """The message of that number, or None if it was deleted."""
        return next((message for message in self.inbox if message.number == number), None)

    def mark_read(self, number: int) -> None:
        """The subscriber has opened the message."""
        self.inbox = tuple(evolve(m, read=True) if m.number == number else m for m in self.inbox)

    def delete(self, number: int) -> tuple[int, ...]:
        """Frees the place of a message; returns the slots whose messages had found no room."""
        return self._keep(tuple(message for message in self.inbox if message.number != number))

    def delete_read(self) -> tuple[int, ...]:
        """Frees the places of all messages that were read; returns what `delete` does."""
        return self._keep(tuple(message for message in self.inbox if not message.read))

    def _keep(self, inbox: tuple[Message, ...]) -> tuple[int, ...]:
        self.inbox = inbox
        slots, self.away = (self.away, ()) if self.has_room else ((), self.away)
        return slots

    def turn_away(self, slot: int) -> None:
        """A message to a slot finds no room."""
        self.away = tuple(sorted({*self.away, slot}))

    def knows(self, name: PartName) -> bool:
        """Whether a part was stored before."""
        return name in self.known_parts

    def remember(self, name: PartName) -> None:
        """A part is stored now."""
        self.known_parts = (*self.known_parts, name)[-REMEMBERED_PARTS:]

    def receive(self, slot: int, part: SmsDeliver, at_ms: int) -> SmsDeliverReport:
        """Stores a part, in any order; a repeated one is reported as stored and changes nothing."""
        name: PartName = ("sms", slot, part.delivery, part.sender, part.reference, part.part)
        if self.knows(name):
            return SmsDeliverReport(part.delivery)
        self.gathering = tuple(one for one in self.gathering if at_ms - one.since_ms < PARTS_KEPT_MS)
        whole = part.parts <= 1 or not 1 <= part.part <= part.parts
        begun = next((one for one in self.gathering if not whole and one.accepts(slot, part)), None)
        if begun is None and not part.flash and not self.has_room:
            self.turn_away(slot)
            return SmsDeliverReport(part.delivery, "memory_full")
        self.remember(name)
        if whole:
            self._take(slot, part, part.text, at_ms)
            return SmsDeliverReport(part.delivery)
        grown = (begun or Gathering(slot, part.sender, part.reference, part.parts, at_ms, part.flash)).plus(part)
        self.gathering = tuple(one for one in self.gathering if one is not begun)
        if grown.complete:
            self._take(slot, part, join(tuple(text for _, text in grown.pieces)), at_ms)
        else:
            self.gathering = (*self.gathering, grown)
        return SmsDeliverReport(part.delivery)

    def add(
        self,
        slot: int,
        sender: str,
        text: Text,
        sent_at_ms: int,
        at_ms: int,
        *,
        kind: Kind = "sms",
        subject: str = "",
        picture: str = "",
    ) -> None:
        """Stores a message that came whole."""
        self.last_number += 1
        message = Message(
            self.last_number, slot, sender, text, sent_at_ms, at_ms, kind=kind, subject=subject, picture=picture
        )
        self.inbox = (message, *self.inbox)

    def _take(self, slot: int, part: SmsDeliver, text: Text, at_ms: int) -> None:
        if not part.flash:
            self.add(slot, part.sender, text, part.sent_at_ms, at_ms)
            return
        self.last_number += 1
        shown = Message(self.last_number, slot, part.sender, text, part.sent_at_ms, at_ms, read=True)
        self.flashes = (*self.flashes, shown)


def join(parts: tuple[Text, ...]) -> Text:
    """The text that was cut into parts: its spans moved to their places, a span cut in two made one again."""
    spans: list[Span] = []
    offset = 0
    for part in parts:
        for span in part.spans:
            moved = Span(span.name, span.start + offset, span.end + offset)
            if spans and span.start == 0 and (spans[-1].name, spans[-1].end) == (moved.name, moved.start):
                moved = evolve(moved, start=spans.pop().start)
            spans.append(moved)
        offset += len(part.value)
    return Text("".join(part.value for part in parts), parts[0].key, tuple(spans))

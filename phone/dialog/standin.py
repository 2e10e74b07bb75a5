"""A copy of the world for one step of a performance: keys are pressed in it, and nothing of it lasts."""

from __future__ import annotations

from functools import partial
from itertools import takewhile

from attrs import define, field

from phone.air.messages import Uplink
from phone.copies import copied
from phone.dialog.moves import Hold, Light, Move, Open, Pass, Press, Type
from phone.handset.handset import Handset
from phone.world import World

Pressed = Press | Hold | Type


@define
class StandIn:
    """What an audience sees while somebody presses keys.

    Attributes:
        world: the copy.
        pressed: what was pressed and written in it, in order.
    """

    world: World
    pressed: list[Pressed] = field(factory=list)
    _crossed: int = 0
    """The number of the last event of its trace when it was made."""

    @classmethod
    def of(cls, world: World) -> StandIn:
        """A copy of a world as it is now."""
        return cls(copied(world), crossed=_last_event(world))

    @property
    def sent(self) -> bool:
        """Whether a phone of it has sent something since it was made: the network may have acted on it."""
        crossed = takewhile(lambda event: event.seq > self._crossed, reversed(self.world.trace))
        return any(event.direction == "up" for event in crossed) or any(
            isinstance(parcel, Uplink) for parcel in self.world.ether.flying
        )

    def make(self, move: Move) -> None:
        """Do what a move says."""
        match move:
            case Press() | Hold() | Type():
                self.pressed.append(move)
                press(self.world, move)
            case Pass(ms, awaited):
                due_ms = self.world.next_word() if awaited else None
                if due_ms is not None or not awaited:
                    self.world.advance(ms if due_ms is None else max(0, min(ms, due_ms - self.world.now_ms)))
            case Open(name, text, keys):
                self.world.command(name, partial(_leave_unread, text))
                for key in keys:
                    self.world.press(name, key)


def _last_event(world: World) -> int:
    return world.trace[-1].seq if world.trace else 0


def press(world: World, pressed: Pressed) -> None:
    """Press a key in a world, or write a character."""
    match pressed:
        case Press(name, key):
            world.press(name, key)
        case Hold(name, key, ms):
            world.key_down(name, key)
            world.advance(ms)
            world.key_up(name)
        case Type(name, character):
            world.type(name, character)


def _leave_unread(text: str, phone: Handset, _at_ms: int) -> tuple[()]:
    """As if all messages were read but the newest one of a text, which opens by itself then."""
    store = phone.mobile.store
    wanted = next((message.number for message in store.inbox if str(message.text) == text), None)
    for message in store.inbox:
        if message.number != wanted:
            store.mark_read(message.number)
    return ()


STANDS_IN = Press | Hold | Type | Light | Pass | Open
"""Moves for which there must be a stand-in."""

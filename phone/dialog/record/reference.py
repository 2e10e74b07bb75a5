"""What really happened, lived again to the millisecond: how the world looked before each move."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, frozen

from phone.air.messages import (
    CallAnswer,
    CallDisconnect,
    CallSetup,
    CallTone,
    SmsSubmit,
    UssdReply,
    UssdRequest,
)
from phone.dialog.model import Action
from phone.dialog.record.moves import Move
from phone.dialog.record.take import State, Take
from phone.dialog.template import literal
from phone.trace import TraceEvent
from phone.world import World


@frozen
class Moment:
    """How a world was just before a move, or at the end.

    Attributes:
        at_ms: when.
        gap_ms: how long nobody had done anything then.
        look: what could be told of it.
        quiet: whether nothing was on its way to a phone.
        idle: whose phones were at rest.
        talking: whether somebody was in a call.
        sent: what phones have sent since the moment before, as deeds.
        stirred_ms: how long after the move before something happened by itself; None if nothing did.
    """

    at_ms: int
    gap_ms: int
    look: State
    quiet: bool
    idle: frozenset[str]
    talking: bool
    sent: tuple[Action, ...]
    stirred_ms: int | None


@define
class _Sent:
    """Listens to what phones send."""

    world: World
    deeds: list[Action]

    def __call__(self, event: TraceEvent) -> None:
        if event.direction != "up":
            return
        slots = self.world.people[event.phone].msisdns
        action = _action(self.world, event, slots.index(event.sim) or None)
        if action is not None:
            self.deeds.append(action)


def _action(world: World, event: TraceEvent, slot: int | None) -> Action | None:
    """What somebody does who has a phone send this."""
    name = event.phone
    match event.message:
        case UssdRequest(code=text) | UssdReply(text=text):
            return Action(0, name, "say", text=literal(text), slot=slot)
        case SmsSubmit(to=to, part=1, reference=reference):
            found = next((one for one in world.phones[name].mobile.outbox if one.reference == reference), None)
            text = "" if found is None else "\n".join(map(literal, found.text.split("\n")))
            return Action(0, name, "sms", to, text, slot)
        case CallSetup(number=number):
            return Action(0, name, "call", number, slot=slot)
        case CallAnswer():
            return Action(0, name, "answer", slot=slot)
        case CallDisconnect():
            return Action(0, name, "hangup", slot=slot)
        case CallTone(digit=digit):
            return Action(0, name, "keys", digit, slot=slot)
    return None


def moments(world: World, moves: Sequence[Move], end_ms: int) -> tuple[Moment, ...]:
    """The moment before each move, and the one at the end: one more than moves.

    Args:
        world: as it was opened; it is lived through.
        moves: what was done, in its order.
        end_ms: until when it was watched.
    """
    take = Take.begin(world, settles=False)
    sent = _Sent(world, [])
    world.listen(sent)
    found: list[Moment] = []

    def note(until_ms: int) -> None:
        now_ms, due_ms = world.now_ms, world.next_due()
        stirred_ms = due_ms - now_ms if due_ms is not None and due_ms <= until_ms else None
        take.stage.advance(max(0, until_ms - now_ms))
        idle = frozenset(name for name in world.phones if take.idle(name))
        talking = any(phone.mobile.in_call for phone in world.phones.values())
        gap_ms = world.now_ms - now_ms
        found.append(
            Moment(world.now_ms, gap_ms, take.look(), take.quiet, idle, talking, tuple(sent.deeds), stirred_ms)
        )
        sent.deeds.clear()

    for move in moves:
        note(move.at_ms)
        take.move(move)
    note(end_ms)
    return tuple(found)

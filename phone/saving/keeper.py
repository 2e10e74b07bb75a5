"""Keeping a world's phones and its operator in the journal, and taking them out again.

Each input writes the keys that it has changed, with its entries and in the same commit, so that a save never holds a
message that the books do not know, nor the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field

from ledger.journal.port import Journal, JournalError
from phone.ether import UnderWay
from phone.handset.handset import Handset
from phone.handset.mobile.store import Message
from phone.inputs import INPUTS, Input, Origin
from phone.saving.codec import UnreadableError, decode, encode
from phone.saving.rooms import Room, handset_rooms, network_rooms
from phone.world import World

FORMAT: Final = "saving/format"
"""The key under which stands how everything is written."""

VERSION: Final = 1
AIR: Final = "air"
TRIED: Final = "tried"
Tried = dict[str, int]
METERS: Final = "network/meters"
ORIGIN: Final = "story/origin"
COUNT: Final = "story/count"
"""The key under which stands how many inputs there were."""
Running = tuple[tuple[int, int], ...]
"""The meters that run: (number of the call, place among its meters), in the order in which they were started."""


@define
class Keeper:
    """What the journal has of a world's state beside its books; called, it gives what has changed since."""

    world: World
    _rooms: tuple[Room, ...] = field(init=False)
    _kept: dict[str, bytes] = field(factory=dict, init=False)
    _before: int = field(default=0, init=False)
    """How many inputs the journal had when the world was opened; they are read only when somebody asks for them."""
    _inputs: int = field(default=0, init=False)
    """How many inputs of the world have come to the journal since."""

    def __attrs_post_init__(self) -> None:
        handsets = (room for handset in self.world.phones.values() for room in handset_rooms(handset))
        self._rooms = (*handsets, *network_rooms(self.world.network))

    def __call__(self) -> Mapping[str, bytes | None]:
        """The keys that have changed, None for those that are gone."""
        now = dict(self._written())
        changes: dict[str, bytes | None] = {key: body for key, body in now.items() if self._kept.get(key) != body}
        changes |= dict.fromkeys(self._kept.keys() - now.keys())
        self._kept = now
        inputs = self.world.inputs
        new = range(self._inputs, len(inputs))
        changes |= {f"{INPUTS}{self._before + place:08}": encode(inputs[place], Input) for place in new}
        if new:
            changes[COUNT] = encode(self._before + len(inputs), int)
        self._inputs = len(inputs)
        return changes

    @property
    def inputs(self) -> int:
        """How many inputs the world has had since it was opened for the first time."""
        return self._before + len(self.world.inputs)

    @property
    def not_yet_kept(self) -> tuple[Input, ...]:
        """Inputs that have changed nothing yet, and come to the journal with the next one that does."""
        return tuple(self.world.inputs[self._inputs :])

    def restore(self, state: Mapping[str, bytes]) -> None:
        """Give the world the kept state; what the journal has of others is left alone.

        Raises:
            UnreadableError: it was written by another version, or is damaged.
        """
        written = decode(state[FORMAT], int)
        if written != VERSION:
            raise UnreadableError(f"it was written in form {written}, this version reads form {VERSION}")
        for room in self._rooms:
            if room.key in state:
                room.read(state[room.key])
        for handset in self.world.phones.values():
            handset.mobile.store.inbox = _messages(handset, state)
        self._tie(decode(state[METERS], Running))
        self._before = decode(state[COUNT], int) if COUNT in state else 0
        self.world.resume(decode(state[AIR], UnderWay))
        self.world.tried.update(decode(state[TRIED], Tried) if TRIED in state else {})
        self._kept = dict(self._written())

    def _written(self) -> Iterator[tuple[str, bytes]]:
        yield FORMAT, encode(VERSION, int)
        yield AIR, encode(self.world.ether.under_way, UnderWay)
        yield TRIED, encode(self.world.tried, Tried)
        for room in self._rooms:
            yield room.key, room.write()
        for handset in self.world.phones.values():
            for message in handset.mobile.store.inbox:
                yield f"{_prefix(handset)}{message.number}", encode(message, Message)
        yield METERS, encode(self._running(), Running)

    def _running(self) -> Running:
        switch = self.world.network.switch
        places = {
            id(meter): (number, place)
            for number, call in switch.calls.items()
            for place, meter in enumerate(call.meters)
        }
        return tuple(places[id(meter)] for meter in switch.metering.running)

    def _tie(self, running: Running) -> None:
        """Lets the same things be the same again, where several rooms know them."""
        network = self.world.network
        gateway, switch, directory = network.gateway, network.switch, network.desk.directory
        for session in gateway.sessions.values():
            session.subscriber = directory.by_imsi[session.subscriber.imsi]
            if session.begun is not None:
                session.begun = gateway.begun.get(session.begun.number, session.begun)
        switch.metering.running[:] = [switch.calls[number].meters[place] for number, place in running]


def story_of(world: World) -> tuple[Origin | None, tuple[Input, ...]]:
    """How a world was opened for the first time, and all that came in since; (None, ()) for a save that does not tell it.

    Raises:
        JournalError: the save cannot be read.
    """
    if not isinstance(world.keeper, Keeper):
        return world.origin, tuple(world.inputs)
    state = world.ledger.journal.load_state()
    if ORIGIN not in state:
        return None, ()
    try:
        inputs = tuple(decode(state[key], Input) for key in sorted(state) if key.startswith(INPUTS))
        return decode(state[ORIGIN], Origin), (*inputs, *world.keeper.not_yet_kept)
    except UnreadableError as error:
        raise JournalError(f"the story in this save cannot be read: {error}") from error


def inputs_so_far(world: World) -> int:
    """How many inputs a world has had since it was opened for the first time."""
    return world.keeper.inputs if isinstance(world.keeper, Keeper) else len(world.inputs)


def keep(world: World, journal: Journal) -> None:
    """Have a journal keep a world's phones and operator from now on: as it has them, or all phones newly switched on.

    What has come in from outside is kept too, so that the world can tell how it came to be as it is.

    Raises:
        JournalError: what it has of them cannot be read.
    """
    keeper = Keeper(world)
    state = journal.load_state(without=INPUTS)
    if FORMAT in state:
        try:
            keeper.restore(state)
        except UnreadableError as error:
            raise JournalError(
                f"the phones in this save cannot be read: {error}; open it with the version that wrote it"
            ) from error
        world.keeper = keeper
        _tell_reopened(world, state)
    else:
        world.keeper = keeper
        if world.origin is not None:
            journal.commit((), {ORIGIN: encode(world.origin, Origin)})
        world.switch_all_on()


def _tell_reopened(world: World, state: Mapping[str, bytes]) -> None:
    """Let a world know that it goes on with other fixtures than it began with."""
    if ORIGIN in state and world.origin is not None:
        begun, now = decode(state[ORIGIN], Origin), world.origin
        if (begun.edition, begun.fixtures, begun.settings) != (now.edition, now.fixtures, now.settings):
            world.other_fixtures = True


def _prefix(handset: Handset) -> str:
    return f"handset/{handset.imei}/message/"


def _messages(handset: Handset, state: Mapping[str, bytes]) -> tuple[Message, ...]:
    """The kept messages of a phone, newest first."""
    kept = (decode(body, Message) for key, body in state.items() if key.startswith(_prefix(handset)))
    return tuple(sorted(kept, key=lambda message: -message.number))

"""A world in which something is done again, by its moves or by the steps of a dialog; and how alike two such worlds are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from operator import itemgetter
from typing import Final

from attrs import define, field, frozen

from ledger.entries import Entry
from phone.calling import PhoneCall
from phone.copies import Mould
from phone.dialog.deeds import Stage
from phone.dialog.hearing import Heard, Hearing
from phone.dialog.model import Deed
from phone.dialog.record.moves import Move, Pressed
from phone.dialog.words import bundled_words
from phone.handset.ui.screens.idle import Idle
from phone.saving.rooms import handset_rooms
from phone.world import SETTLE_MS, World

_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_MOMENT: Final = re.compile(rb"\b\d{13}\b")
"""An epoch in milliseconds, from the year 2001 on."""

CONFIGURED: Final = "configured"
"""The kind of entries that note the rules."""

Told = tuple[str, str, str, str]
"""Whose phone, what kind of reply, from whom, and its text, without the time of day."""

Booked = tuple[str, tuple[tuple[str, int], ...]]
"""The kind of an entry, and (account, amount) of its postings."""


@frozen
class State:
    """What people could tell of a world at a moment, but for the time of day.

    Attributes:
        told: what each phone was told so far; which phone was told first makes no difference.
        frames: what each display shows.
        states: what each phone keeps, by the names of its rooms; screens by what lies on them.
        booked: what the books wrote so far: the kind of an entry, and what it moved.
    """

    told: tuple[Told, ...]
    frames: tuple[str, ...]
    states: tuple[bytes, ...]
    booked: tuple[Booked, ...]


def seen(world: World) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """What each display shows, and what each phone keeps, without the time of day."""
    phones = world.phones.values()
    frames = tuple(_CLOCK.sub("0:00", str(phone.frame(world.now_ms))) for phone in phones)
    states = tuple(
        _MOMENT.sub(b"0", room.write())
        for phone in phones
        for room in handset_rooms(phone)
        if room.owner is not phone.interface
    )
    stacks = tuple(" ".join(type(one).__name__ for one in phone.interface.stack).encode() for phone in phones)
    return frames, (*states, *stacks)


def alike(one: World, other: World) -> bool:
    """Whether two worlds look the same to people and in the books, but for the time of day and who was there first."""
    books = [sorted(row for entry in world.ledger.entries() for row in _booked(entry)) for world in (one, other)]
    return seen(one) == seen(other) and books[0] == books[1]


def _booked(entry: Entry) -> Iterator[Booked]:
    """What an entry moved; nothing of one that only notes by which rules the books go on."""
    if entry.kind != CONFIGURED:
        yield entry.kind, tuple((one.account, one.amount) for one in entry.postings)


@define
class Take:
    """A world and who listens to it.

    Attributes:
        world: where it is done.
        stage: what carries out steps.
        told: what phones were told, oldest first.
        heard: the same, whole.
    """

    world: World
    stage: Stage = field(init=False)
    told: list[Told] = field(factory=list)
    heard: list[Heard] = field(factory=list)
    booked: list[Booked] = field(factory=list)
    _read: int = 0
    """The last entry of the books that was read."""

    @classmethod
    def begin(cls, world: World, *, settles: bool) -> Take:
        """A take of a world that was opened just now; a dialog lets arrive first what is on its way."""
        made = cls(world)
        made._read = world.ledger.head
        hearing = Hearing.begin(world, made._hear)
        made.stage = Stage(world, hearing, bundled_words())
        world.listen(made.stage.refused_to)
        if settles:
            made.stage.settle()
        return made

    def look(self) -> State:
        """What can be told of it now."""
        for entry in self.world.ledger.entries(self._read + 1):
            self._read = entry.seq
            self.booked += _booked(entry)
        told = tuple(sorted(self.told, key=itemgetter(0)))
        return State(told, *seen(self.world), tuple(self.booked))

    @property
    def quiet(self) -> bool:
        """Whether nothing is on its way to a phone now that a step would wait for."""
        due_ms = self.world.next_word()
        return due_ms is None or due_ms - self.world.now_ms > SETTLE_MS

    def idle(self, name: str) -> bool:
        """Whether somebody's phone shows that it is at rest."""
        return isinstance(self.world.phones[name].interface.stack[-1], Idle)

    def move(self, move: Move) -> None:
        """Do something again at its own moment, if that has not gone by; what is no step of a dialog is left out."""
        world = self.world
        self.stage.advance(max(0, move.at_ms - world.now_ms))
        match move.what:
            case Pressed(key, held_ms):
                if held_ms is None:
                    world.press(move.name, key)
                else:
                    world.key_down(move.name, key)
                    self.stage.advance(held_ms)
                    world.key_up(move.name)
            case str(character):
                world.type(move.name, character)
            case deed:
                with suppress(ValueError):
                    self.stage.do(deed, settles=False)
        self.stage.hearing.look_at_all()

    def do(self, deed: Deed, *, settles: bool) -> None:
        """Do a step of a dialog."""
        self.stage.do(deed, settles=settles)

    def keep(self) -> Kept:
        """The take as it is, to go on from it more than once; what has been told of it already is let go."""
        self.world.inputs.clear()
        self.world.trace.clear()
        calls = {
            name: (call.slot, call.number, call.since_seq, call.since_entry) for name, call in self.stage.calls.items()
        }
        hearing = Hearing(self.world, self._hear)
        hearing.follow(self.stage.hearing)
        again = Take(self.world, list(self.told), list(self.heard), list(self.booked), self._read)
        return Kept(Mould.of(self.world), hearing, dict(self.stage.slots), calls, again)

    def _hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        self.told.append((heard.name, heard.kind, heard.sender, _CLOCK.sub("0:00", heard.text.value)))


@frozen
class Kept:
    """A take at a moment."""

    mould: Mould
    hearing: Hearing
    slots: dict[str, int]
    calls: dict[str, tuple[int, int, int, int]]
    take: Take

    def again(self) -> Take:
        """A take that goes on from there by itself."""
        take = self.take
        made = Take(self.mould.make(), list(take.told), list(take.heard), list(take.booked), take._read)  # noqa: SLF001
        hearing = Hearing.begin(made.world, made._hear)  # noqa: SLF001
        hearing.follow(self.hearing)
        made.stage = Stage(made.world, hearing, bundled_words(), dict(self.slots))
        made.stage.calls = {name: PhoneCall(made.world, name, *call) for name, call in self.calls.items()}
        made.world.listen(made.stage.refused_to)
        return made

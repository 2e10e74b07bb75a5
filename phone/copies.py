"""Copies of a world: what never changes is shared with the first one, everything else is its own."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from attrs import define

from ledger.configuration import Configuration
from ledger.journal.memory import MemoryJournal
from ledger.loading import Fixtures
from ledger.records import Record
from phone.air.toolkit import ServiceNumber, Toolkit
from phone.handset.mobile.sim import SimCard
from phone.handset.ui.entry.predictive import Lexicon
from phone.inputs import Origin
from phone.network.dialplan import Plan
from phone.stock import Stock
from phone.texts import Texts
from phone.trace import TraceEvent
from phone.world import Person, World

SHARED: Final = (
    Record, Fixtures, Configuration, Plan, Texts, Stock, Lexicon, Person, SimCard, ServiceNumber, TraceEvent, Origin,
)  # fmt: skip
"""What never changes, however many worlds have it."""


@define
class Mould:
    """A world as it was at a moment, from which any number of worlds like it are made.

    Nobody listens to a copy. Making one takes a fraction of the time that opening a world takes, which is why every case of
    a dialog can have its own (docs/performance.md).
    """

    _body: bytes
    _shared: list[Any]

    @classmethod
    def of(cls, world: World) -> Mould:
        """The mould of a world; the world goes on as it is.

        Raises:
            ValueError: the world has a save: two worlds cannot keep themselves in one file.
        """
        if type(world.ledger.journal) is not MemoryJournal:
            raise ValueError("a world with a save cannot be copied: two worlds cannot keep themselves in one file")
        body = BytesIO()
        packer = _Packer(body, world)
        packer.dump(world)
        return cls(body.getvalue(), packer.shared)

    def make(self) -> World:
        """A world of its own, at the moment of the mould."""
        world: World = _Unpacker(self._body, self._shared).load()
        return world


def copied(world: World) -> World:
    """A world that goes on from here by itself.

    Raises:
        ValueError: the world has a save.
    """
    return Mould.of(world).make()


class _Packer(pickle.Pickler):
    """Writes a world but for what never changes, which it lists, and for those who listen."""

    def __init__(self, file: BytesIO, world: World) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.shared: list[Any] = []
        self._places: dict[int, int] = {}
        self._listeners = world._listeners  # noqa: SLF001  (a copy is made of all that a world has)
        for table in (world.network.services, world.network.servers.endpoints, *_toolkits(world)):
            self._share(table)

    def persistent_id(self, value: Any) -> int | None:
        """The place of what is shared in the list, -1 for the list of listeners, None for what is copied."""
        if value is self._listeners:
            return LISTENERS
        place = self._places.get(id(value))
        if place is None and isinstance(value, SHARED):
            place = self._share(value)
        return place

    def _share(self, value: Any) -> int:
        """Have something shared; it is kept alive, so that nothing else gets its identity."""
        place = self._places.setdefault(id(value), len(self.shared))
        if place == len(self.shared):
            self.shared.append(value)
        return place


def _toolkits(world: World) -> Iterator[Toolkit]:
    """The menus on the SIM cards."""
    for phone in world.phones.values():
        yield from (slot.toolkit for slot in phone.mobile.slots if slot.toolkit)


LISTENERS: Final = -1


class _Unpacker(pickle.Unpickler):
    """Reads what a packer wrote."""

    def __init__(self, body: bytes, shared: list[Any]) -> None:
        super().__init__(BytesIO(body))
        self._shared = shared

    def persistent_load(self, place: int) -> Any:
        """What is shared; a list of its own for those who will listen."""
        return [] if place == LISTENERS else self._shared[place]

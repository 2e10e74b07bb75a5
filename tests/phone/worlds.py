"""Worlds for tests: a person dials, writes, waits, and the test reads what the trace has of it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pickle import Pickler, Unpickler
from typing import Any

from attrs import define, field, frozen

from ledger.entries import Entry
from ledger.query import Standing
from phone.air.messages import Down, SmsDeliver, Up
from phone.air.text import Text
from phone.holder import Answer, Holder
from phone.opening import load_world
from phone.trace import TraceEvent
from phone.world import World

ANNA, BORIS, VERA, GLEB, DINA = "Анна", "Борис", "Вера", "Глеб", "Дина"
LOCALES = ("ru", "en", "translit")


@frozen
class Mould:
    """A world as bytes, from which others like it are cast in a quarter of a millisecond: each lives its own life.

    What never changes (`shared`) is the same in all of them.
    """

    body: bytes
    shared: tuple[Any, ...]

    @classmethod
    def of(cls, world: World) -> Mould:
        stock = [part for phone in world.phones.values() for part in (phone.stock, phone._dictionaries)]
        shared = (world.fixtures, world.texts, world.plan, world.ledger.configuration, world.ether.file, *stock)
        body = BytesIO()
        _Press(body, shared).dump(world)
        return cls(body.getvalue(), shared)

    def cast(self) -> World:
        world = _Cast(self).load()
        assert isinstance(world, World)
        return world


class _Press(Pickler):
    """Writes a place for each shared part."""

    def __init__(self, body: BytesIO, shared: tuple[Any, ...]) -> None:
        super().__init__(body)
        self.places = {id(part): place for place, part in enumerate(shared)}

    def persistent_id(self, part: Any) -> int | None:
        return self.places.get(id(part))


class _Cast(Unpickler):
    """Puts the shared parts back into their places."""

    def __init__(self, mould: Mould) -> None:
        super().__init__(BytesIO(mould.body))
        self.shared = mould.shared

    def persistent_load(self, place: int) -> Any:
        return self.shared[place]


@cache
def _mould(name: str, settings: tuple[str, ...], locale: str, edition: str | None, now: str | None) -> Mould:
    return Mould.of(load_world(name, settings=settings, locale=locale, edition=edition, now=now))


def new_world(
    name: str = "demo",
    *settings: str,
    locale: str = "ru",
    edition: str | None = None,
    now: str | None = None,
) -> World:
    """A world of a test's own."""
    return _mould(name, settings, locale, edition, now).cast()


@define
class Life:
    """One person's phone in a new world, and what has been heard since."""

    world: World
    name: str = ANNA
    slot: int = 0
    heard: list[TraceEvent] = field(factory=list)

    @classmethod
    def of(
        cls,
        name: str = ANNA,
        world: str = "demo",
        *settings: str,
        locale: str = "ru",
        slot: int = 0,
        edition: str | None = None,
        now: str | None = None,
    ) -> Life:
        opened = new_world(world, *settings, locale=locale, edition=edition, now=now)
        opened.settle()
        life = cls(opened, name, slot)
        opened.listen(life.heard.append)
        return life

    @property
    def phone(self) -> Holder:
        return Holder(self.world, self.name, self.slot)

    @property
    def msisdn(self) -> str:
        return self.world.people[self.name].msisdns[self.slot]

    @property
    def standing(self) -> Standing:
        found = self.world.standing(self.msisdn)
        assert found is not None
        return found

    def ussd(self, code: str, *replies: str) -> Answer:
        answer = self.phone.ussd(code)
        for reply in replies:
            answer = self.phone.reply(reply)
        return answer

    def sms(self, number: str, text: str = "") -> list[SmsDeliver]:
        """Send an SMS; the parts that come back to this phone until all is quiet."""
        start = len(self.heard)
        self.phone.sms(number, text)
        self.world.settle()
        return [message for message in self.messages(start) if isinstance(message, SmsDeliver)]

    def messages(self, start: int = 0) -> list[Up | Down]:
        return [event.message for event in self.heard[start:] if event.phone == self.name]

    def inbox(self) -> list[Text]:
        """The texts of the phone's messages, oldest first."""
        return [message.text for message in reversed(self.world.phones[self.name].mobile.store.inbox)]

    def entries(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.world.ledger.entries() if entry.kind in kinds]


def rules_of(life: Life) -> list[str]:
    """The rules that refused something, in the order in which it was told."""
    return [event.refusal.rule for event in life.heard if event.refusal is not None]


def key_of(text: Text) -> str:
    """The template's key of a text of the operator."""
    assert text.key is not None, text.value
    return text.key

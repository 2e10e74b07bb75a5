"""Worlds for tests: a person dials, writes, waits, and the test reads what the trace has of it."""

from __future__ import annotations

from copy import deepcopy
from functools import cache

from attrs import define, field

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


@cache
def _opened(name: str, settings: tuple[str, ...], locale: str, edition: str | None, now: str | None) -> World:
    return load_world(name, settings=settings, locale=locale, edition=edition, now=now)


def new_world(
    name: str = "demo",
    *settings: str,
    locale: str = "ru",
    edition: str | None = None,
    now: str | None = None,
) -> World:
    """A world of a test's own: what is frozen is shared with others like it, the rest is copied, which is quicker."""
    world = _opened(name, settings, locale, edition, now)
    frozen = (world.fixtures, world.texts, world.plan, world.ledger.configuration)
    return deepcopy(world, {id(value): value for value in frozen})


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

"""A world for tests: people with phones, their operator and one clock, made in a moment and thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from ledger.calendar import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, add_months, local
from phone.copies import copied
from phone.dialog.setting import open_world as opened
from phone.dialog.setting import people_of
from phone.dialog.syntax import parse
from phone.dialog.visiting import number_of
from phone.driving.books import LedgerView, view
from phone.driving.newcomers import add_person, phone_line
from phone.driving.phone import Phone
from phone.driving.site import Site
from phone.driving.story import Story
from phone.inputs import Origin
from phone.world import World as Engine

Attributes = str | Mapping[str, Any]
"""What a phone has, as in the header of a dialog: `balance 150.00 points 120`, or the same as a dict."""


@define
class World:
    """People with phones, their operator, and the only clock.

    Attributes:
        engine: the world itself, for what this class has no word for.
    """

    engine: Engine = field(repr=False)
    _story: Story = field(repr=False)
    _base_seq: int = field(repr=False)
    _since: dict[str, int] = field(factory=dict, repr=False)
    """Name → the last entry of the books before the phone was there, of those who came later."""

    @classmethod
    def load(
        cls,
        name: str = "demo",
        *,
        locale: str = "ru",
        now: str | None = None,
        edition: str | None = None,
        settings: Sequence[str] = (),
        fixtures: Path | str | None = None,
    ) -> World:
        """A world by its name.

        Args:
            name: `demo`, `rich`, or a path that ends in `.json`.
            locale: the language of phones and operator: `ru`, `en` or `translit`.
            now: the date and time at which it begins, such as `2026-03-12 10:02`.
            edition: the edition of the programme.
            settings: `path=value` patches of the fixtures.
            fixtures: a folder of JSON files that patch the fixtures.

        Raises:
            ValueError: there is no such world, or something of it has mistakes; all are told.
        """
        return cls._open([f"world: {name}"], locale, now, edition, settings, fixtures)

    @classmethod
    def make(
        cls,
        people: Mapping[str, Attributes],
        *,
        locale: str = "ru",
        now: str | None = None,
        edition: str | None = None,
        settings: Sequence[str] = (),
        fixtures: Path | str | None = None,
    ) -> World:
        """A world of some people: name → what their phone has.

        `{"Анна": {"number": "+7 916 111-22-33", "points": 120, "till": "2026-12-31", "balance": "150.00"}}`, or the same
        in the words of a dialog's header: `{"Анна": "+7 916 111-22-33 points 120 till 2026-12-31 balance 150.00"}`.

        Raises:
            ValueError: something is not as a phone has it; all is told.
        """
        lines = ["phones:", *(phone_line(name, attributes) for name, attributes in people.items())]
        return cls._open(lines, locale, now, edition, settings, fixtures)

    @classmethod
    def _open(
        cls,
        lines: list[str],
        locale: str,
        now: str | None,
        edition: str | None,
        settings: Sequence[str],
        fixtures: Path | str | None,
    ) -> World:
        given = {"date": now, "edition": edition, "fixtures": fixtures, "locale": locale}
        first = [f"{key}: {value}" for key, value in given.items() if value]
        first += [f"set: {setting}" for setting in settings]
        header = [*first, *lines]
        dialog = parse("\n".join(header), "the world", people_of)
        engine = opened(dialog.header, locale, Path())
        engine.origin = Origin("", engine.now_ms, locale, header=tuple(header))
        return cls(engine, Story(engine, tuple(header)), engine.ledger.head)

    def phone(self, who: str | None = None) -> Phone:
        """Somebody's phone by name, alias, number or place; `Анна/2` with the second SIM; the first person's by default.

        Raises:
            ValueError: nobody is called so, or the phone has no such SIM.
        """
        written, _, slot = (who or next(iter(self.engine.people))).partition("/")
        person = self.engine.person(written)
        place = int(slot) - 1 if slot.isdecimal() else 0
        if not 0 <= place < len(person.msisdns):
            raise ValueError(f'"{who}": {person.name} has {len(person.msisdns)} SIM')
        return Phone(person.name, place, self._story)

    def site(self, who: str | None = None) -> Site:
        """Somebody's personal account, as `phone` finds them.

        Raises:
            ValueError: nobody is called so, or the phone has no such SIM.
        """
        return Site(self.phone(who), self._story, self._number)

    def _number(self, written: str) -> str:
        """The number of somebody by name or alias; what is no name as it is."""
        return number_of(self.engine, written)

    def add_phone(self, name: str, number: str, **attributes: Any) -> Phone:
        """Give somebody new a phone, switched on: `world.add_phone("Зоя", "+7 916 111-22-33", points=120, balance=50)`.

        Raises:
            ValueError: the name or the number is somebody's already, or an attribute is none.
        """
        line = phone_line(name, {"number": number, **attributes})
        added = add_person(self.engine, line)
        self._since[added] = self.engine.ledger.head
        self._story.add_to_header(line)
        if self.engine.origin is not None:
            self.engine.origin = evolve(self.engine.origin, header=self._story.header)
        return self.phone(added)

    def settle(self) -> None:
        """Let arrive what is on its way; questions of the network that wait for a reply go on waiting."""
        self._story.settle()

    def advance(
        self, *, years: int = 0, months: int = 0, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0
    ) -> None:
        """Let time pass: first years and months of the calendar, then the rest; what is due on the way happens.

        Raises:
            ValueError: time does not go back.
        """
        zone, now_ms = self.engine.texts.zone, self.engine.now_ms
        spans = {"year": years, "month": months, "day": days, "h": hours, "min": minutes, "s": seconds}
        until_ms = add_months(now_ms, 12 * years + months, zone) if years or months else now_ms
        until_ms += days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS
        if until_ms < now_ms or min(spans.values()) < 0:
            raise ValueError("time does not go back")
        said = [f"clock +{count} {unit}" for unit, count in spans.items() if count]
        for line in said[:-1]:
            self._story.note(line)
        self._story.note(said[-1] if said else "clock +0s")
        self.engine.advance(until_ms - now_ms)
        self._story.settle()

    @property
    def now(self) -> datetime:
        """The operator's clock."""
        return local(self.engine.now_ms, self.engine.texts.zone)

    def ledger(self, who: str | None = None) -> LedgerView:
        """Somebody's account: what changed since the world was opened, and what is there.

        Raises:
            ValueError: nobody is called so.
        """
        phone = self.phone(who)
        return view(self.engine, phone.name, phone.number, self._since.get(phone.name, self._base_seq))

    def transcript(self) -> str:
        """What was done and said since the world was opened, as a dialog that `zvonilka run` plays."""
        return str(self._story)

    def copy(self) -> World:
        """A world that goes on from here by itself, and knows what was said so far.

        Raises:
            ValueError: the world has a save.
        """
        engine = copied(self.engine)
        return World(engine, self._story.going_on(engine), self._base_seq, dict(self._since))

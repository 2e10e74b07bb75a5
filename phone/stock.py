"""What every phone of this make comes with: its menus, profiles, ringtones, pictures and displays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import Attribute, field, frozen
from attrs.validators import deep_iterable

from ledger.loading import Fixtures, Unfit, at_least
from ledger.records import Record
from phone.pictures import Pictures, load_pictures
from phone.texts import Texts
from phone.words import WordList, load_words

FILE: Final = "handset"
"""The fixture that has it."""

SMALLEST: Final = (14, 6)
"""Columns and rows that the phone's own words need."""


def _some(_instance: object, attribute: Attribute[Any], value: Any) -> None:
    if not value:
        raise Unfit(attribute.name, value, "at least one")


@frozen(kw_only=True)
class Profile:
    """How a phone makes itself heard."""

    sounds: bool
    vibrates: bool


@frozen(kw_only=True)
class Display:
    """The body of a display."""

    columns: int = field(validator=at_least(SMALLEST[0]))
    lines: int = field(validator=at_least(SMALLEST[1]))


@frozen(kw_only=True)
class StockFile(Record):
    """The fixture `handset.json`.

    Attributes:
        menus: menu → its items in their order; an item is a menu or a screen of the phone.
        profiles: by name, the first one that of a new phone.
        silent_profile: the profile that holding `#` chooses.
        ringtones: by name.
        languages: in which the phone can speak.
        templates: texts to begin a message with, by name.
        validity_hours: how long a short message may be tried, to choose from.
        displays: that the owner can choose from.
    """

    menus: dict[str, tuple[str, ...]]
    profiles: dict[str, Profile] = field(validator=_some)
    silent_profile: str
    ringtones: tuple[str, ...] = field(validator=_some)
    languages: tuple[str, ...] = field(validator=_some)
    displays: tuple[Display, ...] = field(validator=_some)
    templates: tuple[str, ...]
    validity_hours: tuple[int, ...] = field(validator=deep_iterable(at_least(1)))


@frozen
class Stock:
    """What a phone comes with; it never changes."""

    file: StockFile
    pictures: Pictures
    words: Mapping[str, WordList]
    """What predictive input knows, by language."""

    @classmethod
    def load(cls, fixtures: Fixtures, texts: Texts) -> Stock:
        """The stock of the fixtures; the phone knows the words of the texts too.

        Raises:
            FixtureError: a file has mistakes.
        """
        return cls(fixtures.read(FILE, StockFile), load_pictures(fixtures), load_words(fixtures, texts))

    @property
    def menus(self) -> Mapping[str, tuple[str, ...]]:
        """Menu → its items."""
        return self.file.menus

    def profile(self, name: str) -> Profile:
        """A profile; of a name that there is no more, the first one."""
        return self.file.profiles.get(name) or next(iter(self.file.profiles.values()))

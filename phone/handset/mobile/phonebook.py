"""Names and numbers that the phone's owner keeps, speed dials, and the numbers that the operator brings."""

from __future__ import annotations

import re
from typing import Final

from attrs import define, evolve, field, frozen

from phone.air.toolkit import ServiceNumber

CAPACITY: Final = 200
"""Entries that the phone has room for."""

SPEED_DIALS: Final = "23456789"
"""Keys that call somebody when they are held; `1` is the voice mail."""

SIGNIFICANT: Final = 10
"""The last digits by which two ways of writing a number are the same: +7916…, 8916…, 916…."""


@frozen
class Contact:
    """An entry; `number` is as it was written, `entry` names it in this phone."""

    entry: int
    name: str
    number: str


@define
class Phonebook:
    """The entries in the order of their names.

    Attributes:
        contacts: the entries.
        last_entry: the newest one's.
        speed: key → the entry that it calls.
        services: the operator's numbers, which come with the card.
        voice_mail: the number of the voice mail; empty if the operator has none.
    """

    contacts: tuple[Contact, ...] = ()
    last_entry: int = 0
    speed: dict[str, int] = field(factory=dict)
    services: tuple[ServiceNumber, ...] = ()
    voice_mail: str = ""

    @property
    def full(self) -> bool:
        """Whether there is no room for one more."""
        return len(self.contacts) >= CAPACITY

    def get(self, entry: int) -> Contact | None:
        """An entry by its number, None if it was deleted."""
        return next((contact for contact in self.contacts if contact.entry == entry), None)

    def find(self, number: str) -> Contact | None:
        """Who has a number, however it is written; None for a stranger, and for short numbers that are not alike."""
        wanted = same_as(number)
        return (
            next((contact for contact in self.contacts if same_as(contact.number) == wanted), None) if wanted else None
        )

    def add(self, name: str, number: str) -> Contact:
        """A new entry; the caller has made sure that there is room."""
        self.last_entry += 1
        contact = Contact(self.last_entry, name, number)
        self._put((*self.contacts, contact))
        return contact

    def change(self, entry: int, name: str, number: str) -> None:
        """Another name and number for an entry."""
        self._put(tuple(evolve(c, name=name, number=number) if c.entry == entry else c for c in self.contacts))

    def delete(self, entry: int) -> None:
        """Without an entry, and without the speed dial that calls it."""
        self._put(tuple(contact for contact in self.contacts if contact.entry != entry))
        self.speed = {key: one for key, one in self.speed.items() if one != entry}

    def assign(self, key: str, entry: int) -> None:
        """A key calls an entry when it is held."""
        self.speed = dict(sorted((self.speed | {key: entry}).items()))

    def unassign(self, key: str) -> None:
        """A key calls nobody any more."""
        self.speed = {one: entry for one, entry in self.speed.items() if one != key}

    def quick(self, key: str) -> Contact | None:
        """Whom a key calls when it is held."""
        entry = self.speed.get(key)
        return None if entry is None else self.get(entry)

    def _put(self, contacts: tuple[Contact, ...]) -> None:
        self.contacts = tuple(sorted(contacts, key=lambda contact: (contact.name.casefold(), contact.entry)))


def same_as(number: str) -> str:
    """What is the same however a number is written: its last ten digits; a shorter one's digits all."""
    return re.sub(r"[^\d*#]", "", number)[-SIGNIFICANT:]

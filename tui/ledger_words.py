"""The words of the ledger for a world: in the language of the reader, with the names of its people."""

from __future__ import annotations

from collections.abc import Callable

from phone.entry_words import EntryWords
from phone.texts import OWN
from phone.world import World


class LedgerWords(EntryWords):
    """The texts `ledger.*`, which call subscribers by their names in the world."""

    @classmethod
    def of(cls, world: World, locale: str, called: Callable[[str], str] = str) -> LedgerWords:
        """The words for a world's books; `called` says how the reader is told a name, as it is by default."""
        names = {
            msisdn: called(name if place == 1 else f"{name}/{place}")
            for name, person in world.people.items()
            for place, msisdn in enumerate(person.msisdns, start=1)
        }
        return cls(world.texts, OWN[locale], world.ledger.configuration.purses, names)

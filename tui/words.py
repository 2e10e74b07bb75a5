"""The face's words in the language of its user: texts of the fixtures, times to the second, amounts with a sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from attrs import frozen

from ledger.entries import Entry
from ledger.purses import Purses
from phone.texts import Texts

if TYPE_CHECKING:
    from phone.tour.moves import Move

LATIN: Final = "en"
"""Whose readers read no Cyrillic."""

NEVER_MS = 2**63 - 1
"""The end of a lot that does not end."""


@frozen
class Words:
    """The texts `face.*` in one language, and amounts by the phrases of their purses.

    Attributes:
        texts: all texts.
        language: of the reader.
        purses: how their amounts are said.
        called: the owner of an account in the books, a SIM or a points account → its name in the world.
        person: somebody's name in the world, or a SIM as `Анна/2` → how the reader is told it.
    """

    texts: Texts
    language: str
    purses: Purses
    called: Callable[[str], str] = str
    person: Callable[[str], str] = str

    def __call__(self, key: str, /, **values: int | str) -> str:
        """The text `face.KEY`."""
        return self.texts.word(f"face.{key}", self.language, **values)

    def way(self, move: Move) -> Move:
        """How something of the tour is done, in letters that who reads English writes."""
        return move.in_latin() if self.language == LATIN else move

    def facts(self, facts: Sequence[str]) -> str:
        """Facts and prices of the source by their numbers: facts 16, 17; a letter before them would look like a key."""
        told = []
        for kind, names in (("fact", "F"), ("price", "P")):
            numbers = [str(int(fact[1:])) for fact in facts if fact.startswith(names)]
            if numbers:
                told.append(self(f"source.{kind}{'s' if len(numbers) > 1 else ''}", numbers=", ".join(numbers)))
        return ", ".join(told)

    def clock(self, at_ms: int) -> str:
        """The time of day to the second: 10:02:41."""
        return self._local(at_ms).strftime("%H:%M:%S")

    def stamp(self, at_ms: int) -> str:
        """Date and time for the name of a file: 2026-03-12-100241."""
        return self._local(at_ms).strftime("%Y-%m-%d-%H%M%S")

    def day(self, at_ms: int) -> str:
        """The date with its year; a word for never."""
        return self("never") if at_ms >= NEVER_MS else self("day", at=at_ms)

    def until(self, at_ms: int) -> str:
        """The end of a lot: until a date, or the word for never."""
        return self("never") if at_ms >= NEVER_MS else self("until", day=self.day(at_ms))

    def short_day(self, at_ms: int) -> str:
        """Day and month: 31.03, 31 Mar."""
        return self.day(at_ms).removesuffix(str(self._local(at_ms).year)).rstrip(". ")

    def kind(self, entry: Entry) -> str:
        """What an entry was, in a word; one that has no word here by its name in the books."""
        key = f"face.kind.{entry.kind}"
        return self.texts.word(key, self.language) if self.texts.has(key) else entry.kind

    def weather(self, name: str) -> str:
        """The name of a weather; of one that has no words here, as its file has it."""
        key = f"face.weather.{name}"
        return self.texts.word(key, self.language) if self.texts.has(key) else name

    def number(self, msisdn: str) -> str:
        """A subscriber's number as people write it."""
        return self("msisdn", number=msisdn)

    def amount(self, purse: str, amount: int) -> str:
        """An amount in a purse as people say it: 150 points, 50 MB, 150.00 RUB.

        Args:
            purse: name of a purse; one that has left the fixtures since is told by its name.
            amount: in the purse's unit, not negative.
        """
        kind = self.purses.get(purse)
        if kind is None:
            return f"{grouped(amount)} {purse}"
        if kind.unit == "kopecks" and not kind.uses and amount % kind.step == 0:
            return self.texts.phrase(kind.phrase, amount // kind.step, self.language)
        if kind.unit == "kopecks":
            return self("money", kopecks=amount)
        whole, rest = divmod(amount, kind.step)
        return f"{grouped(amount)} {kind.unit}" if rest else self.texts.phrase(kind.phrase, whole, self.language)

    def delta(self, purse: str, amount: int) -> str:
        """The same with its sign before it."""
        return sign(amount) + self.amount(purse, abs(amount))

    def _local(self, at_ms: int) -> datetime:
        return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self.texts.zone)


def sign(amount: int) -> str:
    """A true minus sign, which is as wide as the plus, or a plus."""
    return "\N{MINUS SIGN}" if amount < 0 else "+"


def grouped(amount: int) -> str:
    """Digits in groups of three; a true minus sign before a negative number."""
    text = f"{abs(amount):,}".replace(",", " ")
    return f"\N{MINUS SIGN}{text}" if amount < 0 else text

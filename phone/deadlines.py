"""Which of many deadlines comes first, without asking all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from typing import Generic, TypeVar

from attrs import define, field

Key = TypeVar("Key", int, str)


def earliest(*dues_ms: int | None) -> int | None:
    """The least of some moments, None left aside; None if no moment is among them."""
    known = [due_ms for due_ms in dues_ms if due_ms is not None]
    return min(known) if known else None


@define(eq=False)
class Deadlines(Generic[Key]):
    """The order of deadlines that are fields of others, in epoch milliseconds.

    Whoever sets one says so by `note`. Nobody need say that one is cleared or moved away: whoever asks gives `read`, which tells
    the deadline that a key has now, or None, and what the field no longer says is dropped when it comes up. `read` is not kept:
    its owner has the order, and two that hold each other go only when the collector of garbage finds them.
    """

    _noted: list[tuple[int, Key]] = field(factory=list, init=False, repr=False)
    """Heap of (deadline, key)."""

    @classmethod
    def of(cls, read: Callable[[Key], int | None], keys: Iterable[Key]) -> Deadlines[Key]:
        """The deadlines of some keys."""
        made = cls()
        for key in keys:
            made.note(key, read(key))
        return made

    def note(self, key: Key, due_ms: int | None) -> None:
        """A key has got a deadline, or another one than before; None adds nothing."""
        if due_ms is not None:
            heappush(self._noted, (due_ms, key))

    def first(self, read: Callable[[Key], int | None]) -> int | None:
        """The earliest deadline; None if there is none."""
        noted = self._noted
        while noted and read(noted[0][1]) != noted[0][0]:
            heappop(noted)
        return noted[0][0] if noted else None

    def take(self, at_ms: int, read: Callable[[Key], int | None]) -> list[Key]:
        """The keys whose deadline has come, least first. They are forgotten here: note those that keep one."""
        taken: set[Key] = set()
        while (first := self.first(read)) is not None and first <= at_ms:
            taken.add(heappop(self._noted)[1])
        return sorted(taken)

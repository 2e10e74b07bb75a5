"""Mistakes in a dialog file: each with its line, its column, a caret under it and a hint, all of a file at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

TOLD: Final = 10
"""So many mistakes of a file are told; the rest are counted."""

SHOWN: Final = 160
"""Characters of a line that are shown."""


@frozen
class Mistake:
    """A place in a file that cannot be read.

    Attributes:
        line: its number, from 1; 0 for what concerns the whole file.
        start: the column from 0.
        end: where it ends, half-open.
        message: what is wrong.
        hint: what to do, or nothing.
        text: the whole line.
    """

    line: int
    start: int
    end: int
    message: str
    hint: str
    text: str

    def told(self, name: str) -> str:
        """The mistake in one to four lines, for the file of a name."""
        if not self.line:
            return f"{name}: {self.message}"
        number = f"{self.line:>5}"
        start = min(self.start, SHOWN)
        caret = "^" * max(1, min(self.end, SHOWN) - start)
        lines = [f"{name}:{self.line}:{self.start + 1}: {self.message}"]
        if self.text.strip():
            shown = self.text[:SHOWN].expandtabs(1)
            lines += [f"{number} | {shown}", f"      | {' ' * start}{caret}"]
        if self.hint:
            lines.append(f"      = {self.hint}")
        return "\n".join(lines)


class DialogError(ValueError):
    """A dialog cannot be read; `mistakes` has all that is wrong, in the order of the lines."""

    def __init__(self, name: str, mistakes: Iterable[Mistake]) -> None:
        self.name = name
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: (mistake.line, mistake.start)))
        told = [mistake.told(name) for mistake in self.mistakes[:TOLD]]
        if len(self.mistakes) > TOLD:
            told.append(f"{name}: {len(self.mistakes) - TOLD} more mistakes")
        super().__init__("\n".join(told))


class Unread(Exception):  # noqa: N818  (it reads as what the place is)
    """A place of a line that cannot be read; the parser makes a `Mistake` of it."""

    def __init__(self, message: str, hint: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.hint, self.start, self.end = message, hint, start, end

"""Where each character of an edited text stands on the display: one cell each, so that a cursor can stand on any of them.

Words are broken as in `phone.handset.ui.lines`, but nothing is left out: the blank or line feed behind a word has a cell of
its own, and so has the cursor behind the text. So a word reaches the last column only if it has to be cut.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from attrs import frozen

from phone.handset.ui.lines import NO_BREAK_SPACE, UNKNOWN_GLYPH, printable

PLAIN: Final = re.compile(r"[\n -~А-Яа-яЁё]*")
"""Texts of characters that are their own cells: nearly all, so that the others alone pay for a look at each character."""


@frozen
class Layout:
    """Lines of cells: `starts` has the index of each line's first character; a line ends where the next one starts."""

    cells: str
    starts: tuple[int, ...]

    def line(self, number: int) -> str:
        """The cells of a line as they show."""
        return self.cells[self.starts[number] : self._end(number)].replace("\n", " ").replace(NO_BREAK_SPACE, " ")

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of the character of that index; of the cell behind the text for its length."""
        number = bisect_right(self.starts, index) - 1
        return number, index - self.starts[number]

    def index(self, number: int, column: int) -> int:
        """The index of the character at a column of a line, or of the line's last place if it is shorter."""
        last = len(self.cells) if number == len(self.starts) - 1 else self._end(number) - 1
        return min(self.starts[number] + column, last)

    def moved(self, index: int, by: int) -> int:
        """The index so many lines further down, in the same column; the text's ends beyond its first and last line."""
        number, column = self.place(index)
        if not 0 <= number + by < len(self.starts):
            return 0 if by < 0 else len(self.cells)
        return self.index(number + by, column)

    def _end(self, number: int) -> int:
        return self.starts[number + 1] if number + 1 < len(self.starts) else len(self.cells)


@lru_cache(maxsize=64)
def lay_out(text: str, columns: int) -> Layout:
    """The lines of a text; the last one has room for the cursor behind the text."""
    cells = text if PLAIN.fullmatch(text) else "".join(map(cell, text))
    starts = [0]
    while (start := _next_start(cells, starts[-1], columns)) is not None:
        starts.append(start)
    return Layout(cells, tuple(starts))


@lru_cache(maxsize=2048)
def cell(character: str) -> str:
    """The one glyph of a character: an empty box for what the display cannot show by itself."""
    glyph = printable(character)
    return glyph if len(glyph) == 1 else UNKNOWN_GLYPH


def _next_start(cells: str, start: int, columns: int) -> int | None:
    """Where the line after the one at `start` begins; None if that is the last one."""
    end = start + columns
    feed = cells.find("\n", start, end)
    if feed >= 0:
        return feed + 1
    if len(cells) < end:
        return None
    return cells.rfind(" ", start, end) + 1 or end

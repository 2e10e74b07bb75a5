"""The display as dots: a font of our own, a frame as a picture of dots, and dots as half blocks of a terminal.

A character has a cell of 6 × 8 dots: letters fill 5 × 7 of them, an eighth row is for what hangs below the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen

from phone.handset.ui.frame import Frame, Row

CELL_WIDTH: Final = 6
CELL_HEIGHT: Final = 8
FULL: Final = (1 << CELL_WIDTH) - 1
UNKNOWN: Final = "□"
"""What stands for a character that the font lacks."""
UNBROKEN: Final = "\N{NO-BREAK SPACE}"
FILE: Final = "font.txt"

_HEAD = re.compile(r"(?P<character>.) (?P<name>[A-Z][A-Z0-9 -]+)")
_DOTS = re.compile(r"[#.]{5,6}")

Bits = int
"""A row of dots; the leftmost one is the highest bit."""


@frozen
class Font:
    """Character → the 8 rows of its cell, 6 bits each, from the top."""

    glyphs: Mapping[str, tuple[Bits, ...]]

    def glyph(self, character: str) -> tuple[Bits, ...]:
        """The rows of a character."""
        return self.glyphs.get(" " if character == UNBROKEN else character) or self.glyphs[UNKNOWN]


def read_font(text: str) -> Font:
    """The font that a text in the form of `fixtures/font.txt` describes.

    Raises:
        ValueError: a line is no head and no row of dots, or a glyph has a wrong number of them; names the line.
    """
    glyphs: dict[str, tuple[Bits, ...]] = {}
    preamble, _, body = text.partition("\n\n")
    head, rows = "", list[str]()
    number = preamble.count("\n") + 2
    for line in (*body.split("\n"), ""):
        number += 1
        if found := _HEAD.fullmatch(line):
            head, rows = found["character"], []
        elif _DOTS.fullmatch(line):
            rows.append(line)
        elif line:
            raise ValueError(f"{FILE}: line {number}: found {line!r}, expected dots, or a character and its name")
        elif head:
            glyphs[head] = _packed(head, rows, number)
            head = ""
    if UNKNOWN not in glyphs:
        raise ValueError(f"{FILE}: found no glyph for {UNKNOWN}, which stands for all that are not there")
    return Font(glyphs)


def _packed(head: str, rows: list[str], number: int) -> tuple[Bits, ...]:
    if not CELL_HEIGHT - 1 <= len(rows) <= CELL_HEIGHT or len({len(row) for row in rows}) != 1:
        raise ValueError(
            f"{FILE}: line {number}: the glyph {head!r} has {len(rows)} rows; expected 7 or 8 of one width"
        )
    packed = [int(row.ljust(CELL_WIDTH, ".").replace("#", "1").replace(".", "0"), 2) for row in rows]
    return (*packed, *[0] * (CELL_HEIGHT - len(rows)))


@cache
def load_font(folder: Path) -> Font:
    """The font of a folder of fixtures; read once.

    Raises:
        OSError: there is none.
        ValueError: it has a mistake.
    """
    return read_font((folder / FILE).read_text(encoding="utf-8"))


def row_dots(row: Row, font: Font) -> tuple[Bits, ...]:
    """The 8 rows of dots of a frame's row; a cursor is a line below its cell, or the cell the other way round."""
    lines = [0] * CELL_HEIGHT
    for column, character in enumerate(row.text):
        styles = {run.style for run in row.runs if run.start <= column < run.end}
        for y, bits in enumerate(font.glyph(character)):
            shown = bits
            if "cursor" in styles and y == CELL_HEIGHT - 1:
                shown = FULL
            lines[y] = lines[y] << CELL_WIDTH | (shown ^ FULL if "inv" in styles else shown)
    return tuple(lines)


def frame_dots(frame: Frame, font: Font) -> tuple[Bits, ...]:
    """All rows of dots of a frame, from the top."""
    return tuple(bits for row in frame.rows for bits in row_dots(row, font))


def size_in_dots(frame: Frame) -> tuple[int, int]:
    """Columns and rows of dots of a frame."""
    return CELL_WIDTH * frame.columns, CELL_HEIGHT * len(frame.rows)


def half_block_runs(upper: Bits, lower: Bits, columns: int, scale: int) -> Iterator[tuple[int, bool, bool]]:
    """One row of the terminal as runs: (cells, whether their upper half is ink, whether their lower half is).

    Args:
        upper: the row of dots in the upper half.
        lower: the one in the lower half.
        columns: dots in a row.
        scale: cells of the terminal that a dot is wide.
    """
    start, before = 0, (bool(upper >> (columns - 1) & 1), bool(lower >> (columns - 1) & 1))
    for column in range(1, columns):
        place = columns - 1 - column
        now = (bool(upper >> place & 1), bool(lower >> place & 1))
        if now != before:
            yield (column - start) * scale, *before
            start, before = column, now
    yield (columns - start) * scale, *before

"""Text on a display of fixed width: glyphs, word wrap, windows on long texts.

The same few texts are drawn again with each key, so what was worked out for one is kept for a while.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

UNKNOWN_GLYPH: Final = "□"
"""What the LCD shows for a character its font lacks, such as an emoji."""

NO_BREAK_SPACE: Final = "\u00a0"


@lru_cache(maxsize=2048)
def printable(text: str) -> str:
    """The text in glyphs of one cell each; only line feeds remain of what is not a glyph.

    Accents are composed with their letters or dropped; wide characters, and those no font has, show as an empty box.
    """
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(map(_glyph, whole))


@lru_cache(maxsize=2048)
def wrap(text: str, columns: int) -> tuple[str, ...]:
    """Lines of at most `columns` characters, broken at spaces; a word longer than a line is cut into lines, none lost."""
    return tuple(line for paragraph in printable(text).split("\n") for line in _wrap_paragraph(paragraph, columns))


@lru_cache(maxsize=2048)
def shorten(text: str, columns: int) -> str:
    """A text on one line, its end replaced by an ellipsis if it is too long."""
    line = printable(text).replace("\n", " ").replace(NO_BREAK_SPACE, " ")
    return line if len(line) <= columns else f"{line[: columns - 1]}…"


def clamp(top: int, count: int, height: int) -> int:
    """The first line to show of `count` lines in a window of `height`, as near to `top` as the text allows."""
    return max(0, min(top, count - height))


def follow(top: int, index: int, height: int) -> int:
    """The first line to show so that line `index` is in the window, moving the window as little as possible."""
    return min(max(top, index - height + 1), index)


def _glyph(character: str) -> str:
    if character == "\n" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"}:
        return "\n"
    if category == "Zs":
        return NO_BREAK_SPACE if character in "\u00a0\u202f\u2007" else " "
    if character == "\t":
        return " "
    if category in {"Mn", "Me", "Cf", "Cc"}:
        return ""
    if category in {"Cs", "Co", "Cn"} or unicodedata.east_asian_width(character) in {"W", "F"}:
        return UNKNOWN_GLYPH
    return character


def _wrap_paragraph(paragraph: str, columns: int) -> list[str]:
    lines = [""]
    for position, word in enumerate(paragraph.split(" ")):
        rest = word
        joined = f"{lines[-1]} {rest}" if position else rest
        if len(joined) <= columns:
            lines[-1] = joined
            continue
        if not rest:
            continue
        if lines[-1]:
            lines.append("")
        while len(rest) > columns:
            lines[-1] = rest[:columns]
            rest = rest[columns:]
            lines.append("")
        lines[-1] = rest
    return [line.replace(NO_BREAK_SPACE, " ").rstrip(" ") for line in lines]

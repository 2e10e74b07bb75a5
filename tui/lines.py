"""Lines of styled text as plain data: what the widgets draw, made by pure functions that know no Textual widget.

Widths are terminal cells, never characters: an SMS may hold wide ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from attrs import frozen
from rich.cells import cell_len, chop_cells

Role = Literal[
    "plain", "muted", "strong", "accent", "sent", "received", "debit", "credit", "refused", "rule", "key", "tab", "cap"
]
"""What a piece is; the theme gives each role its colours."""
ROLES: tuple[Role, ...] = get_args(Role)


@frozen
class Piece:
    """Characters of one role; `action` is what a click on them does, in Textual's notation."""

    text: str
    role: Role = "plain"
    action: str | None = None


Line = tuple[Piece, ...]

UNBROKEN = "\N{NO-BREAK SPACE}"


def plain(line: Line) -> str:
    """The characters of a line."""
    return "".join(piece.text for piece in line)


def width_of(line: Line) -> int:
    """Cells of a line."""
    return sum(cell_len(piece.text) for piece in line)


def printable(text: str) -> str:
    """The text with every control character but the line feed as `·`, so that it cannot move the cursor."""
    return "".join(
        "·" if character != "\n" and unicodedata.category(character) in _UNPRINTABLE else character
        for character in text
    )


_UNPRINTABLE = {"Cc", "Cs", "Co", "Cn"}


def wrap(text: str, width: int) -> tuple[str, ...]:
    """The text in rows of at most `width` cells, broken at blanks; a longer word is cut. Its own line feeds are kept.

    A no-break space holds words together and becomes a blank.
    """
    assert width > 1, "a row holds at least one wide character"
    rows = (row for paragraph in printable(text).split("\n") for row in _wrap_paragraph(paragraph, width))
    return tuple(row.replace(UNBROKEN, " ") for row in rows)


def _wrap_paragraph(text: str, width: int) -> Iterator[str]:
    row = ""
    for word in text.split(" "):
        joined = f"{row} {word}" if row else word
        if cell_len(joined) <= width:
            row = joined
            continue
        if row:
            yield row
        *full, row = chop_cells(word, width) or [""]
        yield from full
    yield row


def spread(left: Line, right: Line, width: int) -> tuple[Line, ...]:
    """`left` and `right` at the two edges of a row; of two rows if they do not fit into one."""
    space = width - width_of(left) - width_of(right)
    if not right:
        return (left,)
    if space >= 1:
        return ((*left, Piece(" " * space), *right),)
    return (left, (Piece(" " * max(0, width - width_of(right))), *right))


def titled(title: str, width: int, role: Role = "muted") -> Line:
    """A rule with a title in it: ── title ─────."""
    return (Piece("── ", "rule"), Piece(title, role), Piece(" " + "─" * max(0, width - cell_len(title) - 4), "rule"))


def flow(items: Iterable[Line], width: int, gap: int = 2) -> tuple[Line, ...]:
    """Items as a grid: as many columns of equal width as fit, filled row by row."""
    items = tuple(items)
    widest = max(map(width_of, items), default=0)
    columns = max(1, (width + gap) // (widest + gap))
    rows = []
    for start in range(0, len(items), columns):
        row: list[Piece] = []
        for item in items[start : start + columns]:
            row.extend((*item, Piece(" " * (widest + gap - width_of(item)))))
        rows.append(tuple(row[:-1]))
    return tuple(rows)


def keep(items: Iterable[tuple[int, Line]], width: int, gap: int = 2) -> tuple[Line, ...]:
    """The items that fit into one row side by side: those with the lowest rank, in their own order.

    Args:
        items: rank (0 is the most important) and line of each.
        width: cells of the row.
        gap: cells between two items.
    """
    items = tuple(items)
    kept: set[int] = set()
    used = -gap
    for index in sorted(range(len(items)), key=lambda index: items[index][0]):
        used += gap + width_of(items[index][1])
        if used > width:
            break
        kept.add(index)
    return tuple(line for index, (_, line) in enumerate(items) if index in kept)

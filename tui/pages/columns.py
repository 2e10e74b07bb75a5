"""Cells side by side: texts cut or filled to the width of their column."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from tui.lines import Piece, Role, printable


def cell(text: str, width: int, role: Role = "plain", action: str | None = None) -> Piece:
    """A text in a column: filled with blanks at the right, or cut with `…`."""
    shown = printable(text).replace("\n", " ")
    if cell_len(shown) > width:
        shown = set_cell_size(shown, max(0, width - 1)) + "…"
    return Piece(set_cell_size(shown, width), role, action)


def figures(text: str, width: int, role: Role = "plain") -> Piece:
    """The same at the right edge of its column."""
    shown = cell(text, min(width, cell_len(text)), role).text
    return Piece(" " * (width - cell_len(shown)) + shown, role)


def bar(amount: int, whole: int, width: int) -> str:
    """A bar of `width` cells for the whole; what is not nothing can be seen. Bars in rows below each other do not touch."""
    cells = 0 if whole <= 0 else min(width, max(1 if amount else 0, round(width * amount / whole)))
    return "▇" * cells

"""The symbol table: characters that no key bears, as a grid to choose from."""

from __future__ import annotations

from typing import Final

from phone.handset.ui.keys import Key

ACROSS: Final = 7
"""Symbols in a row: as many as the narrowest display has room for with a blank between them."""

ROWS: Final = (".,?!:;-", "'\"()@/_", "+=*#%&№", "<>[]{}~", "€$«»—\\^")
SYMBOLS: Final = "".join(ROWS)

SHORTCUTS: Final[tuple[Key, ...]] = ("1", "2", "3", "4", "5", "6", "7")
"""The digits that take the symbol of their column in the selected row."""

_STEPS: Final[dict[Key, int]] = {"left": -1, "right": 1, "up": -ACROSS, "down": ACROSS, "*": ACROSS}


def stepped(index: int, key: Key) -> int:
    """The selected symbol after an arrow or `*`, which goes a row down; round the ends."""
    return (index + _STEPS.get(key, 0)) % len(SYMBOLS)


def shortcut(index: int, key: Key) -> int | None:
    """The symbol that a digit takes in the row of the selected one, or None if the digit takes none."""
    return index - index % ACROSS + SHORTCUTS.index(key) if key in SHORTCUTS else None

"""Where everything on the phone's body stands, as plain numbers: cells from the body's top left corner.

A `Form` is one drawing of the phone; which one is used follows from the space the screen plan gives it. Half rows are
drawn with half blocks, so a glass that spans rows 1–12 begins in the lower half of row 1 and ends in the upper half of 12.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from attrs import frozen

from phone.handset.ui.keys import KEYPAD, Key

Look = Literal["flat", "low", "lip", "two", "three", "crest", "foot"]
"""How a key is drawn: one row in the upper tone; one in the lower; a lower half row under the glass; two tones; two tones and a rounded half row below;
a rounded half row above its label; a label and a rounded half row below."""


@frozen
class Place:
    """A rectangle in cells; `x` and `y` count from 0."""

    x: int
    y: int
    width: int
    height: int


@frozen
class KeyPlace(Place):
    """A key's rectangle and how it is drawn in it."""

    look: Look = "flat"


@frozen
class Form:
    """One drawing of the phone.

    Attributes:
        name: what tests and style sheets call it.
        width: cells from the left edge to the right one.
        height: rows from the top edge to the bottom one.
        glass: the dark pane; its first and last rows are half rows.
        lcd: the display's panel: the display with a cell or two of margin at each side.
        keys: the place of each key that this form has.
        earpiece: the row of the slot, or None where there is none.
        earpiece_x: the column of its middle; None for the middle of the body.
        name_row: the row of the maker's name, or None.
    """

    name: str
    width: int
    height: int
    glass: Place
    lcd: Place
    keys: Mapping[Key, KeyPlace]
    earpiece: int | None = None
    earpiece_x: int | None = None
    name_row: int | None = None


def _keypad(x: int, y: int, height: int, look: Look) -> dict[Key, KeyPlace]:
    """Twelve keys of 8 cells in three columns, two cells apart, without gaps between their rows."""
    return {
        key: KeyPlace(x + 10 * (index % 3), y + height * (index // 3), 8, height, look)
        for index, key in enumerate(KEYPAD)
    }


def _navigation(x: int, y: int, soft: Look) -> dict[Key, KeyPlace]:
    """Three rows: soft keys, clear, call and end round a direction pad of 8 × 3."""
    return {
        "soft_left": KeyPlace(x, y, 8, 1, soft),
        "clear": KeyPlace(x, y + 1, 8, 1, "low"),
        "call": KeyPlace(x, y + 2, 8, 1, "low"),
        "up": KeyPlace(x + 10, y, 8, 1),
        "left": KeyPlace(x + 10, y + 1, 2, 1),
        "ok": KeyPlace(x + 12, y + 1, 4, 1),
        "right": KeyPlace(x + 16, y + 1, 2, 1),
        "down": KeyPlace(x + 10, y + 2, 8, 1),
        "soft_right": KeyPlace(x + 20, y, 8, 1, soft),
        "volume_down": KeyPlace(x + 20, y + 1, 4, 1, "low"),
        "volume_up": KeyPlace(x + 24, y + 1, 4, 1, "low"),
        "end": KeyPlace(x + 20, y + 2, 8, 1, "low"),
    }


def _tall_navigation(x: int, y: int) -> dict[Key, KeyPlace]:
    """Five rows: the same keys with rounded tops and half a row of body between them."""
    return {
        "soft_left": KeyPlace(x, y, 8, 1),
        "call": KeyPlace(x, y + 1, 8, 2, "crest"),
        "clear": KeyPlace(x, y + 3, 8, 2, "crest"),
        "up": KeyPlace(x + 10, y, 8, 2, "crest"),
        "left": KeyPlace(x + 10, y + 2, 2, 1),
        "ok": KeyPlace(x + 12, y + 2, 4, 1),
        "right": KeyPlace(x + 16, y + 2, 2, 1),
        "down": KeyPlace(x + 10, y + 3, 8, 2, "foot"),
        "soft_right": KeyPlace(x + 20, y, 8, 1),
        "end": KeyPlace(x + 20, y + 1, 8, 2, "crest"),
        "volume_down": KeyPlace(x + 20, y + 3, 4, 2, "crest"),
        "volume_up": KeyPlace(x + 24, y + 3, 4, 2, "crest"),
    }


REGULAR: Final = Form(
    name="regular",
    width=32,
    height=23,
    glass=Place(2, 1, 28, 12),
    lcd=Place(4, 2, 24, 10),
    keys=_navigation(2, 12, "lip") | _keypad(2, 15, 2, "two"),
    earpiece=0,
)
"""For 24 rows."""

LARGE: Final = Form(
    name="large",
    width=34,
    height=33,
    glass=Place(3, 2, 28, 12),
    lcd=Place(5, 3, 24, 10),
    keys=_tall_navigation(3, 14) | _keypad(3, 20, 3, "three"),
    earpiece=1,
    name_row=32,
)
"""For 40 rows."""

COMPACT: Final = Form(
    name="compact",
    width=60,
    height=14,
    glass=Place(2, 1, 26, 12),
    lcd=Place(4, 2, 22, 10),
    keys=_navigation(30, 1, "flat") | _keypad(30, 5, 2, "two"),
    earpiece=0,
    earpiece_x=15,
)
"""For low terminals: the keys beside the display."""

BARE: Final = Form(name="bare", width=24, height=12, glass=Place(0, 0, 24, 12), lcd=Place(1, 1, 22, 10), keys={})
"""The display alone: what remains when someone enlarges the terminal's font on a projector."""

FORMS: Final = (REGULAR, LARGE, COMPACT, BARE)


def form_of(width: int, height: int) -> Form | None:
    """The form that has exactly this size."""
    return next((form for form in FORMS if (form.width, form.height) == (width, height)), None)

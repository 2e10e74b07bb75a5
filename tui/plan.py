"""How the screen is divided at each size: a pure function from the terminal's cells to rectangles.

Every part of the screen is always mounted; a plan that does not name a part hides it. So a resize is one step, with no
moment in which half of the screen is laid out for the old size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from tui.forms import BARE, COMPACT, LARGE, REGULAR, Form, Place

Part = Literal["phone", "card", "header", "console", "title", "tape", "tries", "hints", "notice"]

HEADER_ROWS = 3
TRY_ROWS = 4
TRY_ROWS_WIDE = 3
CARD_ROWS_LEAST = 5
CONSOLE_WIDTH_LEAST = 84
TAPE_WIDTH_LEAST = 40


@frozen
class Plan:
    """The rectangles of the parts that are shown, the phone's form (None where not even the display fits), and whether the console is."""

    form: Form | None
    parts: Mapping[Part, Place]


def plan(width: int, height: int) -> Plan:
    """The best division of `width` × `height` cells.

    Facts: phone and console from 120×30 (large keys from 40 rows), phone and tape from 80×24, the phone alone from 34×24,
    keys beside the display from 60×15, the display alone from 24×12; below that a notice says what is needed.
    """
    if height >= 24 and width >= 34:
        return _upright(width, height)
    if height >= COMPACT.height + 1 and width >= COMPACT.width:
        return _alone(COMPACT, width, height)
    if height >= BARE.height and width >= BARE.width:
        return _alone(BARE, width, height)
    return Plan(None, {"notice": Place(0, 0, width, height)})


def _alone(form: Form, width: int, height: int) -> Plan:
    """The phone in the middle, and the hints below it if a row is left."""
    hints: Mapping[Part, Place] = {"hints": Place(0, height - 1, width, 1)} if height > form.height else {}
    room = height - len(hints)
    phone = Place((width - form.width) // 2, (room - form.height) // 2, form.width, form.height)
    return Plan(form, {"phone": phone, **hints})


def _upright(width: int, height: int) -> Plan:
    """The phone at the left and, where there is room, the tape or the console beside it."""
    room = height - 1
    large_card = room - LARGE.height - 1
    side = width - (1 + REGULAR.width + 1)
    if side < TAPE_WIDTH_LEAST:
        return _alone(LARGE if room >= LARGE.height else REGULAR, width, height)
    wide = width - (1 + LARGE.width + 1) >= CONSOLE_WIDTH_LEAST
    form = LARGE if large_card >= CARD_ROWS_LEAST or (room >= LARGE.height and not wide) else REGULAR
    x = 1 + form.width + 1
    parts: dict[Part, Place] = {"phone": Place(1, 0, form.width, form.height), "hints": Place(0, room, width, 1)}
    card_rows = room - form.height - 1
    if card_rows >= CARD_ROWS_LEAST:
        parts["card"] = Place(1, form.height + 1, form.width, card_rows)
    if wide and "card" in parts:
        tape_rows = max(8, room // 3)
        console_rows = room - TRY_ROWS_WIDE - tape_rows - 1
        parts["console"] = Place(x, 0, width - x, console_rows)
        inner = width - x - 1
        parts["title"] = Place(x + 1, console_rows, inner, 1)
        parts["tape"] = Place(x + 1, console_rows + 1, inner, tape_rows)
        parts["tries"] = Place(x + 1, room - TRY_ROWS_WIDE, inner, TRY_ROWS_WIDE)
    else:
        parts["header"] = Place(x, 0, width - x, HEADER_ROWS)
        parts["tape"] = Place(x, HEADER_ROWS, width - x, room - TRY_ROWS - HEADER_ROWS)
        parts["tries"] = Place(x, room - TRY_ROWS, width - x, TRY_ROWS)
    return Plan(form, parts)

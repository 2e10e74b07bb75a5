"""How the screen is divided at each size: a pure function from the terminal's cells to rectangles.

Every part of the screen is always mounted; a plan that does not name a part hides it. So a resize is one step, with no
moment in which half of the screen is laid out for the old size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from tui.forms import BARE, COMPACT, LARGE, REGULAR, Form, Place

Part = Literal["phone", "card", "phone-2", "card-2", "header", "console", "tape", "tries", "caption", "hints", "notice"]

HEADER_ROWS = 3
TRY_ROWS = 4
TRY_ROWS_WIDE = 3
CAPTION_ROWS = 3
CARD_ROWS_LEAST = 5
CONSOLE_WIDTH_LEAST = 84
TAPE_WIDTH_LEAST = 40


@frozen
class Plan:
    """The rectangles of the parts that are shown, the phone's form (None where not even the display fits), and whether the console is."""

    form: Form | None
    parts: Mapping[Part, Place]


def plan(width: int, height: int, phones: int = 1, *, told: bool = False) -> Plan:
    """The best division of `width` × `height` cells.

    Facts: two phones and console from 155×40 (smaller phones from 151×30), phone and console from 120×30 (large keys from 40
    rows), phone and tape from 80×24, the phone alone from 34×24, keys beside the display from 60×15, the display alone from
    24×12; below that a notice says what is needed.

    Args:
        width: the terminal's columns.
        height: the terminal's rows.
        phones: how many there are to be shown side by side if there is room, 1 or 2.
        told: whether something is told to an audience: rows that a phone alone leaves free are for it.
    """
    if height >= 24 and width >= 34:
        return _upright(width, height, phones, told=told)
    if height >= COMPACT.height + 1 and width >= COMPACT.width:
        return _alone(COMPACT, width, height, told=told)
    if height >= BARE.height and width >= BARE.width:
        return _alone(BARE, width, height, told=told)
    return Plan(None, {"notice": Place(0, 0, width, height)})


def _alone(form: Form, width: int, height: int, *, told: bool) -> Plan:
    """The phone in the middle, the hints below it if a row is left, and between them what is told if more are."""
    hints: dict[Part, Place] = {"hints": Place(0, height - 1, width, 1)} if height > form.height else {}
    room = height - len(hints)
    rows = min(CAPTION_ROWS, room - form.height) if told else 0
    caption: dict[Part, Place] = {"caption": Place(1, room - rows, width - 2, rows)} if rows else {}
    phone = Place((width - form.width) // 2, (room - rows - form.height) // 2, form.width, form.height)
    return Plan(form, {"phone": phone, **caption, **hints})


def _upright(width: int, height: int, phones: int, *, told: bool) -> Plan:
    """The phone at the left and, where there is room, the tape or the console beside it."""
    room = height - 1
    large_card = room - LARGE.height - 1
    side = width - (1 + REGULAR.width + 1)
    if side < TAPE_WIDTH_LEAST:
        return _alone(LARGE if room >= LARGE.height else REGULAR, width, height, told=told)
    wide = width - (1 + LARGE.width + 1) >= CONSOLE_WIDTH_LEAST
    form = LARGE if large_card >= CARD_ROWS_LEAST or (room >= LARGE.height and not wide) else REGULAR
    card_rows = room - form.height - 1
    parts: dict[Part, Place] = {"hints": Place(0, room, width, 1)}
    two = phones > 1 and width - 2 * (form.width + 1) - 1 >= CONSOLE_WIDTH_LEAST and card_rows >= CARD_ROWS_LEAST
    names: tuple[tuple[Part, Part], ...] = (("phone", "card"), ("phone-2", "card-2"))
    x = 1
    for phone, card in names[: 2 if two else 1]:
        parts[phone] = Place(x, 0, form.width, form.height)
        if card_rows >= CARD_ROWS_LEAST:
            parts[card] = Place(x, form.height + 1, form.width, card_rows)
        x += form.width + 1
    if wide and "card" in parts:
        parts["console"] = Place(x, 0, width - x, room - TRY_ROWS_WIDE)
        parts["tries"] = Place(x + 1, room - TRY_ROWS_WIDE, width - x - 1, TRY_ROWS_WIDE)
    else:
        parts["header"] = Place(x, 0, width - x, HEADER_ROWS)
        parts["tape"] = Place(x, HEADER_ROWS, width - x, room - TRY_ROWS - HEADER_ROWS)
        parts["tries"] = Place(x, room - TRY_ROWS, width - x, TRY_ROWS)
    return Plan(form, parts)

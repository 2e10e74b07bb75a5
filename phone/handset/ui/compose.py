"""The whole display: status row, body, soft keys."""

from __future__ import annotations

from typing import Final

from phone.handset.ui.frame import Frame, Row, Run
from phone.handset.ui.lines import shorten
from phone.handset.ui.screen import Scene, View

SIGNAL: Final = "▂▄▆"
NO_SIGNAL: Final = "×  "
BATTERY: Final = "▮▮▮"
ENVELOPE: Final = "="
WIDE: Final = 20
"""Columns from which on the operator's name stands in the status row."""


def compose(view: View, scene: Scene, *, backlight: bool, sound: str | None) -> Frame:
    """The frame of a view: exactly the size of the display."""
    blank = (Row(" " * scene.columns),) * (scene.lines - len(view.body))
    return Frame((status(scene), *view.body, *blank, softkeys(view, scene.columns)), backlight, sound)


def status(scene: Scene) -> Row:
    """Signal, operator, envelope (blinking when the store is full), clock, battery; a narrow display has no operator."""
    registered = any(slot.registered for slot in scene.mobile.slots)
    store = scene.mobile.store
    envelope = ENVELOPE if store.unread or store.turned_away else " "
    clock = scene.texts.clock(scene.at_ms)
    left = SIGNAL if registered else NO_SIGNAL
    right = f"{envelope}{clock} {BATTERY}"
    if scene.columns >= WIDE:
        left = f"{left} {shorten(scene.word('operator'), 3) if registered else ''}"
        right = f"{envelope} {clock} {BATTERY}"
    text = left.ljust(scene.columns - len(right)) + right
    place = scene.columns - len(right)
    return Row(text, (Run(place, place + 1, "blink"),) if store.turned_away else ())


def softkeys(view: View, columns: int) -> Row:
    """The two names at the edges, bold, and between them the marks of a text that goes on."""
    above, below = marks_at(columns)
    right = shorten(view.right, columns // 2)
    left = shorten(view.left, columns - len(right) - 1)
    cells = list(left.ljust(columns - len(right)) + right)
    cells[above] = "▴" if view.above else cells[above]
    cells[below] = "▾" if view.below else cells[below]
    names = ((0, len(left)), (columns - len(right), columns))
    return Row("".join(cells), tuple(Run(start, end, "bold") for start, end in names if start < end))


def marks_at(columns: int) -> tuple[int, int]:
    """The columns of the marks `▴` and `▾` in the softkey row."""
    return (columns - 4) // 2, (columns - 4) // 2 + 1

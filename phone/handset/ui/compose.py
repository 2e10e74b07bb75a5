"""The whole display: status row, body, soft keys."""

from __future__ import annotations

from typing import Final

from phone.handset.ui.frame import Frame, Row, Run
from phone.handset.ui.lines import shorten
from phone.handset.ui.screen import Scene, View

SIGNAL: Final = "▂▄▆"
NO_SIGNAL: Final = "×  "
BARS: Final = 3
FULL, EMPTY = "▮", "▯"
ENVELOPE: Final = "="
LOCKED: Final = "¬"
SILENT: Final = "z"
WIDE: Final = 20
"""Columns from which on the operator's name stands in the status row."""


def compose(
    view: View, scene: Scene, *, backlight: bool, locked: bool = False, sound: str | None = None, vibrate: bool = False
) -> Frame:
    """The frame of a view: exactly the size of the display; all blank while the phone is off."""
    if not scene.mobile.on:
        return Frame((Row(" " * scene.columns),) * (scene.lines + 2))
    blank = (Row(" " * scene.columns),) * (scene.lines - len(view.body))
    rows = (status(scene, locked=locked), *view.body, *blank, softkeys(view, scene.columns))
    return Frame(rows, backlight, sound, vibrate)


def status(scene: Scene, *, locked: bool = False) -> Row:
    """Signal of each SIM, operator, a mark for locked keys or silence, envelope, clock, battery.

    The envelope blinks when the store is full; two SIMs, or a narrow display, leave no room for the operator.
    """
    store = scene.mobile.store
    envelope = ENVELOPE if store.unread or store.turned_away else " "
    mark = LOCKED if locked else " " if scene.profile.sounds else SILENT
    right = f"{envelope} " if scene.columns >= WIDE else envelope
    right += f"{scene.texts.clock(scene.at_ms)} {battery(scene.mobile.battery_percent)}"
    place = scene.columns - len(right)
    text = _signals(scene).ljust(place - 1)[: place - 1] + mark + right
    return Row(text, (Run(place, place + 1, "blink"),) if store.turned_away else ())


def battery(percent: int) -> str:
    """How full the battery is, in bars."""
    bars = min(BARS, (percent * BARS + 99) // 100)
    return (FULL * bars).ljust(BARS, EMPTY)


def _signals(scene: Scene) -> str:
    slots = scene.mobile.slots
    wide = scene.columns >= WIDE
    if len(slots) == 1:
        name = shorten(scene.word("operator"), 3) if wide and slots[0].registered else ""
        return f"{SIGNAL if slots[0].registered else NO_SIGNAL} {name}"
    signal, none = (SIGNAL, NO_SIGNAL) if wide else (SIGNAL[-1], NO_SIGNAL[:1])
    return "".join(f"{number}{signal if slot.registered else none}" for number, slot in enumerate(slots, start=1))


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

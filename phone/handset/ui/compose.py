"""The whole display: status row, body, soft keys."""

from __future__ import annotations

from functools import lru_cache
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
    blank = (scene.row(""),) * (scene.lines - len(view.body))
    rows = (status(scene, locked=locked), *view.body, *blank, softkeys(view, scene.columns))
    return Frame(rows, backlight, sound, vibrate)


def status(scene: Scene, *, locked: bool = False) -> Row:
    """Signal of each SIM, operator, a mark for locked keys or silence, envelope, clock, battery.

    The envelope blinks when the store is full; two SIMs, or a narrow display, leave no room for the operator.
    """
    mobile = scene.mobile
    store = mobile.store
    name = scene.word("operator") if len(mobile.slots) == 1 and mobile.slots[0].registered else ""
    return _status(
        scene.columns,
        tuple(slot.registered for slot in mobile.slots),
        name,
        LOCKED if locked else " " if scene.profile.sounds else SILENT,
        ENVELOPE if store.unread or store.turned_away else " ",
        scene.texts.clock(scene.at_ms),
        mobile.battery_percent,
        blinks=store.turned_away,
    )


@lru_cache(maxsize=256)
def _status(
    columns: int,
    registered: tuple[bool, ...],
    name: str,
    mark: str,
    envelope: str,
    clock: str,
    battery_percent: int,
    *,
    blinks: bool,
) -> Row:
    """The row of these; it stays the same for a minute, so it is kept."""
    right = f"{envelope}{' ' if columns >= WIDE else ''}{clock} {battery(battery_percent)}"
    place = columns - len(right)
    left = _signals(registered, name, wide=columns >= WIDE)
    text = left.ljust(place - 1)[: place - 1] + mark + right
    return Row(text, (Run(place, place + 1, "blink"),) if blinks else ())


def battery(percent: int) -> str:
    """How full the battery is, in bars."""
    bars = min(BARS, (percent * BARS + 99) // 100)
    return (FULL * bars).ljust(BARS, EMPTY)


def _signals(registered: tuple[bool, ...], name: str, *, wide: bool) -> str:
    if len(registered) == 1:
        return f"{SIGNAL if registered[0] else NO_SIGNAL} {shorten(name, 3) if wide else ''}"
    if not wide:
        return "".join(SIGNAL[-1] if here else NO_SIGNAL[0] for here in registered)
    return "".join(f"{number}{SIGNAL if here else NO_SIGNAL}" for number, here in enumerate(registered, start=1))


def softkeys(view: View, columns: int) -> Row:
    """The two names at the edges, bold, and between them the marks of a text that goes on; the way down is shown at least."""
    return _softkeys(columns, view.left, view.right, above=view.above, below=view.below)


@lru_cache(maxsize=256)
def _softkeys(columns: int, left: str, right: str, *, above: bool, below: bool) -> Row:
    right = shorten(right, columns // 2)
    left = shorten(left, columns - len(right) - 1)
    room = columns - len(left) - len(right)
    marks = f"{'▴' if above else ' '}{'▾' if below else ' '}"
    if room < len(marks):
        marks = marks.strip()[-room:] or " "
    before = max(0, min((columns - 4) // 2 - len(left), room - len(marks)))
    text = f"{left}{' ' * before}{marks}".ljust(columns - len(right)) + right
    names = ((0, len(left)), (columns - len(right), columns))
    return Row(text, tuple(Run(start, end, "bold") for start, end in names if start < end))

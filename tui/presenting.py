"""How the presenter's view is divided at each size: a pure function from the terminal's cells to rectangles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from tui.forms import BARE, Place

Shown = Literal["dots", "phone", "caption", "keys", "hints", "notice"]
CAPTION_ROWS = 2
KEY_ROWS = 1
HINT_ROWS = 1
BELOW_ROWS = CAPTION_ROWS + KEY_ROWS + HINT_ROWS


@frozen
class Stage:
    """The rectangles of what is shown, and how many cells a dot is wide; 0 where the display is text."""

    scale: int
    parts: Mapping[Shown, Place]


def stage(width: int, height: int, dots: tuple[int, int]) -> Stage:
    """The best division: the greatest whole scale of the dots that fits, else the display as text, else a notice.

    Dots go before what stands below them: they alone are seen from the back.

    Args:
        width: the terminal's columns.
        height: the terminal's rows.
        dots: the display's columns and rows of dots; a cell of the terminal has room for one above another.
    """
    scale = min(width // dots[0], 2 * (height - BELOW_ROWS) // dots[1]) or min(width // dots[0], 2 * height // dots[1])
    if scale >= 1:
        wide, high = dots[0] * scale, (dots[1] * scale + 1) // 2
        return Stage(scale, _placed("dots", wide, high, width, height, 2 * scale))
    if width >= BARE.width and height >= BARE.height:
        return Stage(0, _placed("phone", BARE.width, BARE.height, width, height))
    return Stage(0, {"notice": Place(0, 0, width, height)})


def _placed(name: Shown, wide: int, high: int, width: int, height: int, margin: int = 0) -> dict[Shown, Place]:
    """The display in the middle, and rows of their own below it for which there is room: hints last, captions first.

    With a `margin` of cells round it, as far as there is room for one.
    """
    below = height - high
    parts: dict[Shown, Place] = {}
    y = height
    for part, rows in (("hints", HINT_ROWS), ("keys", KEY_ROWS), ("caption", CAPTION_ROWS)):
        if below >= rows:
            below -= rows
            y -= rows
            parts[part] = Place(0, y, width, rows)  # type: ignore[index]
    wide, high = wide + 2 * min(margin, (width - wide) // 2), min(y, high + margin)
    parts[name] = Place((width - wide) // 2, (y - high) // 2, wide, high)
    return parts

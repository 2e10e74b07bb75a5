"""The display as a big picture of dots, for those who sit at the back."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from phone.handset.ui.frame import Frame, Row
from tui.dots import Bits, Font, frame_dots, half_block_runs, size_in_dots
from tui.widgets.lcd import is_blank

STRIPS_MAX = 500


class DotLcd(Widget):
    """Draws the frame it was last shown in dots of the greatest whole size.

    | Class | What it colours |
    | :- | :- |
    | `lcd--ink` | dots, and the ground they stand on |
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lcd--ink"}

    def __init__(self, font: Font, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._font = font
        self._frame = Frame((Row(" " * 20),) * 10)
        self._dots: tuple[Bits, ...] = frame_dots(self._frame, font)
        self._strips: dict[tuple[Bits, Bits, int], Strip] = {}

    def show(self, frame: Frame) -> None:
        """Show a frame; nothing is repainted if it looks as before."""
        self.set_class(frame.backlight, "-lit")
        self.set_class(not frame.backlight and is_blank(frame), "-off")
        if frame != self._frame:
            self._frame = frame
            self._dots = frame_dots(frame, self._font)
            self.refresh()

    def notify_style_update(self) -> None:
        """Forget the strips: the lamp or the theme has changed."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One row of the terminal: two rows of dots, or parts of them; the picture is in the middle."""
        columns, rows = size_in_dots(self._frame)
        width, height = self.size
        scale = max(1, min(width // columns, 2 * height // rows))
        top = (height - (rows * scale + 1) // 2) // 2
        upper, lower = 2 * (y - top) // scale, (2 * (y - top) + 1) // scale
        ground = self.get_component_rich_style("lcd--ink")
        if not 0 <= upper < rows:
            return Strip.blank(width, ground)
        above, below = self._dots[upper], self._dots[lower] if lower < rows else 0
        if width == columns * scale:
            above, below = turned(above, columns), turned(below, columns)
        key = (above, below, scale)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > STRIPS_MAX:
                self._strips.clear()
            strip = self._strips[key] = self._strip(*key, columns)
        margin = Segment(" " * ((width - columns * scale) // 2), ground)
        return Strip([margin, *strip]).crop_extend(0, width, ground)

    def _strip(self, upper: Bits, lower: Bits, scale: int, columns: int) -> Strip:
        style = self.get_component_rich_style("lcd--ink")
        shown = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
        runs = half_block_runs(upper, lower, columns, scale)
        return Strip([Segment(shown[above, below] * cells, style) for cells, above, below in runs], columns * scale)


def turned(bits: Bits, columns: int) -> Bits:
    """The gap behind the last character put before the first one: a picture without a margin is not glued to the left edge."""
    return bits >> 1 | (bits & 1) << (columns - 1)

"""The display as a big picture of dots, for those who sit at the back."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from phone.handset.ui.frame import Frame, Row
from tui.dots import Bits, Font, frame_dots, half_block_runs, size_in_dots
from tui.widgets.lcd import is_blank


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
        """One row of the terminal: two rows of dots, or parts of them."""
        columns, rows = size_in_dots(self._frame)
        width = self.size.width
        scale = max(1, width // columns)
        upper, lower = 2 * y // scale, (2 * y + 1) // scale
        if upper >= rows:
            return Strip.blank(width, self.get_component_rich_style("lcd--ink"))
        key = (self._dots[upper], self._dots[lower] if lower < rows else 0, scale)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > 500:
                self._strips.clear()
            strip = self._strips[key] = self._strip(*key, columns)
        return strip.crop_extend(0, width, self.get_component_rich_style("lcd--ink"))

    def _strip(self, upper: Bits, lower: Bits, scale: int, columns: int) -> Strip:
        style = self.get_component_rich_style("lcd--ink")
        ink, ground = Style(color=style.color), Style(color=style.color, bgcolor=style.bgcolor)
        shown = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
        assert ink.color is not None, "the theme has a colour for ink"
        runs = half_block_runs(upper, lower, columns, scale)
        return Strip([Segment(shown[above, below] * cells, ground) for cells, above, below in runs], columns * scale)

"""The display: a `Frame` in cells, row by row; only the rows that have changed are repainted."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from phone.handset.ui.frame import Frame, Row

CURSOR = "▏"
"""What a cursor on an empty cell looks like; on a character the cell is inverted."""


def is_blank(frame: Frame) -> bool:
    """Whether a frame shows nothing at all, as that of a phone that is switched off."""
    return not any(row.text.strip() or row.runs for row in frame.rows)


class Lcd(Widget):
    """Draws the frame it was last shown in the middle of its panel.

    | Class | What it colours |
    | :- | :- |
    | `lcd--ink` | characters |
    | `lcd--inverse` | characters in inverse runs |
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lcd--ink", "lcd--inverse"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._frame = Frame((Row(" " * 20),) * 10)
        self._strips: dict[Row, Strip] = {}

    @property
    def frame(self) -> Frame:
        """What is shown."""
        return self._frame

    def show(self, frame: Frame) -> None:
        """Show a frame; of one like the last, only the rows that differ are repainted."""
        before, self._frame = self._frame, frame
        self.set_class(frame.backlight, "-lit")
        self.set_class(not frame.backlight and is_blank(frame), "-off")
        if (len(before.rows), before.columns) != (len(frame.rows), frame.columns):
            self.refresh()
            return
        top = self._margin(len(frame.rows), self.size.height)
        for y, (old, new) in enumerate(zip(before.rows, frame.rows, strict=True)):
            if old != new:
                self.refresh(Region(0, top + y, self.size.width, 1))

    def notify_style_update(self) -> None:
        """Forget the strips: the lamp or the theme has changed."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One row of the panel."""
        width, height = self.size
        blank = self.get_component_rich_style("lcd--ink")
        index = y - self._margin(len(self._frame.rows), height)
        if not 0 <= index < len(self._frame.rows):
            return Strip.blank(width, blank)
        row = self._frame.rows[index]
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) > 100:
                self._strips.clear()
            strip = self._strips[row] = self._strip(row)
        left = self._margin(strip.cell_length, width)
        return Strip([Segment(" " * left, blank), *strip]).crop_extend(0, width, blank)

    def _strip(self, row: Row) -> Strip:
        return Strip([self._cell(row, column) for column in range(len(row.text))], len(row.text)).simplify()

    def _cell(self, row: Row, column: int) -> Segment:
        styles = {run.style for run in row.runs if run.start <= column < run.end}
        character = row.text[column]
        if "cursor" in styles and character == " ":
            character = CURSOR
            inverse = "inv" in styles
        else:
            inverse = ("inv" in styles) != ("cursor" in styles)
        style = self.get_component_rich_style("lcd--inverse" if inverse else "lcd--ink")
        extra = Style(bold=True if "bold" in styles else None, blink=True if "blink" in styles else None)
        return Segment(character, style + extra)

    @staticmethod
    def _margin(used: int, room: int) -> int:
        return max(0, (room - used) // 2)

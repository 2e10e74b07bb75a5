"""Lines of styled text drawn by the Line API; the base of tape, ledger, card, header, hints and help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.lines import Line
from tui.widgets.strips import strip_of


class LineView(ScrollView, can_focus=False):
    """Rows of pieces on a `LineScreen`, which colours their roles.

    A line is drawn when it is seen, and its strip is kept until the theme changes; only new rows are repainted.
    """

    ALLOW_SELECT = False
    INSET_LEFT: ClassVar[int] = 0
    """Empty cells before a line."""
    INSET_RIGHT: ClassVar[int] = 2
    """Empty cells after a line; a scroll bar takes the last one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = []
        self._strips: dict[Line, Strip] = {}
        self._follows = True

    @property
    def line_width(self) -> int:
        """Cells a line may fill."""
        return max(2, self.size.width - self.INSET_LEFT - self.INSET_RIGHT)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that can be seen by scrolling, top down."""
        return tuple(self._lines)

    def show(self, lines: Iterable[Line]) -> None:
        """Put lines in the place of all; nothing is repainted if they are the same."""
        shown = list(lines)
        if shown == self._lines:
            return
        before, self._lines = self._lines, shown
        if len(before) == len(shown) and not self.scroll_offset.y:
            for y, (old, new) in enumerate(zip(before, shown, strict=True)):
                if old != new:
                    self.refresh(Region(0, y, self.size.width, 1))
            return
        self._resize_content()
        self.refresh()

    def append(self, lines: Iterable[Line]) -> None:
        """Add lines below; the view follows its end unless the user has scrolled up."""
        self._lines.extend(lines)
        self._resize_content()
        self.follow()
        self.refresh()

    def follow(self) -> None:
        """Go to the end, unless the user has scrolled up."""
        if self._follows and not self.is_vertical_scrollbar_grabbed:
            self.scroll_end(animate=False, immediate=True, force=True, x_axis=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Whoever scrolls up wants to read there; whoever scrolls to the end wants what comes."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = self.is_vertical_scroll_end

    def notify_style_update(self) -> None:
        """Forget the strips: their colours are those of another theme."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        index = self.scroll_offset.y + y
        line = self._lines[index] if index < len(self._lines) else ()
        width = self.size.width
        strip = self._strips.get(line)
        if strip is None:
            strip = self._strips[line] = self._strip(line)
        return strip.crop_extend(0, width, self.rich_style)

    def _strip(self, line: Line) -> Strip:
        return strip_of(line, self.screen, self.rich_style, " " * self.INSET_LEFT)

    def _resize_content(self) -> None:
        self._strips = {} if len(self._strips) > 4 * (len(self._lines) + 100) else self._strips
        self.virtual_size = Size(self.size.width, len(self._lines))

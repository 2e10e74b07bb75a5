"""Panels that are made anew from the state of the world whenever it or their size has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from tui.lines import Line
from tui.widgets.line_view import LineView


class Panel(LineView):
    """Shows the lines that `make(width, height)` returns; what is the same as before is not repainted."""

    def __init__(
        self,
        make: Callable[[int, int], Iterable[Line]],
        *,
        id: str | None = None,  # noqa: A002  (Textual's name)
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._make = make

    def redraw(self) -> None:
        """Show what is so now."""
        if self.size:
            self.show(self._make(self.line_width, self.size.height))

    def on_resize(self) -> None:
        """Make the lines for the new size."""
        self.redraw()


class CardPanel(Panel):
    """A panel set in under the phone, so that its text stands clear of the phone's edges."""

    INSET_LEFT: ClassVar[int] = 1
    INSET_RIGHT: ClassVar[int] = 1


class EdgePanel(Panel):
    """A panel whose lines reach to both edges."""

    INSET_RIGHT: ClassVar[int] = 0

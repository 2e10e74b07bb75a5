"""A slider with one handle or two on a row of stops, worked by arrow keys and by mouse.

Textual has none, and those on the package index have one handle each. The stops need not be evenly apart: prices of 45 and of
90 520 are neighbours on it if nothing is sold between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import frozen
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.lines import Line, Piece, Role
from tui.widgets.strips import strip_of

HANDLE, ACTIVE, RAIL, RANGE = "○", "●", "─", "━"
PAGE_STOPS = 10
"""So many stops a page key goes."""


@frozen
class Rail:
    """Stops spread over cells: where each stands, and which is nearest to a cell."""

    stops: int
    width: int

    def cell(self, stop: int) -> int:
        """The cell of a stop, both counted from 0."""
        return 0 if self.stops < 2 else round(stop * (self.width - 1) / (self.stops - 1))

    def stop(self, cell: int) -> int:
        """The stop nearest to a cell; one beyond the ends is at an end."""
        within = min(max(cell, 0), self.width - 1)
        return 0 if self.width < 2 else round(within * (self.stops - 1) / (self.width - 1))


def rail_line(rail: Rail, handles: Sequence[int], active: int) -> Line:
    """The slider's row: the rail, what the handles let through, the handles; `active` is the place of the one that the keys move, -1 for none."""
    places = [rail.cell(handle) for handle in handles]
    first, last = (places[0], places[-1]) if len(places) > 1 else (0, places[0])
    cells: list[tuple[str, Role]] = [
        (RANGE, "accent") if first <= cell <= last else (RAIL, "rule") for cell in range(rail.width)
    ]
    for place in places:
        cells[place] = (HANDLE, "strong")
    if active >= 0:
        cells[places[active]] = (ACTIVE, "accent")
    return tuple(Piece(text, role) for text, role in cells)


class RangeSlider(Widget, can_focus=True):
    """Shows stops as a rail; its handles are at stops and never pass each other."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("pageup", f"move({PAGE_STOPS})", show=False),
        Binding("pagedown", f"move(-{PAGE_STOPS})", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("space,up,down", "other", show=False),
    ]
    handles: reactive[tuple[int, ...]] = reactive((0,))
    """The stops at which the handles are, counted from 0."""
    active: reactive[int] = reactive(0)
    """The place of the handle that the keys move."""

    class Moved(Message):
        """A handle has gone to another stop."""

        def __init__(self, slider: RangeSlider) -> None:
            super().__init__()
            self.slider = slider
            """Which slider."""

        @property
        def control(self) -> RangeSlider:
            """The same, for selectors of handlers."""
            return self.slider

    def __init__(self, stops: Sequence[int], values: Sequence[int], *, id: str | None = None) -> None:  # noqa: A002
        """A slider.

        Args:
            stops: the values that it can have, in order, at least one.
            values: where the one or two handles begin: at the nearest stops.
            id: the widget's.
        """
        super().__init__(id=id)
        self.stops = tuple(stops)
        self.set_reactive(RangeSlider.handles, tuple(self._nearest(value) for value in values))
        self.set_reactive(RangeSlider.active, len(values) - 1)
        self._dragged = False

    @property
    def values(self) -> tuple[int, ...]:
        """What the handles stand at."""
        return tuple(self.stops[handle] for handle in self.handles)

    @property
    def rail(self) -> Rail:
        """The rail at this width."""
        return Rail(len(self.stops), max(1, self.size.width))

    def begin(self, stops: Sequence[int], values: Sequence[int]) -> None:
        """Show other stops, with the handles at other values."""
        self.stops = tuple(stops)
        self.set_reactive(RangeSlider.handles, tuple(self._nearest(value) for value in values))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The rail stands in the first row."""
        base = self.rich_style
        if y or not self.stops:
            return Strip.blank(self.size.width, base)
        active = self.active if self.has_focus else -1
        return strip_of(rail_line(self.rail, self.handles, active), self.screen, base)

    def action_move(self, step: int) -> None:
        """Move the active handle by stops."""
        self._put(self.handles[self.active] + step)

    def action_end(self, side: int) -> None:
        """Move the active handle as far as it goes to the left (-1) or right."""
        self._put(side * len(self.stops))

    def action_other(self) -> None:
        """Let the keys move the other handle."""
        self.active = (self.active + 1) % len(self.handles)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the nearest handle there, and follow the mouse."""
        event.stop()
        self.focus()
        stop = self.rail.stop(event.x)
        apart = [abs(handle - stop) for handle in self.handles]
        at_one_place = len(set(self.handles)) < len(self.handles)
        self.active = len(apart) - 1 if at_one_place and stop > self.handles[0] else apart.index(min(apart))
        self._dragged = True
        self.capture_mouse()
        self._put(stop)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse while its button is down."""
        if self._dragged:
            self._put(self.rail.stop(event.x))

    def on_mouse_up(self) -> None:
        """Let go."""
        self._dragged = False
        self.release_mouse()

    def _put(self, stop: int) -> None:
        """Put the active handle at a stop, as far as the ends and the other handle let it."""
        least = self.handles[self.active - 1] if self.active else 0
        most = self.handles[self.active + 1] if self.active + 1 < len(self.handles) else len(self.stops) - 1
        moved = list(self.handles)
        moved[self.active] = min(max(stop, least), most)
        if tuple(moved) != self.handles:
            self.handles = tuple(moved)
            self.post_message(self.Moved(self))

    def _nearest(self, value: int) -> int:
        return min(range(len(self.stops)), key=lambda place: abs(self.stops[place] - value), default=0)

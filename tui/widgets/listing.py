"""A list of things, one row each, of which one is chosen: rows are made when they are seen, so thousands cost nothing.

It follows what happens, and never loses its place: while the last thing is chosen, the newest one takes its turn; whoever
has chosen another one, or has scrolled up, keeps that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final, Generic, TypeVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.lines import Line
from tui.widgets.strips import strip_of

T = TypeVar("T")

THINGS_MAX: Final = 50_000
"""Beyond so many the oldest tenth leaves the list."""
STRIPS_MAX: Final = 1000
LOOKED_BACK: Final = 10
"""How far a list that follows looks for something that tells more than the newest."""
MARK: Final = "▌"
"""What stands before the chosen row, for those who see no colour."""


class Listing(ScrollView, Generic[T], can_focus=False):
    """Shows `row(thing, width)` for each thing that passes the filter.

    | Class | What it colours |
    | :- | :- |
    | `line--chosen` of the screen | the ground of the chosen row, and the mark before it |
    """

    ALLOW_SELECT = False
    INSET_RIGHT: ClassVar[int] = 2
    """Empty cells after a row; a scroll bar takes the last one."""

    class Chosen(Message):
        """Another thing is chosen, or none."""

        def __init__(self, listing: Listing[Any]) -> None:
            super().__init__()
            self.listing = listing
            """The list."""

    class Opened(Chosen):
        """The chosen thing is to be used: a second click on it."""

    def __init__(
        self,
        row: Callable[[T, int], Line],
        *,
        choosable: Callable[[T], bool] = lambda _: True,
        tells: Callable[[T], bool] = lambda _: True,
        follows: bool = True,
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        """An empty list.

        Args:
            row: makes the line of a thing for a width; must depend on nothing else, or `refresh_rows` be called.
            choosable: whether a thing can be chosen; headings cannot.
            tells: whether a thing has something to tell: the newest of these is chosen while the list follows.
            follows: whether the newest thing is chosen as long as nobody chose another.
            id: the widget's.
        """
        super().__init__(id=id)
        self._row = row
        self._choosable = choosable
        self._tells = tells
        self._things: list[T] = []
        self._shown: list[int] | None = None
        """Places of the things that pass the filter; None for all."""
        self._keep: Callable[[T], bool] | None = None
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._dropped = 0
        self._at: int | None = None
        """The chosen row."""
        self._follows = self._following = follows

    @property
    def row_width(self) -> int:
        """Cells that a row may fill."""
        return max(2, self.size.width - len(MARK) - self.INSET_RIGHT)

    @property
    def things(self) -> list[T]:
        """All things, also those that the filter hides, oldest first; not to be changed."""
        return self._things

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._things) if self._shown is None else len(self._shown)

    @property
    def at(self) -> int | None:
        """The chosen row, counted from 0."""
        return self._at

    @property
    def place(self) -> int:
        """The chosen thing's place in `things`; 0 if none is chosen."""
        return 0 if self._at is None else self._place(self._at)

    @property
    def chosen(self) -> T | None:
        """The chosen thing."""
        return None if self._at is None else self.thing(self._at)

    def thing(self, row: int) -> T:
        """What a row shows."""
        return self._things[row if self._shown is None else self._shown[row]]

    def begin(self, things: Iterable[T]) -> None:
        """Show these things and no others, the last one chosen if the list follows, else the first that can be."""
        self._things = list(things)
        self._strips.clear()
        self._dropped = 0
        self._at = None
        self._following = self._follows
        self._shown = None if self._keep is None else self._passing(0)
        self._settle(changed=True)

    def append(self, things: Iterable[T]) -> None:
        """Add things at the end."""
        first = len(self._things)
        self._things.extend(things)
        if self._shown is not None:
            self._shown += self._passing(first)
        if len(self._things) > THINGS_MAX:
            self._drop(len(self._things) // 10)
        self._settle(changed=False)

    def replace(self, things: Iterable[T]) -> None:
        """Show other things in the same rows; the chosen row stays."""
        self._things = list(things)
        self._shown = None if self._keep is None else self._passing(0)
        self.refresh_rows()
        self._settle(changed=False)

    def filter(self, keep: Callable[[T], bool] | None) -> None:
        """Show only what passes; the chosen thing stays chosen if it does, else the nearest one before it."""
        place = None if self._at is None else self._place(self._at)
        self._keep = keep
        self._shown = None if keep is None else self._passing(0)
        if place is not None and not self._following:
            rows = range(self.count)
            self._at = max((row for row in rows if self._place(row) <= place), default=0 if self.count else None)
        self._strips.clear()
        self._settle(changed=True)
        self._show_chosen()

    @property
    def mark(self) -> str:
        """What stands before the chosen row."""
        return MARK

    def refresh_rows(self) -> None:
        """Make all rows anew: something that they tell has changed."""
        self._strips.clear()
        self.refresh()

    def choose(self, row: int) -> None:
        """Choose a row, or the last or first one beyond them; one that cannot be chosen sends to the next that can."""
        if not self.count:
            return
        step = 1 if self._at is None or row >= self._at else -1
        row = min(max(row, 0), self.count - 1)
        while 0 <= row < self.count and not self._choosable(self.thing(row)):
            row += step
        if 0 <= row < self.count:
            self._following = self._follows and row == self.count - 1
            self._move(row)
            self._show_chosen()

    def move(self, step: int) -> None:
        """Choose the row `step` further on."""
        self.choose((self._at or 0) + step)

    def notify_style_update(self) -> None:
        """Forget the strips: their colours are those of another theme."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Rows are made for a width; the chosen one stays in sight."""
        self._strips.clear()
        self._settle(changed=False)
        self._show_chosen()

    def on_click(self, event: events.Click) -> None:
        """Choose the row; a second click uses it."""
        row = self.scroll_offset.y + event.y
        if event.button != 1 or row >= self.count or not self._choosable(self.thing(row)):
            return
        again = row == self._at
        self.choose(row)
        if again and not event.style.meta.get("@click"):
            self.post_message(self.Opened(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Whoever scrolls up wants to read there; whoever scrolls to the end wants what comes."""
        super().watch_scroll_y(old_value, new_value)
        if self._follows and not self._following and new_value > old_value and self.is_vertical_scroll_end:
            self._following = self._at is not None and self._at >= self._newest()
        elif new_value < old_value and not self.is_vertical_scroll_end:
            self._following = False

    def render_line(self, y: int) -> Strip:
        """One row of the list."""
        row, width = self.scroll_offset.y + y, self.size.width
        if row >= self.count:
            return Strip.blank(width, self.rich_style)
        key = (self._dropped + self._place(row), row == self._at)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > STRIPS_MAX:
                self._strips.clear()
            strip = self._strips[key] = self._strip(row, width)
        return strip

    def _strip(self, row: int, width: int) -> Strip:
        base = self.rich_style
        line = self._row(self.thing(row), self.row_width)
        if row == self._at:
            ground = self.screen.get_component_rich_style("line--chosen", partial=True)
            base = base + Style(bgcolor=ground.bgcolor)
            mark = Style(color=ground.color)
            made = strip_of(line, self.screen, base)
            made = Strip([*strip_of((), self.screen, base, self.mark).apply_style(mark), *made])
        else:
            made = strip_of(line, self.screen, base, " " * len(MARK))
        return made.crop_extend(0, width, base)

    def _place(self, row: int) -> int:
        return row if self._shown is None else self._shown[row]

    def _passing(self, first: int) -> list[int]:
        assert self._keep is not None, "there is a filter"
        return [place for place in range(first, len(self._things)) if self._keep(self._things[place])]

    def _drop(self, count: int) -> None:
        """Let the oldest things go; what is chosen and what is in sight stay where they are."""
        gone = count if self._shown is None else sum(place < count for place in self._shown)
        del self._things[:count]
        self._dropped += count
        if self._shown is not None:
            self._shown = [place - count for place in self._shown[gone:]]
        if self._at is not None:
            self._at = max(0, self._at - gone) if self.count else None
        self.set_reactive(ScrollView.scroll_y, max(0.0, self.scroll_y - gone))
        self.set_reactive(ScrollView.scroll_target_y, max(0.0, self.scroll_target_y - gone))

    def _settle(self, *, changed: bool) -> None:
        """After rows have come or gone: how far one can scroll, what is chosen, what is in sight."""
        before = self.chosen if self._at is not None and self._at < self.count else None
        self.virtual_size = Size(self.size.width, self.count)
        if self._following and self.count:
            self._move(self._newest())
            self.scroll_end(animate=False, immediate=True, force=True, x_axis=False)
        elif self._at is None or self._at >= self.count:
            self._at = None
            if self.count:
                self.choose(0 if not self._follows else self.count - 1)
        if changed or (self._at is None) != (before is None):
            self.post_message(self.Chosen(self))
        self.refresh()

    def _move(self, row: int) -> None:
        before, self._at = self._at, row
        if before != row:
            for changed in (before, row):
                y = None if changed is None else changed - self.scroll_offset.y
                if y is not None and 0 <= y < self.size.height:
                    self.refresh(Region(0, y, self.size.width, 1))
            self.post_message(self.Chosen(self))

    def _newest(self) -> int:
        """The row of the newest thing that tells something, not far from the end; else the last row."""
        rows = range(self.count - 1, max(-1, self.count - 1 - LOOKED_BACK), -1)
        return next((row for row in rows if self._tells(self.thing(row))), self.count - 1)

    def _show_chosen(self) -> None:
        """Scroll as little as needed."""
        if self._at is None or not self.size.height or self.is_vertical_scrollbar_grabbed:
            return
        top, height = self.scroll_offset.y, self.size.height
        if self._at < top:
            self.scroll_to(y=self._at, animate=False, immediate=True, force=True)
        elif self._at >= top + height:
            self.scroll_to(y=self._at - height + 1, animate=False, immediate=True, force=True)

"""The tape: what one subscriber's phone and the network said to each other, in full."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from ledger.entries import Entry
from phone.air.messages import Attach
from phone.trace import TraceEvent
from tui.lines import Line, Piece, wrap
from tui.pages.tape import tape_lines
from tui.widgets.line_view import LineView
from tui.words import Words

EVENTS_MAX = 500
"""The oldest events leave the tape beyond this many; the world's trace and the ledger keep theirs."""


class Tape(LineView):
    """Wraps what was said to its width, again after each resize, and follows the newest."""

    def __init__(
        self,
        words: Words,
        entries_of: Callable[[TraceEvent], Iterable[Entry]],
        *,
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        super().__init__(id=id)
        self._words = words
        self._entries_of = entries_of
        self._events: deque[TraceEvent] = deque(maxlen=EVENTS_MAX)
        self._wrapped: deque[tuple[Line, ...]] = deque(maxlen=EVENTS_MAX)
        """The lines of each event, for the width that the tape has."""
        self._wrapped_to = 0

    def begin(self, events: Iterable[TraceEvent]) -> None:
        """Show these events and no others."""
        self._events = deque(events, maxlen=EVENTS_MAX)
        self.scroll_end(animate=False, immediate=True, force=True, x_axis=False)
        self._wrap()

    def add(self, events: Iterable[TraceEvent]) -> None:
        """Add what was just said."""
        new = tuple(events)
        if not new:
            return
        whole = len(self._events) + len(new) > EVENTS_MAX or self._silent
        self._events.extend(new)
        made = [self._event_lines(event) for event in new]
        self._wrapped.extend(made)
        if whole:
            self._show_all()
        else:
            self.append(line for lines in made for line in lines)

    @property
    def _silent(self) -> bool:
        """Whether nobody has said anything yet: a phone that is switched on only registers."""
        return all(isinstance(event.message, Attach) for event in self._events)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self.line_width != self._wrapped_to:
            self._wrap()
        self.follow()

    def _wrap(self) -> None:
        self._wrapped_to = self.line_width
        self._wrapped = deque(map(self._event_lines, self._events), maxlen=EVENTS_MAX)
        self._show_all()

    def _show_all(self) -> None:
        lines = [line for lines in self._wrapped for line in lines]
        self.show([*lines, *self._invitation()] if self._silent else lines)
        self.follow()

    def _event_lines(self, event: TraceEvent) -> tuple[Line, ...]:
        return tape_lines(event, self._entries_of(event), self._words, max(24, self.line_width))

    def _invitation(self) -> list[Line]:
        return [(), *((Piece(row),) for row in wrap(self._words("tape.empty"), self.line_width))]

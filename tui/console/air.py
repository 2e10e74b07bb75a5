"""The air: every message between phones and network as a row of a ladder, and all about the chosen one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import ClassVar

from ledger.entries import Entry
from phone.trace import TraceEvent
from tui.console.page import FilteredPage, PageKey
from tui.lines import Line, Piece, wrap
from tui.pages.air import air_details, air_head, air_row, air_title, tells
from tui.pages.raw import raw_lines
from tui.widgets.listing import Listing

LOOKED_BACK = 50
"""How many messages back the details look for what was written last."""


class AirPage(FilteredPage):
    """Follows the world's trace."""

    NAME = "air"
    VIEWS: ClassVar[tuple[str, ...]] = ("message", "raw")
    KEYS: ClassVar[tuple[PageKey, ...]] = (
        PageKey("f", "а", "console.filter", "filter"),
        PageKey("m", "ь", "view.message", "view('message')"),
        PageKey("r", "к", "view.raw", "view('raw')"),
    )

    _seen = 0

    def make_listing(self) -> Listing[TraceEvent]:
        """One row an event."""
        words, entries = self.session.words, self.session.entries_of
        return Listing(
            lambda event, width: air_row(event, entries(event), words, width),
            tells=lambda event: tells(event, words),
        )

    def head(self, width: int) -> Line:
        """What stands in the columns."""
        return air_head(self.session.words, width)

    def title(self) -> str:
        """The moment and the way of the chosen message, and whose messages are shown."""
        words, event = self.session.words, self.listing.chosen
        told = words("air.nothing") if event is None else air_title(event, words)
        return told if self.person is None else f"{told} · {words('console.only', who=words.person(self.person))}"

    def lines(self, width: int) -> Iterable[Line]:
        """All about the chosen message; before the first one, what to try."""
        words, event = self.session.words, self.listing.chosen
        if event is None:
            return (*((Piece(row),) for row in wrap(words("tape.empty"), width)), ())
        if self.view == "raw":
            return raw_lines(event, words, width)
        return air_details(event, self.session.entries_of(event), self._before(), words, width)

    def _before(self) -> Iterable[Entry]:
        """What the newest earlier message that wrote something has written."""
        things, at = self.listing.things, self.listing.place
        first = max(0, at - LOOKED_BACK)
        found = (each for each in reversed(things[first:at]) if each.entries)
        cause = next(found, None)
        return () if cause is None else self.session.entries_of(cause)

    def begin_anew(self) -> None:
        """Another trace has begun."""
        self._seen = 0
        super().begin_anew()

    def catch_up(self) -> None:
        """Take the events that the trace has and the list has not."""
        trace = self.session.world.trace
        new = _tail(trace, self._seen)[::-1]
        if new:
            self._seen = new[-1].seq
            self.listing.append(new)

    def filter(self, person: str | None) -> None:
        """Show one subscriber's messages, or everybody's."""
        self.person = person
        self.listing.filter(None if person is None else lambda event: event.phone == person)
        self.tell()


def _tail(trace: deque[TraceEvent], seen: int) -> list[TraceEvent]:
    """The events after the one with the number `seen`, newest first: only those are looked at."""
    found: list[TraceEvent] = []
    for event in reversed(trace):
        if event.seq <= seen:
            break
        found.append(event)
    return found

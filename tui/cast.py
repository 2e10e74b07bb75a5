"""A dialog as a recording of a terminal (asciicast v3, docs.asciinema.org/manual/asciicast/v3), made without waiting.

The app plays the dialog without a terminal, on a clock of its own: each move is made at its time at once, and what it changes
on the screen is one event. The same dialog gives the same bytes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Generator, Iterator
from pathlib import Path
from types import coroutine
from typing import Final, Literal

from attrs import define, field
from rich.color import ColorSystem
from rich.segment import Segment
from textual.pilot import Pilot
from textual.strip import Strip

from phone.dialog.moves import Card, Halt, Move
from tui.app import PhoneApp
from tui.screens.presenter import PresenterScreen
from tui.screens.sitting import SittingScreen
from tui.show import Show
from tui.stage import Playbill, stage_screen

END_MS: Final = 3_000
"""How long the last frame is to be seen."""
TURNS: Final = 10
"""So many turns of its loop the app has for each look at it."""
LOOKS_MAX: Final = 300
"""How often the app is looked at before it counts as one that does not start."""


@define
class Recording:
    """The events of a recording: at each moment only what has changed is drawn.

    Attributes:
        columns: the terminal's width.
        rows: its height.
        events: (milliseconds since the event before, code, data).
    """

    columns: int
    rows: int
    events: list[tuple[int, Literal["o", "m", "x"], str]] = field(factory=list)
    _shown: list[str] = field(factory=list)
    _last_ms: int = 0

    def mark(self, at_ms: int, title: str) -> None:
        """A marker, to which players can jump."""
        self._add(at_ms, "m", title)

    def frame(self, at_ms: int, strips: list[Strip]) -> None:
        """What the terminal shows at a moment; nothing is added if that is what it showed before."""
        rows = [_drawn(strip) for strip in strips]
        changed = [
            f"\x1b[{number};1H{row}"
            for number, (row, before) in enumerate(zip(rows, self._shown or [""] * len(rows), strict=True), start=1)
            if row != before
        ]
        if changed:
            begin = "" if self._shown else "\x1b[?25l\x1b[2J"
            self._add(at_ms, "o", begin + "".join(changed))
            self._shown = rows

    def end(self, at_ms: int) -> None:
        """The last event."""
        self._add(at_ms, "o", "\x1b[0m\x1b[?25h")
        self._add(at_ms, "x", "0")

    def lines(self, title: str) -> Iterator[str]:
        """The file, line by line."""
        term = {"cols": self.columns, "rows": self.rows, "type": "xterm-256color"}
        yield json.dumps({"version": 3, "term": term, "title": title}, ensure_ascii=False)
        for after_ms, code, data in self.events:
            yield json.dumps([after_ms / 1000, code, data], ensure_ascii=False)

    def _add(self, at_ms: int, code: Literal["o", "m", "x"], data: str) -> None:
        self.events.append((at_ms - self._last_ms, code, data))
        self._last_ms = at_ms


def _drawn(strip: Strip) -> str:
    """A row with its colours as a terminal takes them."""
    return "".join(_cells(segment) for segment in strip)


def _cells(segment: Segment) -> str:
    style = segment.style
    return segment.text if style is None else style.render(segment.text, color_system=ColorSystem.TRUECOLOR)


@define
class Clock:
    """The time of whoever would look on."""

    at_ms: int = 0

    def __call__(self) -> int:
        """The moment that it is."""
        return self.at_ms


async def record(bill: Playbill, *, size: tuple[int, int], theme: str) -> Recording:
    """Play a dialog into a recording.

    Raises:
        DialogError: the world of the header cannot be opened.
        ValueError: there is no such mark or theme.
    """
    clock = Clock()
    show = Show(bill.performance(), clock, live=False)
    screen = stage_screen(show, bill.locale, presents=bill.presents)
    app = PhoneApp(lambda _: screen, theme=theme, locale=bill.locale)
    app.animation_level = "none"
    recording = Recording(*size)
    async with app.run_test(size=size) as pilot:
        stage = await _stage_of(app, pilot, presenter=bill.presents)
        show.performance.go(0)
        await _draw(recording, clock, app)
        while (due_ms := show.performance.next_due()) is not None:
            clock.at_ms = due_ms
            for move in stage.play_on():
                title = _title(move)
                if title:
                    recording.mark(due_ms, title)
            await _draw(recording, clock, app)
    recording.end(clock.at_ms + END_MS)
    return recording


async def _stage_of(app: PhoneApp, pilot: Pilot[None], *, presenter: bool) -> SittingScreen:
    """The screen on which the show is played, once it is there."""
    for _ in range(LOOKS_MAX):
        await pilot.pause()
        screen = app.screen
        if app.failure is not None:
            raise app.failure
        if isinstance(screen, SittingScreen) and isinstance(screen, PresenterScreen) == presenter:
            await pilot.pause()
            return screen
    raise AssertionError("the app does not start")


@coroutine
def _turn() -> Generator[None, None, None]:
    """Let the loop do what it has to do now, without waiting for anything."""
    yield


async def _draw(recording: Recording, clock: Clock, app: PhoneApp) -> None:
    """Let the app come to rest, and take what it shows: what stays the same for some turns of its loop."""
    rows: list[Strip] = []
    for _ in range(LOOKS_MAX):
        for _ in range(TURNS):
            await _turn()
        app.screen._on_timer_update()  # noqa: SLF001  (what a timer would do, without waiting for it)
        before, rows = rows, app.screen._compositor.render_strips(app.size)  # noqa: SLF001  (rows are told nowhere else)
        if rows == before:
            break
    recording.frame(clock.at_ms, rows)


def _title(move: Move) -> str:
    """What a marker is called: a mark, or a case that begins."""
    if isinstance(move, Halt):
        return move.title
    return move.text if isinstance(move, Card) and move.subject == "case" else ""


def save_cast(bill: Playbill, path: Path, *, size: tuple[int, int] = (80, 24), theme: str = "classic") -> None:
    """Play a dialog into a file.

    Raises:
        DialogError: the world of the header cannot be opened.
        ValueError: there is no such mark or theme.
        OSError: the file cannot be written.
    """
    recording = asyncio.run(record(bill, size=size, theme=theme))
    title = bill.dialog.header.title or bill.dialog.name
    path.write_text("\n".join([*recording.lines(title), ""]), encoding="utf-8")

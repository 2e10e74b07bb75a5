"""How far a jump in time has come: it is gone in slices, so that the bar moves and one can stop on the way."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.lines import Line, Piece
from tui.pace import deadline
from tui.pages.columns import bar
from tui.session import Session
from tui.widgets.panels import Panel
from tui.widgets.strips import LineScreen


class ProgressScreen(LineScreen[None], ModalScreen[None]):
    """Lies over the phone while the world's time runs; Escape stops it where it is."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "stop", show=False),
        Binding("ctrl+c", "app.quit", show=False),
    ]

    def __init__(self, session: Session, until_ms: int, slice_ms: int) -> None:
        super().__init__()
        self._session = session
        self._from_ms = session.world.now_ms
        self._until_ms = until_ms
        self._slice_ms = slice_ms

    def compose(self) -> ComposeResult:
        """A bar in a frame."""
        with Vertical(classes="box small") as box:
            box.border_title = self._session.words("progress.title")
            box.border_subtitle = self._session.words("progress.stop")
            yield Panel(lambda width, _: self._lines(width), id="progress")

    def on_mount(self) -> None:
        """Begin."""
        self._session.jumping = True
        self.set_timer(0, self._go_on)

    def on_unmount(self) -> None:
        """The way is over, or was left."""
        self._session.jumping = False

    def _go_on(self) -> None:
        if not self.is_current:
            return
        if self._session.pass_until(self._until_ms, deadline(self._slice_ms)):
            self.dismiss()
            return
        self.query_one(Panel).redraw()
        self.set_timer(0, self._go_on)

    def _lines(self, width: int) -> tuple[Line, ...]:
        words, now_ms = self._session.words, self._session.world.now_ms
        drawn = bar(now_ms - self._from_ms, self._until_ms - self._from_ms, width)
        when = f"{words.day(now_ms)} {words.clock(now_ms)}"
        return (Piece(drawn, "accent"), Piece("─" * (width - len(drawn)), "rule")), (Piece(when, "muted"),)

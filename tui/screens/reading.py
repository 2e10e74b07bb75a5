"""A text that lies over the phone until it is closed, and is moved by keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.widgets.line_view import LineView
from tui.widgets.strips import LineScreen
from tui.words import Words


class ReadingScreen(LineScreen[None], ModalScreen[None]):
    """A page in a frame with a title; who has more keys that close it binds them."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("ctrl+c", "app.quit", show=False),
    ]

    def __init__(self, words: Words, title: str, page: LineView) -> None:
        """A text.

        Args:
            words: the reader's language.
            title: the key of what stands in the frame.
            page: the text.
        """
        super().__init__()
        self._words = words
        self._title = title
        self._page = page

    def compose(self) -> ComposeResult:
        """The page in a frame with a title."""
        with Vertical(id="help-box") as box:
            box.border_title = self._words(self._title)
            box.border_subtitle = self._words("help.close")
            yield self._page

    def action_scroll(self, rows: int) -> None:
        """Move the text."""
        self._page.scroll_relative(y=rows, animate=False)

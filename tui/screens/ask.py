"""A question with one line to be written, in a frame over the phone; what cannot be is said beside the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.lines import Piece, wrap
from tui.screens.pick import BOX_CELLS
from tui.widgets.panels import CardPanel, Panel
from tui.widgets.strips import LineScreen
from tui.words import Words


class AskScreen(LineScreen[str | None], ModalScreen[str | None]):
    """Gives what was written once it can be, or None."""

    AUTO_FOCUS = "#answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+c", "app.quit", show=False, priority=True),
    ]

    def __init__(self, words: Words, title: str, told: tuple[str, ...], hint: str, wrong: Callable[[str], str]) -> None:
        """A question.

        Args:
            words: the reader's language.
            title: what it is about.
            told: what is to be known before, a paragraph each.
            hint: stands in the empty line.
            wrong: why a text cannot be; empty for one that can.
        """
        super().__init__()
        self._words = words
        self._title = title
        self._told = tuple(row for paragraph in told for row in wrap(paragraph, BOX_CELLS - 6))
        self._hint = hint
        self._wrong = wrong
        self._error = ""

    def compose(self) -> ComposeResult:
        """What is to be known, the line, and below it what is wrong."""
        with Vertical(classes="box small") as box:
            box.border_title = self._title
            box.border_subtitle = self._words("ask.keys")
            box.styles.height = len(self._told) + 5
            told = CardPanel(lambda _width, _height: tuple((Piece(row),) for row in self._told), id="told")
            told.styles.height = len(self._told) + 1
            yield told
            yield Input(placeholder=self._hint, id="answer", compact=True)
            yield CardPanel(lambda _width, _height: ((Piece(self._error, "refused"),),), id="wrong")

    def on_input_changed(self) -> None:
        """Whoever corrects is not told any longer that it was wrong."""
        self._say("")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Give it, or say why it cannot be."""
        message.stop()
        wrong = self._wrong(message.value)
        if wrong:
            self._say(wrong)
        else:
            self.dismiss(message.value)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)

    def _say(self, error: str) -> None:
        self._error = error
        self.query_one("#wrong", Panel).redraw()

"""What went otherwise than a dialog says, while it is played."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from phone.dialog.report import Style, Told
from tui.lines import Line, Piece, Role, wrap
from tui.widgets.line_view import LineView
from tui.widgets.strips import LineScreen
from tui.words import Words

ROLES: Final[dict[Style, Role]] = {
    "plain": "plain",
    "head": "strong",
    "minus": "debit",
    "plus": "credit",
    "dim": "muted",
}


def difference_lines(told: tuple[Told, ...], width: int) -> tuple[Line, ...]:
    """The lines of a report, wrapped to `width` cells."""
    return tuple((Piece(row, ROLES[one.style]),) for one in told for row in wrap(one.text, width))


class DifferencesPage(LineView):
    """The report."""

    INSET_LEFT: ClassVar[int] = 2
    INSET_RIGHT: ClassVar[int] = 2

    def __init__(self, told: tuple[Told, ...]) -> None:
        super().__init__(id="help-page")
        self._told = told

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self.show(difference_lines(self._told, self.line_width))


class DifferencesScreen(LineScreen[None], ModalScreen[None]):
    """Lies over the phone until it is closed."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,d,в,q,enter,space", "dismiss", "close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("ctrl+c", "app.quit", show=False),
    ]

    def __init__(self, words: Words, told: tuple[Told, ...]) -> None:
        super().__init__()
        self._words = words
        self._told = told

    def compose(self) -> ComposeResult:
        """The page in a frame with a title."""
        with Vertical(id="help-box") as box:
            box.border_title = self._words("show.differences")
            box.border_subtitle = self._words("help.close")
            yield DifferencesPage(self._told)

    def action_scroll(self, rows: int) -> None:
        """Move the text."""
        self.query_one(DifferencesPage).scroll_relative(y=rows, animate=False)

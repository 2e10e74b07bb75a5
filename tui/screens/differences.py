"""What went otherwise than a dialog says, while it is played."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from phone.dialog.report import Style, Told
from tui.lines import Line, Piece, Role, wrap
from tui.screens.reading import ReadingScreen
from tui.widgets.line_view import LineView
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


class DifferencesScreen(ReadingScreen):
    """The report over the phone; the key that opened it closes it too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("d,в,space", "dismiss", show=False)]

    def __init__(self, words: Words, told: tuple[Told, ...]) -> None:
        super().__init__(words, "show.differences", DifferencesPage(told))

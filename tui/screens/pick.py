"""A choice among a few named things, in a frame over the phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.lines import Line, Piece, wrap
from tui.pages.columns import cell
from tui.screens.choosing import ChoosingScreen
from tui.widgets.listing import Listing
from tui.widgets.panels import CardPanel
from tui.words import Words

BOX_CELLS = 56
"""As wide as the style sheet has it."""
ROWS_MAX = 16
LABEL_CELLS = 26


@frozen
class Option:
    """Something that can be chosen: its value, its name, what is said about it, and whether it is so already."""

    value: str
    label: str
    told: str = ""
    on: bool = False


class PickScreen(ChoosingScreen[str]):
    """Gives the value of what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+tab", "move(-1)", show=False),
        Binding("tab", "move(1)", show=False),
    ]

    def __init__(self, words: Words, title: str, options: Sequence[Option], told: str = "") -> None:
        """A choice.

        Args:
            words: the reader's language.
            title: what it is about.
            options: what there is, at least one.
            told: what is to be known before.
        """
        super().__init__()
        self._words = words
        self._title = title
        self._options = options
        self._told = wrap(told, BOX_CELLS - 6) if told else ()
        self._listing: Listing[Option] = Listing(self._row, follows=False, id="options")

    def compose(self) -> ComposeResult:
        """The options in a frame with a title."""
        with Vertical(classes="box small") as box:
            box.border_title = self._title
            box.border_subtitle = self._words("pick.keys")
            told = len(self._told) + 1 if self._told else 0
            box.styles.height = min(ROWS_MAX, len(self._options)) + told + 2
            if told:
                panel = CardPanel(lambda _width, _height: tuple((Piece(row),) for row in self._told), id="told")
                panel.styles.height = told
                yield panel
            yield self._listing

    def on_mount(self) -> None:
        """Begin at what is so already."""
        self._listing.begin(self._options)
        self._listing.choose(next((row for row, option in enumerate(self._options) if option.on), 0))

    def action_take(self) -> None:
        """Take the chosen option."""
        chosen = self._listing.chosen
        self.dismiss(None if chosen is None else chosen.value)

    def _row(self, option: Option, width: int) -> Line:
        lamp = Piece("● " if option.on else "  ", "accent")
        if not option.told:
            return lamp, cell(option.label, max(2, width - 2))
        label = min(LABEL_CELLS, width // 2)
        return lamp, cell(option.label, label, "strong"), cell(option.told, max(2, width - label - 2), "muted")

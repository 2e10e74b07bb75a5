"""The help: every command of the table with its keys and what it does, and how the phone is typed on."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.commands import COMMANDS
from tui.lines import Line, Piece, titled, wrap
from tui.screens.reading import ReadingScreen
from tui.widgets.line_view import LineView
from tui.words import Words

KEY_CELLS = 16
"""The width of the column with the keys' names."""
TEXT_CELLS_LEAST = 24
"""With less room beside them, texts stand below the keys' names."""


def help_lines(words: Words, width: int) -> tuple[Line, ...]:
    """The help's text, wrapped to `width` cells."""
    lines: list[Line] = []
    rows = [
        ("help.digits.keys", "help.digits"),
        ("help.letters.keys", "help.letters"),
        ("help.paste.keys", "help.paste"),
    ]
    rows += [("help.mouse.keys", "help.mouse"), ("help.played.keys", "help.played")]
    lines.append(titled(words("help.title.phone"), width, "strong"))
    for keys, text in rows:
        lines += _row(words(keys), words(text), width)
    lines += [(), titled(words("help.title.commands"), width, "strong")]
    for command in COMMANDS:
        if command.shown:
            lines += _row(command.shown, words(f"help.{command.name}"), width)
    return tuple(lines)


def _row(keys: str, text: str, width: int) -> list[Line]:
    if width < KEY_CELLS + TEXT_CELLS_LEAST:
        return [(Piece(keys, "key"),), *((Piece(f"  {row}"),) for row in wrap(text, max(8, width - 2)))]
    first, *more = wrap(text, width - KEY_CELLS)
    return [
        (Piece(f"{keys:<{KEY_CELLS}}", "key"), Piece(first)),
        *((Piece(" " * KEY_CELLS), Piece(row)) for row in more),
    ]


class HelpPage(LineView):
    """The help's text."""

    INSET_LEFT: ClassVar[int] = 2
    INSET_RIGHT: ClassVar[int] = 2

    def __init__(self, words: Words) -> None:
        super().__init__(id="help-page")
        self._words = words

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self.show(help_lines(self._words, self.line_width))


class HelpScreen(ReadingScreen):
    """The help over the phone."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "dismiss", show=False)]

    def __init__(self, words: Words) -> None:
        super().__init__(words, "command.help", HelpPage(words))

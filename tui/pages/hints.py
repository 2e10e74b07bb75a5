"""The footer's row and the notice of a terminal that is too small."""

from __future__ import annotations

from collections.abc import Iterator

from tui.commands import COMMANDS, HIDDEN
from tui.forms import BARE
from tui.lines import Line, Piece, keep, wrap
from tui.words import Words


def hint_lines(words: Words, width: int) -> tuple[Line, ...]:
    """Keys and names of commands in one row of at most `width` cells; a click does what the key does.

    The least important are left out, as their rank in the table says.
    """
    items = [
        (
            command.footer,
            (
                Piece(command.shown, "key", command.action),
                Piece(f" {words(f'command.{command.name}')}", "muted", command.action),
            ),
        )
        for command in COMMANDS
        if command.footer < HIDDEN
    ]
    return (tuple(_joined(keep(items, width - 2))),)


def _joined(items: tuple[Line, ...]) -> Iterator[Piece]:
    yield Piece(" ")
    for index, item in enumerate(items):
        if index:
            yield Piece("  ")
        yield from item


def notice_lines(words: Words, width: int, height: int) -> tuple[Line, ...]:
    """What size is needed and what there is, in the middle, as far as there is room."""
    text = words("notice", width=BARE.width, height=BARE.height, columns=width, rows=height)
    rows = wrap(text, max(2, width))
    top = max(0, (height - len(rows)) // 2)
    return (*(((),) * top), *((Piece(row, "accent"),) for row in rows))

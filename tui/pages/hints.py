"""The footer's row and the notice of a terminal that is too small."""

from __future__ import annotations

from collections.abc import Iterator

from tui.commands import COMMANDS, HIDDEN
from tui.forms import BARE
from tui.lines import Line, Piece, keep, width_of, wrap
from tui.words import Words


def hint_lines(words: Words, width: int, names: tuple[str, ...] = (), pace: str = "") -> tuple[Line, ...]:
    """Keys and names of commands in one row of at most `width` cells; a click does what the key does.

    The least important are left out, as their rank in the table says.

    Args:
        words: the reader's language.
        width: cells of the row.
        names: the commands that are told; those that the table gives a rank without any.
        pace: how time goes, told at the right edge where nothing else tells it.
    """
    items = [
        (
            names.index(command.name) if names else command.footer,
            (
                Piece(command.shown, "key", command.action),
                Piece(f" {words(f'command.{command.name}')}", "muted", command.action),
            ),
        )
        for command in COMMANDS
        if (command.name in names if names else command.footer < HIDDEN)
    ]
    line = tuple(_joined(keep(items, width - 2 - (len(pace) + 2 if pace else 0))))
    if not pace or width_of(line) + len(pace) + 1 > width:
        return (line,)
    return ((*line, Piece(" " * (width - width_of(line) - len(pace) - 1)), Piece(f"{pace} ", "muted")),)


def _joined(items: tuple[Line, ...]) -> Iterator[Piece]:
    yield Piece(" ")
    for index, item in enumerate(items):
        if index:
            yield Piece("  ")
        yield from item


def notice_lines(
    words: Words, width: int, height: int, least: tuple[int, int] = (BARE.width, BARE.height)
) -> tuple[Line, ...]:
    """What size is needed at the `least` and what there is, in the middle, as far as there is room."""
    text = words("notice", width=least[0], height=least[1], columns=width, rows=height)
    rows = wrap(text, max(2, width))
    top = max(0, (height - len(rows)) // 2)
    return (*(((),) * top), *((Piece(row, "accent"),) for row in rows))

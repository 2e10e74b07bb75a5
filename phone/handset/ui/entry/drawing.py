"""An editor on the display: a status row with mode and counter, below it the text, or the symbol table."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from attrs import frozen

from phone.handset.ui.entry.counter import Count
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.entry.layout import Layout, cell
from phone.handset.ui.entry.modes import DIGIT_MODE, PREDICTED, mark
from phone.handset.ui.entry.pending import Table, Word
from phone.handset.ui.entry.symbols import ACROSS, ROWS, SHORTCUTS
from phone.handset.ui.frame import Row, Run
from phone.handset.ui.lines import clamp, follow, shorten

IN_QUESTION: Final = "?"
"""Stands behind the mode while a predicted word is a guess."""


@frozen
class Drawing:
    """The rows of an editor, as many as it has lines, and whether there is more text above and below them."""

    rows: tuple[Row, ...]
    above: bool = False
    below: bool = False


def draw(editor: Editor, full: str) -> Drawing:
    """The editor's rows; `full` are the words that stand inverted in the status row while a character found no room."""
    if isinstance(editor.pending, Table):
        return _draw_table(editor, editor.pending)
    layout, height, count = editor.layout, editor.lines - 1, editor.count
    shown = range(editor.top, min(editor.top + height, len(layout.starts)))
    rows = [_text_row(editor, layout, number, count.forced_by) for number in shown]
    blank = [_row("", editor.columns, 0, 0, None, None)] * (height - len(rows))
    below = editor.top + height < len(layout.starts)
    return Drawing((_status_row(editor, count, full), *rows, *blank), editor.top > 0, below)


def _status_row(editor: Editor, count: Count, full: str) -> Row:
    """Mode at the left, counter at the right; between them, as far as there is room, the character that forces UCS-2."""
    columns = editor.columns
    if editor.full:
        return Row(shorten(full, columns).ljust(columns), (Run(0, columns, "inv"),))
    left, right = _mode(editor), str(count)
    if count.forced_by is not None and count.parts is not None:
        told = f"{cell(editor.text[count.forced_by])} {right}"
        right = told if len(left) + 1 + len(told) <= columns else right
    return _row(left.ljust(columns - len(right)) + right, columns, 0, 0, None, None)


def _mode(editor: Editor) -> str:
    if editor.mode == DIGIT_MODE:
        return DIGIT_MODE if editor.draft.kind == "number" else f"{DIGIT_MODE} {editor.language}"
    named = mark(editor.mode, editor.language)
    in_question = editor.mode in PREDICTED and isinstance(editor.pending, Word) and not editor.pending.known
    return named + IN_QUESTION if in_question else named


def _text_row(editor: Editor, layout: Layout, number: int, forced: int | None) -> Row:
    """A line of the text: the pending stretch inverted, the character that forces UCS-2 bold, and the cursor."""
    start, cursor = layout.starts[number], editor.cursor
    line, column = layout.place(cursor)
    return _row(
        layout.line(number),
        editor.columns,
        editor.draft.start - start,
        cursor - start,
        None if forced is None else forced - start,
        column if line == number else None,
    )


@lru_cache(maxsize=256)
def _row(text: str, columns: int, begun: int, end: int, forced: int | None, cursor: int | None) -> Row:
    """A line with the places of its runs, counted from its beginning; most lines come again with the next key."""
    runs = []
    first, last = max(begun, 0), min(end, len(text))
    if first < last:
        runs.append(Run(first, last, "inv"))
    if forced is not None and 0 <= forced < len(text) and not begun <= forced < end:
        runs.append(Run(forced, forced + 1, "bold"))
    if cursor is not None:
        runs.append(Run(cursor, cursor + 1, "cursor"))
    return Row(text.ljust(columns), tuple(runs))


def _draw_table(editor: Editor, table: Table) -> Drawing:
    """The digits that are shortcuts, and the grid with the selected symbol inverted; in view if not all of it fits."""
    height = editor.lines - 1
    selected, column = divmod(table.index, ACROSS)
    top = clamp(follow(0, selected, height), len(ROWS), height)
    margin = (editor.columns - 2 * ACROSS + 1) // 2
    head = _spread("".join(SHORTCUTS), margin, editor.columns)
    place = margin + 2 * column
    rows = [Row(head, (Run(margin, margin + 2 * ACROSS - 1, "bold"),))]
    for number, symbols in enumerate(ROWS[top : top + height], start=top):
        runs = (Run(place, place + 1, "inv"),) if number == selected else ()
        rows.append(Row(_spread(symbols, margin, editor.columns), runs))
    blank = [Row(" " * editor.columns)] * (editor.lines - len(rows))
    return Drawing((*rows, *blank), top > 0, top + height < len(ROWS))


def _spread(symbols: str, margin: int, columns: int) -> str:
    return (" " * margin + " ".join(symbols)).ljust(columns)

"""What stands below the display in the presenter's view: what happened last, and the last keys as caps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from ledger.entries import Entry
from phone.trace import TraceEvent
from tui.caps import LABELS
from tui.lines import Line, Piece, printable, width_of, wrap
from tui.pages.columns import cell
from tui.pages.tape import deltas, saying
from tui.session import Struck
from tui.words import Words


def caption_lines(
    told: str,
    asked: TraceEvent | None,
    answered: TraceEvent | None,
    entries: Iterable[Entry],
    words: Words,
    width: int,
) -> tuple[Line, ...]:
    """Two rows in the middle: what somebody wants to tell; else what was asked and what answered it, and what it moved.

    Args:
        told: what is to be told, as far as it goes into two rows; empty for nothing.
        asked: the last message of the phone that says something.
        answered: the last one that came after it.
        entries: those that were written last.
        words: the reader's language.
        width: cells of a row.
    """
    if told:
        return tuple(_middle((Piece(row, "strong"),), width) for row in wrap(told, max(2, width - 4))[:2])
    shown: list[Piece] = []
    for event, arrow, role in ((asked, "▸", "sent"), (answered, "◂", "received")):
        said = None if event is None else saying(event, words)
        if event is not None and said is not None:
            name = (Piece(f"{words.person(event.phone)}  ", "strong"),) if not shown else (Piece("   "),)
            shown += [*name, Piece(f"{arrow} {printable(said.heading).replace(chr(10), ' ')}", role)]  # type: ignore[arg-type]
    moved = tuple(
        Piece(f"  {text}  ", "debit" if text.startswith("\N{MINUS SIGN}") else "credit")
        for entry in entries
        for text in deltas(entry, words)
    )
    return _middle(tuple(shown), width), _middle(moved, width)


def cap_line(keys: Sequence[Struck], person: str, width: int) -> Line:
    """The last keys of somebody's phone as caps in the middle, the newest at the right."""
    pieces: list[Piece] = []
    for struck in reversed(keys):
        if struck.person != person:
            continue
        label = LABELS.get(struck.shown, struck.shown).strip()  # type: ignore[call-overload]
        cap = (Piece(f" {_NAMED.get(struck.shown, label)} ", "cap"), Piece(" "))
        if width_of((*cap, *pieces)) > width - 2:
            break
        pieces = [*cap, *pieces]
    return _middle(tuple(pieces), width)


_NAMED = {"soft_left": "▬ ", "soft_right": " ▬", "power": "I/O", " ": "␣"}


def _middle(line: Line, width: int) -> Line:
    """A line in the middle of a row; one that is too long is cut at its end."""
    used = width_of(line)
    if used <= width or not line:
        return (Piece(" " * ((width - used) // 2)), *line)
    *first, last = line
    room = width - sum(cell_len(piece.text) for piece in first)
    return (*first, cell(last.text, max(2, room), last.role))

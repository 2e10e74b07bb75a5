"""The air as a ladder: phone, network and ledger as three lines, one row for each message between them, and its details."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ledger.entries import Entry
from phone.air.text import Measure
from phone.air.weather import bearer_of
from phone.trace import TraceEvent, length_of
from tui.lines import Line, Piece, Role, spread, titled, wrap
from tui.pages.books import book_lines
from tui.pages.columns import cell
from tui.pages.tape import CODINGS, deltas, refused, saying
from tui.words import Words

TIME_CELLS: Final = 9
NAME_CELLS: Final = 7
LANE_CELLS: Final = 13
LENGTH_CELLS: Final = 13
BOOK_CELLS: Final = 16
SAID_CELLS_LEAST: Final = 8


def _said_cells(width: int) -> int:
    fixed = TIME_CELLS + NAME_CELLS + 1 + LANE_CELLS + LENGTH_CELLS + BOOK_CELLS
    return max(SAID_CELLS_LEAST, width - fixed)


def air_head(words: Words, width: int) -> Line:
    """What stands in the columns."""
    lane = words("air.lane")
    return (
        cell(words("air.time"), TIME_CELLS, "muted"),
        cell(words("air.who"), NAME_CELLS, "muted"),
        cell(words("air.phone"), _said_cells(width) + 1, "muted"),
        cell(lane.center(LANE_CELLS), LANE_CELLS, "muted"),
        cell(f" {words('air.network')}", LENGTH_CELLS, "muted"),
        cell(f" {words('air.book')}", BOOK_CELLS, "muted"),
    )


def air_row(event: TraceEvent, entries: Iterable[Entry], words: Words, width: int) -> Line:
    """One message: time, who, what it says, its way, its length of the limit, and what it wrote.

    Args:
        event: what crossed the air.
        entries: the entries that it caused.
        words: the reader's language.
        width: cells of the row.
    """
    said = _said(event, words)
    role = _role(event, quiet=said is None)
    return (
        cell(words.clock(event.at_ms), TIME_CELLS, "muted"),
        cell(f"{words.person(event.phone)[: NAME_CELLS - 1]} ", NAME_CELLS, "strong" if role != "muted" else "muted"),
        cell(said or words("air.report"), _said_cells(width), "muted" if role == "muted" else "plain"),
        Piece(" "),
        *_lane(event, words, role),
        cell(f" {_length(event)}", LENGTH_CELLS, "muted"),
        *_written(tuple(entries), words),
    )


def tells(event: TraceEvent, words: Words) -> bool:
    """Whether a message says something: reports and registrations are only there."""
    return bearer_of(event.message) != "network" and _said(event, words) is not None


def _said(event: TraceEvent, words: Words) -> str | None:
    """What a message says, in one row; None for a report that needs no words."""
    if bearer_of(event.message) == "network":
        return words(f"air.{event.kind}")
    said = saying(event, words)
    if said is None:
        return None
    return said.heading if not said.text else said.text


def _role(event: TraceEvent, *, quiet: bool) -> Role:
    if event.outcome != "delivered" or event.refusal is not None:
        return "refused"
    if quiet or bearer_of(event.message) == "network":
        return "muted"
    return "sent" if event.direction == "up" else "received"


def _lane(event: TraceEvent, words: Words, role: Role) -> tuple[Piece, ...]:
    """An arrow between the lines of phone and network with the bearer on it; it breaks off where the message was lost."""
    bearer = f" {words(f'air.bearer.{bearer_of(event.message)}')} ".center(7, "─")
    broken = event.outcome != "delivered"
    if event.direction == "up":
        arrow = f"├──{bearer}{'╳ ' if broken else '─▸'}"
        return Piece(arrow[0], "rule"), Piece(arrow[1:], role), Piece("│", "rule")
    arrow = f"{' ╳' if broken else '◂─'}{bearer}──"
    return Piece("│", "rule"), Piece(arrow, role), Piece("┤", "rule")


def _length(event: TraceEvent) -> str:
    length = length_of(event.message)
    return "" if length is None else f"{CODINGS[length.coding]} {length.units}/{length.limit}"


def _written(entries: tuple[Entry, ...], words: Words) -> tuple[Piece, ...]:
    if not entries:
        return Piece(" │", "rule"), Piece(" " * (BOOK_CELLS - 2))
    more = f" +{len(entries) - 1}" if len(entries) > 1 else ""
    told = f" #{entries[0].seq} {words.kind(entries[0])}"
    return (
        Piece("▸", "accent"),
        Piece("│", "rule"),
        cell(told, BOOK_CELLS - 2 - len(more), "accent"),
        Piece(more, "muted"),
    )


def air_title(event: TraceEvent, words: Words) -> str:
    """What the details are about."""
    way = words("air.up" if event.direction == "up" else "air.down", who=words.person(event.phone))
    return f"{words.day(event.at_ms)} {words.clock(event.at_ms)}  {way}"


def air_details(
    event: TraceEvent, entries: Iterable[Entry], before: Iterable[Entry], words: Words, width: int
) -> tuple[Line, ...]:
    """Everything about one message: its text in full, its length and why, what was refused, and the entries it caused.

    Args:
        event: what crossed the air.
        entries: the entries that it caused.
        before: those that an earlier message of the same phone caused; told if it caused none itself.
        words: the reader's language.
        width: cells of a row.
    """
    said = saying(event, words)
    lines: list[Line] = [*spread(*_heading(event, said.heading if said else words("air.report"), words), width)]
    if said is not None and said.text:
        lines += [(Piece(row),) for row in wrap(said.text, width)]
    length = length_of(event.message)
    if length is not None:
        typed = "" if said is None else said.text or said.heading
        lines += [(Piece(row, "muted"),) for row in wrap(_why_long(length, event.parts, typed, words), width)]
    if event.outcome != "delivered":
        lines.append((Piece(words(f"tape.{event.outcome}"), "refused"),))
    if event.refusal is not None:
        lines += [(Piece(row, "refused"),) for row in wrap(refused(event.refusal, words), width)]
    own, earlier = tuple(entries), tuple(before)
    if not own and earlier:
        lines += [(), titled(words("air.before", at=earlier[0].at_ms), width)]
    for place, entry in enumerate(own or earlier):
        lines += [()] if own or place else []
        lines += [(Piece(row, "strong"),) for row in wrap("  ".join(deltas(entry, words)), width)]
        lines += book_lines(entry, words)
    return tuple(lines)


def _heading(event: TraceEvent, heading: str, words: Words) -> tuple[Line, Line]:
    role = _role(event, quiet=False)
    kind = type(event.message).__name__
    return (Piece(heading.split("\n", maxsplit=1)[0], role),), (Piece(f"{kind}  {words.number(event.sim)}", "muted"),)


def _why_long(length: Measure, parts: int, typed: str, words: Words) -> str:
    """Coding, units of the limit, and the character that forced UCS-2."""
    told = words("air.length", coding=CODINGS[length.coding], units=length.units, limit=length.limit)
    if parts > 1:
        told += f", {words('air.part_of', parts=parts)}"
    elif length.parts > 1:
        told += f", {words('tape.parts', parts=length.parts)}"
    if length.forced_by is not None and length.forced_by < len(typed):
        forced = words("air.forced", character=typed[length.forced_by], place=length.forced_by + 1)
        return f"{told}; {forced}"
    return told

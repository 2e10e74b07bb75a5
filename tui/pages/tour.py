"""The tour for the face: its rows with marks, and how a row is done in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from phone.tour.moves import Move
from phone.tour.tour import Row, Tour
from tui.lines import Line, Piece, wrap
from tui.pages.columns import bar, cell
from tui.words import Words

MARK_CELLS: Final = 2
WAY_CELLS: Final = 18
FACTS_CELLS: Final = 15
WIDE_CELLS: Final = 60
"""With less room the facts stand in the details only."""
LABEL_CELLS: Final = 10
SOMEBODY: Final = "…"
"""Stands for a number where there is no room for it."""


@frozen
class Stop:
    """A row of the list: something to try with its words and its mark, or the heading of a section.

    Attributes:
        title: what it is, in a line.
        row: what can be tried; None for a heading.
        done_at_ms: when it was proved; None if it was not.
        way: how it is done, short: a code, a number, keys.
    """

    title: str
    row: Row | None = None
    done_at_ms: int | None = None
    way: str = ""


def stops(tour: Tour, words: Words, *, only_left: bool = False) -> Iterator[Stop]:
    """All that can be tried, each section behind its heading; with `only_left` what was not, and could be."""
    configuration = tour.world.ledger.configuration
    section = ""
    for row in tour.rows:
        if only_left and (row.off or row.name in tour.done):
            continue
        if row.section != section:
            section = row.section
            yield Stop(words.texts.word(f"tour.section.{section}", words.language))
        title = row.say(words.texts, configuration, words.language)
        yield Stop(title, row, tour.done.get(row.name), short_way(words.way(row.move), words))


def short_way(move: Move, words: Words) -> str:
    """A code, a number with what is written, or keys; a word for what has none of these."""
    if "{" in move.number:
        return words(f"tour.way.{move.by}", text=move.text)
    if move.by == "sms":
        text = move.filled(SOMEBODY, SOMEBODY).text or words("tour.empty")
        return f"{move.number}: {text}"
    return move.shown if move.by in ("ussd", "bare", "menu", "call") else words(f"tour.way.{move.by}", keys=move.shown)


def stop_row(stop: Stop, words: Words, width: int) -> Line:
    """A heading in a rule, or the mark, the way, what it is, and the facts."""
    if stop.row is None:
        rule = "─" * max(0, width - len(stop.title) - 5)
        return Piece("── ", "rule"), Piece(stop.title, "muted"), Piece(f" {rule}", "rule")
    off, done = stop.row.off, stop.done_at_ms is not None
    facts = words.facts(stop.row.facts) or words("tour.extra")
    known = FACTS_CELLS if width >= WIDE_CELLS else 0
    what = max(10, width - MARK_CELLS - WAY_CELLS - known)
    way = words("tour.off") if off else stop.way
    return (
        Piece("– " if off else "● " if done else "○ ", "accent" if done else "muted"),
        cell(way, WAY_CELLS - 1, "muted" if off or done else "key"),
        Piece(" "),
        cell(stop.title, what - 1, "muted" if off or done else "plain"),
        Piece(" "),
        *([cell(facts, known, "muted")] if known else []),
    )


def stop_details(
    stop: Stop, move: Move | None, able: tuple[str, ...], words: Words, width: int, *, fits: bool = False
) -> Iterator[Line]:
    """What it is, how it is done and by whom, the facts, and its mark.

    Args:
        stop: the chosen row.
        move: how it is done here, with numbers of people; None if nobody here can be meant.
        able: who can do it.
        words: the reader's language.
        width: cells of a line.
        fits: whether whose phone it is can do it: then nobody else is named.
    """
    row = stop.row
    if row is None:
        return
    yield from ((Piece(each, "strong"),) for each in wrap(stop.title, width))
    yield from _told(words("tour.how"), words("tour.nobody") if move is None else long_way(move, words), width)
    more = f"tour.{row.name}.more"
    if words.texts.has(more):
        yield from _told(words("tour.hint"), words.texts.word(more, words.language), width)
    if row.who and not fits:
        who = (
            words(f"tour.who.{row.who}", names=", ".join(map(words.person, able)))
            if able
            else words(f"tour.none.{row.who}")
        )
        yield from _told(words("tour.who"), who, width)
    facts = words.facts(row.facts) or words("tour.invented")
    yield from _told(words("tour.facts"), facts, width)
    if row.off:
        mark = words("tour.off.told")
    elif stop.done_at_ms is None:
        mark = words("tour.left")
    else:
        mark = words("tour.done", day=words.day(stop.done_at_ms), clock=words.clock(stop.done_at_ms))
    yield from _told(words("tour.mark"), mark, width)


def long_way(move: Move, words: Words) -> str:
    """How something is done, as one tells somebody who has never held such a phone."""
    if move.by == "sms":
        return words("tour.how.sms" if move.text else "tour.how.sms.empty", number=move.number, text=move.text)
    if move.by == "call":
        keys = " ".join(move.keys)
        return words("tour.how.call.keys" if keys else "tour.how.call", number=move.number, keys=keys)
    return words(f"tour.how.{move.by}", what=move.shown)


def progress_line(tour: Tour, words: Words, width: int) -> Line:
    """A bar, and how many were done of how many there are."""
    done, whole = tour.count()
    told = words("tour.count", done=done, whole=whole) if done < whole else words("tour.all", whole=whole)
    room = max(8, width - len(told) - 3)
    drawn = bar(done, whole, room)
    return Piece(drawn, "accent"), Piece("─" * (room - len(drawn)), "rule"), Piece(f"  {told}", "strong")


def _told(label: str, told: str, width: int) -> Iterator[Line]:
    first, *more = wrap(told, max(8, width - LABEL_CELLS))
    yield cell(label, LABEL_CELLS, "muted"), Piece(first)
    yield from ((Piece(" " * LABEL_CELLS), Piece(row)) for row in more)

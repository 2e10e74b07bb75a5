"""Codes to try beside the phone: a few rows of the tour, chosen by data (`fixtures/face.json`), so that a presenter can show others."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ledger.loading import Fixtures
from phone.tour.tour import Row
from tui.commands import command
from tui.lines import Line, Piece, flow, width_of
from tui.words import Words

TOUR = "tour"
"""The command that opens the whole tour."""


@frozen(kw_only=True)
class Face:
    """What the face reads from its fixture: row of the tour → the key of a short text that says what its code does."""

    tries: dict[str, str]


@frozen
class Try:
    """A code and the key of the text that says what it does."""

    dial: str
    text: str


def read_face(fixtures: Fixtures) -> Face:
    """The face's fixture.

    Raises:
        FixtureError: it has a mistake.
    """
    return fixtures.read("face", Face)


def in_force(face: Face, rows: Iterable[Row]) -> tuple[Try, ...]:
    """The codes that the edition has, in the order of the fixture."""
    moves = {row.name: row.move for row in rows}
    found = ((moves[name], text) for name, text in face.tries.items() if name in moves)
    return tuple(Try(move.number, text) for move, text in found if move.by in ("ussd", "menu"))


def tries_lines(tries: Iterable[Try], words: Words, width: int, height: int) -> tuple[Line, ...]:
    """A title, and the codes in columns; a click on one dials it, on the title opens the tour. What has no row is left out."""
    items = tuple(
        (
            Piece(code.dial, "key", f"screen.dial({code.dial!r})"),
            Piece(f" {words.texts.word(code.text, words.language)}", "muted", f"screen.dial({code.dial!r})"),
        )
        for code in tries
    )
    return (_title(words, width), *flow(items, width))[:height]


def _title(words: Words, width: int) -> Line:
    """A rule with the title, and at its right the key that opens the tour."""
    tour = command(TOUR)
    more = (Piece(tour.shown, "key", tour.action), Piece(f" {words('tries.more')}", "muted", tour.action))
    title = (Piece("── ", "rule"), Piece(words("tries"), "muted", tour.action), Piece(" ", "rule"))
    room = width - width_of(title) - width_of(more) - 4
    return *title, Piece("─" * max(0, room), "rule"), Piece(" "), *more, Piece(" ──", "rule")

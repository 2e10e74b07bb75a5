"""Codes to try: their list is data (`fixtures/face.json`), so that a presenter can show others."""

from __future__ import annotations

from attrs import frozen

from ledger.loading import Fixtures
from phone.network.dialplan import Plan, find_code
from tui.lines import Line, Piece, flow, titled
from tui.words import Words


@frozen(kw_only=True)
class Try:
    """A code and the key of the text that says what it does."""

    dial: str
    text: str


@frozen(kw_only=True)
class Face:
    """What the face reads from its fixture: the codes to try, by name."""

    tries: dict[str, Try]


def read_face(fixtures: Fixtures) -> Face:
    """The face's fixture.

    Raises:
        FixtureError: it has a mistake.
    """
    return fixtures.read("face", Face)


def in_force(face: Face, plan: Plan) -> Face:
    """Only the codes that the operator's plan knows: an edition may lack some."""
    return Face(tries={name: code for name, code in face.tries.items() if find_code(plan, code.dial) is not None})


def tries_lines(face: Face, words: Words, width: int, height: int) -> tuple[Line, ...]:
    """A title and the codes in columns; a click on one dials it. Those that have no row are left out."""
    items = tuple(
        (
            Piece(code.dial, "key", f"screen.dial({code.dial!r})"),
            Piece(f" {words.texts.word(code.text, words.language)}", "muted", f"screen.dial({code.dial!r})"),
        )
        for code in face.tries.values()
    )
    return (titled(words("tries"), width), *flow(items, width))[:height]

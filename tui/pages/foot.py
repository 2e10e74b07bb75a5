"""The console's last row: how things stand, or what the keys do while the console has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.commands import command
from tui.lines import Line, Piece, keep, spread
from tui.session import Session
from tui.words import Words


def foot_line(session: Session, keys: Sequence[tuple[str, str]], width: int, *, active: bool) -> Line:
    """One row of at most `width` cells.

    Args:
        session: the sitting.
        keys: letters of the page that is shown, and the texts' keys of what they do.
        width: cells of the row.
        active: whether the console has the keyboard.
    """
    words = session.words
    if active:
        items: list[tuple[int, Line]] = [
            (index, (Piece(shown, "key"), Piece(f" {told}", "muted")))
            for index, (shown, told) in enumerate(_keys(keys, words))
        ]
        return (Piece(" "), *_joined(keep(items, width - 2)))
    console = command("console")
    hint = (Piece(console.shown, "key", console.action), Piece(f" {words('command.console')}", "muted", console.action))
    return spread((Piece(" "), *state_line(session)), (*hint, Piece(" ")), width)[0]


def _keys(keys: Sequence[tuple[str, str]], words: Words) -> Iterator[tuple[str, str]]:
    yield "Esc", words("console.leave")
    for letter, text in keys:
        yield letter.capitalize(), words(text)
    yield "▴▾", words("console.rows")
    yield "◂▸", words("console.tabs")


def state_line(session: Session) -> Line:
    """Of the phone that has the keyboard: the weather, how long its USSD session stays open, its ports for computers."""
    words, world = session.words, session.world
    weather = session.weather(session.person)
    line: list[Piece] = [
        Piece(f"{words('state.weather')} ", "muted"),
        Piece(words.weather(weather), "plain" if weather == "fine" else "refused"),
    ]
    left_ms = session.ussd_left_ms(session.person)
    if left_ms is not None:
        timeout_s = world.ledger.configuration.rules.ussd.timeout_s
        left_s = max(0, left_ms) // 1000
        told = words(
            "state.session", left=f"{left_s // 60}:{left_s % 60:02}", whole=f"{timeout_s // 60}:{timeout_s % 60:02}"
        )
        line += [Piece("   "), Piece(told, "accent")]
    if session.reel.runs:
        line += [Piece("   "), Piece(words("state.recording"), "refused")]
    for port in session.ports.of(session.person):
        line += [Piece("   "), Piece(words("state.modem", path=port.path), "accent" if port.connected else "muted")]
    return tuple(line)


def _joined(items: Sequence[Line]) -> Iterator[Piece]:
    for index, item in enumerate(items):
        if index:
            yield Piece("  ")
        yield from item

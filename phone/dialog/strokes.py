"""Keys as the verb KEYS has them: one stroke after another, with the times between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from phone.handset.ui.keys import HOLD_MS, KEYS, Key, key_named

HOLD: Final = "hold"
UNIT: Final = "ms"


@frozen
class Stroke:
    """A key of the phone.

    Attributes:
        key: which one.
        held_ms: for how long it is kept down; None for no time worth telling.
        after_ms: how much time passes behind it; None if that is until all has arrived.
        at_once: whether it follows in a run of digits, and waits for nothing.
    """

    key: Key
    held_ms: int | None = None
    after_ms: int | None = None
    at_once: bool = False


def strokes_of(written: str) -> Iterator[Stroke]:
    """The strokes of `menu hold down 1200ms 44 300ms ok`; a run of digits is a stroke each."""
    last: Stroke | None = None
    holds = timed = False
    for token in written.split():
        if token == HOLD:
            holds = True
        elif last is not None and token.endswith(UNIT) and token.removesuffix(UNIT).isdecimal():
            span_ms = int(token.removesuffix(UNIT))
            if last.held_ms is not None and not timed:
                last, timed = evolve(last, held_ms=span_ms), True
            else:
                last = evolve(last, after_ms=span_ms + (last.after_ms or 0))
        else:
            for place, key in enumerate((token,) if token in KEYS else token):
                if last is not None:
                    yield last
                last = Stroke(key_named(key), HOLD_MS if holds else None, at_once=place > 0)
                holds = timed = False
    if last is not None:
        yield last


def written(strokes: Iterator[Stroke] | tuple[Stroke, ...]) -> str:
    """Strokes as `strokes_of` reads them."""
    return " ".join(token for stroke in strokes for token in _tokens(stroke))


def _tokens(stroke: Stroke) -> Iterator[str]:
    if stroke.held_ms is not None:
        yield HOLD
    yield stroke.key
    if stroke.held_ms is not None and (stroke.held_ms != HOLD_MS or stroke.after_ms is not None):
        yield f"{stroke.held_ms}{UNIT}"
    if stroke.after_ms is not None:
        yield f"{stroke.after_ms}{UNIT}"

"""Lengths of time as a recording writes them."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.calendar import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from phone.dialog.amounts import Span
from phone.dialog.model import Passing
from phone.dialog.writing import Writer

UNITS = {"day": DAY_MS, "hour": HOUR_MS, "minute": MINUTE_MS, "second": SECOND_MS, "millisecond": 1}


def written(passing: Passing, writer: Writer) -> str:
    """Time that passes, in the largest unit that tells it: `clock +30d`, `wait 3s`, `then 250ms`."""
    assert passing.span is not None, "a recording waits for a time, not for a date"
    ms = passing.span.ms
    unit, count = next((name, ms // one) for name, one in UNITS.items() if one == 1 or (ms and ms % one == 0))
    step = "then" if passing.exact else "clock" if passing.jump else "wait"
    plus = "+" if passing.jump else ""
    return f"{writer.word('steps', step)} {plus}{count}{writer.word('spans', unit)}"


def waited(ms: int) -> Iterator[Passing]:
    """Somebody waits; a long time in two steps, since a number has nine digits at most."""
    if ms >= DAY_MS:
        yield Passing(0, jump=True, span=Span(ms=ms // DAY_MS * DAY_MS))
    if ms % DAY_MS:
        yield Passing(0, jump=False, span=Span(ms=ms % DAY_MS))


def jumping(ms: int) -> Passing:
    """Time jumps."""
    return Passing(0, jump=True, span=Span(ms=ms))


def later(ms: int) -> Iterator[Passing]:
    """Something happens exactly so much later than the step before; a long time in two steps likewise."""
    if ms >= DAY_MS:
        yield Passing(0, jump=False, span=Span(ms=ms // DAY_MS * DAY_MS), exact=True)
    yield Passing(0, jump=False, span=Span(ms=ms % DAY_MS), exact=True)

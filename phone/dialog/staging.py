"""Steps of nobody in particular: time passes, the weather changes, an audience is told something."""

from __future__ import annotations

import re
from typing import Final

from phone.dialog.amounts import take_date, take_span
from phone.dialog.cursor import Cursor
from phone.dialog.heads import Names, take_person
from phone.dialog.model import Air, Cue, Passing
from phone.dialog.problems import Unread

_STATE: Final = re.compile(r"[a-z]\w*")


def take_passing(cursor: Cursor, line: int, _names: Names, *, jump: bool) -> Passing:
    """Take how time passes: `+1 year`, or for a jump also a date.

    Raises:
        Unread: it is not written so.
    """
    date = take_date(cursor) if jump else None
    if date is not None:
        cursor.end("the date is all")
        return Passing(line, jump, date=date)
    cursor.skip()
    start = cursor.at
    plus = cursor.literal("+")
    try:
        span = take_span(cursor)
    except Unread as error:
        hint = f"{error.hint}; a date is 2026-04-01 10:00" if jump else error.hint
        raise Unread(error.message, hint, start, error.end) from error
    if plus:
        index = cursor.form.index("+")
        count = cursor.form.pop(index + 1)
        cursor.form[index] = f"+{count}"
    cursor.end("the time is all")
    return Passing(line, jump, span)


def take_then(cursor: Cursor, line: int, _names: Names) -> Passing:
    """Take how much later something happens: `then 300ms`.

    Raises:
        Unread: it is not written so.
    """
    span = take_span(cursor)
    cursor.end("the time is all")
    return Passing(line, jump=False, span=span, exact=True)


def take_air(cursor: Cursor, line: int, names: Names) -> Air:
    """Take a weather: `air NAME off`, `air NAME late 90s`.

    Raises:
        Unread: it is not written so.
    """
    name = take_person(cursor, names)
    state = cursor.take(_STATE)
    if state is None:
        raise cursor.wrong("expected a weather", "fine, off, weak, busy, late, duplicate and others of air.json")
    span = None if cursor.done else take_span(cursor)
    cursor.end("the weather is all")
    return Air(line, name, state[0], span)


def take_cue(kind: str, cursor: Cursor, line: int, _names: Names) -> Cue:
    """Take a stage direction, which tests pass over.

    Raises:
        Unread: it is not written so.
    """
    match kind:
        case "say" | "mark" | "card":
            if not cursor.literal(":", glued=True):
                raise cursor.wrong("expected a colon", f"such as {kind}: a year later")
            return Cue(line, kind, cursor.take_rest())
        case "pause":
            span = take_span(cursor)
            cursor.end("the time is all")
            return Cue(line, kind, span=span)
    pace = cursor.keyword("paces")
    if pace is None:
        raise cursor.wrong("expected slow, normal or fast")
    cursor.end("the pace is all")
    return Cue(line, kind, pace)

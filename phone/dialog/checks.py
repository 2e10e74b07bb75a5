"""What stands behind `<`, and the other checks: displays, the ledger, values, refusals."""

from __future__ import annotations

import re
from typing import Final

from phone.dialog.actions import take_sender, take_text
from phone.dialog.amounts import take_date, take_span
from phone.dialog.cursor import Cursor
from phone.dialog.header import take_unit
from phone.dialog.heads import Head, Names, only_person, take_person
from phone.dialog.model import (
    Anything,
    Bar,
    LedgerCheck,
    Nothing,
    RefusedCheck,
    Reply,
    Screen,
    ValueCheck,
    Wire,
)
from phone.dialog.template import check_template

SENT: Final = frozenset({"sms", "sms_flash", "mms", "call"})
"""Replies that are from somebody."""

_UNITS: Final = re.compile(r"(\d{1,4})/(\d{1,4})(?![\w/])")
_PARTS: Final = re.compile(r"\d{1,3}(?!\S?\d)")
_RULE: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
_VALUE: Final = re.compile(r"(?P<name>[a-z_]+)=(?P<template>(?:\{[^{}]*\}|[^\s{}])+)|\{(?P<place>\w+)(?::[^{}]*)?\}")


def take_reply(cursor: Cursor, head: Head, line: int) -> Reply | Nothing | Anything:
    """Take what a phone is told.

    Raises:
        Unread: it is not written so.
    """
    kind = cursor.keyword("replies")
    if kind is None:
        word = (cursor.rest.split() or [""])[0]
        hint = cursor.words["replies"].hint(word).strip(" ()")
        known = "a phone is told USSD, SMS, MMS, VOICE, CALL, nothing or anything"
        raise cursor.wrong(f'unknown reply "{word}"' if word else "expected a reply", hint or known)
    if kind == "anything":
        cursor.end("the rest of what came is passed over")
        return Anything(line, head.name)
    if kind == "nothing":
        span = None
        if not cursor.done:
            cursor.word("clauses", "for")
            span = take_span(cursor)
        cursor.end("nothing, or nothing for 1 min")
        return Nothing(line, head.name, span)
    return _told(cursor, head, line, kind)


def _told(cursor: Cursor, head: Head, line: int, kind: str) -> Reply:
    sender, at, wire = "", "", None
    while True:
        if kind in SENT and not sender and cursor.word("clauses", "from"):
            start = cursor.at
            sender = take_sender(cursor)
            check_template(sender, start + 1)
        elif not at and cursor.word("clauses", "at"):
            at = _moment(cursor)
        elif wire is None and cursor.literal("("):
            wire = _wire(cursor)
        else:
            break
    if cursor.literal(":", glued=True):
        text = take_text(cursor)
        bars = (Bar(line, "", text),) if text else ()
        return Reply(line, head.name, kind, sender, at, wire, bars, inline=bool(bars))
    cursor.end("a text stands behind a colon, or behind bars below")
    return Reply(line, head.name, kind, sender, at, wire)


def _moment(cursor: Cursor) -> str:
    date = take_date(cursor)
    if date is None:
        raise cursor.wrong("expected a date", "a date is 2026-03-12 or 2026-03-12 10:02")
    return date


def _wire(cursor: Cursor) -> Wire:
    coding, units, limit, parts = None, None, None, None
    cursor.form.pop()
    start = len(cursor.form)
    while not cursor.literal(")"):
        if (found := cursor.take(_UNITS)) is not None:
            units, limit = int(found[1]), int(found[2])
        elif (found := cursor.take(_PARTS)) is not None:
            parts = int(found[0])
            if not cursor.word("wire", "parts"):
                raise cursor.wrong("expected parts", "such as (ucs2, 2 parts)")
        elif (word := cursor.keyword("wire")) in ("gsm7", "ucs2"):
            coding = word
        else:
            raise cursor.wrong("expected coding, units or parts", "such as (ucs2 57/80) or (gsm7, 2 parts)")
        cursor.literal(",", glued=True)
    del cursor.form[start:]
    wire = Wire(coding, units, limit, parts)
    cursor.form.append(written_wire(wire))
    return wire


def written_wire(wire: Wire) -> str:
    """How a message travelled, in brackets."""
    first = " ".join(filter(None, (wire.coding, f"{wire.units}/{wire.limit}" if wire.units is not None else "")))
    second = "" if wire.parts is None else f"{wire.parts} part{'' if wire.parts == 1 else 's'}"
    return f"({', '.join(filter(None, (first, second)))})"


def take_screen(cursor: Cursor, name: str, line: int) -> Screen:
    """Take the head of a look at a display; its rows follow.

    Raises:
        Unread: something else follows.
    """
    contains = cursor.word("clauses", "contains")
    cursor.end("the rows of the display stand below, each between bars")
    return Screen(line, name, contains, ())


def take_ledger(cursor: Cursor, line: int, names: Names) -> LedgerCheck:
    """Take the head of a ledger check: whose, and of which unit if not of all.

    Raises:
        Unread: it is not written so.
    """
    cursor.skip()
    alone = len(names.order) == 1 and cursor.words["units"].find(cursor.text, cursor.at) is not None
    name = names.order[0] if alone else take_person(cursor, names)
    unit = "" if cursor.done else take_unit(cursor)
    cursor.end("rows stand below: + 10 points gift, = 20 points, no changes")
    return LedgerCheck(line, name, unit, ())


def take_value(what: str, cursor: Cursor, line: int, names: Names) -> ValueCheck:
    """Take `balance NAME = …`, `points NAME = …` or `state NAME FIELD = …`.

    Raises:
        Unread: it is not written so.
    """
    name = take_person(cursor, names) if not cursor.rest.startswith("=") else only_person(cursor, names)
    field = what
    if what == "state":
        found = cursor.keyword("fields")
        if found is None:
            word = (cursor.rest.split() or [""])[0]
            known = ", ".join(cursor.words["fields"].words)
            raise cursor.wrong(f'there is no state "{word}"', f"expected one of {known}")
        field = found
    if not cursor.literal("="):
        raise cursor.wrong("expected =", f"such as: points {names.order[0]} = 120")
    cursor.skip()
    start = cursor.at
    value = cursor.keyword("values") if what == "state" else None
    template = value or cursor.take_rest()
    if not template:
        raise cursor.wrong("expected a value")
    cursor.end("one value is all")
    check_template(template, start)
    return ValueCheck(line, name, field, template)


def take_refused(cursor: Cursor, line: int, names: Names) -> RefusedCheck:
    """Take `refused NAME RULE [name=value …]`; a place alone is the value of its name.

    Raises:
        Unread: it is not written so.
    """
    name = take_person(cursor, names)
    rule = cursor.take(_RULE)
    if rule is None:
        raise cursor.wrong("expected the name of a rule", "such as: refused Анна gift.daily left=0")
    values: list[tuple[str, str]] = []
    while not cursor.done:
        start = cursor.at
        found = cursor.take(_VALUE)
        if found is None:
            raise cursor.wrong("expected name=value or a place", "such as: left=0 or {left:int}")
        template = found["template"] or found[0]
        check_template(template, start)
        values.append((found["name"] or found["place"], template))
    return RefusedCheck(line, name, rule[0], tuple(values))

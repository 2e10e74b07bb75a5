"""The lines below a step: text behind bars, rows of a display, rows of a ledger."""

from __future__ import annotations

import re
from typing import Final

from phone.dialog.amounts import take_date
from phone.dialog.cursor import Cursor, Glued
from phone.dialog.header import LOCALES, take_unit
from phone.dialog.heads import Names
from phone.dialog.model import Bar, Row
from phone.dialog.problems import Unread
from phone.dialog.template import ELASTIC, check_template

_BAR: Final = re.compile(r"[ \t]+(?P<locale>\w+)?\|(?P<blank> )?")
_ROW: Final = re.compile(r"[ \t]+(?P<locale>\w+)?\|(?P<text>.*)\|(?P<runs>[^|]*)")
_RUN: Final = re.compile(r"(inv|bold|blink|cursor)(?:[ \t]+(\d{1,3}(?:-\d{1,3})?))?")
_TOKEN: Final = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")
CLAUSES: Final = ("till", "at", "to", "from", "op")

BAR_HINT: Final = 'put "| " before every line the phone shows'
ROW_HINT: Final = "a row of a display stands between bars: |Меню        |"


def read_bar(cursor: Cursor, line: int) -> Bar:
    """A line of text behind its bar; a blank after the bar is no part of it.

    Raises:
        Unread: there is no bar, its locale is none, or the text is no template.
    """
    found = _BAR.match(cursor.text)
    if found is None:
        raise cursor.wrong('expected "| text"', BAR_HINT)
    locale = _locale(found)
    text = cursor.text[found.end() :]
    check_template(text, found.end())
    cursor.form.append(f"  {locale}|{' ' if text else ''}{text}")
    cursor.at = len(cursor.text)
    return Bar(line, locale, text)


def read_screen_row(cursor: Cursor, line: int) -> Bar:
    """A row of a display between bars, and behind it the styles that it must have.

    Raises:
        Unread: it is not written so.
    """
    found = _ROW.fullmatch(cursor.text.rstrip())
    if found is None:
        raise cursor.wrong('expected "|row|"', ROW_HINT)
    locale, text = _locale(found), found["text"]
    check_template(text, found.start("text"))
    cursor.form.append(f"  {locale}|{text}|")
    cursor.at = found.start("runs")
    runs: list[str] = []
    while not cursor.done:
        run = cursor.take(_RUN)
        if run is None:
            raise cursor.wrong(f'"{cursor.rest}" is no style', "a style is inv, bold, blink or cursor, or inv 0-20")
        written = " ".join(filter(None, run.groups()))
        cursor.form[-1] = written
        runs.append(written)
    return Bar(line, locale, text, tuple(runs))


def _locale(found: re.Match[str]) -> str:
    locale = found["locale"] or ""
    if locale and locale not in LOCALES:
        start = found.start("locale")
        raise Unread(f'there is no locale "{locale}"', f"expected {', '.join(LOCALES)}", start, start + len(locale))
    return locale


def read_ledger_row(cursor: Cursor, line: int, names: Names) -> Row:
    """A row of a ledger: a change, the total, or that there is no change.

    Raises:
        Unread: it is not written so.
    """
    cursor.form.append(Glued("  "))
    if cursor.word("rows", "none"):
        cursor.end("no changes stands alone")
        return Row(line, "none")
    if cursor.rest == ELASTIC:
        cursor.take_rest()
        return Row(line, "any")
    if cursor.literal("="):
        return _total(cursor, line)
    cursor.skip()
    sign = cursor.text[cursor.at : cursor.at + 1]
    if not cursor.literal("+", "-", "\N{MINUS SIGN}"):
        raise cursor.wrong("expected a row", "a row is + 10 points gift, - 65 points redeem, = 20 points or no changes")
    sign = "+" if sign == "+" else "-"
    cursor.form[-1] = sign
    amount = _template(cursor, "expected an amount")
    unit = take_unit(cursor)
    reason = cursor.keyword("reasons") or ""
    detail = "" if cursor.done or _clause(cursor) else _template(cursor, "expected what it was")
    clauses: list[tuple[str, str]] = []
    while not cursor.done:
        clauses.append(_take_clause(cursor, names))
    return Row(line, "change", sign, ((amount, unit),), reason, detail, tuple(clauses))


def _total(cursor: Cursor, line: int) -> Row:
    """`= 1135 points, 30 min`: what is there of one unit or of more."""
    amounts: list[tuple[str, str]] = []
    while not amounts or cursor.literal(",", glued=True):
        amount = _template(cursor, "expected an amount")
        amounts.append((amount, take_unit(cursor)))
    cursor.end("a total is amounts with their units, with commas between them")
    return Row(line, "total", "=", tuple(amounts))


def _clause(cursor: Cursor) -> str | None:
    """The clause that stands here, without taking it."""
    found = cursor.words["clauses"].find(cursor.text, cursor.at)
    return found.id if found is not None and found.id in CLAUSES else None


def _take_clause(cursor: Cursor, names: Names) -> tuple[str, str]:
    clause = _clause(cursor)
    if clause is None:
        raise cursor.wrong(f'did not expect "{cursor.rest}" here', f"a row goes on with {', '.join(CLAUSES)}")
    cursor.keyword("clauses")
    cursor.skip()
    if clause in ("till", "at"):
        date = take_date(cursor)
        if date is not None:
            return clause, date
    start = cursor.at
    template = _template(cursor, "expected a value")
    if clause in ("to", "from") and "{" not in template:
        person = names.find(template)
        if person is None and not template.startswith("+"):
            known = ", ".join(names.order)
            raise cursor.wrong(f'no phone "{template}" in the header', f"expected one of {known}", start, cursor.at)
        return clause, person or template
    return clause, template


def _template(cursor: Cursor, message: str) -> str:
    cursor.skip()
    start = cursor.at
    found = cursor.take(_TOKEN)
    if found is None:
        raise cursor.wrong(message)
    check_template(found[0], start)
    return found[0]

"""The header of a dialog: `key: value` lines, and the phones with what they have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from phone.dialog.amounts import AMOUNT, take_date
from phone.dialog.cursor import Cursor
from phone.dialog.model import Attribute, PhoneRow
from phone.network.directory import msisdn_of
from phone.network.site.questionnaire import read_date
from phone.stock import SMALLEST
from phone.texts import LANGUAGES, spaced

LOCALES: Final = LANGUAGES

_COLON: Final = re.compile(r"[^\s:]+[ \t]*:")
_ITEM: Final = re.compile(r"[^\s,]+")
_TAG: Final = re.compile(r"\w+")
_SIZE: Final = re.compile(r"(\d{1,3})[x×х](\d{1,3})")
_SEED: Final = re.compile(r"\d{1,9}(?!\w)")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}")
NAME: Final = re.compile(r"[^\s<>«»|:=#№/{}\"+\d][^\s<>«»|:=#№/{}\"]*")
_NUMBER: Final = re.compile(r"\+?\d[\d ()\u00a0-]*\d")


def is_header(line: str) -> bool:
    """Whether a line has the form of a header."""
    return _COLON.match(line) is not None


def take_header(cursor: Cursor) -> tuple[str, Any]:
    """Take a header: its id and its value.

    Raises:
        Unread: there is no such header, or its value is none.
    """
    written = _COLON.match(cursor.text)
    assert written is not None, "the line has a colon"
    name = cursor.keyword("headers")
    if name is None or not cursor.literal(":", glued=True):
        spelled = written[0].rstrip(": \t")
        hint = cursor.words["headers"].hint(spelled).strip(" ()")
        raise cursor.wrong(f'unknown header "{spelled}"', hint, 0, len(spelled))
    return name, VALUES[name](cursor)


def _text(cursor: Cursor) -> str:
    text = cursor.take_rest()
    if not text:
        raise cursor.wrong("expected a value")
    return text


def _date(cursor: Cursor) -> str:
    date = take_date(cursor)
    if date is None:
        raise cursor.wrong("expected a date", "a date is 2026-03-12 or 2026-03-12 10:02")
    cursor.end("nothing follows a date")
    return date


def _locales(cursor: Cursor) -> tuple[str, ...]:
    locales: list[str] = []
    while (found := _next(cursor)) is not None:
        if found not in LOCALES:
            start = cursor.at - len(found)
            raise cursor.wrong(f'there is no locale "{found}"', f"expected {', '.join(LOCALES)}", start, cursor.at)
        if found not in locales:
            locales.append(found)
    if not locales:
        raise cursor.wrong("expected locales", f"such as {', '.join(LOCALES[:2])}")
    return tuple(locales)


def _tags(cursor: Cursor) -> tuple[str, ...]:
    tags: list[str] = []
    while (found := _next(cursor)) is not None:
        if not _TAG.fullmatch(found):
            hint = "a tag is one word of letters, digits and _"
            raise cursor.wrong(f'"{found}" is no tag', hint, cursor.at - len(found), cursor.at)
        tags.append(found)
    return tuple(tags)


def _next(cursor: Cursor) -> str | None:
    """The next item of a list with commas."""
    if cursor.done:
        return None
    found = cursor.take(_ITEM)
    if found is None:
        raise cursor.wrong("expected a word")
    cursor.literal(",", glued=True)
    return found[0]


def _language(cursor: Cursor) -> str:
    language = _text(cursor)
    if language not in ("en", "ru"):
        raise cursor.wrong(
            f'there are no words in "{language}"', "expected en or ru", cursor.at - len(language), cursor.at
        )
    return language


def _setting(cursor: Cursor) -> str:
    path, equals, value = _text(cursor).partition("=")
    if not equals or not path.strip():
        raise cursor.wrong("expected a path and a value", "such as rules.gift.daily = 5", 0)
    cursor.form[-1] = f"{path.strip()} = {value.strip()}"
    return f"{path.strip()}={value.strip()}"


def _seed(cursor: Cursor) -> int:
    found = cursor.take(_SEED)
    if found is None:
        raise cursor.wrong("expected a whole number")
    cursor.end("a seed is one whole number")
    return int(found[0])


def _size(cursor: Cursor) -> tuple[int, int]:
    size = take_size(cursor)
    cursor.end("a size is columns and rows, such as 14x6")
    return size


def take_size(cursor: Cursor) -> tuple[int, int]:
    """Take the columns and rows of a display.

    Raises:
        Unread: there are none, or no phone has such a display.
    """
    cursor.skip()
    start = cursor.at
    found = cursor.take(_SIZE)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        least = "x".join(map(str, SMALLEST))
        hint = f"columns and rows, {least} or more: 20x8"
        raise cursor.wrong("no phone has such a display", hint, start, max(cursor.at, start + 1))
    return size


def _strict(cursor: Cursor) -> bool:
    value = cursor.keyword("values")
    if value not in ("yes", "no"):
        raise cursor.wrong("expected yes or no")
    cursor.end("yes or no is all")
    return value == "yes"


def _phones(cursor: Cursor) -> None:
    cursor.end("each phone stands in a line of its own below, with blanks before it")


VALUES: Final[Mapping[str, Callable[[Cursor], Any]]] = {
    "title": _text,
    "date": _date,
    "locale": _locales,
    "language": _language,
    "world": _text,
    "edition": _text,
    "set": _setting,
    "fixtures": _text,
    "seed": _seed,
    "size": _size,
    "tags": _tags,
    "strict": _strict,
    "phones": _phones,
}
"""What stands behind each header."""


def take_phone(cursor: Cursor, line: int) -> PhoneRow:
    """Take a phone of the header: a name, its number, and what it has.

    Raises:
        Unread: it is not written so.
    """
    found = cursor.take(NAME)
    if found is None:
        raise cursor.wrong("expected a name", "a phone is written so: Анна  +7 916 000-00-01  balance 150.00")
    name = found[0]
    if cursor.words["steps"].find(name) is not None:
        raise cursor.wrong(
            f'"{name}" is a word of dialogs', "give the phone another name", cursor.at - len(name), cursor.at
        )
    msisdn = take_number(cursor)
    attributes: list[Attribute] = []
    while not cursor.done:
        attributes.append(_attribute(cursor))
    return PhoneRow(line, name, msisdn, tuple(attributes))


def take_number(cursor: Cursor) -> str:
    """Take a mobile number in any form: its 11 digits; nothing if none stands here.

    Raises:
        Unread: the number is no mobile number.
    """
    cursor.skip()
    start = cursor.at
    found = cursor.take(_NUMBER)
    if found is None:
        return ""
    msisdn = msisdn_of(found[0].replace("\u00a0", " "))
    if msisdn is None:
        raise cursor.wrong(f'"{found[0]}" is no mobile number', "a number is +7 916 000-00-01", start, cursor.at)
    cursor.form[-1] = spaced(msisdn)
    return msisdn


def _attribute(cursor: Cursor) -> Attribute:
    cursor.skip()
    start = cursor.at
    name = cursor.keyword("attributes")
    if name is None:
        word = cursor.rest.split()[0]
        known = cursor.words["attributes"].hint(word).strip(" ()")
        raise cursor.wrong(f'unknown attribute "{word}"', known or "see docs/dialogs.md", start, start + len(word))
    return Attribute(name, TAKEN[name](cursor))


def _nothing(_cursor: Cursor) -> tuple[str, ...]:
    return ()


def _member(cursor: Cursor) -> tuple[str, ...]:
    """A member, or with `no` none, where the world has one."""
    return ("no",) if cursor.word("values", "no") else ()


def _money(cursor: Cursor) -> tuple[str, ...]:
    found = cursor.take(AMOUNT)
    if found is None:
        raise cursor.wrong("expected an amount of roubles", "such as 150.00")
    return (found[0].replace(",", "."),)


def _points(cursor: Cursor) -> tuple[str, ...]:
    found = cursor.take(AMOUNT)
    if found is None or found[2] is not None:
        raise cursor.wrong("expected a number of points", "such as: points 120 till 2026-12-31")
    return (found[0], _till(cursor))


def _package(cursor: Cursor) -> tuple[str, ...]:
    found = cursor.take(AMOUNT)
    if found is None:
        raise cursor.wrong("expected an amount", "such as: with 30 min on-net till 2026-04-11")
    unit = take_unit(cursor)
    return (found[0], unit, _till(cursor))


def _till(cursor: Cursor) -> str:
    return (_date_here(cursor) if cursor.word("attributes", "till") else None) or ""


def _date_here(cursor: Cursor) -> str:
    date = take_date(cursor)
    if date is None:
        raise cursor.wrong("expected a date", "a date is 2026-03-12 or 2026-03-12 10:02")
    return date


def take_unit(cursor: Cursor) -> str:
    """Take a unit, or the name of a purse that has none.

    Raises:
        Unread: there is no such unit.
    """
    unit = cursor.keyword("units")
    if unit is not None:
        return unit
    word = (cursor.rest.split() or ["nothing"])[0]
    if not (word in cursor.words.purses and cursor.literal(word)):
        hint = cursor.words["units"].hint(word).strip(" ()")
        raise cursor.wrong(f'"{word}" is no unit', hint or "a unit is points, roubles, min on-net, SMS, MB …")
    return word


def _sim(cursor: Cursor) -> tuple[str, ...]:
    number = take_number(cursor)
    if not number:
        raise cursor.wrong("expected the number of a second SIM", "such as: sim +7 916 000-00-06")
    return (number,)


def _word(cursor: Cursor) -> tuple[str, ...]:
    found = cursor.take(_ITEM)
    if found is None:
        raise cursor.wrong("expected a word")
    return (found[0],)


def _born(cursor: Cursor) -> tuple[str, ...]:
    found = cursor.take(_DAY)
    if found is None or read_date(found[0]) is None:
        raise cursor.wrong("expected a day", "such as: born 1990-12-31")
    return (found[0],)


def _locale(cursor: Cursor) -> tuple[str, ...]:
    (locale,) = _word(cursor)
    if locale not in LOCALES:
        hint = f"expected {', '.join(LOCALES)}"
        raise cursor.wrong(f'there is no locale "{locale}"', hint, cursor.at - len(locale), cursor.at)
    return (locale,)


def _handset(cursor: Cursor) -> tuple[str, ...]:
    return tuple(map(str, take_size(cursor)))


def _no_till(cursor: Cursor) -> tuple[str, ...]:
    raise cursor.wrong("a date belongs to points or to a package", "such as: points 120 till 2026-12-31")


TAKEN: Final[Mapping[str, Callable[[Cursor], tuple[str, ...]]]] = {
    "balance": _money,
    "points": _points,
    "member": _member,
    "with": _package,
    "till": _no_till,
    "sim": _sim,
    "alias": _word,
    "region": _word,
    "operator": _word,
    "locale": _locale,
    "handset": _handset,
    "off": _nothing,
    "born": _born,
    "email": _word,
}
"""What stands behind each attribute of a phone."""

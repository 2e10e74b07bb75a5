"""What stands behind `>`: a code or a reply, a verb of the vocabulary, or what the operator does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from phone.dialog.amounts import AMOUNT, Span, read_amount, take_span
from phone.dialog.cursor import Cursor, Glued
from phone.dialog.header import take_unit
from phone.dialog.heads import Head, Names, take_person
from phone.dialog.model import Action, OperatorAction
from phone.dialog.template import INVISIBLE, check_template
from phone.dialog.visits import ON_SITE
from phone.dialog.words import VERBS
from phone.handset.ui.keys import KEYS

SAY: Final = "say"
"""The verb of a code or a reply."""

_MESSAGE: Final = re.compile(r"(?P<to>[^:]*[^:\s])[ \t]*(?P<colon>:)?")
_TIMES: Final = re.compile(r"[ \t]+[x×х]([1-9]\d{0,3})(?=[ \t]|$)")
_DIALLED: Final = re.compile(r"[\d*#№+() -]*[*#№]")
_COUNT: Final = re.compile(r"[1-9]\d{0,3}(?!\S)")
_TONES: Final = re.compile(r"[\d*#]+")
_TOKEN: Final = re.compile(r"\S+")
_SPAN: Final = re.compile(r"\d+[^\W\d_]")
KEYS_HINT: Final = f"keys are 0 to 9, *, # and {', '.join(KEYS[12:])}; hold before one, 300ms between two"
SETTINGS: Final = {
    "display": re.compile(r"[1-9]\d?x[1-9]\d?(?!\S)"),
    "language": re.compile(r"(?:ru|en|translit)(?!\S)"),
    "sim": re.compile(r"[1-9](?!\S)"),
}
"""Setting → what its values look like."""
SENDER: Final = re.compile(r"\"[^\"]+\"|(?:\{[^{}]*\}|[^\s(:{}\"])+")


def take_action(cursor: Cursor, head: Head, line: int, names: Names) -> Action:
    """Take an action of somebody with a phone.

    Raises:
        Unread: it is not written so.
    """
    whole = cursor.text
    repeated = _last(_TIMES, whole, cursor.at) if head.mark == ">>" else None
    if repeated is not None:
        cursor.text = whole[: repeated.start()]
    verb, to, text = _deed(cursor, names)
    times, every = 1, None
    if repeated is not None:
        cursor.text, cursor.at = whole, repeated.end()
        cursor.form.append(f"x{repeated[1]}")
        times = int(repeated[1])
        every = _every(cursor)
    return Action(line, head.name, verb, to, text, head.slot, setup=head.mark == ">>", times=times, every=every)


def _last(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    found = list(pattern.finditer(text, at))
    return found[-1] if found else None


def _every(cursor: Cursor) -> Span | None:
    if cursor.done:
        return None
    if not cursor.word("clauses", "every"):
        raise cursor.wrong(f'did not expect "{cursor.rest}" here', "such as: x9 every 1 day")
    span = take_span(cursor)
    cursor.end("nothing follows how often")
    return span


def _deed(cursor: Cursor, names: Names) -> tuple[str, str, str]:
    """(verb, whom or what for, text) of an action."""
    for section in VERBS:
        verb = cursor.keyword(section)
        if verb is not None:
            return (verb, *TAKEN[cursor.words.kinds[verb].takes](cursor, names))
    return SAY, "", _said(cursor)


def _said(cursor: Cursor) -> str:
    """A code or a reply; in quotes it may be anything."""
    cursor.skip()
    start, text = cursor.at, cursor.rest
    if not text:
        return ""
    check_template(text, start)
    if len(text) > 1 and text[0] == text[-1] == '"':
        cursor.take_rest()
        return text[1:-1]
    word = text.split()[0]
    small = cursor.words.begins_verb(word)
    if small is not None and word == small.split()[0]:
        raise cursor.wrong(f'there is no verb "{text}"', cursor.words.verb_like(text), start, start + len(text))
    if small is not None:
        hint = f'verbs are written in capitals: {small}; in quotes it is a text: "{text}"'
        raise cursor.wrong(f'is "{word}" a verb?', hint, start, start + len(word))
    cursor.take_rest()
    if _DIALLED.fullmatch(text):
        cursor.form[-1] = text = text.replace("№", "#")
    return text


def _nothing(cursor: Cursor, _names: Names) -> tuple[str, str]:
    cursor.end("the verb stands alone")
    return "", ""


def _number(cursor: Cursor, _names: Names) -> tuple[str, str]:
    number = cursor.take_rest()
    if not number:
        raise cursor.wrong("expected a number", "such as: CALL 79160000002")
    return number.replace("№", "#"), ""


def _message(cursor: Cursor, _names: Names) -> tuple[str, str]:
    """A number, and behind a colon the text; without a colon the text is empty, or stands behind bars."""
    cursor.skip()
    found = _MESSAGE.match(cursor.text, cursor.at)
    if found is None:
        raise cursor.wrong("expected a number and a text", "such as: SMS 79160000002: Привет")
    cursor.form += [found["to"], Glued(":")]
    cursor.at = found.end()
    return found["to"], take_text(cursor)


def _keys(cursor: Cursor, _names: Names) -> tuple[str, str]:
    """Keys; `hold` before one, a time behind that: how long it is kept down. A time elsewhere lies between two keys."""
    taken: list[str] = []
    while not cursor.done:
        if _SPAN.match(cursor.text, cursor.at):
            if not taken:
                raise cursor.wrong("a time stands behind a key", "such as: KEYS 4 300ms 4")
            taken.append(_between(cursor))
        elif cursor.word("clauses", "hold"):
            taken += ("hold", _key(cursor, single=True))
        else:
            taken.append(_key(cursor))
    if not taken:
        raise cursor.wrong("expected keys", KEYS_HINT)
    return " ".join(taken), ""


def _between(cursor: Cursor) -> str:
    span = take_span(cursor)
    if span.months:
        raise cursor.wrong("a time between keys is told in s or ms", "such as: KEYS 4 300ms 4")
    return f"{span.ms}ms"


def _key(cursor: Cursor, *, single: bool = False) -> str:
    start = cursor.at
    found = cursor.take(_TOKEN)
    written = "" if found is None else found[0].replace("№", "#")
    if written not in KEYS and (single or not _TONES.fullmatch(written)):
        raise cursor.wrong(f'there is no key "{written}"' if written else "expected a key", KEYS_HINT, start)
    cursor.form[-1] = written
    return written


def _typed(cursor: Cursor, _names: Names) -> tuple[str, str]:
    """Characters; in quotes also blanks at their ends."""
    text = take_text(cursor)
    if not text:
        raise cursor.wrong("expected characters", "such as: TYPE Привет")
    return "", text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _setting(cursor: Cursor, _names: Names) -> tuple[str, str]:
    """What is chosen on a phone, and how."""
    name = cursor.keyword("settings")
    if name is None:
        raise cursor.wrong("expected display, language or sim", "such as: SET display 14x6")
    found = cursor.take(SETTINGS[name])
    if found is None:
        raise cursor.wrong("expected its value", "such as: SET display 14x6, SET language en, SET sim 2")
    cursor.end("the value is all")
    return f"{name} {found[0]}", ""


def _switch(cursor: Cursor, _names: Names) -> tuple[str, str]:
    value = cursor.keyword("values")
    if value not in ("on", "off"):
        raise cursor.wrong("expected on or off")
    cursor.end("on or off is all")
    return value, ""


def _count(cursor: Cursor, _names: Names) -> tuple[str, str]:
    found = cursor.take(_COUNT)
    if found is None:
        raise cursor.wrong("expected a number from 1")
    cursor.end("the number is all")
    return found[0], ""


def _money(cursor: Cursor, _names: Names) -> tuple[str, str]:
    found = cursor.take(AMOUNT)
    if found is None:
        raise cursor.wrong("expected an amount of roubles", "such as: TAXI 340 or SHOP branded 1990.00")
    cursor.end("the amount is all")
    return found[0], ""


def _volume(cursor: Cursor, _names: Names) -> tuple[str, str]:
    """An amount of data; its unit is kept by its id."""
    start = cursor.at
    found = cursor.take(AMOUNT)
    name = take_unit(cursor) if found else ""
    unit = cursor.words.table.units.get(name)
    if found is None or unit is None or "data" not in unit.purses or read_amount(found[0], unit) is None:
        raise cursor.wrong("expected an amount of data", "such as: DATA 25 MB", start)
    cursor.end("the amount is all")
    return f"{found[0]} {name}", ""


def _word(cursor: Cursor, _names: Names) -> tuple[str, str]:
    word = cursor.take_rest()
    if not word:
        raise cursor.wrong("expected which one", "such as: PROMO 2")
    return word, ""


def _phone(cursor: Cursor, names: Names) -> tuple[str, str]:
    """Somebody of the dialog, or a number."""
    if cursor.done:
        raise cursor.wrong("expected a friend", "such as: INVITE Вера")
    number = not cursor.rest[:1].strip("+0123456789")
    person = cursor.take_rest() if number else take_person(cursor, names)
    cursor.end("the name is all")
    return person, ""


TAKEN: Final[Mapping[str, Callable[[Cursor, Names], tuple[str, str]]]] = {
    "nothing": _nothing,
    "number": _number,
    "message": _message,
    "keys": _keys,
    "switch": _switch,
    "count": _count,
    "money": _money,
    "volume": _volume,
    "word": _word,
    "phone": _phone,
    **ON_SITE,
    "characters": _typed,
    "setting": _setting,
}
"""What stands behind each kind of verb: whom or what it is for, and the text."""


def take_operator(cursor: Cursor, line: int, names: Names) -> OperatorAction:
    """Take what the operator does: `USSD [notify] NAME: …`, `SMS NAME [from SENDER] [flash]: …`, `CALL NAME from NUMBER`.

    Raises:
        Unread: it is not written so.
    """
    verb = cursor.keyword("said")
    if verb is None:
        raise cursor.wrong("the operator writes, asks or calls", "such as: operator > SMS Анна from BANK: …")
    notify = verb == "ussd" and cursor.word("clauses", "notify")
    name = take_person(cursor, names)
    sender, flash = "", False
    while True:
        if verb != "ussd" and cursor.word("clauses", "from"):
            sender = take_sender(cursor)
        elif verb == "sms" and cursor.word("clauses", "flash"):
            flash = True
        else:
            break
    text = ""
    if verb == "call":
        if not sender:
            raise cursor.wrong("who calls?", "such as: operator > CALL Анна from +7 916 000-00-02")
        cursor.end("the number is all")
    elif cursor.literal(":", glued=True):
        text = take_text(cursor)
    else:
        cursor.end("a text stands behind a colon, or behind bars below")
    return OperatorAction(line, verb, name, sender, text, flash, notify)


_PHONE: Final = re.compile(r"\+\d(?:[\d -]|\(\d{3}\))*\d")


def take_sender(cursor: Cursor) -> str:
    """Take who something is from: a number, a name, or in quotes one with blanks; places may stand in it.

    Raises:
        Unread: there is none.
    """
    number = cursor.take(_PHONE)
    if number is not None:
        return number[0]
    found = cursor.take(SENDER)
    if found is None:
        raise cursor.wrong("expected a number or a name")
    return found[0].strip('"')


def take_text(cursor: Cursor) -> str:
    """Take a text to the end of the line.

    Raises:
        Unread: it is no template.
    """
    cursor.skip()
    start = cursor.at
    text = cursor.take_rest()
    check_template(text, start)
    return text


def is_plain(text: str) -> bool:
    """Whether a text can stand behind its head as it is: one line, no blanks around it."""
    return text == " ".join(text.split("\n")).strip() and not INVISIBLE.search(text)

"""What stands behind a verb of the personal account, such as `SITE order 707:31` or `SITE profile Вера, 28.02.1997, …`.

Words of the vocabulary become their ids; what somebody writes into a field stays a template, whose places take their values
when the step is played.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from phone.dialog.cursor import Cursor
from phone.dialog.heads import Names
from phone.dialog.template import check_template
from phone.network.site.questionnaire import FIELDS

COMMA: Final = re.compile(r"\s*,\s*")
_RANGE: Final = re.compile(r"(\d{1,9})[-–](\d{1,9})(?!\S)")
_LOCALE: Final = re.compile(r"(?:ru|en|translit)(?!\S)")
_ORDER: Final = re.compile(r"\S+(?: +\d{1,9})?")
_GIFT: Final = re.compile(r".*\S +-?\d{1,12}")
_RANGES: Final = ("price", "size")


def _written(cursor: Cursor) -> tuple[str, int]:
    """All that is left, as a template, and where it begins."""
    cursor.skip()
    start = cursor.at
    text = cursor.take_rest()
    check_template(text, start)
    return text, start


def _text(cursor: Cursor, _names: Names) -> tuple[str, str]:
    text, _ = _written(cursor)
    if not text:
        raise cursor.wrong(
            "something is missing", "such as: SITE login 123456, SITE invite Вера, SITE link +7 916 000-00-06"
        )
    return "", text


def _form(cursor: Cursor, _names: Names) -> tuple[str, str]:
    text, start = _written(cursor)
    if "{" not in text and len(COMMA.split(text)) != len(FIELDS):
        hint = "name, birth date, e-mail, region: SITE profile Вера, 28.02.1997, vera@example.ru, Москва"
        raise cursor.wrong(f"the questionnaire has {len(FIELDS)} fields with commas between", hint, start)
    return "", text


def _order(cursor: Cursor, _names: Names) -> tuple[str, str]:
    text, start = _written(cursor)
    if "{" not in text and not _ORDER.fullmatch(text):
        raise cursor.wrong("expected a reward", "such as: SITE order 707:31, or SITE order site:tablet 4000", start)
    return "", text


def _gift(cursor: Cursor, _names: Names) -> tuple[str, str]:
    text, start = _written(cursor)
    if "{" not in text and not _GIFT.fullmatch(text):
        raise cursor.wrong("expected whom, and how many points", "such as: SITE give Борис 100", start)
    return "", text


def _search(cursor: Cursor, _names: Names) -> tuple[str, str]:
    """`[SECTION] [points 0-400] [size 100-500]`, in any order."""
    taken: list[str] = []
    section = cursor.keyword("sections")
    if section is not None:
        taken.append(section)
    while not cursor.done:
        name = next((one for one in _RANGES if cursor.word("clauses", one)), None)
        found = None if name is None else cursor.take(_RANGE)
        if name is None or found is None:
            hint = cursor.words["sections"].hint((cursor.rest.split() or [""])[0]).strip(" ()")
            raise cursor.wrong("expected a section and limits", hint or "such as: SITE catalogue internet points 0-400")
        taken += [cursor.words["clauses"].write(name, "en"), found[0]]
    return " ".join(taken), ""


def _listing(cursor: Cursor, _names: Names) -> tuple[str, str]:
    kind = cursor.keyword("listings")
    cursor.end("one of all, came, went, orders, gifts")
    return kind or "", ""


def _locale(cursor: Cursor, _names: Names) -> tuple[str, str]:
    found = cursor.take(_LOCALE)
    if found is None:
        raise cursor.wrong("expected a language", "one of ru, en, translit")
    cursor.end("the language is all")
    return found[0], ""


ON_SITE: Final[Mapping[str, Callable[[Cursor, Names], tuple[str, str]]]] = {
    "text": _text,
    "form": _form,
    "order": _order,
    "gift": _gift,
    "search": _search,
    "listing": _listing,
    "locale": _locale,
}
"""What stands behind each kind of verb: (words by their ids, text)."""

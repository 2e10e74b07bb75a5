"""What a line must be like: exact characters, and places in braces that stand for what differs from run to run.

`{name:type}` takes a value of a type and names it, `{name}` is the same value again, `{:type}` takes one without a name,
`{*}` is anything within a line, `{/expression/}` and `{name:/expression/}` what a regular expression matches, `{U+00A0}` a
character by its number; `{{` and `}}` are braces. A line `{...}` stands for any lines, also none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from attrs import frozen

from phone.dialog.problems import Unread

ELASTIC: Final = "{...}"
"""A line that stands for any lines."""

TYPES: Final[Mapping[str, str]] = {
    "int": r"[-\u2212]?\d+",
    "digits": r"\d+",
    "money": r"\d[\d\u00a0 ]*[.,]\d\d",
    "date": r"\d\d\.\d\d\.\d{4}|\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]{2} \d{4}",
    "time": r"\d{1,2}:\d\d(?::\d\d)?",
    "phone": r"\+?\d[\d() -]*\d",
    "word": r"\w(?:[\w-]*\w)?",
    "any": r".+?",
}
"""Type → regular expression of its values."""

ANYTHING: Final = ".*?"

_PLACE: Final = re.compile(r"\{(?:\w*:)?/(?:[^/\\]|\\.)*/\}|\{[^{}]*\}")
_CHARACTER: Final = re.compile(r"U\+([0-9A-F]{4,6})")
_NAME: Final = re.compile(r"[^\W\d]\w*")


@frozen
class Place:
    """A place in a line.

    Attributes:
        written: as it stands in the file, with its braces.
        name: what its value is called; empty without a name.
        pattern: the regular expression of its values; empty where the name is one that is known before.
        start: its column in the line.
        kind: its type, empty where it has none of a name.
    """

    written: str
    name: str
    pattern: str
    start: int
    kind: str = ""


Part = str | Place


@lru_cache(maxsize=8192)
def parts_of(line: str) -> tuple[Part, ...]:
    """A line as its own characters and its places, in order.

    Raises:
        Unread: a brace stands alone, or a place is none.
    """
    if "{" not in line and "}" not in line:
        return (line,) if line else ()
    if line == ELASTIC:
        return (Place(ELASTIC, "", "", 0),)
    parts: list[Part] = []
    at = 0
    while at < len(line):
        part, end = _part(line, at)
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
        at = end
    return tuple(parts)


def _part(line: str, at: int) -> tuple[Part, int]:
    """The next stretch of characters or place from a column on, and where it ends."""
    pair = line[at : at + 2]
    if pair in ("{{", "}}"):
        return pair[0], at + 2
    if line[at] == "}":
        raise Unread("a brace that closes nothing", "write }} for a brace that the phone shows", at, at + 1)
    if line[at] != "{":
        end = min((found for found in (line.find("{", at), line.find("}", at)) if found >= 0), default=len(line))
        return line[at:end], end
    found = _PLACE.match(line, at)
    if found is None:
        hint = "close it with }, or write {{ for a brace that the phone shows"
        raise Unread("a brace that is not closed", hint, at, len(line))
    return _place(found, at), found.end()


def _place(found: re.Match[str], at: int) -> Part:
    written, inside = found[0], found[0][1:-1]
    character = _CHARACTER.fullmatch(inside)
    if character is not None and int(character[1], 16) <= 0x10FFFF:
        return chr(int(character[1], 16))
    if inside == "*":
        return Place(written, "", ANYTHING, at)
    name, colon, kind = inside.partition(":")
    if inside.startswith("/"):
        name, colon, kind = "", ":", inside
    if name and not _NAME.fullmatch(name):
        hint = "a place is {name}, {name:int}, {:int}, {*} or {/expression/}; {{ and }} are braces"
        raise Unread(f'"{written}" is no place', hint, at, found.end())
    if not colon and name:
        return Place(written, name, "", at)
    return Place(written, name, _pattern(written, kind, at, found.end()), at, kind)


def _pattern(written: str, kind: str, at: int, end: int) -> str:
    if len(kind) > 1 and kind[0] == kind[-1] == "/":
        try:
            re.compile(kind[1:-1])
        except re.error as error:
            raise Unread(f'"{written}" is no regular expression: {error}', "", at, end) from error
        return f"(?:{kind[1:-1]})"
    if kind not in TYPES:
        raise Unread(f'there is no type "{kind}"', f"expected one of {', '.join(TYPES)}", at, end)
    return f"(?:{TYPES[kind]})"


Names = dict[str, str]
"""Name of a place → the value that it took."""


def fit(lines: Sequence[str], text: str, known: Mapping[str, str]) -> Names | None:
    """What the places of some lines take in a text; None if the text is not like them.

    Args:
        lines: templates, one for each line of the text; `{...}` stands for any lines.
        text: what there is.
        known: values that places took before.
    """
    if not any("{" in line or "}" in line for line in lines):
        return {} if "\n".join(lines) == text else None
    pattern = _compiled(tuple(lines), tuple(sorted((name, known[name]) for name in _names(lines) & known.keys())))
    found = pattern.fullmatch(text + "\n" if lines else text)
    return None if found is None else found.groupdict()


def names_in(line: str) -> tuple[tuple[str, bool, int], ...]:
    """(name, whether it takes a value here, column) of the named places of a line."""
    places = (part for part in parts_of(line) if isinstance(part, Place))
    return tuple((place.name, bool(place.pattern), place.start) for place in places if place.name)


def _names(lines: Sequence[str]) -> set[str]:
    return {name for line in lines for name, _, _ in names_in(line)}


@lru_cache(maxsize=4096)
def _compiled(lines: tuple[str, ...], known: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    values = dict(known)
    taken: set[str] = set()
    pieces: list[str] = []
    for line in lines:
        if line == ELASTIC:
            pieces.append(r"(?:.*\n)*?")
            continue
        pieces += [_expression(part, values, taken) for part in parts_of(line)]
        pieces.append(r"\n")
    return re.compile("".join(pieces))


def _expression(part: Part, values: Mapping[str, str], taken: set[str]) -> str:
    if isinstance(part, str):
        return re.escape(part)
    if not part.name:
        return part.pattern
    if part.name in values:
        return re.escape(values[part.name])
    if part.name in taken:
        return f"(?P={part.name})"
    taken.add(part.name)
    return f"(?P<{part.name}>{part.pattern or TYPES['any']})"


def filled(text: str, known: Mapping[str, str]) -> str:
    """A template with the values of the names that are known in their places; the others stay as they are written."""
    if "{" not in text and "}" not in text:
        return text
    lines = (parts_of(line) for line in text.split("\n"))
    return "\n".join("".join(_value(part, known) for part in parts) for parts in lines)


def _value(part: Part, known: Mapping[str, str]) -> str:
    return part if isinstance(part, str) else known.get(part.name, part.written)


def settled(line: str, known: Mapping[str, str]) -> str:
    """A line with the values of the names that are known, as a template still."""
    if "{" not in line:
        return line
    parts = [
        inside(part) if isinstance(part, str) else inside(_value(part, known)) if part.name in known else part.written
        for part in parts_of(line)
    ]
    return "".join(parts)


def said(text: str) -> str | None:
    """The characters of a template without places; None if it has some, or is no template."""
    if "{" not in text and "}" not in text:
        return text
    try:
        lines = [parts_of(line) for line in text.split("\n")]
    except Unread:
        return None
    if any(isinstance(part, Place) for parts in lines for part in parts):
        return None
    return "\n".join("".join(map(str, parts)) for parts in lines)


_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff\ud800-\udfff]")
"""What an editor would not show, or would lose."""

INVISIBLE: Final = re.compile(rf"{_HIDDEN.pattern}|[ \u00a0]$")
"""The same at the end of a line, where blanks are lost too."""


def inside(text: str) -> str:
    """Characters that something follows as a template of exactly these."""
    return _numbered(_HIDDEN, text)


def literal(text: str) -> str:
    """A line of text as a template of exactly this text; what would be lost in an editor is written by its number."""
    return _numbered(INVISIBLE, text)


def _numbered(pattern: re.Pattern[str], text: str) -> str:
    doubled = text.replace("{", "{{").replace("}", "}}") if "{" in text or "}" in text else text
    return pattern.sub(lambda found: f"{{U+{ord(found[0]):04X}}}", doubled)


def check_template(text: str, start: int) -> None:
    """Make sure that a text which begins at a column is a template.

    Raises:
        Unread: it is none; the place is that in the line.
    """
    if "{" in text or "}" in text:
        try:
            parts_of(text)
        except Unread as error:
            raise Unread(error.message, error.hint, error.start + start, error.end + start) from error

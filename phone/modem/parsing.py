"""A command line taken apart: V.250 5.2 to 5.4, 27.007 4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from attrs import field, frozen

from phone.modem.answers import CommandError, Kind

Form = Literal["run", "read", "test", "set"]
"""`+X`, `+X?`, `+X=?` and `+X=…`."""

_EXTENDED: Final = re.compile(r"([+^$%*\\_#][A-Z0-9!%\-./:_]*)(.*)", re.DOTALL | re.IGNORECASE)
_DIAL: Final = re.compile(r"D([^;]*)(;?)", re.DOTALL | re.IGNORECASE)
_REGISTER: Final = re.compile(r"S(\d+)(=\?|\?|=(\d*))?", re.IGNORECASE | re.ASCII)
_BASIC: Final = re.compile(r"(&?[A-Z])(\d*)", re.IGNORECASE | re.ASCII)


@frozen
class Parameter:
    """One value of a command: its characters as they came, and whether they stood in quotes."""

    text: str = ""
    quoted: bool = False


@frozen
class Call:
    """One command.

    Attributes:
        name: in capitals: `+CMGF`, `E`, `&F`, `D`.
        form: how it is used.
        text: what follows; for a basic command its digits, for `D` the number, with its semicolon if it has one.
        register: of `S`, which.
    """

    name: str
    form: Form = "run"
    text: str = ""
    register: int = 0
    parameters: tuple[Parameter, ...] = field(init=False)

    @parameters.default
    def _split(self) -> tuple[Parameter, ...]:
        return split(self.text) if self.form == "set" and self.name.startswith("+") else ()

    def at(self, place: int) -> Parameter | None:
        """The parameter of a place from 0; None if it was left out."""
        if place >= len(self.parameters):
            return None
        found = self.parameters[place]
        return found if found.text or found.quoted else None

    def string(self, place: int, default: str | None = None, *, kind: Kind = "CME") -> str:
        """A parameter's characters.

        Raises:
            CommandError: it is left out and has no default.
        """
        found = self.at(place)
        if found is not None:
            return found.text
        if default is None:
            raise wrong(kind)
        return default

    def number(self, place: int, allowed: range, default: int | None = None, *, kind: Kind = "CME") -> int:
        """A parameter that is a number of a range.

        Raises:
            CommandError: it is none, out of the range, or left out without a default.
        """
        found = self.at(place)
        if found is None and default is not None:
            return default
        text = "" if found is None or found.quoted else found.text
        if not (text.isascii() and text.isdecimal() and len(text) <= 6 and int(text) in allowed):
            raise wrong(kind)
        return int(text)


def wrong(kind: Kind) -> CommandError:
    """What is raised for a parameter that is none: 50 of 27.007, 302 of 27.005."""
    return CommandError(kind, 50 if kind == "CME" else 302)


def calls(text: str) -> Iterator[Call | None]:
    """The commands of a line after its `AT`, in their order; None for what is none, and nothing after it."""
    rest = text.lstrip()
    while rest:
        call, rest = _next(rest)
        yield call
        if call is None:
            return
        rest = rest.lstrip().removeprefix(";").lstrip()


def _next(text: str) -> tuple[Call | None, str]:
    if found := _EXTENDED.match(text):
        end = _end_of_extended(found[2])
        return _extended(found[1].upper(), found[2][:end].strip()), found[2][end:]
    if found := _DIAL.match(text):
        return Call("D", text=f"{found[1].strip()}{found[2]}"), text[found.end() :]
    if found := _REGISTER.match(text):
        form: Form = "run" if not found[2] else "test" if found[2] == "=?" else "read" if found[2] == "?" else "set"
        return Call("S", form, found[3] or "", int(found[1][:4])), text[found.end() :]
    if found := _BASIC.match(text):
        return Call(found[1].upper(), text=found[2]), text[found.end() :]
    return None, ""


def _end_of_extended(text: str) -> int:
    """Where an extended command ends: at the first semicolon outside quotes."""
    quoted = False
    for place, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            return place
    return len(text)


def _extended(name: str, rest: str) -> Call | None:
    match rest:
        case "":
            return Call(name)
        case "?":
            return Call(name, "read")
        case "=?":
            return Call(name, "test")
    return Call(name, "set", rest[1:].strip()) if rest.startswith("=") else None


def split(text: str) -> tuple[Parameter, ...]:
    """Parameters at the commas outside quotes; a string without its last quote ends with the line."""
    parameters: list[Parameter] = []
    start, quoted = 0, False
    for place, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            parameters.append(_parameter(text[start:place]))
            start = place + 1
    return (*parameters, _parameter(text[start:]))


def _parameter(text: str) -> Parameter:
    text = text.strip()
    if text.startswith('"'):
        return Parameter(text[1:].removesuffix('"'), quoted=True)
    return Parameter(text)

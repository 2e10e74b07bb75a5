"""Values that differ from one time to another, as places in a recording: the first one takes its value, the others repeat it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field

from phone.dialog.hearing import Heard
from phone.dialog.template import inside, literal
from phone.dialog.writing import bar

TELLING: Final = 6
"""A value of so many characters is the same one wherever it stands; a shorter one may be a number of something else."""

_REPEATING: Final = re.compile(r"[^#=<|]+ >|  \|.*\|")
"""The beginning of what somebody does, and a row of a display."""


@define
class Places:
    """Which values have become places so far.

    Attributes:
        types: name of a value in the operator's texts → the type of its place.
        names: the characters of a value → the name of its place.
    """

    types: Mapping[str, str]
    names: dict[str, str] = field(factory=dict)
    _since: dict[str, int] = field(factory=dict)
    """The characters of a value → the number of the first line behind its place."""

    def put(self, text: str, heard: Sequence[Heard]) -> str:
        """A dialog in which what phones were told has places for such values."""
        lines = text.split("\n")
        at = 0
        for one in heard:
            if not any(span.name in self.types for span in one.text.spans):
                continue
            plain = [bar(literal(line)) for line in one.text.value.split("\n")]
            found = next((place for place in range(at, len(lines)) if lines[place : place + len(plain)] == plain), None)
            if found is not None:
                lines[found : found + len(plain)] = map(bar, "".join(self._parts(one)).split("\n"))
                at = found + len(plain)
                self._since |= {value: at for value in self.names if value not in self._since}
        return "\n".join(self._repeated(line, place) for place, line in enumerate(lines))

    def _parts(self, heard: Heard) -> Iterator[str]:
        """A text as a template, stretch by stretch."""
        value, at = heard.text.value, 0
        for span in sorted(heard.text.spans, key=lambda span: span.start):
            if span.name in self.types and span.start >= at:
                yield _inside(value[at : span.start])
                yield self._place(span.name, value[span.start : span.end])
                at = span.end
        yield "\n".join(map(literal, value[at:].split("\n")))

    def _place(self, name: str, value: str) -> str:
        if value in self.names:
            return f"{{{self.names[value]}}}"
        count = sum(known.rstrip("0123456789") == name for known in self.names.values())
        self.names[value] = f"{name}{count + 1}" if count else name
        return f"{{{self.names[value]}:{self.types[name]}}}"

    def _repeated(self, line: str, place: int) -> str:
        """A line in which a long value that was told before is not spelled out: a password that somebody types."""
        for value, name in self.names.items():
            if len(value) >= TELLING and place >= self._since[value] and _REPEATING.match(line):
                line = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", f"{{{name}}}", line)
        return line


def _inside(text: str) -> str:
    """What stands before a place; blanks at its end are not at the end of the line."""
    *lines, last = text.split("\n")
    return "\n".join([*map(literal, lines), inside(last)])

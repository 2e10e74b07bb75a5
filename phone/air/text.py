"""Text as it crosses the air: its coding, its length in code units, and its parts.

Lengths are those of 3GPP TS 23.038 and 23.040: a USSD string has 160 octets (182 GSM-7 septets, 80 UCS-2 units), a short
message 140 octets (160 septets or 70 units), each part of a concatenated one 134 (153 or 67).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, Literal

import gsm0338  # noqa: F401  (registers the codec "gsm03.38")
from attrs import define, frozen

Bearer = Literal["ussd", "sms"]
Coding = Literal["gsm7", "ucs2"]

LIMITS: Final[dict[tuple[Bearer, Coding], int]] = {
    ("ussd", "gsm7"): 182,
    ("ussd", "ucs2"): 80,
    ("sms", "gsm7"): 160,
    ("sms", "ucs2"): 70,
}
"""Code units of one message: septets in GSM-7, 16-bit units in UCS-2."""

PART_LIMITS: Final[dict[Coding, int]] = {"gsm7": 153, "ucs2": 67}
"""Code units of one part of a concatenated short message with an 8-bit reference."""

_ESCAPE: Final = 0x1B


def _septet_table() -> dict[str, int]:
    """Septets of each character of GSM-7, asked once from the codec.

    ESC is left out though the codec takes it: it only announces the extension table, so ESC and `(` would arrive as `{`.
    """
    basic = bytes(septet for septet in range(128) if septet != _ESCAPE).decode("gsm03.38")
    extension = "".join(bytes((_ESCAPE, septet)).decode("gsm03.38", "ignore") for septet in range(128))
    return dict.fromkeys(basic, 1) | dict.fromkeys(extension, 2)


SEPTETS: Final[dict[str, int]] = _septet_table()
"""Every character of GSM-7 with its septets: 1, or 2 in the extension table (`€ [ ] { } ^ ~ | \\` and form feed)."""

_ALPHABET: Final = frozenset(SEPTETS)


@define(unsafe_hash=True)
class Span:
    """A stretch of a text that came from a value: `name` of the value, half-open character range."""

    name: Final[str]
    start: Final[int]
    end: Final[int]

    def within(self, start: int, end: int) -> Span:
        """As much of it as lies in a piece of the text, counted from where the piece begins."""
        first, last = self.start - start, min(self.end, end) - start
        return Span(self.name, max(first, 0), last)


@define(unsafe_hash=True)
class Text:
    """A rendered text: the characters, the key of its template (None for a person's own words), and its values' places."""

    value: Final[str]
    key: Final[str | None] = None
    spans: Final[tuple[Span, ...]] = ()

    def __str__(self) -> str:
        return self.value

    def __getitem__(self, place: slice) -> Text:
        """The characters of a slice without a step, with those spans that lie in it, cut to it."""
        start, end, step = place.indices(len(self.value))
        assert step == 1, "a text is cut in one piece"
        return self.piece(start, end) if start < end else Text("", self.key)

    def piece(self, start: int, end: int) -> Text:
        """The characters of a half-open range that lies in the text and is not empty, likewise."""
        kept = [
            span if not start and span.end <= end else span.within(start, end)
            for span in self.spans
            if span.start < end and start < span.end and span.start < span.end
        ]
        return Text(self.value[start:end], self.key, tuple(kept))


@frozen
class Measure:
    """How a text travels: its coding, `units` used of `limit` a message, `parts`, and the first character not in GSM-7."""

    coding: Coding
    units: int
    limit: int
    parts: int
    forced_by: int | None
    """Index of the first character that GSM-7 lacks, or None."""


def septets(character: str) -> int:
    """Septets of one character in GSM-7: 1, 2 for the extension table, 0 if the alphabet lacks it."""
    return SEPTETS.get(character, 0)


def first_outside_gsm7(text: str) -> int | None:
    """Index of the first character that forces UCS-2, or None."""
    if _ALPHABET.issuperset(text):
        return None
    return next(index for index, character in enumerate(text) if character not in SEPTETS)


def units_of(character: str, coding: Coding) -> int:
    """Code units of one character: septets in GSM-7, UTF-16 units in UCS-2 (2 beyond the basic plane)."""
    return septets(character) if coding == "gsm7" else 1 + (ord(character) > 0xFFFF)


def _units(text: str, coding: Coding) -> int:
    """Code units of a whole text."""
    if coding == "gsm7":
        return sum(map(SEPTETS.__getitem__, text))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def coding_of(text: str) -> Coding:
    """GSM-7 if every character is in it, else UCS-2 for the whole text."""
    return "gsm7" if _ALPHABET.issuperset(text) else "ucs2"


def fits(text: str, bearer: Bearer) -> bool:
    """Whether a text fits one message of a bearer."""
    coding = coding_of(text)
    return _units(text, coding) <= LIMITS[bearer, coding]


def measure(text: str, bearer: Bearer) -> Measure:
    """Coding and exact length of a text on a bearer; for SMS also the parts it needs."""
    forced_by = first_outside_gsm7(text)
    coding: Coding = "gsm7" if forced_by is None else "ucs2"
    units = _units(text, coding)
    limit = LIMITS[bearer, coding]
    parts = len(cut(text, PART_LIMITS[coding])) if bearer == "sms" and units > limit else 1
    return Measure(coding, units, limit, parts, forced_by)


def measure_part(text: str, coding: Coding) -> Measure:
    """The length of one part of a concatenated short message; its coding is that of the whole message."""
    units = sum(units_of(character, coding) for character in text)
    return Measure(coding, units, PART_LIMITS[coding], 1, first_outside_gsm7(text))


def cut(text: str, limit_units: int) -> tuple[slice, ...]:
    """Slices of at most `limit_units` code units each, never inside an escape sequence or a surrogate pair.

    The coding is that of the whole text, for all its slices; `limit_units` is at least 2, the widest character.
    """
    assert limit_units >= 2, "every character fits into a slice"
    coding = coding_of(text)
    ends = _ends(text, limit_units, coding, _units(text, coding))
    return tuple(slice(start, end) for start, end in pairwise((0, *ends)))


def _ends(text: str, limit_units: int, coding: Coding, units: int) -> list[int]:
    """Where the parts of a text end; `units` are those of the whole text."""
    length = len(text)
    if units == length:
        return [*range(limit_units, length, limit_units), length]
    ends: list[int] = []
    used = 0
    for index, character in enumerate(text):
        need = units_of(character, coding)
        if used + need > limit_units:
            ends.append(index)
            used = 0
        used += need
    return [*ends, length]


def segments(text: Text) -> tuple[Text, ...]:
    """The parts in which a short message travels: one, or as many as its concatenation needs."""
    value = text.value
    coding = coding_of(value)
    units = _units(value, coding)
    if units <= LIMITS["sms", coding]:
        return (text,)
    ends = _ends(value, PART_LIMITS[coding], coding, units)
    return tuple([text.piece(start, end) for start, end in pairwise((0, *ends))])

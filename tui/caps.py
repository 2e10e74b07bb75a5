"""What is printed on the phone's keys, and in which tones: pure functions from a key and its place to rows of pieces."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from phone.handset.ui.keys import LETTERS, Key
from tui.forms import KeyPlace

Tone = Literal["top", "low", "digit", "letters", "low_letters", "rim_top", "rim_low", "lip"]
"""Which part of a key: the upper and lower tone with their texts, half rows in either tone on the body, and under the glass."""

LABELS: Final[dict[Key, str]] = {
    "clear": "   C",
    "call": "  CALL",
    "end": "  END",
    "ok": " OK",
    "up": "   ▴",
    "down": "   ▾",
    "left": "◂",
    "right": " ▸",
    "volume_down": " ♪\N{MINUS SIGN}",
    "volume_up": " ♪+",
}
"""The words on the keys of the navigation block; green and red carry theirs for those who see no colour."""


RUSSIAN_CELLS: Final = max(len(russian) for _, russian in LETTERS.values())
"""The longest row of Russian letters on a key."""


@frozen
class CapPiece:
    """Characters on a key in one tone."""

    text: str
    tone: Tone


CapRow = tuple[CapPiece, ...]


def cap_rows(key: Key, place: KeyPlace) -> tuple[CapRow, ...]:
    """The rows of a key, each exactly as wide as its place."""
    width = place.width
    label = LABELS.get(key, "").ljust(width)
    match place.look:
        case "lip":
            return ((CapPiece("▄" * width, "lip"),),)
        case "crest":
            return ((CapPiece("▗" + "▄" * (width - 2) + "▖", "rim_top"),), (CapPiece(label, "low"),))
        case "foot":
            return ((CapPiece(label, "low"),), (CapPiece("▝" + "▀" * (width - 2) + "▘", "rim_low"),))
        case "two":
            return _printed(key, width)
        case "three":
            return (*_printed(key, width), (CapPiece("▝" + "▀" * (width - 2) + "▘", "rim_low"),))
        case "flat":
            return ((CapPiece(label, "top"),),)
        case "low":
            return ((CapPiece(label, "low"),),)


def _printed(key: Key, width: int) -> tuple[CapRow, CapRow]:
    """Digit and Latin letters above, Russian letters below; on all keys of a width each begin at the same column, and none at the edge."""
    latin, russian = LETTERS[key]
    return (
        (CapPiece(f" {key} ", "digit"), CapPiece(latin.ljust(width - 3), "letters")),
        (CapPiece(f"{' ' * min(3, width - 1 - RUSSIAN_CELLS)}{russian}".ljust(width), "low_letters"),),
    )

"""The keys of the phone, by name."""

from __future__ import annotations

from typing import Final, Literal, get_args

Key = Literal[
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#",
    "call", "end", "soft_left", "soft_right", "up", "down", "left", "right", "ok", "clear",
    "volume_up", "volume_down", "power",
]  # fmt: skip

KEYS: Final[tuple[Key, ...]] = get_args(Key)
KEYPAD: Final[tuple[Key, ...]] = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")

_BY_NAME: Final[dict[str, Key]] = {key: key for key in KEYS}


def key_named(name: str) -> Key:
    """The key of a name that is known to be one's."""
    return _BY_NAME[name]


HOLD_MS: Final = 800
"""How long a key is pressed before it counts as held."""

REPEAT_MS: Final = 150
"""How often a key that repeats does so while it is held."""

REPEATING: Final[frozenset[Key]] = frozenset({"up", "down", "left", "right", "volume_up", "volume_down"})
"""Keys that do again what they do, for as long as they are held."""

LETTERS: Final[dict[Key, tuple[str, str]]] = {
    "1": (".,?!", ""),
    "2": ("abc", "абвг"),
    "3": ("def", "деёжз"),
    "4": ("ghi", "ийкл"),
    "5": ("jkl", "мноп"),
    "6": ("mno", "рсту"),
    "7": ("pqrs", "фхцч"),
    "8": ("tuv", "шщъы"),
    "9": ("wxyz", "ьэюя"),
    "*": ("+pw", ""),
    "0": ("␣", "+"),
    "#": ("Abc", "12"),
}
"""What is printed on a key beside its digit: Latin letters above, Russian below (E.161 and ETSI ES 202 130)."""

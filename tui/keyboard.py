"""What a key of the computer means to the phone: a pure function, for terminals name the same key in several ways.

The character decides first and the key's name second: `*` comes as `asterisk`, as `multiply` from a numeric keypad, or with
no name of use at all; `#` comes from some terminals without a character.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.ui.keys import KEYPAD, LETTERS, Key
from tui.commands import NAMED_KEYS


@frozen
class Press:
    """A key of the phone."""

    key: Key


@frozen
class Typed:
    """A character that no single key of the phone bears."""

    character: str


_SIGNS: Final[dict[str, Key]] = {key: key for key in KEYPAD} | {"№": "#"}
_NAMES: Final[dict[str, Key]] = NAMED_KEYS | {"asterisk": "*", "multiply": "*", "number_sign": "#", "numero_sign": "#"}


def meaning(key: str, character: str | None) -> Press | Typed | None:
    """What the phone makes of a key event; None for a key that is not the phone's.

    Args:
        key: Textual's name of the key, such as `asterisk` or `f2`.
        character: what it types, if anything; `enter` and `backspace` bring control characters, which do not count.
    """
    if character in _SIGNS:
        return Press(_SIGNS[character])
    if character is not None and len(character) == 1 and character.isprintable():
        return Typed(character)
    return Press(_NAMES[key]) if key in _NAMES else None


def bearer(character: str) -> Key | None:
    """The key of the phone on which a character is printed, if one is."""
    if character in _SIGNS:
        return _SIGNS[character]
    if character == " ":
        return "0"
    return next((key for key, alphabets in LETTERS.items() if character.lower() in "".join(alphabets)), None)

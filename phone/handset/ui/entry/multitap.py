"""What each press of a key writes: Latin and Russian letters as printed on the keys, the digit last (ETSI ES 202 130)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from phone.handset.ui.keys import LETTERS, Key

EntryLanguage = Literal["ru", "en"]
ENTRY_LANGUAGES: Final[tuple[EntryLanguage, ...]] = ("ru", "en")

COMMIT_MS: Final = 1_000
"""How long after its last press a letter waits for another press of its key."""

LETTER_KEYS: Final[tuple[Key, ...]] = ("2", "3", "4", "5", "6", "7", "8", "9")

PUNCTUATION: Final = ".,?!'\"-()@/:_"
"""What the key 1 writes before its digit: the marks printed on it, then what addresses and sums need."""

_PLACE: Final[dict[EntryLanguage, int]] = {"en": 0, "ru": 1}
"""Which of a key's two prints is that of a language."""


def _taps(language: EntryLanguage) -> Mapping[str, str]:
    letters: dict[str, str] = {key: LETTERS[key][_PLACE[language]] + key for key in LETTER_KEYS}
    return {"0": " 0", "1": f"{PUNCTUATION}1", **letters}


TAPS: Final[Mapping[EntryLanguage, Mapping[str, str]]] = {language: _taps(language) for language in ENTRY_LANGUAGES}
"""Language → key → the characters of its first, second, third … press, round and round."""

NUMBER_TAPS: Final = "*+pw"
"""What the key `*` writes in a number: itself, the plus, a pause, a wait."""


def tapped(key: Key, taps: int, language: EntryLanguage) -> str:
    """The character of a key after that many presses, at least one; after the digit it begins anew."""
    characters = TAPS[language][key]
    return characters[(taps - 1) % len(characters)]


def letters_of(language: EntryLanguage) -> str:
    """The letters of a language in the order of the keys, lower case."""
    return "".join(LETTERS[key][_PLACE[language]] for key in LETTER_KEYS)

"""How the keys of a text editor write: letters by taps or by prediction, in which case, or digits."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from phone.handset.ui.entry.multitap import ENTRY_LANGUAGES, LETTER_KEYS, TAPS, EntryLanguage

Mode = Literal["Abc", "abc", "123", "T9 Abc", "T9 abc"]
"""`Abc`: capitals where a sentence begins. The modes of T9 are there while prediction is on."""

DIGIT_MODE: Final[Mode] = "123"
TAPPED: Final[tuple[Mode, ...]] = ("Abc", "abc", DIGIT_MODE)
PREDICTED: Final[tuple[Mode, ...]] = ("T9 Abc", "T9 abc")
CAPITALS: Final[tuple[Mode, ...]] = ("T9 Abc", "Abc")

SENTENCE_ENDS: Final = ".!?…"


def next_mode(mode: Mode, *, predictive: bool) -> Mode:
    """The mode after `#`."""
    modes = (*PREDICTED, *TAPPED) if predictive else TAPPED
    return modes[(modes.index(mode) + 1) % len(modes)]


def next_language(language: EntryLanguage) -> EntryLanguage:
    """The language after a held `#`."""
    return ENTRY_LANGUAGES[(ENTRY_LANGUAGES.index(language) + 1) % len(ENTRY_LANGUAGES)]


def begins_sentence(before: str) -> bool:
    """Whether a letter behind that text begins a sentence."""
    said = before.rstrip()
    return not said or said[-1] in SENTENCE_ENDS


@cache
def mark(mode: Mode, language: EntryLanguage) -> str:
    """The mode as the display names it, in letters of the language: `Абв`, `T9 abc`, `123`."""
    letters = TAPS[language][LETTER_KEYS[0]][:3]
    return mode.replace("Abc", letters.capitalize()).replace("abc", letters)

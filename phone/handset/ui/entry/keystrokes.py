"""What each key does to a draft, by its kind, its mode and what is pending."""

from __future__ import annotations

import unicodedata
from typing import Final

from attrs import evolve

from phone.handset.ui.entry.draft import Draft
from phone.handset.ui.entry.modes import DIGIT_MODE, PREDICTED, next_language
from phone.handset.ui.entry.multitap import LETTER_KEYS, NUMBER_TAPS, tapped
from phone.handset.ui.entry.pending import Letter, Table, Word
from phone.handset.ui.entry.predictive import Lexicon
from phone.handset.ui.entry.symbols import SYMBOLS, shortcut, stepped
from phone.handset.ui.keys import KEYPAD, Key

NUMBER_CHARACTERS: Final = frozenset("0123456789#№" + NUMBER_TAPS)

_IN_TABLE: Final[frozenset[Key]] = frozenset(
    {*KEYPAD, "left", "right", "up", "down", "ok", "soft_left", "soft_right", "clear"}
)
_HELD_IN_NUMBER: Final[frozenset[Key]] = frozenset({"0", "clear"})
_HELD: Final[frozenset[Key]] = frozenset({*KEYPAD, "clear"})


def owned(draft: Draft, key: Key) -> bool:
    """Whether a press of the key is for the draft."""
    if isinstance(draft.pending, Table):
        return key in _IN_TABLE
    if key == "clear":
        return bool(draft.text)
    return key in KEYPAD or key in {"left", "right"} or (key in {"up", "down"} and draft.kind == "text")


def owned_held(draft: Draft, key: Key) -> bool:
    """Whether a hold of the key is for the draft."""
    return key in (_HELD_IN_NUMBER if draft.kind == "number" else _HELD)


def taken(draft: Draft, character: str) -> bool:
    """Whether a character from a computer keyboard has a place in the draft."""
    if draft.kind == "number":
        return character in NUMBER_CHARACTERS
    return character.isprintable() or (character == "\n" and draft.kind == "text")


def pressed(draft: Draft, key: Key, at_ms: int, lexicon: Lexicon) -> Draft:
    """The draft after one of its keys; up and down are left to who knows where its lines break."""
    if isinstance(draft.pending, Table):
        return _in_table(draft, draft.pending, key)
    if key == "clear":
        return _delete(draft, lexicon)
    if key == "left":
        return draft.move(draft.cursor - 1)
    if key == "right":
        return draft.settled() if draft.pending else draft.move(draft.cursor + 1)
    if draft.kind == "number":
        return _in_number(draft, key, at_ms)
    if key == "#":
        return draft.switch()
    if key == "*":
        return _star(draft, lexicon)
    if draft.mode == DIGIT_MODE:
        return draft.write(key)
    if draft.mode in PREDICTED and key in LETTER_KEYS:
        return _predict(draft, key, lexicon)
    return _tap(draft, key, at_ms)


def held(draft: Draft, key: Key) -> Draft:
    """The draft after a hold of one of its keys, of which it has not seen the press."""
    if key == "clear":
        return draft.clear()
    if draft.kind == "number":
        return draft.write(NUMBER_TAPS[1])
    if key == "#":
        return evolve(draft.settled(), language=next_language(draft.language))
    if key == "*":
        return draft.show(Table())
    return draft.write(key)


def typed(draft: Draft, character: str) -> Draft:
    """The draft after a character that it takes; an accent joins the letter before it if there is such a letter."""
    if character == "№" and draft.kind == "number":
        return draft.write("#")
    before = draft.text[draft.cursor - 1 : draft.cursor] if draft.cursor else ""
    joined = unicodedata.normalize("NFC", before + character)
    if before and unicodedata.combining(character) and len(joined) == 1:
        return draft.put(draft.cursor - 1, joined)
    return draft.write(character)


def _tap(draft: Draft, key: Key, at_ms: int) -> Draft:
    """Another press of the pending letter's key, or the first one of a new letter."""
    letter = _next(draft.pending, key, capital=draft.capital_is_due)
    character = tapped(key, letter.taps, draft.language)
    return draft.wait(letter, character.upper() if letter.capital else character, at_ms)


def _in_number(draft: Draft, key: Key, at_ms: int) -> Draft:
    if key != "*":
        return draft.write(key)
    letter = _next(draft.pending, key)
    return draft.wait(letter, NUMBER_TAPS[(letter.taps - 1) % len(NUMBER_TAPS)], at_ms)


def _next(pending: object, key: Key, *, capital: bool = False) -> Letter:
    """The pending letter after one more press of a key."""
    if isinstance(pending, Letter) and pending.key == key:
        return evolve(pending, taps=pending.taps + 1)
    return Letter(key, 1, capital)


def _predict(draft: Draft, key: Key, lexicon: Lexicon) -> Draft:
    """One more letter of the pending word, or the first one of a new word."""
    if isinstance(draft.pending, Word):
        return draft.spell(evolve(draft.pending, keys=draft.pending.keys + key, choice=0), lexicon)
    return draft.settled().spell(Word(key, capital=draft.capital_is_due), lexicon)


def _star(draft: Draft, lexicon: Lexicon) -> Draft:
    """The next word of the same digits; without a word the symbol table."""
    if isinstance(draft.pending, Word):
        return draft.spell(evolve(draft.pending, choice=draft.pending.choice + 1), lexicon)
    return draft.show(Table())


def _delete(draft: Draft, lexicon: Lexicon) -> Draft:
    """Without the last letter of the pending word, which is looked up anew, or without the character before the cursor."""
    if isinstance(draft.pending, Word) and draft.pending.length > 1:
        return draft.spell(evolve(draft.pending, keys=draft.pending.keys[:-1], choice=0), lexicon)
    return draft.delete()


def _in_table(draft: Draft, table: Table, key: Key) -> Draft:
    chosen = table.index if key in {"ok", "soft_left"} else shortcut(table.index, key)
    if chosen is not None:
        return draft.write(SYMBOLS[chosen])
    if key in {"clear", "soft_right"}:
        return draft.settled()
    return draft.show(Table(stepped(table.index, key)))

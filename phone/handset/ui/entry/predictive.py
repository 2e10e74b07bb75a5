"""Predictive input (T9): one press a letter, the word is looked up by its digits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from attrs import evolve, field, frozen

from phone.handset.ui.entry.multitap import ENTRY_LANGUAGES, LETTER_KEYS, TAPS, EntryLanguage, letters_of
from phone.handset.ui.keys import LETTERS
from phone.words import WORD, WordList

MOST_LEARNED: Final = 200
"""Words of the subscriber's own that a phone keeps; the oldest goes first."""

_KEYS: Final[Mapping[str, str]] = {letter: key for key in LETTER_KEYS for letter in "".join(LETTERS[key])}
_ALPHABETS: Final = {language: frozenset(letters_of(language)) for language in ENTRY_LANGUAGES}


def keys_of(word: str) -> str:
    """The digits of a word, one for each of its letters: `дар` → `326`, `GIFT` → `4438`.

    Raises:
        ValueError: a character is on no letter key; names it.
    """
    try:
        return "".join([_KEYS[letter] for letter in word.lower()])
    except KeyError as error:
        raise ValueError(f"{word!r}: no letter key bears {error.args[0]!r}") from None


def is_word(word: str, language: EntryLanguage) -> bool:
    """Whether every letter of a lower-case word is on the keys of a language."""
    return bool(word) and _ALPHABETS[language].issuperset(word)


@frozen
class Dictionary:
    """The words of a language, found by their digits; the table is made when a word is first looked up."""

    source: WordList
    language: EntryLanguage

    @cached_property
    def by_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Digits → the words that have them, the commonest first."""
        found: dict[str, tuple[str, ...]] = {}
        for word in self._words:
            keys = keys_of(word)
            found[keys] = (*found.get(keys, ()), word)
        return found

    @cached_property
    def beginnings(self) -> Mapping[str, str]:
        """Digits → the letters with which the commonest longer word begins that has them."""
        found: dict[str, str] = {}
        for word in self._words:
            keys = keys_of(word)
            for end in range(1, len(word)):
                found.setdefault(keys[:end], word[:end])
        return found

    @property
    def _words(self) -> list[str]:
        return [word for word in self.source.words if is_word(word, self.language)]


def candidates(keys: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The words of a dictionary that have exactly these digits, the commonest first."""
    return dictionary.by_keys.get(keys, ())


@frozen
class Choices:
    """What some digits may stand for, in the order of `*`; never empty, the digits themselves are the last.

    `known` says that the first one is a word, or the beginning of one.
    """

    words: tuple[str, ...]
    known: bool


@frozen
class Lexicon:
    """The dictionaries of a phone, and the words it has learned from its subscriber, the oldest first.

    `learned` is all of it that a save needs.
    """

    dictionaries: Mapping[EntryLanguage, Dictionary] = field(factory=dict)
    learned: tuple[str, ...] = ()

    @classmethod
    def of(cls, lists: Mapping[str, WordList], learned: tuple[str, ...] = ()) -> Lexicon:
        """The lexicon of word lists by language."""
        dictionaries = {name: Dictionary(lists[name], name) for name in ENTRY_LANGUAGES if name in lists}
        return cls(dictionaries, learned)

    def candidates(self, keys: str, language: EntryLanguage) -> tuple[str, ...]:
        """The words with exactly these digits: those of the dictionary, then learned ones."""
        return tuple(word for dictionary in self._asked(language) for word in candidates(keys, dictionary))

    def choices(self, keys: str, language: EntryLanguage) -> Choices:
        """What to write for some digits, at least one, each of them on a letter key.

        Words; without any, the letters of a longer word; without that too, the letters that were known last and the first
        letters of the keys since. For a single key also its letters, so that any can be written.
        """
        words = self.candidates(keys, language) or self._beginning(keys, language)
        letters = TAPS[language][keys][:-1] if len(keys) == 1 else ""
        known = (*words, *letters) or (self._guess(keys, language),)
        return Choices(tuple(dict.fromkeys((*known, keys))), bool(words or letters))

    def learn(self, text: str) -> Lexicon:
        """With those words of a text that it lacks, of two letters or more."""
        words = [word for word in WORD.findall(text.lower()) if len(word) > 1 and self._lacks(word)]
        if not words:
            return self
        return evolve(self, learned=tuple(dict.fromkeys((*self.learned, *words)))[-MOST_LEARNED:])

    @cached_property
    def _own(self) -> Mapping[EntryLanguage, Dictionary]:
        source = WordList(self.learned)
        return {language: Dictionary(source, language) for language in ENTRY_LANGUAGES}

    def _asked(self, language: EntryLanguage) -> tuple[Dictionary, ...]:
        own = self._own[language]
        return (self.dictionaries[language], own) if language in self.dictionaries else (own,)

    def _beginning(self, keys: str, language: EntryLanguage) -> tuple[str, ...]:
        found = (dictionary.beginnings.get(keys) for dictionary in self._asked(language))
        return next(((letters,) for letters in found if letters is not None), ())

    def _guess(self, keys: str, language: EntryLanguage) -> str:
        """The letters known for the longest beginning of the digits, and the first letters of the other keys."""
        for end in range(len(keys) - 1, 0, -1):
            known = self.candidates(keys[:end], language) or self._beginning(keys[:end], language)
            if known:
                return known[0] + _first_letters(keys[end:], language)
        return _first_letters(keys, language)

    def _lacks(self, word: str) -> bool:
        for language in ENTRY_LANGUAGES:
            if is_word(word, language):
                return word not in self.candidates(keys_of(word), language)
        return False


def _first_letters(keys: str, language: EntryLanguage) -> str:
    return "".join(TAPS[language][key][0] for key in keys)

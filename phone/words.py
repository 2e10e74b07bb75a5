"""The words that a phone knows for predictive input: a list of common ones, and those of our own texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from attrs import field, frozen

from ledger.loading import Fixtures
from phone.texts import PLACE, TextFile, Texts

WORD: Final = re.compile(r"[^\W\d_]+")
"""A run of letters."""


@frozen
class WordFile:
    """`fixtures/words/LANGUAGE.json`: rows of words with blanks between them, the commonest first."""

    words: tuple[str, ...]


@frozen
class WordList:
    """The words of one language; put together when somebody first asks for them, since most phones never do."""

    rows: tuple[str, ...]
    texts: TextFile = field(factory=lambda: TextFile({}))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word once, lower case: the rows', then those that only the texts have, the commonest first."""
        listed = " ".join(self.rows).lower().split()
        return tuple(dict.fromkeys((*listed, *_told(self.texts))))


def load_words(fixtures: Fixtures, texts: Texts) -> Mapping[str, WordList]:
    """The word list of each language that has a file.

    Raises:
        FixtureError: a file has mistakes.
    """
    names = {name.rpartition("/")[2]: name for name in fixtures.names("words/*")}
    return {
        language: WordList(fixtures.read(name, WordFile).words, texts.files.get(language, TextFile({})))
        for language, name in names.items()
    }


def _told(file: TextFile) -> list[str]:
    """The words of the texts without what stands in their places."""
    templates = [*file.texts.values(), *(form for forms in file.phrases.values() for form in forms.values())]
    found = Counter(word for template in templates for word in WORD.findall(PLACE.sub(" ", template).lower()))
    return [word for word, _ in found.most_common()]

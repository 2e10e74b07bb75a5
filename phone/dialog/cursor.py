"""Reading one line from left to right, and noting how it is written in good form."""

from __future__ import annotations

import re
from typing import Final

from attrs import define, evolve, field, frozen

from phone.dialog.problems import Unread
from phone.dialog.words import Language, Vocabulary

_BLANKS = re.compile(r"[ \t\u00a0]*")


@frozen
class Keyword:
    """A word of the vocabulary in the form of a line, and how it was written; `glued` if it followed without a blank."""

    section: str
    id: str
    language: Language
    written: str
    glued: bool = False


@frozen
class Glued:
    """Characters of a form that follow without a blank."""

    text: str


Piece = str | Keyword | Glued
Form = tuple[Piece, ...]
"""A line in good form: its pieces stand apart by one blank, but for those that are glued."""


@define
class Cursor:
    """A line, how far it is read, and the pieces of its form so far.

    `form` grows with everything that is taken; what stands between two takes are blanks.
    """

    text: str
    words: Vocabulary
    at: int = 0
    form: list[Piece] = field(factory=list)

    @property
    def done(self) -> bool:
        """Whether nothing is left but blanks."""
        self.skip()
        return self.at >= len(self.text)

    @property
    def rest(self) -> str:
        """What is left, without blanks around it."""
        self.skip()
        return self.text[self.at :].rstrip()

    def skip(self) -> None:
        """Pass over blanks."""
        found = _BLANKS.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def keyword(self, section: str) -> str | None:
        """Take a word of a section; None if none stands here."""
        self.skip()
        found = self.words[section].find(self.text, self.at)
        if found is None:
            return None
        self.form.append(Keyword(section, found.id, found.language, self.text[self.at : found.end]))
        self.at = found.end
        return found.id

    def word(self, section: str, name: str) -> bool:
        """Take one certain word; whether it stood here."""
        self.skip()
        found = self.words[section].find(self.text, self.at)
        if found is None or found.id != name:
            return False
        self.form.append(Keyword(section, found.id, found.language, self.text[self.at : found.end]))
        self.at = found.end
        return True

    def glue(self) -> None:
        """Let the word that was taken last follow without a blank."""
        last = self.form[-1]
        if isinstance(last, Keyword):
            self.form[-1] = evolve(last, glued=True)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what a pattern matches here, as it is written; None if it does not."""
        self.skip()
        found = pattern.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        self.form.append(found[0])
        return found

    def literal(self, *spellings: str, glued: bool = False) -> bool:
        """Take one of some spellings; its form is the first of them."""
        self.skip()
        for spelling in spellings:
            if self.text.startswith(spelling, self.at):
                self.at += len(spelling)
                self.form.append(Glued(spellings[0]) if glued else spellings[0])
                return True
        return False

    def take_rest(self) -> str:
        """Take all that is left."""
        rest = self.rest
        self.at = len(self.text)
        if rest:
            self.form.append(rest)
        return rest

    def end(self, expected: str) -> None:
        """Nothing may be left.

        Raises:
            Unread: something is.
        """
        if not self.done:
            raise self.wrong(f'did not expect "{self.rest}" here', expected)

    def wrong(self, message: str, hint: str = "", start: int | None = None, end: int | None = None) -> Unread:
        """The mistake that stands from here, or from `start`, to the end of the line, or to `end`."""
        self.skip()
        first = self.at if start is None else start
        last = len(self.text.rstrip()) if end is None else end
        return Unread(message, hint, first, max(first + 1, last))


INFLECTED: Final = frozenset({"units", "spans"})
"""Sections whose words stay as they are written: 1 point, 2 points."""


def spelled(form: Form, words: Vocabulary, language: Language | None = None) -> str:
    """A form as a line, its words in a language, or in those in which they were written."""
    line = ""
    for piece in form:
        if isinstance(piece, Keyword):
            word, glued = _spelled(piece, words, language), piece.glued
        else:
            word, glued = (piece.text, True) if isinstance(piece, Glued) else (piece, False)
        line += word if glued or not line or line[-1] == " " else f" {word}"
    return line


def _spelled(piece: Keyword, words: Vocabulary, language: Language | None) -> str:
    if piece.section in INFLECTED and language in (None, piece.language):
        return piece.written
    return words[piece.section].write(piece.id, language or piece.language)

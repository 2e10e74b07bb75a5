"""What is being written: the text, the place in it, how the keys write, and what they may still change."""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.modes import CAPITALS, Mode, begins_sentence, next_mode
from phone.handset.ui.entry.multitap import COMMIT_MS, LETTER_KEYS, EntryLanguage
from phone.handset.ui.entry.pending import Letter, Pending, Table, Word
from phone.handset.ui.entry.predictive import Lexicon

Kind = Literal["text", "line", "number"]
"""A text of many lines, one line of text, or a number as it is dialled."""


@frozen
class Draft:
    """A text and all that the next key needs to know of it; plain data.

    `text` is all that shows, the pending letter or word too: whatever interrupts the writing loses nothing.

    Attributes:
        text: what has been written.
        cursor: index of the character it stands before; the pending stretch ends there.
        limit: how much there may be.
        kind: what may be written.
        language: whose letters the keys write.
        mode: how they write; means nothing in a number.
        predictive: whether `#` offers the modes of T9.
        pending: what the next press may still change.
        commit_at_ms: when the pending letter becomes final, UTC epoch milliseconds.
        capital: `#` has just chosen capitals, so the next letter is one wherever it stands.
        full: a character found no room since the last edit: what stands here is less than what was meant.
    """

    text: str
    cursor: int
    limit: Limit
    kind: Kind = "text"
    language: EntryLanguage = "ru"
    mode: Mode = "Abc"
    predictive: bool = False
    pending: Pending = None
    commit_at_ms: int | None = None
    capital: bool = False
    full: bool = False

    @property
    def start(self) -> int:
        """Index at which the pending stretch begins; the cursor if there is none."""
        return self.cursor - self.pending.length if self.pending else self.cursor

    @property
    def capital_is_due(self) -> bool:
        """Whether a letter that began at the cursor would be a capital."""
        return self.mode in CAPITALS and (self.capital or begins_sentence(self.text[: self.cursor]))

    def settled(self) -> Draft:
        """With the pending letter or word final, and the symbol table closed."""
        return evolve(self, pending=None, commit_at_ms=None) if self.pending else self

    def put(self, start: int, characters: str, end: int | None = None) -> Draft:
        """With what was pending final, and characters in the place of those from `start` to `end` (the cursor).

        The cursor stands behind them. If they find no room, the text is as it was, and `full`.
        """
        text = self.text[:start] + characters + self.text[self.cursor if end is None else end :]
        fits = self.limit.fits(text)
        if not fits and len(text) >= len(self.text):
            return evolve(self.settled(), full=True)
        place = start + len(characters)
        return evolve(self, text=text, cursor=place, pending=None, commit_at_ms=None, full=not fits)

    def write(self, characters: str) -> Draft:
        """With what was pending final, and characters at the cursor."""
        return self.put(self.cursor, characters)

    def clear(self) -> Draft:
        """Without any text."""
        return self.put(0, "", len(self.text))

    def delete(self) -> Draft:
        """Without the character before the cursor; at the very beginning, without the one behind it."""
        return self.put(self.cursor - 1, "") if self.cursor else self.put(0, "", 1)

    def move(self, index: int) -> Draft:
        """With what was pending final, and the cursor at an index, or at the end that is nearest to it."""
        return evolve(self.settled(), cursor=max(0, min(index, len(self.text))))

    def wait(self, letter: Letter, character: str, at_ms: int) -> Draft:
        """With a character that waits for the next press of its key, if it finds room.

        It stands in the place of the pending one if that is of the same key, else behind it.
        """
        again = isinstance(self.pending, Letter) and self.pending.key == letter.key
        start = self.start if again else self.cursor
        text = self.text[:start] + character + self.text[self.cursor :]
        if not self.limit.fits(text):
            return evolve(self if again else self.settled(), full=True)
        return evolve(
            self,
            text=text,
            cursor=start + len(character),
            pending=letter,
            commit_at_ms=at_ms + COMMIT_MS,
            capital=self.capital and letter.key not in LETTER_KEYS,
            full=False,
        )

    def spell(self, word: Word, lexicon: Lexicon) -> Draft:
        """With what a word's digits stand for in the place of the pending word, if it finds room."""
        choices = lexicon.choices(word.keys, self.language)
        chosen = choices.words[word.choice % len(choices.words)]
        written = self.put(self.start, chosen[0].upper() + chosen[1:] if word.capital else chosen)
        if written.full:
            return evolve(self, full=True) if written.text == self.text else written
        return evolve(written, pending=evolve(word, known=choices.known), capital=False)

    def show(self, table: Table) -> Draft:
        """With the symbol table open."""
        return evolve(self.settled(), pending=table)

    def switch(self) -> Draft:
        """In the next mode; one that writes capitals begins with one."""
        mode = next_mode(self.mode, predictive=self.predictive)
        return evolve(self.settled(), mode=mode, capital=mode in CAPITALS)

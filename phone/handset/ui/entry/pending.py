"""What an edited text still waits for: another press of a key, another letter of a word, a choice of a symbol."""

from __future__ import annotations

from attrs import frozen

from phone.handset.ui.keys import Key


@frozen
class Letter:
    """The character before the cursor, which the next press of the same key changes."""

    key: Key
    taps: int
    capital: bool = False

    @property
    def length(self) -> int:
        """Characters before the cursor that are not final."""
        return 1


@frozen
class Word:
    """The predicted word before the cursor: its digits, which of their words it is, and whether it is in question.

    Not `known`: no word is spelled so, what stands in the text is a guess.
    """

    keys: str
    choice: int = 0
    capital: bool = False
    known: bool = True

    @property
    def length(self) -> int:
        """Characters before the cursor that are not final."""
        return len(self.keys)


@frozen
class Table:
    """The open symbol table and the selected symbol."""

    index: int = 0

    @property
    def length(self) -> int:
        """Nothing in the text waits for it."""
        return 0


Pending = Letter | Word | Table | None

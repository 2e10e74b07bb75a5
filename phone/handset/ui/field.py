"""A line of text being edited."""

from __future__ import annotations

from attrs import evolve, frozen


@frozen
class Field:
    """The characters and the cursor, which stands before the character of that index.

    `full` says that a character found no room since the last edit: what stands here is less than what was meant.
    """

    text: str = ""
    cursor: int = 0
    full: bool = False

    @classmethod
    def of(cls, text: str) -> Field:
        """A field with the cursor behind the text."""
        return cls(text, len(text))

    def insert(self, character: str) -> Field:
        """With a character at the cursor."""
        text = self.text[: self.cursor] + character + self.text[self.cursor :]
        return Field(text, self.cursor + len(character))

    def refuse(self) -> Field:
        """As it was, and full."""
        return evolve(self, full=True)

    def delete(self) -> Field:
        """Without the character before the cursor; at the very beginning, without the one behind it."""
        if self.cursor == 0:
            return Field(self.text[1:])
        return Field(self.text[: self.cursor - 1] + self.text[self.cursor :], self.cursor - 1)

    def move(self, by: int) -> Field:
        """With the cursor moved, round the ends."""
        return evolve(self, cursor=(self.cursor + by) % (len(self.text) + 1))

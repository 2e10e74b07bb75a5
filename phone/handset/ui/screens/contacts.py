"""Names of the phonebook as a list, found by the keys or letters with which they begin."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from phone.handset.mobile.phonebook import Contact
from phone.handset.ui.keys import LETTERS, Key
from phone.handset.ui.listing import Choice, ListScreen
from phone.handset.ui.screen import Scene, Turn

KEY_OF: Final = {letter: key for key, letters in LETTERS.items() for letter in "".join(letters) if key.isdecimal()}
"""Letter → the key that bears it."""


@frozen
class ContactList(ListScreen):
    """The entries; `sought` are the keys or letters with which a word of the name must begin."""

    sought: str = ""

    def found(self, scene: Scene) -> tuple[Contact, ...]:
        """The entries that fit what was typed."""
        contacts = scene.mobile.phonebook.contacts
        return tuple(contact for contact in contacts if fits(contact.name, self.sought)) if self.sought else contacts

    def title(self, scene: Scene) -> str:
        """The name of the book, or what is sought."""
        return f"> {self.sought}" if self.sought else scene.word("menu.contacts")

    def count(self, scene: Scene) -> int:
        """As many as fit."""
        return len(self.found(scene))

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The names."""
        return tuple(contact.name for contact in self.found(scene))

    def numbered(self, _scene: Scene) -> bool:
        """Digits seek a name."""
        return False

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """What can be done, and back."""
        left = scene.word("soft.options") if self.found(scene) else ""
        return left, scene.word("soft.clear" if self.sought else "soft.back")

    def press(self, key: Key, scene: Scene) -> Turn:
        """Digits seek by the letters that their keys bear; C takes one back."""
        if key.isdecimal() or key == "*":
            return self._seeking(self.sought + key, scene)
        if key in {"soft_right", "clear"} and self.sought:
            return self._seeking(self.sought[:-1], scene)
        return super().press(key, scene)

    def type(self, character: str, scene: Scene) -> Turn:
        """Letters of a computer's keyboard seek by themselves."""
        if character.isprintable():
            return self._seeking(self.sought + character, scene)
        return Turn((self,), sound="error")

    def _seeking(self, sought: str, scene: Scene) -> Turn:
        now = evolve(self, sought=sought, choice=Choice())
        if sought and not now.found(scene):
            return Turn((self,), sound="error")
        return Turn((now,))


def fits(name: str, sought: str) -> bool:
    """Whether a word of a name begins with some letters, or with letters of some keys; a number in it counts too."""
    return any(_begins(word, sought.casefold()) for word in name.casefold().split())


def _begins(word: str, sought: str) -> bool:
    if len(word) < len(sought):
        return False
    return all(typed in (letter, KEY_OF.get(letter)) for letter, typed in zip(word, sought, strict=False))

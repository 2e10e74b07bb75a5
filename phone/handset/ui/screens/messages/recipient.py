"""To whom a message goes: a number."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from phone.air.addresses import LONGEST_NUMBER, is_number
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.keys import Key
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.contacts import ContactList
from phone.handset.ui.screens.messages.composing import Composing, OverMessage
from phone.handset.ui.screens.messages.sending import flaw, sent_from
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.writing import WritingScreen

NUMBER: Final = Limit(LONGEST_NUMBER + 1)
"""Digits and a plus."""


@frozen
class RecipientScreen(WritingScreen, OverMessage):
    """The number, in the place of the screen on which the message was written."""

    origin: Composing

    @classmethod
    def of(cls, origin: Composing, scene: Scene) -> RecipientScreen:
        """With the number that the message has already."""
        size = (scene.columns, scene.lines - 1)
        return cls(Editor.of(origin.written.to, NUMBER, kind="number", size=size), origin)

    def title(self, scene: Scene) -> str:
        """The question."""
        return scene.word("sms.to")

    def left(self, scene: Scene) -> str:
        """The phonebook while there is no number."""
        return super().left(scene) if self.editor.text else scene.word("soft.names")

    def confirmed(self, scene: Scene) -> Turn:
        """The message goes to its number, or is given one of the phonebook."""
        return self._sent(scene) if self.editor.text else Turn((PickRecipient(origin=self.origin),))

    def closed(self, scene: Scene) -> Turn:
        """Back to the message."""
        del scene
        return Turn((self.origin.addressed(""),))

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key sends too; up and down open the phonebook."""
        if key in {"up", "down"}:
            return Turn((PickRecipient(origin=self.origin),))
        return self._sent(scene) if key == "call" else super().other(key, scene)

    def abandoned(self, scene: Scene) -> tuple[Screen, ...]:
        """The message with the number as far as it was typed."""
        return self.origin.addressed(self.editor.text).abandoned(scene)

    def _sent(self, scene: Scene) -> Turn:
        """The message goes, or what is wrong with the number."""
        number = self.editor.text
        if self.editor.full or not is_number(number):
            reason = "bad_number" if number else "no_number"
            return Turn((self, Notice.now(reason, scene)), sound="error")
        return sent_from(self.origin.addressed(number), scene)


@frozen
class PickRecipient(ContactList, OverMessage):
    """A name of the phonebook for a message."""

    origin: Composing = field(kw_only=True)

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To choose, and back."""
        return scene.word("soft.select"), super().softkeys(scene)[1]

    def press(self, key: Key, scene: Scene) -> Turn:
        """As in any list of names; back to the number."""
        if key in {"soft_right", "clear"} and not self.sought:
            return Turn((RecipientScreen.of(self.origin, scene),))
        return super().press(key, scene)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The number of that name, to be sent to with the next press."""
        number = self.found(scene)[index].number
        return Turn((RecipientScreen.of(self.origin.addressed(number), scene),))


def sent(message: Composing, scene: Scene) -> Turn:
    """A message goes, after the question to whom if it has no number; or what is wrong with it."""
    wrong = flaw(message, scene)
    if wrong is not None:
        return wrong
    if not message.written.to:
        return Turn((RecipientScreen.of(message, scene),))
    return sent_from(message, scene)

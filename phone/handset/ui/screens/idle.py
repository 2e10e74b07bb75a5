"""The phone at rest."""

from __future__ import annotations

from attrs import frozen

from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.screen import Scene, Screen, Turn, View, key_of
from phone.handset.ui.screens.calllog import CallList
from phone.handset.ui.screens.dialling import PLUS, Dialling
from phone.handset.ui.screens.menu import Menu
from phone.handset.ui.screens.messages.lists import Inbox
from phone.handset.ui.screens.messages.reading import Reading
from phone.handset.ui.screens.phonebook import Contacts
from phone.handset.ui.screens.redial import Redial
from phone.handset.ui.screens.standby import standby


@frozen
class Idle(Screen):
    """Operator, date, and what waits to be read; the bottom of the stack."""

    def press(self, key: Key, scene: Scene) -> Turn:
        """A key of the keypad begins a number, the green one opens what was dialled last."""
        if key in KEYPAD:
            return Turn((self, Dialling.begun(key, scene.at_ms)))
        if key == "call":
            return Turn((self, Redial())) if scene.mobile.dialled else Turn((self,), sound="error")
        unread = scene.mobile.store.unread > 0
        if unread and key in {"soft_right", "ok"}:
            return Turn((self, _unread(scene)))
        if scene.mobile.calls.log.unseen and key in {"soft_right", "ok"}:
            return Turn((self, CallList.missed(scene)))
        if key in {"soft_right", "down"}:
            return Turn((self, Contacts.opened(scene)))
        if key in {"soft_left", "ok"}:
            return Turn((self, Menu.main(scene)))
        return Turn((self,))

    def type(self, character: str, _scene: Scene) -> Turn:
        """A character of a number begins it."""
        symbol = PLUS if character == PLUS else key_of(character)
        return Turn((self, Dialling.begun(symbol))) if symbol else Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """Operator and date above, messages below."""
        missed = scene.word("soft.list" if scene.mobile.calls.log.unseen else "soft.names")
        right = scene.word("soft.read") if scene.mobile.store.unread else missed
        return View(standby(scene), scene.word("soft.menu"), right)


def _unread(scene: Scene) -> Screen:
    """The message, if it is the only one to read, else the list."""
    numbers = [message.number for message in scene.mobile.store.inbox if not message.read]
    return Reading.opened(numbers[0], scene) if len(numbers) == 1 else Inbox.newest(scene)

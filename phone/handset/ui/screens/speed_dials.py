"""Whom the keys of the phone call when they are held."""

from __future__ import annotations

from attrs import field, frozen

from phone.handset.mobile.phonebook import SPEED_DIALS
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.contacts import ContactList
from phone.handset.ui.screens.messages.question import Deed, Question
from phone.handset.ui.screens.notice import Notice


@frozen
class SpeedDials(ListScreen):
    """Whom the keys call when they are held; choosing one frees it, or asks whom a free one is to call."""

    @classmethod
    def opened(cls, _scene: Scene) -> SpeedDials:
        """All keys."""
        return cls()

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.speed_dials")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """Each key with whom it calls."""
        return speed_lines(scene)

    def numbered(self, _scene: Scene) -> bool:
        """The keys are the numbers."""
        return False

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To free a key or to assign one, and back."""
        taken = scene.mobile.phonebook.quick(SPEED_DIALS[self.choice.index])
        return scene.word("soft.free" if taken else "soft.select"), scene.word("soft.back")

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The key calls nobody any more, or somebody from now on."""
        key = SPEED_DIALS[index]
        if scene.mobile.phonebook.quick(key) is None:
            return Turn((self, PickForKey(key=key)))
        scene.mobile.phonebook.unassign(key)
        return Turn((self,))


@frozen
class AssignKey(SpeedDials):
    """Which key calls an entry when it is held."""

    entry: int = 0

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To choose a key, and back."""
        return scene.word("soft.select"), scene.word("soft.back")

    def press(self, key: Key, scene: Scene) -> Turn:
        """A key chooses itself."""
        if key in SPEED_DIALS:
            return self.chosen(SPEED_DIALS.index(key), scene)
        return super().press(key, scene)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The key calls the entry from now on."""
        scene.mobile.phonebook.assign(SPEED_DIALS[index], self.entry)
        return Turn((Notice.now("contact.saved", scene),))


@frozen
class PickForKey(ContactList):
    """Whom a key is to call."""

    key: str = field(kw_only=True)

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To choose, and back."""
        return scene.word("soft.select") if self.found(scene) else "", super().softkeys(scene)[1]

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The key calls that entry from now on."""
        scene.mobile.phonebook.assign(self.key, self.found(scene)[index].entry)
        return Turn((Notice.now("contact.saved", scene),))


@frozen
class AssignOffered(Deed):
    """A key that calls nobody, given somebody after all."""

    key: str

    def carry_out(self, scene: Scene) -> Turn:
        """The names."""
        del scene
        return Turn((PickForKey(key=self.key),))


def offered(key: str) -> Screen:
    """A key calls nobody when it is held: is it to call somebody?"""
    return Question("speed_dial", AssignOffered(key), values=(("digit", key),))


def speed_lines(scene: Scene) -> tuple[str, ...]:
    """A line for each key: whom it calls."""
    book = scene.mobile.phonebook
    held = ((key, book.quick(key)) for key in SPEED_DIALS)
    return tuple(f"{key} {contact.name if contact else '—'}" for key, contact in held)

"""What can be done with a number beside calling it."""

from __future__ import annotations

from attrs import frozen

from phone.air.addresses import is_number
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Turn
from phone.handset.ui.screens.messages.writing import WriteMessage
from phone.handset.ui.screens.phonebook import ContactName


@frozen
class NumberOptions(ListScreen):
    """What fits the number: a message where one can be sent, the phonebook where it has not the number yet."""

    number: str

    def title(self, scene: Scene) -> str:
        """As the soft key that opens such lists."""
        return scene.word("number.options")

    def names(self, scene: Scene) -> tuple[str, ...]:
        """What there is to be done, as the texts call it."""
        digits = any(character.isdecimal() for character in self.number)
        stranger = digits and scene.mobile.phonebook.find(self.number) is None
        return (*(("write",) if is_number(self.number) else ()), *(("save",) if stranger else ()))

    def items(self, scene: Scene) -> tuple[str, ...]:
        """In words."""
        return tuple(scene.word(f"options.{name}") for name in self.names(scene))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """In the place of this list."""
        return self.done(self.names(scene)[index], scene)

    def done(self, name: str, scene: Scene) -> Turn:
        """One of them."""
        if name == "write":
            return Turn((WriteMessage.of(scene, to=self.number),))
        return Turn((ContactName.of(scene, number=self.number),))

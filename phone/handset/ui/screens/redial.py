"""What was dialled last: numbers and codes, each once, the newest first."""

from __future__ import annotations

from attrs import frozen

from phone.handset.ui.field import Field
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.people import dialled
from phone.handset.ui.screen import Scene, Turn
from phone.handset.ui.screens.dial import Dial
from phone.handset.ui.screens.dialling import Dialling
from phone.handset.ui.screens.sims import asked


@frozen
class Redial(ListScreen):
    """The green key at rest opens it, and pressed again dials the newest; the centre takes one to be corrected."""

    def title(self, scene: Scene) -> str:
        """As the list of dialled calls."""
        return scene.word("menu.dialled")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """People by their names, the rest as it was dialled."""
        return tuple(dialled(text, scene) for text in scene.mobile.dialled)

    def numbered(self, _scene: Scene) -> bool:
        """Codes need all their room."""
        return False

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To dial, and back."""
        return scene.word("soft.call"), scene.word("soft.back")

    def press(self, key: Key, scene: Scene) -> Turn:
        """The centre brings it back to be corrected."""
        if key == "ok" and self.count(scene):
            return Turn((Dialling(Field.of(scene.mobile.dialled[self.choice.index])),))
        return super().press(key, scene)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Dialled again."""
        return asked(Dial(scene.mobile.dialled[index]), self, scene)

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key dials too."""
        if key == "call" and self.count(scene):
            return self.chosen(self.choice.index, scene)
        return Turn((self,), sound="error")

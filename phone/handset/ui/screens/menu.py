"""The menus of the phone: numbered items, digit shortcuts, round the ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve, field, frozen

from phone.handset.ui.keys import Key
from phone.handset.ui.listing import Choice, draw_list
from phone.handset.ui.screen import Opener, Scene, Screen, Turn, View
from phone.handset.ui.screens.inbox import Inbox
from phone.handset.ui.screens.info import Info

MENUS: Final[Mapping[str, Mapping[str, Opener]]] = {
    "main": {"inbox": lambda scene: Inbox.newest(scene), "about": lambda _: Info("about")},  # noqa: PLW0108
}
"""Menu → item → the screen it opens; their names are `handset.menu.MENU` and `handset.menu.MENU.ITEM`."""


@frozen
class Menu(Screen):
    """A menu by its name in `MENUS`; coming back to it finds the same item selected."""

    name: str = "main"
    choice: Choice = field(factory=Choice)

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows move, a digit opens its item at once."""
        openers = tuple(MENUS[self.name].values())
        height = scene.lines - 1
        if key in {"up", "down"}:
            return Turn((evolve(self, choice=self.choice.moved(key, len(openers), height)),))
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"soft_left", "ok"}:
            return Turn((self, openers[self.choice.index](scene)))
        if key.isdecimal() and 1 <= int(key) <= len(openers):
            chosen = self.choice.at(int(key) - 1, len(openers), height)
            return Turn((evolve(self, choice=chosen), openers[chosen.index](scene)))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The title and the numbered items."""
        names = (scene.word(f"menu.{self.name}.{item}") for item in MENUS[self.name])
        items = tuple(f"{number} {name}" for number, name in enumerate(names, start=1))
        title = scene.word(f"menu.{self.name}")
        return View(draw_list(title, items, self.choice, scene), scene.word("soft.select"), scene.word("soft.back"))

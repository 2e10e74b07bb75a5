"""The menus of the phone: numbered items, digit shortcuts, round the ends; what stands in them is in `handset.json`."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.openers import OPENERS
from phone.handset.ui.screen import Scene, Turn
from phone.handset.ui.screens.locked import Locked

MAIN: Final = "main"
LOCKING_MS: Final = 1_500
"""How long after the menu key `*` locks the keys."""


@frozen
class Menu(ListScreen):
    """A menu by its name in the stock; `path` are the numbers that lead to it, `lock_until_ms` until when `*` locks the keys."""

    name: str = MAIN
    path: tuple[int, ...] = ()
    lock_until_ms: int | None = None

    @classmethod
    def main(cls, scene: Scene) -> Menu:
        """The phone's menu, just opened."""
        return cls(lock_until_ms=scene.at_ms + LOCKING_MS)

    def title(self, scene: Scene) -> str:
        """The menu's own name."""
        return scene.word(f"menu.{self.name}")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The names of its items."""
        return tuple(scene.word(f"menu.{item}") for item in scene.stock.menus[self.name])

    def count(self, scene: Scene) -> int:
        """As many as the stock has."""
        return len(scene.stock.menus[self.name])

    def corner(self, _scene: Scene) -> str:
        """The digits that lead to the selected item, such as 2-1."""
        return "-".join(map(str, (*self.path, self.choice.index + 1)))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The menu or the screen of an item, over this one."""
        item = scene.stock.menus[self.name][index]
        if item in scene.stock.menus:
            return Turn((self, Menu(name=item, path=(*self.path, index + 1))))
        return Turn((self, OPENERS[item](scene)))

    def other(self, key: Key, scene: Scene) -> Turn:
        """`*` soon after the menu key locks the keys."""
        if key == "*" and self.lock_until_ms is not None and scene.at_ms <= self.lock_until_ms:
            return Turn((Locked(),))
        return Turn((self,), sound="error")

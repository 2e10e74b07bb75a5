"""Lists: a title with a mark in its corner, and lines of which one is selected."""

from __future__ import annotations

from abc import abstractmethod
from typing import Self

from attrs import evolve, field, frozen

from phone.handset.ui.frame import Row, Run
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, follow, shorten
from phone.handset.ui.screen import Scene, Screen, Turn, View


@frozen
class Choice:
    """The selected item and the first one in the window."""

    index: int = 0
    top: int = 0

    def moved(self, key: Key, count: int, height: int) -> Choice:
        """The choice after `up` or `down`, round the ends."""
        if not count:
            return self
        return self.at((self.index + (1 if key == "down" else -1)) % count, count, height)

    def at(self, index: int, count: int, height: int) -> Choice:
        """The choice of one item of `count`, in view; of the last one if there are fewer."""
        kept = max(0, min(index, count - 1))
        return Choice(kept, clamp(follow(self.top, kept, height), count, height))


def heading(title: str, scene: Scene, corner: str = "") -> Row:
    """A bold title, and a mark in the right corner, unless the title needs the whole row."""
    if len(title) + bool(corner) + len(corner) > scene.columns:
        corner = ""
    name = shorten(title, scene.columns)
    return Row(name.ljust(scene.columns - len(corner)) + corner, (Run(0, len(name), "bold"),))


def draw_list(title: str, items: tuple[str, ...], choice: Choice, scene: Scene, corner: str = "") -> tuple[Row, ...]:
    """The title and the items in view, the selected one inverted from edge to edge; the corner says which of how many."""
    height = scene.lines - 1
    shown = range(choice.top, min(choice.top + height, len(items)))
    return (
        heading(title, scene, corner or f"{choice.index + 1}/{len(items)}"),
        *(scene.row(shorten(items[index], scene.columns), "inv" if index == choice.index else None) for index in shown),
    )


@frozen
class ListScreen(Screen):
    """A list of which one item can be chosen: arrows move round the ends, a digit chooses its item at once.

    Coming back to it finds the same item selected. A kind of list says what its title and items are, and what choosing does.
    """

    choice: Choice = field(factory=Choice, kw_only=True)

    @abstractmethod
    def title(self, scene: Scene) -> str:
        """The words above the list."""

    @abstractmethod
    def items(self, scene: Scene) -> tuple[str, ...]:
        """The lines, without numbers."""

    def count(self, scene: Scene) -> int:
        """How many there are; a kind of list that knows it without writing the lines says so."""
        return len(self.items(scene))

    @abstractmethod
    def chosen(self, index: int, scene: Scene) -> Turn:
        """What choosing an item does; `self` has it selected."""

    def numbered(self, _scene: Scene) -> bool:
        """Whether the lines bear numbers, and digits choose."""
        return True

    def corner(self, _scene: Scene) -> str:
        """The mark in the corner; nothing for which item of how many."""
        return ""

    def nothing(self, scene: Scene) -> str:
        """What an empty list says."""
        return scene.word("list.empty")

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """The names of the soft keys."""
        return scene.word("soft.select"), scene.word("soft.back")

    def other(self, _key: Key, _scene: Scene) -> Turn:
        """What any other key does."""
        return Turn((self,), sound="error")

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows and digits, the left soft key or the centre to choose, the right one or C to go back."""
        count = self.count(scene)
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"up", "down"} and count:
            return Turn((evolve(self, choice=self.choice.moved(key, count, scene.lines - 1)),))
        if key in {"soft_left", "ok"} and count:
            return self.chosen(self.choice.index, scene)
        if self.numbered(scene) and key.isdecimal() and 1 <= int(key) <= count:
            there = self.at(int(key) - 1, scene)
            return there.chosen(there.choice.index, scene)
        return self.other(key, scene)

    def at(self, index: int, scene: Scene) -> Self:
        """The list with an item selected."""
        return evolve(self, choice=self.choice.at(index, self.count(scene), scene.lines - 1))

    def draw(self, scene: Scene) -> View:
        """The title and the items in view; of an empty list that there is nothing."""
        items, title = self.items(scene), self.title(scene)
        left, right = self.softkeys(scene)
        if not items:
            rows = (heading(title, scene), scene.row(""), scene.centred(self.nothing(scene)))
            return View(rows, right=right)
        if self.numbered(scene):
            items = tuple(f"{number} {item}" for number, item in enumerate(items, start=1))
        return View(draw_list(title, items, self.choice, scene, self.corner(scene)), left, right)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """The same place selected when the list has become shorter."""
        if self.choice.index < max(1, self.count(scene)):
            return (self,)
        return (self.at(self.choice.index, scene),)

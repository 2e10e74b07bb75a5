"""Lists: a title with the position in its corner, and lines of which one is selected."""

from __future__ import annotations

from attrs import frozen

from phone.handset.ui.frame import Row, Run
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, follow, shorten
from phone.handset.ui.screen import Scene


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
    """A bold title, and a mark in the right corner."""
    name = shorten(title, scene.columns - len(corner) - bool(corner))
    return Row(name.ljust(scene.columns - len(corner)) + corner, (Run(0, len(name), "bold"),))


def draw_list(title: str, items: tuple[str, ...], choice: Choice, scene: Scene) -> tuple[Row, ...]:
    """The title and the items in view, the selected one inverted from edge to edge."""
    height = scene.lines - 1
    corner = f"{choice.index + 1}/{len(items)}"
    shown = range(choice.top, min(choice.top + height, len(items)))
    return (
        heading(title, scene, corner),
        *(scene.row(shorten(items[index], scene.columns), "inv" if index == choice.index else None) for index in shown),
    )

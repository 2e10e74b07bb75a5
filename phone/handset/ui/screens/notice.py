"""A short word of the phone itself, over the screen it is about."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View

SHOWN_MS: Final = 3_000


@frozen
class Notice(Screen):
    """A text by its key (`handset.notice.…`), until a key or its time; then the screen below is as it was."""

    key: str
    closes_at_ms: int
    values: tuple[tuple[str, int | str], ...] = ()

    @classmethod
    def now(cls, key: str, scene: Scene, **values: int | str) -> Notice:
        """A notice that begins at this moment, with the values of its text."""
        return cls(key, scene.at_ms + SHOWN_MS, tuple(values.items()))

    def press(self, key: Key, _scene: Scene) -> Turn:
        """Closes; a key of an edit goes on to the screen below."""
        return Turn((), again=key in KEYPAD or key in {"clear", "soft_right", "left", "right"})

    def type(self, _character: str, _scene: Scene) -> Turn:
        """Closes, and the character goes on to the screen below."""
        return Turn((), again=True)

    def draw(self, scene: Scene) -> View:
        """The text in the middle."""
        lines = wrap(scene.word(f"notice.{self.key}", **dict(self.values)), scene.columns)[: scene.lines]
        blank = (scene.row(""),) * ((scene.lines - len(lines)) // 2)
        return View((*blank, *map(scene.centred, lines)), left=scene.word("soft.ok"))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone when its time is over."""
        return (self,) if scene.at_ms < self.closes_at_ms else ()

    def next_due(self, _scene: Scene) -> int | None:
        """The end of its time."""
        return self.closes_at_ms

"""A phone that is switched off, and one that has just been switched on."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.ui.keys import Key
from phone.handset.ui.screen import Scene, Screen, Turn, View

GREETING_MS: Final = 1_500
"""How long the phone greets its owner."""


@frozen
class Off(Screen):
    """Nothing is shown; only the power key and the red one, held, do anything."""

    def press(self, _key: Key, _scene: Scene) -> Turn:
        """Nothing."""
        return Turn((self,), sound=None)

    def type(self, _character: str, _scene: Scene) -> Turn:
        """Nothing."""
        return Turn((self,), sound=None)

    def draw(self, _scene: Scene) -> View:
        """A dark display."""
        return View(())


@frozen
class Greeting(Screen):
    """A word of welcome, until a key or its time."""

    closes_at_ms: int

    @classmethod
    def now(cls, scene: Scene) -> Greeting:
        """From this moment."""
        return cls(scene.at_ms + GREETING_MS)

    def press(self, _key: Key, _scene: Scene) -> Turn:
        """A key goes on to the screen below."""
        return Turn((), again=True)

    def type(self, _character: str, _scene: Scene) -> Turn:
        """So does a character."""
        return Turn((), again=True)

    def draw(self, scene: Scene) -> View:
        """In the middle."""
        blank = (scene.row(""),) * (scene.lines // 2 - 1)
        return View((*blank, scene.centred(scene.word("greeting"), "bold")))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone when its time is over."""
        return (self,) if scene.at_ms < self.closes_at_ms else ()

    def next_due(self, _scene: Scene) -> int | None:
        """The end of its time."""
        return self.closes_at_ms

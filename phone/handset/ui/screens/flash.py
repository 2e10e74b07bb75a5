"""A message of class 0: over whatever the subscriber does, until it is closed (3GPP TS 23.038, 4)."""

from __future__ import annotations

from attrs import evolve, frozen

from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.messages.reading import message_rows


@frozen
class FlashScreen(Screen):
    """The oldest message that is shown and not stored; `top` is the first row in view, `number` names what is shown."""

    number: int = 0
    top: int = 0

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll by a line; a soft key or the centre closes it, and the screen below is as it was."""
        if key in {"soft_left", "soft_right", "ok", "clear"}:
            scene.mobile.close_flash()
            return Turn(())
        if key in {"up", "down"}:
            top = clamp(self.top + (1 if key == "down" else -1), len(_rows(scene)), scene.lines)
            return Turn((evolve(self, top=top),))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The rows in view."""
        rows, end = _rows(scene), self.top + scene.lines
        return View(rows[self.top : end], scene.word("soft.ok"), above=self.top > 0, below=end < len(rows))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message; the next one from its beginning."""
        shown = scene.mobile.store.flashes[:1]
        if not shown:
            return ()
        return (self if self.number == shown[0].number else FlashScreen(shown[0].number),)


def _rows(scene: Scene) -> tuple[Row, ...]:
    flashes = scene.mobile.store.flashes
    return message_rows(flashes[0], scene) if flashes else ()

"""A call: whom, what was said, how it ended."""

from __future__ import annotations

from attrs import evolve, frozen

from phone.handset.ui.frame import Row
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import clamp, shorten, wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.dialling import Dialling


@frozen
class CallScreen(Screen):
    """The phone's call; `top` is the first row in view, None while the view follows the newest words."""

    top: int | None = None

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll; the right soft key ends the call, any of the usual keys closes an ended one, a digit begins anew."""
        if key in {"up", "down"}:
            top = self._top(scene) + (1 if key == "down" else -1)
            return Turn((evolve(self, top=clamp(top, len(self._rows(scene)), scene.lines - 1)),))
        if key in KEYPAD and not scene.mobile.in_call:
            return Turn((Dialling.begun(key),), scene.mobile.hang_up())
        closing = {"soft_right"} if scene.mobile.in_call else {"ok", "soft_left", "soft_right", "clear"}
        return Turn((), scene.mobile.hang_up()) if key in closing else Turn((self,))

    def draw(self, scene: Scene) -> View:
        """The number, then the words."""
        rows, top = self._rows(scene), self._top(scene)
        end = top + scene.lines - 1
        number = scene.mobile.call.number if scene.mobile.call else ""
        return View(
            (scene.row(shorten(number, scene.columns), "bold"), *rows[top:end]),
            "" if scene.mobile.in_call else scene.word("soft.ok"),
            scene.word("soft.end" if scene.mobile.in_call else "soft.back"),
            above=top > 0,
            below=end < len(rows),
        )

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with the call."""
        return (self,) if scene.mobile.call else ()

    def _top(self, scene: Scene) -> int:
        count = len(self._rows(scene))
        return clamp(count if self.top is None else self.top, count, scene.lines - 1)

    def _rows(self, scene: Scene) -> tuple[Row, ...]:
        call = scene.mobile.call
        if call is None:
            return ()
        said = [text.value for text in call.said]
        if call.released is not None:
            said.append(scene.word(f"call.released.{call.released}"))
        lines = [line for text in said or [scene.word("call.calling")] for line in wrap(text, scene.columns)]
        return tuple(map(scene.row, lines))

"""What the phone says of itself: its IMEI, its numbers."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View


@frozen
class Info(Screen):
    """`imei` is the answer to `*#06#`, `about` the menu's page with the numbers too."""

    about: Literal["imei", "about"]

    def press(self, key: Key, _scene: Scene) -> Turn:
        """A soft key, the centre or C closes."""
        return Turn(() if key in {"ok", "soft_left", "soft_right", "clear"} else (self,))

    def draw(self, scene: Scene) -> View:
        """Names in bold, each above its value."""
        imei = (scene.row(scene.word("info.imei"), "bold"), *map(scene.row, wrap(scene.mobile.imei, scene.columns)))
        if self.about == "imei":
            return View(imei, left=scene.word("soft.ok"))
        return View((*_numbers(scene), *imei)[: scene.lines], right=scene.word("soft.back"))


def _numbers(scene: Scene) -> tuple[Row, ...]:
    cards = [slot.card for slot in scene.mobile.slots]
    rows = [scene.row(scene.word("info.number"), "bold")]
    rows += [scene.row(line) for card in cards for line in wrap(f"+{card.msisdn}", scene.columns)]
    return tuple(rows)

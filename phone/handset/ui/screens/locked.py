"""Locked keys: nothing is pressed by accident, and an emergency number still calls (3GPP TS 22.101, 10)."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from phone.air.mmi import EMERGENCY_NUMBERS
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.standby import standby
from phone.handset.ui.slots import slot_for

UNLOCKING_MS: Final = 1_500
"""How long after the unlock key `*` unlocks."""

LONGEST: Final = 20
"""Characters that are kept of what is typed while the keys are locked."""


@frozen
class Locked(Screen):
    """The phone at rest with its keys locked; `typed` may become an emergency number, `armed_until_ms` is when `*` unlocks."""

    typed: str = ""
    armed_until_ms: int | None = None

    def press(self, key: Key, scene: Scene) -> Turn:
        """The left soft key and `*` unlock; an emergency number and the green key call."""
        if key == "soft_left":
            return Turn((evolve(self, typed="", armed_until_ms=scene.at_ms + UNLOCKING_MS),))
        if key == "*" and self.armed_until_ms is not None and scene.at_ms <= self.armed_until_ms:
            return Turn(())
        if key in KEYPAD:
            return Turn((Locked((self.typed + key)[:LONGEST]),))
        if key == "clear" and self.typed:
            return Turn((Locked(self.typed[:-1]),))
        if key == "call" and self.typed in EMERGENCY_NUMBERS:
            return self._call(scene)
        return Turn((Locked(), Notice.now("locked", scene)), sound="error")

    def draw(self, scene: Scene) -> View:
        """As at rest, with what is typed and how to unlock."""
        view = standby(scene)
        hint = scene.word("locked.press_star" if self._armed(scene) else "locked")
        told = map(scene.centred, wrap(hint, scene.columns))
        shown = (scene.centred(self.typed, "bold"),) if self.typed else tuple(told)
        return View((*view[: scene.lines - len(shown)], *shown), scene.word("soft.unlock"))

    def next_due(self, scene: Scene) -> int | None:
        """When `*` unlocks no more."""
        return self.armed_until_ms + 1 if self._armed(scene) and self.armed_until_ms is not None else None

    def _armed(self, scene: Scene) -> bool:
        return self.armed_until_ms is not None and scene.at_ms <= self.armed_until_ms

    def _call(self, scene: Scene) -> Turn:
        slot = slot_for(scene) or 0
        verdict = scene.mobile.judge(self.typed, slot)
        if verdict != "call":
            return Turn((Locked(), Notice.now(verdict, scene)), sound="error")
        return Turn((Locked(),), scene.mobile.dial(self.typed, scene.at_ms, slot))

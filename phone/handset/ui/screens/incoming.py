"""The phone rings."""

from __future__ import annotations

from attrs import frozen

from phone.handset.ui.keys import Key
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.call import soft, who


@frozen
class IncomingScreen(Screen):
    """Who calls, until it is answered, rejected or given up."""

    def press(self, key: Key, scene: Scene) -> Turn:
        """The green key and the left soft key answer, the right one rejects."""
        if key in {"call", "ok", "soft_left"}:
            return Turn((self,), scene.mobile.answer())
        if key == "soft_right":
            return Turn((), scene.mobile.reject(scene.at_ms))
        return Turn((self,))

    def draw(self, scene: Scene) -> View:
        """The caller in the middle."""
        call = scene.mobile.calls.ringing
        if call is None:
            return View(())
        blank = (scene.row(""),) * (scene.lines // 2 - 2)
        words = (scene.centred(scene.word("call.ringing")), scene.centred(who(call, scene), "bold"))
        numbers = [slot.card.msisdn for slot in scene.mobile.slots]
        to = (scene.row(""), scene.centred(f"SIM {call.slot + 1}")) if len(numbers) > 1 else ()
        return View((*blank, *words, *to), soft("answer", scene), soft("reject", scene))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone when it rings no more, or rings beside a call that is up."""
        call = scene.mobile.call
        return (self,) if call is not None and call.stage == "ringing" else ()

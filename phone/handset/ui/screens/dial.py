"""A number or a code, sent to the network."""

from __future__ import annotations

from attrs import frozen

from phone.handset.mobile.dialling import SENT
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.info import Info
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.slots import SlotAction


@frozen
class Dial(SlotAction):
    """A number or a code and the green key."""

    text: str

    def carry_out(self, slot: int, origin: Screen, scene: Scene) -> Turn:
        """Sent; or what the phone says instead, over the string to be corrected."""
        verdict = scene.mobile.judge(self.text, slot)
        if verdict in SENT:
            return Turn((), scene.mobile.dial(self.text, scene.at_ms, slot))
        if verdict in {"imei", "pin"}:
            return Turn((told(self.text, scene),))
        return Turn((origin, Notice.now(verdict, scene)), sound="error")

    def needs_slot(self, scene: Scene) -> bool:
        """Not what the phone carries out by itself."""
        return scene.mobile.judge(self.text) not in {"imei", "pin", "too_long", "off"}


def told(text: str, scene: Scene) -> Screen:
    """What the phone says to a string that it carries out by itself: its IMEI, or what became of a PIN."""
    return Info("imei") if scene.mobile.judge(text) == "imei" else changed_pin(text, scene)


def changed_pin(text: str, scene: Scene) -> Notice:
    """What became of a PIN; the string itself, with the PINs in it, is not kept."""
    outcome, left = scene.mobile.change_pin(text)
    return Notice.now(f"pin.{outcome}", scene, left=left)

"""Which SIM does what the subscriber asks for: the one in a call, the chosen one, the only one, or the one that is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod

from attrs import frozen

from phone.handset.ui.screen import Scene, Screen, Turn


@frozen
class SlotAction(ABC):
    """Something that one of the SIMs has to do; plain data, so that a question can wait for its answer."""

    @abstractmethod
    def carry_out(self, slot: int, origin: Screen, scene: Scene) -> Turn:
        """Do it by the SIM of a slot, counted from 0; the turn stands in the place of `origin`, the screen that asked."""

    def needs_slot(self, _scene: Scene) -> bool:
        """Whether it matters which SIM does it."""
        return True


def slot_for(scene: Scene) -> int | None:
    """The slot that needs no question; None where two cards are in and the phone is to ask."""
    mobile = scene.mobile
    if mobile.calls.live:
        return mobile.calls.live[0].slot
    present = [place for place, slot in enumerate(mobile.slots) if slot.inserted]
    if scene.settings.sim in present:
        return scene.settings.sim
    if len(present) > 1:
        return None
    return present[0] if present else 0

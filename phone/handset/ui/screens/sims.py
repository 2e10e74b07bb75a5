"""The SIM cards: which one calls, writes and asks, by setting or by choice at the moment."""

from __future__ import annotations

from attrs import frozen

from phone.air.messages import Uplink
from phone.handset.ui.compose import WIDE
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.settings import OptionScreen
from phone.handset.ui.slots import SlotAction, slot_for
from phone.texts import spaced


@frozen
class SimChoice(OptionScreen):
    """The setting: ask each time, or one of the SIMs."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.sims")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """To ask, and the SIMs with their numbers."""
        return scene.word("sims.ask"), *(named(slot, scene) for slot in range(len(scene.mobile.slots)))

    def current(self, scene: Scene) -> int:
        """As it is now."""
        return 0 if scene.settings.sim is None else scene.settings.sim + 1

    def choose(self, index: int, scene: Scene) -> None:
        """From the next call, message or code on."""
        scene.settings.sim = None if index == 0 else index - 1


@frozen
class AskSim(ListScreen):
    """Which of two SIMs is to do what `origin` has just asked for; going back leads there, or closes if it is None."""

    action: SlotAction
    origin: Screen | None

    def title(self, scene: Scene) -> str:
        """The question."""
        return scene.word("sims.which")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The SIMs by their numbers."""
        return tuple(
            number_of(place, scene) if slot.inserted else scene.word("sims.none")
            for place, slot in enumerate(scene.mobile.slots)
        )

    def chosen(self, index: int, scene: Scene) -> Turn:
        """What was asked for, by that SIM."""
        return self.action.carry_out(index, self.origin or self, scene)

    def press(self, key: Key, scene: Scene) -> Turn:
        """As in any list; back to the screen that asked."""
        if self.origin is not None and key in {"soft_right", "clear"}:
            return Turn((self.origin,))
        return super().press(key, scene)

    def leave(self, scene: Scene) -> tuple[Uplink, ...]:
        """What the screen that asked would do."""
        return () if self.origin is None else self.origin.leave(scene)

    def abandoned(self, scene: Scene) -> tuple[Screen, ...]:
        """What the screen that asked would keep."""
        return () if self.origin is None else self.origin.abandoned(scene)


def asked(action: SlotAction, origin: Screen, scene: Scene) -> Turn:
    """An action of a screen: carried out at once, or after the question by which SIM."""
    slot = slot_for(scene)
    if slot is None and action.needs_slot(scene):
        return Turn((AskSim(action, origin),))
    return action.carry_out(slot or 0, origin, scene)


def named(slot: int, scene: Scene) -> str:
    """A SIM by its place and the end of its number; without a card that there is none."""
    place = scene.mobile.slots[slot]
    if not place.inserted:
        return scene.word("sims.empty", slot=slot + 1)
    return f"SIM{slot + 1} {number_of(slot, scene)}"


def number_of(slot: int, scene: Scene) -> str:
    """The number of a card as far as there is room for it: its last seven digits, or four."""
    written = spaced(scene.mobile.slots[slot].card.msisdn)
    return written[-9:] if scene.columns >= WIDE else written[-5:]

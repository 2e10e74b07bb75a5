"""Somebody uses the phones by hand in the middle of a performance, and gives them back."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from phone.dialog.standin import Pressed, press
from phone.handset.mobile.ussd import Asking
from phone.holder import Holder
from phone.world import World


@frozen
class Hands:
    """What was open when somebody took the phones.

    Attributes:
        world: where they are.
        asked: (name, slot) of the phones of which the network asked something.
        calling: the names of those who had a call.
    """

    world: World
    asked: frozenset[tuple[str, int]]
    calling: frozenset[str]

    @classmethod
    def on(cls, world: World, pressed: Iterable[Pressed] = ()) -> Hands:
        """Take the phones of a world; keys that were pressed for the show are pressed first, so that they show the same."""
        taken = cls(world, _asked(world), _calling(world))
        for one in pressed:
            press(world, one)
        return taken

    def off(self) -> None:
        """Give them back: what was opened by hand is closed, so that the next code is none of its replies."""
        for name, slot in sorted(_asked(self.world) - self.asked):
            Holder(self.world, name, slot).cancel()
        for name in sorted(_calling(self.world) - self.calling):
            self.world.command(name, lambda phone, at_ms: phone.mobile.leave_all(at_ms))
        self.world.settle()


def _asked(world: World) -> frozenset[tuple[str, int]]:
    return frozenset(
        (name, slot)
        for name, phone in world.phones.items()
        for slot, one in enumerate(phone.mobile.slots)
        if isinstance(one.ussd.state, Asking)
    )


def _calling(world: World) -> frozenset[str]:
    return frozenset(name for name, phone in world.phones.items() if phone.mobile.in_call)

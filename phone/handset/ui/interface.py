"""The stack of screens: keys go to the one on top, the phone behind them brings its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import define

from phone.air.messages import Uplink
from phone.handset.ui.compose import compose
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import Key
from phone.handset.ui.screen import Scene, Screen, Sound, Turn
from phone.handset.ui.screens.call import CallScreen
from phone.handset.ui.screens.flash import FlashScreen
from phone.handset.ui.screens.idle import Idle
from phone.handset.ui.screens.incoming import IncomingScreen
from phone.handset.ui.screens.service import ServiceScreen
from phone.handset.ui.screens.ussd import UssdScreen

BACKLIGHT_MS: Final = 15_000
"""How long the lamp stays on after a key or a message."""


@define
class Interface:
    """What the phone shows. Everything here is data; commands go to the scene's `mobile`."""

    stack: tuple[Screen, ...] = (Idle(),)
    backlight_off_at_ms: int | None = None
    redraw_at_ms: int | None = None
    sound: Sound | None = None

    def press(self, key: Key, scene: Scene) -> tuple[Uplink, ...]:
        """A key of the phone; the red one leaves everything and goes to idle."""
        if key == "end":
            uplinks = scene.mobile.leave_all()
            self.stack = (Idle(),)
            self._lit("key", scene)
            return uplinks
        return self._act(lambda screen: screen.press(key, scene), scene)

    def type(self, character: str, scene: Scene) -> tuple[Uplink, ...]:
        """One character from a computer keyboard."""
        return self._act(lambda screen: screen.type(character, scene), scene)

    def heard(self, sound: Sound | None, scene: Scene) -> None:
        """The phone has taken a message of the network: the lamp and a tone for what the subscriber should notice."""
        if sound is not None:
            self._lit(sound, scene)
        else:
            self.sound = None
            self.refresh(scene)

    def next_due(self) -> int | None:
        """When the display changes by itself, UTC epoch milliseconds."""
        return min((due for due in (self.backlight_off_at_ms, self.redraw_at_ms) if due is not None), default=None)

    def run_due(self, scene: Scene) -> None:
        """Does what is due: the lamp goes off, a notice closes, the spinner turns."""
        self.sound = None
        if self.backlight_off_at_ms is not None and self.backlight_off_at_ms <= scene.at_ms:
            self.backlight_off_at_ms = None
        self.refresh(scene)

    def refresh(self, scene: Scene) -> None:
        """Brings the stack in line with the phone behind it."""
        self.stack = reconciled(self.stack, scene)
        self.redraw_at_ms = self.stack[-1].next_due(scene)

    def frame(self, scene: Scene) -> Frame:
        """The display at this moment; changes nothing."""
        view = reconciled(self.stack, scene)[-1].draw(scene)
        lit = self.backlight_off_at_ms is not None and scene.at_ms < self.backlight_off_at_ms
        return compose(view, scene, backlight=lit, sound=self.sound)

    def _act(self, ask: Callable[[Screen], Turn], scene: Scene) -> tuple[Uplink, ...]:
        self.stack = reconciled(self.stack, scene)
        turn = ask(self.stack[-1])
        self.stack = (*self.stack[:-1], *turn.screens)
        if turn.again:
            turn = ask(self.stack[-1])
            self.stack = (*self.stack[:-1], *turn.screens)
        self._lit(turn.sound, scene)
        return turn.uplinks

    def _lit(self, sound: Sound, scene: Scene) -> None:
        self.backlight_off_at_ms = scene.at_ms + BACKLIGHT_MS
        self.sound = sound
        self.refresh(scene)


def reconciled(stack: tuple[Screen, ...], scene: Scene) -> tuple[Screen, ...]:
    """The stack as the phone behind it is now: screens without a subject gone, a new word of the network on top."""
    kept: list[Screen] = []
    new: list[Screen] = []
    for screen in stack:
        for now in screen.refreshed(scene):
            spoken = isinstance(now, UssdScreen) and now is not screen
            (new if spoken else kept).append(now)
    slots = {screen.slot for screen in (*kept, *new) if isinstance(screen, UssdScreen)}
    new += [
        UssdScreen(number, slot.ussd.turn)
        for number, slot in enumerate(scene.mobile.slots)
        if slot.ussd.state is not None and number not in slots
    ]
    if scene.mobile.service.state is not None and not any(isinstance(screen, ServiceScreen) for screen in kept):
        new.append(ServiceScreen())
    if scene.mobile.call is not None and not any(isinstance(screen, CallScreen | IncomingScreen) for screen in kept):
        new.append(IncomingScreen() if scene.mobile.call.stage == "ringing" else CallScreen())
    if scene.mobile.store.flashes and not any(isinstance(screen, FlashScreen) for screen in kept):
        new.append(FlashScreen())
    return (*kept, *new)

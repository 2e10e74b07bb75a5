"""The stack of screens: keys go to the one on top, the phone behind them brings its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import define

from phone.air.messages import Uplink
from phone.handset.settings import LOUDEST
from phone.handset.ui.compose import compose
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import HOLD_MS, REPEAT_MS, REPEATING, Key
from phone.handset.ui.screen import Scene, Screen, Sound, Turn
from phone.handset.ui.screens.call import CallScreen
from phone.handset.ui.screens.call_options import OverCall
from phone.handset.ui.screens.flash import FlashScreen
from phone.handset.ui.screens.idle import Idle
from phone.handset.ui.screens.incoming import IncomingScreen
from phone.handset.ui.screens.locked import Locked
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.pin import PinScreen, waits
from phone.handset.ui.screens.power import Greeting, Off
from phone.handset.ui.screens.service import ServiceScreen
from phone.handset.ui.screens.settings import Profiles
from phone.handset.ui.screens.ussd import UssdScreen

BACKLIGHT_MS: Final = 15_000
"""How long the lamp stays on after a key or a message."""

VOLUMES: Final[dict[Key, int]] = {"volume_up": 1, "volume_down": -1}


@define
class Interface:
    """What the phone shows. Everything here is data; commands go to the scene's `mobile`.

    Attributes:
        stack: the screens, the one that is seen last.
        backlight_off_at_ms: when the lamp goes off; None while it is off.
        redraw_at_ms: when the screen on top changes by itself.
        sound: the tone that began with the last change.
        held: the key that is pressed and not let go.
        hold_at_ms: when that counts as held, or does again what it does.
        hushed: the call that rings without a tone, for its owner has pressed a volume key.
    """

    stack: tuple[Screen, ...] = (Idle(),)
    backlight_off_at_ms: int | None = None
    redraw_at_ms: int | None = None
    sound: Sound | None = None
    held: Key | None = None
    hold_at_ms: int | None = None
    hushed: int | None = None

    def key_down(self, key: Key, scene: Scene) -> tuple[Uplink, ...]:
        """A key is pressed, and stays so until `key_up`; the red one leads back, to idle at the last."""
        self.held, self.hold_at_ms = key, scene.at_ms + HOLD_MS
        if not scene.mobile.on:
            return self._switch_on(scene) if key == "power" else ()
        if key == "end":
            return self._leave(scene)
        if key in VOLUMES:
            return self._change_volume(VOLUMES[key], scene)
        if key == "power":
            return self._act(lambda screen: Turn((screen, Profiles.opened(scene))), scene)
        return self._act(lambda screen: screen.press(key, scene), scene)

    def key_up(self) -> None:
        """The key is let go."""
        self.held = self.hold_at_ms = None

    def type(self, character: str, scene: Scene) -> tuple[Uplink, ...]:
        """One character from a computer keyboard; a phone that is off hears none."""
        if not scene.mobile.on:
            return ()
        return self._act(lambda screen: screen.type(character, scene), scene)

    def heard(self, sound: Sound | None, scene: Scene) -> None:
        """The phone has taken a message of the network: the lamp and a tone for what the subscriber should notice."""
        if sound is not None:
            self._lit(sound, scene)
        else:
            self.sound = None
            self.refresh(scene)

    def warn(self, notice: str, sound: Sound, scene: Scene, **values: int | str) -> None:
        """The phone has something to say by itself, over whatever it shows."""
        self.stack = (*self.stack, Notice.now(notice, scene, **values))
        self._lit(sound, scene)

    def next_due(self) -> int | None:
        """When the display changes by itself, UTC epoch milliseconds."""
        dues = (self.backlight_off_at_ms, self.redraw_at_ms, self.hold_at_ms)
        return min((due for due in dues if due is not None), default=None)

    def next_redraw(self, scene: Scene) -> int | None:
        """When the display looks otherwise though nothing happens, UTC epoch milliseconds: a spinner turns, a timer counts."""
        return self.stack[-1].next_redraw(scene)

    def run_due(self, scene: Scene) -> tuple[Uplink, ...]:
        """Does what is due: the lamp goes off, a notice closes, a key counts as held."""
        self.sound = None
        if self.backlight_off_at_ms is not None and self.backlight_off_at_ms <= scene.at_ms:
            self.backlight_off_at_ms = None
        self.refresh(scene)
        if self.held is not None and self.hold_at_ms is not None and self.hold_at_ms <= scene.at_ms:
            return self._hold(self.held, scene)
        return ()

    def refresh(self, scene: Scene) -> None:
        """Brings the stack in line with the phone behind it; one that somebody switched off keeps what was typed."""
        if not scene.mobile.on:
            self._abandon(scene)
        self.stack = reconciled(self.stack, scene)
        self.redraw_at_ms = self.stack[-1].next_due(scene)

    def frame(self, scene: Scene) -> Frame:
        """The display at this moment; changes nothing. Whoever changes the phone behind it lets it `refresh` first."""
        stack = self.stack
        lit = self.backlight_off_at_ms is not None and scene.at_ms < self.backlight_off_at_ms
        locked = any(type(screen) is Locked for screen in stack)
        view = stack[-1].draw(scene)
        ringing = scene.mobile.calls.ringing
        rings = ringing is not None and ringing.id != self.hushed
        sound = self._tone("ring" if rings else self.sound, scene)
        return compose(view, scene, backlight=lit, locked=locked, sound=sound, vibrate=rings and scene.profile.vibrates)

    def _tone(self, sound: Sound | None, scene: Scene) -> str | None:
        """The name of what is heard of a sound, a ring by its tune; nothing where the owner wants none."""
        if sound is None or not scene.profile.sounds or (sound == "key" and not scene.settings.key_tones):
            return None
        return f"ring {scene.settings.ringtone}" if sound == "ring" else sound

    def _hold(self, key: Key, scene: Scene) -> tuple[Uplink, ...]:
        """What a long press does: some keys repeat, red and power switch the phone on and off, the rest is the screen's."""
        if key in REPEATING:
            uplinks = self.key_down(key, scene)
            self.hold_at_ms = scene.at_ms + REPEAT_MS
            return uplinks
        self.hold_at_ms = None
        if key in {"end", "power"}:
            return self._switch_off(scene) if scene.mobile.on else self._switch_on(scene)
        return self._act(lambda screen: screen.hold(key, scene), scene)

    def _switch_on(self, scene: Scene) -> tuple[Uplink, ...]:
        self.hold_at_ms = None
        uplinks = scene.mobile.switch_on()
        self.stack = (Idle(), Greeting.now(scene))
        self._lit("key", scene)
        return uplinks

    def _switch_off(self, scene: Scene) -> tuple[Uplink, ...]:
        uplinks = (
            *self._leave_screens(scene),
            *scene.mobile.leave_all(scene.at_ms),
            *scene.mobile.switch_off(scene.at_ms),
        )
        self._abandon(scene)
        self.refresh(scene)
        self.backlight_off_at_ms = self.sound = None
        return uplinks

    def _leave(self, scene: Scene) -> tuple[Uplink, ...]:
        """The red key: ends a call and goes back to what was being done, else leaves everything and goes to idle."""
        if scene.mobile.calls.live:
            uplinks = scene.mobile.end_calls(scene.at_ms)
        else:
            uplinks = (*self._leave_screens(scene), *scene.mobile.leave_all(scene.at_ms))
            told = self._abandon(scene)
            self.stack = (*self.stack, *told)
        self._lit("key", scene)
        return uplinks

    def _abandon(self, scene: Scene) -> tuple[Screen, ...]:
        """Closes all screens but those of rest, when each has kept what was typed; what is to be shown of that."""
        told = tuple(shown for screen in self.stack for shown in screen.abandoned(scene))
        self.stack = tuple(screen for screen in self.stack if isinstance(screen, Idle | Locked))
        return told

    def _leave_screens(self, scene: Scene) -> tuple[Uplink, ...]:
        return tuple(uplink for screen in self.stack for uplink in screen.leave(scene))

    def _change_volume(self, by: int, scene: Scene) -> tuple[Uplink, ...]:
        """Louder or softer; while the phone rings, quiet."""
        ringing = scene.mobile.calls.ringing
        if ringing is not None:
            self.hushed = ringing.id
            self._lit(None, scene)
            return ()
        settings = scene.settings
        settings.volume = max(0, min(LOUDEST, settings.volume + by))
        bar = "▮" * settings.volume + "▯" * (LOUDEST - settings.volume)
        stack = tuple(screen for screen in self.stack if not (isinstance(screen, Notice) and screen.key == "volume"))
        self.stack = (*stack, Notice.now("volume", scene, bar=bar))
        self._lit("key", scene)
        return ()

    def _act(self, ask: Callable[[Screen], Turn], scene: Scene) -> tuple[Uplink, ...]:
        turn = ask(self.stack[-1])
        self.stack = (*self.stack[:-1], *turn.screens)
        if turn.again:
            turn = ask(self.stack[-1])
            self.stack = (*self.stack[:-1], *turn.screens)
        self._lit(turn.sound, scene)
        return turn.uplinks

    def _lit(self, sound: Sound | None, scene: Scene) -> None:
        self.backlight_off_at_ms = scene.at_ms + BACKLIGHT_MS
        self.sound = sound
        self.refresh(scene)


def reconciled(stack: tuple[Screen, ...], scene: Scene) -> tuple[Screen, ...]:
    """The stack as the phone behind it is now: screens without a subject gone, a new word of the network on top."""
    if not scene.mobile.on:
        return (Off(),)
    kept: list[Screen] = []
    new: list[Screen] = []
    for screen in stack:
        for now in screen.refreshed(scene):
            spoken = now is not screen and type(now) is UssdScreen
            (new if spoken else kept).append(now)
    if not kept:
        kept.append(Idle())
    if scene.mobile.calls.calls:
        kept = _in_call(kept, scene)
    stack = (*kept, *new, *_brought(kept, new, scene))
    return (*(screen.behind(scene) for screen in stack[:-1]), stack[-1])


def _in_call(kept: list[Screen], scene: Scene) -> list[Screen]:
    """What was opened in a call lies over the calls, but under them while one of them waits to be taken."""
    calls = [screen for screen in kept if isinstance(screen, CallScreen)]
    others = [screen for screen in kept if not isinstance(screen, CallScreen)]
    over = next((place for place, screen in enumerate(others) if isinstance(screen, OverCall)), None)
    if over is None:
        return kept
    place = over if scene.mobile.calls.waiting is None else len(others)
    return [*others[:place], *calls, *others[place:]]


def _brought(kept: list[Screen], new: list[Screen], scene: Scene) -> list[Screen]:
    """The screens that the phone behind them brings and that are not there yet."""
    mobile = scene.mobile
    brought: list[Screen] = []
    for number, slot in enumerate(mobile.slots):
        if waits(number, scene) and not any(type(screen) is PinScreen and screen.slot == number for screen in kept):
            brought.append(PinScreen(number))
        if slot.ussd.state is not None:
            shown = (*kept, *new)
            if not any(type(screen) is UssdScreen and screen.slot == number for screen in shown):
                brought.append(UssdScreen(number, slot.ussd.turn))
    if mobile.service.state is None and not mobile.calls.calls and not mobile.store.flashes:
        return brought
    kinds = {type(screen) for screen in kept}
    if mobile.service.state is not None and ServiceScreen not in kinds:
        brought.append(ServiceScreen())
    if mobile.call is not None and not kinds & {CallScreen, IncomingScreen}:
        brought.append(IncomingScreen() if mobile.call.stage == "ringing" else CallScreen())
    if mobile.store.flashes and FlashScreen not in kinds:
        brought.append(FlashScreen())
    return brought

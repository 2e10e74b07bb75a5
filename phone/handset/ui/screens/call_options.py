"""What can be done in a call, beside talking (3GPP TS 22.030, 6.5.5; 23.014): all of it lies over the calls."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.settings import LOUDEST
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.contacts import ContactList
from phone.handset.ui.screens.dial import Dial
from phone.handset.ui.screens.settings import OptionScreen
from phone.handset.ui.screens.writing import WritingScreen

TONES: Final = Limit(32)

STEERED: Final = {"conference": "3", "transfer": "4", "end_held": "0", "end_active": "1"}
"""What an option is as a code of the standard."""


@frozen
class OverCall(Screen):
    """A screen that lies over the calls, and goes when none of them is answered any more."""

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with the calls."""
        return super().refreshed(scene) if steerable(scene) else ()


@frozen
class CallOptions(OverCall, ListScreen):
    """What fits the calls there are."""

    def title(self, scene: Scene) -> str:
        """As the soft key that opens it."""
        return scene.word("call.options.title")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """In words."""
        return tuple(scene.word(f"call.options.{name}") for name in _options(scene))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Done at once, and the calls are seen again; or asked further."""
        name, mobile = _options(scene)[index], scene.mobile
        match name:
            case "tones":
                return Turn((TonesScreen.of(scene),))
            case "volume":
                return Turn((VolumeChoice.opened(scene),))
            case "names":
                return Turn((NamesInCall(),))
            case "mute" | "unmute":
                mobile.calls.muted = name == "mute"
                return Turn(())
            case "hold" | "retrieve" | "swap":
                return Turn((), mobile.toggle_hold())
            case "end_all":
                return Turn((), mobile.end_calls(scene.at_ms))
        return Turn((), mobile.dial(STEERED[name], scene.at_ms))


@frozen
class TonesScreen(OverCall, WritingScreen):
    """Digits, to be sent as tones together."""

    @classmethod
    def of(cls, scene: Scene) -> TonesScreen:
        """With nothing written."""
        return cls(Editor.of("", TONES, kind="number", size=(scene.columns, scene.lines - 1)))

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("call.options.tones")

    def left(self, scene: Scene) -> str:
        """To send them."""
        return scene.word("soft.tones")

    def confirmed(self, scene: Scene) -> Turn:
        """Sent in the calls that are up."""
        return Turn((), scene.mobile.send_tones(self.editor.text, scene.at_ms))


@frozen
class VolumeChoice(OverCall, OptionScreen):
    """How loud the other side is."""

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("call.options.volume")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """Bars, the longest first."""
        del scene
        return tuple("▮" * volume + "▯" * (LOUDEST - volume) for volume in range(LOUDEST, -1, -1))

    def current(self, scene: Scene) -> int:
        """As it is now."""
        return LOUDEST - scene.settings.volume

    def choose(self, index: int, scene: Scene) -> None:
        """Louder or softer."""
        scene.settings.volume = LOUDEST - index


@frozen
class NamesInCall(OverCall, ContactList):
    """The names, to call a second one; what is up is held."""

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To call, and back."""
        return scene.word("soft.call") if self.found(scene) else "", super().softkeys(scene)[1]

    def chosen(self, index: int, scene: Scene) -> Turn:
        """A call by the SIM that has the calls."""
        slot = scene.mobile.call.slot if scene.mobile.call else 0
        return Dial(self.found(scene)[index].number).carry_out(slot, self, scene)

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key calls too."""
        if key == "call" and self.found(scene):
            return self.chosen(self.choice.index, scene)
        return Turn((self,), sound="error")


def steerable(scene: Scene) -> bool:
    """Whether there is a call that was answered, so that something can be done about it."""
    return bool(scene.mobile.calls.active or scene.mobile.calls.held)


def _options(scene: Scene) -> tuple[str, ...]:
    calls = scene.mobile.calls
    both = bool(calls.active and calls.held)
    first = "swap" if both else "hold" if calls.active else "retrieve"
    steered = ("conference", "transfer", "end_active", "end_held") if both and len(calls.active) == 1 else ()
    return (
        first,
        *(name for name in steered if calls.can_steer(STEERED[name])),
        *(("tones",) if calls.active else ()),
        "unmute" if calls.muted else "mute",
        "volume",
        *(("names",) if calls.may_dial else ()),
        "end_all",
    )

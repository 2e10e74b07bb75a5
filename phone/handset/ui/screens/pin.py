"""PIN and PUK: asked for when the phone is switched on, and changed in the settings (3GPP TS 22.030, 6.6)."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final, Literal, Self

from attrs import evolve, frozen

from phone.air.messages import Uplink
from phone.handset.mobile.pin import Outcome
from phone.handset.ui.frame import Row, Run
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.notice import Notice

LONGEST: Final = 8
"""Digits of a PIN or a PUK at most."""

Step = Literal["pin", "puk", "old", "new", "again"]


@frozen
class DigitsScreen(Screen):
    """Secret digits being typed, shown as asterisks; `given` are those of the steps before."""

    slot: int
    typed: str = ""
    given: tuple[str, ...] = ()

    @abstractmethod
    def step(self, scene: Scene) -> Step:
        """What is asked for now."""

    @abstractmethod
    def done(self, digits: tuple[str, ...], scene: Scene) -> Turn:
        """What comes of the digits of all steps so far."""

    def given_up(self, scene: Scene) -> Turn:
        """What comes of going back."""
        del scene
        return Turn(())

    def press(self, key: Key, scene: Scene) -> Turn:
        """Digits are typed, C deletes one, the left soft key or the centre confirms, the right one deletes or goes back."""
        if key in KEYPAD and key.isdecimal() and len(self.typed) < LONGEST:
            return Turn((evolve(self, typed=self.typed + key),))
        if key in {"clear", "soft_right"} and self.typed:
            return Turn((evolve(self, typed=self.typed[:-1]),))
        if key == "soft_right":
            return self.given_up(scene)
        if key in {"soft_left", "ok"} and self.typed:
            return self.done((*self.given, self.typed), scene)
        return Turn((self,), sound="error")

    def hold(self, key: Key, _scene: Scene) -> Turn:
        """C held deletes all."""
        return Turn((evolve(self, typed="") if key == "clear" else self,), sound=None)

    def draw(self, scene: Scene) -> View:
        """Which SIM, what is asked for, asterisks."""
        sim = (scene.row(f"SIM {self.slot + 1}"),) if len(scene.mobile.slots) > 1 else ()
        question = map(scene.row, wrap(scene.word(f"pin.{self.step(scene)}"), scene.columns))
        column = len(self.typed)
        field = Row(("*" * column).ljust(scene.columns), (Run(column, column + 1, "cursor"),))
        right = scene.word("soft.clear" if self.typed else "soft.back")
        return View((*sim, *question, field), scene.word("soft.ok"), right)


@frozen
class PinScreen(DigitsScreen):
    """A card that asks for its PIN, or after three wrong ones for its PUK; going back leaves it off the network."""

    def step(self, scene: Scene) -> Step:
        """The PIN; or the PUK, then a new PIN twice."""
        if scene.mobile.slots[self.slot].lock == "pin":
            return "pin"
        return ("puk", "new", "again")[len(self.given)]

    def done(self, digits: tuple[str, ...], scene: Scene) -> Turn:
        """The SIM registers, or what was wrong is told and asked for again."""
        if self.step(scene) in {"puk", "new"}:
            return Turn((evolve(self, typed="", given=digits),))
        if len(digits) == 1:
            outcome, uplinks = scene.mobile.enter_pin(self.slot, digits[0])
        else:
            outcome, uplinks = scene.mobile.enter_puk(self.slot, digits[0], digits[1], digits[2])
        if outcome in {"verified", "unblocked"}:
            return Turn((), uplinks)
        return Turn((PinScreen(self.slot), told(outcome, self.slot, scene)), sound="error")

    def given_up(self, scene: Scene) -> Turn:
        """The card stays as it is until the phone is switched on again."""
        scene.mobile.slots[self.slot].put_off = True
        return Turn(())

    def leave(self, scene: Scene) -> tuple[Uplink, ...]:
        """The red key gives up too."""
        scene.mobile.slots[self.slot].put_off = True
        return ()

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone when the card asks no more, or cannot be helped."""
        return (self,) if waits(self.slot, scene) else ()


@frozen
class SecurityScreen(DigitsScreen):
    """A card's PIN in the settings; a card that is not in, or asks for its PUK, is refused at the door."""

    @classmethod
    def opened(cls, scene: Scene) -> Screen:
        """For the first card that works."""
        slot = next((place for place, slot in enumerate(scene.mobile.slots) if slot.works and slot.pin.tries), None)
        return Notice.now("not_done", scene) if slot is None else cls(slot)

    def started(self) -> Self:
        """From the beginning."""
        return evolve(self, typed="", given=())


@frozen
class PinRequest(SecurityScreen):
    """Whether the card asks for its PIN when the phone is switched on: the PIN turns it on, and off again."""

    def step(self, _scene: Scene) -> Step:
        """Its PIN."""
        return "pin"

    def done(self, digits: tuple[str, ...], scene: Scene) -> Turn:
        """On where it was off, off where it was on."""
        asked = not scene.mobile.slots[self.slot].pin.asked
        outcome = scene.mobile.ask_pin(self.slot, digits[0], asked=asked)
        if outcome == "verified":
            return Turn((Notice.now("pin_asked" if asked else "pin_not_asked", scene),))
        return Turn((self.started(), told(outcome, self.slot, scene)), sound="error")


@frozen
class ChangePin(SecurityScreen):
    """Another PIN: the old one, and twice the new one."""

    def step(self, _scene: Scene) -> Step:
        """One after another."""
        steps: tuple[Step, ...] = ("old", "new", "again")
        return steps[len(self.given)]

    def done(self, digits: tuple[str, ...], scene: Scene) -> Turn:
        """Changed, or what was wrong."""
        if len(digits) < 3:
            return Turn((evolve(self, typed="", given=digits),))
        outcome = scene.mobile.slots[self.slot].pin.change(*digits)
        notice = told(outcome, self.slot, scene)
        return Turn((notice,) if outcome == "changed" else (self.started(), notice))


def waits(slot: int, scene: Scene) -> bool:
    """Whether a card asks for something that its owner has not put off."""
    place = scene.mobile.slots[slot]
    return scene.mobile.on and not place.put_off and place.lock in {"pin", "puk"}


def told(outcome: Outcome, slot: int, scene: Scene) -> Notice:
    """What became of a PIN, with the tries that are left."""
    pin = scene.mobile.slots[slot].pin
    left = pin.puk_tries if outcome in {"wrong_puk", "blocked"} else pin.tries
    return Notice.now(f"pin.{outcome}", scene, left=left)

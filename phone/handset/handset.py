"""A phone: what it is and what it shows, driven by keys, by the network, and by time given as an argument."""

from __future__ import annotations

from phone.air.messages import Downlink, Uplink
from phone.handset.games import Games
from phone.handset.mobile.mobile import LOW_BATTERY_PERCENT, Mobile
from phone.handset.mobile.sim import SimCard
from phone.handset.settings import Settings
from phone.handset.ui.entry.predictive import Lexicon
from phone.handset.ui.frame import Frame
from phone.handset.ui.interface import Interface
from phone.handset.ui.keys import Key
from phone.handset.ui.screen import Scene, Sound
from phone.handset.ui.screens.messages.names import correspondent
from phone.handset.ui.screens.writing import WritingScreen
from phone.stock import SMALLEST, Stock
from phone.texts import Texts

__all__ = ["Handset", "SimCard"]


class Handset:
    """One phone.

    Times are UTC epoch milliseconds. Whatever the phone sends is returned, in order; it calls nobody.

    Attributes:
        imei: The phone's own number, 15 digits.
        mobile: The phone without its screen.
        interface: What the screen shows, and its deadlines.
        texts: The words of the phone.
        stock: What a phone of this make comes with.
        settings: What its owner has chosen.
        games: What it remembers of games.
    """

    def __init__(
        self,
        imei: str,
        sims: tuple[SimCard, ...],
        texts: Texts,
        stock: Stock,
        language: str = "ru",
        size: tuple[int, int] = (20, 8),
    ) -> None:
        """A phone that is switched off.

        Raises:
            ValueError: it has no SIM, or a display too small for its words.
        """
        if not sims:
            raise ValueError(f"phone {imei} has no SIM; expected at least one")
        if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
            raise ValueError(f"phone {imei} has a display of {size[0]}x{size[1]}; the smallest is 14x6")
        self.imei = imei
        self.mobile = Mobile.of(imei, sims)
        self.interface = Interface()
        self.games = Games()
        self.texts = texts
        self.stock = stock
        self._dictionaries = Lexicon.of(stock.words)
        profile, ringtone = next(iter(stock.file.profiles)), stock.file.ringtones[0]
        self.settings = Settings(language, *size, profile=profile, loud_profile=profile, ringtone=ringtone)

    @property
    def language(self) -> str:
        """In which language the phone speaks."""
        return self.settings.language

    def switch_on(self, at_ms: int) -> tuple[Uplink, ...]:
        """Every SIM that works registers with the network."""
        uplinks = self.mobile.switch_on()
        self.refresh(at_ms)
        return uplinks

    def press(self, key: Key, at_ms: int) -> tuple[Uplink, ...]:
        """A key, pressed and let go."""
        uplinks = self.key_down(key, at_ms)
        self.key_up()
        return uplinks

    def key_down(self, key: Key, at_ms: int) -> tuple[Uplink, ...]:
        """A key, pressed; it is held from now on until `key_up`."""
        return self.interface.key_down(key, self._scene(at_ms))

    def key_up(self) -> None:
        """The key that is pressed, let go."""
        self.interface.key_up()

    def type(self, character: str, at_ms: int) -> tuple[Uplink, ...]:
        """One character from a computer keyboard or a paste; `№` means `#` where a number is typed."""
        return self.interface.type(character, self._scene(at_ms))

    @property
    def writes(self) -> bool:
        """Whether something is being written: then a digit of a computer's keyboard is a character and no key."""
        return self.mobile.on and self.interface.stack[-1].writes

    @property
    def takes_blanks(self) -> bool:
        """Whether a text is being written in which a blank is a letter."""
        top = self.interface.stack[-1]
        return self.mobile.on and isinstance(top, WritingScreen) and top.editor.takes(" ")

    def receive(self, parcel: Downlink, at_ms: int) -> tuple[Uplink, ...]:
        """A message of the network."""
        messages, turns, ringing = self.mobile.store.last_number, self.mobile.turns, self.mobile.calls.ringing
        reports = self.mobile.post.reports
        uplinks = self.mobile.receive(parcel, at_ms)
        message, answer = self.mobile.store.last_number > messages, self.mobile.turns > turns
        rings = self.mobile.calls.ringing not in (None, ringing)
        heard: Sound | None = "ring" if rings else "message" if message else "answer" if answer else None
        self.interface.heard(heard, self._scene(at_ms))
        if self.mobile.post.reports > reports and not self.mobile.in_call:
            self._tell_report(self._scene(at_ms))
        return uplinks

    def _tell_report(self, scene: Scene) -> None:
        """What became of a message, while nobody is called or rings."""
        message = self.mobile.post.find(self.mobile.post.last_report)
        if message is not None:
            who = correspondent(message.to, scene)
            self.interface.warn(f"report.{message.report}", "message", scene, who=who)

    def set_battery(self, percent: int, at_ms: int) -> tuple[Uplink, ...]:
        """How full the battery is from now on; where it becomes low, the phone complains. Nothing is sent."""
        was_low = self.mobile.battery_percent <= LOW_BATTERY_PERCENT
        self.mobile.battery_percent = max(0, min(100, percent))
        if self.mobile.on and not was_low and self.mobile.battery_percent <= LOW_BATTERY_PERCENT:
            self.interface.warn("battery", "low_battery", self._scene(at_ms))
        return ()

    def refresh(self, at_ms: int) -> None:
        """Lets the screen notice what somebody did to `mobile` directly."""
        self.interface.refresh(self._scene(at_ms))

    def next_due(self) -> int | None:
        """When the phone does something by itself next."""
        dues = (self.mobile.next_due(), self.interface.next_due())
        return min((due for due in dues if due is not None), default=None)

    def next_redraw(self, at_ms: int) -> int | None:
        """When the display looks otherwise though nothing happens: for who shows it, nothing is due then."""
        return self.interface.next_redraw(self._scene(at_ms))

    def run_due(self, at_ms: int) -> tuple[Uplink, ...]:
        """Does what is due."""
        uplinks = self.mobile.run_due(at_ms)
        return (*uplinks, *self.interface.run_due(self._scene(at_ms)))

    def frame(self, at_ms: int) -> Frame:
        """The display at this moment; a pure read."""
        return self.interface.frame(self._scene(at_ms))

    def _scene(self, at_ms: int) -> Scene:
        return Scene(self.mobile, self.texts, self.stock, self.settings, self.games, at_ms, self._dictionaries)

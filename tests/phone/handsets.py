"""Handsets in the hand of a test: keys, the network's words, and what the display shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from attrs import define, field

from ledger.loading import Fixtures
from phone.air.messages import Down, Downlink, SmsDeliver, Up, Uplink
from phone.air.text import Text
from phone.handset.handset import Handset, SimCard
from phone.handset.mobile.mobile import Mobile
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import HOLD_MS, KEYPAD, Key
from phone.stock import Stock
from phone.texts import Texts

NOON_MS = int(datetime(2026, 3, 12, 7, 2, tzinfo=UTC).timestamp() * 1000)
"""12.03.2026 10:02 in Moscow."""

CARD = SimCard("250010000000001", "79160000001")
SECOND_CARD = SimCard("250010000000006", "79160000006")
IMEI = "350000000000006"


@cache
def texts() -> Texts:
    return Texts.load(Fixtures(), ZoneInfo("Europe/Moscow"))


@cache
def stock() -> Stock:
    return Stock.load(Fixtures(), texts())


def path_to(name: str, menu: str = "main") -> tuple[Key, ...]:
    """The digits that lead to a screen from the phone's main menu."""
    for number, item in enumerate(stock().menus[menu], start=1):
        if item == name:
            return (KEYPAD[number - 1],)
        if item in stock().menus and (rest := path_to(name, item)):
            return (KEYPAD[number - 1], *rest)
    return ()


def marks_of(frame: Frame) -> set[int]:
    """The columns in which the softkey row says that there is more text."""
    return {column for column, character in enumerate(frame.softkeys.text) if character in "▴▾"}


def sms(
    words: str, number: int = 1, sender: str = "MTS-Bonus", *, reference: int = 0, part: int = 1, parts: int = 1
) -> SmsDeliver:
    return SmsDeliver(number, sender, Text(words), NOON_MS, reference, part, parts)


@define
class Hand:
    """A phone and the moment; collects what the phone sends."""

    handset: Handset
    at_ms: int = NOON_MS
    sent: list[Up] = field(factory=list)

    @classmethod
    def on(cls, language: str = "ru", size: tuple[int, int] = (20, 8), cards: tuple[SimCard, ...] = (CARD,)) -> Hand:
        """A phone that is on and in coverage."""
        hand = cls(Handset(IMEI, cards, texts(), stock(), language, size))
        hand.handset.switch_on(hand.at_ms)
        return hand

    def press(self, *keys: Key, times: int = 1) -> Hand:
        for key in keys * times:
            self._take(self.handset.press(key, self.at_ms))
        return self

    def hold(self, *keys: Key) -> Hand:
        """Long presses, one after another."""
        for key in keys:
            self._take(self.handset.key_down(key, self.at_ms))
            self.wait(HOLD_MS)
            self.handset.key_up()
        return self

    def menu(self, name: str) -> Hand:
        """From idle to the screen of a name in the phone's menus, by the digits that lead there."""
        self.press("soft_left")
        for digit in path_to(name):
            self.press(digit)
        return self

    def type(self, characters: str) -> Hand:
        for character in characters:
            self._take(self.handset.type(character, self.at_ms))
        return self

    def act(self, do: Callable[[Mobile, int], tuple[Uplink, ...]]) -> Hand:
        """What happens to the phone without its keys."""
        self._take(do(self.handset.mobile, self.at_ms))
        self.handset.refresh(self.at_ms)
        return self

    def ask_pin(self, slot: int = 0) -> Hand:
        """From the next start on, a card asks for its PIN."""
        self.handset.mobile.slots[slot].pin.asked = True
        self.handset.mobile.slots[slot].verified = True
        return self

    def hear(self, *messages: Down, card: SimCard = CARD) -> Hand:
        for message in messages:
            self._take(self.handset.receive(Downlink(card.imsi, message), self.at_ms))
        return self

    def wait(self, by_ms: int) -> Hand:
        """Time passes, with everything due on the way."""
        until_ms = self.at_ms + by_ms
        while (due_ms := self.handset.next_due()) is not None and due_ms <= until_ms:
            assert due_ms > self.at_ms, "a phone may not be due for ever"
            self.at_ms = due_ms
            self._take(self.handset.run_due(due_ms))
        self.at_ms = until_ms
        return self

    @property
    def frame(self) -> Frame:
        return self.handset.frame(self.at_ms)

    @property
    def body(self) -> str:
        """The words of the body."""
        return " ".join(" ".join(row.text for row in self.frame.body).split())

    @property
    def softkeys(self) -> str:
        return " ".join(self.frame.softkeys.text.split())

    def _take(self, uplinks: tuple[Uplink, ...]) -> None:
        self.sent.extend(uplink.message for uplink in uplinks)

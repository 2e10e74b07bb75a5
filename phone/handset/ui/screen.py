"""What every screen of the phone is: a value that answers a key with its successors and draws itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, get_args

from attrs import evolve, frozen

from phone.air.messages import Uplink
from phone.handset.games import Games
from phone.handset.mobile.mobile import Mobile
from phone.handset.settings import Settings
from phone.handset.ui.entry.predictive import Lexicon
from phone.handset.ui.frame import Row, Run, Style
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import shorten
from phone.stock import Profile, Stock
from phone.texts import Texts

Sound = Literal["key", "error", "message", "answer", "ring", "low_battery"]
SOUNDS: tuple[Sound, ...] = get_args(Sound)
"""Tones by name: a key, a refusal of the phone, a new message, a word of the network, a call, a battery nearly empty."""


@frozen
class Scene:
    """What a screen sees: the phone behind it, its words, what it came with, what its owner chose, and the time."""

    mobile: Mobile
    texts: Texts
    stock: Stock
    settings: Settings
    games: Games
    at_ms: int
    dictionaries: Lexicon

    @property
    def lexicon(self) -> Lexicon:
        """The words that predictive input knows, those that it has learned among them."""
        return evolve(self.dictionaries, learned=self.settings.learned)

    def learn(self, text: str) -> None:
        """Keeps the words of a text that were new."""
        self.settings.learned = self.lexicon.learn(text).learned

    @property
    def language(self) -> str:
        """In which language the phone speaks."""
        return self.settings.language

    @property
    def columns(self) -> int:
        """Characters in a row of the display."""
        return self.settings.columns

    @property
    def lines(self) -> int:
        """Rows of the display's body."""
        return self.settings.lines

    @property
    def profile(self) -> Profile:
        """How the phone makes itself heard."""
        return self.stock.profile(self.settings.profile)

    def word(self, key: str, **values: int | str) -> str:
        """The phone's own text of that key, in the phone's language."""
        return self.texts.word(f"handset.{key}", self.language, **values)

    def row(self, text: str, style: Style | None = None) -> Row:
        """A line of the body; a style covers it from edge to edge if it is `inv`, else its characters."""
        return _row(text, self.columns, style)

    def centred(self, text: str, style: Style | None = None) -> Row:
        """A line with its text in the middle."""
        return _centred(text, self.columns, style)


@frozen
class View:
    """A drawn screen: at most as many rows as the body has, the names of the soft keys, and whether there is more text."""

    body: tuple[Row, ...]
    left: str = ""
    right: str = ""
    above: bool = False
    below: bool = False


@frozen
class Turn:
    """A screen's answer: what stands in its place (nothing: it closes; two: the second lies on the first).

    `again` gives the same key to the screen that is now on top.
    """

    screens: tuple[Screen, ...]
    uplinks: tuple[Uplink, ...] = ()
    sound: Sound | None = "key"
    again: bool = False


@frozen
class Screen(ABC):
    """A screen of the stack; plain data, replaced rather than changed."""

    @abstractmethod
    def press(self, key: Key, scene: Scene) -> Turn:
        """What a key does here."""

    @abstractmethod
    def draw(self, scene: Scene) -> View:
        """The body and the soft keys at this moment."""

    def type(self, character: str, scene: Scene) -> Turn:
        """What a character from a computer keyboard does here: that of its key, if it has one."""
        key = key_of(character)
        return Turn((self,), sound="error") if key is None else self.press(key, scene)

    @property
    def writes(self) -> bool:
        """Whether something is written here: then a digit of a computer's keyboard is a character, not a key of the phone."""
        return False

    def hold(self, _key: Key, _scene: Scene) -> Turn:
        """What it does here that a key stays pressed: its press has done its part already."""
        return Turn((self,), sound=None)

    def behind(self, _scene: Scene) -> Screen:
        """This screen while another one lies over it; what goes on by itself may wait."""
        return self

    def leave(self, _scene: Scene) -> tuple[Uplink, ...]:
        """What is sent when the red key closes this screen, or the phone goes off."""
        return ()

    def abandoned(self, _scene: Scene) -> tuple[Screen, ...]:
        """Keeps what was typed when the red key closes this screen or the phone goes off; what is shown of that, at rest."""
        return ()

    def refreshed(self, _scene: Scene) -> tuple[Screen, ...]:
        """This screen after the phone behind it has changed; nothing if it has lost its subject."""
        return (self,)

    def next_due(self, _scene: Scene) -> int | None:
        """When the screen does something by itself, if it does."""
        return None

    def next_redraw(self, _scene: Scene) -> int | None:
        """When it looks otherwise though nothing has happened, if it does: who shows it draws it then."""
        return None


@lru_cache(maxsize=2048)
def _row(text: str, columns: int, style: Style | None) -> Row:
    """Rows never change and the same ones come with each key, so they are kept for a while."""
    shown = shorten(text, columns)
    end = columns if style == "inv" else len(shown)
    return Row(shown.ljust(columns), (Run(0, end, style),) if style and end else ())


@lru_cache(maxsize=512)
def _centred(text: str, columns: int, style: Style | None) -> Row:
    shown = shorten(text, columns)
    start = (columns - len(shown)) // 2
    row = (" " * start + shown).ljust(columns)
    return Row(row, (Run(start, start + len(shown), style),) if style and shown else ())


Opener = Callable[[Scene], Screen]


def key_of(character: str) -> Key | None:
    """The key that bears a character of a number: a digit, `*` or `#` (`№` on a Russian keyboard)."""
    wanted = character.replace("№", "#")
    return next((key for key in KEYPAD if key == wanted), None)

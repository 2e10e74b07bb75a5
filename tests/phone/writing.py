"""An editor in the hand of a test, and the screen that shows it."""

from __future__ import annotations

from functools import cache
from typing import Final

from attrs import define, field

from ledger.loading import Fixtures
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.drawing import draw
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.entry.multitap import EntryLanguage, tapped
from phone.handset.ui.entry.predictive import Lexicon
from phone.handset.ui.frame import Frame, Row
from phone.handset.ui.keys import KEYPAD, Key
from phone.words import load_words
from tests.phone.handsets import NOON_MS, texts

LETTER: Final = Limit(10, "sms")
"""What a message may be."""

STATUS: Final = "▂▄▆ MTS  = 10:02 ▮▮▮"


@cache
def lexicon() -> Lexicon:
    return Lexicon.of(load_words(Fixtures(), texts()))


def keys(pressed: str) -> list[Key]:
    """The keys of a string of digits, `*` and `#`; blanks are not pressed."""
    return [key for character in pressed for key in KEYPAD if key == character]


def taps(text: str, language: EntryLanguage) -> list[list[Key]]:
    """The presses of each character of a text by multi-tap, in small letters."""
    return [_taps(character, language) for character in text.lower()]


@cache
def _taps(character: str, language: EntryLanguage) -> list[Key]:
    for key in keys("0123456789"):
        for count in range(1, 14):
            if tapped(key, count, language) == character:
                return [key] * count
    raise AssertionError(f"no key writes {character!r}")


@define
class Writing:
    """An editor and the moment."""

    editor: Editor
    at_ms: int = NOON_MS
    lexicon: Lexicon = field(factory=lexicon)

    @classmethod
    def on(
        cls, text: str = "", limit: Limit = LETTER, language: str = "en", *, mode: str = "abc", **settings: object
    ) -> Writing:
        """A text being written, by default in small Latin letters by multi-tap."""
        writing = cls(Editor.of(text, limit, language=language, **settings))  # type: ignore[arg-type]
        while settings.get("kind") != "number" and writing.editor.mode != mode:
            writing.press("#")
        return writing

    def press(self, pressed: str) -> Writing:
        """The twelve keys in a string; a blank waits until the letter is final."""
        for character in pressed:
            if character == " ":
                self.wait(1_000)
            else:
                self.keys(*keys(character))
        return self

    def keys(self, *pressed: Key, times: int = 1) -> Writing:
        for key in pressed * times:
            self.editor = self.editor.press(key, self.at_ms, self.lexicon)
        return self

    def hold(self, key: Key) -> Writing:
        """Down and held: the press comes first, as in a hand."""
        self.keys(key).wait(800)
        self.editor = self.editor.hold(key, self.at_ms)
        return self

    def type(self, characters: str) -> Writing:
        for character in characters:
            self.editor = self.editor.type(character)
        return self

    def wait(self, by_ms: int) -> Writing:
        self.at_ms += by_ms
        due_ms = self.editor.next_due()
        if due_ms is not None and due_ms <= self.at_ms:
            self.editor = self.editor.run_due(due_ms)
        return self

    @property
    def text(self) -> str:
        return self.editor.text

    @property
    def status(self) -> str:
        return self.frame.body[0].text

    @property
    def frame(self) -> Frame:
        """A screen that is nothing but the editor."""
        columns = self.editor.columns
        rows = draw(self.editor, texts().word("handset.entry.full", "ru")).rows
        return Frame((Row(STATUS[:columns]), *rows, Row("Опции".ljust(columns - 7) + "Стереть")))

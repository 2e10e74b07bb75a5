"""A dialog on the stage of the face: its performance by the wall clock, and the keys that steer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Literal

from attrs import define, field

from phone.dialog.moves import Books, Card, Move, Uncover
from phone.world import World
from tui.pace import Stopwatch

if TYPE_CHECKING:  # a phone without a dialog on its stage starts without what plays dialogs
    from phone.dialog.performance import Performance, State
    from phone.dialog.report import Told

Wish = Literal["toggle", "forward", "back", "again", "differences"]
"""What a key of the show asks for, beside the marks."""

KEYS: Final[dict[str, Wish]] = {
    "space": "toggle",
    "right": "forward",
    "pagedown": "forward",
    "left": "back",
    "pageup": "back",
    "r": "again",
    "к": "again",
    "d": "differences",
    "в": "differences",
}
"""Textual's names of the keys that steer a show; the Cyrillic letters are those keys on a Russian layout. The page keys are
what remote controls of presenters send."""

MARKS: Final = "123456789"
"""Keys that jump to the first marks."""

SIGNS: Final[dict[State, str]] = {"playing": "▸", "paused": "II", "mark": "■", "yours": "●", "over": "■"}
"""How it stands, in a cell or two."""


@define(eq=False)
class Show:
    """What is on the stage.

    Attributes:
        performance: which move comes when.
        now_ms: the time of whoever looks on.
        live: whether the screen makes the moves by its own timer; else somebody else has them made.
        card: the card that lies over the phones.
    """

    performance: Performance
    now_ms: Callable[[], int] = field(factory=lambda: Stopwatch().now_ms)
    live: bool = True
    card: Card | Books | None = None

    @property
    def world(self) -> World:
        """What is seen."""
        return self.performance.world

    @property
    def lasting(self) -> World:
        """What lasts of it: without the keys that are pressed for show."""
        return self.performance.lasting

    @property
    def looked_at(self) -> str:
        """Whose phone is looked at."""
        return self.performance.looked_at

    @property
    def caption(self) -> str:
        """What the audience is told."""
        return self.performance.caption

    @property
    def mark(self) -> int:
        """The number of the mark at which it stands, from 1; 0 if it stands at none."""
        performance = self.performance
        if performance.state != "mark":
            return 0
        return next((n for n, mark in enumerate(performance.programme.marks, 1) if mark.part == performance.at), 0)

    @property
    def by_hand(self) -> bool:
        """Whether somebody uses the phones by hand."""
        return self.performance.state == "yours"

    @property
    def sign(self) -> str:
        """How it stands, in a cell or two."""
        return SIGNS[self.performance.state]

    def tick(self) -> tuple[Move, ...]:
        """Make the moves that are due; each of them is to be shown."""
        made = self.performance.run_due(self.now_ms())
        self._note(made)
        return made

    def _note(self, made: tuple[Move, ...]) -> None:
        """Which card lies over the phones now; the last of all stays."""
        for move in made:
            if isinstance(move, Card | Books):
                self.card = move
            elif isinstance(move, Uncover) and self.performance.state != "over":
                self.card = None

    def wish_of(self, key: str, character: str | None, *, writes: bool) -> Wish | int | None:
        """What a key asks of the show, or the place of the mark that it jumps to; None for a key that is not the show's.

        Args:
            key: Textual's name of the key.
            character: what it types, if anything.
            writes: whether a text is being written in which a blank is a letter.
        """
        if self.by_hand:
            return "toggle" if key == "space" and not writes else None
        if key in MARKS:
            return MARKS.index(key)
        return KEYS.get(key) or KEYS.get((character or "").lower())

    def obey(self, wish: Wish | int) -> None:
        """Do what a key asks; differences are shown by the screen."""
        at_ms = self.now_ms()
        match wish:
            case "toggle":
                self.toggle()
            case "forward":
                self._clear()
                self.performance.forward(at_ms)
            case "back":
                self._clear()
                self.performance.back()
            case "again":
                self._clear()
                self.performance.start_over(at_ms)
            case int():
                if wish < len(self.performance.programme.marks):
                    self._clear()
                self._note(self.performance.jump(wish, at_ms))

    def toggle(self) -> None:
        """Pause, or go on; the last card stays until then."""
        if self.performance.state == "over":
            self._clear()
        if self.performance.state == "playing":
            self.performance.pause(self.now_ms())
        else:
            self.performance.go(self.now_ms())

    def take_over(self) -> None:
        """The phones are in the user's hands."""
        self._clear()
        self.performance.take_over(self.now_ms())

    def differences(self) -> Iterator[Told]:
        """All that differed so far, as `zvonilka run` tells it."""
        from phone.dialog.report import report  # noqa: PLC0415  (as above)

        name = self.performance.programme.dialog.name
        for played, difference in self.performance.differences:
            yield from report(name, played, difference)

    def _clear(self) -> None:
        self.card = None

"""A key of the computer that is kept down: terminals tell no release, but repeat the key after half a second, and evenly.

A second press of the same key comes at the same distance, when somebody taps letters. So it waits a moment: if more of them
follow faster than anybody taps, the key is kept down and none of them was a press; else they were presses all the same.
"""

from __future__ import annotations

from typing import Final, Literal

from attrs import define

from phone.handset.ui.keys import Key

DELAY_S: Final = (0.2, 0.75)
"""Between the first and the second key of a repetition, at least and at most: terminals wait 250 to 660 ms."""
APART_S: Final = 0.07
"""Between two later ones, at most; nobody taps so fast."""
EVIDENCE: Final = 4
"""So many in a row are no taps, and no digits of a number that were sent at once."""

Verdict = Literal["press", "wait", "held"]
"""A press; perhaps one, if nothing follows within `APART_S`; a key that is kept down."""


@define
class Repeats:
    """Judges one key after the other by the time at which it came."""

    key: Key | None = None
    last_s: float = 0.0
    waiting: int = 0
    """Keys that may have been presses."""
    held: bool = False

    def judge(self, key: Key, at_s: float) -> Verdict:
        """What a key is that comes at a moment, in seconds of a clock that never goes back."""
        apart_s = at_s - self.last_s
        same = key == self.key
        self.last_s = at_s
        if same and self.held and apart_s <= DELAY_S[0]:
            return "held"
        if same and self.waiting and apart_s <= APART_S:
            self.waiting += 1
            self.held = self.waiting >= EVIDENCE
            if self.held:
                self.waiting = 0
            return "held" if self.held else "wait"
        self.key, self.held, self.waiting = key, False, 0
        if same and DELAY_S[0] <= apart_s <= DELAY_S[1]:
            self.waiting = 1
            return "wait"
        return "press"

    def follows(self, key: Key, at_s: float) -> bool:
        """Whether a key that comes at a moment may be the one that was struck last, kept down."""
        return key == self.key and at_s - self.last_s <= DELAY_S[1]

    def interrupt(self) -> int:
        """Something else came: the next key like the last one repeats nothing; how many presses still waited."""
        self.key, self.held = None, False
        return self.give_up()

    def give_up(self) -> int:
        """No more came: how many presses there were after all."""
        pressed, self.waiting = self.waiting, 0
        return pressed

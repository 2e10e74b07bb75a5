"""The only wall clock of the program: how much of the world's time has gone by since it was last asked."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic_ns
from typing import Final, Literal, get_args

TICKS_PER_SECOND = 10
SHOW_TICKS_PER_SECOND = 40
"""How often a show looks at its clock: keys are lit for less than a tenth of a second."""
STEP_MS_MAX = 1000
"""The most wall time that one tick may bring: a laptop that wakes after a night does not run through that night."""
CALM_MS: Final = 5000
"""How long time goes on after a key while it is calm: letters settle and answers come, but no session runs out."""

Mode = Literal["calm", "wall", "paused", "x60", "x3600"]
"""How the world's time goes: only while somebody acts or waits for an answer; with the wall clock; not at all; faster."""
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
FACTORS: Final[dict[Mode, int]] = {"calm": 1, "wall": 1, "paused": 0, "x60": 60, "x3600": 3600}
TURNS: Final[dict[Mode, Mode]] = {
    "wall": "paused",
    "paused": "calm",
    "calm": "wall",
    "x60": "wall",
    "x3600": "wall",
}
"""What the key of time makes of each."""


class Pace:
    """Turns the machine's monotonic time into steps of the world's.

    Attributes:
        mode: how the world's time goes.
        live: whether it goes with a clock at all, so that a key can be kept down for some time.
    """

    @classmethod
    def still(cls) -> Pace:
        """One under which no time passes by itself: for pictures and tests."""
        made = cls(lambda: 0)
        made.live = False
        return made

    def __init__(self, clock_ns: Callable[[], int] = monotonic_ns) -> None:
        self.mode: Mode = "wall"
        self.live = True
        self._clock_ns = clock_ns
        self._seen_ns = self._stirred_ns = clock_ns()

    def stir(self) -> None:
        """Somebody pressed a key: calm time goes on for a while."""
        self._stirred_ns = self._clock_ns()

    @property
    def holds(self) -> bool:
        """Whether a key that is kept down is so for as long in the world as at the keyboard."""
        return self.live and FACTORS[self.mode] == 1

    def elapsed_ms(self, *, awaited: bool = False) -> int:
        """Whole milliseconds of the world since the last call; what is left of one is kept.

        Args:
            awaited: whether something is on its way to a phone; calm time does not stand before it has come.
        """
        now_ns = self._clock_ns()
        passed_ms = (now_ns - self._seen_ns) // 1_000_000
        self._seen_ns += passed_ms * 1_000_000
        return min(passed_ms, STEP_MS_MAX) * FACTORS[self.mode] if self.goes(awaited=awaited) else 0

    def goes(self, *, awaited: bool = False) -> bool:
        """Whether time goes on at this moment."""
        if self.mode != "calm":
            return FACTORS[self.mode] > 0
        return awaited or self._clock_ns() - self._stirred_ns < CALM_MS * 1_000_000

    def sign(self, *, awaited: bool = False) -> str:
        """The pace in a few cells: ×1, ×60, or II while time stands."""
        return f"×{FACTORS[self.mode]}" if self.goes(awaited=awaited) else "II"


class Stopwatch:
    """Milliseconds since it was made, by the machine's monotonic time; a stall counts as a short moment."""

    STALL_MS_MAX: Final = 250

    def __init__(self, clock_ns: Callable[[], int] = monotonic_ns) -> None:
        self._clock_ns = clock_ns
        self._seen_ns = clock_ns()
        self._passed_ms = 0

    def now_ms(self) -> int:
        """How much has gone by."""
        now_ns = self._clock_ns()
        gone_ms = (now_ns - self._seen_ns) // 1_000_000
        self._seen_ns += gone_ms * 1_000_000
        self._passed_ms += min(gone_ms, self.STALL_MS_MAX)
        return self._passed_ms


def deadline(after_ms: int) -> Callable[[], bool]:
    """Tells from now on whether so much wall time has gone by: long work gives the screen its turn then."""
    until_ns = monotonic_ns() + after_ms * 1_000_000
    return lambda: monotonic_ns() >= until_ns

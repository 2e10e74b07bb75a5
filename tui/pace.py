"""The only wall clock of the program: how much of the world's time has gone by since it was last asked."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic_ns

TICKS_PER_SECOND = 10
STEP_MS_MAX = 1000
"""The most that one tick may bring: a laptop that wakes after a night does not run through that night."""


class Pace:
    """Turns the machine's monotonic time into steps of the world's.

    Attributes:
        running: whether the world's time goes at all.
    """

    @classmethod
    def still(cls) -> Pace:
        """One under which no time passes by itself: for pictures and tests."""
        return cls(lambda: 0)

    def __init__(self, clock_ns: Callable[[], int] = monotonic_ns) -> None:
        self.running = True
        self._clock_ns = clock_ns
        self._seen_ns = clock_ns()

    def elapsed_ms(self) -> int:
        """Whole milliseconds since the last call, at most `STEP_MS_MAX`; 0 while paused. What is left of one is kept."""
        now_ns = self._clock_ns()
        passed_ms = (now_ns - self._seen_ns) // 1_000_000
        self._seen_ns += passed_ms * 1_000_000
        return min(passed_ms, STEP_MS_MAX) if self.running else 0

    @property
    def sign(self) -> str:
        """The pace in two cells: ×1, or II while paused."""
        return "×1" if self.running else "II"

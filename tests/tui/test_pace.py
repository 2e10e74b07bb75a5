from __future__ import annotations

from tui.pace import STEP_MS_MAX, Pace


class Clock:
    def __init__(self) -> None:
        self.now_ns = 5_000_000_000

    def __call__(self) -> int:
        return self.now_ns


def test_what_is_less_than_a_millisecond_is_kept_for_the_next_step() -> None:
    clock = Clock()
    pace = Pace(clock)
    steps = []
    for _ in range(10):
        clock.now_ns += 1_700_000
        steps.append(pace.elapsed_ms())
    assert sum(steps) == 17
    assert set(steps) == {1, 2}


def test_nothing_passes_while_paused_and_none_of_it_is_made_up_for() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.running = False
    clock.now_ns += 60_000_000_000
    assert pace.elapsed_ms() == 0
    assert pace.sign == "II"
    pace.running = True
    clock.now_ns += 100_000_000
    assert pace.elapsed_ms() == 100
    assert pace.sign == "×1"


def test_a_machine_that_slept_does_not_run_through_the_night() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now_ns += 8 * 3600 * 1_000_000_000
    assert pace.elapsed_ms() == STEP_MS_MAX
    assert pace.elapsed_ms() == 0


def test_a_still_pace_brings_nothing() -> None:
    assert Pace.still().elapsed_ms() == 0

from __future__ import annotations

from tui.pace import CALM_MS, MODES, STEP_MS_MAX, TURNS, Pace, deadline


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
    pace.mode = "paused"
    clock.now_ns += 60_000_000_000
    assert pace.elapsed_ms() == 0
    assert pace.sign() == "II"
    pace.mode = "wall"
    clock.now_ns += 100_000_000
    assert pace.elapsed_ms() == 100
    assert pace.sign() == "×1"


def test_a_machine_that_slept_does_not_run_through_the_night() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now_ns += 8 * 3600 * 1_000_000_000
    assert pace.elapsed_ms() == STEP_MS_MAX
    assert pace.elapsed_ms() == 0


def test_a_still_pace_brings_nothing() -> None:
    assert Pace.still().elapsed_ms() == 0


def test_it_runs_faster_by_whole_factors() -> None:
    clock = Clock()
    pace = Pace(clock)
    for mode, factor in (("x60", 60), ("x3600", 3600)):
        pace.mode = mode  # type: ignore[assignment]
        clock.now_ns += 100_000_000
        assert pace.elapsed_ms() == 100 * factor
        assert pace.sign() == f"×{factor}"


def test_calm_time_goes_on_for_a_while_after_a_key_and_as_long_as_an_answer_is_awaited() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.mode = "calm"
    clock.now_ns += (CALM_MS + 1000) * 1_000_000
    assert pace.elapsed_ms() == 0
    assert pace.sign() == "II"
    assert pace.sign(awaited=True) == "×1"
    clock.now_ns += 100_000_000
    assert pace.elapsed_ms(awaited=True) == 100
    pace.stir()
    clock.now_ns += 900_000_000
    assert pace.elapsed_ms() == 900
    assert pace.sign() == "×1"


def test_the_key_of_time_leads_from_every_mode_back_to_life() -> None:
    for mode in MODES:
        reached = mode
        for _ in range(3):
            reached = TURNS[reached]
            if reached == "wall":
                break
        assert reached == "wall"


def test_a_deadline_passes_by_itself() -> None:
    assert deadline(0)()
    assert not deadline(60_000)()

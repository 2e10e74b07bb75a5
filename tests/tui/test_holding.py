"""Keys that are kept down: by the mouse, by the keyboard's repetition, by F4; and what rings and shakes."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual import events

from phone.handset.ui.frame import Frame, Row
from phone.handset.ui.keys import HOLD_MS, KEYPAD
from phone.opening import load_world
from tests.tui.driving import lcd_text, play, running, screen_rows, until
from tui.pace import Pace
from tui.pages.tries import Face
from tui.repeat import APART_S, DELAY_S, EVIDENCE, Repeats
from tui.session import Session
from tui.widgets.lcd import Lcd
from tui.widgets.phone_body import QUIET, alarm_of
from tui.words import Words

BLANK = Frame((Row(" " * 20),) * 10)


class TestRepetition:
    """What a repeated key is."""

    @pytest.mark.parametrize("delay_s", [0.25, 0.5, 0.66])
    @pytest.mark.parametrize("rate_s", [0.02, 0.033, 0.05])
    def test_a_key_that_is_kept_down_is_one_press_and_then_held(self, delay_s: float, rate_s: float) -> None:
        repeats = Repeats()
        verdicts = [repeats.judge("0", at_s) for at_s in (10, *(10 + delay_s + rate_s * n for n in range(20)))]
        assert verdicts[: EVIDENCE + 1] == ["press", *["wait"] * (EVIDENCE - 1), "held"]
        assert set(verdicts[EVIDENCE:]) == {"held"}
        assert repeats.give_up() == 0

    def test_keys_that_are_sent_at_once_are_presses(self) -> None:
        repeats = Repeats()
        assert {repeats.judge("1", 5 + n / 1000) for n in range(30)} == {"press"}

    @given(st.lists(st.tuples(st.sampled_from(KEYPAD), st.floats(min_value=0.09, max_value=1.5)), max_size=40))
    def test_whoever_taps_loses_no_press(self, taps: list[tuple[str, float]]) -> None:
        repeats, pressed, at_s = Repeats(), 0, 100.0
        for key, apart_s in taps:
            at_s += apart_s
            pressed += repeats.give_up()
            verdict = repeats.judge(key, at_s)  # type: ignore[arg-type]
            assert verdict != "held"
            pressed += verdict == "press"
        assert pressed + repeats.give_up() == len(taps)

    def test_its_times_leave_room_for_taps(self) -> None:
        assert APART_S < DELAY_S[0] < DELAY_S[1] < HOLD_MS / 1000


def test_a_short_press_is_no_long_one_however_late_it_is_let_go() -> None:
    now_ns = [0]
    world = load_world("demo")
    words = Words(world.texts, "ru", world.ledger.configuration.purses)
    session = Session(world, words, Pace(lambda: now_ns[0]), Face(tries={}), ["Анна"])
    session.key_down("end", sure=False)
    for _ in range(20):
        now_ns[0] += 500_000_000
        session.elapse()
    assert world.phones["Анна"].mobile.on, "a busy machine does not switch a phone off"
    session.sure = True
    for _ in range(5):
        now_ns[0] += 500_000_000
        session.elapse()
    assert not world.phones["Анна"].mobile.on, "a key that repeats is kept down"


class TestHolding:
    """A long press of the phone."""

    def test_the_next_key_after_f4_is_a_long_one_and_a_lamp_says_so(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("f4")
                await until(pilot, lambda: "●" in screen_rows(app)[0])
                await pilot.press("0")
                await until(pilot, lambda: "+" in lcd_text(app))
                assert "●" not in screen_rows(app)[0]

        play(test())

    def test_the_mouse_holds_for_as_long_as_it_is_down(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.mouse_down("#key-0")
                app.phone_screen.world.advance(HOLD_MS)
                await pilot.mouse_up("#key-0")
                app.phone_screen.redraw()
                await until(pilot, lambda: "+" in lcd_text(app))

        play(test())

    def test_the_repetition_of_the_keyboard_holds_too(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                screen = app.phone_screen
                screen.session.pace = Pace(lambda: 0)
                for at_s in (0.0, *(0.5 + 0.033 * n for n in range(6))):
                    key = events.Key("0", "0")
                    key.time = 10 + at_s
                    await screen.on_key(key)
                screen.world.advance(HOLD_MS)
                screen.redraw()
                assert screen.phone.cap("0").lit  # type: ignore[union-attr]
                await until(pilot, lambda: "+" in lcd_text(app).split())
                await until(pilot, lambda: screen.session.down is None)

        play(test())

    @given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from([0.0, 0.01, 0.03, 0.06, 0.3, 0.45])), min_size=1, max_size=12))  # fmt: skip
    @example([("1", 0.0), ("2", 0.3), ("1", 0.01), ("3", 0.01)])
    @example([("1", 0.0), ("1", 0.3), ("2", 0.01), ("1", 0.01)])
    @settings(max_examples=8, deadline=None)
    def test_digits_come_in_the_order_in_which_they_were_typed(self, typed: list[tuple[str, float]]) -> None:
        async def test() -> None:
            async with running() as (app, _):
                screen = app.phone_screen
                screen.session.pace = Pace(lambda: 0)
                at_s = 10.0
                for digit, apart_s in [*typed, ("6", 0.3)]:
                    at_s += apart_s
                    key = events.Key(digit, digit)
                    key.time = at_s
                    await screen.on_key(key)
                shown = "".join(row.text.strip() for row in screen.world.frame("Анна").body)
                assert shown == "".join([*(digit for digit, _ in typed), "6"])

        play(test())

    def test_a_key_is_let_go_before_time_jumps(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.mouse_down("#key-end")
                app.phone_screen.action_advance("day")
                await pilot.mouse_up("#key-end")
                assert app.phone_screen.world.phones["Анна"].mobile.on

        play(test())

    def test_the_phone_can_be_switched_off_and_its_glass_goes_dark(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                app.phone_screen.action_hold_key("power")
                await until(pilot, lambda: app.phone_screen.query_one(Lcd).has_class("-off"))
                app.phone_screen.action_hold_key("power")
                await until(pilot, lambda: not app.phone_screen.query_one(Lcd).has_class("-off"))

        play(test())


class TestAlarm:
    """What is seen of a tone."""

    def test_keys_are_not_worth_it(self) -> None:
        assert alarm_of(BLANK, 0) == QUIET
        assert alarm_of(evolve(BLANK, sound="key"), 0) == QUIET

    def test_a_ring_makes_waves_and_a_shaking_phone_moves_from_side_to_side(self) -> None:
        ringing = evolve(BLANK, sound="ring classic", vibrate=True)
        assert {alarm_of(ringing, at_ms).waves for at_ms in range(0, 2000, 100)} == {1, 2, 3}
        assert {alarm_of(ringing, at_ms).shake for at_ms in range(0, 2000, 100)} == {-1, 1}

    def test_an_incoming_call_is_seen_on_the_body(self) -> None:
        async def test() -> None:
            async with running(name="boris") as (app, pilot):
                world = app.phone_screen.world
                world.press("Анна", "end")
                for digit in "9160000002":
                    world.type("Анна", digit)
                world.press("Анна", "call")
                world.settle()
                app.phone_screen.redraw()
                await until(pilot, lambda: "(" in screen_rows(app)[0])

        play(test())

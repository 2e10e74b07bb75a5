"""The phone is drawn before its world is opened."""

from __future__ import annotations

import subprocess
import sys

from textual.events import Key, Paste

from phone.opening import load_world
from tests.tui.driving import lcd_text, play, screen_rows, until
from tui.app import PhoneApp
from tui.opening import phone_screen
from tui.pace import Pace
from tui.screens.boot import BootScreen
from tui.screens.phone import PhoneScreen
from tui.wish import Wish


def open_screen(_: Wish | None = None) -> PhoneScreen:
    return phone_screen(load_world(), None, locale="ru", flash_ms=0, wall=False, start_console_tab="air")


def test_what_is_typed_while_it_starts_is_not_lost() -> None:
    async def test() -> None:
        app = PhoneApp(open_screen, theme="classic")
        async with app.run_test(size=(80, 24)) as pilot:
            boot = app.screen_stack[0]
            assert isinstance(boot, BootScreen)
            for key in (Key("asterisk", "*"), Key("1", "1")):
                boot.post_message(key)
            boot.post_message(Paste("00#"))
            await until(pilot, lambda: app.started is not None and "*100#" in lcd_text(app))

    play(test())


def test_the_first_frame_shows_the_phone() -> None:
    async def test() -> None:
        frames: list[str] = []

        def look_and_open(_: Wish) -> PhoneScreen:
            frames.append("\n".join(screen_rows(app)))
            return open_screen()

        app = PhoneApp(look_and_open, theme="classic")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.started is not None)
        assert "CALL" in frames[0]
        assert "7 pqrs" in frames[0]

    play(test())


def test_a_world_that_cannot_be_opened_ends_the_program_and_keeps_the_reason() -> None:
    def fail(_: Wish) -> PhoneScreen:
        raise ValueError("worlds/demo.json: people: found nothing")

    async def test() -> None:
        app = PhoneApp(fail, theme="classic")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.failure is not None)
        assert str(app.failure) == "worlds/demo.json: people: found nothing"

    play(test())


def test_the_first_frame_needs_no_world() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, tui.app; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert not {"cattrs", "babel", "phone.world", "ledger.ledger"} & set(loaded.stdout.split())


def test_the_worlds_time_goes_with_the_clock_and_stands_while_paused() -> None:
    class Clock:
        now_ns = 0

        def __call__(self) -> int:
            return self.now_ns

    async def test() -> None:
        clock = Clock()
        screen = open_screen()
        screen.session.pace = Pace(clock)
        begun_ms = screen.world.now_ms
        app = PhoneApp(lambda _: screen, theme="classic")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.started is not None)
            clock.now_ns += 900_000_000
            await until(pilot, lambda: screen.world.now_ms == begun_ms + 900)
            clock.now_ns += 900_000_000
            await until(pilot, lambda: any("10:02:01" in row for row in screen_rows(app)))
            screen.action_time("paused")
            clock.now_ns += 900_000_000
            await until(pilot, lambda: any(" II" in row for row in screen_rows(app)))
            assert screen.world.now_ms <= begun_ms + 1800

    play(test())

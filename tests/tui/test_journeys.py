"""A person at the terminal: by keyboard, by mouse, by paste, through resizes."""

from __future__ import annotations

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot

from tests.tui.driving import answered, lcd_text, play, running, screen_rows, tape_text, until
from tui.app import PhoneApp, phone_app
from tui.screens.help import HelpScreen
from tui.widgets.key_cap import KeyCap, key_id

BALANCE = "*111*455*0#"


async def paste(app: PhoneApp, pilot: Pilot[None], text: str) -> None:
    app.post_message(events.Paste(text))
    await pilot.pause()


def lit(app: PhoneApp) -> list[str]:
    caps = app.phone_screen.query(KeyCap)
    return [cap.key for cap in caps if cap.lit]


class TestKeyboard:
    """Digits, signs and letters go to the phone; only what is left goes to the program."""

    def test_a_balance_is_dialled_and_read(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press(*BALANCE)
                await until(pilot, lambda: BALANCE in lcd_text(app))
                await pilot.press("enter")
                await answered(app, pilot, "У вас 1240 баллов.")
                assert "У вас 1240 баллов." in tape_text(app.phone_screen)

        play(test())

    def test_a_russian_layout_has_a_hash_too(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("*", "1", "0", "0", "№")
                await until(pilot, lambda: "*100#" in lcd_text(app))

        play(test())

    def test_backspace_takes_a_digit_away_and_escape_never_quits(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("1", "2", "backspace")
                await until(pilot, lambda: lcd_text(app).split()[-3:] != [] and "12" not in lcd_text(app).split())
                for _ in range(5):
                    await pilot.press("escape")
                assert app.is_running
                await pilot.press("end", "7")
                await until(pilot, lambda: "7" in lcd_text(app).split())

        play(test())

    @pytest.mark.parametrize("key", ["ctrl+c", "ctrl+й"])
    def test_it_is_left_by_a_control_key(self, key: str) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press(key)
                await until(pilot, lambda: app._exit)
                assert app.return_code == 0

        play(test())

    def test_a_key_lights_up_and_goes_dark_by_itself(self) -> None:
        async def test() -> None:
            async with running(flash_ms=60) as (app, pilot):
                app.phone_screen.press("5")
                assert lit(app) == ["5"]
                await until(pilot, lambda: not lit(app))

        play(test())

    def test_a_letter_lights_the_key_that_bears_it(self) -> None:
        async def test() -> None:
            async with running(flash_ms=10_000) as (app, _):
                app.phone_screen.type("ж")
                assert lit(app) == ["3"]

        play(test())


class TestMouse:
    """The drawn keys are keys."""

    def test_a_balance_is_dialled_by_clicks(self) -> None:
        async def test() -> None:
            async with running((120, 40)) as (app, pilot):
                for key in "*100#":
                    await pilot.click(f"#{key_id(key)}")  # type: ignore[arg-type]
                await until(pilot, lambda: "*100#" in lcd_text(app))
                await pilot.click("#key-call")
                await answered(app, pilot, "Баланс")

        play(test())

    def test_a_key_is_lit_while_held_and_never_sticks(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.mouse_down("#key-5")
                assert lit(app) == ["5"]
                await pilot.hover("#tape")
                assert lit(app) == ["5"]
                await pilot.mouse_up("#tape")
                assert lit(app) == []
                assert app.phone_screen.session.down is None

        play(test())

    def test_a_key_held_when_the_terminal_loses_the_keyboard_goes_dark(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.mouse_down("#key-5")
                app.post_message(events.AppBlur())
                await until(pilot, lambda: not lit(app))

        play(test())

    def test_a_key_held_while_the_terminal_shrinks_goes_dark(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.mouse_down("#key-5")
                await pilot.resize_terminal(40, 16)
                await until(pilot, lambda: not lit(app))
                assert app.mouse_captured is None

        play(test())

    def test_a_code_to_try_is_dialled_by_a_click(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.click("#tries", offset=(2, 1))
                await answered(app, pilot, "У вас 1240 баллов.")

        play(test())

    def test_the_footer_can_be_clicked(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.click("#hints", offset=(2, 0))
                await until(pilot, lambda: isinstance(app.screen, HelpScreen))

        play(test())


class TestPaste:
    """A pasted code is typed."""

    def test_a_code(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await paste(app, pilot, f"{BALANCE}\n")
                await until(pilot, lambda: BALANCE in lcd_text(app))
                await pilot.press("home")
                await answered(app, pilot, "У вас 1240 баллов.")

        play(test())

    def test_three_hundred_digits_and_control_characters_are_no_trouble(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await paste(app, pilot, "\x1b[31m" + "8" * 300 + "\x00")
                await until(pilot, lambda: "8888888" in lcd_text(app))
                await pilot.press("enter")
                app.phone_screen.world.settle()
                await pilot.pause()
                assert app.is_running

        play(test())


class TestResize:
    """The terminal may change under one's hands."""

    def test_what_was_dialled_survives_every_size(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("*", "1")
                for size in ((120, 40), (40, 16), (10, 5), (1, 1), (24, 12), (60, 20), (80, 24)):
                    await pilot.resize_terminal(*size)
                    await pilot.pause()
                await pilot.press("0", "0", "#")
                await until(pilot, lambda: "*100#" in lcd_text(app))
                await pilot.press("enter")
                await answered(app, pilot, "Баланс: 150,00 р.")

        play(test())

    def test_the_tape_is_wrapped_again_and_its_end_stays_in_sight(self) -> None:
        async def test() -> None:
            async with running((120, 40)) as (app, pilot):
                for _ in range(4):
                    app.phone_screen.action_dial(BALANCE)
                    app.phone_screen.world.settle()
                await pilot.resize_terminal(80, 24)
                await until(pilot, lambda: any("сгорят 320 баллов." in row[33:] for row in screen_rows(app)))
                await until(pilot, lambda: app.phone_screen.tape.is_vertical_scroll_end)
                assert "сгорят" in screen_rows(app)[18]

        play(test())

    def test_too_small_a_terminal_says_what_is_needed(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.resize_terminal(10, 5)
                await until(pilot, lambda: "24×12" in "".join(screen_rows(app)))
                assert "10×5" in "".join(screen_rows(app))

        play(test())


class TestConsole:
    """The operator's side."""

    def test_the_ledger_shows_what_an_order_wrote(self) -> None:
        async def test() -> None:
            async with running((120, 40)) as (app, pilot):
                app.phone_screen.action_dial("*707*31#")
                await answered(app, pilot, "Готово: 50 МБ")
                await until(pilot, lambda: any("вознаграждение 707:31" in row for row in screen_rows(app)))
                shown = "\n".join(screen_rows(app))
                assert "потрачено" in shown
                assert "−150" in shown
                assert "+52 428 800 байт" in shown

        play(test())


class TestTwoPhones:
    """Side by side where there is room."""

    def test_a_gift_rings_on_the_other_phone_before_ones_eyes(self) -> None:
        async def test() -> None:
            async with running((160, 45)) as (app, pilot):
                screen = app.phone_screen
                await until(pilot, lambda: screen.two)
                screen.action_dial("*111#")
                for said, reply in (
                    ("Бонус", "2"),
                    ("Подарить", "4"),
                    ("Кому", "9160000002"),
                    ("Сколько", "100"),
                    ("для", "1"),
                ):
                    await answered(app, pilot, said)
                    for character in reply:
                        screen.type(character)
                    screen.press("ok")
                await answered(app, pilot, "Подарено: 100")
                await until(pilot, lambda: any("1 новое" in row[36:71] for row in screen_rows(app)))
                assert any("181 балл" in row[36:71] for row in screen_rows(app))

        play(test())

    def test_tab_and_a_click_move_the_keyboard(self) -> None:
        async def test() -> None:
            async with running((160, 45)) as (app, pilot):
                screen = app.phone_screen
                await until(pilot, lambda: screen.two)
                await pilot.press("tab", "7")
                assert screen.person == "Борис"
                await until(pilot, lambda: any(" 7" in row[36:71] for row in screen_rows(app)[3:13]))
                await pilot.click("#phone", offset=(2, 16))
                await until(pilot, lambda: screen.person == "Анна")
                await pilot.click("#phone-2 #key-5")
                await until(pilot, lambda: screen.person == "Борис" and "75" in lcd_text(app))

        play(test())

    def test_another_subscriber_can_be_put_beside(self) -> None:
        async def test() -> None:
            async with running((160, 45)) as (app, pilot):
                await until(pilot, lambda: app.phone_screen.two)
                app.phone_screen.action_beside("Глеб")
                await until(pilot, lambda: any("Глеб" in row[36:71] for row in screen_rows(app)))
                await pilot.press("tab")
                assert app.phone_screen.person == "Глеб"

        play(test())

    @pytest.mark.slow
    def test_what_is_typed_stays_through_a_change_of_size(self) -> None:
        async def test() -> None:
            async with running((160, 45)) as (app, pilot):
                await until(pilot, lambda: app.phone_screen.two)
                await pilot.press("tab", "4", "2")
                for size in ((120, 40), (24, 12), (80, 24), (160, 45)):
                    await pilot.resize_terminal(*size)
                    await until(pilot, lambda: "42" in lcd_text(app))
                assert app.phone_screen.person == "Борис"

        play(test())


class TestProgram:
    """Help, palette, subscribers, time."""

    def test_help_opens_over_the_phone_and_escape_closes_it(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("f1")
                await until(pilot, lambda: isinstance(app.screen, HelpScreen))
                await until(pilot, lambda: any("Ctrl" in row or "F1" in row for row in screen_rows(app)))
                await pilot.press("escape")
                await until(pilot, lambda: app.screen is app.phone_screen)

        play(test())

    def test_the_palette_has_every_subscriber(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("ctrl+p")
                await until(pilot, lambda: isinstance(app.screen, CommandPalette))
                await pilot.press(*"Вера")
                await until(pilot, lambda: any("Абонент: Вера" in row for row in screen_rows(app)))
                await pilot.press("enter", "enter")
                await until(pilot, lambda: app.screen is app.phone_screen and app.phone_screen.person == "Вера")
                await until(pilot, lambda: any("не участник" in row for row in screen_rows(app)))

        play(test())

    def test_tab_goes_round_the_subscribers_and_each_has_a_tape(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press(*"*100#", "enter")
                await answered(app, pilot, "Баланс")
                await pilot.press("tab")
                await until(pilot, lambda: app.phone_screen.person == "Борис")
                assert "*100#" not in tape_text(app.phone_screen)
                await pilot.press("shift+tab")
                await until(pilot, lambda: "*100#" in tape_text(app.phone_screen))
                for _ in app.phone_screen.world.people:
                    await pilot.press("tab")
                assert app.phone_screen.person == "Анна"

        play(test())

    def test_nothing_is_told_twice(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press(*"*100#", "enter")
                await answered(app, pilot, "Баланс")
                await until(pilot, lambda: "Баланс" in tape_text(app.phone_screen))
                assert tape_text(app.phone_screen).count("Баланс") == 1
                assert len(app.phone_screen.world._listeners) == 2, "the screen, and the tour"

        play(test())

    def test_time_can_be_stopped(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("f6")
                await until(pilot, lambda: any(" II" in row for row in screen_rows(app)))

        play(test())

    def test_a_world_that_moves_on_elsewhere_is_shown(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                app.phone_screen.world.type("Анна", "7")
                app.phone_screen.world.advance(60_000)
                app.phone_screen.redraw()
                await until(pilot, lambda: any("10:03:00" in row for row in screen_rows(app)))

        play(test())

    @pytest.mark.parametrize("wrong", [{"theme": "clasic"}, {"start_console_tab": "legder"}, {"name": "Аня"}])
    def test_a_wrong_name_is_told_with_the_right_ones(self, wrong: dict[str, str]) -> None:
        from phone.opening import load_world

        with pytest.raises(ValueError, match="expected one of"):
            phone_app(load_world(), **wrong)  # type: ignore[arg-type]

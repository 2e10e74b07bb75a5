"""Habits of a good program: copying, pictures, languages, looks, questions before something is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.journal.port import JournalError
from phone.opening import load_world
from tests.tui.driving import answered, lcd_text, play, running, screen_rows, until
from tui.app import PhoneApp
from tui.clipboard import copying_program
from tui.opening import phone_screen
from tui.recording import free_path
from tui.screens.phone import PhoneScreen
from tui.screens.trouble import LossScreen, SaveTroubleScreen
from tui.settings import Settings, SettingsFile
from tui.wish import Wish


class TestCopying:
    """OSC 52, and a program where there is one."""

    @pytest.mark.parametrize(
        ("platform", "environment", "programs", "command"),
        [
            ("darwin", {}, {"pbcopy"}, ("pbcopy",)),
            ("linux", {"DISPLAY": ":0"}, {"xsel"}, ("xsel", "--clipboard", "--input")),
            ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, {"wl-copy", "xclip"}, ("wl-copy",)),
            ("linux", {"WSL_DISTRO_NAME": "D"}, {"clip.exe"}, ("clip.exe",)),
            ("linux", {"TMUX": "/tmp/t"}, {"tmux"}, ("tmux", "load-buffer", "-w", "-")),
            ("linux", {"DISPLAY": ":0"}, set(), None),
            ("linux", {}, {"xclip", "wl-copy"}, None),
        ],
    )
    def test_the_program_that_fits(
        self, platform: str, environment: dict[str, str], programs: set[str], command: tuple[str, ...] | None
    ) -> None:
        assert copying_program(platform, environment, lambda name: name if name in programs else None) == command

    def test_the_reply_and_the_display(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tui.screens.keepsakes.copy_by_program", lambda _: False)

        async def test() -> None:
            async with running() as (app, pilot):
                app.phone_screen.action_dial("*100#")
                await answered(app, pilot, "Баланс")
                await pilot.press("ctrl+y")
                await until(pilot, lambda: app.clipboard.startswith("Баланс: 150,00"))
                await pilot.press("ctrl+l")
                await until(
                    pilot, lambda: "МТС" not in app.clipboard.split("\n")[1] and len(app.clipboard.split("\n")) == 10
                )

        play(test())


class TestPictures:
    """With one key."""

    def test_svg_and_text_are_saved_beside_each_other(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)

        async def test() -> None:
            async with running() as (_, pilot):
                await pilot.press("ctrl+s")
                await until(pilot, lambda: len(list(tmp_path.iterdir())) == 2)

        play(test())
        text = (tmp_path / "zvonilka-2026-03-12-100200.txt").read_text(encoding="utf-8")
        assert "Анна  +7 916 000-00-01" in text
        assert (tmp_path / "zvonilka-2026-03-12-100200.svg").read_text(encoding="utf-8").startswith("<svg")

    def test_no_picture_takes_the_place_of_another(self, tmp_path: Path) -> None:
        (tmp_path / "a.svg").touch()
        (tmp_path / "a-2.svg").touch()
        assert free_path(tmp_path, "a", ".svg").name == "a-3.svg"
        assert free_path(tmp_path, "b", ".svg").name == "b.svg"


class TestLanguages:
    """The face speaks Russian and English."""

    def test_face_and_phone_change_in_the_middle_of_things(self) -> None:
        async def test() -> None:
            async with running((120, 40)) as (app, pilot):
                app.phone_screen.action_dial("*100#")
                await answered(app, pilot, "Баланс")
                app.phone_screen.post_message(app.phone_screen.Speak("en"))
                await until(pilot, lambda: any("Subscribers" in row for row in screen_rows(app)))
                await until(pilot, lambda: "Back" in lcd_text(app))
                assert any("*100#" in row for row in screen_rows(app))

        play(test())

    def test_no_text_of_the_face_is_missing_or_the_same_by_mistake(self) -> None:
        files = load_world().texts.files
        russian, english = (set(files[name].texts) for name in ("ru", "en"))
        assert {key for key in russian if key.startswith("face.")} == {
            key for key in english if key.startswith("face.")
        }
        cyrillic = {key for key in english if key.startswith("face.") and _is_cyrillic(files["en"].texts[key])}
        assert cyrillic == {"face.language.ru"}


def _is_cyrillic(text: str) -> bool:
    return any("а" <= character.lower() <= "я" for character in text)


class TestMemory:
    """Choices are so the next time too."""

    def test_look_tab_and_language_are_written(self, tmp_path: Path) -> None:
        store = SettingsFile(tmp_path / "config.json")

        async def test() -> None:
            app = PhoneApp(opened, theme="classic", store=store)
            async with app.run_test(size=(120, 40)) as pilot:
                await until(pilot, lambda: app.started is not None)
                app.action_skin("night")
                await app.phone_screen.action_tab("world")
                await until(pilot, lambda: store.load() == Settings(theme="night", console_tab="world"))
                assert app.theme == "night"
                app.phone_screen.post_message(app.phone_screen.Speak("en"))
                await until(pilot, lambda: store.load().locale == "en")

        play(test())

    def test_a_display_of_the_other_size_is_that_of_new_worlds(self) -> None:
        screen = phone_screen(
            load_world(), None, locale="ru", flash_ms=0, wall=False, start_console_tab="air", display="14x6"
        )
        assert {screen.world.frame(name).columns for name in screen.world.people} == {14}


def opened(wish: Wish) -> PhoneScreen:
    world = load_world(edition=wish.edition)
    return phone_screen(world, None, locale="ru", flash_ms=0, wall=False, start_console_tab="air")


class TestLoss:
    """Who would lose something is asked before."""

    def test_an_unsaved_world_is_not_left_without_a_question(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                app.phone_screen.action_dial("*707*31#")
                await answered(app, pilot, "Готово")
                await pilot.press("ctrl+q")
                await until(pilot, lambda: isinstance(app.screen, LossScreen))
                await pilot.press("enter")
                await until(pilot, lambda: app.screen is app.phone_screen)
                assert not app._exit
                await pilot.press("ctrl+q")
                await until(pilot, lambda: isinstance(app.screen, LossScreen))
                await pilot.press("down", "enter")
                await until(pilot, lambda: app._exit)

        play(test())

    def test_who_insists_is_let_go(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                app.phone_screen.action_dial("*707*31#")
                await answered(app, pilot, "Готово")
                await pilot.press("ctrl+c", "ctrl+c")
                await until(pilot, lambda: app._exit)

        play(test())

    def test_another_edition_is_another_world(self) -> None:
        async def test() -> None:
            app = PhoneApp(opened, theme="classic")
            async with app.run_test(size=(120, 40)) as pilot:
                await until(pilot, lambda: app.started is not None)
                before = app.phone_screen
                app.phone_screen.post_message(app.phone_screen.Reopen("a5"))
                await until(pilot, lambda: app.phone_screen is not before)
                await app.phone_screen.action_tab("catalogue")
                await until(pilot, lambda: any("издание a5" in row for row in screen_rows(app)))

        play(test())

    def test_the_world_can_be_started_over(self) -> None:
        async def test() -> None:
            app = PhoneApp(opened, theme="classic")
            async with app.run_test(size=(80, 24)) as pilot:
                await until(pilot, lambda: app.started is not None)
                app.phone_screen.action_dial("*707*31#")
                await answered(app, pilot, "Готово")
                await pilot.press("ctrl+r")
                await until(pilot, lambda: isinstance(app.screen, LossScreen))
                await pilot.press("down", "enter")
                await until(pilot, lambda: app.phone_screen.world.ledger.head == 11 and "МТС" in lcd_text(app))

        play(test())


class TestTrouble:
    """A save that cannot be used."""

    def test_it_is_told_on_one_screen_with_what_can_be_done(self) -> None:
        wishes: list[Wish] = []

        def locked(wish: Wish) -> PhoneScreen:
            wishes.append(wish)
            if wish.save:
                raise JournalError("demo.save is open in another program; close that first")
            return opened(wish)

        async def test() -> None:
            app = PhoneApp(locked, theme="classic")
            async with app.run_test(size=(80, 24)) as pilot:
                await until(pilot, lambda: isinstance(app.screen, SaveTroubleScreen))
                await until(pilot, lambda: any("open in another program" in row for row in screen_rows(app)))
                await pilot.press("enter")
                await until(pilot, lambda: len(wishes) == 2 and isinstance(app.screen, SaveTroubleScreen))
                await pilot.press("down", "enter")
                await until(pilot, lambda: app.started is not None)
                assert wishes == [Wish(), Wish(), Wish(save=False)]
                assert app.failure is None

        play(test())

    def test_who_leaves_reads_the_reason_in_the_terminal_too(self) -> None:
        def damaged(_: Wish) -> PhoneScreen:
            raise JournalError("demo.save is damaged")

        async def test() -> None:
            app = PhoneApp(damaged, theme="classic")
            async with app.run_test(size=(80, 24)) as pilot:
                await until(pilot, lambda: isinstance(app.screen, SaveTroubleScreen))
                await pilot.press("escape")
                await until(pilot, lambda: app._exit)
            assert str(app.failure) == "demo.save is damaged"

        play(test())

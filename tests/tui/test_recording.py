"""Recording in the app: by keys, mouse and paste; what comes of it plays green by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events

from phone.dialog.files import read_file
from phone.dialog.running import jobs
from phone.inputs import Origin
from phone.opening import load_world
from tests.tui.driving import play, running
from tests.tui.terminal import terminal
from tui.recording import Reel, free_for_recording
from tui.testing import press
from tui.widgets.key_cap import KeyCap


def differences(path: Path) -> list[str]:
    return [difference.message for job in jobs(read_file(path)) for difference in job.play().differences]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


class TestKeys:
    """F8, F9, F7, F8."""

    def test_a_recording_made_by_keys_plays_green(self, folder: Path) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                for keys in (("f8", "*111*455#", "enter"), ("f9", "2", "f2"), ("f7", "f8")):
                    await press(pilot, *keys)
                assert not app.phone_screen.session.reel.runs

        play(test())
        path = only(folder, "dialog-*.dialog")
        text = path.read_text(encoding="utf-8")
        assert text.count("\nАнна > ") == 2
        assert "\nАнна > *111*455#\n" in text
        assert "\nАнна > 2\n" in text
        assert "\nАнна screen\n  |1▂▄▆2▂▄▆   {:time} ▮▮▮|\n  |МТС Бонус           |\n" in text
        assert "\nledger Анна\n  no changes\n" in text
        assert not differences(path)

    def test_rec_stands_in_the_header_without_a_count_of_keys(self) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await press(pilot, "f8", "12")
                assert app.phone_screen.session.reel.count == 2
                header = app.phone_screen.query_one("#header")
                strips = header.render_lines(header.region.reset_offset)
                told = "".join(segment.text for strip in strips for segment in strip)
                assert re.search(r"REC +\d+ балл", told), "what follows is the balance"

        play(test())


class TestMouseAndPaste:
    """What is no keyboard."""

    def test_a_recording_made_by_mouse_and_paste_plays_green(self, folder: Path) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await press(pilot, "f8")
                for key in "*100#":
                    await pilot.click(next(cap for cap in app.phone_screen.query(KeyCap) if cap.key == key))
                for keys in (("enter",), ("end",), ("f2", "2", "1")):
                    await press(pilot, *keys)
                app.phone_screen.post_message(events.Paste("Привет, Борис"))
                await press(pilot, "f9", "f8")

        play(test())
        path = only(folder, "dialog-*.dialog")
        text = path.read_text(encoding="utf-8")
        assert "\nАнна > *100#\n" in text
        assert "TYPE Привет, Борис" in text
        assert not differences(path)


class TestReports:
    """From the palette, and as files."""

    def test_a_report_has_all_that_happened_and_no_pin(self, folder: Path) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                for keys in (("*111*455*0#", "enter"), ("end", "**04*0000*9876*9876#")):
                    await press(pilot, *keys)
                await app.run_action("screen.report", default_namespace=app.phone_screen)

        play(test())
        path = only(folder, "report-*.dialog")
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# zvonilka ")
        assert "9876" not in text
        assert "0000*0001*0001" in text
        assert "\nАнна screen\n" in text
        assert not differences(path)

    def test_a_report_of_own_files_plays_without_them(self, folder: Path) -> None:
        own = folder / "own"
        (own / "fixtures").mkdir(parents=True)
        (own / "fixtures/rules.json").write_text('{"gift": {"daily": 7}}', encoding="utf-8")
        (own / "w.json").write_text(
            '{"like": "demo", "people": {"Анна": {"phonebook": {"Мама": "79160000003"}}}}', encoding="utf-8"
        )
        world = load_world(str(own / "w.json"), folder=own / "fixtures", settings=["rules.ussd.timeout_s=45"])
        world.press("Анна", "down")
        world.settle()
        Reel(world).report(folder / "r.dialog")
        for path in (*own.rglob("*.json"),):
            path.unlink()
        text = (folder / "r.dialog").read_text(encoding="utf-8")
        assert "Мама" in text.split("\n\n")[1]
        assert not differences(folder / "r.dialog")

    @pytest.mark.parametrize(
        ("name", "told"),
        [("a.txt", "ends in .dialog"), ("no/a.dialog", "no folder"), ("b.dialog", "overwrites nothing")],
    )
    def test_where_nothing_can_be_written_is_told_before(self, folder: Path, name: str, told: str) -> None:
        (folder / "b.dialog").touch()
        with pytest.raises(ValueError, match=told):
            free_for_recording(folder / name)

    def test_the_end_of_the_sitting_ends_the_recording(self, folder: Path) -> None:
        reel = Reel(load_world())
        reel.start(folder / "all.dialog")
        reel.world.press("Анна", "soft_left")
        assert list(reel.end()) == [f"recorded 1 step; check it: zvonilka run {folder / 'all.dialog'}"]
        assert not list(reel.end())
        assert not differences(folder / "all.dialog")


def test_an_origin_is_what_the_world_was_opened_with() -> None:
    world = load_world("rich", edition="a1", locale="en", settings=["rules.gift.daily=2"])
    origin = world.origin
    assert origin is not None
    assert origin == Origin("rich", origin.begun_ms, "en", "a1", "", ("rules.gift.daily=2",))


@pytest.mark.slow
def test_what_is_done_in_the_account_is_recorded_too(folder: Path) -> None:
    with terminal((80, 24), "account", "--locale", "ru", "--record", "site.dialog", folder=folder) as shown:
        shown.until(lambda: any("Личный кабинет" in line for line in shown.lines))
        shown.send("\x11")
        assert shown.process.wait(10) == 0
    assert (folder / "site.dialog").is_file()

"""What a terminal shows of the real program is what the phone shows: cells, inverse runs, keys, clicks, colours."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import KEYPAD, LETTERS, Key
from phone.opening import load_world
from phone.world import World
from tests.tui.terminal import Terminal, terminal
from tui.forms import Form, Place
from tui.plan import plan
from tui.widgets.lcd import CURSOR
from tui.words import Words

SIZES = ((60, 20), (80, 24), (120, 40), (160, 45))
ANNA = "Анна"


def place_of(size: tuple[int, int]) -> tuple[Form, Place]:
    """The phone's form, and where its display's characters stand."""
    division = plan(*size, phones=2)
    assert division.form is not None
    phone, lcd = division.parts["phone"], division.form.lcd
    return division.form, Place(phone.x + lcd.x + (lcd.width - 20) // 2, phone.y + lcd.y, 20, 10)


def drawn(shown: Terminal, size: tuple[int, int]) -> list[str]:
    """The display's rows as the terminal has them; a cursor on an empty cell is drawn as a thin bar."""
    _, lcd = place_of(size)
    return [row[lcd.x : lcd.x + lcd.width].replace(CURSOR, " ") for row in shown.lines[lcd.y : lcd.y + lcd.height]]


def shows(shown: Terminal, size: tuple[int, int], frame: Frame) -> bool:
    return drawn(shown, size) == [row.text for row in frame.rows]


def assert_inverse_runs_are_drawn(shown: Terminal, size: tuple[int, int], frame: Frame) -> None:
    """An inverse cell stands on the colour of the others' ink."""
    _, lcd = place_of(size)
    inks = {
        shown.cell(lcd.x + column, lcd.y + y).fg
        for y, row in enumerate(frame.rows)
        for column, character in enumerate(row.text)
        if character != " " and not row.runs
    }
    assert len(inks) == 1
    inverse = {
        (column, y)
        for y, row in enumerate(frame.rows)
        for run in row.runs
        if run.style == "inv"
        for column in range(run.start, run.end)
    }
    on_ink = {
        (column, y)
        for y in range(lcd.height)
        for column in range(lcd.width)
        if shown.cell(lcd.x + column, lcd.y + y).bg in inks
    }
    assert inverse
    assert on_ink == inverse


def begun(shown: Terminal, words: str) -> None:
    """Wait for the phone, and let its time stand."""
    shown.until(lambda: any(words in row for row in shown.lines))
    shown.send("\x1b[17~")
    shown.pump()


def twin(locale: str = "ru") -> World:
    """The same world, to be asked what its phone shows."""
    return load_world(locale=locale)


@pytest.mark.parametrize(
    ("size", "locale"),
    [
        pytest.param(size, locale, marks=() if (size, locale) == ((80, 24), "ru") else pytest.mark.slow)
        for size in SIZES
        for locale in ("ru", "en")
    ],
)
def test_the_terminal_shows_the_frame_and_all_twelve_keys(tmp_path: Path, size: tuple[int, int], locale: str) -> None:
    world = twin(locale)
    with terminal(size, "--locale", locale, folder=tmp_path, COLORTERM="truecolor") as shown:
        begun(shown, world.frame(ANNA).body[1].text.strip() or "2026")
        shown.until(lambda: shows(shown, size, world.frame(ANNA)))
        shown.send("\x1bOQ")
        world.press(ANNA, "soft_left")
        shown.until(lambda: shows(shown, size, world.frame(ANNA)))
        assert_inverse_runs_are_drawn(shown, size, world.frame(ANNA))
        text = "\n".join(shown.lines)
        assert all(f"{key} {LETTERS[key][0]}" in text for key in KEYPAD)
        assert all(LETTERS[key][1] in text for key in KEYPAD)
        assert shown.beyond == ""


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_click_on_a_drawn_key_is_that_key(tmp_path: Path, size: tuple[int, int]) -> None:
    form, _ = place_of(size)
    corner = plan(*size, phones=2).parts["phone"]
    world = twin()
    with terminal(size, folder=tmp_path) as shown:
        begun(shown, "2026")
        keys: tuple[Key, ...] = ("*", "1", "0", "0", "#", "clear", "5", "end", "soft_left", "down")
        for key in keys:
            place = form.keys[key]
            shown.click(corner.x + place.x + place.width // 2, corner.y + place.y)
            world.press(ANNA, key)
            shown.until(partial(shows, shown, size, world.frame(ANNA)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "screen-256color"},
        {"NO_COLOR": "1"},
        {"NO_COLOR": "1", "TERM": "screen-256color"},
        {"COLORTERM": "truecolor"},
    ],
    ids="-".join,
)
@pytest.mark.parametrize("theme", ["classic", "night", "contrast"])
def test_few_colours_or_none_change_no_cell(tmp_path: Path, environment: dict[str, str], theme: str) -> None:
    size, world = (80, 24), twin()
    with terminal(size, "--theme", theme, folder=tmp_path, **environment) as shown:
        begun(shown, "2026")
        shown.send("\x1bOQ")
        world.press(ANNA, "soft_left")
        shown.until(lambda: shows(shown, size, world.frame(ANNA)))
        assert_inverse_runs_are_drawn(shown, size, world.frame(ANNA))


@pytest.mark.slow
def test_left_alone_and_paused_for_a_minute_it_writes_nothing(tmp_path: Path) -> None:
    with terminal((120, 40), folder=tmp_path) as shown:
        begun(shown, "2026")
        shown.until(lambda: " II" in shown.lines[0])
        before = shown.lines
        for _ in range(60):
            assert shown.pump(1.0) == b""
        assert shown.lines == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_in_good_order(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    with terminal((80, 24), folder=tmp_path) as shown:
        begun(shown, "2026")
        os.kill(shown.process.pid, number)
        told = shown.pump(1.0)
        assert shown.process.wait(10) == 128 + number
        assert b"\x1b[?1049l" in told


@pytest.mark.slow
def test_a_closed_terminal_ends_it_and_the_save_is_whole(tmp_path: Path) -> None:
    with terminal((80, 24), "--save", "demo.save", folder=tmp_path) as shown:
        begun(shown, "2026")
        shown.send("\x1b[17~\x1b[17~*707*31#\r")
        shown.until(lambda: any("1090" in row for row in shown.lines))
        os.kill(shown.process.pid, signal.SIGHUP)
        assert shown.process.wait(10) == 128 + signal.SIGHUP
    world = load_world(save=tmp_path / "demo.save")
    standing = world.standing("79160000001")
    world.close()
    assert standing is not None
    assert standing.points == 1090


@pytest.mark.slow
def test_a_save_that_is_open_elsewhere_is_one_clear_screen(tmp_path: Path, words: Words) -> None:
    world = load_world(save=tmp_path / "demo.save")
    try:
        with terminal((80, 24), "--save", "demo.save", folder=tmp_path) as shown:
            shown.until(lambda: any(words("trouble.title") in row for row in shown.lines))
            assert any("demo.save" in row for row in shown.lines)
            assert any(words("trouble.again") in row for row in shown.lines)
            shown.send("\x1b[B\x1b[B\r")
            shown.until(lambda: shown.process.poll() is not None)
            assert shown.process.returncode == 2
    finally:
        world.close()


@pytest.mark.slow
def test_choices_are_there_again_the_next_time(tmp_path: Path) -> None:
    with terminal((120, 40), folder=tmp_path) as shown:
        begun(shown, "2026")
        shown.send("\x0f4")
        shown.until((tmp_path / "config.json").exists)
    with terminal((120, 40), folder=tmp_path) as shown:
        shown.until(lambda: any("ход времени" in row for row in shown.lines))

"""The presenter's view: the font, the dots, how the screen is divided, and what one can do there."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.loading import bundled_folder
from phone.air.text import SEPTETS
from phone.handset.ui.frame import Frame, Row, Run
from phone.opening import load_world
from tests.tui.driving import play, running, screen_rows, until
from tui.app import PhoneApp
from tui.dots import (
    CELL_HEIGHT,
    CELL_WIDTH,
    FULL,
    UNBROKEN,
    UNKNOWN,
    Font,
    frame_dots,
    half_block_runs,
    load_font,
    read_font,
    row_dots,
    size_in_dots,
)
from tui.forms import Place
from tui.pace import CALM_MS, Pace
from tui.presenting import stage
from tui.screens.presenter import PresenterScreen
from tui.widgets.dot_lcd import DotLcd, turned

RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
HEAD = "A font.\n\n"
BOX = "□ WHITE SQUARE\n" + "#####\n" * 7


@pytest.fixture(scope="module")
def font() -> Font:
    return load_font(bundled_folder())


class TestFont:
    """Glyphs of our own."""

    def test_it_has_both_alphabets_all_of_gsm_7_and_the_signs_of_the_display(self, font: Font) -> None:
        wanted = RUSSIAN + RUSSIAN.lower() + "".join(chr(code) for code in range(32, 127))
        wanted += "".join(set(SEPTETS) - set("\n\r\x0c")) + "▂▄▆▮▯▬×=▴▾◂▸…№₽«»–—“”•·□■→␣▏−▀█✓─│┌┐└┘"
        assert "".join(sorted(set(wanted) - set(font.glyphs))) == ""

    def test_it_has_every_character_of_every_text_that_a_phone_may_show(self, font: Font) -> None:
        world = load_world()
        texts = world.texts.files
        said = {
            character
            for file in texts.values()
            for key, text in file.texts.items()
            if key.partition(".")[0] not in ("face", "ledger", "line")
            for character in text
        }
        assert "".join(sorted(said - set(font.glyphs) - {"\n", UNBROKEN})) == ""

    def test_no_two_letters_of_one_alphabet_look_alike(self, font: Font) -> None:
        latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        for alphabet in (latin, RUSSIAN + RUSSIAN.lower()):
            for one, other in combinations(alphabet, 2):
                assert font.glyph(one) != font.glyph(other), (one, other)

    def test_letters_leave_the_last_column_free(self, font: Font) -> None:
        for character in RUSSIAN + RUSSIAN.lower():
            assert all(bits & 1 == 0 for bits in font.glyph(character)), character

    def test_what_it_lacks_is_a_box(self, font: Font) -> None:
        assert font.glyph("日") == font.glyph(UNKNOWN)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (f"{HEAD}А CYRILLIC\n#####\n", "line 5: the glyph 'А' has 1 rows"),
            (f"{HEAD}А CYRILLIC\n{'#####' + chr(10)}{'####' + chr(10)}", "line 5: found '####'"),
            (f"{HEAD}{BOX}\nwhat\n", "line 12: found 'what'"),
            (HEAD, "no glyph for □"),
        ],
    )
    def test_a_mistake_is_told_with_its_line(self, text: str, told: str) -> None:
        with pytest.raises(ValueError, match=told):
            read_font(text)


class TestDots:
    """A frame as a picture."""

    def test_a_letter_stands_where_its_column_is(self, font: Font) -> None:
        rows = row_dots(Row(" A"), font)
        assert [bits >> CELL_WIDTH for bits in rows] == [0] * CELL_HEIGHT
        assert tuple(bits & FULL for bits in rows) == font.glyph("A")

    def test_an_inverse_cell_is_the_other_way_round_and_a_cursor_lies_below(self, font: Font) -> None:
        inverse = row_dots(Row("A", (Run(0, 1, "inv"),)), font)
        assert [bits ^ FULL for bits in inverse] == list(font.glyph("A"))
        assert row_dots(Row("A", (Run(0, 1, "cursor"),)), font)[-1] == FULL

    @given(
        st.integers(min_value=0, max_value=2**24 - 1), st.integers(min_value=0, max_value=2**24 - 1), st.integers(1, 3)
    )
    def test_runs_are_the_dots_again(self, upper: int, lower: int, scale: int) -> None:
        runs = list(half_block_runs(upper, lower, 24, scale))
        above = "".join(("1" if high else "0") * cells for cells, high, _ in runs)
        below = "".join(("1" if low else "0") * cells for cells, _, low in runs)
        assert above == "".join(bit * scale for bit in f"{upper:024b}")
        assert below == "".join(bit * scale for bit in f"{lower:024b}")

    def test_a_display_of_another_size_has_other_dots(self, font: Font) -> None:
        small = Frame((Row(" " * 14),) * 8)
        assert size_in_dots(small) == (84, 64)
        assert len(frame_dots(small, font)) == 64


class TestStage:
    """Division of the screen."""

    @given(
        st.integers(min_value=1, max_value=400),
        st.integers(min_value=1, max_value=120),
        st.sampled_from([(120, 80), (84, 64)]),
    )
    def test_parts_are_inside_and_never_overlap(self, width: int, height: int, dots: tuple[int, int]) -> None:
        parts = stage(width, height, dots).parts
        assert parts
        for place in parts.values():
            assert place.x >= 0
            assert place.y >= 0
            assert place.x + place.width <= width
            assert place.y + place.height <= height
        for one, other in combinations(parts.values(), 2):
            assert one.y + one.height <= other.y or other.y + other.height <= one.y

    @pytest.mark.parametrize(
        ("size", "scale", "parts"),
        [
            ((120, 44), 1, {"dots", "caption", "keys", "hints"}),
            ((119, 44), 0, {"phone", "caption", "keys", "hints"}),
            ((120, 43), 1, {"dots", "keys", "hints"}),
            ((120, 40), 1, {"dots"}),
            ((120, 39), 0, {"phone", "caption", "keys", "hints"}),
            ((240, 84), 2, {"dots", "caption", "keys", "hints"}),
            ((24, 12), 0, {"phone"}),
            ((23, 12), 0, {"notice"}),
        ],
    )
    def test_what_is_shown_at_a_size(self, size: tuple[int, int], scale: int, parts: set[str]) -> None:
        found = stage(*size, (120, 80))
        assert found.scale == scale
        assert set(found.parts) == parts

    def test_a_picture_without_a_margin_begins_with_the_gap_behind_its_last_character(self) -> None:
        assert [turned(bits, 6) for bits in (0b111110, 0b111111, 0b000001)] == [0b011111, 0b111111, 0b100000]

    def test_the_display_is_in_the_middle_above_its_rows(self) -> None:
        assert stage(160, 50, (120, 80)).parts["dots"] == Place(18, 2, 124, 42)


async def shown_to_all(app: PhoneApp) -> PresenterScreen:
    screen = app.screen
    assert isinstance(screen, PresenterScreen)
    return screen


class TestView:
    """What a presenter does."""

    def test_keys_go_to_the_phone_and_stand_below_it_as_caps(self) -> None:
        async def test() -> None:
            async with running((120, 44)) as (app, pilot):
                await pilot.press("f5")
                await until(pilot, lambda: isinstance(app.screen, PresenterScreen))
                await pilot.press(*"*100#", "enter")
                app.phone_screen.world.settle()
                await until(pilot, lambda: screen_rows(app)[42].split() == [*"*100#", "OK"])
                assert "▸ *100#" in screen_rows(app)[40]
                assert any("▀" in row for row in screen_rows(app)[:40])
                await pilot.press("f5")
                await until(pilot, lambda: app.screen is app.phone_screen)

        play(test())

    def test_in_a_small_terminal_the_display_is_text(self) -> None:
        async def test() -> None:
            async with running((80, 24)) as (app, pilot):
                await pilot.press("f5")
                await until(pilot, lambda: any("МТС" in row for row in screen_rows(app)))
                assert not app.screen.query_one(DotLcd).region

        play(test())

    def test_b_makes_it_blank_and_any_key_brings_it_back_without_reaching_the_phone(self) -> None:
        async def test() -> None:
            async with running((80, 24)) as (app, pilot):
                await pilot.press("f5", "b")
                await until(pilot, lambda: not "".join(screen_rows(app)).strip())
                await pilot.press("7")
                await until(pilot, lambda: any("МТС" in row for row in screen_rows(app)))
                assert "7" not in (await shown_to_all(app)).session.world.frame("Анна").body[-1].text

        play(test())

    def test_no_session_runs_out_while_somebody_talks(self) -> None:
        class Clock:
            now_ns = 0

            def __call__(self) -> int:
                return self.now_ns

        async def test() -> None:
            async with running((80, 24)) as (app, pilot):
                session = app.phone_screen.session
                clock = Clock()
                session.pace = Pace(clock)
                await pilot.press("f5")
                await until(pilot, lambda: isinstance(app.screen, PresenterScreen))
                begun_ms = session.world.now_ms
                session.dial("*111#")
                for _ in range(200):
                    clock.now_ns += 1_000_000_000
                    session.elapse()
                assert session.ussd_left_ms("Анна") is not None
                assert session.sign == "II"
                assert session.world.now_ms - begun_ms <= CALM_MS + 3000
                await pilot.press("f5")
                await until(pilot, lambda: session.pace.mode == "wall")

        play(test())

    def test_time_goes_on_as_before_after_the_show(self) -> None:
        async def test() -> None:
            async with running((80, 24)) as (app, pilot):
                app.phone_screen.action_time("paused")
                await pilot.press("f5")
                await until(pilot, lambda: app.phone_screen.session.pace.mode == "calm")
                await pilot.press("f5")
                await until(pilot, lambda: app.phone_screen.session.pace.mode == "paused")

        play(test())

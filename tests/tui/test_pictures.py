"""The whole screen as a picture, at fixed sizes: one class a feature; what the default tests leave out is slow."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from syrupy.assertion import SnapshotAssertion

from phone.opening import load_world
from tests.tui.driving import play, running, screen_rows, until
from tui.picture import text_of
from tui.screens.presenter import PresenterScreen
from tui.shot import settled, take
from tui.tabs import TABS
from tui.theme import THEMES

BALANCE = ("*111*455*0#", "enter")
ORDER = ("*707*31#", "enter")
GIFT = ("*111#", "enter", "2", "enter", "4", "enter", "9160000002", "enter", "100", "enter", "1", "enter")
WIDE, TWO = (120, 40), (160, 45)


@pytest.fixture(autouse=True)
def short_waits() -> None:
    """Pictures wait as long as the toolkit does: they are at rest when some looks in a row see the same."""


def picture_of(
    size: tuple[int, int],
    keys: Sequence[str] = (),
    *,
    theme: str = "classic",
    locale: str = "ru",
    name: str | None = None,
    tab: str = "air",
) -> str:
    world = load_world(locale=locale)
    return asyncio.run(take(world, size=size, keys=keys, theme=theme, locale=locale, name=name, tab=tab))


class TestSizes:
    """From a projector's few columns to two phones and the console."""

    @pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
    def test_a_balance(self, picture: SnapshotAssertion, size: tuple[int, int]) -> None:
        assert picture_of(size, BALANCE) == picture

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "size",
        [(24, 12), (40, 16), (120, 40), (40, 24), (100, 24), (120, 30), (80, 40)],
        ids=lambda size: f"{size[0]}x{size[1]}",
    )
    def test_sizes_between(self, picture: SnapshotAssertion, size: tuple[int, int]) -> None:
        assert picture_of(size, BALANCE) == picture

    @pytest.mark.slow
    def test_the_start(self, picture: SnapshotAssertion) -> None:
        assert picture_of((80, 24)) == picture

    @pytest.mark.slow
    def test_another_operators_subscriber(self, picture: SnapshotAssertion) -> None:
        assert picture_of((80, 24), name="dina") == picture

    def test_too_small_a_terminal(self, picture: SnapshotAssertion) -> None:
        assert picture_of((18, 6)) == picture


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (("f1",), "── телефон ──"),
        (("f12", "tab", "tab", "f12"), "появится всё"),
        (("ctrl+t", "down", "enter"), "4555"),
        (("f5", "ok"), "Сообщения"),
        (("f1", "escape"), "появится всё"),
        (("ctrl+o",), "Для консоли нужен"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_a_picture_can_be_of_what_lies_over_the_phone(keys: tuple[str, ...], seen: str) -> None:
    assert seen in asyncio.run(take(load_world(), size=(80, 24), keys=keys, draw=text_of))


class TestTabs:
    """The operator's console."""

    @pytest.mark.parametrize(
        "tab", [tab if tab in ("air", "ledger") else pytest.param(tab, marks=pytest.mark.slow) for tab in TABS]
    )
    def test_each_tab(self, picture: SnapshotAssertion, tab: str) -> None:
        assert picture_of(WIDE, GIFT, tab=tab) == picture

    @pytest.mark.slow
    @pytest.mark.parametrize("tab", TABS)
    @pytest.mark.parametrize("locale", ["en", "translit"])
    def test_each_tab_in_other_languages(self, picture: SnapshotAssertion, tab: str, locale: str) -> None:
        assert picture_of(WIDE, ORDER, tab=tab, locale=locale) == picture

    @pytest.mark.slow
    @pytest.mark.parametrize("view", ["burning", "why", "proof"])
    def test_each_view_of_the_ledger(self, picture: SnapshotAssertion, view: str) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                await app.phone_screen.action_tab("ledger")
                app.phone_screen.action_console_view(view)
                await until(pilot, lambda: app.phone_screen.console.page.details.lines != ())  # type: ignore[union-attr]
                assert await settled(app, pilot) == picture

        play(test())


class TestSkins:
    """Three looks."""

    @pytest.mark.parametrize("theme", [name for name in THEMES if name != "classic"])
    def test_an_order(self, picture: SnapshotAssertion, theme: str) -> None:
        assert picture_of((80, 24), ORDER, theme=theme) == picture

    @pytest.mark.slow
    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("size", [WIDE, TWO, (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
    def test_other_sizes(self, picture: SnapshotAssertion, theme: str, size: tuple[int, int]) -> None:
        assert picture_of(size, ORDER, theme=theme) == picture

    def test_lit_keys_and_the_lamp(self, picture: SnapshotAssertion) -> None:
        async def test() -> None:
            async with running(WIDE, flash_ms=600_000) as (app, pilot):
                for key in ("3", "#", "call", "soft_left", "down"):
                    app.phone_screen.phone.cap(key).flash(600_000)  # type: ignore[union-attr]
                app.phone_screen.action_hold_next()
                assert await settled(app, pilot) == picture

        play(test())


class TestLanguages:
    """English beside Russian."""

    @pytest.mark.slow
    def test_an_order_in_english(self, picture: SnapshotAssertion) -> None:
        assert picture_of(WIDE, ORDER, locale="en") == picture

    def test_the_help(self, picture: SnapshotAssertion) -> None:
        async def test() -> None:
            async with running() as (app, pilot):
                await pilot.press("f1")
                await until(pilot, lambda: any("F1" in row for row in screen_rows(app)))
                assert await settled(app, pilot) == picture

        play(test())


class TestTwoPhones:
    """A gift rings on the other one."""

    def test_a_gift(self, picture: SnapshotAssertion) -> None:
        assert picture_of(TWO, GIFT) == picture


class TestShow:
    """The presenter's view."""

    @pytest.mark.parametrize(
        "size",
        [
            (120, 44),
            pytest.param((80, 24), marks=pytest.mark.slow),
            pytest.param((240, 84), marks=pytest.mark.slow),
            pytest.param((24, 12), marks=pytest.mark.slow),
        ],
        ids=lambda size: f"{size[0]}x{size[1]}",
    )
    def test_a_balance(self, picture: SnapshotAssertion, size: tuple[int, int]) -> None:
        async def test() -> None:
            async with running(size) as (app, pilot):
                await pilot.press("f5")
                await until(pilot, lambda: isinstance(app.screen, PresenterScreen))
                app.phone_screen.session.dial("*111*455*0#")
                app.phone_screen.world.settle()
                app.screen.redraw(everything=True)  # type: ignore[attr-defined]
                assert await settled(app, pilot) == picture

        play(test())

"""The whole screen as a picture, at fixed sizes."""

from __future__ import annotations

import asyncio

import pytest
from syrupy.assertion import SnapshotAssertion

from phone.driver import load_world
from tests.tui.driving import play, running, screen_rows, until
from tui.picture import svg_of
from tui.shot import take

BALANCE = ("*111*455*0#", "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 16)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_balance(picture: SnapshotAssertion, size: tuple[int, int]) -> None:
    assert asyncio.run(take(load_world(), size=size, keys=BALANCE)) == picture


def test_an_order_in_english(picture: SnapshotAssertion) -> None:
    world = load_world(locale="en")
    assert asyncio.run(take(world, size=(120, 40), keys=("*707*31#", "enter"), locale="en")) == picture


def test_the_start(picture: SnapshotAssertion) -> None:
    assert asyncio.run(take(load_world(), size=(80, 24))) == picture


def test_another_operators_subscriber(picture: SnapshotAssertion) -> None:
    assert asyncio.run(take(load_world(), size=(80, 24), name="dina")) == picture


def test_too_small_a_terminal(picture: SnapshotAssertion) -> None:
    assert asyncio.run(take(load_world(), size=(18, 6))) == picture


def test_lit_keys(picture: SnapshotAssertion) -> None:
    async def test() -> None:
        async with running((120, 40), flash_ms=600_000) as (app, pilot):
            for key in ("3", "#", "call", "soft_left", "down"):
                app.phone_screen.phone.cap(key).flash(600_000)  # type: ignore[union-attr]
            await pilot.pause()
            assert svg_of(app) == picture

    play(test())


def test_the_help(picture: SnapshotAssertion) -> None:
    async def test() -> None:
        async with running() as (app, pilot):
            await pilot.press("f1")
            await until(pilot, lambda: any("F1" in row for row in screen_rows(app)))
            assert svg_of(app) == picture

    play(test())

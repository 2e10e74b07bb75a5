"""The app without a terminal: time stands still but for what a test lets pass, and tests wait for conditions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from textual.pilot import Pilot

from phone.opening import load_world
from tui.app import PhoneApp, phone_app
from tui.console.page import Page
from tui.lines import plain
from tui.screens.phone import PhoneScreen

P = TypeVar("P", bound=Page)

PAUSES_MAX = 1500
"""How often a condition is looked at before a test gives up."""

SIZES = ((80, 24), (120, 40), (160, 45), (120, 30), (100, 24), (60, 20), (40, 24), (40, 16), (24, 12))
"""Terminals on which the display is to be seen."""


@asynccontextmanager
async def running(
    size: tuple[int, int] = (80, 24),
    *,
    name: str | None = None,
    flash_ms: int = 0,
    locale: str = "ru",
    theme: str = "classic",
    world: str = "demo",
) -> AsyncIterator[tuple[PhoneApp, Pilot[None]]]:
    """A world's phone in a terminal of some columns and rows."""
    opened = load_world(world, locale=locale)
    app = phone_app(opened, name=name, wall=False, flash_ms=flash_ms, locale=locale, theme=theme)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.started is not None and bool(lcd_text(app)))
        yield app, pilot


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the app work until a condition holds."""
    for _ in range(PAUSES_MAX):
        if condition():
            return
        await pilot.pause()
    raise AssertionError("the condition did not come true")


async def answered(app: PhoneApp, pilot: Pilot[None], text: str) -> None:
    """Let the world settle and wait until the display shows a text."""
    app.phone_screen.world.settle()
    await until(pilot, lambda: text in lcd_text(app))


def lcd_text(app: PhoneApp) -> str:
    """The display's rows, joined as they are read."""
    rows = (row.text.strip() for row in app.phone_screen.phone.lcd.frame.rows)
    return " ".join(row for row in rows if row)


def page(app: PhoneApp, kind: type[P]) -> P:
    """The console's page that is shown."""
    found = app.phone_screen.console.page
    assert isinstance(found, kind)
    return found


def tape_text(screen: PhoneScreen) -> str:
    """The tape's rows."""
    return "\n".join(map(plain, screen.tape.lines))


def screen_rows(app: PhoneApp) -> list[str]:
    """What the terminal shows, row by row."""
    return [strip.text for strip in app.screen._compositor.render_strips(app.size)]


def play(test: Coroutine[Any, Any, None]) -> None:
    """Run a test's coroutine."""
    asyncio.run(test)

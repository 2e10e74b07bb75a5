"""The personal account without a terminal: opened with its key, with somebody logged in already if a test wants that."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from ledger.entries import Refusal
from phone.network.site.entrance import enter
from phone.network.site.questionnaire import Form
from tests.tui.driving import running, until
from tui.account.page import SitePage
from tui.account.visit import Place
from tui.app import PhoneApp
from tui.screens.account import PAGES, AccountScreen


@asynccontextmanager
async def on_site(
    size: tuple[int, int],
    place: Place = "login",
    name: str | None = None,
    reward: str = "",
    locale: str = "ru",
    theme: str = "classic",
    world: str = "demo",
) -> AsyncIterator[tuple[PhoneApp, Pilot[None], AccountScreen]]:
    """The account opened with its key, and with `place` somebody logged in already."""
    async with running(size, name=name, locale=locale, theme=theme, world=world) as (app, pilot):
        app.phone_screen.world.settle()
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, AccountScreen) and app.screen.page is not None)
        screen = app.screen
        assert isinstance(screen, AccountScreen)
        if place != "login":
            account = enter(app.phone_screen.world.network, screen.visit.drafts.number)
            assert not isinstance(account, Refusal)
            assert screen.page is not None
            screen.visit.account = account
            screen.visit.drafts.form = Form(region=account.subscriber.region)
            screen.visit.drafts.reward = reward
            screen.page.post_message(SitePage.Go(place))
            await until(pilot, lambda: type(screen.page) is PAGES[place] and screen.focused is not None)
        yield app, pilot, screen

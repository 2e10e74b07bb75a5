"""The rows of the tour that are done in the personal account, done on its pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final

from textual.pilot import Pilot
from textual.widgets import Button

from tests.tui.driving import until
from tui.account.page import Answer, Field, FocusListing, SitePage
from tui.account.visit import Place
from tui.app import PhoneApp
from tui.screens.account import PAGES, AccountScreen
from tui.widgets.range_slider import RangeSlider

Visiting = Callable[[Pilot[None], AccountScreen], Awaitable[None]]


async def visited(app: PhoneApp, pilot: Pilot[None], row: str) -> None:
    """On the page that a row has opened, log in if nobody has, do what it says, and go back to the phone."""
    await until(pilot, lambda: isinstance(app.screen, AccountScreen) and app.screen.page is not None)
    screen = app.screen
    assert isinstance(screen, AccountScreen)
    if screen.visit.account is None:
        await _log_in(app, pilot, screen)
    await ROWS[row](pilot, screen)
    screen.action_account()
    await until(pilot, lambda: app.screen is app.phone_screen)


async def _log_in(app: PhoneApp, pilot: Pilot[None], screen: AccountScreen) -> None:
    world, person = app.phone_screen.world, app.phone_screen.person
    await until(pilot, lambda: bool(screen.query("#dial")))
    await _press(pilot, screen, "dial")
    await until(pilot, lambda: "SMS" in str(screen.query_one(Answer).render()))
    world.settle()
    sms = world.phones[person].mobile.store.inbox[0].text.value
    await _write(pilot, screen, "password", "".join(filter(str.isdecimal, sms)))
    await pilot.press("enter")
    await until(pilot, lambda: screen.visit.account is not None and type(screen.page) is PAGES[screen.visit.place])


async def _go(pilot: Pilot[None], screen: AccountScreen, place: Place) -> None:
    """Open a page, unless the row has led to it; what stood there before is gone then."""
    page = screen.page
    assert page is not None
    if type(page) is not PAGES[place]:
        page.post_message(SitePage.Go(place))
        await until(pilot, lambda: screen.page is not page)
    await until(pilot, lambda: type(screen.page) is PAGES[place] and bool(screen.query("#page > *")))


async def _write(pilot: Pilot[None], screen: AccountScreen, name: str, text: str) -> None:
    await until(pilot, lambda: bool(screen.query(f"#{name}")))
    field = screen.query_one(f"#{name}", Field)
    field.line.value = text
    await until(pilot, lambda: field.value == text)


async def _press(pilot: Pilot[None], screen: AccountScreen, *names: str) -> None:
    for name in names:
        await until(pilot, lambda name=name: bool(screen.query(f"#{name}")) and not _off(screen, name))  # type: ignore[misc]
        screen.query_one(f"#{name}", Button).press()
        await pilot.pause()


def _off(screen: AccountScreen, name: str) -> bool:
    return screen.query_one(f"#{name}", Button).disabled


async def _look(place: Place, pilot: Pilot[None], screen: AccountScreen) -> None:
    await _go(pilot, screen, place)


async def _fill_in(pilot: Pilot[None], screen: AccountScreen) -> None:
    await _go(pilot, screen, "profile")
    for name, text in (("name", "Вера"), ("birth_date", "28.02.1997"), ("email", "vera@example.ru")):
        await _write(pilot, screen, name, text)
    await until(pilot, lambda: screen.visit.drafts.form.email == "vera@example.ru")
    await _press(pilot, screen, "save")
    await until(pilot, lambda: "110" in str(screen.query_one(Answer).render()))


async def _join(pilot: Pilot[None], screen: AccountScreen) -> None:
    await _go(pilot, screen, "join")
    await _press(pilot, screen, "join")
    await until(pilot, lambda: "150" in str(screen.query_one(Answer).render()))


async def _give(pilot: Pilot[None], screen: AccountScreen) -> None:
    await _go(pilot, screen, "gift")
    await _write(pilot, screen, "to", "9161111111")
    await _write(pilot, screen, "amount", "3000")
    await until(pilot, lambda: screen.visit.drafts.amount == "3000")
    await _press(pilot, screen, "give", "confirm")
    await until(pilot, lambda: "Подарено" in str(screen.query_one(Answer).render()))


async def _link(pilot: Pilot[None], screen: AccountScreen) -> None:
    await _go(pilot, screen, "sims")
    await _write(pilot, screen, "other", "9161111112")
    await until(pilot, lambda: screen.visit.drafts.other == "9161111112")
    await _press(pilot, screen, "link")
    await until(pilot, lambda: "общие" in str(screen.query_one(Answer).render()))


async def _slide(pilot: Pilot[None], screen: AccountScreen) -> None:
    await _go(pilot, screen, "catalogue")
    offers = screen.query_one("#offers", FocusListing)
    await until(pilot, lambda: offers.count > 0)
    before = offers.count
    screen.query_one("#points", RangeSlider).focus()
    await pilot.press("left")
    await until(pilot, lambda: 0 < offers.count < before)


async def _order(reward: str, pilot: Pilot[None], screen: AccountScreen) -> None:
    """The least points where roubles may complete them."""
    await _go(pilot, screen, "catalogue")
    offer = next(offer for offer in screen.visit.offers(everything=True) if offer.reward == reward)
    screen.visit.look_at(offer)
    await _go(pilot, screen, "reward")
    await until(pilot, lambda: bool(screen.query("#cost")))
    if screen.query("#share"):
        screen.query_one("#share", RangeSlider).focus()
        await pilot.press("home")
        await until(pilot, lambda: screen.visit.drafts.points == offer.least_points)
    await _press(pilot, screen, "order", "confirm")
    await until(pilot, lambda: "Готово" in str(screen.query_one(Answer).render()))


ROWS: Final[Mapping[str, Visiting]] = {
    "points_site": partial(_look, "overview"),
    "help": partial(_look, "help"),
    "profile": _fill_in,
    "join_site": _join,
    "gift_site": _give,
    "pool": _link,
    "sliders": _slide,
    "spend_site": partial(_order, "site:mgts-bill-100"),
    "parts": partial(_order, "site:smartphone"),
}
"""What is done for each row."""

"""Make the pictures of docs/pictures: SVG of the real app, and PNG of each where rsvg-convert is to be had.

    python docs/pictures.py [NAME …]

Nothing in them depends on the machine or the moment: the world's time stands, so the same program gives the same pictures.
The fonts that a PNG is drawn with are those of the machine; DejaVu Sans Mono has every sign that the face uses.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from shutil import which

from ledger.loading import bundled_folder
from phone.dialog.files import read_file
from phone.dialog.moves import Books
from phone.driver import load_world
from phone.network.site.entrance import enter
from phone.network.site.offers import Quote
from tui.account.visit import Place
from tui.app import PhoneApp, phone_app
from tui.cast import Clock
from tui.dots import CELL_HEIGHT, CELL_WIDTH, load_font
from tui.screens.account import AccountScreen
from tui.shot import press_on_phone, settled, take
from tui.show import Show
from tui.stage import Playbill, stage_screen

FOLDER = Path(__file__).parent / "pictures"
BALANCE = ("*111*455*0#", "enter")
ORDER = ("*707*31#", "enter")
MENU = ("*111#", "enter")
GIFT = (*MENU, "2", "enter", "4", "enter", "9160000002", "enter", "100", "enter", "1", "enter")
LOOKS, LOOK_S = 100, 0.01
"""How often a page is looked for, and how long between."""
NORMAL, WIDE, TWO, SHOW = (80, 24), (120, 40), (160, 45), (120, 44)


async def opened(size: tuple[int, int], then: Callable[[PhoneApp], Awaitable[None]], locale: str = "ru") -> str:
    """A picture of the app after something was done with it."""
    app = phone_app(load_world(locale=locale), locale=locale, flash_ms=600_000, wall=False)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        while app.started is None:
            await pilot.pause()
        await then(app)
        return await settled(app, pilot)


async def show(app: PhoneApp) -> None:
    """The presenter's view of an order."""
    app.phone_screen.action_show()
    for key in ORDER:
        press_on_phone(app, key)
    await asyncio.sleep(0)


async def burning(app: PhoneApp) -> None:
    """What burns when."""
    for key in ORDER:
        press_on_phone(app, key)
    await app.phone_screen.action_tab("ledger")
    app.phone_screen.action_console_view("burning")


async def call(app: PhoneApp) -> None:
    """One phone calls the other."""
    for key in ("9160000002", "call"):
        press_on_phone(app, key)
    app.phone_screen.redraw(everything=True)


async def help_(app: PhoneApp) -> None:
    """The help."""
    app.action_help()


async def tries(app: PhoneApp) -> None:
    """What can be done here, two things of it done."""
    for code in ("*100#", "*111*455*0#"):
        app.phone_screen.action_dial(code)
        app.phone_screen.world.settle()
    app.phone_screen.action_tour()
    await asyncio.sleep(0)


async def order(app: PhoneApp) -> None:
    """A reward is ordered on the site, and its SMS has come."""
    site = await account(app, "reward")
    quote = site.visit.quote()
    assert isinstance(quote, Quote)
    site.page.act("site_order", lambda mine, at_ms: mine.order(quote, at_ms))
    app.phone_screen.world.settle()
    site.redraw(everything=True)


async def catalogue(app: PhoneApp) -> None:
    """The catalogue with its sliders."""
    await account(app, "catalogue")


async def account(app: PhoneApp, place: Place) -> AccountScreen:
    """The personal account of the phone's owner, on a page."""
    app.phone_screen.world.settle()
    app.phone_screen.action_account()
    site = app.screen
    assert isinstance(site, AccountScreen)
    site.visit.account = enter(app.phone_screen.world.network, site.visit.drafts.number)
    site.visit.drafts.reward = "site:tune-kalinka"
    site.visit.drafts.search.points = (45, 300)
    for _ in range(LOOKS):
        if site.page is None:
            await asyncio.sleep(LOOK_S)
    await site.open(place)
    return site


def of_keys(size: tuple[int, int], keys: tuple[str, ...], **given: str) -> Callable[[], Awaitable[str]]:
    """A picture after some keys; what is given goes to `tui.shot.take`."""
    world = load_world(locale=given.get("locale", "ru"))
    return lambda: take(world, size=size, keys=keys, **given)  # type: ignore[arg-type]


async def tour() -> str:
    """The tour, where the books tell what became of the points."""
    dialog = read_file(bundled_folder() / "demo.dialog").dialogs[0]
    clock = Clock()
    stage = Show(Playbill(dialog, Path(), "ru", halts=False).performance(), clock, live=False)
    app = PhoneApp(lambda _: stage_screen(stage, "ru"), theme="classic")
    app.animation_level = "none"
    async with app.run_test(size=NORMAL) as pilot:
        while app.started is None:
            await pilot.pause()
        stage.performance.go(0)
        while (due_ms := stage.performance.next_due()) is not None and not isinstance(stage.card, Books):
            clock.at_ms = due_ms
            app.phone_screen.play_on()
        return await settled(app, pilot)


PICTURES: dict[str, Callable[[], Awaitable[str]]] = {
    "phone-80x24": of_keys(NORMAL, ORDER),
    "phone-120x40": of_keys(WIDE, ORDER),
    "phone-60x20": of_keys((60, 20), MENU),
    "phone-24x12": of_keys((24, 12), MENU),
    "english-120x40": of_keys(WIDE, ORDER, locale="en"),
    "tape-80x24": of_keys(NORMAL, MENU),
    "console-air": of_keys(WIDE, GIFT, tab="air"),
    "console-ledger": of_keys(WIDE, GIFT, tab="ledger"),
    "console-burning": lambda: opened(WIDE, burning),
    "console-subscribers": of_keys(WIDE, GIFT, tab="subscribers"),
    "console-world": of_keys(WIDE, (), tab="world"),
    "console-catalogue": of_keys(WIDE, (), tab="catalogue"),
    "two-phones": of_keys(TWO, GIFT),
    "two-phones-call": lambda: opened(TWO, call),
    "presenter-120x44": lambda: opened(SHOW, show),
    "skin-classic": of_keys(NORMAL, BALANCE, theme="classic"),
    "skin-night": of_keys(NORMAL, BALANCE, theme="night"),
    "skin-contrast": of_keys(NORMAL, BALANCE, theme="contrast"),
    "what-to-do": lambda: opened(WIDE, tries),
    "account-catalogue": lambda: opened(WIDE, catalogue),
    "account-order": lambda: opened(WIDE, order),
    "tour-80x24": tour,
    "help-80x24": lambda: opened(NORMAL, help_),
}
"""Name → how the picture is made."""


def proof_sheet(dot: int = 4, columns: int = 16) -> str:
    """Every glyph of the display's font beside its character."""
    font = load_font(bundled_folder())
    wide, high = 13 * dot, 11 * dot
    names = sorted(font.glyphs)
    rows = (len(names) + columns - 1) // columns
    size = f'width="{columns * wide + 2 * dot}" height="{rows * high + 2 * dot}"'
    drawn = [f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="#a9bd6d"/>']
    for index, name in enumerate(names):
        x, y = 2 * dot + index % columns * wide, 2 * dot + index // columns * high
        drawn.append(
            f'<rect x="{x}" y="{y}" width="{CELL_WIDTH * dot}" height="{CELL_HEIGHT * dot}" fill="#b9cd7d"/>'
            f'<text x="{x + 7 * dot}" y="{y + 6 * dot}" font-family="DejaVu Sans Mono, monospace" '
            f'font-size="{4 * dot}" fill="#4a5536">{escape(name)}</text>'
        )
        drawn += [
            f'<rect x="{x + column * dot}" y="{y + row * dot}" width="{dot}" height="{dot}" fill="#1a230f"/>'
            for row, bits in enumerate(font.glyph(name))
            for column in range(CELL_WIDTH)
            if bits >> (CELL_WIDTH - 1 - column) & 1
        ]
    return "\n".join([*drawn, "</svg>"]) + "\n"


def main(names: list[str]) -> int:
    """Make all pictures, or those that are named."""
    known = [*PICTURES, "font"]
    for name in names:
        if name not in known:
            print(f'there is no picture "{name}"; expected one of {", ".join(known)}', file=sys.stderr)
            return 2
    FOLDER.mkdir(exist_ok=True)
    for name in names or known:
        svg = proof_sheet() if name == "font" else asyncio.run(PICTURES[name]())
        path = FOLDER / f"{name}.svg"
        path.write_text(svg, encoding="utf-8")
        if which("rsvg-convert"):
            subprocess.run(["rsvg-convert", str(path), "-o", str(path.with_suffix(".png"))], check=True)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

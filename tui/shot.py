"""Pictures of the app: it runs without a terminal, keys are pressed, the world settles, the screen is written as SVG."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from textual.pilot import Pilot

from ledger.loading import nearest
from phone.handset.ui.keys import KEYS, Key
from phone.world import World
from tui.app import PhoneApp, phone_app
from tui.commands import NAMED_KEYS
from tui.picture import svg_of, text_of

Draw = Callable[[PhoneApp], str]

LOOKS = 3
"""So many pictures in a row that are the same are the picture."""
LOOKS_MAX = 50
NAME = re.compile(r"[a-z]{2,}[a-z0-9_+]*|f\d+")
"""What is meant as a key's name; other texts are typed."""


def key_of(name: str) -> Key | None:
    """The phone's key of a name: its own (`call`), or that of a computer's key (`enter`)."""
    return next((key for key in KEYS if key == name), NAMED_KEYS.get(name))


def press(app: PhoneApp, name: str) -> None:
    """Press a key by its name; a text that is no key's name is typed. The world settles after it."""
    key = key_of(name)
    if key is not None:
        app.phone_screen.press(key)
    elif NAME.fullmatch(name):
        known = dict.fromkeys((*KEYS, *NAMED_KEYS))
        raise ValueError(f'there is no key "{name}"; expected one of {", ".join(known)}{nearest(name, known)}')
    else:
        for character in name:
            app.phone_screen.type(character)
    app.phone_screen.world.settle()


async def settled(app: PhoneApp, pilot: Pilot[None], draw: Draw = svg_of) -> str:
    """The picture once it stays the same: scroll bars and details come after the lists that they belong to."""
    pictures: list[str] = []
    while len(pictures) < LOOKS_MAX and (len(pictures) < LOOKS or len(set(pictures[-LOOKS:])) > 1):
        await pilot.pause()
        pictures.append(draw(app))
    return pictures[-1]


async def take(
    world: World,
    *,
    size: tuple[int, int] = (120, 40),
    keys: Sequence[str] = (),
    theme: str = "classic",
    name: str | None = None,
    locale: str = "ru",
    tab: str = "air",
    draw: Draw = svg_of,
) -> str:
    """A picture of a world's phone after some keys, as SVG or as what `draw` makes of the app.

    Args:
        world: its time stands but for what is on its way.
        size: columns and rows of the terminal.
        keys: names of keys, or texts to type.
        theme: the look.
        name: whose phone; the world's first without it.
        locale: the language of the face.
        tab: the page of the console.
        draw: makes the picture.
    """
    app = phone_app(world, name=name, theme=theme, locale=locale, flash_ms=0, wall=False, start_console_tab=tab)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        while app.started is None:
            await pilot.pause()
        for key in keys:
            press(app, key)
        app.phone_screen.redraw()
        return await settled(app, pilot, draw)


def shot(
    world: World,
    path: Path,
    *,
    size: tuple[int, int] = (120, 40),
    keys: Sequence[str] = (),
    theme: str = "classic",
    name: str | None = None,
    locale: str = "ru",
    tab: str = "air",
) -> None:
    """Write the picture that `take` makes: text if the name of the file ends in `.txt`, else SVG.

    Raises:
        OSError: the file cannot be written.
    """
    draw = text_of if path.suffix.lower() == ".txt" else svg_of
    drawn = asyncio.run(take(world, size=size, keys=keys, theme=theme, name=name, locale=locale, tab=tab, draw=draw))
    path.write_text(drawn, encoding="utf-8")

"""Pictures of the app: it runs without a terminal, keys are pressed, the world settles, the screen is written as SVG."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from textual.pilot import Pilot

from ledger.loading import nearest
from phone.handset.ui.keys import KEYS, Key
from phone.world import World
from tui.app import PhoneApp, phone_app
from tui.commands import ACTIONS, COMMANDS, NAMED_KEYS
from tui.picture import svg_of, text_of

Draw = Callable[[PhoneApp], str]

LOOKS = 3
"""So many pictures in a row that are the same are the picture."""
LOOKS_MAX = 50
NAME = re.compile(r"[a-z]{2,}[a-z0-9_+]*|f\d+")
"""What is meant as a key's name; other texts are typed."""


COMPUTER_KEYS: Final = (*NAMED_KEYS, *(key for key, action in ACTIONS.items() if action != "app.quit"))
"""Keys of the computer that the table of commands has; nothing is left to be drawn once the app is closed."""


def key_of(name: str) -> Key | None:
    """The phone's key of a name: its own (`call`), or that of a computer's key (`enter`)."""
    return next((key for key in KEYS if key == name), NAMED_KEYS.get(name))


async def press(app: PhoneApp, pilot: Pilot[None], name: str) -> None:
    """Press a key by its name; a text that is no key's name is typed. The world settles after it.

    On the phone's own screen keys and texts are the phone's; what lies over it gets them as the computer's.

    Raises:
        ValueError: no key is called so; names the nearest.
    """
    key = key_of(name)
    if key is None and NAME.fullmatch(name) and name not in COMPUTER_KEYS:
        known = dict.fromkeys(key for key in (*KEYS, *COMPUTER_KEYS) if key.isascii())
        raise ValueError(f'there is no key "{name}"; expected one of {", ".join(known)}{nearest(name, known)}')
    if name in ACTIONS or app.screen is not app.phone_screen:
        await pilot.press(*([name] if name in COMPUTER_KEYS else [_key_for(key)] if key is not None else name))
        await pilot.pause()
        app.phone_screen.world.settle()
    else:
        press_on_phone(app, name)


def press_on_phone(app: PhoneApp, name: str) -> None:
    """Press a key of the phone by its name, or type a text on it, whatever lies over it. The world settles after it."""
    key, screen = key_of(name), app.phone_screen
    if key is not None:
        screen.press(key)
    else:
        for character in name:
            screen.type(character)
    screen.world.settle()


def _key_for(key: Key) -> str:
    """The computer's key that is a key of the phone; that itself if it is on the keypad.

    Raises:
        ValueError: none is.
    """
    keys = next((command.keys for command in COMMANDS if command.phone_key == key), (key,))
    if not keys:
        raise ValueError(f'no key of the computer is "{key}"; press it before another screen lies over the phone')
    return keys[0]


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
    async with app.run_test(size=size, notifications=True) as pilot:
        while app.started is None:
            await pilot.pause()
        for key in keys:
            await press(app, pilot, key)
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

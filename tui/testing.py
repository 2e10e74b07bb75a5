"""For those who test the app: press keys in it, and wait until it shows what came of them.

app = phone_app(load_world(), wall=False)
async with app.run_test(size=(120, 40)) as pilot:
    await press(pilot, "*111*455*0#", "enter")
    assert "1240" in lcd(pilot)
"""

from __future__ import annotations

from typing import Any, Final

from textual.pilot import Pilot

from tui.app import PhoneApp

PAUSES_MAX: Final = 300
"""How often the app is looked at before a test gives up."""

NAMED: Final = frozenset(
    {
        "enter",
        "escape",
        "tab",
        "backspace",
        "delete",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "space",
    }
)
"""Keys of a keyboard that have names; anything else longer than a character is typed character by character."""


async def settle(pilot: Pilot[Any]) -> None:
    """Let the world settle, and wait until the app has drawn the phone as it is then.

    Raises:
        AssertionError: the app does not come to rest.
    """
    app = _app(pilot)
    await _until(pilot, lambda: app.started is not None)
    app.phone_screen.world.settle()
    for _ in range(PAUSES_MAX):
        await pilot.pause()
        screen = app.phone_screen
        if str(screen.phone.lcd.frame) == str(screen.world.frame(screen.person)):
            return
    raise AssertionError("the app does not show what the phone shows")


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys of a computer's keyboard, or type texts, and settle.

    Args:
        pilot: of the running app.
        keys: names such as `enter`, `f1`, `ctrl+p`; other texts are typed: `*111#`.
    """
    await _until(pilot, lambda: _app(pilot).started is not None)
    for key in keys:
        named = len(key) == 1 or key in NAMED or "+" in key[1:-1] or (key[0] == "f" and key[1:].isdecimal())
        await pilot.press(*((key,) if named else key))
    await settle(pilot)


def lcd(pilot: Pilot[Any]) -> str:
    """The rows of the phone's display that the app shows, joined as they are read."""
    rows = (row.text.strip() for row in _app(pilot).phone_screen.phone.lcd.frame.rows)
    return " ".join(row for row in rows if row)


def _app(pilot: Pilot[Any]) -> PhoneApp:
    app = pilot.app
    assert isinstance(app, PhoneApp), "the pilot of a phone's app"
    return app


async def _until(pilot: Pilot[Any], condition: Any) -> None:
    for _ in range(PAUSES_MAX):
        if condition():
            return
        await pilot.pause()
    raise AssertionError("the app does not start")

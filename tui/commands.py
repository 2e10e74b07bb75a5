"""Everything a user can do, in one table: keys, footer, help and palette are made from it."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.ui.keys import Key

HIDDEN: Final = 99
"""The rank of a command that the footer never shows."""


@frozen
class Command:
    """One thing a user can do.

    Attributes:
        name: its text is `face.command.NAME`, its sentence in the help `face.help.NAME`.
        keys: Textual's names of the keys that do it; the first is shown.
        shown: the first key as a person reads it; empty without keys.
        action: what it does, an action of the phone's screen or of the app.
        footer: its rank in the footer, 0 the last one to be dropped.
        phone_key: the phone's key that it presses, if it does.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    action: str
    footer: int = HIDDEN
    phone_key: Key | None = None


def _press(name: str, shown: str, phone_key: Key, *keys: str, footer: int = HIDDEN) -> Command:
    return Command(name, keys, shown, f"screen.press_key('{phone_key}')", footer, phone_key)


COMMANDS: Final[tuple[Command, ...]] = (
    Command("help", ("f1",), "F1", "app.help", 1),
    _press("soft_left", "F2", "soft_left", "f2", footer=4),
    _press("soft_right", "F3", "soft_right", "f3", "escape", footer=4),
    _press("ok", "Enter", "ok", "enter", footer=3),
    _press("clear", "Bksp", "clear", "backspace", "delete", footer=7),
    _press("call", "Home", "call", "home", footer=8),
    _press("end", "End", "end", "end", footer=8),
    Command("hold", ("f4",), "F4", "screen.hold_next", 10),
    Command("show", ("f5",), "F5", "screen.show", 11),
    Command("time", ("f6",), "F6", "screen.time", 6),
    Command("check_ledger", ("f7",), "F7", "screen.check_ledger", 14),
    Command("record", ("f8",), "F8", "screen.record", 12),
    Command("check_screen", ("f9",), "F9", "screen.check_screen", 13),
    Command("console", ("ctrl+o", "ctrl+щ"), "^O", "screen.console", 9),
    Command("account", ("f12",), "F12", "screen.account", 8),
    Command("tour", ("ctrl+t", "ctrl+е"), "^T", "screen.tour", 4),
    Command("advance_hour", (), "", "screen.advance('hour')"),
    Command("advance_day", (), "", "screen.advance('day')"),
    Command("advance_month", (), "", "screen.advance('month')"),
    Command("advance_next", (), "", "screen.advance('next')"),
    Command("next_phone", ("tab",), "Tab", "screen.next_phone(1)", 5),
    Command("previous_phone", ("shift+tab",), "Shift+Tab", "screen.next_phone(-1)"),
    _press("up", "▴", "up", "up"),
    _press("down", "▾", "down", "down"),
    _press("left", "◂", "left", "left"),
    _press("right", "▸", "right", "right"),
    _press("volume_up", "", "volume_up"),
    _press("volume_down", "", "volume_down"),
    _press("power", "", "power"),
    Command("switch", (), "", "screen.hold_key('power')"),
    Command("weather", (), "", "screen.weather"),
    Command("top_up", (), "", "screen.top_up"),
    Command("edition", (), "", "screen.editions"),
    Command("blank", ("ctrl+b", "ctrl+и"), "^B", "screen.blank"),
    Command("start_over", ("ctrl+r", "ctrl+к"), "^R", "screen.start_over"),
    Command("copy_reply", ("ctrl+y", "ctrl+н"), "^Y", "screen.copy_reply"),
    Command("copy_display", ("ctrl+l", "ctrl+д"), "^L", "screen.copy_display"),
    Command("picture", ("ctrl+s", "ctrl+ы"), "^S", "screen.picture"),
    Command("save_dialog", (), "", "screen.save_dialog"),
    Command("report", (), "", "screen.report"),
    Command("languages", (), "", "screen.languages"),
    Command("displays", (), "", "screen.displays"),
    Command("next_tab", ("ctrl+right", "shift+right"), "^▸", "screen.console_page(1)"),
    Command("previous_tab", ("ctrl+left", "shift+left"), "^◂", "screen.console_page(-1)"),
    Command("page_up", ("pageup",), "PgUp", "screen.page(-1)"),
    Command("page_down", ("pagedown",), "PgDn", "screen.page(1)"),
    Command("palette", ("ctrl+p", "ctrl+з"), "^P", "app.command_palette", 2),
    Command("quit", ("ctrl+q", "ctrl+й", "ctrl+c", "ctrl+с"), "^Q", "app.quit", 0),
)
"""In the order of the footer. The Cyrillic letters are those keys on a Russian keyboard layout."""

NAMED_KEYS: Final[dict[str, Key]] = {
    key: command.phone_key for command in COMMANDS if command.phone_key is not None for key in command.keys
}
"""The phone's key behind a key's Textual name."""

ACTIONS: Final[dict[str, str]] = {
    key: command.action for command in COMMANDS if command.phone_key is None for key in command.keys
}
"""The action behind a key's Textual name, of the keys that are none of the phone's. The screens carry them out themselves:
Textual's bindings would let a key that is typed quickly overtake them."""


LOOKS_ON: Final = frozenset(
    {
        "app.help",
        "app.quit",
        "app.command_palette",
        "app.skin",
        "screen.show",
        "screen.blank",
        "screen.start_over",
        "screen.console",
        "screen.console_page",
        "screen.tab",
        "screen.page",
        "screen.copy_reply",
        "screen.copy_display",
        "screen.picture",
        "screen.save_dialog",
        "screen.report",
        "screen.show_wish",
        "screen.time",
        "screen.hold_next",
        "screen.next_phone",
    }
)
"""Actions that change nothing in the world."""


def touches(action: str) -> bool:
    """Whether an action may change the world, so that a dialog that is played goes on by hand."""
    return action.partition("(")[0] not in LOOKS_ON


def command(name: str) -> Command:
    """The command of this name."""
    return next(command for command in COMMANDS if command.name == name)

"""The Textual app: wiring only. Screens handle, widgets draw, the world does.

Nothing here imports the world: the phone is drawn first, and everything else is loaded behind its first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from tui.commands import COMMANDS
from tui.screens.boot import BootScreen
from tui.theme import DEFAULTS, THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from phone.world import World
    from tui.screens.phone import PhoneScreen

FLASH_MS = 120
"""How long a key stays lit after a press by keyboard."""


class PhoneApp(App[None]):
    """A phone of a world in the terminal."""

    TITLE = "zvonilka"
    CSS_PATH = "face.tcss"

    def __init__(self, open_screen: Callable[[], PhoneScreen], *, theme: str) -> None:
        if theme not in (themes := (*THEMES, *BUILTIN_THEMES)):
            raise ValueError(f'there is no theme "{theme}"; expected one of {", ".join(themes)}')
        super().__init__()
        for known in THEMES.values():
            self.register_theme(known)
        self.theme = theme
        self._open_screen = open_screen
        self.started: PhoneScreen | None = None
        """The phone's screen once there is one."""
        self.failure: Exception | None = None
        """Why the world could not be opened, if it could not."""

    @property
    def phone_screen(self) -> PhoneScreen:
        """The phone's screen."""
        assert self.started is not None, "the phone is still starting"
        return self.started

    def get_default_screen(self) -> Screen[None]:
        """The phone while it starts."""
        return BootScreen()

    async def on_boot_screen_shown(self) -> None:
        """Open the world behind the first frame."""
        boot = self.screen
        try:
            screen = self._open_screen()
        except Exception as error:  # noqa: BLE001  (the terminal is given back first; then it is raised again)
            self.failure = error
            self.exit()
            return
        assert isinstance(boot, BootScreen)
        screen.typed_before = boot.typed
        await self.push_screen(screen)
        self.started = screen

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The phone's colours under a theme that does not name them."""
        return DEFAULTS

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the table, and every subscriber."""
        del screen
        phone = self.phone_screen
        words = phone.words
        for command in COMMANDS:
            if command.name != "palette":
                title, told = words(f"command.{command.name}"), words(f"help.{command.name}")
                yield SystemCommand(title, told, lambda action=command.action: self.call_later(self._act, action))
        for person in phone.world.people.values():
            title, told = words("palette.person", name=person.name), words.number(person.msisdns[0])
            yield SystemCommand(title, told, lambda name=person.name: phone.look_at(name))

    def action_command_palette(self) -> None:
        """Open the palette, in the user's language."""
        if self.started is not None and not isinstance(self.screen, CommandPalette):
            placeholder = self.started.words("palette.placeholder")
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def action_help(self) -> None:
        """Open the help."""
        from tui.screens.help import HelpScreen  # noqa: PLC0415  (not before the first frame)

        if self.started is not None and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.started.words))

    def on_app_blur(self) -> None:
        """The terminal has lost the mouse, perhaps in the middle of a click."""
        if self.started is not None:
            self.started.release_keys()

    async def _act(self, action: str) -> None:
        await self.run_action(action)


def phone_app(
    world: World,
    *,
    name: str | None = None,
    theme: str = "classic",
    locale: str = "ru",
    flash_ms: int = FLASH_MS,
    wall: bool = True,
    start_console_tab: str = "ledger",
) -> PhoneApp:
    """The app for a world.

    Args:
        world: it is driven from the app's thread only.
        name: the subscriber whose phone is shown; the world's first without it.
        theme: the name of one of ours or of Textual's themes.
        locale: the language of the face: ru, en or translit.
        flash_ms: how long a key stays lit after a press by keyboard; 0 for not at all.
        wall: whether the world's time goes with the wall clock; else it stands.
        start_console_tab: the console's page at the start.

    Raises:
        FixtureError: the face's fixture has a mistake.
        ValueError: there is no such subscriber, theme or tab.
    """
    from tui.opening import phone_screen  # noqa: PLC0415  (see the top of this file)

    screen = phone_screen(world, name, locale=locale, flash_ms=flash_ms, wall=wall, start_console_tab=start_console_tab)
    return PhoneApp(lambda: screen, theme=theme)


def run_phone(open_world: Callable[[], tuple[World, str]], *, theme: str = "classic", locale: str = "ru") -> None:
    """Run the app; the world is opened while the phone can already be seen.

    Args:
        open_world: gives a world, and the subscriber whose phone is shown.
        theme: the name of one of ours or of Textual's themes.
        locale: the language of the face.

    Raises:
        ValueError: there is no such theme.
        Exception: whatever `open_world` raised, after the terminal is as it was.
    """

    def open_screen() -> PhoneScreen:
        from tui.opening import phone_screen  # noqa: PLC0415  (see the top of this file)

        world, name = open_world()
        return phone_screen(world, name, locale=locale, flash_ms=FLASH_MS, wall=True, start_console_tab="ledger")

    app = PhoneApp(open_screen, theme=theme)
    app.run()
    if app.failure is not None:
        raise app.failure


def save_shot(
    world: World,
    path: Path,
    *,
    name: str | None = None,
    keys: Sequence[str] = (),
    size: tuple[int, int] = (120, 40),
    theme: str = "classic",
    locale: str = "ru",
) -> None:
    """Press keys and write a picture of the app as SVG; see `tui.shot`.

    Raises:
        OSError: the file cannot be written.
        ValueError: there is no such subscriber or theme.
    """
    from tui.shot import shot  # noqa: PLC0415  (it takes pictures of this module's app)

    shot(world, path, name=name, keys=keys, size=size, theme=theme, locale=locale)

"""The Textual app: wiring only. Screens handle, widgets draw, the world does.

Nothing here imports the world: the phone is drawn first, and everything else is loaded behind its first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from linecache import clearcache
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen

from tui.commands import touches
from tui.screens.boot import BootScreen
from tui.theme import DEFAULTS, THEMES, theme_names
from tui.wish import Wish

if TYPE_CHECKING:
    from pathlib import Path

    from phone.world import World
    from tui.screens.phone import PhoneScreen
    from tui.screens.sitting import SittingScreen
    from tui.settings import Settings, SettingsFile

FLASH_MS = 120
"""How long a key stays lit after a press by keyboard."""


class PhoneApp(App[None]):
    """A phone of a world in the terminal."""

    TITLE = "zvonilka"
    CSS_PATH = "phone.tcss"

    def __init__(
        self,
        open_screen: Callable[[Wish], PhoneScreen],
        *,
        theme: str,
        locale: str = "ru",
        store: SettingsFile | None = None,
        account: bool = False,
    ) -> None:
        """The app.

        Args:
            open_screen: opens the world and gives its screen; asked again when another world is wanted.
            theme: the look.
            locale: the language of what is said before there is a world.
            store: where choices are remembered; without it nowhere, and worlds are closed by who opened them.
            account: whether the personal account is opened at the start.

        Raises:
            ValueError: there is no such theme.
        """
        if theme not in (themes := theme_names()):
            raise ValueError(f'there is no theme "{theme}"; expected one of {", ".join(themes)}')
        super().__init__()
        for known in THEMES.values():
            self.register_theme(known)
        self.theme = theme
        self._open_screen = open_screen
        self._locale = locale
        self._store = store
        self._account = account
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
        await self._open(Wish())

    async def on_sitting_screen_reopen(self, message: SittingScreen.Reopen) -> None:
        """Open the world anew; what would be lost is asked for before, and a world in a file does not start over."""
        session = self.phone_screen.session
        if message.edition is None and session.saved:
            self.notify(session.words("over.saved"), markup=False)
            return
        self._unless_lost(partial(self._open_later, Wish(edition=message.edition)))

    def on_sitting_screen_remember(self, message: SittingScreen.Remember) -> None:
        """Something was chosen that is to be so the next time too."""
        if self._store is None:
            return
        try:
            self._store.remember(**message.changes)
        except ValueError as error:
            self.notify(str(error), severity="error", markup=False)

    async def on_sitting_screen_speak(self, message: SittingScreen.Speak) -> None:
        """Draw everything anew in another language."""
        self.phone_screen.session.speak(message.locale)
        await self._show(self.phone_screen.again())
        self.phone_screen.post_message(self.phone_screen.Remember(locale=message.locale))

    async def _open(self, wish: Wish) -> None:
        self._close_ports()
        try:
            if self.started is not None and self._store is not None:
                for line in self.started.session.end():
                    self.notify(line, timeout=10, markup=False)
            screen = self._open_screen(wish)
        except Exception as error:  # noqa: BLE001  (the terminal is given back first; then it is raised again)
            self._fail(error)
            return
        clearcache()  # attrs and cattrs leave there the source of all that they make: a MiB
        if self.started is None:
            boot = self.screen_stack[0]
            assert isinstance(boot, BootScreen)
            screen.typed_before = boot.typed
        await self._show(screen)
        if self._account:
            self._account = False
            screen.action_account()

    async def _show(self, screen: PhoneScreen) -> None:
        """Put a screen in the place of the phone's, whatever lies over that."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(screen)
        self.started = screen

    def _fail(self, error: Exception) -> None:
        """A save that cannot be used is a matter for its user; anything else ends the program."""
        from ledger.journal.port import JournalError  # noqa: PLC0415  (see the top of this file)

        self.failure = error
        if not isinstance(error, JournalError) and not isinstance(error.__cause__, JournalError):
            self.exit()
            return
        from tui.opening import bundled_words  # noqa: PLC0415
        from tui.screens.trouble import SaveTroubleScreen  # noqa: PLC0415

        self.push_screen(SaveTroubleScreen(bundled_words(self._locale), str(error)), self._go_on)

    def _go_on(self, answer: str | None) -> None:
        """After trouble with a save: try again, go on without it, or leave."""
        from tui.screens.trouble import AGAIN, WITHOUT  # noqa: PLC0415

        if answer in (AGAIN, WITHOUT):
            self.failure = None
            self._open_later(Wish(save=answer == AGAIN))
        else:
            self.exit()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The phone's colours under a theme that does not name them."""
        return DEFAULTS

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the table, and whatever has a name in the world."""
        from tui.palette import is_known, palette_offers  # noqa: PLC0415
        from tui.tabs import TABS  # noqa: PLC0415

        for offer in palette_offers(self.phone_screen.session, TABS):
            if is_known(offer.action, screen, self):
                yield SystemCommand(offer.title, offer.told, partial(self.call_later, self._act, offer.action))

    def action_command_palette(self) -> None:
        """Open the palette, in the user's language."""
        if self.started is not None and not isinstance(self.screen, CommandPalette):
            placeholder = self.started.session.words("palette.placeholder")
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def action_help(self) -> None:
        """Open the help."""
        from tui.screens.help import HelpScreen  # noqa: PLC0415  (not before the first frame)

        if self.started is not None and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.started.session.words))

    def action_modem(self, person: str, slot: int) -> None:
        """Let computers use a SIM as a modem, or no longer."""
        session = self.phone_screen.session
        words = session.words
        who = words.person(f"{person}/{slot + 1}" if slot else person)
        try:
            port = session.ports.toggle(session.world, person, slot, self._fail)
        except (OSError, ImportError, ValueError) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        told = words("modem.closed", who=who) if port is None else words("modem.opened", who=who, path=port.path)
        self.notify(told, markup=False)
        self.phone_screen.redraw(everything=True)

    def on_unmount(self) -> None:
        """The app ends: nobody serves its ports any more."""
        self._close_ports()

    def _close_ports(self) -> None:
        if self.started is not None:
            self.started.session.ports.close()

    def action_skin(self, name: str) -> None:
        """Look otherwise."""
        self.theme = name
        self.phone_screen.post_message(self.phone_screen.Remember(theme=name))

    async def action_quit(self) -> None:
        """Leave; what would be lost is asked for before, and who insists is let go."""
        self._unless_lost(self.exit)

    def on_app_blur(self) -> None:
        """The terminal has lost the mouse, perhaps in the middle of a click."""
        if self.started is not None:
            self.started.release_keys()

    def _unless_lost(self, then: Callable[[], None]) -> None:
        from tui.screens.trouble import LossScreen  # noqa: PLC0415

        asked = isinstance(self.screen, LossScreen)
        if self.started is None or not self.started.session.unsaved or asked:
            then()
        else:
            self.push_screen(LossScreen(self.started.session.words), lambda answer: then() if answer else None)

    def _open_later(self, wish: Wish) -> None:
        self.call_later(self._open, wish)

    async def _act(self, action: str) -> None:
        if self.started is not None and touches(action):
            self.started.session.take_over()
        await self.run_action(action)


def phone_app(
    world: World,
    *,
    name: str | None = None,
    theme: str = "classic",
    locale: str = "ru",
    flash_ms: int = FLASH_MS,
    wall: bool = True,
    start_console_tab: str = "air",
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
    return PhoneApp(lambda _: screen, theme=theme, locale=locale)


def run_phone(
    open_world: Callable[[Wish], tuple[World, str]],
    *,
    theme: str,
    locale: str,
    settings: Settings,
    store: SettingsFile,
    account: bool = False,
    record: Path | None = None,
    told: Callable[[str], object] = print,
) -> int:
    """Run the app; the world is opened while the phone can already be seen, and closed when the app ends.

    Args:
        open_world: gives a world, and the subscriber whose phone is shown.
        theme: the name of one of ours or of Textual's themes.
        locale: the language of the face.
        settings: what was remembered of the last time.
        store: where it is remembered.
        account: whether the personal account is opened at the start.
        record: where all that happens is to be written as a dialog.
        told: takes what there is to say once the terminal is as it was.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended the program.

    Raises:
        ValueError: there is no such theme.
        Exception: whatever `open_world` raised, after the terminal is as it was.
    """
    from tui.terminal import TerminalApp  # noqa: PLC0415  (it is made of this module's app)

    def open_screen(wish: Wish) -> PhoneScreen:
        from tui.opening import phone_screen  # noqa: PLC0415  (see the top of this file)

        world, name = open_world(wish)
        begun = app.started is not None
        return phone_screen(
            world,
            name,
            locale=locale,
            flash_ms=settings.key_flash_ms,
            wall=True,
            start_console_tab=settings.console_tab,
            display=settings.display,
            record=None if begun else record,
        )

    app = TerminalApp(open_screen, theme=theme, locale=locale, store=store, account=account)
    return run_to_its_end(app, told)


def run_to_its_end(app: PhoneApp, told: Callable[[str], object] = print) -> int:
    """Run an app in the terminal, and close its world; see `run_phone` for what it takes, returns and raises."""
    try:
        app.run()
    finally:
        if app.started is not None:
            for line in app.started.session.end():
                told(line)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def save_shot(
    world: World,
    path: Path,
    *,
    name: str | None = None,
    keys: Sequence[str] = (),
    size: tuple[int, int] = (120, 40),
    theme: str = "classic",
    locale: str = "ru",
    tab: str = "air",
) -> None:
    """Press keys and write a picture of the app as SVG, or as text; see `tui.shot`.

    Raises:
        OSError: the file cannot be written.
        ValueError: there is no such subscriber or theme.
    """
    from tui.shot import shot  # noqa: PLC0415  (it takes pictures of this module's app)

    shot(world, path, name=name, keys=keys, size=size, theme=theme, locale=locale, tab=tab)

"""What can be done at the operator's console: its tabs, filters and views."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Final

from textual import events

from tui.commands import ACTIONS
from tui.console.page import FilteredPage, Page
from tui.pages.clock import Deed
from tui.pages.subscribers import Subscription
from tui.screens.keys_in_sight import KeysInSight
from tui.screens.pick import Option
from tui.tabs import TABS
from tui.widgets.console import Console
from tui.widgets.listing import Listing

CONSOLE_COLUMNS: Final = 120
"""From so many columns on there is room for a console beside the phone."""
EVERYBODY: Final = ""
"""The choice of no filter."""


class ConsoleDeeds(KeysInSight):
    """The part of the phone's screen that works the console."""

    STEPS: ClassVar[dict[str, int]] = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}

    @property
    @abstractmethod
    def console(self) -> Console:
        """The operator's side."""

    async def on_key(self, event: events.Key) -> None:
        """While the console has the keyboard, its keys come first, and none is the phone's."""
        if self.console.active and self.console.shown:
            await self._console_key(event)
        else:
            await super().on_key(event)

    async def _console_key(self, event: events.Key) -> None:
        page = self.console.page
        character = (event.character or "").lower()
        if page is None:
            return
        known = next(
            (key for key in page.KEYS if event.key == key.letter or character in {key.letter, key.cyrillic}), None
        )
        if known is not None:
            await self.run_action(f"screen.console_{known.action}")
        elif event.key in self.STEPS:
            page.listing.move(self.STEPS[event.key])
        elif event.key in ("home", "end"):
            page.listing.choose(0 if event.key == "home" else page.listing.count)
        elif event.key in ("left", "right"):
            step = 1 if event.key == "right" else -1
            await self.action_console_page(step)
        elif character in {str(place) for place in range(1, len(TABS) + 1)}:
            await self.action_tab(TABS[int(character) - 1])
        elif event.key == "escape":
            self.action_console()
        elif event.key in ACTIONS:
            await self.app.run_action(ACTIONS[event.key], default_namespace=self)
        event.stop()
        event.prevent_default()

    def on_listing_opened(self, message: Listing.Opened) -> None:
        """A second click on a row does what Enter does."""
        message.stop()
        page = self.console.page
        if page is not None and any(key.letter == "enter" for key in page.KEYS):
            self.call_later(self.run_action, "screen.console_do")

    def action_console(self) -> None:
        """Give the keyboard to the console, or back to the phone."""
        if not self.console.shown:
            self.notify(self.session.words("console.no_room", columns=CONSOLE_COLUMNS), markup=False)
        self.console.active = not self.console.active and self.console.shown
        self.redraw(everything=True)

    async def action_tab(self, name: str) -> None:
        """Show a page of the console."""
        await self.console.choose(name)
        self.post_message(self.Remember(console_tab=name))

    async def action_console_page(self, step: int) -> None:
        """Show the next page of the console, or the one before."""
        await self.action_tab(TABS[(TABS.index(self.console.tab) + step) % len(TABS)])

    def action_console_view(self, view: str) -> None:
        """Show another view of the details."""
        if self.console.page is not None and view in self.console.page.VIEWS:
            self.console.page.choose_view(view)

    def action_console_filter(self) -> None:
        """Choose whose messages or entries are shown."""
        page, words = self.console.page, self.session.words
        if not isinstance(page, FilteredPage):
            return
        people = [Option(name, words.person(name)) for name in self.session.world.people]
        everybody = Option(EVERYBODY, words("console.everybody"))
        self.pick(words("console.filter"), [everybody, *people], lambda name: page.filter(name or None))

    def action_console_do(self) -> None:
        """Do what the chosen row says."""
        page = self.console.page
        deed = page.listing.chosen if page is not None else None
        if isinstance(deed, Deed) and deed.action:
            self.session.take_over()
            self.call_later(self.run_action, deed.action)

    def action_console_take(self) -> None:
        """Take the phone of the chosen subscriber."""
        page = self.console.page
        one = page.listing.chosen if page is not None else None
        if isinstance(one, Subscription):
            self.session.take(one.name.partition("/")[0])
            self.console.active = False
            self.redraw(everything=True)

    def action_page(self, step: int) -> None:
        """Scroll the list of the console if it is shown, else the tape."""
        page: Page | None = self.console.page if self.console.shown else None
        view = self.query_one("#tape") if page is None else page.listing
        view.scroll_relative(y=step * max(1, view.size.height - 2), animate=False)

    def action_console_edition(self) -> None:
        """Choose the edition of the programme."""
        self.action_editions()

"""The personal account as a screen: the operator's site, with a phone beside it where there is room, on which its SMS arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.layout import Layout
from textual.widget import Widget
from textual.widgets import Input

from phone.trace import TraceEvent
from tui.account.about import HelpPage, LanguagePage
from tui.account.catalogue import CataloguePage
from tui.account.entrance import LogInPage
from tui.account.giving import GiftPage, InvitePage
from tui.account.history import HistoryPage
from tui.account.joining import JoinPage
from tui.account.overview import OverviewPage
from tui.account.page import FocusListing, SitePage
from tui.account.plan import SITE_ROWS_LEAST, SITE_WIDTH_LEAST, SiteLayout, site_plan
from tui.account.questionnaire import QuestionnairePage
from tui.account.reward import RewardPage
from tui.account.sims import SimsPage
from tui.account.visit import MENU, Place, Visit
from tui.commands import COMMANDS, command
from tui.lines import Line, Piece
from tui.pages.account import head_lines
from tui.pages.card import card_lines
from tui.pages.columns import cell
from tui.pages.hints import hint_lines, notice_lines
from tui.screens.keys_in_sight import KeysInSight
from tui.session import Session
from tui.widgets.key_cap import KeyCap
from tui.widgets.panels import CardPanel, EdgePanel
from tui.widgets.phone_body import QUIET, PhoneBody

PAGES: Final[dict[Place, Callable[[Visit], SitePage]]] = {
    "login": LogInPage,
    "overview": OverviewPage,
    "profile": QuestionnairePage,
    "join": JoinPage,
    "catalogue": CataloguePage,
    "reward": RewardPage,
    "gift": GiftPage,
    "invite": InvitePage,
    "sims": SimsPage,
    "language": LanguagePage,
    "history": HistoryPage,
    "help": HelpPage,
}
"""What stands on each page."""

HINTS: Final = ("time", "palette", "help", "quit")
"""The commands that a visitor is reminded of."""

KEPT: Final = frozenset(
    {
        *("help", "account", "time", "console", "tour", "start_over", "palette", "quit"),
        *("record", "check_screen", "check_ledger", "copy_reply", "picture"),
    }
)
"""The commands whose keys work while the site has the keyboard; all other keys are those of its fields."""

WRITTEN_S: Final = 1.0
"""So long is waited for a field at most: one that is just being thrown away answers no more."""
SITE_KEYS: Final = {key: one.action for one in COMMANDS if one.name in KEPT for key in one.keys}


class AccountScreen(KeysInSight):
    """One page after another; the clock of the world goes on meanwhile."""

    CSS_PATH: ClassVar[str | list[str | PurePath] | None] = ["../face.tcss", "../account.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("tab", "go_on(1)", show=False, priority=True),
        Binding("shift+tab", "go_on(-1)", show=False, priority=True),
        Binding("enter", "end_line", show=False, priority=True),
    ]

    def __init__(self, session: Session, ability: str = "") -> None:
        super().__init__(session)
        self.visit = session.visits.get(session.person) or Visit.begin(session.world, session.words, session.person)
        session.visits[session.person] = self.visit
        self.visit.interface = session.words
        wanted = next((entry.ability for entry in MENU if entry.ability == ability), None)
        if wanted is not None:
            self.visit.want(wanted)
        self.page: SitePage | None = None
        """The page that is shown; None while one goes and another comes."""
        self._arrangement = SiteLayout()
        self._head = session.world.ledger.head
        self._on_phone = False
        """Whether the phone has the keyboard."""

    @property
    def layout(self) -> Layout:
        """Places by the plan."""
        return self._arrangement

    def compose(self) -> ComposeResult:
        """The phone and its card, the bar, the menu, the page, hints."""
        session = self.session
        yield PhoneBody(session.person, id="phone")
        yield CardPanel(self._card, id="card")
        yield EdgePanel(lambda width, _: self._head_lines(width), id="head")
        yield FocusListing(self._menu_line, follows=False, id="menu")
        yield Vertical(id="place")
        yield EdgePanel(lambda width, _: (self._hint_line(width),), id="hints")
        least = (SITE_WIDTH_LEAST, SITE_ROWS_LEAST)
        yield EdgePanel(lambda width, height: notice_lines(session.words, width, height, least), id="notice")

    def on_mount(self) -> None:
        """Open the page that was open; Textual calls the handler of the base class by itself."""
        self.call_later(self.open, self.visit.place)

    async def open(self, place: Place, *, enter: bool = True) -> None:
        """Show a page, and give it the keyboard, unless somebody only looks at it from the menu."""
        visit = self.visit
        if place == "leave":
            visit.log_out()
            place = visit.place
        visit.place = place
        self._arrangement.menu = visit.account is not None
        menu = self.query_one("#menu", FocusListing)
        entries = visit.menu if visit.account is not None else ()
        menu.begin(entries)
        if visit.account is not None:
            menu.choose(entries.index(self._entry) if self._entry in entries else 0)
        holder = self.query_one("#place", Vertical)
        self.page = None
        await holder.remove_children()
        page = PAGES[place](visit)
        await holder.mount(page)
        self.page = page
        self.query_one("#head", EdgePanel).refresh(layout=True)
        self.redraw(everything=True)
        if enter:
            self._enter(page)

    def _enter(self, page: SitePage) -> None:
        first = page.query(page.FIRST).first() if page.FIRST and page.query(page.FIRST) else None
        if self._on_phone:
            return
        if first is not None:
            first.focus()
        elif self.visit.account is not None:
            self.query_one("#menu").focus()

    @property
    def _entry(self) -> Place:
        """The entry of the menu under which the page stands."""
        return "catalogue" if self.visit.place == "reward" else self.visit.place

    # ---- the phone beside the site

    @property
    def phone(self) -> PhoneBody:
        """The phone beside the site, also where there is no room for it."""
        return self.query_one(PhoneBody)

    @property
    def beside(self) -> bool:
        """Whether the phone is shown."""
        return "phone" in site_plan(*self.size, menu=self._arrangement.menu).parts

    @property
    def alarmed(self) -> bool:
        """Whether the phone that is shown rings or shakes."""
        return self.beside and self.phone.alarm != QUIET

    def show_phones(self) -> None:
        """Draw the phone."""
        session = self.session
        self.phone.show(
            session.world.frame(session.person),
            session.person,
            at_ms=session.world.now_ms,
            lamp=session.holds_next,
            active=self._on_phone,
        )

    def show_news(self, heard: list[TraceEvent]) -> None:
        """Bar, card, hints; and the page, if the books have changed."""
        del heard
        for name in ("#head", "#card", "#hints"):
            self.query_one(name, EdgePanel if name != "#card" else CardPanel).redraw()
        head = self.session.world.ledger.head
        if head != self._head and self.page is not None:
            self._head = head
            self.page.catch_up()

    def begin_anew(self) -> None:
        """Another world has begun, in which nobody has logged in."""
        session = self.session
        self.visit = session.visits[session.person] = Visit.begin(session.world, session.words, session.person)
        self.call_later(self.open, self.visit.place)

    def cover(self) -> None:
        """The card of a show stands on the phone's screen."""

    def on_key_cap_pressed(self, message: KeyCap.Pressed) -> None:
        """A click on a key of the phone."""
        self.key_down(message.key)

    async def on_key(self, event: events.Key) -> None:
        """Keys of fields are theirs; those of commands come here; all are the phone's while it has the keyboard."""
        if self._on_phone:
            await super().on_key(event)
            return
        event.prevent_default()
        action = SITE_KEYS.get(event.key)
        if action is not None:
            event.stop()
            await self.app.run_action(action, default_namespace=self)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is the phone's only while it has the keyboard."""
        if self._on_phone:
            super().on_paste(event)

    # ---- what is asked for

    async def on_site_page_go(self, message: SitePage.Go) -> None:
        """A page leads to another one; who has logged in sees the own phone."""
        if self.visit.account is not None:
            self._take(self.visit.owner)
        await self.open(message.place)

    def _take(self, person: str | None) -> None:
        """Show the phone of whom the site is about; whoever comes back from it goes on here."""
        if person is not None:
            self.session.take(person)
            self.session.visits[person] = self.visit

    def on_site_page_acted(self) -> None:
        """Something was done: time goes on, and everything is shown anew."""
        self.session.pace.stir()
        self.redraw(everything=True)

    def on_log_in_page_dial(self, message: LogInPage.Dial) -> None:
        """The phone of a number asks for a password."""
        world = self.session.world
        person = next((one.name for one in world.people.values() if message.msisdn in one.msisdns), None)
        self._take(person)
        if person is not None:
            self.session.dial(world.network.desk.plan.dialplan.code_of("password"))
            self.redraw(everything=True)

    async def on_listing_chosen(self, message: FocusListing.Chosen) -> None:
        """Whoever goes through the menu sees the page of each entry at once."""
        menu = message.listing
        if menu.id == "menu" and menu.has_focus and menu.chosen not in ("leave", self._entry):
            await self._from_menu(menu.chosen, enter=False)

    async def on_listing_opened(self, message: FocusListing.Opened) -> None:
        """Enter on an entry of the menu, or a click, goes into its page."""
        if message.listing.id == "menu":
            await self._from_menu(message.listing.chosen, enter=True)

    async def _from_menu(self, place: Place | None, *, enter: bool) -> None:
        if place is None:
            return
        if place != self.visit.place:
            await self.open(place, enter=enter)
        elif enter and self.page is not None:
            self._enter(self.page)

    async def action_back(self) -> None:
        """From a reward to the catalogue, from a page to the menu, from the menu to the phone."""
        menu = self.query_one("#menu")
        if self.visit.place == "reward":
            await self.open("catalogue")
        elif self.visit.account is not None and not menu.has_focus:
            menu.focus()
        else:
            self.action_account()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that change the focus are the screen's only while its fields have the keyboard."""
        if action == "go_on":
            return not self._on_phone
        if action == "end_line":
            return not self._on_phone and isinstance(self.focused, Input) and self.page is not None
        return super().check_action(action, parameters)

    async def action_go_on(self, step: int) -> None:
        """Give the keyboard to the next field, or to the one before, before any key is handled that was pressed after this one."""
        await self._written()
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    async def action_end_line(self) -> None:
        """Enter in a line, in its turn as well."""
        await self._written()
        if self.page is not None:
            self.page.end_line()

    async def _written(self) -> None:
        """Wait until the keys that were pressed before are written in their field, and the page knows of it."""
        widget = self.focused
        while widget is not None and widget is not self:
            for _ in ("keys", "what they have told"):
                done = asyncio.Event()
                if widget.call_later(done.set):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(done.wait(), WRITTEN_S)
            widget = widget.parent if isinstance(widget.parent, Widget) else None

    def action_account(self, _ability: str = "") -> None:
        """Go back to the phone; the visit goes on another time."""
        self.release_keys()
        self.dismiss()

    async def action_tour(self) -> None:
        """What can be tried is looked up beside the phone."""
        self.action_account()
        self.app.call_later(self.app.run_action, "screen.tour")

    def action_console(self) -> None:
        """Give the keyboard to the phone beside the site, or back."""
        if not self.beside:
            self.notify(self.session.words("console.no_phone"), markup=False)
        self._on_phone = not self._on_phone and self.beside
        if self._on_phone:
            self.set_focus(None)
        elif self.page is not None:
            self._enter(self.page)
        self.redraw(everything=True)

    def action_page(self, step: int) -> None:
        """Scroll the page."""
        if self.page is not None:
            self.page.scroll_relative(y=step * max(1, self.page.size.height - 2), animate=False)

    def on_resize(self) -> None:
        """The phone may be gone, and with it the key that is held."""
        self.release_keys()
        self._on_phone = self._on_phone and self.beside
        self.redraw(everything=True)

    # ---- lines

    def _head_lines(self, width: int) -> tuple[Line, ...]:
        visit = self.visit
        told = visit.words(f"account.place.{visit.place}")
        if visit.account is None:
            return head_lines(visit.words, "", None, told, width)
        return head_lines(visit.words, visit.msisdn, self.session.world.standing(visit.msisdn), told, width)

    def _menu_line(self, place: Place, width: int) -> Line:
        return (cell(self.visit.words(f"account.place.{place}"), width),)

    def _card(self, width: int, height: int) -> tuple[Line, ...]:
        session = self.session
        return card_lines(session.holder(session.person), session.words, width, height)

    def _hint_line(self, width: int) -> Line:
        """How the site is worked, and the commands that help."""
        words = self.session.words
        own: list[Piece] = [Piece(" ")]
        for key, text in (("Tab", "next"), ("Enter", "enter"), ("Esc", "back"), ("F12", "phone")):
            own += [Piece(key, "key"), Piece(f" {words(f'account.keys.{text}')}  ", "muted")]
        unread = self.session.world.phones[self.session.person].mobile.store.unread
        if unread and not self.beside:
            own.append(Piece(f"SMS {unread}  ", "accent"))
        keys = command("console")
        other = words("account.keys.site" if self._on_phone else "account.keys.buttons")
        swap = (Piece(keys.shown, "key", keys.action), Piece(f" {other} ", "muted", keys.action))
        own = [Piece(" "), *swap] if self._on_phone else [*own, *swap] if self.beside else own
        used = sum(len(piece.text) for piece in own)
        return (*own, *hint_lines(words, width - used, HINTS, self.session.sign)[0])

"""The operator's console: a row of tabs, one page at a time, and a row that says how things stand and what letters do.

A page is built when it is shown for the first time, and it catches up with the world only while it is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ContentSwitcher

from tui.console.page import Page
from tui.lines import Line, Piece, spread, width_of
from tui.session import Session
from tui.tabs import TABS
from tui.widgets.panels import EdgePanel, Panel
from tui.words import Words


def page_of(tab: str, session: Session) -> Page:
    """A new page for a tab; what it needs is loaded only now."""
    from tui.console import air, catalogue, ledger, subscribers, world  # noqa: PLC0415  (not before the first frame)

    pages: dict[str, Callable[[Session], Page]] = {
        "air": air.AirPage,
        "ledger": ledger.LedgerPage,
        "subscribers": subscribers.SubscribersPage,
        "world": world.WorldPage,
        "catalogue": catalogue.CataloguePage,
    }
    return pages[tab](session)


def tab_lines(chosen: str, status: Line, words: Words, width: int, *, active: bool = False) -> tuple[Line, ...]:
    """The titles with the chosen one underlined, and a status at the right; a click on a title chooses it."""
    titles: list[Piece] = [Piece(" ")]
    rule: list[Piece] = [Piece("─", "rule")]
    for name in TABS:
        title = words(f"tab.{name}")
        titles += [Piece(title, "strong" if name == chosen else "muted", f"screen.tab({name!r})"), Piece("   ")]
        rule.append(Piece(("━" if name == chosen else "─") * len(title), "accent" if name == chosen else "rule"))
        rule.append(Piece("━━━" if active else "───", "accent" if active else "rule"))
    used = width_of(tuple(rule))
    rule.append(Piece(("━" if active else "─") * max(0, width - used), "accent" if active else "rule"))
    return (spread(tuple(titles[:-1]), status, width - 2)[0], tuple(rule))


class Console(Vertical):
    """Tabs over their pages."""

    def __init__(
        self,
        session: Session,
        tab: str,
        status: Callable[[], Line],
        foot: Callable[[int], Line],
        *,
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        """The console of a sitting.

        Args:
            session: the sitting.
            tab: the name of the tab that is shown first.
            status: the line at the right of the tabs.
            foot: the last row, for a width.
            id: the widget's.
        """
        super().__init__(id=id)
        self._session = session
        self._status = status
        self._foot = foot
        self.tab = tab
        """The name of the tab that is shown."""
        self.active = False
        """Whether the console has the keyboard."""
        self._pages: dict[str, Page] = {}

    def compose(self) -> ComposeResult:
        """The bar, the place of the pages, and the foot."""
        words = self._session.words
        yield EdgePanel(
            lambda width, _: tab_lines(self.tab, self._status(), words, width, active=self.active), id="tabs"
        )
        yield ContentSwitcher(id="pages")
        yield EdgePanel(lambda width, _: (self._foot(width),), id="console-foot")

    @property
    def page(self) -> Page | None:
        """The page that is shown; None before there was room for one."""
        return self._pages.get(self.tab)

    @property
    def shown(self) -> bool:
        """Whether there is room for the console."""
        return bool(self.region)

    async def on_resize(self) -> None:
        """Build the page when there is room for it for the first time."""
        if self.size and self.page is None:
            await self.choose(self.tab)

    async def choose(self, tab: str) -> None:
        """Show a tab's page."""
        self.tab = tab
        if tab not in self._pages:
            page = self._pages[tab] = page_of(tab, self._session)
            await self.query_one(ContentSwitcher).add_content(page)
        self.query_one(ContentSwitcher).current = f"page-{tab}"
        self.catch_up()
        self.redraw()

    def catch_up(self) -> None:
        """Show what is new on the page that is shown."""
        if self.shown and self.page is not None and self.page.is_mounted:
            self.page.catch_up()

    def begin_anew(self) -> None:
        """Every page forgets what it shows: another world has begun."""
        for page in self._pages.values():
            page.begin_anew()

    def redraw(self) -> None:
        """Draw the bar and the foot anew: they tell the time."""
        for name in ("#tabs", "#console-foot"):
            self.query_one(name, Panel).redraw()

"""The operator's console: a row of tabs and one page at a time. It has the ledger now; more tabs are more pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ContentSwitcher

from ledger.entries import Entry
from tui.lines import Line, Piece, spread
from tui.pages.books import book_lines
from tui.widgets.line_view import LineView
from tui.widgets.panels import EdgePanel, Panel
from tui.words import Words

TABS = ("ledger",)
"""Names of the tabs, in their order; a tab's title is the text `face.tab.NAME`, its page the widget `page-NAME`."""


def tab_lines(chosen: str, status: Line, words: Words, width: int) -> tuple[Line, ...]:
    """The titles with the chosen one underlined, and a status at the right; a click on a title chooses it."""
    titles: list[Piece] = [Piece(" ")]
    rule: list[Piece] = [Piece("─", "rule")]
    for name in TABS:
        title = words(f"tab.{name}")
        titles += [Piece(title, "strong" if name == chosen else "muted", f"screen.tab({name!r})"), Piece("   ")]
        rule.append(Piece(("━" if name == chosen else "─") * len(title), "accent" if name == chosen else "rule"))
        rule.append(Piece("───", "rule"))
    used = sum(len(piece.text) for piece in rule)
    rule.append(Piece("─" * max(0, width - used), "rule"))
    return (spread(tuple(titles), status, width - 2)[0], tuple(rule))


class LedgerPage(LineView):
    """Every entry with its postings as written; follows the end unless the user has scrolled up."""

    INSET_LEFT: ClassVar[int] = 1

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._words = words
        self.last_seq = 0
        """The number of the newest entry that is shown."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Add entries that follow the last one."""
        lines: list[Line] = []
        for entry in entries:
            lines += ((),) if self.last_seq else ()
            lines += book_lines(entry, self._words)
            self.last_seq = entry.seq
        if lines:
            self.append(lines)

    def on_resize(self) -> None:
        """Keep the end in sight."""
        self.follow()


class Console(Vertical):
    """Tabs over their pages."""

    def __init__(
        self,
        words: Words,
        tab: str,
        status: Callable[[], Line],
        *,
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        super().__init__(id=id)
        self._words = words
        self._status = status
        self.tab = tab
        """The name of the tab that is shown."""

    def compose(self) -> ComposeResult:
        """The bar and the pages."""
        yield EdgePanel(lambda width, _: tab_lines(self.tab, self._status(), self._words, width), id="tabs")
        with ContentSwitcher(id="pages", initial=f"page-{self.tab}"):
            yield LedgerPage(self._words, id="page-ledger")

    @property
    def ledger(self) -> LedgerPage:
        """The ledger's page."""
        return self.query_one(LedgerPage)

    @property
    def page(self) -> LineView:
        """The page that is shown."""
        return self.query_one(f"#page-{self.tab}", LineView)

    def choose(self, tab: str) -> None:
        """Show a tab's page."""
        self.tab = tab
        self.query_one(ContentSwitcher).current = f"page-{tab}"
        self.redraw_tabs()

    def redraw_tabs(self) -> None:
        """Draw the bar anew: its status tells the time."""
        self.query_one("#tabs", Panel).redraw()

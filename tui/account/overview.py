"""What there is: points with their dates, money, packages, and a bar for each month of what burns (F14)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button

from phone.entry_words import EntryWords
from tui.account.page import Press, SitePage, Told
from tui.lines import Line
from tui.pages.account import overview_lines
from tui.widgets.panels import EdgePanel


class OverviewPage(SitePage):
    """The first page of who has logged in."""

    FIRST = ""
    """Nothing here is written: who has logged in goes on in the menu."""

    def compose(self) -> ComposeResult:
        """The lines, and what to do next."""
        yield EdgePanel(lambda width, _: self._lines(width), id="overview")
        if not self.visit.mine.member:
            yield Told(self.words("account.overview.stranger"), classes="muted after")
        with Horizontal(classes="buttons"):
            if not self.visit.mine.member and "join" in self.visit.menu:
                yield Press(self.words("account.join"), id="join", main=True)
            elif "catalogue" in self.visit.menu:
                yield Press(self.words("account.overview.spend"), id="catalogue", main=True)

    def on_mount(self) -> None:
        """As high as there are lines."""
        self.catch_up()

    def on_resize(self) -> None:
        """Bars are as long as there is room."""
        self.call_after_refresh(self.catch_up)

    def catch_up(self) -> None:
        """Show what is there now."""
        for panel in self.query("#overview").results(EdgePanel):
            panel.styles.height = max(1, len(self._lines(max(24, self.size.width - 2))))
            panel.redraw()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go where the button says."""
        event.stop()
        self.post_message(self.Go("join" if event.button.id == "join" else "catalogue"))

    def _lines(self, width: int) -> tuple[Line, ...]:
        visit, now_ms, words = self.visit, self.visit.world.now_ms, self.words
        standing = visit.world.standing(visit.msisdn)
        assert standing is not None, "the account of a subscriber of ours"
        account = visit.mine
        months = EntryWords(words.texts, words.language, words.purses, {})
        return tuple(
            overview_lines(words, standing, account.lots(now_ms), account.burning(now_ms), months, max(24, width - 1))
        )

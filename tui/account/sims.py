"""Two SIM cards of one owner on one points account (F26, D18)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button

from tui.account.page import Answer, Field, Press, SitePage, Told


class SimsPage(SitePage):
    """Which SIM cards earn together, and how to change it."""

    FIRST = "#other-input"

    def compose(self) -> ComposeResult:
        """What it means, a line, two buttons."""
        words, drafts = self.words, self.visit.drafts
        yield Told(words("account.sims.told"), classes="muted")
        yield Told(id="pool", classes="strong after")
        others = self.visit.others()
        hint = words.number(others[0]) if others else ""
        yield Field(
            "other",
            words("account.sims.other"),
            drafts.other or hint,
            wrong=lambda text, _: self.visit.number_wrong(text),
        )
        with Horizontal(classes="buttons"):
            yield Press(words("account.sims.link"), id="link", main=True)
            yield Press(words("account.sims.unlink"), id="unlink")
        yield Answer()

    def on_mount(self) -> None:
        """Tell how it is."""
        self.visit.drafts.other = self.query_one("#other", Field).value
        self.catch_up()

    def catch_up(self) -> None:
        """Whose points are together now."""
        door = self.visit.mine.desk.door
        sims = door.sims_of(door.pool_of(self.visit.msisdn) or "")
        numbers = ", ".join(map(self.words.number, sims))
        points = self.words.amount("points", door.points(self.visit.msisdn, self.visit.world.now_ms))
        self.query_one("#pool", Told).update(self.words("account.sims.pool", numbers=numbers, points=points))
        self.query_one("#unlink", Button).display = len(sims) > 1

    def on_field_written(self, message: Field.Written) -> None:
        """Remember the number."""
        self.visit.drafts.other = message.field.value

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Link or unlink."""
        event.stop()
        if event.button.id == "link":
            other = self.visit.drafts.other
            self.act("site_link", lambda account, at_ms: account.link(other, at_ms), other)
        else:
            self.act("site_unlink", lambda account, at_ms: account.unlink(at_ms))
        self.catch_up()

"""The tab on which somebody declares the wish to take part, with the points that this brings (F05, F08)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button

from tui.account.page import Answer, Press, SitePage, Told


class JoinPage(SitePage):
    """What taking part means, and the button."""

    FIRST = "Button"

    def compose(self) -> ComposeResult:
        """Texts and a button, which is not there for who takes part already."""
        words, rules = self.words, self.visit.mine.desk.configuration.rules
        member = self.visit.mine.member
        step = rules.accrual.kopecks_per_point
        yield Told(words("account.join.told", step=step), classes="muted")
        yield Told(words("account.join.free"), classes="muted")
        welcome = words.amount("points", rules.welcome.site)
        details = words.amount("points", rules.welcome.birth_date + rules.welcome.details)
        if not member:
            yield Told(words("account.join.welcome", points=welcome), classes="strong after", id="welcome")
            if self.visit.mine.subscriber.form is None and "profile" in self.visit.menu:
                yield Told(words("account.join.profile", points=details), classes="muted")
        if member:
            yield Told(words("account.join.member"), classes="done after")
        with Horizontal(classes="buttons"):
            if not member:
                yield Press(words("account.join"), id="join", main=True)
            if "profile" in self.visit.menu:
                yield Press(words("account.place.profile"), id="profile")
        yield Answer()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Join, or go to the questionnaire."""
        event.stop()
        if event.button.id == "profile":
            self.post_message(self.Go("profile"))
            return
        reply = self.act("site_join", lambda account, at_ms: account.join(at_ms))
        event.button.display = reply.refused is not None
        for promise in self.query("#welcome"):
            promise.display = reply.refused is not None

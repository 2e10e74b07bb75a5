"""Points for somebody else, and an invitation for a friend (F25, F40)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button

from phone.network.directory import msisdn_of
from phone.network.services.gifts import amount_of
from tui.account.page import Answer, Confirming, Field, Press, SitePage, Told

HINT = "+7 916 123-45-67"


class GiftPage(Confirming):
    """A number, how many points, and a question before they are given."""

    FIRST = "#to-input"

    def compose(self) -> ComposeResult:
        """Limits, two lines, a button."""
        words, drafts = self.words, self.visit.drafts
        yield Told(self._limits(), id="limits", classes="muted")
        yield Field(
            "to", words("account.gift.to"), drafts.to, hint=HINT, wrong=lambda text, _: self.visit.number_wrong(text)
        )
        yield Field("amount", words("account.gift.amount"), drafts.amount, hint="100", wrong=self._amount_wrong)
        with Horizontal(classes="buttons"):
            yield Press(words("account.gift"), id="give", main=True)
        yield from self.question()
        yield Answer()

    def _limits(self) -> str:
        """What the rules allow, as far as they say something."""
        words, rules = self.words, self.visit.mine.desk.configuration.rules.gift
        told = [words("account.gift.left", points=self._left())]
        told += [
            words(f"account.gift.{name}", n=limit)
            for name, limit in (
                ("daily", rules.daily),
                ("monthly", rules.monthly),
                ("sent_month", rules.sent_month),
                ("received_month", rules.received_month),
            )
            if limit
        ]
        if rules.home_region_only:
            told.append(words("account.gift.home"))
        return " ".join(told)

    def _left(self) -> str:
        left = self.visit.mine.desk.door.points(self.visit.msisdn, self.visit.world.now_ms)
        return self.words.amount("points", left)

    def _amount_wrong(self, written: str, _left: bool) -> str:
        """An amount is a whole number that one has."""
        if not written.strip():
            return ""
        if not written.strip().isdecimal() or amount_of(written.strip()) < 1:
            return self.words("account.gift.number")
        have = self.visit.mine.desk.door.points(self.visit.msisdn, self.visit.world.now_ms)
        points = amount_of(written.strip())
        return self.words("account.gift.too_many", have=have) if points > have else ""

    def on_field_written(self, message: Field.Written) -> None:
        """Remember what is written; a question about something else is none any more."""
        setattr(self.visit.drafts, str(message.field.id), message.field.value)
        self.drop()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask before anything is given; the base class hears the answer."""
        if event.button.id != "give":
            return
        drafts = self.visit.drafts
        to, amount = msisdn_of(drafts.to), drafts.amount.strip()
        if to is None or self.visit.number_wrong(drafts.to):
            self._refuse("to", self.visit.number_wrong(drafts.to) or self.words("account.gift.whom"))
        elif not amount or self._amount_wrong(amount, True):
            self._refuse("amount", self._amount_wrong(amount, True) or self.words("account.gift.number"))
        else:
            points = self.words.amount("points", amount_of(amount))
            self.ask(self.words("account.gift.ask", points=points, to=self.words.number(to)))

    def _refuse(self, name: str, wrong: str) -> None:
        """Say what is wrong beside its field, and go there."""
        field = self.query_one(f"#{name}", Field)
        field.tell(wrong)
        field.line.focus()

    def confirmed(self) -> None:
        """Give."""
        to, points = self.visit.drafts.to, amount_of(self.visit.drafts.amount.strip())
        reply = self.act("site_give", lambda account, at_ms: account.give(to, points, at_ms), f"{to} {points}")
        if reply.refused is None:
            self.query_one("#amount", Field).line.value = ""

    def catch_up(self) -> None:
        """What is left has changed."""
        self.query_one("#limits", Told).update(self._limits())
        self.query_one("#amount", Field).look()


class InvitePage(SitePage):
    """A friend's number."""

    FIRST = "#friend-input"

    def compose(self) -> ComposeResult:
        """What it brings, a line, a button."""
        words = self.words
        points = words.amount("points", self.visit.mine.desk.configuration.earning.friend.points or 0)
        yield Told(words("account.invite.told", points=points), classes="muted")
        yield Field(
            "friend",
            words("account.number"),
            self.visit.drafts.friend,
            hint=HINT,
            wrong=lambda text, _: self.visit.number_wrong(text),
        )
        with Horizontal(classes="buttons"):
            yield Press(words("account.invite"), id="invite", main=True)
        yield Answer()

    def on_field_written(self, message: Field.Written) -> None:
        """Remember the number."""
        self.visit.drafts.friend = message.field.value

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Invite."""
        event.stop()
        friend = self.visit.drafts.friend
        self.act("site_invite", lambda account, at_ms: account.invite(friend, at_ms), friend)

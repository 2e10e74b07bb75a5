"""The first page: a number and the password that its phone gets by SMS, and how to get one (F14, D21)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Button

from phone.network.directory import HOME, msisdn_of
from tui.account.page import Answer, Field, Press, SitePage, Told


class LogInPage(SitePage):
    """Lets nobody in without the password."""

    class Dial(Message):
        """The phone of the number that is written is to dial the code of the password."""

        def __init__(self, msisdn: str) -> None:
            super().__init__()
            self.msisdn = msisdn
            """Whose phone."""

    FIRST = "#password-input"

    def compose(self) -> ComposeResult:
        """Two fields, a button, and what to do without a password."""
        words, code = self.words, self._code
        yield Told(words("account.login.title"), classes="strong")
        yield Field(
            "number", words("account.number"), self.visit.drafts.number, hint="+7 916 000-00-01", wrong=self._wrong
        )
        yield Field("password", words("account.password"), "", secret=True)
        with Horizontal(classes="buttons"):
            yield Press(words("account.login"), id="login", main=True)
        yield Answer()
        yield Told(words("account.login.told", code=code), classes="muted after")
        with Horizontal(classes="buttons"):
            yield Press(words("account.login.dial", code=code), id="dial")
        yield Told(words("account.login.key"), classes="muted after")

    @property
    def _code(self) -> str:
        return self.visit.world.network.desk.plan.dialplan.code_of("password")

    def _wrong(self, written: str, left: bool) -> str:
        del left
        known = self.visit.world.network.desk.directory.by_msisdn.get(msisdn_of(written) or "")
        if not written.strip() or (known is not None and known.operator == HOME):
            return ""
        return self.words.texts.word("refusal.site.number", self.words.language)

    def on_field_written(self, message: Field.Written) -> None:
        """The number is remembered; the password is not."""
        if message.field.id == "number":
            self.visit.drafts.number = message.field.value

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Log in, or let the phone ask for a password."""
        event.stop()
        if event.button.id == "login":
            self._log_in()
            return
        msisdn = msisdn_of(self.visit.drafts.number)
        if msisdn in self.visit.world.network.desk.directory.by_msisdn:
            self.post_message(self.Dial(msisdn))
            self.query_one(Answer).say(self.words("account.login.dialled"))
            self.query_one("#password-input").focus()

    def _log_in(self) -> None:
        refused = self.visit.log_in(self.query_one("#password", Field).value)
        if refused is None:
            self.post_message(self.Go(self.visit.place))
        else:
            self.query_one(Answer).tell(refused)
            self.query_one("#password-input").focus()
